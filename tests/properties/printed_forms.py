"""Forms of our own making, and every shape in which their text may come out. No test in here."""

# ruff: noqa: E501 - printed forms are wider than a line of code
from __future__ import annotations

from dataclasses import dataclass

from pipelines.model.cells import Block, Cell, Content, Structure


@dataclass(frozen=True)
class PrintedIndicator:
    level1: str
    level2: str
    name: str
    value: str


@dataclass(frozen=True)
class PrintedForm:
    name: str
    department: str
    agency: str
    total: str
    fiscal: str
    other: str
    goal: str
    indicators: tuple[PrintedIndicator, ...]
    title: str = "项目支出绩效目标表"
    year: str = "(2024年度)"

    def head(self) -> list[list[str]]:
        return [
            ["项目名称", self.name],
            ["主管部门", self.department, "实施单位", self.agency],
            ["项目资金(万元)", "年度资金总额:", self.total],
            ["", "其中:财政拨款", self.fiscal],
            ["", "其他资金", self.other],
            ["年度目标", self.goal],
            ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        ]

    def body(self, *, spans: str) -> list[list[str]]:
        """Indicator rows. ``spans``: 'blank' leaves a blank cell where a merged cell goes on, 'lost' leaves none out."""
        rows = []
        before = ("", "")
        for indicator in self.indicators:
            level1 = "" if indicator.level1 == before[0] else indicator.level1
            level2 = "" if level1 == "" and indicator.level2 == before[1] else indicator.level2
            before = (indicator.level1, indicator.level2)
            cells = ["", level1, level2, indicator.name, indicator.value]
            if spans == "lost":
                cells = [cell for place, cell in enumerate(cells) if cell or place > 2]
            rows.append(cells)
        return rows


def as_tabs(form: PrintedForm) -> str:
    return _lines(form, "\t", "blank")


def as_tabs_with_lost_cells(form: PrintedForm) -> str:
    return _lines(form, "\t", "lost")


def as_bars(form: PrintedForm) -> str:
    rows = [*form.head(), *form.body(spans="lost")]
    rows = [[cell for place, cell in enumerate(row) if cell or place] for row in rows]
    width = 6
    lines = [f"{form.title} |{'|' * width}", f"{form.year} |{'|' * width}"]
    for row in rows:
        cells = [cell for cell in row[:-1] if cell] + row[-1:]
        lines.append(" | ".join(cells) + " |" + "|" * (width - len(cells)))
    return "\n".join(lines) + "\n"


def as_runs_of_blanks(form: PrintedForm) -> str:
    rows = [[form.title], [form.year], *form.head(), *form.body(spans="lost")]
    return "\n".join("   ".join(cell for cell in row if cell) for row in rows) + "\n"


def as_single_blanks(form: PrintedForm) -> str:
    rows = [[form.title], [form.year], *form.head(), *form.body(spans="lost")]
    return "\n".join(" ".join(cell for cell in row if cell) for row in rows) + "\n"


def as_one_line(form: PrintedForm) -> str:
    return as_single_blanks(form).replace("\n", " ").strip() + "\n"


def as_cell_a_line(form: PrintedForm) -> str:
    cells = [form.title, form.year, *(cell for row in form.head() for cell in row if cell)]
    for row in form.body(spans="lost"):
        cells += row
    return "".join(f"{cell} |\n" if cell else "|\n" for cell in cells)


def as_cell_a_paragraph(form: PrintedForm) -> str:
    cells = [form.title, form.year, *(cell for row in form.head() for cell in row if cell)]
    for row in form.body(spans="lost"):
        cells += row
    return "\n".join(f"{cell or chr(0xA0)}\n" for cell in cells)


def as_exploded_bars(form: PrintedForm) -> str:
    rows = [[form.title], [form.year], *form.head(), *form.body(spans="blank")]
    return "\n".join(("|" * 40).join(row) + "|" * 40 for row in rows) + "\n"


def as_grid(form: PrintedForm) -> Content:
    """The printed table itself: merged cells stand once with their spans."""
    prose = Block(Structure.PROSE, ((Cell(form.title, 1, 1, 1, page=1),), (Cell(form.year, 1, 2, 1, page=1),)))
    rows: list[list[Cell]] = []

    def cell(text: str, row: int, column: int, span: int = 1, down: int = 1) -> Cell:
        return Cell(text, 2, row, column, down, span, page=1)

    rows.append([cell("项目名称", 1, 1, 2), cell(form.name, 1, 3, 3)])
    rows.append(
        [cell("主管部门", 2, 1, 2), cell(form.department, 2, 3), cell("实施单位", 2, 4), cell(form.agency, 2, 5)]
    )
    rows.append([cell("项目资金(万元)", 3, 1, 2, 3), cell("年度资金总额:", 3, 3), cell(form.total, 3, 4, 2)])
    rows.append([cell("其中:财政拨款", 4, 3), cell(form.fiscal, 4, 4, 2)])
    rows.append([cell("其他资金", 5, 3), cell(form.other, 5, 4, 2)])
    rows.append([cell("年度目标", 6, 1, 2), cell(form.goal, 6, 3, 3)])
    heads = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"]
    rows.append([cell(head, 7, at) for at, head in enumerate(heads, 1)])
    for number, texts in enumerate(form.body(spans="blank"), 8):
        rows.append([cell(text, number, at) for at, text in enumerate(texts, 1) if text or at > 3])
    return Content((prose, Block(Structure.GRID, tuple(tuple(row) for row in rows))))


def _lines(form: PrintedForm, separator: str, spans: str) -> str:
    rows = [*form.head(), *form.body(spans=spans)]
    return "\n".join([form.title, form.year, "", *(separator.join(row) for row in rows)]) + "\n"


TEXT_SHAPES = {
    "tabs": as_tabs,
    "tabs_with_lost_cells": as_tabs_with_lost_cells,
    "bars": as_bars,
    "runs_of_blanks": as_runs_of_blanks,
    "single_blanks": as_single_blanks,
    "one_line": as_one_line,
    "cell_a_line": as_cell_a_line,
    "cell_a_paragraph": as_cell_a_paragraph,
    "exploded_bars": as_exploded_bars,
}
