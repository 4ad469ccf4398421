"""An empty warehouse, and rows put into it by the names of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest

from pipelines.model.schema import Column, table
from pipelines.warehouse.ddl import create_tables

Put = Callable[..., None]


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        create_tables(connection, comments=False)
        yield connection


@pytest.fixture
def put(warehouse: duckdb.DuckDBPyConnection) -> Put:
    """``put("core.fact_project", project_id="p1")``: one row; what is not named is null, or empty where it must be."""

    def insert(address: str, **row: Any) -> None:
        values = {c.name: row.pop(c.name) if c.name in row else _empty(c) for c in table(address).columns}
        assert not row, f"{address} has no {sorted(row)}"
        marks = ", ".join("?" for _ in values)
        warehouse.execute(f"insert into {address} ({', '.join(values)}) values ({marks})", list(values.values()))

    return insert


def _empty(column: Column) -> Any:
    if not column.required:
        return None
    if column.allowed:
        return column.allowed[0]
    if column.type.endswith("[]"):
        return []
    return {"VARCHAR": "", "BOOLEAN": False, "DATE": "2024-01-01"}.get(column.type.split("(")[0], 0)
