"""Draws blocks of cells as they were printed: rows, columns, merged cells, each with its fate and its anchor."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from html import escape
from itertools import groupby
from operator import attrgetter

from markupsafe import Markup

from pipelines.pages.quality_report.records import PrintedCell

RowsByPlace = dict[tuple[int, int], list[PrintedCell]]
"""Cells by block and row, from left to right; blocks and rows in the order of the document."""

_FATE = {"used": "采用", "ignored": "按名忽略", "refused": "未能读懂"}
_NOT_PLAIN = re.compile("[&<>\"'\n]")
_WIDEST = 60
"""Columns drawn at most: exploded bars print hundreds of empty ones."""


def draw_block(rows: Iterable[Sequence[PrintedCell]], *, marked: Collection[str] = (), anchors: bool = True) -> Markup:
    """One block as an HTML table.

    Args:
        rows: the printed cells of one block, row by row, each from left to right.
        marked: ids of the cells to frame in red.
        anchors: give every cell its anchor; off in excerpts, whose cells stand a second time on the same page and whose
            rows are drawn without those that a merged cell reaches down to.
    """
    rows = list(rows)
    first = min(row[0].column_no for row in rows)
    covered: set[tuple[int, int]] = set()
    drawn = "".join([_draw_row(row, first, covered, marked, anchors) for row in rows])
    # Every text in it went through escape() in _draw_row.
    return Markup(f"<table class=printed><tbody>{drawn}</tbody></table>")  # noqa: S704


def _draw_row(
    cells: Sequence[PrintedCell],
    first: int,
    covered: set[tuple[int, int]],
    marked: Collection[str],
    anchors: bool,
) -> str:
    """One row. A release has millions of cells: their fields are taken once, and only what is not plain is escaped."""
    column = first
    head = cells[0].row_no if cells[0].line is None else cells[0].line
    drawn = f"<tr><th scope=row>{head}</th>"
    for _, cell_id, _, _, _, _, row_no, column_no, row_span, column_span, text, disposition, why in cells:
        if column < column_no:
            blanks = (
                sum((row_no, k) not in covered for k in range(column, column_no)) if covered else column_no - column
            )
            drawn += "<td></td>" * min(blanks, _WIDEST)
        spans = ""
        if row_span > 1 and anchors:
            spans = f" rowspan={row_span}"
            covered.update(
                (row_no + down, column_no + right) for down in range(1, row_span) for right in range(column_span)
            )
        if column_span > 1:
            spans += f" colspan={column_span}"
        text = text.strip()
        if _NOT_PLAIN.search(text):
            text = escape(text).replace("\n", "<br>")
        title = f"{_FATE.get(disposition, disposition)}：{why or ''}"
        if _NOT_PLAIN.search(title):
            title = escape(title)
        anchor = f' id="{cell_id}"' if anchors else ""
        mark = " marked" if cell_id in marked else ""
        drawn += f'<td{anchor} class="{disposition}{mark}"{spans} title="{title}">{text}</td>'
        column = max(column, column_no + column_span)
    return f"{drawn}</tr>"


def excerpt(rows: RowsByPlace, at: PrintedCell, marked: Collection[str], around: int = 1) -> Markup:
    """The printed neighbourhood of one cell: its row and ``around`` rows above and below, the cell framed."""
    near = [
        row
        for row_no in range(at.row_no - around, at.row_no + around + 1)
        if (row := rows.get((at.table_no, row_no))) is not None
    ]
    return draw_block(near, marked=marked, anchors=False)


def rows_by_place(cells: Iterable[PrintedCell]) -> RowsByPlace:
    """The cells of a document by block and row; they come in the order of block, row and column."""
    return {place: list(row) for place, row in groupby(cells, key=attrgetter("table_no", "row_no"))}


def blocks(rows: RowsByPlace) -> list[list[list[PrintedCell]]]:
    """The rows of a document by block."""
    grouped: dict[int, list[list[PrintedCell]]] = {}
    for (table_no, _), row in rows.items():
        grouped.setdefault(table_no, []).append(row)
    return list(grouped.values())
