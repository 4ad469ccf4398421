"""The text that a spreadsheet shows for a value: number formats applied as a person sees them in the cell.

0.95 under ``0%`` is printed ``95%``; 286 under ``"≤"0.00"万元"`` is printed ``≤286.00万元``. What is printed is what
the form says, so the comparator and the unit in a format are as much a part of the value as typed ones.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

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

_GENERAL_DIGITS: Final = 15
_GENERAL_WIDTH: Final = 11
_MOST_DECIMALS: Final = 30
_BEYOND: Final = Decimal(10) ** 20
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?) | (?P<escaped>[\\!].) | (?P<gap>_.) | (?P<fill>\*.) | (?P<bracket>\[[^\]]*\])
      | (?P<general>general|g/通用格式) | (?P<half>am/pm|a/p|上午/下午) | (?P<exponent>e[+-])
      | (?P<date>yyyy|yyy|yy|y|e|mmmmm|mmmm|mmm|mm|m|dddd|ddd|dd|d|aaaa|aaa|hh|h|ss|s)
      | (?P<digit>[0#?]) | (?P<mark>[.,%@/]) | (?P<literal>.)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
_WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")
_CAPITALS = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


class _Token(NamedTuple):
    kind: str
    text: str


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
    sections = _sections(code or "General")
    if isinstance(value, str):
        return _text(value, sections)
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value, sections[0])
    number = Decimal(str(value)) if isinstance(value, int) else Decimal(format(value, f".{_GENERAL_DIGITS}g"))
    if not number.is_finite() or abs(number) >= _BEYOND:
        return str(value)
    return _number(number, sections).strip(" ")


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """The parts of a format between semicolons, as tokens."""
    sections: list[tuple[_Token, ...]] = []
    current: list[_Token] = []
    for match in _TOKEN.finditer(code[:255]):
        kind = match.lastgroup or "literal"
        if kind == "literal" and match[0] == ";":
            sections.append(tuple(current))
            current = []
        else:
            current.append(_Token(kind, match[0]))
    sections.append(tuple(current))
    return tuple(sections)


def _text(value: str, sections: tuple[tuple[_Token, ...], ...]) -> str:
    """Text in a cell: the section with ``@``, if the format has one, puts words around it."""
    section = sections[3] if len(sections) > 3 else sections[-1]
    if not any(t.text == "@" for t in section) or len(section) == 1:
        return value
    return "".join(value if t.text == "@" else _literal(t) for t in section)


def _number(number: Decimal, sections: tuple[tuple[_Token, ...], ...]) -> str:
    section, signed = _section_for(number, sections)
    size = number if signed else abs(number)
    if any(t.kind == "date" for t in section):
        # A date format over a number that is no date (negative, or beyond the calendar): the number itself is shown.
        return _general(number)
    capitals = next((t.text.upper() for t in section if t.text.upper().startswith("[DBNUM")), "")
    if any(t.kind == "general" for t in section):
        printed = "".join(_general(size) if t.kind == "general" else _literal(t) for t in section)
    elif any(t.text == "@" for t in section):
        printed = "".join(_general(size) if t.text == "@" else _literal(t) for t in section)
    elif any(t.kind == "exponent" for t in section):
        printed = _scientific(size, section)
    elif any(t.kind == "digit" for t in section):
        printed = _fraction(size, section) if _is_fraction(section) else _places(size, section)
    else:
        printed = ("-" if size < 0 else "") + "".join(_literal(t) for t in section)
    if capitals:
        return printed.translate(_CAPITALS if capitals.startswith("[DBNUM2") else _NUMERALS)
    return printed


def _section_for(number: Decimal, sections: tuple[tuple[_Token, ...], ...]) -> tuple[tuple[_Token, ...], bool]:
    """The section that shows a number, and whether the sign is still to be printed."""
    for section in sections[:3]:
        for token in section:
            condition = _CONDITION.fullmatch(token.text) if token.kind == "bracket" else None
            if condition and _holds(number, condition[1], Decimal(condition[2])):
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


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]


def _general(number: Decimal) -> str:
    """A number under General: rounded to what fits, no trailing zeros, very small numbers as powers of ten."""
    if number == number.to_integral_value() and abs(number) < 10**_GENERAL_DIGITS:
        return format(number.to_integral_value(), "f")
    if abs(number) >= 10**_GENERAL_DIGITS or abs(number) < Decimal("0.0000000005"):
        mantissa, exponent = format(number, ".5E").split("E")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return f"{mantissa}E{exponent[0]}{exponent[1:].zfill(2)}"
    whole = len(str(int(abs(number))))
    rounded = _rounded(number, max(0, _GENERAL_WIDTH - 1 - whole))
    return format(rounded, "f").rstrip("0").rstrip(".") if "." in format(rounded, "f") else format(rounded, "f")


def _rounded(number: Decimal, digits: int) -> Decimal:
    """Half away from zero, as spreadsheets round."""
    return number.quantize(Decimal(1).scaleb(-min(digits, _MOST_DECIMALS)), ROUND_HALF_UP)


def _places(number: Decimal, section: tuple[_Token, ...]) -> str:
    """A number in the digit places of a section: thousands, decimals, percent, words between and around."""
    places = [i for i, t in enumerate(section) if t.kind == "digit"]
    last = places[-1]
    point = next((i for i, t in enumerate(section) if t.text == "." and t.kind == "mark"), None)
    end_of_whole = point if point is not None else last + 1
    scale = 0
    for token in section[max(last, point or 0) + 1 :]:
        if token.text != ",":
            break
        scale += 1
    whole_places = [i for i in places if i < end_of_whole]
    decimal_places = [i for i in places if i > end_of_whole]
    grouped = any(
        t.text == "," and whole_places and whole_places[0] < i < whole_places[-1] for i, t in enumerate(section)
    )
    percent = sum(t.text == "%" and t.kind == "mark" for t in section)
    shown = _rounded(number.scaleb(2 * percent - 3 * scale), len(decimal_places))
    whole, _, decimals = format(abs(shown), "f").partition(".")
    whole = "" if whole == "0" else whole
    least = len(whole_places) - next(
        (n for n, i in enumerate(whole_places) if section[i].text == "0"), len(whole_places)
    )
    whole = whole.rjust(least, "0")
    put = _into_places(whole, [section[i].text for i in whole_places], grouped=grouped)
    decimals = decimals.ljust(len(decimal_places), "0")
    keep = len(decimal_places)
    while keep and section[decimal_places[keep - 1]].text == "#" and decimals[keep - 1] == "0":
        keep -= 1
    out = ["-"] if shown < 0 else []
    whole_at = dict(zip(whole_places, put, strict=True))
    decimal_at = {i: decimals[n] if n < keep else "" for n, i in enumerate(decimal_places)}
    for i, token in enumerate(section):
        if i in whole_at:
            out.append(whole_at[i])
        elif i in decimal_at:
            out.append(decimal_at[i])
        elif i == point:
            out.append("." if keep or any(section[n].text != "#" for n in decimal_places) or not decimal_places else "")
        elif token.kind == "mark" and token.text == ",":
            continue
        else:
            out.append(token.text if token.kind == "mark" else _literal(token))
    return "".join(out)


def _into_places(whole: str, places: list[str], *, grouped: bool) -> list[str]:
    """The whole part spread over its places from the right; the first place takes all that is left."""
    digits = list(whole)
    if grouped:
        digits = [
            d + ("," if n and n % 3 == 0 else "") for n, d in zip(range(len(whole) - 1, -1, -1), whole, strict=True)
        ]
    put = [digits.pop() if digits else "" for _ in places[1:]]
    put.append("".join(digits))
    return put[::-1] if places else []


def _scientific(number: Decimal, section: tuple[_Token, ...]) -> str:
    at = next(i for i, t in enumerate(section) if t.kind == "exponent")
    mantissa_places = section[:at]
    point = next((i for i, t in enumerate(mantissa_places) if t.text == "."), len(mantissa_places))
    decimals = sum(t.kind == "digit" for t in mantissa_places[point:])
    mantissa, exponent = format(number, f".{decimals}E").split("E")
    width = sum(t.kind == "digit" for t in section[at:])
    sign = exponent[0] if exponent[0] == "-" or section[at].text[1] == "+" else ""
    return f"{mantissa}E{sign}{exponent[1:].zfill(width)}"


def _is_fraction(section: tuple[_Token, ...]) -> bool:
    kinds = [(t.kind, t.text) for t in section]
    return ("mark", "/") in kinds and any(k == "digit" for k, _ in kinds[kinds.index(("mark", "/")) :])


def _fraction(number: Decimal, section: tuple[_Token, ...]) -> str:
    """A fraction under ``# ?/?``: the nearest one whose denominator has as many digits as the format."""
    at = next(i for i, t in enumerate(section) if t.text == "/" and t.kind == "mark")
    width = sum(t.kind == "digit" for t in section[at:])
    whole = int(abs(number))
    part = Fraction(abs(number) - whole).limit_denominator(10 ** max(1, min(width, 3)) - 1)
    if part == 1:
        whole, part = whole + 1, Fraction(0)
    sign = "-" if number < 0 else ""
    if part == 0:
        return f"{sign}{whole}"
    return f"{sign}{f'{whole} ' if whole else ''}{part.numerator}/{part.denominator}"


