"""``sql/`` keeps to what DuckDB and Spark say alike. What is different without an error is forbidden here by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from pipelines import settings
from pipelines.model.schema import TABLES
from pipelines.spark.dialect import NotPortableError, to_spark

_FILES = [
    path
    for folder in ("core", "marts", "checks")
    for path in sorted((settings.SQL / folder).glob("*.sql"))
]  # fmt: skip
_FORBIDDEN_FUNCTIONS = {
    "percentile_cont": "approximate in Spark: use median",
    "percentile_disc": "approximate in Spark",
    "quantile": "unknown to Spark: use median",
    "quantile_cont": "unknown to Spark: use median",
    "quantile_disc": "unknown to Spark",
    "approx_quantile": "not exact",
    "hash": "another number on every engine",
    "first": "which row is first is not said: use arg_min",
    "last": "which row is last is not said: use arg_max",
    "any_value": "which row it is of is not said",
    "regexp_full_match": "unknown to Spark: anchor the pattern",
    "random": "differs from run to run",
    "now": "differs from run to run",
    "current_date": "differs from run to run",
    "current_timestamp": "differs from run to run",
}
_FORBIDDEN_NODES: dict[type[exp.Expression], str] = {
    exp.Lambda: "lambdas are written otherwise in Spark",
    exp.Comprehension: "list comprehensions are DuckDB's own",
    exp.Columns: "columns() is DuckDB's own",
    exp.Pivot: "pivot in the short form is DuckDB's own",
    exp.Map: "map literals are DuckDB's own",
    exp.RegexpILike: "not in Spark",
}


def _offences(select: str) -> Iterator[str]:
    """What in a select is not portable, each in one line."""
    tree = sqlglot.parse_one(select, read="duckdb")
    for node in tree.walk():
        for kind, why in _FORBIDDEN_NODES.items():
            if isinstance(node, kind) and not _is_ordinary(node):
                yield f"{node.sql(dialect='duckdb')[:60]}: {why}"
        if isinstance(node, exp.Func):
            name = (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).lower()
            if name in _FORBIDDEN_FUNCTIONS:
                yield f"{name}: {_FORBIDDEN_FUNCTIONS[name]}"
        if isinstance(node, exp.Div) and not isinstance(node.expression.unnest(), exp.Nullif | exp.Literal):
            yield f"{node.sql(dialect='duckdb')[:60]}: a divisor may be zero, Spark raises: nullif"
        if isinstance(node, exp.Sum) and isinstance(node.this, exp.Boolean | exp.Predicate):
            yield f"{node.sql(dialect='duckdb')[:60]}: sum of a condition: count(*) filter"
        if isinstance(node, exp.RegexpReplace) and not _replaces_alike(node):
            yield f"{node.sql(dialect='duckdb')[:60]}: Spark replaces every match: 'g' or an anchor"
        if isinstance(node, exp.Identifier) and not node.name.isascii() and not node.args.get("quoted"):
            yield f"{node.name}: a Chinese name without quotes"
        if isinstance(node, exp.Literal) and node.is_string and r"\p{" in node.name:
            yield f"{node.name}: a class of characters by name"


def _is_ordinary(node: exp.Expression) -> bool:
    """A standard pivot stands in its own clause and is equal; sqlglot uses the same node for both."""
    return isinstance(node, exp.Pivot) and bool(node.args.get("fields"))


def _replaces_alike(node: exp.RegexpReplace) -> bool:
    modifiers = node.args.get("modifiers")
    pattern = node.expression.name
    anchored = pattern.startswith("^") or pattern.endswith("$")
    return anchored or (modifiers is not None and "g" in modifiers.name)


@pytest.mark.parametrize("path", _FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_select_is_portable(path: Path) -> None:
    select = path.read_text(encoding="utf-8")
    assert not list(_offences(select))
    assert to_spark(select).lstrip().upper().startswith(("SELECT", "WITH"))


@pytest.mark.parametrize(
    "select",
    [
        "select a / b as r from t",
        "select quantile_cont(a, 0.5) as m from t",
        "select list_transform(a, x -> x + 1) as l from t",
        "select [x for x in a] as l from t",
        "select sum(a > 1) as n from t",
        "select regexp_replace(a, 'b', 'c') as r from t",
        "select hash(a) as h from t",
    ],
)
def test_what_differs_is_found(select: str) -> None:
    assert list(_offences(select))


def test_tables_become_views() -> None:
    told = to_spark("select fact_target.low from core.fact_target inner join staging.document as d on true")
    assert told == (
        "SELECT fact_target.low FROM core__fact_target AS fact_target INNER JOIN staging__document AS d ON TRUE"
    )


def test_what_is_no_single_select_is_refused() -> None:
    for text in ("select 1; select 2", "select from where"):
        with pytest.raises(NotPortableError):
            to_spark(text)


def test_every_built_table_has_a_select_to_carry_over() -> None:
    built = {f"{table.schema}/{table.name}" for table in TABLES if table.schema in {"core", "marts"}}
    assert built <= {f"{path.parent.name}/{path.stem}" for path in _FILES}
