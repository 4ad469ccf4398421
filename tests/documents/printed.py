"""What is printed, before any medium: paragraphs, and tables whose merged cells stand once with their spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class PrintedCell(NamedTuple):
    """One cell of a printed table."""

    text: str
    row_span: int = 1
    column_span: int = 1


class PlacedCell(NamedTuple):
    """A printed cell with its place, from 1."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True)
class Paragraph:
    """A line of running text."""

    text: str


@dataclass(frozen=True)
class PrintedTable:
    """Rows of cells; each cell takes the next free place of its row, as in HTML."""

    rows: tuple[tuple[PrintedCell, ...], ...]

    def placed(self) -> Iterator[PlacedCell]:
        """The cells with their places."""
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(self.rows, start=1):
            column = 1
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                taken.update(
                    (r, c) for r in range(row, row + cell.row_span) for c in range(column, column + cell.column_span)
                )
                yield PlacedCell(cell.text, row, column, cell.row_span, cell.column_span)

    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        cells = list(self.placed())
        return max(c.row + c.row_span - 1 for c in cells), max(c.column + c.column_span - 1 for c in cells)


Printed = tuple[Paragraph | PrintedTable, ...]
"""A document: paragraphs and tables in reading order."""
