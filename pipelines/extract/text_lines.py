"""Lines of a text and the cells that they print, before anything is known of the table they are of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipelines.model.cells import Block, Cell, Structure

Line = tuple[int, str]
"""A line of the file: its 1-based number and its text without the line end."""
Printed = list[tuple[int, int, str]]
"""The cells of one row: column, line, text."""
Shape = Callable[[list[Line]], tuple[Structure, Iterable[Printed]]]
"""One way in which tables are printed: reads lines of it into rows."""
_MANY_CELLS = 32


class Region(NamedTuple):
    """A run of lines of one shape."""

    shape: Shape
    lines: list[Line]

    def block(self, table: int) -> Block:
        """The cells of the region; ``table`` is its number in the document."""
        structure, rows = self.shape(self.lines)
        return Block(
            structure,
            tuple(
                tuple([Cell(text, table, row, column, 1, 1, line) for column, line, text in cells])
                for row, cells in enumerate(rows, start=1)
                if cells
            ),
        )


def numbered(line: int, cells: list[str]) -> Printed:
    """Number the cells of a row. Padding at its end goes; of a long run of blank cells one is kept as evidence."""
    texts = ["" if cell.isspace() else cell for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    row = [(column, line, text) for column, text in enumerate(texts, start=1)]
    if len(cells) <= _MANY_CELLS:
        return row
    return [cell for cell, before in zip(row, ["-", *texts], strict=False) if cell[2] or before]


def without_padding(row: Printed) -> Printed:
    """The cells of a row without the blank ones at its end."""
    while row and not row[-1][2]:
        row = row[:-1]
    return row
