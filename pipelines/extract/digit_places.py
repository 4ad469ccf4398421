"""Numbers in the digit places of a number format: decimals, thousands, percent, powers of ten, fractions."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

from pipelines.extract.format_tokens import Section, literal

GENERAL_DIGITS: Final = 15
_GENERAL_WIDTH: Final = 11
_MOST_DECIMALS: Final = 30
_WIDE: Final = Context(prec=1000)
"""More digits than any format can show: as many decimals as it has places, two for each percent sign."""


def general(number: Decimal) -> str:
    """A number under General: rounded to what fits, no trailing zeros, very small numbers as powers of ten."""
    if number == number.to_integral_value() and abs(number) < 10**GENERAL_DIGITS:
        return format(number.to_integral_value(), "f")
    if abs(number) >= 10**GENERAL_DIGITS or abs(number) < Decimal("0.0000000005"):
        mantissa, exponent = format(number, ".5E").split("E")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return f"{mantissa}E{exponent[0]}{exponent[1:].zfill(2)}"
    whole = len(str(int(abs(number))))
    rounded = _rounded(number, max(0, _GENERAL_WIDTH - 1 - whole))
    return format(rounded, "f").rstrip("0").rstrip(".") if "." in format(rounded, "f") else format(rounded, "f")


def _rounded(number: Decimal, digits: int) -> Decimal:
    """Half away from zero, as spreadsheets round."""
    return number.quantize(Decimal(1).scaleb(-min(digits, _MOST_DECIMALS)), ROUND_HALF_UP, _WIDE)


class _Layout(NamedTuple):
    """The digit places of a section by their indices, and what its marks do to the number."""

    whole: tuple[int, ...]
    decimals: tuple[int, ...]
    point: int | None
    grouped: bool
    power: int
    """Of ten: two for each percent sign, minus three for each comma behind the last place."""
    least: int
    """Digits that the whole part shows at least."""


@lru_cache(maxsize=1024)
def _layout(section: Section) -> _Layout:
    places = [i for i, token in enumerate(section) if token.kind == "digit"]
    point = next((i for i, token in enumerate(section) if token.text == "." and token.kind == "mark"), None)
    end_of_whole = point if point is not None else places[-1] + 1
    whole = tuple(i for i in places if i < end_of_whole)
    behind = section[max(places[-1], point or 0) + 1 :]
    thousands = sum(1 for _ in takewhile(lambda token: token.text == ",", behind))
    percent = sum(token.text == "%" and token.kind == "mark" for token in section)
    return _Layout(
        whole,
        tuple(i for i in places if i > end_of_whole),
        point,
        any(token.text == "," and whole and whole[0] < i < whole[-1] for i, token in enumerate(section)),
        2 * percent - 3 * thousands,
        len(whole) - next((n for n, i in enumerate(whole) if section[i].text == "0"), len(whole)),
    )


def in_places(number: Decimal, section: Section) -> str:
    """A number in the digit places of a section: thousands, decimals, percent, words between and around."""
    layout = _layout(section)
    shown = _rounded(number.scaleb(layout.power), len(layout.decimals))
    whole, _, decimals = format(shown.copy_abs(), "f").partition(".")
    whole = ("" if whole == "0" else whole).rjust(layout.least, "0")
    decimals = decimals.ljust(len(layout.decimals), "0")
    keep = len(layout.decimals)
    while keep and section[layout.decimals[keep - 1]].text == "#" and decimals[keep - 1] == "0":
        keep -= 1
    has_point = keep or not layout.decimals or any(section[i].text != "#" for i in layout.decimals)
    digits = dict(zip(layout.whole, _into_places(whole, len(layout.whole), grouped=layout.grouped), strict=True))
    digits |= {i: decimals[n] if n < keep else "" for n, i in enumerate(layout.decimals)}
    out = ["-"] if shown < 0 else []
    for i, token in enumerate(section):
        if i in digits:
            out.append(digits[i])
        elif i == layout.point:
            out.append("." if has_point else "")
        elif token.kind != "mark":
            out.append(literal(token))
        elif token.text != ",":
            out.append(token.text)
    return "".join(out)


def _into_places(whole: str, places: int, *, grouped: bool) -> list[str]:
    """The whole part spread over its places from the right; the first place takes all that is left."""
    digits = list(whole)
    if grouped:
        digits = [
            d + ("," if n and n % 3 == 0 else "") for n, d in zip(range(len(whole) - 1, -1, -1), whole, strict=True)
        ]
    put = [digits.pop() if digits else "" for _ in range(places - 1)]
    put.append("".join(digits))
    return put[::-1] if places else []


def scientific(number: Decimal, section: Section) -> str:
    """A number as a power of ten under ``0.00E+00``."""
    at = next(i for i, t in enumerate(section) if t.kind == "exponent")
    mantissa_places = section[:at]
    point = next((i for i, t in enumerate(mantissa_places) if t.text == "."), len(mantissa_places))
    decimals = sum(t.kind == "digit" for t in mantissa_places[point:])
    mantissa, exponent = format(number, f".{decimals}E").split("E")
    width = sum(t.kind == "digit" for t in section[at:])
    sign = exponent[0] if exponent[0] == "-" or section[at].text[1] == "+" else ""
    return f"{mantissa}E{sign}{exponent[1:].zfill(width)}"


def is_fraction(section: Section) -> bool:
    """Whether a section shows fractions: ``# ?/?``."""
    kinds = [(t.kind, t.text) for t in section]
    return ("mark", "/") in kinds and any(k == "digit" for k, _ in kinds[kinds.index(("mark", "/")) :])


def fraction(number: Decimal, section: Section) -> str:
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
