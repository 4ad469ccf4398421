"""The same printed form gives the same facts and findings, whatever file it comes in.

The two real documents and forms of other families are written as text, CSV, HTML, Word, Excel and PDF, with merged
cells where the medium has them, and read back through the public functions of the two stages.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter

from pipelines.extract import read_document
from pipelines.model.cells import Content
from pipelines.model.records import Reading
from pipelines.normalise import read_forms
from tests.documents import real
from tests.documents.compare import comparable, facts, findings
from tests.documents.forms import FORMS
from tests.documents.printed import Paragraph, Printed, PrintedTable
from tests.documents.write import WRITERS, as_csv, as_lines, without_spans

_RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
_REAL = {"000_ef21f049d5e649fa.txt": real.yongning, "004_e556e0c65d17b465.txt": real.yuanzhou}
_MEDIA = sorted(WRITERS)
_OTHER_MEDIA = [name for name in _MEDIA if name != "form.docx"]


@cache
def _read(make: Callable[[], Printed], name: str) -> tuple[Content, Reading]:
    content = read_document(WRITERS[name](make()), name)[1]
    return content, read_forms(content)


@pytest.mark.parametrize("source", _REAL)
@pytest.mark.parametrize("name", _MEDIA)
def test_a_real_document_gives_the_same_facts_in_every_medium(source: str, name: str) -> None:
    published = read_document((_RAW / source).read_bytes(), source)[1]
    expected = read_forms(published)
    content, reading = _read(_REAL[source], name)
    assert content.notes == ()
    assert facts(reading) == facts(expected)
    assert findings(content, reading) == findings(published, expected)


@pytest.mark.parametrize("source", _REAL)
@pytest.mark.parametrize("name", _MEDIA)
def test_every_printed_cell_has_the_same_fate_in_every_medium(source: str, name: str) -> None:
    content, reading = _read(_REAL[source], name)
    published, expected = (f(_REAL[source], "form.docx")[n] for n, f in enumerate((_read, _read)))
    assert isinstance(content, Content)
    assert isinstance(published, Content)
    fates = [(comparable(c.text), f.disposition, f.role) for c, f in zip(content.cells(), reading.fates, strict=True)]
    assert isinstance(expected, Reading)
    others = [
        (comparable(c.text), f.disposition, f.role) for c, f in zip(published.cells(), expected.fates, strict=True)
    ]
    assert fates == others


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", _OTHER_MEDIA)
def test_forms_of_other_families_give_the_same_facts_in_every_medium(form: str, name: str) -> None:
    content, reading = _read(FORMS[form], name)
    published, expected = _read(FORMS[form], "form.docx")
    assert facts(reading) == facts(expected)
    assert findings(content, reading) == findings(published, expected)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("form", [real.yuanzhou, *FORMS.values()])
def test_a_table_with_commas_under_the_name_of_a_text_is_read_as_one(
    form: Callable[[], Printed], encoding: str
) -> None:
    media_type, content = read_document(as_csv(form(), encoding), "附件.txt")
    published, expected = _read(form, "form.csv")
    assert media_type == "text/csv"
    assert [code for code, _ in content.notes if code != "encoding_is_stated"] == ["extension_fits_content"]
    assert content.blocks == published.blocks
    assert facts(read_forms(content)) == facts(expected)


@pytest.mark.parametrize(
    "form", [real.yongning, *(FORMS[name] for name in ("cost_first", "two_blocks", "department_wide"))]
)
def test_one_cell_a_line_gives_the_same_facts(form: Callable[[], Printed]) -> None:
    reading = read_forms(read_document(as_lines(form()), "附件.txt")[1])
    assert facts(reading) == facts(_read(form, "form.docx")[1])


def _wrapped(document: Printed) -> Printed:
    """Words broken in the middle, as narrow columns have them. Numbers stay whole: 19↵9 may be two."""
    parts: list[Paragraph | PrintedTable] = []
    for part in document:
        if isinstance(part, PrintedTable):
            part = PrintedTable(tuple(tuple(c._replace(text=_broken(c.text)) for c in row) for row in part.rows))
        parts.append(part)
    return tuple(parts)


def _broken(text: str) -> str:
    return "\n".join(re.findall("..?", text)) if 2 < len(text) < 8 and not re.search("[0-9]", text) else text


@pytest.mark.parametrize("name", ["form.docx", "form.html", "form.xlsx"])
def test_line_breaks_inside_cells_change_no_fact(name: str) -> None:
    plain = _read(real.yuanzhou, name)
    content = read_document(WRITERS[name](_wrapped(real.yuanzhou())), name)[1]
    assert any("\n" in c.text for c in content.cells())
    assert facts(read_forms(content)) == facts(plain[1])


def _continued(document: Printed) -> Printed:
    """Each form cut in two tables below its head, as Word leaves them behind a page break; spans are cut with them."""
    parts: list[Paragraph | PrintedTable] = []
    for part in document:
        if isinstance(part, Paragraph):
            parts.append(part)
            continue
        at = next(n for n, row in enumerate(part.rows) if any("一级" in c.text for c in row))
        parts += [PrintedTable(part.rows[:at]), Paragraph(""), PrintedTable(part.rows[at:])]
    return tuple(parts)


@pytest.mark.parametrize("name", ["form.docx", "form.html", "form.txt"])
@pytest.mark.parametrize("source", _REAL)
def test_a_form_that_goes_on_in_a_second_table_is_one_form(name: str, source: str) -> None:
    whole = _read(_REAL[source], name)
    content = read_document(WRITERS[name](_continued(_REAL[source]())), name)[1]
    assert facts(read_forms(content)) == facts(whole[1])


def test_numbers_typed_as_numbers_read_as_they_are_shown() -> None:
    """A clerk types 92 under the format ``"≥"0"%"`` and 60.5 as a number: the facts are those of the text."""
    typed = {
        "60.5": (60.5, "General"),
        "≤60.5万元": (60.5, '"≤"0.0"万元"'),
        "≥92%": (92, '"≥"0"%"'),
        "≤3次": (3, '"≤"0"次"'),
    }
    document = FORMS["cost_first"]()
    book = openpyxl.load_workbook(io.BytesIO(WRITERS["form.xlsx"](document)))
    seen = set()
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value in typed:
                seen.add(cell.value)
                cell.value, cell.number_format = typed[str(cell.value)]
    assert seen == set(typed)
    out = io.BytesIO()
    book.save(out)
    content = read_document(out.getvalue(), "form.xlsx")[1]
    assert facts(read_forms(content)) == facts(_read(FORMS["cost_first"], "form.docx")[1])


def test_one_form_a_sheet_gives_the_same_facts() -> None:
    document = real.yuanzhou()
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    part_of: list[list[Paragraph | PrintedTable]] = [[]]
    for part in document:
        part_of[-1].append(part)
        if isinstance(part, PrintedTable):
            part_of.append([])
    for number, parts in enumerate(p for p in part_of if p):
        single = openpyxl.load_workbook(io.BytesIO(WRITERS["form.xlsx"](tuple(parts)))).worksheets[0]
        sheet = book.create_sheet(f"项目{number + 1}")
        for row in single.iter_rows():
            for cell in row:
                if cell.value is not None:
                    sheet.cell(cell.row, cell.column, cell.value)
        for merged in single.merged_cells.ranges:
            sheet.merge_cells(str(merged))
    out = io.BytesIO()
    book.save(out)
    content = read_document(out.getvalue(), "form.xlsx")[1]
    assert {c.sheet for c in content.cells()} == {f"项目{n}" for n in range(1, 8)}
    assert facts(read_forms(content)) == facts(_read(real.yuanzhou, "form.xlsx")[1])


def test_a_range_that_excel_made_a_date_is_a_finding_at_its_cell_and_no_number() -> None:
    """1-2 typed into a cell becomes 1月2日; the same date in the head of a form is no fault."""
    book = openpyxl.load_workbook(io.BytesIO(WRITERS["form.xlsx"](FORMS["cost_first"]())))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value in {"≤3次", "公共图书馆免费开放"}:
                cell.value, cell.number_format = datetime.datetime(2024, 1, 2), 'm"月"d"日"'  # noqa: DTZ001
    out = io.BytesIO()
    book.save(out)
    content = read_document(out.getvalue(), "form.xlsx")[1]
    reading = read_forms(content)
    [issue] = [i for i in reading.issues if i.rule_code == "value_is_not_a_spreadsheet_date"]
    [indicator] = [i for i in reading.projects[0].indicators if i.name == "扰民投诉次数"]
    assert issue.cells == (indicator.value_cell,)
    assert issue.printed == "1月2日"
    assert (indicator.target.low, indicator.target.high) == (None, None)


_PAGE = """<html><head><meta charset="utf-8"><title>云县人民政府</title></head><body>
<div><a>网站首页</a> <a>政务公开</a></div>
<table width="100%"><tr><td><ul><li>政策文件</li><li>财政预决算</li></ul></td>
<td><p>您所在的位置 &gt; 首页 &gt; 财政预决算</p><h1>云县2024年部门预算公开</h1>
<p>发布日期：2024-02-06 来源：云县财政局 【字体：大 中 小】</p><div>{}</div><p>打印 关闭</p></td></tr>
<tr><td colspan="2">主办：云县人民政府办公室<br>联系电话：0951-0000000</td></tr></table></body></html>"""


@pytest.mark.parametrize("make", [real.yuanzhou, *FORMS.values()])
def test_the_page_around_a_form_changes_no_fact(make: Callable[[], Printed]) -> None:
    alone = WRITERS["form.html"](make()).decode()
    body = alone[alone.index("<body>") + 6 : alone.index("</body>")]
    content = read_document(_PAGE.format(body).encode(), "form.html")[1]
    assert facts(read_forms(content)) == facts(_read(make, "form.html")[1])


@pytest.mark.parametrize("make", [real.yuanzhou, *FORMS.values()])
def test_hidden_rows_and_columns_change_no_fact(make: Callable[[], Printed]) -> None:
    """A row and a column of drafts in the middle, hidden by a clerk; merged cells run across them."""
    sheet = openpyxl.load_workbook(io.BytesIO(WRITERS["form.xlsx"](make()))).worksheets[0]
    written = openpyxl.Workbook()
    page = written.worksheets[0]
    row_at, column_at = 6, 3
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                page.cell(cell.row + (cell.row >= row_at), cell.column + (cell.column >= column_at), cell.value)
    for area in sheet.merged_cells.ranges:
        page.merge_cells(
            start_row=area.min_row + (area.min_row >= row_at),
            end_row=area.max_row + (area.max_row >= row_at),
            start_column=area.min_col + (area.min_col >= column_at),
            end_column=area.max_col + (area.max_col >= column_at),
        )
    for number in range(1, page.max_row + 1):
        if not isinstance(page.cell(number, column_at), MergedCell):
            page.cell(number, column_at, "草稿")
    page.row_dimensions[row_at].hidden = True
    page.column_dimensions[get_column_letter(column_at)].hidden = True
    out = io.BytesIO()
    written.save(out)
    content = read_document(out.getvalue(), "form.xlsx")[1]
    assert {f.cell.text for f in content.furniture} == {"草稿"}
    assert facts(read_forms(content)) == facts(_read(make, "form.xlsx")[1])


_WITHOUT_SPANS = [make for form, make in FORMS.items() if form != "value_and_standard"]
"""That form has a level label merged over two columns, of which a sheet without merges keeps nothing."""


@pytest.mark.parametrize("make", [real.yongning, real.yuanzhou, *_WITHOUT_SPANS])
@pytest.mark.parametrize("name", ["form.xlsx", "form.html"])
def test_a_sheet_in_which_nothing_was_merged_gives_the_same_facts(make: Callable[[], Printed], name: str) -> None:
    """A clerk types a label once and leaves the cells below and beside it blank."""
    content = read_document(WRITERS[name](without_spans(make())), name)[1]
    assert all(c.row_span == 1 for c in content.cells())
    assert facts(read_forms(content)) == facts(_read(make, name)[1])
