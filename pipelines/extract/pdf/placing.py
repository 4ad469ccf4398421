"""Which glyph belongs to which cell.

A glyph stands in the cell in which its middle lies. Only text that runs over its cell's border without a gap (a value
too long for its cell, cut off or not in print) is kept together: it belongs to one cell, and never to its neighbour.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.extract.pdf.lattice import Lattice
from pipelines.extract.pdf.marks import Glyph
from pipelines.model.cells import Box

Home = tuple[int, int]
"""Number of the table on the page, number of the cell in its lattice."""

UNBROKEN = 0.12
"""Glyphs of one run follow each other within this many ems. Padding keeps the texts of two cells further apart."""
FLUSH = 8.0
"""A run that begins (or ends) this close (points) to its cell's border is aligned to that border."""


class _Fields(NamedTuple):
    """The fields of a lattice's grid, each with the number of the cell that it belongs to."""

    table: int
    area: float
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: dict[tuple[int, int], int]

    @classmethod
    def of(cls, table: int, lattice: Lattice) -> _Fields:
        cells = {
            (row, column): number
            for number, cell in enumerate(lattice.cells)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        x0, top, x1, bottom = lattice.box
        return cls(table, (x1 - x0) * (bottom - top), lattice.xs, lattice.ys, cells)

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell at this place, if there is one."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return self.cells.get((row, column))


def homes_of(glyphs: Sequence[Glyph], lattices: Sequence[Lattice]) -> list[Home | None]:
    """For every glyph (in the order of drawing) the smallest cell that it belongs to; None outside tables."""
    fields = sorted((_Fields.of(t, lattice) for t, lattice in enumerate(lattices)), key=lambda f: f.area)
    homes: list[Home | None] = []
    crossings: list[int] = []
    for i, glyph in enumerate(glyphs):
        x, y = glyph.centre
        home = None
        for field in fields:
            cell = field.cell_at(x, y)
            if cell is not None:
                home = field.table, cell
                break
        if i and home != homes[-1] and _runs_on(glyphs[i - 1], glyph):
            crossings.append(i)
        homes.append(home)
    for i in crossings:
        _keep_together(glyphs, homes, lattices, i)
    return homes


def _runs_on(before: Glyph, glyph: Glyph) -> bool:
    """True when the glyph follows the one before on its line without a gap."""
    return (
        glyph.turn == 0
        and before.turn == 0
        and abs(glyph.y - before.y) < 0.1 * glyph.size
        and abs(glyph.box.x0 - before.box.x1) <= UNBROKEN * glyph.size
        and not glyph.text.isspace()
        and not before.text.isspace()
    )


def _keep_together(
    glyphs: Sequence[Glyph], homes: list[Home | None], lattices: Sequence[Lattice], crossing: int
) -> None:
    start, end = crossing - 1, crossing + 1
    while start > 0 and _runs_on(glyphs[start - 1], glyphs[start]):
        start -= 1
    while end < len(glyphs) and _runs_on(glyphs[end - 1], glyphs[end]):
        end += 1
    owners = [h for h in dict.fromkeys(homes[start:end]) if h is not None]
    if not owners:
        return
    left, right = glyphs[start].box.x0, glyphs[end - 1].box.x1

    def box(home: Home) -> Box:
        return lattices[home[0]].cells[home[1]].box

    middle = (left + right) / 2
    first, last = owners[0], owners[-1]
    inner = next((h for h in owners if box(h).x0 <= middle <= box(h).x1), first)
    centred = abs((box(inner).x0 + box(inner).x1) / 2 - middle) <= 2.0 and inner not in (first, last)
    if centred:
        owner = inner
    elif 0 <= left - box(first).x0 <= FLUSH:
        owner = first
    elif 0 <= box(last).x1 - right <= FLUSH:
        owner = last
    else:
        return
    homes[start:end] = [owner] * (end - start)
