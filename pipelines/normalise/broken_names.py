"""Names that broke over two lines of their cell, the value on a line of its own between them."""

from __future__ import annotations

from pipelines.normalise.broken_labels import BRACKETED
from pipelines.normalise.contents import SHORT, TEXT, content_of, is_measured
from pipelines.normalise.labels import match_label
from pipelines.normalise.money_units import money_unit_in_brackets
from pipelines.normalise.rows import Token, together


def names_around_values(rows: list[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """The rows with such names put together: 购置摄影系统 / 1套 / （DR）.

    Only where the second half cannot begin a name: a level stands behind it, or it is one pair of brackets.
    """
    if not any(len(row) == 1 and is_measured(row[0].text) for row in rows):
        return rows
    whole: list[tuple[Token, ...]] = []
    at = 0
    while at < len(rows):
        if at + 2 < len(rows) and _stands_around(rows, at):
            name = together([rows[at][-1], rows[at + 2][0]], "")
            whole.append((*rows[at][:-1], name, rows[at + 1][0]))
            at += 3
        else:
            whole.append(rows[at])
            at += 1
    return whole


def _stands_around(rows: list[tuple[Token, ...]], at: int) -> bool:
    first, value, last = rows[at : at + 3]
    if len(value) != 1 or len(last) != 1 or not first or not is_measured(value[0].text):
        return False
    if content_of(first[-1].text) not in (SHORT, TEXT) or any(match_label(t.text) is None for t in first[:-1]):
        return False
    if content_of(last[0].text) not in (SHORT, TEXT):
        return False
    if BRACKETED.fullmatch(last[0].text) is not None:
        return money_unit_in_brackets(last[0].text) is None
    below = rows[at + 3] if at + 3 < len(rows) else ()
    label = match_label(below[0].text) if below else None
    return label is not None and label.is_level and len(below) > 1
