"""Where the cells of a row stand below the heads of its table: how far the places of a medium can be believed."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model.cells import Structure
from pipelines.normalise import contents as c
from pipelines.normalise.header import Header
from pipelines.normalise.rows import Token

POSITIONS_COUNT = (Structure.GRID, Structure.ROWS)
CERTAIN = (*c.LEVELS, c.ORDINAL_NAME)
"""What a row must begin with to be an indicator after something else stood between."""
_ONLY_UNDER = {c.LEVEL1: "level1", c.LEVEL2: "level2", c.ORDINAL_NAME: "level3", c.COMPARATOR: "comparator",
                c.QUALITATIVE: "comparator"}  # fmt: skip
"""What a cell must be for its column to be certain."""


def column_above(header: Header, place: int) -> int:
    """1 + the index of the column whose printed head stands above this place, 0 where none does."""
    for index, column in enumerate(header.columns):
        if column.position and column.position <= place < column.position + column.span:
            return index + 1
    return 0


def shift_of(header: Header, cells: list[Token], kinds: tuple[str, ...]) -> int | None:
    """How far a row stands to the left of its heads, by its first cell whose column is certain; None where none is."""
    two_levels = len(kinds) > 1 and kinds[0] in c.LEVELS and kinds[1] in c.LEVELS
    for token, kind in zip(cells, kinds, strict=True):
        role = "level1" if two_levels and kind == kinds[0] else _ONLY_UNDER.get(kind)
        position = next((column.position for column in header.columns if column.role == role), 0)
        if position:
            return position - token.column
    if is_as_wide(header, cells) and any(kind == c.BLANK for kind in kinds):
        return 0
    return None


def is_in_place(header: Header, cells: list[Token], kinds: tuple[str, ...]) -> bool | None:
    """Whether the first printed cell is behind blanks, certain of its column and in it; None where nothing tells."""
    at = next((at for at, token in enumerate(cells) if token.cell >= 0), 0)
    shift = shift_of(header, cells[at:], kinds[at:]) if kinds[at] in CERTAIN else None
    if shift:
        return False
    return True if at and shift == 0 else None


def is_exact(header: Header, cells: list[Token], kinds: tuple[str, ...], *, in_place: bool) -> bool:
    """Whether the places of a row of text are as good as those of a grid: no cell of it is missing, both its levels
    stand below their heads, or blanks stand for them and the row ends below the last head.
    """
    first, last = header.columns[0], header.columns[-1]
    end = last.position + last.span - 1
    if not first.position or not last.position or cells[-1].column > end:
        return False
    printed = {token.column for token in cells if token.cell >= 0}
    if all(column.position in printed for column in header.columns if column.position):
        return True
    at = next((at for at, token in enumerate(cells) if token.cell >= 0), 0)
    if kinds[at] == c.LEVEL2:
        return shift_of(header, cells[at:], kinds[at:]) == 0
    if kinds[at] in c.LEVELS and not at:
        heads = {column.position: column.role for column in header.columns if column.role in ("level1", "level2")}
        both = kinds[1:2] and kinds[1] in c.LEVELS
        return bool(both) and heads.get(cells[0].column) == "level1" and heads.get(cells[1].column) == "level2"
    return (in_place or at > 0) and cells[0].column <= first.position and cells[-1].column == end


def is_as_wide(header: Header, cells: Sequence[Token]) -> bool:
    """Whether the last cell of a row is printed below the last head: no cell of the row is missing."""
    last = header.columns[-1]
    return last.position > 0 and cells[-1].cell >= 0 and cells[-1].column == last.position + last.span - 1
