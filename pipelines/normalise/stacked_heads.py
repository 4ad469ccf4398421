"""Heads of two or three rows put together: 绩效指标 over 一级指标 | 二级指标, 资金安排 over 小计 | 财政拨款.

A column's head is the lowest one printed over it; the heads above say only whose it is: the year, the unit of money.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pipelines.model.cells import Structure
from pipelines.normalise.head_words import head_label
from pipelines.normalise.header import Header
from pipelines.normalise.header_changes import with_subheads
from pipelines.normalise.header_reading import read_header
from pipelines.normalise.labels import Label, is_year, match_label
from pipelines.normalise.rows import Row, Token
from pipelines.normalise.spelling import squash

_FEWEST_HEADS = 2
_MOST_ROWS = 3
_LONGEST_HEAD = 20
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"20\d\d年度?")
_SIGNS = ("≥", "≤", ">", "<", "＞", "＜")
"""What a value begins with, and no head."""
_STRUCTURES = (Structure.GRID, Structure.ROWS)
_PERIOD = re.compile(
    r"((?:上|下)?半年|全年|年度|本年度?|当年度?|中期|中长期|长期|实施期|实施周期|项目周期)(?:\(程\))?度?(?:绩效)?(?:目标|指标)?值?"
)
"""What parts a column of values by the time they are for: 半年（程）目标 | 全年（程）目标."""


class StackedHead(NamedTuple):
    """A head of several rows as one row of tokens, the header it is, and how many rows it takes."""

    tokens: list[Token]
    header: Header
    height: int


def stacked_head(rows: Sequence[Row], at: int) -> StackedHead | None:
    """The head that begins with a row and goes on in the rows below; None for a head of one row, and for any other row.

    The cells of a head that stands over others are among ``more`` of the first of them.
    """
    upper = rows[at]
    if at + 1 >= len(rows) or upper.structure not in _STRUCTURES:
        return None
    last = _last_printed(rows[at + 1])
    if last is None or not _is_head(last):
        return None  # nearly every row ends here: the row below it ends with a value
    tokens = [token for token in upper.tokens if token.cell >= 0]
    if not _are_heads(tokens):
        return None
    height = 1
    while height < _MOST_ROWS and at + height < len(rows) and rows[at + height].table == upper.table:
        below = [token for token in rows[at + height].tokens if token.cell >= 0]
        if len(below) < _FEWEST_HEADS or not all(map(_is_head, below)):
            break
        together = _together(tokens, below, upper.structure)
        if together is None:
            break
        tokens, height = together, height + 1
    header = read_header(tokens) if height > 1 else None
    if header is None:
        return None
    if header.money_unit is None:
        header = replace(header, money_unit=_money_unit(rows[at : at + height]))
    return StackedHead(tokens, header, height)


def _money_unit(rows: Sequence[Row]) -> str | None:
    """The unit that a head over columns of money states for them: 资金安排（万元）."""
    labels = (match_label(token.text) for row in rows for token in row.tokens)
    return next((label.unit for label in labels if label and label.unit and (label.fund or label.section)), None)


def _last_printed(row: Row) -> Token | None:
    for token in reversed(row.tokens):
        if token.cell >= 0:
            return token
    return None


def _is_head(token: Token) -> bool:
    return _is_head_text(token.text)


@lru_cache(maxsize=65536)
def _is_head_text(text: str) -> bool:
    """Whether a cell prints the head of a column or of several; names of levels stand below them."""
    if text.startswith(_SIGNS):
        return False
    label = head_label(text)
    if label is None:
        return is_year(text) or _period(text) is not None
    return not label.rest and (label.column is not None or not label.is_level)


def _are_heads(tokens: list[Token]) -> bool:
    known = sum(map(_is_head, tokens))
    if known < _FEWEST_HEADS or known * 2 <= len(tokens):
        return False
    return all(
        _is_head(token)
        or (match_label(token.text) is None and len(token.text) <= _LONGEST_HEAD and not _DIGIT.search(token.text))
        for token in tokens
    )


def _together(upper: list[Token], lower: list[Token], structure: Structure) -> list[Token] | None:
    """The heads of both rows in the order of their columns; None where the second row is no part of the head."""
    under = _by_place(upper, lower, structure) or _by_order(upper, lower, structure)
    if under is None or len(under) == len(upper):
        return None
    header = read_header(upper)
    parted = with_subheads(header, lower) if header is not None else None
    if parted is not None and (parted.roles.count("value") == 1 or any(column.block for column in parted.columns)):
        return None
    whole: list[Token] = []
    shift = 0
    for place, token in enumerate(upper):
        children = under.get(place)
        if children is None:
            whole.append(token._replace(column=token.column + shift))
            continue
        heads = _heads_below(token, children)
        if heads is None:
            return None
        if children[0].column < token.column:  # by order: the cells of the second row are counted from its own start
            moved = [head._replace(column=token.column + shift + at) for at, head in enumerate(heads)]
            shift += len(children) - 1
            heads = moved
        cells = (*heads[0].more, token.cell, *token.more)
        whole += [heads[0]._replace(more=cells), *heads[1:]]
    return whole


def _by_place(upper: list[Token], lower: list[Token], structure: Structure) -> dict[int, list[Token]] | None:
    """The heads of the second row below each head of the first, by the columns they stand in."""
    under: dict[int, list[Token]] = {}
    for token in lower:
        above = [at for at, head in enumerate(upper) if head.column <= token.column]
        if not above:
            return None
        head = upper[above[-1]]
        if structure is Structure.GRID and token.column >= head.column + head.span:
            return None
        under.setdefault(above[-1], []).append(token)
    return under if all(_may_stand_over(upper[at]) for at in under) else None


def _by_order(upper: list[Token], lower: list[Token], structure: Structure) -> dict[int, list[Token]] | None:
    """The same in text that lost its blank cells: the second row is what the one 绩效指标 of the first stands for, or
    the one 指标值, where it holds no more than 符号 | 值 | 单位.
    """
    if structure is not Structure.ROWS or lower[0].column != 1 or lower[-1].column != len(lower):
        return None
    labels = [match_label(token.text) for token in upper]
    sections = [at for at, label in enumerate(labels) if label is not None and label.section == "indicators"]
    values = [at for at, label in enumerate(labels) if label is not None and label.column == "value"]
    if len(values) == 1 and upper[-1].column == len(upper) and _are_parts_of_value(lower):
        return {values[0]: lower}
    if len(sections) != 1 or upper[-1].column != len(upper) or read_header(lower) is None:
        return None
    return {sections[0]: lower}


def _are_parts_of_value(heads: list[Token]) -> bool:
    """Whether heads part a value into its number and what makes it whole: 符号 | 值 | 单位."""
    labels = [head_label(head.text) for head in heads]
    roles = [label.column if label is not None and not label.rest else None for label in labels]
    return roles.count("value") == 1 and set(roles) <= {"value", "comparator", "unit"} and len(set(roles)) == len(roles)


def _may_stand_over(token: Token) -> bool:
    label = match_label(token.text)
    if label is None:
        return True
    return bool(label.section or label.fund or label.money_column or label.column == "value")


def _heads_below(parent: Token, children: list[Token]) -> list[Token] | None:
    """The heads below another, each with what the one above says of it; None where two of them would mean the same."""
    above = match_label(parent.text)
    is_value = above is not None and above.column == "value"
    heads: list[Token] = []
    unnamed = 0
    for child in children:
        label = match_label(child.text)
        text = child.text
        period = _period(text) if is_value and (label is None or label.column is None) else None
        if period is not None:
            text = period + "指标值"
        elif is_value and (label is None or label.column is None):
            text, unnamed = parent.text, unnamed + 1
        elif above is not None and (above.fund or above.section == "money" or above.money_column):
            text = _money_head(parent, above, text, label)
        elif above is None and (year := _YEAR.fullmatch(squash(parent.text))) and not _YEAR.search(squash(text)):
            text = year[0] + text
        heads.append(child._replace(text=text))
    periods = [head.text for head in heads] if is_value else []
    return heads if unnamed < _FEWEST_HEADS and len(set(periods)) == len(periods) else None


@lru_cache(maxsize=8192)
def _period(text: str) -> str | None:
    """The time whose values stand below a head (半年（程）目标 -> 半年), None for any other head."""
    found = _PERIOD.fullmatch(squash(text).replace("（", "(").replace("）", ")"))
    return found[1] if found is not None and match_label(found[1] + "指标值") is not None else None


def _money_head(parent: Token, above: Label, text: str, label: Label | None) -> str:
    """小计 below 资金总额 is the total itself; the year of the head above holds for those below."""
    if label is not None and label.ignored_field == "totals":
        text, label = parent.text if above.fund else "资金总额", None
    year = _YEAR.search(squash(parent.text))
    if year is None or _YEAR.search(squash(text)) is not None:
        return text
    return year[0] + (label.key if label is not None else text)
