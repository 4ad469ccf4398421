"""Cells of text tables that broke over two lines, put together where something printed says that they are one.

A bracket that is opened on one line and closed on the next (困难老年人（含 / 残疾人）助餐人数), a list that ends with
its comma (老年人、 / 残疾人助餐人数), or two short lines that make exactly one row of a table whose other rows are all
whole. A line that could as well be an indicator without its value stays one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.normalise import contents as c
from pipelines.normalise.contents import content_of
from pipelines.normalise.labels import match_label

if TYPE_CHECKING:
    from pipelines.normalise.rows import Token

Tokens = tuple["Token", ...]
_FEWEST_HEADS, _FEWEST_ROWS = 3, 2
_FEWEST_WIDTHS = 2
_MOST_PIECES = 2
"""A line that goes on with a cell prints its rest, and at most the value beside it."""
_LISTS = ("、", "，")
_WORDS = (c.SHORT, c.TEXT)
_PROMISES = (c.QUANTITY, c.NUMBER, c.QUALITATIVE)


def whole_cells(rows: list[Tokens]) -> list[Tokens]:
    """The rows of a table, broken cells put together."""
    return _whole_rows(_closed(rows))


def _closed(rows: list[Tokens]) -> list[Tokens]:
    whole: list[Tokens] = []
    for row in rows:
        together = None
        if whole and row and (len(row) == 1 or row[0][0] < 0):
            pieces = _pieces(row)
            together = _goes_on(whole[-1], row, pieces) if pieces else None
        if together is None:
            whole.append(row)
        else:
            whole[-1] = together
    return whole


def _pieces(row: Tokens) -> list[int]:
    """Where a line prints something; nothing for a line that prints too much to go on with a cell. Asked of each."""
    pieces: list[int] = []
    for at, token in enumerate(row):
        if token[0] >= 0:
            if len(pieces) == _MOST_PIECES:
                return []
            pieces.append(at)
    return pieces


def _goes_on(first: Tokens, second: Tokens, pieces: list[int]) -> Tokens | None:
    """The two lines as one row, None where nothing says that the second goes on with a cell of the first."""
    if len(second) == 1:
        open_cells = [at for at, token in enumerate(first) if token.cell >= 0 and _is_open(token.text)]
        if len(open_cells) != 1 or not _closes(second[0].text):
            return None
        at = open_cells[0]
        return (*first[:at], _joined(first[at], second[0]), *first[at + 1 :])
    both = [at for at in pieces if at < len(first) and first[at].cell >= 0]
    if len(both) != 1:
        return None
    above, below = first[both[0]], second[both[0]]
    bracket = _is_open(above.text) and _closes(below.text)
    listed = len(pieces) == 1 and above.text.rstrip().endswith(_LISTS) and content_of(below.text) in _WORDS
    if not (bracket or listed) or match_label(below.text) is not None:
        return None
    if any(content_of(second[at].text) in c.LEVELS for at in pieces):
        return None
    longer = first if len(first) >= len(second) else (*first, *second[len(first) :])
    return tuple(
        _joined(token, below) if at == both[0] else second[at] if at in pieces else token
        for at, token in enumerate(longer)
    )


def is_one_cell(above: str, below: str) -> bool:
    """Whether a bracket opened in one text is closed in the next.

    >>> is_one_cell("困难老年人（含", "残疾人）助餐人数"), is_one_cell("助餐（含送餐）人数", "护理人数")
    (True, False)
    """
    return _is_open(above) and _closes(below)


def _is_open(text: str) -> bool:
    last = max(text.rfind("("), text.rfind("（"))
    return last > max(text.rfind(")"), text.rfind("）"))


def _closes(text: str) -> bool:
    first = min((at for at in (text.find(")"), text.find("）")) if at >= 0), default=-1)
    opening = min((at for at in (text.find("("), text.find("（")) if at >= 0), default=len(text))
    return 0 <= first < opening


def _joined(first: Token, second: Token) -> Token:
    return first._replace(
        text=first.text.rstrip() + second.text.lstrip(), more=(*first.more, second.cell, *second.more)
    )


def _whole_rows(rows: list[Tokens]) -> list[Tokens]:
    """A name broken over two short lines, its value behind the second, where every other row is as wide as the head."""
    widths = {len(row) for row in rows}
    if len(widths) < _FEWEST_WIDTHS or not any(
        (width := len(one) + len(other) - 1) in widths and _are_halves(one, other, width)
        for one, other in pairwise(rows)
    ):
        return rows
    head = next((at for at, row in enumerate(rows) if len(row) > _FEWEST_HEADS and _is_header(row)), None)
    if head is None:
        return rows
    width = len(rows[head])
    end = head + 1
    short = []
    while end < len(rows) and not (len(rows[end]) == 1 and not _follows_short(rows, end, width)):
        if len(rows[end]) != width:
            short.append(end)
        end += 1
    halves = list(zip(short[::2], short[1::2], strict=False))
    whole = end - head - 1 - len(short)
    if not short or len(short) % 2 or whole < max(_FEWEST_ROWS, len(halves)):
        return rows
    if not all(_are_halves(rows[one], rows[other], width) and other == one + 1 for one, other in halves):
        return rows
    together = {
        one: (*rows[one][:-1], _joined(rows[one][-1], rows[other][0]), *rows[other][1:]) for one, other in halves
    }
    left = {other for _, other in halves}
    return [_placed(together[at]) if at in together else row for at, row in enumerate(rows) if at not in left]


def _follows_short(rows: Sequence[Tokens], at: int, width: int) -> bool:
    return 1 < len(rows[at - 1]) < width


def _are_halves(first: Tokens, second: Tokens, width: int) -> bool:
    """Whether two lines make one row, broken inside a name: words, then the rest of them and a promise."""
    if len(first) + len(second) - 1 != width or len(second) < 2 or len(first) < 2:
        return False
    above, below, promised = first[-1], second[0], second[1]
    if below.cell < 0 or above.cell < 0 or promised.cell < 0:
        return False
    if match_label(above.text) is not None or match_label(below.text) is not None:
        return False
    words = content_of(above.text) in _WORDS and content_of(below.text) in _WORDS
    return words and content_of(promised.text) in _PROMISES


def _is_header(row: Tokens) -> bool:
    columns = {
        label.column for token in row if token.cell >= 0 and (label := match_label(token.text)) and not label.rest
    }
    return len(columns - {None}) >= _FEWEST_HEADS


def _placed(row: Tokens) -> Tokens:
    """The cells of a row counted again from its first."""
    start = row[0].column
    return tuple(token._replace(column=start + at) for at, token in enumerate(row))
