"""Prints random 项目支出绩效目标表 as PDF, with the true grid of each: the reader's tests and benchmark read them back.

No font file is needed: STSong-Light is one of the fonts every reader of PDF knows. Everything follows from the seed.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

WIDTH, HEIGHT = 595.28, 841.89
LEFT, TOP, BOTTOM = 56.0, 62.0, 60.0
SIZE, LEAD, PAD = 9.0, 12.0, 3.0

_SIMPLE = ("lines", "edges", "rects", "cellrects", "partial", "double", "gap", "jitter", "slanted", "thick")
BORDERS = (*_SIMPLE, "dashed", "dashes", "dots", "curves", "shades", "white_lines")


class TrueCell(NamedTuple):
    """A printed cell: 0-based place, spans, text without line breaks."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True)
class Form:
    """One form: title above it, cells, column widths, and the row that may be repeated on a later page."""

    title: str
    cells: tuple[TrueCell, ...]
    widths: tuple[float, ...]
    rows: int
    header_row: int


@dataclass(frozen=True)
class Style:
    """How a document is printed."""

    border: str = "lines"
    break_inside_rows: bool = False
    repeat_header: bool = False
    repeat_title: bool = False
    """Title and header on every page, as Excel's print titles are; only together with ``repeat_header``."""
    several_a_page: bool = True
    fake_bold: bool = False
    watermark: str = ""
    seal: bool = False
    vertical_label: bool = False
    turned_label: bool = False
    running_header: bool = True
    page_number: str = "— {page} —"
    inside_form_object: bool = False
    turn: int = 0
    """/Rotate of every page."""
    sideways: bool = False
    """The content itself lies on its side, as a landscape table on an upright page."""
    shaded_labels: bool = False
    underlines: bool = False
    hidden: bool = False
    """Text without ink: the layer of a scan."""
    bare: bool = False
    """No borders at all."""
    stray: tuple[float, float] = (0.0, 0.0)
    """Origin of the media box."""
    page_height: float = HEIGHT
    page_width: float = WIDTH


@dataclass
class Printed:
    """The bytes, and for each form the page its parts stand on."""

    data: bytes
    forms: tuple[Form, ...]
    pages: list[list[int]] = field(default_factory=list)
    page_count: int = 0


# ---------------------------------------------------------------------------------------------------------- content

_TEXT = (
    "逐步改善县城零散及无人管理老旧小区环境卫生清扫整治改变环境脏乱差的现象治理成适应居住的舒适干净的环境采取消防安全风险分级管控和隐患排查治理"
    "相结合的方式切实提高全社会火灾防范水平确保辖区不发生重特大火灾事故通过为民服务和发展项目的方式大力培育公益性服务性互助性社会组织加强街道"
    "民生服务中心社区服务站建设提升社区场所阵地服务承载能力用于发放社区工作者保险公积金保障人大工作顺利开展调节社会矛盾纠纷"
)
_MARKS = "，、；（）"
_LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
_PRINTED_VALUES = """
≥95% 100% 89个 ≤3.7万元 及时 明显提升 7.52万元/年/人 =12次 2024年12月31日前 ≥90% 1月和2月 长期 286万元 95%
"""
_VALUES = _PRINTED_VALUES.split()


def _phrase(rng: random.Random, low: int, high: int) -> str:
    length = rng.randint(low, high)
    text = ""
    while len(text) < length:
        start = rng.randrange(len(_TEXT) - 20)
        text += _TEXT[start : start + rng.randint(4, 18)]
        if rng.random() < 0.4:
            text += rng.choice("，、；")
        if rng.random() < 0.15:
            text += str(rng.randint(1, 2024))
    return text[:length].rstrip(_MARKS) or "环境"


