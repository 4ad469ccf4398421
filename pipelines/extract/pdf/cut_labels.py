"""Labels of merged cells that a page break cut: printed on both pages, on one of them outside the table.

A spreadsheet centres the label of a merged cell over all its rows, and draws it on every page that shows some of them.
What falls outside the rows of the page is clipped: nobody sees it, but the file holds its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.extract.pdf.continuation import ALIGNED
from pipelines.extract.pdf.familiar import squeezed
from pipelines.extract.pdf.furniture import Named
from pipelines.extract.pdf.sheet import Sheet, SheetCell, SheetTable
from pipelines.extract.pdf.wording import PrintedLine

_FEWEST_CHARACTERS = 2


def cut_labels(sheets: Sequence[Sheet]) -> Iterator[tuple[int, Named]]:
    """The lines below the last table of a page, or above the first of the next, that say again what the cell at the
    cut says on the other page, in its column; with their page.
    """
    for before, after in pairwise(sheets):
        if not before.tables or not after.tables or before.page + 1 != after.page:
            continue
        upper = max(before.tables, key=lambda table: table.lattice.box.bottom)
        lower = min(after.tables, key=lambda table: table.lattice.box.top)
        if not _is_as_wide(upper, lower):
            continue
        last = len(upper.lattice.ys) - 1
        ending = [cell for cell in upper.cells if cell.place.row + cell.place.row_span == last]
        beginning = [cell for cell in lower.cells if cell.place.row == 0]
        for line in before.lines:
            if _middle(line) > upper.lattice.box.bottom and any(_says(line, cell) for cell in beginning):
                yield before.page, Named(line, "cut_label")
        for line in after.lines:
            if _middle(line) < lower.lattice.box.top and any(_says(line, cell) for cell in ending):
                yield after.page, Named(line, "cut_label")


def _is_as_wide(upper: SheetTable, lower: SheetTable) -> bool:
    above, below = upper.lattice.box, lower.lattice.box
    return abs(above.x0 - below.x0) <= ALIGNED and abs(above.x1 - below.x1) <= ALIGNED


def _middle(line: PrintedLine) -> float:
    return (line.box.top + line.box.bottom) / 2


def _says(line: PrintedLine, cell: SheetCell) -> bool:
    """Whether a line is one of a cell's, and stands in its column."""
    words, box = squeezed(line.text), cell.place.box
    inside = box.x0 - ALIGNED <= line.box.x0 and line.box.x1 <= box.x1 + ALIGNED
    return inside and len(words) >= _FEWEST_CHARACTERS and words in squeezed(cell.text)
