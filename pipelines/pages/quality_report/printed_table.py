"""Draws blocks of cells as they were printed: rows, columns, merged cells, each with its fate and its anchor."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from html import escape
from itertools import groupby

from markupsafe import Markup

from pipelines.pages.quality_report.records import PrintedCell

RowsByPlace = dict[tuple[int, int], list[PrintedCell]]
"""Cells by block and row."""

_FATE = {"used": "采用", "ignored": "按名忽略", "refused": "未能读懂"}
_NOT_PLAIN = re.compile("[&<>\"'\n]")
_WIDEST = 60
"""Columns drawn at most: exploded bars print hundreds of empty ones."""


def draw_block(cells: list[PrintedCell], *, marked: Collection[str] = (), anchors: bool = True) -> Markup:
    """One block as an HTML table.

    Args:
        cells: the printed cells of one block, in reading order.
        marked: ids of the cells to frame in red.
        anchors: give every cell its anchor; off in excerpts, whose cells stand a second time on the same page.
    """
    covered: set[tuple[int, int]] = set()
    first = min(c.column_no for c in cells)
    rows = []
    for row_no, group in groupby(cells, key=lambda c: c.row_no):
        rows.append(_draw_row(row_no, list(group), first, covered, marked, anchors=anchors))
    # Every text in it went through escape() in _draw_cell.
    return Markup(f"<table class=printed><tbody>{''.join(rows)}</tbody></table>")  # noqa: S704


def _draw_row(
    row_no: int,
    cells: list[PrintedCell],
    first: int,
    covered: set[tuple[int, int]],
    marked: Collection[str],
    *,
    anchors: bool,
) -> str:
    parts: list[str] = []
    column = first
    for cell in sorted(cells, key=lambda c: c.column_no):
        blanks = [k for k in range(column, cell.column_no) if (row_no, k) not in covered]
        parts.extend("<td></td>" for _ in blanks[:_WIDEST])
        parts.append(_draw_cell(cell, marked, anchors=anchors))
        if cell.row_span > 1:
            covered.update(
                (row_no + down, cell.column_no + right)
                for down in range(1, cell.row_span)
                for right in range(cell.column_span)
            )
        column = max(column, cell.column_no + cell.column_span)
    line = cells[0].line
    head = line if line is not None else row_no
    return f"<tr><th scope=row>{head}</th>{''.join(parts)}</tr>"


def _draw_cell(cell: PrintedCell, marked: Collection[str], *, anchors: bool) -> str:
    spans = (f" rowspan={cell.row_span}" if cell.row_span > 1 else "") + (
        f" colspan={cell.column_span}" if cell.column_span > 1 else ""
    )
    anchor = f' id="{escape(cell.source_cell_id)}"' if anchors else ""
    mark = " marked" if cell.source_cell_id in marked else ""
    title = _title(cell.disposition, cell.used_by if cell.disposition == "used" else cell.reason)
    text = cell.text.strip()
    if _NOT_PLAIN.search(text):
        text = escape(text).replace("\n", "<br>")
    return f'<td{anchor} class="{cell.disposition}{mark}"{spans} title="{title}">{text}</td>'


@lru_cache(maxsize=4096)
def _title(disposition: str, why: str | None) -> str:
    """What became of a cell, for an attribute. There are few of them and millions of cells."""
    return escape(f"{_FATE.get(disposition, disposition)}：{why or ''}")


def excerpt(rows: RowsByPlace, at: PrintedCell, marked: Collection[str], around: int = 1) -> Markup:
    """The printed neighbourhood of one cell: its row and ``around`` rows above and below, the cell framed."""
    near = [
        cell._replace(row_span=1)
        for row_no in range(at.row_no - around, at.row_no + around + 1)
        for cell in rows.get((at.table_no, row_no), ())
    ]
    return draw_block(near, marked=marked, anchors=False)


def rows_by_place(cells: Iterable[PrintedCell]) -> RowsByPlace:
    """The cells of a document by block and row."""
    rows: RowsByPlace = defaultdict(list)
    for cell in cells:
        rows[cell.table_no, cell.row_no].append(cell)
    return rows


def blocks(cells: Iterable[PrintedCell]) -> list[list[PrintedCell]]:
    """The cells of a document by block, in reading order.

    A block's cells are drawn row by row, also where reading order and rows differ.
    """
    ordered = sorted(cells, key=lambda c: (c.table_no, c.row_no, c.column_no))
    return [list(group) for _, group in groupby(ordered, key=lambda c: c.table_no)]
