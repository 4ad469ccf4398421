# ruff: noqa: E501, DTZ001 - a snippet of XML is read best in one line; spreadsheets know no time zones
"""What the cells of a workbook show, what is merged, and what is not on the printed page. For .xlsx and .xls."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from pipelines.extract import read_document
from pipelines.extract.excel import read_xls, read_xlsx
from pipelines.extract.number_format import displayed
from pipelines.model.cells import Content, RefusedDocumentError
from tests.documents.package import sheet

_DAY = datetime.datetime(2024, 1, 2)

SHOWN = [
    (0.95, "0%", "95%"),
    (0.955, "0.0%", "95.5%"),
    (1, "0%", "100%"),
    (286, "General", "286"),
    (1.4, "General", "1.4"),
    (0.1 + 0.2, "General", "0.3"),
    (1.254, "General", "1.254"),
    (3309840, "#,##0.00", "3,309,840.00"),
    (3309840, "#,##0", "3,309,840"),
    (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
    (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
    (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
    (0, "0.00", "0.00"),
    (0.5, "0", "1"),
    (2.5, "0", "3"),
    (1.005, "0.00", "1.01"),
    (95, '"≥"0"%"', "≥95%"),
    (286, '"≤"0.00"万元"', "≤286.00万元"),
    (19, '0"个"', "19个"),
    (7, "000", "007"),
    (123456, "0!.0,", "12.3"),
    (1234567, '0.0,"千元"', "1234.6千元"),
    (12345, "0.00E+00", "1.23E+04"),
    (0.25, "# ?/?", "1/4"),
    (1000, "[$¥-804]#,##0.00", "¥1,000.00"),
    (-3, "0;[Red]-0", "-3"),
    (95, '[>=90]"优";"良"', "优"),
    (True, "General", "TRUE"),
    (_DAY, 'm"月"d"日"', "1月2日"),
    (_DAY, "yyyy-mm-dd", "2024-01-02"),
    (_DAY, 'yyyy"年"m"月"d"日"', "2024年1月2日"),
    (_DAY, "yyyy/m/d;@", "2024/1/2"),
    (_DAY, "d-mmm", "2-Jan"),
    (_DAY, 'yyyy"年"m"月"', "2024年1月"),
    ("≥95", "@", "≥95"),
    ("010", "General", "010"),
    ("第一行\n第二行", "General", "第一行\n第二行"),
]


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_a_value_is_displayed_as_a_person_sees_it(value: object, code: str, shown: str) -> None:
    assert displayed(value, code) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (12345678901234, "General", "12345678901234"),
        (3.14159265358979, "General", "3.141592654"),
        (1e16, "General", "1E+16"),
        (0.000012, "General", "0.000012"),
        (5, "0.##", "5"),
        (1e300, "0", "1e+300"),
        (datetime.time(13, 5), "h:mm AM/PM", "1:05 PM"),
        (datetime.datetime(2024, 1, 2, 13, 5, 9), "yyyy-mm-dd hh:mm:ss", "2024-01-02 13:05:09"),
        (datetime.timedelta(hours=30, minutes=5), "[h]:mm:ss", "30:05:00"),
        (123, "[DBNum1][$-804]General", "一二三"),
        (-1.5, "yyyy-mm-dd", "-1.5"),
        (7, "", "7"),
        (7, '"未完', "未完"),
        (7, ";;;", ""),
        (12345, "0." + "0" * 30, "12345." + "0" * 30),
        (0.5, "0%%%%%%%%%%%%%%%%", "5" + "0" * 31 + "%%%%%%%%%%%%%%%%"),
        (5, "[>1.2.3]0", "5"),
    ],
)
def test_rare_formats_show_something_sensible(value: object, code: str, shown: str) -> None:
    assert displayed(value, code) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize("medium", ["xlsx", "xls"])
def test_the_same_values_show_alike_in_both_formats(medium: str) -> None:
    cases = SHOWN
    data = _new_book(cases) if medium == "xlsx" else _old_book(cases)
    content = read_xlsx(data) if medium == "xlsx" else read_xls(data)
    assert {c.row: c.text for c in content.cells()} == {row: case[2] for row, case in enumerate(cases, start=1)}


def _new_book(cases: list[tuple[object, str, str]]) -> bytes:
    book = openpyxl.Workbook()
    for row, (value, code, _) in enumerate(cases, start=1):
        cell = book.active.cell(row, 1, value)  # type: ignore[union-attr]
        cell.number_format = code
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _old_book(cases: list[tuple[object, str, str]]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    written = book.add_sheet("表")
    for row, (value, code, _) in enumerate(cases):
        written.write(row, 0, value, xlwt.easyxf(num_format_str=code))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_old_and_new_workbooks_give_the_same_grid() -> None:
    old = xlwt.Workbook(encoding="utf-8")
    first = old.add_sheet("表")
    first.write_merge(0, 0, 0, 2, "绩效目标表")
    first.write_merge(1, 2, 0, 0, "产出")
    first.write(1, 1, "数量")
    first.write(2, 2, 5)
    first.write(3, 0, "藏")
    first.row(3).hidden = True
    second = old.add_sheet("代码")
    second.write(0, 0, "x")
    second.visibility = 1
    out = io.BytesIO()
    old.save(out)

    new = openpyxl.Workbook()
    page = new.active
    assert page is not None
    page.title = "表"
    page["A1"], page["A2"], page["B2"], page["C3"], page["A4"] = "绩效目标表", "产出", "数量", 5, "藏"
    page.merge_cells("A1:C1")
    page.merge_cells("A2:A3")
    page.row_dimensions[4].hidden = True
    new.create_sheet("代码")["A1"] = "x"
    new["代码"].sheet_state = "hidden"
    saved = io.BytesIO()
    new.save(saved)

    from_old, from_new = read_xls(out.getvalue()), read_xlsx(saved.getvalue())
    assert from_old == from_new
    assert _grid(from_new) == [
        [("绩效目标表", 1, 1, 1, 3)],
        [("产出", 2, 1, 2, 1), ("数量", 2, 2, 1, 1), ("", 2, 3, 1, 1)],
        [("", 3, 2, 1, 1), ("5", 3, 3, 1, 1)],
    ]
    assert {c.sheet for c in from_new.cells()} == {"表"}
    assert [(f.cell.text, f.reason, f.cell.sheet) for f in from_new.furniture] == [
        ("藏", "hidden_row", "表"), ("x", "hidden_sheet", "代码"),
    ]  # fmt: skip
    assert [(f.cell.table, f.cell.row, f.cell.column) for f in from_new.furniture] == [(1, 4, 1), (2, 1, 1)]
    assert [code for code, _ in from_new.notes] == ["rows_and_columns_are_visible", "sheet_is_visible"]


def _grid(content: Content) -> list[list[tuple[str, int, int, int, int]]]:
    return [[(c.text, *c[2:6]) for c in row] for row in content.blocks[0].rows]


def test_a_merge_shows_in_what_is_left_visible_of_it() -> None:
    merged = sheet(
        '<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>产出</t></is></c></row>'
        '<row r="2"><c r="B2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>',
        after='<mergeCells><mergeCell ref="A1:A3"/></mergeCells>',
    )
    content = read_xlsx(merged)
    assert _grid(content) == [[("产出", 2, 1, 2, 1), ("1", 2, 2, 1, 1)], [("2", 3, 2, 1, 1)]]
    assert content.notes == ()


def test_hidden_columns_are_not_printed() -> None:
    content = read_xlsx(
        sheet(
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>',
            before='<cols><col min="2" max="2" hidden="1"/></cols>',
        )
    )
    assert [c.text for c in content.cells()] == ["1", "3"]
    assert [(f.cell.text, f.reason) for f in content.furniture] == [("2", "hidden_column")]


def test_a_stored_result_is_read_and_a_missing_one_is_refused_by_name() -> None:
    content = read_xlsx(
        sheet(
            '<row r="1"><c r="A1"><f>SUM(B1:B9)</f><v>286</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>2+2</f><v></v></c>'
            '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="str"><f>"万"</f><v>万元</v></c></row>'
        )
    )
    assert [c.text for c in content.cells()] == ["286", "万元"]
    assert [(f.cell.table, f.cell.row, f.cell.column, f.is_refused) for f in content.furniture] == [
        (1, 1, 2, True), (1, 1, 3, True),
    ]  # fmt: skip
    assert [(f.cell.text, f.reason) for f in content.furniture] == [
        ("=1+1", "formula_without_result"), ("=2+2", "formula_without_result"),
    ]  # fmt: skip
    assert [code for code, _ in content.notes] == ["formula_has_a_stored_result"] * 2
    assert "B1" in content.notes[0][1]


def test_a_zero_that_waits_for_calculation_is_no_result() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_formula(0, 0, "=1+1")
    page.write_formula(0, 1, "=2+2", None, 4)
    book.close()
    content = read_xlsx(out.getvalue())
    assert [c.text for c in content.cells()] == ["4"]
    assert [f.cell.text for f in content.furniture] == ["=1+1"]


@pytest.mark.parametrize(("number_format", "shown"), [(58, "1月2日"), (31, "2024年1月2日"), (57, "2024年1月")])
def test_formats_that_only_chinese_excel_has_built_in(number_format: int, shown: str) -> None:
    content = read_xlsx(sheet('<row r="1"><c r="A1" s="1"><v>45293</v></c></row>', styles=(0, number_format)))
    assert [c.text for c in content.cells()] == [shown]
    [remark] = content.remarks
    assert (remark.rule_code, remark.cell, remark.in_role) == (
        "value_is_not_a_spreadsheet_date", content.cells()[0], "indicator.value",
    )  # fmt: skip


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    content = read_xlsx(
        sheet(
            '<row r="1"><c r="A1" s="1"><v>43831</v></c></row>', styles=(0, 14), workbook='<workbookPr date1904="1"/>'
        )
    )
    assert content.cells()[0].text.startswith(("01-02-24", "2024"))


def test_errors_are_printed_and_remarked() -> None:
    content = read_xlsx(sheet('<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c></row>'))
    assert [c.text for c in content.cells()] == ["#DIV/0!"]
    assert [(r.rule_code, r.cell, r.in_role) for r in content.remarks] == [
        ("cell_shows_no_error", content.cells()[0], None)
    ]


def test_rich_text_is_joined_and_its_reading_aid_left_out() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = CellRichText("≥", TextBlock(InlineFont(b=True), "95%"))
    out = io.BytesIO()
    book.save(out)
    assert [c.text for c in read_xlsx(out.getvalue()).cells()] == ["≥95%"]


def test_a_stray_cell_at_the_end_of_the_sheet_does_not_make_a_million_rows() -> None:
    content = read_xlsx(
        sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>')
    )
    assert _grid(content) == [[("1", 1, 1, 1, 1), ("", 1, 2, 1, 1)], [("", 1048576, 1, 1, 1), ("2", 1048576, 2, 1, 1)]]


def test_a_wrong_dimension_is_not_believed() -> None:
    for reference in ("A1", "A1:XFD1048576"):
        content = read_xlsx(
            sheet(
                '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
                before=f'<dimension ref="{reference}"/>',
            )
        )
        assert [c.text for c in content.cells()] == ["1", "2"]


def test_blank_styled_cells_are_not_content() -> None:
    blank = "".join(f'<row r="{r}"><c r="A{r}" s="0"/></row>' for r in range(2, 3000))
    content = read_xlsx(sheet(f'<row r="1"><c r="A1"><v>1</v></c></row>{blank}'))
    assert _grid(content) == [[("1", 1, 1, 1, 1)]]


def test_cells_and_rows_without_addresses_follow_each_other() -> None:
    content = read_xlsx(sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
    assert [(c.text, c.row, c.column) for c in content.cells()] == [("1", 1, 1), ("2", 1, 2), ("3", 2, 1)]


def test_strict_workbooks_read_alike() -> None:
    content = read_xlsx(sheet('<row r="1"><c r="A1"><v>7.52</v></c></row>', transitional=False))
    assert [c.text for c in content.cells()] == ["7.52"]


def test_several_sheets_are_several_blocks() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["B2"] = "一"
    book.create_sheet("二")["A1"] = "二"
    book.create_sheet("空")
    out = io.BytesIO()
    book.save(out)
    content = read_document(out.getvalue(), "x.xlsx")[1]
    assert [(c.text, c.table, c.row, c.column, c.sheet) for c in content.cells()] == [
        ("一", 1, 2, 2, "Sheet"), ("二", 2, 1, 1, "二"),
    ]  # fmt: skip


def test_money_keeps_every_printed_digit() -> None:
    for amount in ("0.01", "12647100", "1264.71", "99999999.99"):
        assert Decimal(displayed(float(amount), "General")) == Decimal(amount)


def test_a_sheet_that_openpyxl_would_refuse_for_its_styles_is_read() -> None:
    broken = sheet('<row r="1"><c r="A1" s="0"><v>1</v></c></row>')
    with pytest.raises((TypeError, ValueError, AttributeError, IndexError)):
        openpyxl.load_workbook(io.BytesIO(broken))
    assert [c.text for c in read_xlsx(broken).cells()] == ["1"]


def test_an_old_workbook_cut_short_is_refused() -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        read_document(_old_book(SHOWN[:3])[:1200], "x.xls")
    assert refusal.value.code in {"document_damaged", "document_unsupported"}


def test_line_ends_written_as_codes_are_line_ends() -> None:
    content = read_xlsx(
        sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>甲_x000D_\n乙_x005F_x0041_</t></is></c></row>')
    )
    assert content.cells()[0].text == "甲\r\n乙_x0041_"
