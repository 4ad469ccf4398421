"""Which cell of a row stands under which column, when cells are missing, shifted or broken.

The order of the columns and what a cell's own text looks like decide before its position: in text, cells lost to row
spans are missing at the front, padding stands where it likes, and an empty unit may drop its cell. In a grid the
position is printed, so it weighs more than a content that could stand anywhere.

The best assignment is found by dynamic programming over (cell, column); rows of the same shape are found once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pipelines.model.cells import Structure
from pipelines.normalise import contents as c

_IMPOSSIBLE = -1000.0
_LEVELS = ("level1", "level2")
_NEVER_BLANK = ("level1", "level2", "level3")

_FITS: dict[str, dict[str, float]] = {
    "level1": {c.LEVEL1: 10, c.LEVEL_EITHER: 5, c.LEVEL2: -4},
    "level2": {c.LEVEL2: 10, c.LEVEL_EITHER: 6, c.LEVEL1: -6},
    "level3": {
        c.ORDINAL_NAME: 10, c.PLACEHOLDER: 8, c.TEXT: 5, c.SHORT: 4, c.NONE: 2, c.LABEL: 3, c.QUANTITY: 0, c.UNIT: 0,
        c.LEVEL_EITHER: -3, c.LEVEL2: -3, c.LEVEL1: -6, c.NUMBER: -4, c.POINTS: -4, c.QUALITATIVE: -8,
        c.COMPARATOR: -10, c.DIRECTION: -10,
    },
    "value": {
        c.QUANTITY: 6, c.NUMBER: 6, c.NONE: 4, c.SHORT: 3, c.TEXT: 2, c.UNIT: 0, c.POINTS: 1, c.LABEL: 0,
        c.QUALITATIVE: 1, c.COMPARATOR: -5, c.DIRECTION: -8, c.ORDINAL_NAME: -8, c.PLACEHOLDER: 0, c.LEVEL1: -8,
        c.LEVEL2: -6, c.LEVEL_EITHER: -6,
    },
    "comparator": {c.COMPARATOR: 10, c.QUALITATIVE: 9, c.DIRECTION: 9, c.PLACEHOLDER: 1},
    "unit": {c.UNIT: 8, c.NONE: 1, c.PLACEHOLDER: 1, c.SHORT: -1},
    "weight": {c.NUMBER: 6, c.POINTS: 8, c.QUANTITY: 1, c.PLACEHOLDER: 1},
    "score": {c.NUMBER: 5, c.POINTS: 6, c.QUANTITY: 1, c.PLACEHOLDER: 1},
    "actual": {c.QUANTITY: 5, c.NUMBER: 4, c.SHORT: 2, c.TEXT: 1, c.NONE: 2, c.UNIT: 0, c.LABEL: 0, c.PLACEHOLDER: 1},
    "value_type": {c.QUALITATIVE: 8, c.SHORT: 1, c.PLACEHOLDER: 1},
    "number": {c.NUMBER: 5},
    "amount": {c.NUMBER: 8, c.QUANTITY: 5, c.PLACEHOLDER: 1},
    "words": {
        c.TEXT: 3, c.SHORT: 2, c.NONE: 2, c.LABEL: 2, c.PLACEHOLDER: 1, c.QUANTITY: 0, c.UNIT: 0, c.NUMBER: -3,
        c.LEVEL1: -8, c.LEVEL2: -6, c.LEVEL_EITHER: -4, c.COMPARATOR: -9, c.DIRECTION: -9, c.QUALITATIVE: -6,
        c.ORDINAL_NAME: -8, c.POINTS: -4,
    },
}  # fmt: skip
_FITS["direction"] = _FITS["comparator"]
_FITS["previous_value"] = _FITS["later_value"] = _FITS["term_value"] = _FITS["value"]
_LEFT_OUT = {
    "level1": 0.0,
    "level2": 0.0,
    "level3": -6.0,
    "value": -3.0,
    "comparator": -1.0,
    "direction": -0.5,
    "unit": -1.0,
    "weight": -1.0,
    "amount": -0.4,
}
"""What it costs that a column has no cell in a row."""

_BELOW_IN_TEXT = 1.2
"""What it counts in text that a cell stands below its head, counted from the first cell of its row."""
_MAY_BE_SEVERAL_WORDS = frozenset({"level3", "value", "words", "actual"})


class Column(NamedTuple):
    """A column of the indicator table. ``role`` as in ``labels.yml`` under ``columns``, or ``words``/``amount`` for a
    column of the form's head in a table of many projects, whose ``field`` then says which. ``block`` names the block or
    the printed head of one of several value columns; ``level`` and ``name`` are those of the indicator that a column of
    a transposed table holds; ``position`` and ``span`` are those of the printed head, 0 where none is printed;
    ``unit`` is the unit of money that the head prints for its own column.
    """

    role: str
    field: str | None = None
    block: str | None = None
    level: str | None = None
    name: str | None = None
    position: int = 0
    span: int = 1
    unit: str | None = None


@lru_cache(maxsize=65536)
def align(
    columns: tuple[Column, ...], kinds: tuple[str, ...], under: tuple[int, ...], structure: Structure
) -> tuple[int, ...]:
    """The column index of each cell of a row, -1 for a cell that stands under none.

    Args:
        columns: the columns in printed order.
        kinds: what each cell looks like (:func:`contents.content_of`), blank ones included.
        under: 1 + the index of the column printed right above the cell, 0 where positions say nothing.
        structure: how far positions can be trusted, and whether a cell may have come out as several words.
    """
    broken = structure is Structure.WORDS
    is_grid = structure is Structure.GRID
    count, width = len(kinds), len(columns)
    best = [[_IMPOSSIBLE] * (width + 1) for _ in range(count + 1)]
    back: list[list[tuple[int, int, int]]] = [[(0, 0, -1)] * (width + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    for i in range(count + 1):
        for j in range(width + 1):
            here = best[i][j]
            if here <= _IMPOSSIBLE:
                continue
            if j < width:
                cost = here + _LEFT_OUT.get(columns[j].role, -0.2)
                if cost > best[i][j + 1]:
                    best[i][j + 1], back[i][j + 1] = cost, (i, j, -1)
            if i < count:
                dropped = here + (0.0 if kinds[i] == c.BLANK else -9.0)
                if dropped > best[i + 1][j]:
                    best[i + 1][j], back[i + 1][j] = dropped, (i, j, -1)
                if j < width:
                    score = here + _fit(columns[j], kinds[i], under[i], j, is_grid)
                    if score > best[i + 1][j + 1]:
                        best[i + 1][j + 1], back[i + 1][j + 1] = score, (i, j, j)
                    if broken and columns[j].role in _MAY_BE_SEVERAL_WORDS:
                        _take_more_words(best, back, columns, kinds, i, j)
    assigned = [-1] * count
    i, j = count, width
    while i or j:
        before_i, before_j, column = back[i][j]
        if column >= 0:
            for at in range(before_i, i):
                assigned[at] = column
        i, j = before_i, before_j
    return tuple(assigned)


def _fit(column: Column, kind: str, under: int, index: int, is_grid: bool) -> float:
    if kind == c.BLANK and not is_grid:
        return 0.0 if column.role in _NEVER_BLANK else 0.2
    score = 0.2 if kind == c.BLANK else _FITS.get(column.role, _FITS["words"]).get(kind, -8.0)
    if under and not is_grid:
        return score + _BELOW_IN_TEXT if under == index + 1 else score
    if under:
        if under == index + 1:
            score += 7.0 if score > -5 else 4.0
            if column.role in _LEVELS and kind in (c.SHORT, c.TEXT):
                score += 8.0
        elif score > 0:
            score -= min(2.0, 0.5 * abs(under - index - 1)) + 0.5
    return score


def _take_more_words(
    best: list[list[float]],
    back: list[list[tuple[int, int, int]]],
    columns: tuple[Column, ...],
    kinds: tuple[str, ...],
    i: int,
    j: int,
) -> None:
    score = best[i][j] + max(_fit(columns[j], kinds[i], 0, j, False), 0.0)
    for more in range(1, min(7, len(kinds) - i)):
        kind = kinds[i + more]
        if kind in (c.LEVEL1, c.LEVEL2, c.COMPARATOR, c.DIRECTION, c.QUALITATIVE):
            return
        if columns[j].role in ("value", "actual") and kind in (c.QUANTITY, c.NUMBER, c.POINTS):
            return
        score -= 2.0 if kind in (c.SHORT, c.TEXT, c.UNIT) else 4.0
        if score > best[i + more + 1][j + 1]:
            best[i + more + 1][j + 1], back[i + more + 1][j + 1] = score, (i, j, j)
