"""What is written for those who do not open DuckDB, read back with other tools than those that wrote it."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from frictionless import system, validate
from handmade_readings import made_document

from pipelines.model.schema import TABLES, table
from pipelines.warehouse.arrow import pack
from pipelines.warehouse.build import build, load_all_reviewed
from pipelines.warehouse.ddl import create_tables
from pipelines.warehouse.delimited import write_delimited
from pipelines.warehouse.export import export_release, write_csv, write_parquet, write_workbook
from pipelines.warehouse.manifest import Manifest
from pipelines.warehouse.stage import ReceivedFile, load_staging
from pipelines.warehouse.workbook import open_workbook, write_sheet

EXPORTED = [t for t in TABLES if t.schema in {"staging", "core"}]


@pytest.fixture(scope="module")
def built() -> Iterator[duckdb.DuckDBPyConnection]:
    document = made_document()
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        create_tables(connection)
        load_all_reviewed(connection)
        files = [ReceivedFile("a.txt", document.head.sha256, 1)]
        load_staging(connection, files, [pack([document])], Manifest(), release_id="r1", parser_version="v1")
        build(connection, schemas=["core"])
        connection.execute("update staging.source_cell set text_printed = '=HYPERLINK(\"http://x\")' where cell_no = 0")
        yield connection


@pytest.fixture(scope="module")
def exported(built: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("发布 release")
    export_release(built, directory, "r1", EXPORTED)
    return directory


def test_the_data_package_is_valid_and_its_files_are_as_it_says(exported: Path) -> None:
    with system.use_context(trusted=True):
        report = validate(str(exported / "datapackage.json"))
    assert report.flatten(["rowNumber", "fieldName", "type", "message"]) == []
    assert report.stats["tasks"] == len(EXPORTED)


def test_null_means_something_in_the_data_package(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(r for r in package["resources"] if r["name"] == "core-fact_funding")
    field = next(f for f in resource["schema"]["fields"] if f["name"] == "amount_accepted_yuan")
    assert field["missingValues"] == [{"value": "", "label": "不能采信"}]
    assert field["type"] == "number"
    assert resource["schema"]["foreignKeys"][0]["reference"]["resource"] == "core-fact_project"


def test_csv_opens_in_excel_and_runs_nothing(exported: Path) -> None:
    data = (exported / "csv/staging/source_cell.csv").read_bytes()
    assert data.startswith("\ufeffsource_cell_id,".encode())
    assert data.count(b"\r\n") == data.count(b"\n")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0]["text_printed"] == '\'=HYPERLINK("http://x")'
    assert rows[1]["text_printed"] == "办公经费"


def test_csv_has_exact_decimals_and_joined_lists(exported: Path) -> None:
    with (exported / "csv/core/fact_funding.csv").open(encoding="utf-8-sig", newline="") as file:
        amounts = {row["fund_source"]: row["amount_stated_yuan"] for row in csv.DictReader(file)}
    assert amounts == {"total": "", "fiscal_appropriation": "20000", "other_funds": "20000"}
    with (exported / "csv/staging/issue.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = next(row["source_cell_ids"] for row in csv.DictReader(file) if row["rule_code"] == "target_is_readable")
    assert cells.count(";") == 1


def test_both_writers_of_csv_agree(built: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for address in ("staging.source_cell", "core.fact_target", "core.dim_document", "core.ref_place_statistic"):
        fast = write_csv(built, table(address), tmp_path / "fast.csv").read_text(encoding="utf-8-sig")
        plain = io.StringIO(newline="")
        cursor = built.execute(f"from {address}")
        write_delimited(plain, [c[0] for c in cursor.description or ()], cursor.fetchall())
        assert list(csv.reader(io.StringIO(fast, newline=""))) == list(
            csv.reader(io.StringIO(plain.getvalue(), newline=""))
        )


def test_parquet_explains_itself(exported: Path) -> None:
    found = pq.read_table(exported / "parquet/core/fact_funding.parquet")
    field = found.schema.field("amount_accepted_yuan")
    assert str(field.type) == "decimal128(20, 4)"
    assert field.metadata[b"title"].decode() == "采信金额（元）"
    assert found.schema.metadata[b"comment"].decode().startswith("项目×资金来源×口径一行")
    assert sorted(found.column("amount_stated_yuan").drop_null().to_pylist()) == [Decimal(20000)] * 2


def test_an_empty_table_is_a_file_too(built: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    target = table("staging.correction")
    assert pq.read_table(write_parquet(built, target, tmp_path / "c.parquet")).num_rows == 0
    assert write_csv(built, target, tmp_path / "c.csv").read_text(encoding="utf-8-sig").count("\n") == 1


def test_a_workbook_has_typed_columns_labels_and_a_dictionary(exported: Path) -> None:
    book = openpyxl.load_workbook(exported / "excel/core.xlsx")
    assert book.sheetnames[0] == "数据字典"
    sheet = book["fact_funding"]
    header = [cell.value for cell in sheet[1]]
    assert [cell.value for cell in sheet[2]][:2] == ["资金编号", "项目编号"]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref.startswith("A2:")
    amounts = [row[header.index("amount_stated_yuan")].value for row in sheet.iter_rows(min_row=3)]
    assert sorted(a for a in amounts if a is not None) == [20000, 20000]
    statistics = book["ref_place_statistic"]
    as_of = [c.value for c in statistics[1]].index("as_of")
    assert statistics.cell(3, as_of + 1).is_date


def test_a_workbook_holds_text_and_no_formula(exported: Path) -> None:
    sheet = openpyxl.load_workbook(exported / "excel/staging.xlsx")["source_cell"]
    column = [cell.value for cell in sheet[1]].index("text_printed") + 1
    assert sheet.cell(3, column).data_type == "s"
    assert sheet.cell(3, column).value == '=HYPERLINK("http://x")'


def test_a_table_of_too_many_rows_says_where_they_are(built: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = write_workbook(built, "core", [table("core.dim_fund_source")], tmp_path / "c.xlsx", most_rows=3)
    assert "parquet/core/dim_fund_source.parquet" in openpyxl.load_workbook(path)["dim_fund_source"]["A3"].value


def test_rows_that_one_sheet_does_not_hold_go_on_in_the_next(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    with open_workbook(path) as workbook:
        assert write_sheet(workbook, "t", ["n"], ([i] for i in range(10)), comments=["数"], sheet_rows=5) == 10
        assert write_sheet(workbook, "none", ["n"], []) == 0
        assert write_sheet(workbook, "full", ["n"], ([i] for i in range(5)), sheet_rows=5) == 5
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["t", "t (2)", "t (3)", "none", "full"]
    assert [cell.value for sheet in book.worksheets[:3] for cell in sheet["A"][2:]] == list(range(10))


@pytest.mark.parametrize("value", ["长" * 40_000, "a\x01\x0bb", Decimal("12345678901234567.89"), float("nan")])
def test_what_excel_cannot_hold_does_not_break_the_workbook(tmp_path: Path, value: object) -> None:
    path = tmp_path / "s.xlsx"
    with open_workbook(path) as workbook:
        write_sheet(workbook, "t", ["n"], [[value]])
    assert openpyxl.load_workbook(path)["t"]["A2"].value is not None


_AS_IT_IS = ("", '甲<乙>&"丙"', " 前后 ", "一行\n二行\t", "<r>富</r>", "]]>", "😀", "0012", True, 0, -7, 0.5)
_OTHERWISE = {
    Decimal("20000.0000"): 20000,
    Decimal("-0.10"): -0.1,
    1234567890123456: "1234567890123456",
    datetime.date(2024, 2, 29): datetime.datetime.fromisoformat("2024-02-29"),
    datetime.date(1900, 1, 1): "1900-01-01",
    ("甲", "乙"): "甲; 乙",
}


def test_a_workbook_holds_each_value_as_it_is(tmp_path: Path) -> None:
    values = [(value, value) for value in _AS_IT_IS] + list(_OTHERWISE.items())
    path = tmp_path / "s.xlsx"
    with open_workbook(path) as workbook:
        write_sheet(workbook, "t", ["nothing", "v"], [[None, value] for value, _ in values])
    sheet = openpyxl.load_workbook(path)["t"]
    found = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert found == [expected for _, expected in values]


def test_a_workbook_that_failed_is_not_there(tmp_path: Path) -> None:
    def rows() -> Iterator[list[int]]:
        yield [1]
        raise ValueError

    with pytest.raises(ValueError), open_workbook(tmp_path / "s.xlsx") as workbook:
        write_sheet(workbook, "t", ["n"], rows())
    assert not list(tmp_path.iterdir())


def test_the_same_warehouse_gives_the_same_bytes(
    built: duckdb.DuckDBPyConnection, exported: Path, tmp_path: Path
) -> None:
    for path in export_release(built, tmp_path, "r1", EXPORTED):
        assert path.read_bytes() == (exported / path.relative_to(tmp_path)).read_bytes(), path.name
