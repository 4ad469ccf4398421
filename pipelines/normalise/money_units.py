"""How units of money are printed apart from amounts: 万元, （单位：万元）, 金额单位：元."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.normalise.spelling import squash

UNITS_OF_MONEY = "亿元|百万元|十万元|万元|千元|元"
MONEY_UNIT = re.compile(rf"(?:单位:?)?(?:人民币)?({UNITS_OF_MONEY})")
"""A unit alone, and what stands in brackets behind a label."""
_UNIT_IN_BRACKETS = re.compile(rf"\({MONEY_UNIT.pattern}\)$")
_UNIT_LINE = re.compile(rf"单位:?\(?(?:人民币)?({UNITS_OF_MONEY})(?:\)|$|[^\u4e00-\u9fff])")


def is_money_unit(text: str) -> bool:
    """True for a cell that prints a unit of money and nothing else: 万元, 元."""
    return len(text) < 16 and MONEY_UNIT.fullmatch(squash(text)) is not None


def money_unit_in_brackets(text: str) -> str | None:
    """The unit of money that a text prints in brackets and nothing else: （万元）, (单位：元)."""
    found = _UNIT_IN_BRACKETS.match(squash(text)) if "元" in text else None
    return found[1] if found else None


def money_unit_behind(text: str) -> str | None:
    """The unit of money in brackets that a text ends with.

    >>> money_unit_behind("某某资金（单位：万元）"), money_unit_behind("（万元）某某资金")
    ('万元', None)
    """
    found = _UNIT_IN_BRACKETS.search(squash(text)) if "元" in text else None
    return found[1] if found else None


@lru_cache(maxsize=65536)
def money_unit_of_heading(text: str) -> str | None:
    """The unit of money that a heading states for the whole table: 单位:万元, 金额单位：元.

    >>> money_unit_of_heading("填报单位:(盖章) 单位:万元")
    '万元'
    """
    found = _UNIT_LINE.search(squash(text)) if "元" in text else None
    return found[1] if found else None
