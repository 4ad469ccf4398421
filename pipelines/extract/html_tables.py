"""Tables of a web page: which hold data and which lay out the page, their rows, and where each cell stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from lxml import etree

from pipelines.extract import limits
from pipelines.extract.grid import too_large
from pipelines.extract.html_text import NOT_PRINTED, is_hidden, name_of, own_text

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_MOST_SPANNED_COLUMNS: Final = 1000
_MOST_SPANNED_ROWS: Final = 65534


@dataclass(slots=True)
class Size:
    """Characters printed in a table: in its own cells, and in the tables inside it (None where there is none)."""

    own: int = 0
    inside: int | None = None


def printed_sizes(root: etree._Element) -> dict[etree._Element, Size]:
    """The size of every table of a page, in one pass however deep they are nested."""
    sizes: dict[etree._Element, Size] = {}
    around: list[Size] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = name_of(element)
        if name == "table":
            if event == "start":
                around.append(sizes.setdefault(element, Size()))
                continue
            size = around.pop()
            if around:
                around[-1].inside = (around[-1].inside or 0) + size.own + (size.inside or 0)
        elif event == "start" and around and name not in NOT_PRINTED:
            around[-1].own += sum(len(text.strip()) for text in own_text(element))
    return sizes


def is_layout(table: etree._Element, cells: int, size: Size) -> bool:
    """A table that lays out the page: more is printed in the tables inside it than in its own cells."""
    if size.inside is None:
        return False
    if (table.get("role") or "").lower() in {"presentation", "none"} or cells <= 2:
        return True
    return size.inside >= size.own


def row_groups(table: etree._Element) -> Iterator[list[list[etree._Element]]]:
    """The cells of a table's rows by row group; loose rows form groups of their own. Hidden rows are left out."""
    loose: list[etree._Element] = []
    for child in table:
        if name_of(child) in _GROUPS:
            if loose:
                yield _rows(loose)
                loose = []
            if not is_hidden(child):
                yield _rows(child)
        else:
            loose.append(child)
    if loose:
        yield _rows(loose)


def _rows(elements: Iterable[etree._Element]) -> list[list[etree._Element]]:
    """The cells of rows; cells that stand without a row between rows form one, as a browser shows them."""
    rows: list[list[etree._Element]] = []
    is_open = False
    for element in elements:
        name = name_of(element)
        if name == "tr" and not is_hidden(element):
            rows.append(_cells(element))
        elif name in {"td", "th"} and not is_hidden(element):
            if not is_open:
                rows.append([])
            rows[-1].append(element)
        is_open = name in {"td", "th"}
    return rows


def _cells(row: Iterable[etree._Element]) -> list[etree._Element]:
    return [cell for cell in row if name_of(cell) in {"td", "th"} and not is_hidden(cell)]


def _span(cell: etree._Element, which: str, otherwise: int) -> int:
    digits = re.match(r"\s*(\d{1,9})", cell.get(which) or "", re.ASCII)
    return int(digits[1]) if digits else otherwise


class CellPlace(NamedTuple):
    """A cell of a table and where it stands; rows and columns count from 1."""

    cell: etree._Element
    row: int
    column: int
    row_span: int
    column_span: int


def places_of_cells(groups: Iterable[list[list[etree._Element]]]) -> Iterator[CellPlace]:
    """Cells at their places, by the algorithm of the HTML standard: a row span takes columns of the rows below.

    Raises:
        RefusedDocumentError: more columns than a table may have, or cells that span more places than it may hold.
    """
    number = 0
    reached = 0
    for group in groups:
        taken: dict[int, int] = {}
        end = number + len(group)
        for row in group:
            number += 1
            column = 1
            for cell in row:
                while taken.get(column, 0) >= number:
                    column += 1
                    reached += 1
                across = max(1, min(_span(cell, "colspan", 1), _MOST_SPANNED_COLUMNS))
                down = min(_span(cell, "rowspan", 1), _MOST_SPANNED_ROWS)
                last_row = end if down == 0 else min(end, number + down - 1)
                if column + across > limits.COLUMNS:
                    raise too_large(f"表格超过 {limits.COLUMNS} 列")
                if reached > limits.SPANNED_PLACES:
                    raise too_large("合并单元格覆盖的范围太大")
                if last_row > number:
                    reached += across
                    taken.update(dict.fromkeys(range(column, column + across), last_row))
                yield CellPlace(cell, number, column, last_row - number + 1, across)
                column += across
