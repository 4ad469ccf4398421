"""Rows and selects into the tables of schema quality, always by name and with the types of the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.model.schema import table

if TYPE_CHECKING:
    import duckdb


def empty(connection: duckdb.DuckDBPyConnection, address: str) -> None:
    """Delete all rows of a table of the model."""
    connection.execute(f"delete from {table(address).address}")  # noqa: S608 (a name of the model)


def fill_from_select(connection: duckdb.DuckDBPyConnection, address: str, path: Path) -> int:
    """Empty the table and fill it with the answer of the one select in ``path``. Returns the number of rows."""
    empty(connection, address)
    select = path.read_text(encoding="utf-8")
    return int(connection.execute(f"insert into {address} by name {select}").fetchall()[0][0])


def insert_rows(connection: duckdb.DuckDBPyConnection, address: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert rows through Arrow with the types of the model; a field that a row lacks is null.

    Values of decimal columns may be ``Decimal``, ``str`` or None, lists are lists of str. Returns the number of rows.
    """
    import pyarrow as pa

    target = table(address)
    rows = list(rows)
    if not rows:
        return 0
    arrays = {}
    for column in target.columns:
        values = [row.get(column.name) for row in rows]
        if column.type.endswith("[]"):
            arrays[column.name] = pa.array(values, pa.list_(pa.string()))
        elif column.type == "BOOLEAN":
            arrays[column.name] = pa.array(values, pa.bool_())
        elif column.type in {"INTEGER", "BIGINT"}:
            arrays[column.name] = pa.array(values, pa.int64())
        else:
            arrays[column.name] = pa.array([None if v is None else str(v) for v in values], pa.string())
    picked = ", ".join(f"cast({c.name} as {c.type}) as {c.name}" for c in target.columns)
    connection.register("rows_to_insert", pa.table(arrays))
    try:
        connection.execute(f"insert into {address} by name select {picked} from rows_to_insert")  # noqa: S608 (names of the model)
    finally:
        connection.unregister("rows_to_insert")
    return len(rows)
