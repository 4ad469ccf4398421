"""What a page break does to a table: rows cut in two, labels drawn twice, headers printed again."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.pdf import read_pdf
from pipelines.extract.pdf.continuation import Piece, belongs
from pipelines.extract.pdf.wording import PrintedLine
from pipelines.model.cells import Box, Content

_SIZE, _WIDTH = 10.0, 104.0


def _piece(text: str, page: int, room: float = 1.0) -> Piece:
    """A cell ten characters wide; ``text`` is its line at the cut."""
    length = sum(_SIZE / 2 if character.isascii() else _SIZE for character in text)
    line = PrintedLine(text, Box(0, 0, length, _SIZE), _SIZE)
    box = Box(0, 0, _WIDTH, _SIZE)
    return Piece(0, 1, 0.0, _WIDTH, text, (line,), page, box, room_above=room, room_below=room)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("保障社区团建工作有实", "效开展", True),
        ("目标:开展党建工作用", "作。", True),  # a full stop does not begin a line, so 作 went with it
        ("目标:根据党办发号", "【2022】26号文件精神", True),
        ("补贴标准为7.52万", "元/年/人", True),
        ("年度总体绩效目标(含本级和市", "县) 目标:调节矛盾", True),
        ("年度绩效目标", "(含本级) 目标:调节矛盾", True),
        ("开展培训", "提高能力", False),  # the line had room: what stands below is another text
        ("指标1:随申请随审批即发", "指标2:", False),
        ("指标2:", ".....", False),
        ("数量指标", "质量指标", False),
    ],
)
def test_whether_a_cell_goes_on_over_the_page(above: str, below: str, expected: bool) -> None:
    assert belongs(_piece(above, 1), _piece(below, 2), lambda _text: False) is expected


@pytest.mark.parametrize("room", [30.0, 15.0])
def test_a_text_that_ends_above_the_cut_does_not_go_on(room: float) -> None:
    assert belongs(_piece("保障社区团建工作有实", 1, room), _piece("效开展", 2), lambda _text: False) is False


_FONT = "STSong-Light"
_COLUMNS = (60.0, 160.0, 260.0, 460.0, 540.0)
_ROW = 24.0
_TOP = 760.0


def _page(pdf: Canvas, rows: list[list[str]]) -> float:
    """A ruled table; returns where it ends."""
    bottom = _TOP - _ROW * len(rows)
    pdf.setFont(_FONT, 9)
    for number, row in enumerate(rows):
        y = _TOP - _ROW * number
        pdf.line(_COLUMNS[0], y, _COLUMNS[-1], y)
        for left, text in zip(_COLUMNS, row, strict=False):
            pdf.drawString(left + 4, y - 16, text)
    pdf.line(_COLUMNS[0], bottom, _COLUMNS[-1], bottom)
    for x in _COLUMNS:
        pdf.line(x, _TOP, x, bottom)
    return bottom


def _printed(first: list[list[str]], second: list[list[str]], below: str = "", above: str = "") -> Content:
    """Two pages of a table, with texts drawn outside it in the first column."""
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    out = io.BytesIO()
    pdf = Canvas(out, invariant=1)
    bottom = _page(pdf, first)
    pdf.drawString(_COLUMNS[0] + 4, bottom - 14, below)
    pdf.showPage()
    _page(pdf, second)
    pdf.drawString(_COLUMNS[0] + 4, _TOP + 8, above)
    pdf.save()
    return read_pdf(out.getvalue())


_HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
_BEGUN = [["项目名称", "道路养护", "实施单位", "某镇"], _HEAD, ["产出指标", "数量指标", "养护里程", "≥30公里"]]


def test_a_label_that_the_page_cut_is_printed_once() -> None:
    """A spreadsheet draws the label of a merged cell on both pages; what falls outside the rows is clipped."""
    second = [["效益指标", "社会效益指标", "通行条件", "改善"], ["", "生态效益指标", "扬尘", "减少"]]
    content = _printed([*_BEGUN, ["", "经济效益指标", "节约费用", "明显"]], second, below="效益指标")
    assert [(f.cell.text, f.cell.page, f.reason) for f in content.furniture] == [("效益指标", 1, "cut_label")]
    assert len(content.blocks) == 1


def test_a_text_below_a_table_that_the_next_page_does_not_say_stays() -> None:
    content = _printed(_BEGUN, [["效益指标", "社会效益指标", "通行条件", "改善"]], below="填表人")
    assert not content.furniture
    assert "填表人" in [cell.text for cell in content.cells()]


def test_the_header_of_a_form_before_is_not_printed_again() -> None:
    """Of several forms in one table, the header at the top of a page may be that of the next one."""
    begins = ["项目名称", "河道清淤", "实施单位", "某镇"]
    content = _printed([*_BEGUN, begins], [_HEAD, ["产出指标", "数量指标", "清淤长度", "≥5公里"]])
    assert not content.furniture
    assert [cell.text for cell in content.cells()].count("一级指标") == 2


def test_a_header_printed_again_adds_nothing() -> None:
    content = _printed(_BEGUN, [_HEAD, ["效益指标", "社会效益指标", "通行条件", "改善"]])
    assert {f.reason for f in content.furniture} == {"repeated_header"}
    assert [cell.text for cell in content.cells()].count("一级指标") == 1
