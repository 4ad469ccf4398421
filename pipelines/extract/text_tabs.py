"""Tables whose cells are parted by tabs, as spreadsheets copy them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipelines.extract.text_lines import Line, Printed, numbered
from pipelines.model.cells import Structure

_MOST_LINES = 60
"""No cell is printed on more lines."""


def tabs(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    """One row a line, tabs between its cells."""
    if any(text.startswith('"') or '\t"' in text for _, text in lines):
        return Structure.ROWS, list(_quoted(lines))
    return Structure.ROWS, [numbered(number, text.split("\t")) for number, text in lines]


def _quoted(lines: list[Line]) -> Iterator[Printed]:
    """Rows in which a spreadsheet set cells in quotes, as it does where they hold line ends, quotes or commas.

    Quotes that do not close before the next tab, and those around any other text, are printed.
    """
    at = 0
    while at < len(lines):
        number, text = lines[at]
        cells = text.split("\t")
        place = 0
        while place < len(cells):
            if cells[place].startswith('"'):
                if place == len(cells) - 1 and not _is_closed(cells[place]):
                    cells[place:], at = _over_lines(cells[place], lines, at)
                inside = cells[place][1:-1] if _is_closed(cells[place]) else ""
                if any(mark in inside for mark in '\n",，'):
                    cells[place] = inside.replace('""', '"')
            place += 1
        yield numbered(number, cells)
        at += 1


def _over_lines(cell: str, lines: list[Line], at: int) -> tuple[list[str], int]:
    """A cell whose quote closes on a later line, with the cells behind it there; only the cell itself otherwise."""
    whole = cell
    for end in range(at + 1, min(at + _MOST_LINES, len(lines))):
        first, *behind = lines[end][1].split("\t")
        whole += "\n" + first
        if _is_closed(whole):
            return [whole, *behind], end
        if behind:
            break
    return [cell], at


def _is_closed(cell: str) -> bool:
    """Whether a cell that begins with a quote also ends with its closing one.

    >>> _is_closed('"a"'), _is_closed('"a""'), _is_closed('"a"b'), _is_closed('"')
    (True, False, False, False)
    """
    inside = cell[1:].replace('""', "")
    return len(cell) > 1 and cell.endswith('"') and inside.find('"') == len(inside) - 1
