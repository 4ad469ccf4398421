"""A read quantity written out again in one regular form, so that a person can check how a value was understood."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pipelines.model.target import Comparator, Kind, Target
from pipelines.normalise.targets.lexicon import lexicon
from pipelines.normalise.targets.tokens import cut
from pipelines.normalise.targets.unit_words import UnitParser, is_base

_SIGNS = {
    Comparator.GE: "≥",
    Comparator.LE: "≤",
    Comparator.GT: ">",
    Comparator.LT: "<",
    Comparator.EQ: "=",
    Comparator.APPROX: "≈",
    Comparator.UNSTATED: "",
}
_CHANGES = {"increase": "增长", "decrease": "下降"}
_CURRENCY_SIGNS = frozenset("¥$€£")
_DENOMINATORS = re.compile("[/每].*")
_WITHOUT_NUMBER = frozenset({Kind.QUALITATIVE, Kind.DECLARED_NONE, Kind.BLANK, Kind.UNREADABLE, Kind.DATE})


def written(target: Target) -> str:
    """Write a quantity in the regular form 比较符＋数值＋单位; anything else as it is printed.

    Reading it again gives the same comparator, bounds, unit, denominators and change.

    >>> from pipelines.normalise.targets import read_target
    >>> written(read_target("每人每年不少于５.５万元")), written(read_target("大于10小于20人"))
    ('≥5.5万元/人/年', '大于10人小于20人')
    """
    if target.kind in _WITHOUT_NUMBER or target.comparator is None:
        return target.printed
    unit = _unit(target)
    per = "".join(f"/{_denominator(code)}" for code in target.per)
    if target.unit is None and per[1:].replace(".", "", 1).isdigit() and not is_base(Decimal(per[1:])):
        per = f":{per[1:]}"
    change = _CHANGES.get(target.change or "", "")
    low, high = _number(target.low), _number(target.high)
    if target.comparator is not Comparator.RANGE:
        return f"{change}{_SIGNS[target.comparator]}{low or high}{unit}{per}"
    if not (target.low_open or target.high_open):
        return f"{change}{low}{unit}至{high}{unit}{per}"
    lower = "大于" if target.low_open else "不小于"
    upper = "小于" if target.high_open else "不大于"
    return f"{change}{lower}{low}{unit}{upper}{high}{unit}{per}"


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _unit(target: Target) -> str:
    printed = _without_denominators(target.unit_printed or "") if target.per else target.unit_printed or ""
    if target.unit is None or target.unit == "count":
        return printed
    if printed.endswith("之"):
        return _names()[target.unit]
    rest = printed.lstrip("百千万亿")
    known = lexicon().units.get(rest)
    if rest in _CURRENCY_SIGNS or (known is not None and known.code != target.unit):
        return printed[: len(printed) - len(rest)] + _names()[target.unit]
    return printed


def _without_denominators(printed: str) -> str:
    """The unit that stands before its denominators, which may itself hold a slash (台/套/年)."""
    words = lexicon()
    unit = UnitParser(cut(printed, words), printed, words).unit()
    if unit is not None and printed.startswith(unit.printed):
        return unit.printed
    return _DENOMINATORS.sub("", printed)


def _denominator(code: str) -> str:
    """A denominator in words; one that is nothing but a number (≤12/10万, 1:19) as it is."""
    size, _, name = code.rpartition(" ")
    if name.replace(".", "", 1).isdigit():
        return name
    return size + (name.removeprefix("count:") if name.startswith("count:") else _names()[name])


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {unit.code: unit.name for unit in lexicon().units.values()}
