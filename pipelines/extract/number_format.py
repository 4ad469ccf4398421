"""The text that a spreadsheet shows for a value: number formats applied as a person sees them in the cell.

0.95 under ``0%`` is printed ``95%``; 286 under ``"≤"0.00"万元"`` is printed ``≤286.00万元``. What is printed is what
the form says, so the comparator and the unit in a format are as much a part of the value as typed ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Final

from pipelines.extract.digit_places import GENERAL_DIGITS, fraction, general, in_places, is_fraction, scientific
from pipelines.extract.format_tokens import Section, literal, sections_of
from pipelines.extract.moment_format import moment

LOCALE_FORMATS: Final = {
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that Excel in Chinese has built in and never writes out (ECMA-376 part 1, 18.8.30, zh-cn)."""

Value = bool | int | float | str | datetime | date | time | timedelta
_BEYOND: Final = Decimal(10) ** 20
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d*)?|-?\.\d+)\]")
_SIGNS: Final[dict[str, Callable[[Decimal, Decimal], bool]]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_CAPITALS = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


def displayed(value: Value, code: str) -> str:
    """What a cell shows for a value under a number format.

    A decimal point with no digit behind it (5 under ``0.##``) is left out, as is the padding of accounting formats.
    General shows at most eleven characters as a cell of usual width does, but never turns whole numbers into powers of
    ten. Colours, fill and locale marks of a format print nothing.

    >>> displayed(0.95, "0%"), displayed(3309840, "#,##0.00"), displayed(0.1 + 0.2, "General")
    ('95%', '3,309,840.00', '0.3')
    >>> displayed(95, '"≥"0"%"'), displayed(date(2024, 1, 2), 'm"月"d"日"'), displayed(-5, "0.0;(0.0)")
    ('≥95%', '1月2日', '(5.0)')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    sections = sections_of(code or "General")
    if isinstance(value, str):
        return _text(value, sections)
    if isinstance(value, datetime | date | time | timedelta):
        return moment(value, sections[0])
    number = Decimal(str(value)) if isinstance(value, int) else Decimal(format(value, f".{GENERAL_DIGITS}g"))
    if not number.is_finite() or abs(number) >= _BEYOND:
        return str(value)
    return _number(number, sections).strip(" ")


def _text(value: str, sections: tuple[Section, ...]) -> str:
    """Text in a cell: the section with ``@``, if the format has one, puts words around it."""
    section = sections[3] if len(sections) > 3 else sections[-1]
    if not any(t.text == "@" for t in section) or len(section) == 1:
        return value
    return "".join(value if t.text == "@" else literal(t) for t in section)


def _number(number: Decimal, sections: tuple[Section, ...]) -> str:
    section, signed = _section_for(number, sections)
    size = number if signed else abs(number)
    if any(t.kind == "date" for t in section):
        # A date format over a number that is no date (negative, or beyond the calendar): the number itself is shown.
        return general(number)
    capitals = next((t.text.upper() for t in section if t.text.upper().startswith("[DBNUM")), "")
    if any(t.kind == "general" for t in section):
        printed = "".join(general(size) if t.kind == "general" else literal(t) for t in section)
    elif any(t.text == "@" for t in section):
        printed = "".join(general(size) if t.text == "@" else literal(t) for t in section)
    elif any(t.kind == "exponent" for t in section):
        printed = scientific(size, section)
    elif any(t.kind == "digit" for t in section):
        printed = fraction(size, section) if is_fraction(section) else in_places(size, section)
    else:
        printed = ("-" if size < 0 else "") + "".join(literal(t) for t in section)
    if capitals:
        return printed.translate(_CAPITALS if capitals.startswith("[DBNUM2") else _NUMERALS)
    return printed


def _section_for(number: Decimal, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section that shows a number, and whether the sign is still to be printed."""
    for section in sections[:3]:
        for token in section:
            condition = _CONDITION.fullmatch(token.text) if token.kind == "bracket" else None
            if condition and _SIGNS[condition[1]](number, Decimal(condition[2])):
                return section, number < 0
    plain = [s for s in sections[:3] if not any(t.kind == "bracket" and _CONDITION.fullmatch(t.text) for t in s)]
    if not plain:
        return sections[0], True
    if len(plain) < len(sections[:3]):
        return plain[-1], True
    if number < 0 and len(plain) > 1:
        return plain[1], False
    if number == 0 and len(plain) > 2:
        return plain[2], False
    return plain[0], True
