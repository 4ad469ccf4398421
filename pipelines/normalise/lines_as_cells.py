"""Lines of text that are the cells of a table, each line one: its heads stand one below the other."""

from __future__ import annotations

from itertools import pairwise

from pipelines.normalise.broken_labels import whole_labels
from pipelines.normalise.contents import (
    COMPARATOR,
    DIRECTION,
    LEVEL_EITHER,
    LEVELS,
    NUMBER,
    POINTS,
    QUALITATIVE,
    content_of,
    is_measured,
)
from pipelines.normalise.header import Header
from pipelines.normalise.labels import match_label
from pipelines.normalise.reflow import REMARKS, header_at
from pipelines.normalise.rows import Token, together
from pipelines.normalise.table_ends import ends_table

_FEWEST_HEADS = 3
_ONLY = {
    "comparator": (COMPARATOR, QUALITATIVE, DIRECTION),
    "direction": (COMPARATOR, QUALITATIVE, DIRECTION),
    "weight": (NUMBER, POINTS),
    "score": (NUMBER, POINTS),
}
"""What alone a line must be to stand under a head, where lines are counted."""


def cells_of_lines(rows: list[tuple[Token, ...]]) -> list[Token] | None:
    """The lines as cells, where each line is one: the heads of an indicator table stand one below the other, the name
    of a level below them. None for any other text.
    """
    lines = [row[0] if len(row) == 1 else together(list(row), " ") for row in rows if row]
    lines = [row[0] for row in whole_labels([(line,) for line in lines])]
    for at, line in enumerate(lines):
        label = match_label(line.text)
        if label is None or label.column is None or label.is_level:
            continue
        found = header_at(lines, at)
        if found is None or found[1] - at < _FEWEST_HEADS or found[1] >= len(lines):
            return None
        if not set(found[0].roles) <= {"level1", "level2", "level3", "value"} | REMARKS:
            # of two columns of numbers a blank one could not be told: all must be printed
            return lines if _rows_are_whole(lines, found[1], found[0]) else None
        numbers = [is_measured(line.text) for line in lines[found[1] :]]
        if any(one and next_one for one, next_one in pairwise(numbers)):
            return None  # the values follow each other: the order is not that of the table
        below = [match_label(line.text) for line in lines[found[1] : found[1] + found[0].level_count + 1]]
        levels = [label is not None and label.is_level and not label.rest for label in below]
        return lines if levels[0] and not all(levels) else None
    return None


def _rows_are_whole(lines: list[Token], at: int, header: Header) -> bool:
    """Whether each row below a header prints a line for every column, each of its kind, but for names of levels."""
    others = [role for role in header.roles if role not in ("level1", "level2")]
    first = at
    while at < len(lines):
        if at > first and ends_table(lines[at], match_label(lines[at].text)):
            return True
        levels = 0
        while at < len(lines) and levels < header.level_count and content_of(lines[at].text) in LEVELS:
            at, levels = at + 1, levels + 1
        if at + len(others) > len(lines) or (at - levels == first and not levels):
            return False
        # 群众满意度 is a name where both its levels stand above it
        named = levels == header.level_count and content_of(lines[at].text) == LEVEL_EITHER and others[0] == "level3"
        if not all(
            (named and not place) or _may_stand_under(role, lines[at + place].text) for place, role in enumerate(others)
        ):
            return False
        at += len(others)
    return True


def _may_stand_under(role: str, text: str) -> bool:
    content = content_of(text)
    if role in _ONLY:
        return content in _ONLY[role]
    return content not in (*LEVELS, COMPARATOR) and (role in ("value", "actual") or content != NUMBER)