def random_form(rng: random.Random) -> Form:
    """A national form with random indicators, names, goals and merged cells."""
    cells: list[TrueCell] = []
    two_goals = rng.random() < 0.5
    widths = (
        30.0,
        52.0 + rng.random() * 8,
        80.0 + rng.random() * 15,
        150.0 + rng.random() * 30,
        120.0 + rng.random() * 20,
    )

    def put(row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> None:
        cells.append(TrueCell(row, column, rows, columns, text))

    put(0, 0, "项目名称", 1, 2)
    put(0, 2, _phrase(rng, 5, 40), 1, 3)
    put(1, 0, rng.choice(("主管部门", "主管部门及代码")), 1, 2)
    put(1, 2, "永宁县团结西路街道办事处")
    put(1, 3, "实施单位")
    put(1, 4, rng.choice(("永宁县团结西路街道办事处", "原州区古雁街道办事处", "")))
    put(2, 0, "项目属性", 1, 2)
    put(2, 2, rng.choice(("延续性项目", "一年期项目", "")))
    put(2, 3, "项目期")
    put(2, 4, rng.choice(("长期", "1年", "")))
    put(3, 0, "项目资金(万元)", 3, 2)
    amount = f"{rng.randint(1, 9999) / 10:g}"
    for i, label in enumerate(("年度资金总额", "其中:财政拨款", "其他资金")):
        put(3 + i, 2, label, 1, 2)
        put(3 + i, 4, amount if i < 2 else rng.choice(("", "0", "12.5")))
    put(6, 0, "绩效目标", 1, 2)
    if two_goals:
        put(6, 2, "目标:" + _phrase(rng, 20, 160) + "。", 1, 2)
        put(6, 4, "目标:" + _phrase(rng, 10, 90) + "。")
    else:
        put(6, 2, _phrase(rng, 20, 400) + "。", 1, 3)
    header = 7
    for column, text in enumerate(("一级指标", "二级指标", "三级指标", "指标值"), start=1):
        put(header, column, text)
    row = header + 1
    hint = rng.random() < 0.3
    for level1 in rng.sample(list(_LEVELS), rng.randint(1, 4)):
        first = row
        names = _LEVELS[level1]
        for level2 in rng.sample(names, rng.randint(1, len(names))):
            count = rng.choice((1, 1, 1, 2, 3))
            put(row, 2, level2 + ("(必填量化)" if hint else ""), count)
            for i in range(count):
                blank = count > 1 and i == count - 1 and rng.random() < 0.4
                put(row + i, 3, "" if blank else f"指标{i + 1}:" + _phrase(rng, 4, 45))
                put(row + i, 4, "" if blank or rng.random() < 0.1 else rng.choice(_VALUES))
            row += count
        put(first, 1, level1, row - first)
    put(header, 0, "绩效指标", row - header)
    return Form("2024年部门项目支出预算绩效目标表", tuple(sorted(cells)), widths, row, header)


def random_wide_form(rng: random.Random) -> Form:
    """A landscape table of many projects: one row an indicator, the project's cells merged over its rows."""
    cells: list[TrueCell] = []
    heads = "单位名称 项目名称 预算数 年度目标 一级指标 二级指标 三级指标 指标性质 指标值 度量单位 权重"
    widths = (46.0, 70.0, 58.0, 130.0, 46.0, 56.0, 130.0, 38.0, 52.0, 38.0, 28.0)
    for column, head in enumerate(heads.split()):
        cells.append(TrueCell(0, column, 1, 1, head))
    row = 1
    for _ in range(rng.randint(1, 6)):
        first = row
        for level1 in rng.sample(list(_LEVELS), rng.randint(1, 4)):
            start = row
            for level2 in rng.sample(_LEVELS[level1], rng.randint(1, len(_LEVELS[level1]))):
                value = rng.choice(("95", "100", "12", "1254000.00", "优良中低差"))
                unit = rng.choice(("%", "个", "元", "次", ""))
                sign = rng.choice(("≥", "=", "≤", "定性"))
                texts = (level2, _phrase(rng, 4, 40), sign, value, unit, str(rng.choice((10, 15, 20))))
                cells += [TrueCell(row, 5 + i, 1, 1, text) for i, text in enumerate(texts)]
                row += 1
            cells.append(TrueCell(start, 4, row - start, 1, level1))
        amount = f"{rng.randint(1, 9_999_999):,}.00"
        texts = (_phrase(rng, 4, 24), amount, _phrase(rng, 10, 80) + "。")
        cells += [TrueCell(first, 1 + i, row - first, 1, text) for i, text in enumerate(texts)]
    cells.append(TrueCell(1, 0, row - 1, 1, "永宁县民政局"))
    return Form("2024年部门预算项目绩效目标表", tuple(sorted(cells)), widths, row, 0)


# ----------------------------------------------------------------------------------------------------------- layout


class _Placed(NamedTuple):
    """One cell's share of one page: its box (origin top left) and the lines printed in it."""

    cell: TrueCell
    x0: float
    top: float
    x1: float
    bottom: float
    lines: tuple[tuple[float, str], ...]


@dataclass
class _Fragment:
    placed: list[_Placed]
    copies: list[_Placed]
    page: int


def wrapped(text: str, width: float, size: float = SIZE) -> list[str]:
    """The text broken after any character, as Chinese is."""
    lines, line = [], ""
    for character in text:
        if line and pdfmetrics.stringWidth(line + character, FONT, size) > width:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line] if line else lines


