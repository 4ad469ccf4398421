"""From staging to the tables above it: one select per table, run in the order of the model.

Also loads the reviewed reference tables, which reach SQL as staging tables like everything else.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from pipelines import settings
from pipelines.model.errors import PlainError
from pipelines.model.schema import TABLES, Table, table, tables_of
from pipelines.model.schema.staging import REVIEWED
from pipelines.warehouse.ddl import comment_statements, create_view_statement
from pipelines.warehouse.keys import verify_keys
from pipelines.yaml_text import parse_yaml

if TYPE_CHECKING:
    import duckdb

REVIEWED_FILES = {
    "staging.place": "places.csv",
    "staging.place_statistic": "place_statistics.csv",
    "staging.fund_source": "fund_sources.csv",
    "staging.indicator_category": "indicator_categories.csv",
    "staging.project_nature": "project_natures.csv",
    "staging.measure": "measures.csv",
    "staging.cost_subject": "cost_subjects.csv",
    "staging.denominator": "denominators.csv",
}
UNITS_FILE = "units.yml"
TOPICS_FILE = "topics.yml"
"""Also read by the parser, which knows more about each unit and topic; here are their names and codes."""
_CORE_SOURCE = {
    "core.dim_district": "staging.place",
    "core.ref_place_statistic": "staging.place_statistic",
    "core.dim_topic": "staging.topic",
    "core.dim_fund_source": "staging.fund_source",
    "core.dim_indicator_category": "staging.indicator_category",
    "core.dim_unit": "staging.unit",
    "core.ref_measure": "staging.measure",
    "core.ref_cost_subject": "staging.cost_subject",
    "core.ref_denominator": "staging.denominator",
}


class BuildError(PlainError):
    """A table could not be built: the SQL or the reference data does not fit the model. Nothing may be published."""


def reviewed_rows(address: str, reference: Path = settings.REFERENCE) -> list[dict[str, str | None]]:
    """The rows of a reviewed table of staging, every field as text, empty fields null.

    Raises:
        BuildError: the file's columns are not those of the table.
    """
    target = table(address)
    names = [column.name for column in target.columns]
    if address == "staging.unit":
        return _unit_rows(reference / UNITS_FILE)
    if address == "staging.topic":
        return _topic_rows(reference / TOPICS_FILE)
    path = reference / REVIEWED_FILES[address]
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if list(reader.fieldnames or ()) != names:
            raise BuildError(f"{path}: columns {reader.fieldnames}, but {address} has {names}")
        return [{name: (row[name] or "").strip() or None for name in names} for row in reader]


def _unit_rows(path: Path) -> list[dict[str, str | None]]:
    loaded = parse_yaml(path.read_text(encoding="utf-8"))["units"]
    return [
        {
            "unit": unit["code"],
            "name_zh": unit["zh"],
            "name_en": unit.get("en") or unit["code"].replace("_", " "),
            "canonical_unit": unit["canonical"],
            "factor": unit["factor"],
            "quantity_kind": unit["kind"],
        }
        for unit in loaded
    ]


def _topic_rows(path: Path) -> list[dict[str, str | None]]:
    loaded = parse_yaml(path.read_text(encoding="utf-8"))["topics"]
    names = [column.name for column in table("staging.topic").columns if column.name != "topic_code"]
    return [{"topic_code": topic["code"], **{name: topic.get(name) for name in names}} for topic in loaded]


def load_reviewed(connection: duckdb.DuckDBPyConnection, address: str, reference: Path = settings.REFERENCE) -> int:
    """Load one reviewed table of staging; for the address of a core table made of one, build that too.

    Returns:
        The number of rows.

    Raises:
        BuildError: the file does not have the table's columns, or a value is not of its column's type.
    """
    import duckdb

    source = _CORE_SOURCE.get(address, address)
    rows = reviewed_rows(source, reference)
    names = [column.name for column in table(source).columns]
    columns = [pa.array([row[name] for row in rows], pa.string()) for name in names]
    connection.register("reviewed_rows", pa.Table.from_arrays(columns, names=names))
    try:
        connection.execute(f"insert into {source} by name select * from reviewed_rows")
    except duckdb.Error as error:
        raise BuildError(f"{reference}: {source}: {error}") from error
    finally:
        connection.unregister("reviewed_rows")
    if source != address:
        build_table(connection, table(address))
    return len(rows)


def build_table(connection: duckdb.DuckDBPyConnection, target: Table, sql: Path = settings.SQL) -> int | None:
    """Fill one empty table from its select (``sql/<schema>/<table>.sql``), or create the view.

    Returns:
        The number of rows; none are counted of a view.

    Raises:
        BuildError: the select fails, or its columns are not exactly those of the table.
        BrokenKeyError: two of its rows have one key, or one leads to nothing.
    """
    import duckdb

    path = sql / target.schema / f"{target.name}.sql"
    select = path.read_text(encoding="utf-8")
    try:
        answered = {row[0] for row in connection.execute(f"describe {select}").fetchall()}
        wanted = {column.name for column in target.columns}
        if answered != wanted:
            raise BuildError(f"{path}: missing {sorted(wanted - answered)}, unknown {sorted(answered - wanted)}")
        if target.is_view:
            connection.execute(create_view_statement(target, select))
            for statement in comment_statements(target):
                connection.execute(statement)
            return None
        order = ", ".join(_row_order(target))
        connection.execute(f"insert into {target.address} by name select * from ({select}\n) as built order by {order}")
        verify_keys(connection, [target])
        return int(connection.execute(f"select count(*) from {target.address}").fetchall()[0][0])
    except duckdb.Error as error:
        raise BuildError(f"{path}: {error}") from error


def _row_order(target: Table) -> list[str]:
    """The order in which rows are stored, the same in every build: as the documents print them, then by key."""
    keys = list(target.primary_key)
    if "source_cell_id" not in {column.name for column in target.columns}:
        return keys
    place = [
        f"try_cast(regexp_extract(source_cell_id, '{pattern}', 1) as integer)"
        for pattern in (":t([0-9]+)", "r([0-9]+)c", "c([0-9]+)$")
    ]
    return ["split_part(source_cell_id, ':', 1)", *place, *keys]


def build(
    connection: duckdb.DuckDBPyConnection,
    schemas: Iterable[str] = ("core", "marts"),
    sql: Path = settings.SQL,
    tables: Iterable[Table] = TABLES,
) -> Mapping[str, int]:
    """Fill every table of these schemas, in the order of the model, from the staging tables of the same connection.

    Returns:
        Rows per table, by address; views are not counted.

    Raises:
        BuildError: a select fails or does not fit its table.
        BrokenKeyError: a key does not hold.
    """
    wanted = set(schemas)
    rows = {t.address: build_table(connection, t, sql) for t in tables if t.schema in wanted}
    return {address: count for address, count in rows.items() if count is not None}


def load_all_reviewed(connection: duckdb.DuckDBPyConnection, reference: Path = settings.REFERENCE) -> Mapping[str, int]:
    """Load every reviewed table of staging. Returns rows per table, by address."""
    return {t.address: load_reviewed(connection, t.address, reference) for t in REVIEWED}


def rows_of(connection: duckdb.DuckDBPyConnection, schema: str, *names: str) -> dict[str, int]:
    """Number of rows by address: of all tables of a schema, or of those named."""
    counts: dict[str, int] = {}
    for target in tables_of(schema):
        if not names or target.name in names:
            counts[target.address] = connection.execute(f"select count(*) from {target.address}").fetchall()[0][0]
    return counts
