"""The analysts' connection cannot do harm, and an answer keeps its digits."""

from __future__ import annotations

import io
import json
import time
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

from pipelines.warehouse.query import (
    QueryError,
    answering,
    connect_read_only,
    write_csv,
    write_json,
    write_parquet,
    write_xlsx,
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("发布") / "indicators.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create table t as select '=1' as s, cast(12647100 as decimal(20, 4)) as n, date '2020-11-01' as d, "
            "['a', 'b'] as l, true as b, cast(null as varchar) as x"
        )
    return path


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_text('/etc/passwd')",
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from glob('/etc/*')",
        "copy t to '{out}'",
        "copy (select 1) to '{out}' (format parquet)",
        "export database '{out}'",
        "attach '{out}' as other",
        "install httpfs",
        "load httpfs",
        "select * from 'https://example.org/x.parquet'",
        "set enable_external_access = true",
        "set memory_limit = '100GB'",
        "reset lock_configuration",
        "insert into t select * from t",
        "drop table t",
        "create table u as select 1",
        "create secret s (type http)",
    ],
)
def test_nothing_can_be_read_written_or_changed(database: Path, tmp_path: Path, query: str) -> None:
    out = tmp_path / "out"
    with (
        connect_read_only(database) as connection,
        pytest.raises(QueryError),
        answering(connection, query.format(out=out)) as answer,
    ):
        list(answer.rows)
    assert not out.exists()


def test_a_query_that_takes_too_long_is_stopped(database: Path) -> None:
    began = time.monotonic()
    with (
        connect_read_only(database) as connection,
        pytest.raises(QueryError, match="stopped after"),
        answering(
            connection, "select count(*) from range(10000000000) a where hash(a.range) = 1", seconds=0.2
        ) as answer,
    ):
        list(answer.rows)
    assert time.monotonic() - began < 5


def test_drawing_the_rows_counts_into_the_time(database: Path) -> None:
    with (
        connect_read_only(database) as connection,
        pytest.raises(QueryError, match="stopped after"),
        answering(connection, "select * from range(10000000000)", seconds=0.2) as answer,
    ):
        for _ in answer.rows:
            pass


def test_a_query_that_needs_too_much_memory_is_refused(database: Path) -> None:
    with (
        connect_read_only(database, memory="30MB", threads=1) as connection,
        pytest.raises(QueryError, match="memory"),
        answering(connection, "select * from range(20000000) order by hash(range)") as answer,
    ):
        list(answer.rows)


def test_a_missing_release_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="indicators refresh"):
        connect_read_only(tmp_path / "none.duckdb")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    path.write_text("not a database" * 100)
    with pytest.raises(QueryError, match="cannot be opened"):
        connect_read_only(path)


@pytest.mark.parametrize(
    ("query", "told"), [("selec 1", "Parser Error"), ("select s2 from t", "s2"), ("select * from tt", "Did you mean")]
)
def test_a_wrong_query_is_told_in_one_line(database: Path, query: str, told: str) -> None:
    with (
        connect_read_only(database) as connection,
        pytest.raises(QueryError, match=told) as caught,
        answering(connection, query),
    ):
        pass
    assert "\n" not in str(caught.value)


def test_temporary_tables_are_allowed(database: Path) -> None:
    with connect_read_only(database) as connection:
        with answering(connection, "create temp table mine as select 1 as a") as answer:
            list(answer.rows)
        with answering(connection, "select * from mine") as answer:
            assert list(answer.rows) == [(1,)]


def test_the_forms_of_an_answer(database: Path, tmp_path: Path) -> None:
    with connect_read_only(database) as connection:
        text = io.StringIO(newline="")
        with answering(connection, "from t") as answer:
            write_csv(answer, text, for_excel=True)
        assert text.getvalue() == "\ufeffs,n,d,l,b,x\r\n'=1,12647100,2020-11-01,a;b,true,\r\n"

        text = io.StringIO()
        with answering(connection, "from t") as answer:
            write_json(answer, text)
        assert json.loads(text.getvalue(), parse_float=Decimal) == [
            {"s": "=1", "n": 12647100, "d": "2020-11-01", "l": ["a", "b"], "b": True, "x": None}
        ]

        write_parquet(connection, "from t", tmp_path / "t.parquet")
        found = pq.read_table(tmp_path / "t.parquet")
        assert str(found.schema.field("n").type) == "decimal128(20, 4)"
        assert found.to_pylist()[0]["l"] == ["a", "b"]

        with answering(connection, "from t") as answer:
            write_xlsx(answer, tmp_path / "t.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["answer"]
        assert [cell.value for cell in sheet[2]][:2] == ["=1", 12647100]
        assert sheet["A2"].data_type == "s"


def test_an_empty_answer_is_an_empty_list(database: Path) -> None:
    text = io.StringIO()
    with connect_read_only(database) as connection, answering(connection, "from t where false") as answer:
        write_json(answer, text)
    assert json.loads(text.getvalue()) == []


@pytest.mark.parametrize(
    ("query", "told"), [("-- nothing", "empty"), ("", "empty"), ("select 1; select 2", "one at a time")]
)
def test_one_statement_is_asked_at_a_time(database: Path, query: str, told: str) -> None:
    with connect_read_only(database) as connection, pytest.raises(QueryError, match=told), answering(connection, query):
        pass