def _cell_lines(cell: TrueCell, widths: tuple[float, ...], style: Style) -> list[str]:
    if style.vertical_label and cell.column == 0 and cell.column_span == 1:
        return list(cell.text)
    if style.turned_label and cell.column == 0 and cell.column_span == 1:
        return [cell.text]
    return wrapped(cell.text, sum(widths[cell.column : cell.column + cell.column_span]) - 2 * PAD)


def _row_heights(form: Form, style: Style) -> list[float]:
    heights = [LEAD + 2 * PAD] * form.rows
    for cell in sorted(form.cells, key=lambda c: c.row_span):
        need = max(1, len(_cell_lines(cell, form.widths, style))) * LEAD + 2 * PAD
        if style.turned_label and cell.column == 0 and cell.column_span == 1:
            need = len(cell.text) * SIZE + 4 * PAD
        rows = range(cell.row, cell.row + cell.row_span)
        short = need - sum(heights[r] for r in rows)
        if short > 0:
            heights[rows[-1]] += short
    return heights


def _fragments(form: Form, style: Style, y: float, page: int) -> tuple[list[_Fragment], float]:
    """The form laid over pages from this height on: its parts, and where the last one ends."""
    heights = _row_heights(form, style)
    limit = style.page_height - BOTTOM
    top = TOP + (30.0 if style.repeat_title else 0.0)
    slices: list[list[tuple[int, float, float]]] = [[]]  # page by page: (row, top, bottom)
    copied = max(heights[form.header_row], 2 * LEAD + 2 * PAD)  # the merged label beside it takes two lines
    for row, height in enumerate(heights):
        left = height
        while y + left > limit:
            room = limit - y
            breakable = style.break_inside_rows and room >= 2 * LEAD + 2 * PAD and left - room >= LEAD + 2 * PAD
            if breakable:
                share = (int((room - 2 * PAD) // LEAD)) * LEAD + 2 * PAD
                slices[-1].append((row, y, y + share))
                left -= share - 2 * PAD
            slices.append([])
            y = top + (copied if style.repeat_header and row > form.header_row else 0.0)
        slices[-1].append((row, y, y + left))
        y += left
    xs = [LEFT]
    for width in form.widths:
        xs.append(xs[-1] + width)
    fragments = [_Fragment([], [], page + i) for i in range(len(slices))]
    for cell in form.cells:
        _place(cell, form, style, slices, fragments, xs)
    for fragment, rows in zip(fragments[1:], slices[1:], strict=True):
        if style.repeat_header and rows and rows[0][0] > form.header_row:
            for cell in form.cells:
                if cell.row == form.header_row:
                    copy = replace_rows(cell, 1)
                    lines = _cell_lines(cell, form.widths, replace(style, vertical_label=False, turned_label=False))
                    fragment.copies.append(
                        _Placed(
                            copy,
                            xs[cell.column],
                            top,
                            xs[cell.column + cell.column_span],
                            top + copied,
                            tuple((PAD + i * LEAD, t) for i, t in enumerate(lines)),
                        )
                    )
    return [f for f in fragments if f.placed], y


def replace_rows(cell: TrueCell, rows: int) -> TrueCell:
    """The cell with another row span."""
    return cell._replace(row_span=rows)


def _place(
    cell: TrueCell,
    form: Form,
    style: Style,
    slices: list[list[tuple[int, float, float]]],
    fragments: list[_Fragment],
    xs: list[float],
) -> None:
    boxes = []
    for i, rows in enumerate(slices):
        mine = [(t, b) for r, t, b in rows if cell.row <= r < cell.row + cell.row_span]
        if mine:
            boxes.append((i, mine[0][0], mine[-1][1]))
    lines = _cell_lines(cell, form.widths, style)
    rooms = [int((b - t - 2 * PAD) // LEAD) for _, t, b in boxes]
    split_row = cell.row_span == 1 and len(boxes) > 1
    total = sum(b - t for _, t, b in boxes)
    offset = 0.0 if split_row else max(0.0, (total - len(lines) * LEAD) / 2)
    shares: list[list[tuple[float, str]]] = [[] for _ in boxes]
    part, used, before = 0, 0, 0.0
    for i, line in enumerate(lines):
        if split_row:
            while part < len(boxes) - 1 and used >= rooms[part]:
                part, used = part + 1, 0
            shares[part].append((PAD + used * LEAD, line))
            used += 1
            continue
        at = offset + i * LEAD
        while part < len(boxes) - 1 and at - before + LEAD > boxes[part][2] - boxes[part][1]:
            before += boxes[part][2] - boxes[part][1]
            part += 1
            at = max(at, before + PAD / 2)
            offset = at - i * LEAD
        shares[part].append((at - before, line))
    if style.turned_label and cell.column == 0 and cell.column_span == 1:
        largest = max(range(len(boxes)), key=lambda i: boxes[i][2] - boxes[i][1])
        shares = [[(0.0, cell.text)] if i == largest else [] for i in range(len(boxes))]
    for (i, top, bottom), share in zip(boxes, shares, strict=True):
        fragments[i].placed.append(
            _Placed(cell, xs[cell.column], top, xs[cell.column + cell.column_span], bottom, tuple(share))
        )


# ---------------------------------------------------------------------------------------------------------- drawing


def print_forms(forms: list[Form], style: Style, seed: int = 0) -> Printed:
    """The forms printed one after the other."""
    rng = random.Random(seed)
    laid: list[tuple[Form, list[_Fragment], float]] = []
    y, page = TOP, 1
    for form in forms:
        if laid and (not style.several_a_page or y + 150 > style.page_height - BOTTOM):
            page, y = page + 1, TOP
        title_at = y
        fragments, y = _fragments(form, style, y + 34, page)
        laid.append((form, fragments, title_at))
        page = fragments[-1].page
        y += 24
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(style.page_width, style.page_height))
    for number in range(1, page + 1):
        _Drawing(canvas, style, rng, number, page).page(
            [(form, at) for form, fragments, at in laid if fragments[0].page == number]
            + [(form, TOP) for form, fs, _ in laid for f in fs[1:] if style.repeat_title and f.page == number],
            [f for _, fragments, _ in laid for f in fragments if f.page == number],
        )
    canvas.save()
    data = _turned(buffer.getvalue(), style)
    return Printed(data, tuple(forms), [[f.page for f in fs] for _, fs, _ in laid], page)


class _Drawing:
    def __init__(self, canvas: Canvas, style: Style, rng: random.Random, number: int, pages: int) -> None:
        self.canvas, self.style, self.rng, self.number, self.pages = canvas, style, rng, number, pages

    def page(self, titles: list[tuple[Form, float]], fragments: list[_Fragment]) -> None:
        canvas, style = self.canvas, self.style
        if style.inside_form_object:
            name = f"body{self.number}"
            canvas.beginForm(name, 0, 0, style.page_width, style.page_height)
            self._body(titles, fragments)
            canvas.endForm()
            canvas.saveState()
            canvas.translate(3, -2)
            canvas.doForm(name)
            canvas.restoreState()
        else:
            self._body(titles, fragments)
        if style.seal:
            self._seal()
        if style.watermark == "strewn":
            canvas.saveState()
            canvas.setFillGray(0.75)
            canvas.setFont(FONT, 14)
            for i in range(5):
                for j in range(10):
                    canvas.drawString(60 + 110 * i, 60 + 70 * j, "样张")
            canvas.restoreState()
        elif style.watermark:
            canvas.saveState()
            canvas.translate(style.page_width / 2, style.page_height / 2)
            if style.watermark == "slanted":
                canvas.rotate(45)
            canvas.setFillGray(0.8)
            canvas.setFont(FONT, 48)
            canvas.drawCentredString(0, 0, "内部资料请勿外传")
            canvas.restoreState()
        canvas.showPage()

    def _body(self, titles: list[tuple[Form, float]], fragments: list[_Fragment]) -> None:
        style = self.style
        if style.running_header:
            self._text(LEFT, 36, "永宁县团结西路街道办事处2024年部门预算", 8)
            self.canvas.setLineWidth(0.8)
            self.canvas.line(LEFT, self._y(40), style.page_width - LEFT, self._y(40))
        if style.page_number:
            self._text(
                WIDTH / 2 - 20, style.page_height - 30, style.page_number.format(page=self.number, pages=self.pages), 8
            )
        for form, at in titles:
            self._text(150, at + 16, form.title, 15)
        for fragment in fragments:
            placed = fragment.placed + fragment.copies
            if not style.bare:
                self._borders(placed)
            for cell in fragment.placed:
                self._cell(cell)
            upright, self.style = self.style, replace(self.style, turned_label=False, vertical_label=False)
            for cell in fragment.copies:
                self._cell(cell)
            self.style = upright

    def _y(self, top: float) -> float:
        return self.style.page_height - top

    def _text(self, x: float, baseline: float, text: str, size: float = SIZE) -> None:
        canvas = self.canvas
        for shift in (0.0, 0.25) if self.style.fake_bold else (0.0,):
            drawn = canvas.beginText(x + shift, self._y(baseline))
            drawn.setFont(FONT, size)
            if self.style.hidden:
                drawn.setTextRenderMode(3)
            drawn.textOut(text)
            if self.style.hidden:
                drawn.setTextRenderMode(0)
            canvas.drawText(drawn)

    def _cell(self, placed: _Placed) -> None:
        style, canvas = self.style, self.canvas
        label = placed.cell.column == 0 and placed.cell.column_span == 1
        if label and style.turned_label and placed.lines:
            canvas.saveState()
            canvas.translate(
                (placed.x0 + placed.x1) / 2 + SIZE / 3, self._y((placed.top + placed.bottom) / 2 + 2 * SIZE)
            )
            canvas.rotate(90)
            canvas.setFont(FONT, SIZE)
            canvas.drawString(0, 0, placed.lines[0][1])
            canvas.restoreState()
            return
        centred = placed.cell.column != 3 and len(placed.lines) == 1
        for at, text in placed.lines:
            room = placed.x1 - placed.x0 - 2 * PAD - pdfmetrics.stringWidth(text, FONT, SIZE)
            x = placed.x0 + PAD + (room / 2 if centred or (label and style.vertical_label) else 0)
            self._text(x, placed.top + at + SIZE, text)
            if style.underlines and placed.cell.column == 4:
                canvas.setLineWidth(0.4)
                under = self._y(placed.top + at + SIZE + 1.5)
                canvas.line(x, under, x + pdfmetrics.stringWidth(text, FONT, SIZE), under)

    def _seal(self) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.setStrokeColorRGB(0.85, 0.1, 0.1)
        canvas.setFillColorRGB(0.85, 0.1, 0.1)
        canvas.setLineWidth(2)
        canvas.circle(420, 300, 55)
        for i, character in enumerate("永宁县财政局"):
            canvas.saveState()
            canvas.translate(420, 300)
            canvas.rotate(75 - 30 * i)
            canvas.setFont(FONT, 12)
            canvas.drawString(-6, 38, character)
            canvas.restoreState()
        canvas.setFont(FONT, 10)
        canvas.drawString(392, 275, "预算专用章")
        canvas.restoreState()

    # ------------------------------------------------------------------------------------------------------- borders

    def _borders(self, placed: list[_Placed]) -> None:
        boxes = [(p.x0, p.top, p.x1, p.bottom) for p in placed]
        outer = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
        canvas, kind = self.canvas, self.style.border
        canvas.saveState()
        canvas.setLineWidth(0.5)
        if self.style.shaded_labels:
            canvas.setFillGray(0.9)
            for p in placed:
                if p.cell.text in ("项目名称", "一级指标", "二级指标", "三级指标", "指标值"):
                    canvas.rect(p.x0, self._y(p.bottom), p.x1 - p.x0, p.bottom - p.top, stroke=0, fill=1)
            canvas.setFillGray(0)
        if kind in ("shades", "white_lines"):
            self._shades(boxes, white_lines=kind == "white_lines")
        elif kind == "cellrects":
            for x0, top, x1, bottom in boxes:
                canvas.rect(x0, self._y(bottom), x1 - x0, bottom - top, stroke=1, fill=0)
        elif kind == "edges":
            for edge in _edges(boxes):
                canvas.line(edge[0], self._y(edge[1]), edge[2], self._y(edge[3]))
        else:
            for edge in _merged(_edges(boxes)):
                self._edge(edge, outer, kind)
        canvas.restoreState()

    def _shades(self, boxes: list[tuple[float, float, float, float]], *, white_lines: bool) -> None:
        canvas = self.canvas
        canvas.setFillGray(0.88)
        gap = 0.0 if white_lines else 0.6
        for x0, top, x1, bottom in boxes:
            canvas.rect(x0 + gap, self._y(bottom - gap), x1 - x0 - 2 * gap, bottom - top - 2 * gap, stroke=0, fill=1)
        if white_lines:
            canvas.setStrokeGray(1)
            canvas.setLineWidth(1)
            for x0, top, x1, bottom in boxes:
                canvas.rect(x0, self._y(bottom), x1 - x0, bottom - top, stroke=1, fill=0)
        canvas.setFillGray(0)

    def _edge(self, edge: tuple[float, ...], outer: tuple[float, ...], kind: str) -> None:
        canvas, rng = self.canvas, self.rng
        x0, y0, x1, y1 = edge
        upright = x0 == x1
        on_frame = x0 in (outer[0], outer[2]) if upright else y0 in (outer[1], outer[3])
        if kind == "partial" and upright and on_frame:
            return
        if kind == "inner" and min(abs((x0 if upright else y0) - side) for side in outer[1 - upright :: 2]) < 0.01:
            return
        if kind == "rects":
            half = 0.24
            canvas.rect(x0 - half, self._y(y1 + half), x1 - x0 + 2 * half, y1 - y0 + 2 * half, stroke=0, fill=1)
            return
        if kind == "dots":
            length, at = (y1 - y0 if upright else x1 - x0), 0.0
            while at <= length:
                x, y = (x0, y0 + at) if upright else (x0 + at, y0)
                canvas.rect(x - 0.25, self._y(y + 0.25), 0.5, 0.5, stroke=0, fill=1)
                at += 1.8
            return
        if kind == "dashes":
            length, at = (y1 - y0 if upright else x1 - x0), 0.0
            while at < length:
                end = min(at + 4, length)
                if upright:
                    canvas.line(x0, self._y(y0 + at), x0, self._y(y0 + end))
                else:
                    canvas.line(x0 + at, self._y(y0), x0 + end, self._y(y0))
                at += 6.5
            return
        shakes = [rng.uniform(-0.8, 0.8) for _ in range(4)] if kind == "jitter" else [0.0] * 4
        if kind == "slanted":
            shakes = [0.0, 0.0, 0.0, 0.9] if not upright else [0.0, 0.0, 0.9, 0.0]
        if kind == "gap":
            cut = 4.5
            x0, x1, y0, y1 = (x0, x1, y0 + cut, y1 - cut) if upright else (x0 + cut, x1 - cut, y0, y1)
        if kind == "dashed":
            canvas.setDash(3, 2)
        if kind == "thick" and on_frame:
            canvas.setLineWidth(2.25)
        if kind == "curves":
            path = canvas.beginPath()
            path.moveTo(x0, self._y(y0))
            path.curveTo(x0, self._y(y0), x1, self._y(y1), x1, self._y(y1))
            canvas.drawPath(path)
            return
        canvas.line(x0 + shakes[0], self._y(y0 + shakes[1]), x1 + shakes[2], self._y(y1 + shakes[3]))
        if kind == "double" and on_frame:
            away = 2.0
            dx = (-away if x0 == outer[0] else away) if upright else 0.0
            dy = 0.0 if upright else (-away if y0 == outer[1] else away)
            canvas.line(x0 + dx, self._y(y0 + dy), x1 + dx, self._y(y1 + dy))
        canvas.setLineWidth(0.5)


def _edges(boxes: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    found = set()
    for x0, top, x1, bottom in boxes:
        found |= {(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)}
    return sorted(found)


def _merged(edges: list[tuple[float, float, float, float]]) -> Iterator[tuple[float, float, float, float]]:
    """Edges that lie on one line and touch, as one."""
    for upright in (True, False):
        mine = [e for e in edges if (e[0] == e[2]) is upright]
        along = (lambda e: (e[0], e[1], e[3])) if upright else (lambda e: (e[1], e[0], e[2]))
        spans = sorted({tuple(round(v, 3) for v in along(e)) for e in mine})
        current: list[float] | None = None
        for at, start, end in [*spans, (None, 0.0, 0.0)]:
            if current is not None and at == current[0] and start <= current[2] + 0.01:
                current[2] = max(current[2], end)
                continue
            if current is not None:
                a, s, e = current
                yield (a, s, a, e) if upright else (s, a, e, a)
            current = [at, start, end] if at is not None else None


def _turned(data: bytes, style: Style) -> bytes:
    if not (style.turn or style.sideways or style.stray != (0.0, 0.0)):
        return data
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            if style.sideways:
                # The sheet stays upright, what is on it lies on its left side.
                page.mediabox = [0, 0, style.page_height, style.page_width]
                page.contents_add(pdf.make_stream(b"q 0 1 -1 0 %f 0 cm" % style.page_height), prepend=True)
                page.contents_add(pdf.make_stream(b"Q"))
            if style.stray != (0.0, 0.0):
                dx, dy = style.stray
                x0, y0, x1, y1 = (float(v) for v in page.mediabox)
                page.mediabox = [x0 + dx, y0 + dy, x1 + dx, y1 + dy]
                page.contents_add(pdf.make_stream(b"q 1 0 0 1 %f %f cm" % (dx, dy)), prepend=True)
                page.contents_add(pdf.make_stream(b"Q"))
            if style.turn:
                page.Rotate = style.turn
        out = io.BytesIO()
        pdf.save(out, static_id=True)
        return out.getvalue()


def random_style(rng: random.Random) -> Style:
    """Any way of printing that a reader must be able to read."""

    def often(chance: float) -> bool:
        return rng.random() < chance

    label = rng.random()
    return Style(
        border=rng.choice(BORDERS),
        break_inside_rows=often(0.5),
        repeat_header=often(0.3),
        several_a_page=often(0.7),
        fake_bold=often(0.15),
        watermark=rng.choice(("", "", "", "slanted", "flat")),
        seal=often(0.2),
        vertical_label=label < 0.2,
        turned_label=label > 0.85,
        running_header=often(0.6),
        page_number=rng.choice(("", "— {page} —", "第 {page} 页 共 {pages} 页", "{page}/{pages}", "- {page} -")),
        inside_form_object=often(0.15),
        turn=rng.choice((0, 0, 0, 90, 180, 270)),
        sideways=often(0.1),
        shaded_labels=often(0.2),
        underlines=often(0.1),
        stray=rng.choice(((0.0, 0.0), (0.0, 0.0), (72.0, -36.0))),
        page_height=rng.choice((HEIGHT, HEIGHT, 595.28, 420.0)),
    )
