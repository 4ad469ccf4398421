"""Whose year's money a label or the head of a column names. Only the form's own year is taken."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.normalise.head_rows import HeadRow
from pipelines.normalise.rows import Token
from pipelines.normalise.spelling import squash

UNKNOWN_YEAR = "unknown_year"
"""Of two years side by side, neither is said to be the form's own."""
_YEAR = re.compile(r"(20\d\d)年")
_YEAR_AHEAD = re.compile(r"(?:其中[:,、]?)?(20\d\d)年")
_ANNUAL = re.compile(r"[^\u4e00-\u9fff\d]*(?:其中|.{0,6}(?:20\d\d年|年度|当年|本年))")
"""What marks the smaller of two totals side by side: the year's share of the whole term's."""
_LONGEST_HEAD = 16


def is_annual(text: str) -> bool:
    """True for the label of a year's share: 其中：年度预算, 2024年预算."""
    return _ANNUAL.match(squash(text)) is not None


def years_of_heads(tokens: list[Token]) -> dict[int, int]:
    """The year that each head names, by its cell, where heads of different years stand side by side; else empty."""
    if len(tokens) < 2:
        return {}
    found = {
        token.cell: year
        for token in tokens
        if len(token.text) <= _LONGEST_HEAD and (year := _year_in_head(token.text)) is not None
    }
    return found if len(set(found.values())) > 1 else {}


@lru_cache(maxsize=8192)
def _year_in_head(text: str) -> int | None:
    year = _YEAR.search(squash(text))
    return int(year[1]) if year is not None else None


def column_of_year(column: str, year: int | None, years: set[int], fiscal_year: int | None) -> str:
    """The column again, or what it is when it stands for another year than the form's own."""
    if not column or year is None or year == fiscal_year:
        return column
    if fiscal_year is None or fiscal_year not in years:
        return UNKNOWN_YEAR
    return _of_year(year, fiscal_year)


def other_year_of_label(head: HeadRow, at: int, fiscal_year: int | None) -> str:
    """Which year's money a label names when it is not the form's own (2023年预算), else empty. 结转 is this year's."""
    label = head.labels[at]
    year = _YEAR_AHEAD.match(squash(head.tokens[at].text))
    if year is None or label is None or label.fund == "carry_over":
        return ""
    if fiscal_year is None:
        return UNKNOWN_YEAR if len(head.once(_years_of_sources)) > 1 else ""
    return "" if int(year[1]) == fiscal_year else _of_year(int(year[1]), fiscal_year)


def _years_of_sources(head: HeadRow) -> set[str]:
    return {
        found[1]
        for token, label in zip(head.tokens, head.labels, strict=True)
        if label is not None and label.fund and (found := _YEAR_AHEAD.match(squash(token.text)))
    }


def _of_year(year: int, fiscal_year: int) -> str:
    """Whose money that of a year is which is not the form's own."""
    return "previous_year" if year < fiscal_year else "later_year"
