"""Tables whose merged cells were undone by printing their text in every column they covered, put together again.

Web pages and spreadsheets come so: 项目资金 | 项目资金 | 年度资金总额 | 年度资金总额 | 60.5 | 60.5. Only where a
field's label stands twice side by side, or one text all along a row, are equal neighbours believed to be one cell, and
only under one head: equal goals under 中期目标 | 年度目标, equal amounts under 全年预算数 | 执行数 are two. The further
cells are ignored by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from pipelines.normalise.contents import NUMBER, QUANTITY, content_of
from pipelines.normalise.labels import Label, match_label

if TYPE_CHECKING:
    from pipelines.normalise.rows import Token

Tokens = tuple["Token", ...]
_ALONG = 3
_SHORTEST_TEXT = 4
_SHORTEST_LABEL = 4
_FEWEST_HEADS = 3
_HAN = re.compile(r"[\u4e00-\u9fff]")


def once_each(rows: list[Tokens]) -> tuple[list[Tokens], list[int]]:
    """The rows with every repeated cell once, as wide as all its copies, and the numbers of the cells left out."""
    signs = _signs(rows)
    if not signs:
        return rows, []
    in_heads = signs != {"column"}
    mended: list[Tokens] = []
    left_out: list[int] = []
    heads: set[int] = set()
    above: Tokens = ()
    table_until = 0
    for number, row in enumerate(rows):
        if number < table_until:
            continue
        if _is_header(row):
            table_until = _end_of_table(rows, number)
            mended += _table_once_each(rows[number:table_until], left_out)
            heads, above = set(), row
            continue
        if not in_heads:
            mended.append(row)
            continue
        first = next((token for token in row if token.cell >= 0), None)
        label = match_label(first.text) if first is not None else None
        below = row
        if first is not None and label is not None and label.goal and not label.rest and _stands_above(first, above):
            # the label of a goal goes on beside the text below its heads
            left_out += [token.cell for token in row if token.text == first.text]
            below = tuple(token._replace(cell=-1, text="") if token.text == first.text else token for token in row)
        elif _begins_field(label):
            heads = set()
        above = row
        row = _row_once_each(below, heads, left_out)
        heads |= _heads_in(row)
        mended.append(row)
    return mended, left_out


def _signs(rows: list[Tokens]) -> set[str]:
    """What in a block shows that merged cells were undone so; asked of every block, so it is quick."""
    signs = set()
    for row in rows:
        before = ""
        for at, token in enumerate(row):
            text = token[1]
            if text == before and text and (sign := _sign(row, at)):
                signs.add(sign)
            before = text
    return signs


def _sign(row: Tokens, at: int) -> str:
    """Where two equal neighbours show merged cells undone: in the "head" of a form, a "column" of a table."""
    text = row[at].text
    if row[at].cell < 0 or row[at - 1].column + row[at - 1].span != row[at].column:
        return ""
    label = match_label(text)
    if label is not None:
        # amounts and goals of two scopes stand side by side under labels of their own: those are no sign
        if label.rest or label.is_level or len(text.strip()) < _SHORTEST_LABEL:
            return ""
        return "head" if label.field or (label.section and not label.fund) else "column" if label.column else ""
    if len(text) < _SHORTEST_TEXT or _HAN.search(text) is None:
        return ""
    along = text == _text(row, at - _ALONG + 1) or text == _text(row, at + 1)
    if not along:
        return ""
    first = next(token for token in row if token.cell >= 0)
    return "head" if first.text == text or _begins_field(match_label(first.text)) else ""


def _text(row: Tokens, at: int) -> str:
    return row[at].text if 0 <= at < len(row) else ""


def _begins_field(label: Label | None) -> bool:
    """Whether a label at the front of a row begins a field of its own, so that no head above holds any more."""
    return label is not None and bool(label.field or label.goal or label.ignored_field) and not label.is_level


def _stands_above(first: Token, above: Tokens) -> bool:
    return any(token.column == first.column and token.text == first.text for token in above)


def _row_once_each(row: Tokens, heads: set[int], left_out: list[int]) -> Tokens:
    """A row of the head: equal neighbours once; what stands under different heads stays apart."""
    once: list[Token] = []
    for token in row:
        last = once[-1] if once else None
        if last is None or token.column in heads or not _is_copy(last, token):
            once.append(token)
            continue
        once[-1] = last._replace(span=last.span + token.span)
        left_out.append(token.cell)
    return tuple(once)


def _is_copy(first: Token, second: Token) -> bool:
    is_beside = first.column + first.span == second.column
    return is_beside and second.cell >= 0 and first.text == second.text and first.cell >= 0


def _heads_in(row: Tokens) -> set[int]:
    """The columns at which heads of columns begin: texts side by side in a row that prints no number and no field."""
    printed = [token for token in row if token.cell >= 0]
    if all(one.text == other.text for one, other in pairwise(printed)):
        return set()
    for token in printed:
        label = match_label(token.text)
        if content_of(token.text) in (NUMBER, QUANTITY) or (label is not None and label.field):
            return set()
    return {token.column for token in printed}


def _is_header(row: Tokens) -> bool:
    """Whether a row prints heads of an indicator table."""
    heads = {label.column for token in row if token.cell >= 0 and (label := match_label(token.text)) and not label.rest}
    return len(heads - {None}) >= _FEWEST_HEADS


def _end_of_table(rows: Sequence[Tokens], at: int) -> int:
    """The row behind the last one of the table whose head stands in row ``at``."""
    end = at + 1
    while end < len(rows):
        first = next((token for token in rows[end] if token.cell >= 0), None)
        if _is_header(rows[end]) or (first is not None and _begins_field(match_label(first.text))):
            break
        end += 1
    return end


def _table_once_each(rows: Sequence[Tokens], left_out: list[int]) -> list[Tokens]:
    """A table of indicators: columns under equal heads that print the same in every row are one column.

    Under the head of the names each row is asked alone: the name of a group may stand before that of the indicator.
    """
    spare: set[int] = set()
    of_names: list[list[int]] = []
    for _, group in groupby(rows[0], key=lambda token: token.text):
        heads = list(group)
        columns = [token.column for token in heads]
        if len(heads) < 2 or not all(_is_copy(one, other) for one, other in pairwise(heads)):
            continue
        label = match_label(heads[0].text)
        if label is not None and label.column == "level3":
            of_names.append(columns)
        elif all(_are_equal(row, columns) for row in rows[1:]):
            spare.update(columns[1:])
    if not (spare or of_names):
        return list(rows)
    once = []
    for row in rows:
        here = spare.union(*(columns[1:] for columns in of_names if _are_equal(row, columns)))
        left_out += [token.cell for token in row if token.column in here and token.cell >= 0]
        once.append(_without(row, here))
    return once


def _are_equal(row: Tokens, columns: list[int]) -> bool:
    """Whether a row prints one text in all these columns, or one merged cell over them."""
    texts = {token.text for token in row if token.column in columns}
    return len(texts) <= 1


def _without(row: Tokens, spare: set[int]) -> Tokens:
    kept: list[Token] = []
    for token in row:
        if token.column in spare and kept:
            kept[-1] = kept[-1]._replace(span=kept[-1].span + token.span)
        else:
            kept.append(token)
    return tuple(kept)
