"""What the DDL holds to, and what it tells people who open the file."""

from __future__ import annotations

import struct
from pathlib import Path

import duckdb
import pytest

from pipelines.model.schema import TABLES
from pipelines.warehouse.ddl import create_warehouse
from pipelines.warehouse.keys import BrokenKeyError, verify_keys

STORED = [table for table in TABLES if not table.is_view]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("库") / "w.duckdb"
    create_warehouse(path, STORED).close()
    return path


def test_every_table_and_column_has_its_comment(path: Path) -> None:
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = dict(
            connection.execute("select schema_name || '.' || table_name, comment from duckdb_tables()").fetchall()
        )
        bare = connection.execute(
            "select count(*) from duckdb_columns() where comment is null and schema_name <> 'main' and not internal"
        ).fetchall()
    assert set(tables) == {table.address for table in STORED}
    for table in STORED:
        assert tables[table.address].splitlines()[0] == f"{table.grain_zh}（{table.grain_en}）"
    assert bare == [(0,)]


def test_the_dictionary_lists_every_column_in_both_languages(path: Path) -> None:
    with duckdb.connect(str(path), read_only=True) as connection:
        listed = connection.execute(
            'select "模式" || \'.\' || "表", "列", "类型", "中文名", "English" from main."数据字典"'
        ).fetchall()
        real = connection.execute(
            "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns() "
            "where schema_name <> 'main' and not internal"
        ).fetchall()
    assert {(t, c, k.replace(", ", ",")) for t, c, k, _, _ in listed} == {
        (t, c, k.replace(", ", ",")) for t, c, k in real
    }
    assert all(zh and en for _, _, _, zh, en in listed)


def test_older_duckdb_can_read_the_file(path: Path) -> None:
    """Bytes 12 to 20 hold the storage version; DuckDB 1.1 reads up to 64."""
    (version,) = struct.unpack("<Q", path.read_bytes()[12:20])
    assert version <= 64


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("insert into staging.release values ('r', null)", "NOT NULL"),
        (
            "insert into staging.document (document_id, path, sha256, size_bytes, state, cells_non_blank, cells_used, "
            "cells_ignored, cells_refused, parser_version) values ('d', 'p', 's', 1, 'lost', 0, 0, 0, 0, 'v')",
            "CHECK",
        ),
    ],
)
def test_rows_that_break_a_promise_are_refused(tmp_path: Path, statement: str, told: str) -> None:
    with create_warehouse(tmp_path / "w.duckdb") as connection, pytest.raises(duckdb.ConstraintException, match=told):
        connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("insert into staging.release values ('r', 'v'), ('r', 'v')", "staging.release: two rows of the key r"),
        (
            "insert into staging.page values ('d', 1, 'ruled', null)",
            "staging.page.document_id: d is not in staging",
        ),
    ],
)
def test_keys_that_do_not_hold_are_told_with_an_example(tmp_path: Path, statement: str, told: str) -> None:
    with create_warehouse(tmp_path / "w.duckdb") as connection:
        tables = [table for table in STORED if table.schema == "staging"]
        verify_keys(connection, tables)
        connection.execute(statement)
        with pytest.raises(BrokenKeyError, match=told):
            verify_keys(connection, tables)
