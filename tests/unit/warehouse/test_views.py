"""What is a view is described, asked and exported like a table, but never stored, and not exported where it is long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.model.schema import TABLES, table
from pipelines.warehouse import export
from pipelines.warehouse.build import build_table
from pipelines.warehouse.datapackage import data_package, write_data_package
from pipelines.warehouse.ddl import create_tables
from pipelines.warehouse.fingerprint import fingerprint

LINEAGE = table("marts.mart_lineage")


@pytest.fixture
def built() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        create_tables(connection)
        build_table(connection, LINEAGE)
        connection.execute(
            "insert into marts.mart_funding_part values "
            "('funding_part/f', 'p', 'f', 'fiscal_appropriation', 'own_level', 'printed', 30, 'c')"
        )
        yield connection


def test_it_answers_when_it_is_asked(built: duckdb.DuckDBPyConnection) -> None:
    found = built.execute("select mart_row_id, contribution, source_cell_id from marts.mart_lineage").fetchall()
    assert [(row, int(part), cell) for row, part, cell in found] == [("funding_part/f", 30, "c")]
    assert built.execute("select count(*) from duckdb_tables() where table_name = 'mart_lineage'").fetchall() == [(0,)]


def test_it_has_the_comments_of_the_model(built: duckdb.DuckDBPyConnection) -> None:
    (told,) = built.execute("select comment from duckdb_views() where view_name = 'mart_lineage'").fetchall()
    assert told[0].startswith(LINEAGE.grain_zh)
    query = "select column_name, comment from duckdb_columns() where table_name = 'mart_lineage'"
    columns = dict(built.execute(query).fetchall())
    assert set(columns) == {column.name for column in LINEAGE.columns}
    assert None not in columns.values()


def test_it_is_in_no_fingerprint(built: duckdb.DuckDBPyConnection) -> None:
    assert set(fingerprint(built)) == {one.address for one in TABLES if not one.is_view}


def test_a_long_one_is_in_no_file(
    built: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = export.export_tables(built, tmp_path / "short", [LINEAGE])
    assert {path.name for path in short} == {"mart_lineage.parquet", "mart_lineage.csv", "marts.xlsx"}
    monkeypatch.setattr(export, "VIEW_ROWS", 0)
    assert export.export_tables(built, tmp_path, [LINEAGE]) == []
    package = write_data_package(tmp_path, [LINEAGE], "r")
    assert "mart_lineage" not in package.read_text(encoding="utf-8")
    assert data_package([LINEAGE], "r")["resources"]
