"""A document read by hand, and an empty warehouse to put it in."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from handmade_readings import made_document

from pipelines.warehouse.ddl import create_tables
from pipelines.warehouse.record import StagedDocument


@pytest.fixture
def document() -> StagedDocument:
    return made_document()


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        create_tables(connection, comments=False)
        yield connection
