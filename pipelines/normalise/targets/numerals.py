"""Numerals to numbers: 3,309,840.00, 3万5千, 两千四百五, 壹佰捌拾壹, 十五点七. Exact, and refused when malformed."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple


class NumeralError(ValueError):
    """The characters are those of a numeral, but they do not make one number."""


class Numeral(NamedTuple):
    """A number: ``value`` = ``coefficient`` × ``multiplier``.

    ``multiplier`` is the closing 万, 亿, 千, 百 that one end of a range may lend to the other (80-90万), else 1.
    ``multiplier_printed`` is that multiplier where the coefficient is in digits (3.7万): it belongs to the unit then.
    """

    coefficient: Decimal
    multiplier: Decimal
    multiplier_printed: str
    arabic: bool

    @property
    def value(self) -> Decimal:
        """The number itself."""
        return self.coefficient * self.multiplier


_ONE = Decimal(1)
_MOST_DIGITS = 18
_TOO_MUCH = Decimal(10**18)
_DIGITS = {
    c: i
    for i, cs in enumerate(("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in cs
}
_POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "亿": 100_000_000}
_PLAIN = str.maketrans("〇壹贰两叁肆伍陆柒捌玖拾佰仟", "零一二二三四五六七八九十百千")
_DIGITS_THEN_POWERS = re.compile(r"([\d,.]+)([十百千万亿]*)")
_D = r"[一二三四五六七八九]|\d+"
_ABBREVIATED = re.compile(r"[百千万亿][一二三四五六七八九\d]$")
_BELOW_TEN_THOUSAND = re.compile(rf"(?:({_D})千)?(零)?(?:({_D})百)?(零)?(?:({_D})?(十))?(零)?({_D})?")


@lru_cache(maxsize=4096)
def read_numeral(printed: str) -> Numeral:
    """Read a whole numeral in plain form (no width, blanks or traditional characters left).

    Raises:
        NumeralError: leading zeros, thousands separators at wrong places, or Chinese characters in an order that is no
            number (一二三, 十百), or more digits than any budget has.

    >>> read_numeral("两千四百五").value, read_numeral("3万5千").value
    (Decimal('2450'), Decimal('35000'))
    >>> read_numeral("3.7万").coefficient, read_numeral("3.7万").multiplier_printed
    (Decimal('3.7'), '万')
    """
    numeral = _read(printed.translate(_PLAIN))
    if len(numeral.coefficient.as_tuple().digits) > _MOST_DIGITS or numeral.value >= _TOO_MUCH:
        raise NumeralError("数字太长")
    return numeral


def _read(text: str) -> Numeral:
    match = _DIGITS_THEN_POWERS.fullmatch(text)
    if match is not None:
        if "十" in match[2]:
            raise NumeralError("数字的写法不成立")
        return Numeral(_arabic(match[1]), _product(match[2]), match[2], True)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "点" in text:
        whole, fraction = text.split("点")
        digits = "".join(str(_DIGITS[c]) for c in fraction)
        return Numeral(_whole(whole) + Decimal(f"0.{digits}"), _ONE, "", False)
    closing = ""
    while len(text) > len(closing) + 1 and text[-1 - len(closing)] in "万亿":
        closing = text[-1 - len(closing)] + closing
    if "亿" in text[: -len(closing)] or (closing[:1] == "万" and "万" in text[: -len(closing)]):
        closing = ""
    if closing:
        return Numeral(_front(text[: -len(closing)], closing[0]), _product(closing), "", False)
    if len(text) == 2 and text[0] in _DIGITS and text[1] in "十百千":
        return Numeral(Decimal(_DIGITS[text[0]]), _product(text[1]), "", False)
    return Numeral(_whole(text), _ONE, "", False)


def _arabic(text: str) -> Decimal:
    plain = text.replace(",", "")
    if len(plain) > 1 and plain[0] == "0" and plain[1] != ".":
        raise NumeralError("数字有多余的前导零")
    return Decimal(plain)


def _product(powers: str) -> Decimal:
    result = _ONE
    for power in powers:
        result *= _POWERS[power]
    return result


def _whole(text: str) -> Decimal:
    """A numeral that may have parts by 亿 and 万; each part must be smaller than the power before it."""
    for power in "亿万":
        left, found, right = text.rpartition(power)
        if found:
            size = Decimal(_POWERS[power])
            return _front(left, power) * size + _rest(right, size)
    return _section(text, None)


def _front(text: str, power: str) -> Decimal:
    """What stands before 亿 or 万: smaller powers only, or 万万; nothing abbreviated (3千5万 is no number)."""
    if power in text and not text.endswith(power):
        raise NumeralError("数字的位次不对")
    if _ABBREVIATED.search(text):
        raise NumeralError("中文数字的写法不成立")
    return _whole(text)


def _rest(text: str, size: Decimal) -> Decimal:
    if not text:
        return Decimal(0)
    value = _section(text, size) if "万" not in text else _whole(text)
    if value >= size:
        raise NumeralError("数字的位次不对")
    return value


def _section(text: str, after: Decimal | None) -> Decimal:
    """A numeral below 万. A last digit alone counts tenths of the power before it: 九百九 is 990, 三万五 is 35000."""
    zero_stripped = text[:1] == "零" and len(text) > 1
    if zero_stripped:
        text, after = text[1:], None
    match = _BELOW_TEN_THOUSAND.fullmatch(text)
    if match is None or not text or (text == "零" and after is None and zero_stripped):
        raise NumeralError("中文数字的写法不成立")
    thousands, zero1, hundreds, zero2, tens, ten, zero3, ones = match.groups()
    total = Decimal(0)
    power = after
    zero = False
    for digit, size, mark in ((thousands, 1000, None), (hundreds, 100, zero1), (tens or (ten and "一"), 10, zero2)):
        zero = zero or mark is not None
        if digit is not None:
            total += _below(_digit(digit) * size, power)
            power, zero = Decimal(size), False
    if ones is None:
        return total
    value = _below(_digit(ones), power)
    if power is not None and power > 10 and not zero and zero3 is None and len(ones) == 1:
        value = value * power / 10
    return total + value


def _below(value: Decimal, power: Decimal | None) -> Decimal:
    if power is not None and value >= power:
        raise NumeralError("数字的位次不对")
    return value


def _digit(text: str) -> Decimal:
    return Decimal(_DIGITS[text]) if text in _DIGITS else Decimal(text)
