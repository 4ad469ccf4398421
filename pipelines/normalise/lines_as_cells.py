"""Lines of text that are the cells of a table, each line one: its heads stand one below the other."""

from __future__ import annotations

from itertools import pairwise

from pipelines.normalise.broken_labels import whole_labels
from pipelines.normalise.contents import is_measured
from pipelines.normalise.counted_rows import COUNTED, Counting
from pipelines.normalise.heads_in_sequence import header_at
from pipelines.normalise.labels import match_label
from pipelines.normalise.rows import Token, together

_FEWEST_HEADS = 3


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
        if found is None or found[1] - at < _FEWEST_HEADS:
            continue  # 全年完成情况 beside a goal, 备注 in a list: the words of heads stand elsewhere too
        if found[1] >= len(lines):
            return None
        if not set(found[0].roles) <= COUNTED:
            # of two columns of numbers a blank one could not be told: all must be printed
            return lines if Counting(lines).are_whole(found[1], found[0]) else None
        numbers = [is_measured(line.text) for line in lines[found[1] :]]
        if any(one and next_one for one, next_one in pairwise(numbers)):
            return None  # the values follow each other: the order is not that of the table
        below = [match_label(line.text) for line in lines[found[1] : found[1] + found[0].level_count + 1]]
        levels = [label is not None and label.is_level and not label.rest for label in below]
        return lines if levels[0] and not all(levels) else None
    return None