def _moment(value: datetime | date | time | timedelta, section: tuple[_Token, ...]) -> str:
    """A date or time under the first section of its format."""
    if isinstance(value, timedelta):
        hours, seconds = divmod(int(value.total_seconds()), 3600)
        return f"{hours}:{seconds // 60:02d}:{seconds % 60:02d}"
    shown = [t for t in section if t.kind == "date"]
    if not shown:
        return _iso(value)
    twelve = any(t.kind == "half" for t in section)
    out = []
    for i, token in enumerate(section):
        if token.kind == "date":
            out.append(_date_part(value, token.text.lower(), minutes=_is_minutes(section, i), twelve=twelve))
        elif token.kind == "half":
            out.append(_half(value, token.text))
        elif token.kind in {"digit", "mark"}:
            out.append(token.text if token.text in "./,%" else "")
        else:
            out.append(_literal(token))
    return "".join(out).strip().removesuffix(";@")


def _iso(value: datetime | date | time) -> str:
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()


def _half(value: datetime | date | time, printed: str) -> str:
    afternoon = not isinstance(value, date) or isinstance(value, datetime)
    late = afternoon and getattr(value, "hour", 0) >= 12
    early_word, late_word = ("上午", "下午") if "上" in printed else ("AM", "PM")
    return late_word if late else early_word


