"""Every YAML case beside a table or a check, run on the SQL it stands for.

A case is a file ``tests/sql/<schema>/<table>/<what>.yml`` (for ``sql/<schema>/<table>.sql``) or
``tests/sql/checks/<rule_code>/<what>.yml`` (for ``sql/checks/<rule_code>.sql``):

    why: a blank total is not zero                # one sentence
    given:                                        # rows of the input tables, by address
      staging.funding:
        - {funding_id: f1, project_id: p1, fund_source: total}
    expect:                                       # rows of the select, compared on the columns named here
      - {funding_id: f1, acceptance: blank, amount_accepted_yuan: null}

Several cases may stand in one file, parted by ``---``. What a case may rely on:

- Tables not given are empty, but ``staging.release`` has its one row (release ``r``, parser version ``v``), and a table
  whose rows are the word ``reviewed`` holds the reviewed reference data (``core.dim_fund_source: reviewed``).
- A column not given is null where the model lets it be; else: a key gets ``<table>-<n>``, text ``''``, a number 0, a
  truth value false, a list ``[]``, a date 2024-01-01. Keys are not enforced between given rows: give only what matters.
- ``expect`` is compared as a bag of rows: order does not matter, a column missing in one expected row must be null
  there. ``expect: []`` says that there is no row. ``where: {column: value}`` beside it looks only at those rows.
- The select of a table is inserted into the table as the model states it, so types, NOT NULL, closed lists and the
  complete list of columns are tested in every case. Numbers are compared as exact decimals (binary ones to 9 places),
  dates as ISO text.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from pipelines import settings
from pipelines.model.schema import TABLES, Column, Table, table
from pipelines.warehouse.ddl import create_tables

HERE = Path(__file__).parent
ALLOWED_KEYS = {"why", "given", "expect", "where"}


def _cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*/*/*.yml")):
        for number, case in enumerate(yaml.safe_load_all(path.read_text(encoding="utf-8")), start=1):
            name = "/".join(path.relative_to(HERE).with_suffix("").parts)
            found.append(pytest.param(path, case, id=f"{name}#{number}"))
    return found


@pytest.fixture(scope="module")
def empty_warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        create_tables(connection, comments=False)
        yield connection


@pytest.mark.parametrize(("path", "case"), _cases())
def test_case(path: Path, case: dict[str, Any], empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    assert not set(case) - ALLOWED_KEYS, f"{path}: only {sorted(ALLOWED_KEYS)} may stand in a case"
    assert case.get("why"), f"{path}: say why this case exists"
    connection = empty_warehouse
    connection.begin()
    try:
        given = case.get("given") or {}
        if "staging.release" not in given:
            given = {"staging.release": [{"release_id": "r", "parser_version": "v"}], **given}
        for address, rows in given.items():
            _load(connection, table(address), rows)
        got = _run(connection, path)
    finally:
        connection.rollback()
    for name, value in (case.get("where") or {}).items():
        got = [row for row in got if _comparable(row[name]) == _comparable(value, row[name])]
    expected = case["expect"]
    names = sorted({name for row in expected for name in row})
    unknown = [name for name in names if got and name not in got[0]]
    assert not unknown, f"the select has no column {unknown}"
    actual_rows = [{name: _comparable(row[name]) for name in names} for row in got]
    sample = _types(got, names)
    expected_rows = [{name: _comparable(row.get(name), sample[name]) for name in names} for row in expected]
    missing = _less(expected_rows, actual_rows)
    surplus = _less(actual_rows, expected_rows)
    assert (missing, surplus) == ([], []), (
        f"{case['why']}\nexpected but not there: {missing}\nthere but not expected: {surplus}"
    )


def _load(connection: duckdb.DuckDBPyConnection, target: Table, rows: list[dict[str, Any]] | str) -> None:
    if rows == "reviewed":
        from pipelines.warehouse.build import load_reviewed

        load_reviewed(connection, target.address)
        return
    assert isinstance(rows, list), f"{target.address}: rows are a list, or the word reviewed"
    for number, row in enumerate(rows, start=1):
        for name in row:
            target.column(name)
        values = {c.name: row[c.name] if c.name in row else _default(target, c, number) for c in target.columns}
        marks = ", ".join(f"cast(? as {target.column(name).type})" for name in values)
        connection.execute(
            f"insert into {target.address} ({', '.join(values)}) values ({marks})", list(values.values())
        )


def _default(target: Table, column: Column, number: int) -> Any:
    if not column.required:
        return None
    if column.allowed:
        return column.allowed[0]
    if column.type.endswith("[]"):
        return []
    kind = column.type.split("(")[0]
    if kind == "VARCHAR":
        return f"{target.name}-{number}" if column.name in target.primary_key else ""
    if kind == "BOOLEAN":
        return False
    if kind == "DATE":
        return datetime.date(2024, 1, 1)
    if kind.startswith("TIMESTAMP"):
        return datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    return number if column.name in target.primary_key else 0


def _run(connection: duckdb.DuckDBPyConnection, case_path: Path) -> list[dict[str, Any]]:
    schema, name = case_path.parts[-3:-1]
    select = (settings.SQL / schema / f"{name}.sql").read_text(encoding="utf-8")
    address = f"{schema}.{name}"
    if address in {t.address for t in TABLES}:
        wanted = {c.name for c in table(address).columns}
        answered = {row[0] for row in connection.execute(f"describe {select}").fetchall()}
        assert answered == wanted, f"{address}: missing {wanted - answered}, unknown {answered - wanted}"
        if not table(address).is_view:
            connection.execute(f"insert into {address} by name {select}")
            select = f"from {address}"
    cursor = connection.execute(select)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _types(rows: list[dict[str, Any]], names: list[str]) -> dict[str, Any]:
    return {name: next((row[name] for row in rows if row[name] is not None), None) for name in names}


def _comparable(value: Any, like: Any = None) -> Any:
    """One form per value; an expected value follows the type of the column it is compared with."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, str) and isinstance(like, Decimal | int | float) and not isinstance(like, bool):
        value = Decimal(value)
    if isinstance(value, float):
        value = Decimal(str(round(value, 9)))
    if isinstance(value, int | Decimal):
        number = Decimal(value)
        return str(value) if isinstance(like, str) else number.normalize() + 0
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return tuple(_comparable(item) for item in value)
    return value


def _less(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> list[dict[str, Any]]:
    def frozen(row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(sorted(row.items()))

    surplus = Counter(map(frozen, left)) - Counter(map(frozen, right))
    return [dict(row) for row in surplus.elements()]
