"""Whatever a cell says, it reaches the warehouse, the CSV and the workbook as it is, and runs nowhere."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.model.cells import Block, Cell, Content, Structure
from pipelines.model.records import CellFate, Reading
from pipelines.model.schema import table
from pipelines.warehouse.arrow import pack
from pipelines.warehouse.ddl import create_tables
from pipelines.warehouse.delimited import guarded
from pipelines.warehouse.export import write_csv, write_parquet
from pipelines.warehouse.manifest import Manifest
from pipelines.warehouse.record import stage_document
from pipelines.warehouse.stage import ReceivedFile, load_staging
from pipelines.warehouse.workbook import open_workbook, write_sheet

CELLS = table("staging.source_cell")
printed = st.text(min_size=1).filter(lambda text: not text.isspace())
texts = st.lists(
    st.one_of(
        printed, st.sampled_from(["=1+1", "+x", "@", "-5%", "\t=1", "a\rb", 'say "hi"', "a,b", "\x00", "’；--"])
    ).filter(lambda text: not text.isspace()),
    min_size=1,
    max_size=12,
)


def staged(cells: list[str]) -> duckdb.DuckDBPyConnection:
    rows = tuple((Cell(text, 1, number, 1, line=number),) for number, text in enumerate(cells, start=1))
    content = Content((Block(Structure.ROWS, rows),))
    fates = tuple(CellFate("refused", "no_form") for _ in cells)
    document = stage_document("a" * 64, 1, "text/plain", content, Reading(None, None, None, None, None, (), (), fates))
    connection = duckdb.connect(":memory:", config={"threads": 1})
    create_tables(connection, _STAGING, comments=False)
    files = [ReceivedFile("a.txt", "a" * 64, 1)]
    load_staging(connection, files, [pack([document])], Manifest(), release_id="r", parser_version="v")
    return connection


_STAGING = [table(f"staging.{name}") for name in ("release", "document", "page", "source_cell", "project", "objective")]
_STAGING += [table(f"staging.{name}") for name in ("mention", "funding", "indicator", "issue")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_text_is_the_same_in_every_form(cells: list[str]) -> None:
    with staged(cells) as connection, tempfile.TemporaryDirectory() as directory:
        kept = [row[0] for row in connection.execute("select text_printed from staging.source_cell").fetchall()]
        assert kept == cells
        path = Path(directory)
        text = write_csv(connection, CELLS, path / "c.csv").read_bytes().decode("utf-8-sig")
        read = list(csv.DictReader(io.StringIO(text, newline="")))
        assert [row["text_printed"] for row in read] == [guarded(cell) for cell in cells]
        parquet = pq.read_table(write_parquet(connection, CELLS, path / "c.parquet"))
        assert parquet.column("text_printed").to_pylist() == cells


@settings(max_examples=40, deadline=None)
@given(texts)
def test_a_workbook_opens_whatever_is_in_it(cells: list[str]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "w.xlsx"
        with open_workbook(path) as workbook:
            write_sheet(workbook, "t", ["printed"], [[cell] for cell in cells])
        sheet = openpyxl.load_workbook(path)["t"]
        assert sheet.max_row == len(cells) + 1
        assert {cell.data_type for cell in sheet["A"][1:]} <= {"s", "n"}