def _is_minutes(section: tuple[_Token, ...], at: int) -> bool:
    """``m`` is minutes after hours or before seconds, else months."""
    if section[at].text.lower() not in {"m", "mm"}:
        return False
    before = next((t.text.lower() for t in reversed(section[:at]) if t.kind == "date"), "")
    after = next((t.text.lower() for t in section[at + 1 :] if t.kind == "date"), "")
    return before.startswith("h") or after.startswith("s")


def _date_part(value: datetime | date | time, part: str, *, minutes: bool, twelve: bool) -> str:
    if part[0] in "hs" or minutes:
        hour, minute, second = (getattr(value, name, 0) for name in ("hour", "minute", "second"))
        if twelve:
            hour = (hour - 1) % 12 + 1
        amount = hour if part[0] == "h" else minute if minutes else second
        return str(amount).zfill(len(part))
    if isinstance(value, time):
        return ""
    if part in {"e", "yyyy", "yyy"}:
        return f"{value.year:04d}"
    if part[0] == "y":
        return f"{value.year % 100:02d}"
    if part[0] == "a":
        return ("星期" if len(part) == 4 else "") + _WEEKDAYS[value.weekday()]
    if part[0] == "d":
        return f"{value:%A}" if len(part) == 4 else f"{value:%a}" if len(part) == 3 else str(value.day).zfill(len(part))
    name = (*_MONTHS, "December")[value.month - 1]
    return {1: str(value.month), 2: f"{value.month:02d}", 3: name[:3], 4: name, 5: name[0]}[len(part)]


def _literal(token: _Token) -> str:
    """What a token that is no place for digits prints."""
    match token.kind:
        case "quoted":
            return token.text.strip('"')
        case "escaped":
            return token.text[1]
        case "gap":
            return " "
        case "fill":
            return ""
        case "bracket":
            currency = re.match(r"\[\$([^\]-]*)", token.text)
            return currency[1] if currency else ""
        case "digit":
            return ""
        case _:
            return token.text
