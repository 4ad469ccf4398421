"""Small drawn tables, one for each way in which lines and text can mislead a reader of cells."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from form_printer import FONT
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.pdf import read_pdf
from pipelines.model.cells import Content, Structure

XS, YS = (60, 160, 300, 420), (760, 735, 710, 685)
"""Three columns, three rows."""
LABELS = ["项目名称", "一级指标", "指标值", "产出指标", "", "", "效益指标", "", ""]


def read(draw: Callable[[Canvas], None]) -> Content:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setLineWidth(0.5)
    canvas.setFont(FONT, 9)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return read_pdf(buffer.getvalue())


def texts(content: Content) -> list[list[list[str]]]:
    """Table by table, row by row."""
    return [[[c.text for c in row] for row in b.rows] for b in content.blocks if b.structure is Structure.GRID]


def places(content: Content) -> list[tuple[int, int, int, int]]:
    grids = [b for b in content.blocks if b.structure is Structure.GRID]
    return [(c.row, c.column, c.row_span, c.column_span) for b in grids for row in b.rows for c in row]


def form(canvas: Canvas) -> None:
    """A grid of three by three with labels in the first row and column."""
    canvas.grid(list(XS), list(YS))
    for i, label in enumerate(LABELS):
        canvas.drawString(XS[i % 3] + 4, YS[i // 3] - 16, label)


def write(canvas: Canvas, row: int, column: int, *lines: str) -> None:
    for i, line in enumerate(lines):
        canvas.drawString(XS[column] + 4, YS[row] - 10 - 11 * i, line)


FORM = [["项目名称", "一级指标", "指标值"], ["产出指标", "", ""], ["效益指标", "", ""]]


def with_cell(row: int, column: int, text: str) -> list[list[str]]:
    return [[text if (r, c) == (row, column) else cell for c, cell in enumerate(cells)] for r, cells in enumerate(FORM)]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("逐步改善县城零散及无人管", "理小区环境"), "逐步改善县城零散及无人管理小区环境"),
        (("项目资金", "(万元)"), "项目资金(万元)"),
        (("Project", "name"), "Project name"),
        (("long-", "term"), "long-term"),
        (("50", "60"), "50 60"),
        (("1254000.00元和1254000.00元3512", "34"), "1254000.00元和1254000.00元351234"),
        (("≥95", "%"), "≥95%"),
        (("A B",), "A B"),
        (("指标1: 无",), "指标1: 无"),
    ],
)
def test_lines_of_a_cell_are_joined_as_they_were_broken(lines: tuple[str, ...], text: str) -> None:
    def draw(canvas: Canvas) -> None:
        form(canvas)
        write(canvas, 1, 1, *lines)

    assert texts(read(draw)) == [with_cell(1, 1, text)]


def test_words_without_a_printed_blank_are_parted_by_room() -> None:
    def draw(canvas: Canvas) -> None:
        form(canvas)
        for i, word in enumerate(("A1", "B2")):
            canvas.drawString(XS[1] + 4 + 20 * i, YS[1] - 10, word)
        for i, word in enumerate(("主", "管")):
            canvas.drawString(XS[2] + 4 + 30 * i, YS[1] - 10, word)

    assert texts(read(draw))[0][1] == ["产出指标", "A1 B2", "主管"]


def test_letters_spread_over_their_cell_are_not_words() -> None:
    def draw(canvas: Canvas) -> None:
        form(canvas)
        for column, text in ((1, "≥350人"), (2, "C40")):
            spread = canvas.beginText(XS[column] + 4, YS[1] - 10)
            spread.setCharSpace(14)
            spread.textOut(text)
            spread.setCharSpace(0)
            canvas.drawText(spread)

    assert texts(read(draw))[0][1] == ["产出指标", "≥350人", "C40"]


def test_a_pale_word_printed_over_the_text_is_kept_out_whatever_its_size() -> None:
    def draw(canvas: Canvas) -> None:
        form(canvas)
        write(canvas, 1, 1, "逐步改善县城零散及无人管理")
        canvas.setFillGray(0.8)
        for x, y in ((200, YS[1] - 12), (330, YS[2] - 12), (80, 500), (300, 400), (400, 300)):
            canvas.drawString(x, y, "内部资料")

    content = read(draw)
    assert texts(content) == [with_cell(1, 1, "逐步改善县城零散及无人管理")]
    assert [f.reason for f in content.furniture] == ["watermark"]


def test_pale_text_of_the_form_itself_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        form(canvas)
        canvas.setFillGray(0.65)
        for row in (1, 2):
            write(canvas, row, 1, "必填")
            write(canvas, row, 2, "≥95%")

    assert texts(read(draw))[0][1:] == [["产出指标", "必填", "≥95%"], ["效益指标", "必填", "≥95%"]]


def test_text_too_long_for_its_cell_never_enters_the_next() -> None:
    def draw(canvas: Canvas) -> None:
        form(canvas)
        canvas.drawString(XS[1] + 3, YS[1] - 10, "逐步改善县城零散及无人管理老旧小区环境")
        canvas.drawString(XS[2] + 60, YS[1] - 10, "95%")
        canvas.drawRightString(XS[3] - 3, YS[2] - 10, "约为1254000.00元人民币每年每村每户每人都一样多")

    assert texts(read(draw))[0][1:] == [
        ["产出指标", "逐步改善县城零散及无人管理老旧小区环境", "95%"],
        ["效益指标", "", "约为1254000.00元人民币每年每村每户每人都一样多"],
    ]


def test_marks_that_part_nothing() -> None:
    """Tick boxes, a slanted header line, underlines, a frame around the page, a rule under the title."""

    def draw(canvas: Canvas) -> None:
        form(canvas)
        canvas.rect(20, 20, 555, 800)
        canvas.rect(XS[1] + 6, YS[1] - 14, 8, 8)
        canvas.rect(XS[1] + 46, YS[1] - 14, 8, 8)
        canvas.line(XS[0], YS[0], XS[1], YS[1])
        canvas.line(XS[2] + 20, YS[2] - 12, XS[2] + 70, YS[2] - 12)
        canvas.line(60, 790, 420, 790)
        canvas.drawString(60, 795, "2024年项目支出绩效目标表")

    content = read(draw)
    assert texts(content) == [FORM]
    assert [c.text for b in content.blocks if b.structure is Structure.PROSE for row in b.rows for c in row] == [
        "2024年项目支出绩效目标表"
    ]


def test_tables_side_by_side_are_two_tables() -> None:
    def draw(canvas: Canvas) -> None:
        form(canvas)
        canvas.grid([460, 500, 540], list(YS))
        canvas.drawString(464, YS[1] - 10, "右表")

    assert texts(read(draw)) == [FORM, [["", ""], ["右表", ""], ["", ""]]]


def test_a_table_inside_a_cell_keeps_its_own_cells() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([60, 160, 420], [760, 600, 560])
        canvas.drawString(64, 700, "项目名称")
        canvas.drawString(64, 575, "指标值")
        canvas.drawString(200, 745, "上级资金")
        canvas.grid([200, 260, 320], [730, 710, 690])
        for i, text in enumerate(("本级", "上级", "12", "30")):
            canvas.drawString(204 + 60 * (i % 2), 715 - 20 * (i // 2), text)

    assert texts(read(draw)) == [
        [["项目名称", "上级资金"], ["指标值", ""]],
        [["本级", "上级"], ["12", "30"]],
    ]


def test_a_table_with_a_notch_has_no_cell_there() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([60, 160, 300], [760, 735])
        canvas.grid(list(XS), list(YS)[1:])
        for i, text in enumerate(("项目名称", "道路清扫")):
            canvas.drawString(64 + 100 * i, 745, text)
        canvas.drawString(64, 720, "指标值")

    assert places(read(draw)) == [
        (1, 1, 1, 1), (1, 2, 1, 1),
        (2, 1, 1, 1), (2, 2, 1, 1), (2, 3, 1, 1),
        (3, 1, 1, 1), (3, 2, 1, 1), (3, 3, 1, 1),
    ]  # fmt: skip


def test_white_text_counts_only_where_it_can_be_seen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(XS[0], YS[1], XS[1] - XS[0], YS[0] - YS[1], stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.grid(list(XS), list(YS))
        canvas.setFont(FONT, 9)
        write(canvas, 0, 1, "一级指标")
        write(canvas, 1, 0, "产出指标")
        canvas.setFillGray(1)
        write(canvas, 0, 0, "项目名称")
        write(canvas, 2, 2, "看不见")

    content = read(draw)
    assert texts(content)[0] == [["项目名称", "一级指标", ""], ["产出指标", "", ""], ["", "", ""]]
    assert [(f.reason, f.cell.text) for f in content.furniture] == [("hidden_text", "看不见")]


def test_raised_and_small_characters_stay_in_their_line() -> None:
    def draw(canvas: Canvas) -> None:
        form(canvas)
        text = canvas.beginText(XS[1] + 4, YS[1] - 16)
        text.setFont(FONT, 9)
        text.textOut("清扫面积1200m")
        text.setRise(3)
        text.setFont(FONT, 6)
        text.textOut("2")
        canvas.drawText(text)

    assert texts(read(draw)) == [with_cell(1, 1, "清扫面积1200m2")]


def test_lines_that_stop_at_the_page_end_still_close_the_last_row() -> None:
    """The lower border is left out where the page cuts a row."""

    def draw(canvas: Canvas) -> None:
        for y in YS[:3]:
            canvas.line(XS[0], y, XS[3], y)
        for x in XS:
            canvas.line(x, YS[0], x, YS[3])
        for i, label in enumerate(LABELS):
            canvas.drawString(XS[i % 3] + 4, YS[i // 3] - 16, label)

    assert texts(read(draw)) == [FORM]


@pytest.mark.parametrize("edge", [YS[0], YS[3]])
def test_a_merged_cell_cut_by_the_page_may_lack_its_border_there(edge: int) -> None:
    def draw(canvas: Canvas) -> None:
        for x in XS:
            canvas.line(x, YS[0], x, YS[3])
        for y in YS:
            canvas.line(XS[1] if y == edge or YS[0] > y > YS[3] else XS[0], y, XS[3], y)
        canvas.drawString(XS[0] + 4, YS[1] - 16, "产出指标")
        for row, label in enumerate(("数量指标", "质量指标", "时效指标")):
            write(canvas, row, 1, label)
            write(canvas, row, 2, "95%")

    content = read(draw)
    assert texts(content) == [[["产出指标", "数量指标", "95%"], ["质量指标", "95%"], ["时效指标", "95%"]]]
    assert places(content)[0] == (1, 1, 3, 1)


def test_a_column_that_runs_through_the_whole_page_needs_no_line_across() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(XS[0], YS[0], XS[0], YS[3])
        canvas.grid(list(XS)[1:], list(YS))
        canvas.drawString(XS[0] + 4, YS[1] - 16, "绩效指标")
        for row, label in enumerate(("数量指标", "质量指标", "时效指标")):
            write(canvas, row, 1, label)

    assert texts(read(draw)) == [[["绩效指标", "数量指标", ""], ["质量指标", ""], ["时效指标", ""]]]


def test_gaps_inside_a_line_outside_tables_part_its_statements() -> None:
    def draw(canvas: Canvas) -> None:
        form(canvas)
        canvas.drawString(60, 770, "填报单位：民政局")
        canvas.drawString(360, 770, "金额单位：万元")

    content = read(draw)
    assert content.blocks[0].rows[0][0].text == "填报单位：民政局 金额单位：万元"


def test_a_blank_form_keeps_its_blank_cells_but_not_in_the_ledger() -> None:
    content = read(form)
    assert len(places(content)) == 9
    assert len(content.cells()) == 5
    assert all(c.page == 1 and c.box is not None for c in content.cells())
