"""What a value's numbers are made of before they become a Target: a unit, a term, a quantity; and how two terms join.

A term is one number with all that belongs to it. A quantity is one or two terms with one comparator.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from pipelines.model.target import Comparator, Kind
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.lexicon import Unit
from pipelines.normalise.targets.numerals import Numeral

ONE = Decimal(1)
HUNDRED = Decimal(100)
CLOCK_AND_CALENDAR = frozenset(
    {"year", "half_year", "month", "day", "hour", "quarter", "week", "semester", "school_year"}
)
_TEN_THOUSAND = Decimal(10_000)
_POWERS = "百千万亿"
WIDER = {
    Comparator.GT: Comparator.GE,
    Comparator.LT: Comparator.LE,
    Comparator.GE: Comparator.GE,
    Comparator.LE: Comparator.LE,
}
_SHARPER = {
    Comparator.GE: Comparator.GT,
    Comparator.LE: Comparator.LT,
    Comparator.GT: Comparator.GT,
    Comparator.LT: Comparator.LT,
}
_RECENT_YEARS = frozenset(map(Decimal, range(2000, 2051)))


class UnitReading(NamedTuple):
    """A unit as it stands in a value: a reviewed one, or None for things counted; ``multiplier``: a 万 before it.

    ``behind`` are the denominators as printed behind it (/年/人); empty where they stand elsewhere or there are none.
    """

    unit: Unit | None
    printed: str
    counted: str | None = None
    multiplier: Decimal = ONE
    per: tuple[str, ...] = ()
    unknown: bool = False
    behind: str = ""

    @property
    def code(self) -> str | None:
        """The code of the contract: a reviewed one, ``count`` for things, None for a denominator alone."""
        if self.unit is not None:
            return self.unit.code
        return "count" if self.counted else None


@dataclass(slots=True)
class Term:
    """One number with all that belongs to it."""

    before: Comparator | None = None
    after: Comparator | None = None
    numeral: Numeral | None = None
    value: Decimal = Decimal(0)
    unit: UnitReading | None = None
    per: list[str] = field(default_factory=list)
    per_printed: bool = False
    change: str | None = None
    control: bool = False
    opens_range: bool = False
    subject: str = ""
    tolerance: Decimal | None = None
    part: str | None = None
    part_size: Decimal = ONE
    fraction: str = ""
    note: str = ""
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Quantity:
    """A read value before its surroundings are asked: bounds as printed, unit, denominators, doubts.

    ``subject`` is what the value says it is of, printed before the number (完成率100%); empty where it only is one.
    ``fraction`` is the number as printed where it is one (1/3). ``note`` says in Chinese what else the value prints and
    its bounds do not show; no doubt.
    """

    comparator: Comparator
    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    unit: UnitReading | None
    per: tuple[str, ...]
    change: str | None
    doubts: tuple[str, ...]
    subject: str = ""
    fraction: str = ""
    note: str = ""


def agree(first: Comparator | None, second: Comparator | None, doubts: list[str]) -> Comparator | None:
    """Two comparators of one number: the same, or one that adds nothing; contradictions are refused."""
    if first is None or first == second:
        return second
    if second is None:
        return first
    pair = {first, second}
    for plain, sharper in ((Comparator.GE, Comparator.GT), (Comparator.LE, Comparator.LT)):
        if pair == {plain, sharper}:
            doubts.append("两个比较词宽严不一")
            return plain
    if Comparator.APPROX in pair and pair & {Comparator.GE, Comparator.LE, Comparator.GT, Comparator.LT}:
        doubts.append("既写“约”又写界限")
        return first if second is Comparator.APPROX else second
    raise UnreadableError("比较词互相矛盾")


def edge_moved(comparator: Comparator | None, note: str) -> Comparator:
    """The comparator with what a bracket says of its edge: 超过10人(含) is ge, 10人以上(不含) is gt."""
    moved = (WIDER if note == "含" else _SHARPER).get(comparator) if comparator else None
    if moved is None:
        raise UnreadableError("括号里的说明与比较词互相矛盾")
    return moved


def one_number(term: Term) -> Quantity:
    """The quantity of one term: its comparators agree or it is refused; ± makes a range."""
    doubts = term.doubts
    share = term.unit is not None and term.unit.unit is not None and term.unit.unit.kind is Kind.PERCENT
    if share and not CLOCK_AND_CALENDAR.issuperset(term.per):
        raise UnreadableError("百分数不按人、户、亩等计")
    comparator = agree(term.before, term.after, doubts) or Comparator.UNSTATED
    unit, per = term.unit, tuple(term.per)
    value = term.value
    if term.tolerance is not None:
        if comparator not in (Comparator.UNSTATED, Comparator.LE, Comparator.EQ):
            raise UnreadableError("“±”与比较符互相矛盾")
        ends = value - term.tolerance, value + term.tolerance
        return Quantity(Comparator.RANGE, *ends, False, False, unit, per, term.change, tuple(doubts))
    if term.control and comparator is Comparator.UNSTATED:
        doubts.append("“控制在”之后没有写以内还是以上")
    low = None if comparator in (Comparator.LE, Comparator.LT) else value
    high = None if comparator in (Comparator.GE, Comparator.GT) else value
    return Quantity(
        comparator, low, high, False, False, unit, per, term.change, tuple(doubts), "", term.fraction, term.note
    )


def range_between(first: Term, second: Term) -> Quantity:
    """The quantity between two terms that share sign, multiplier, unit and denominators (80-90万元, 两到三万)."""
    doubts = first.doubts + second.doubts
    if second.change:
        raise UnreadableError("区间的两端写法不一")
    for end in (first.before, second.before, second.after):
        if end is Comparator.APPROX:
            doubts.append("区间前后写了“约”")
        elif end in (Comparator.LE,) and end is second.after and second.before is None:
            doubts.append("区间之后又写“以内”")
        elif end is not None and end is not Comparator.RANGE:
            raise UnreadableError("区间与比较词互相矛盾")
    unit, per = second.unit, tuple(second.per)
    low: Decimal = first.value
    high: Decimal = second.value
    if first.part is not None or second.part is not None:
        if first.part != second.part and second.part is not None:
            raise UnreadableError("区间两端的单位不同")
        if first.part and second.part is None:
            if second.unit is not None:
                raise UnreadableError("区间两端的单位不同")
            high, unit = second.value * first.part_size, first.unit
    elif first.unit is not None and second.unit is not None:
        low, high, unit = _same_unit(first, second)
    elif first.unit is not None:
        raise UnreadableError("区间后一端没有单位")
    else:
        low, high, unit = _share(first, second)
    if first.per and not first.per_printed:
        per = tuple(first.per) + per
    elif first.per and tuple(first.per) != per:
        raise UnreadableError("区间两端的单位不同")
    if low > high:
        if unit is None or unit.unit is None or unit.unit.kind is not Kind.PERCENT:
            raise UnreadableError("区间前大后小")
        low, high = high, low
    if low == high:
        doubts.append("区间两端相同")
    if unit is None and not per and _looks_like_cut_date(low) and _looks_like_cut_date(high):
        raise UnreadableError("疑为丢失年、月、日字样的日期")
    if unit is None and not per and low in _RECENT_YEARS and high in _RECENT_YEARS:
        doubts.append("没有单位，疑为年份")
    return Quantity(Comparator.RANGE, low, high, False, False, unit, per, first.change, tuple(doubts))


def two_bounds(first: Term, second: Term) -> Quantity:
    """The quantity between a lower and an upper bound (大于10小于20). Anything else is two values in one cell."""
    doubts = first.doubts + second.doubts
    a = agree(first.before, first.after, doubts)
    b = agree(second.before, second.after, doubts)
    if first.unit is None and second.unit is not None:
        if second.unit.multiplier != 1:
            raise UnreadableError("上下限的倍数说不清")
        first.unit = second.unit
    elif first.unit is not None and (
        second.unit is None or first.unit.code != second.unit.code or first.unit.multiplier != second.unit.multiplier
    ):
        raise UnreadableError("上下限的单位不同")
    lower, upper = (Comparator.GE, Comparator.GT), (Comparator.LE, Comparator.LT)
    if a in upper and b in lower:
        first, second, a, b = second, first, b, a
    if a not in lower or b not in upper or first.value > second.value or first.change != second.change:
        raise UnreadableError("一格里有两个值")
    per = tuple(second.per or first.per)
    return Quantity(
        Comparator.RANGE,
        first.value,
        second.value,
        a is Comparator.GT,
        b is Comparator.LT,
        second.unit or first.unit,
        per,
        first.change,
        tuple(doubts),
    )


def _same_unit(first: Term, second: Term) -> tuple[Decimal, Decimal, UnitReading]:
    a, b = first.unit, second.unit
    assert a is not None and b is not None  # noqa: S101  (the caller has looked)
    if a.code is not None and (a.code != b.code or a.counted not in (None, b.counted)):
        raise UnreadableError("区间两端的单位不同")
    if a.multiplier == b.multiplier:
        return first.value, second.value, b
    plain = UnitReading(b.unit, b.printed.lstrip(_POWERS), b.counted, ONE, b.per, behind=b.behind)
    return first.value * a.multiplier, second.value * b.multiplier, plain


def _share(first: Term, second: Term) -> tuple[Decimal, Decimal, UnitReading | None]:
    """The first end has no unit of its own: it takes the unit, and the 万 too unless that would turn the range."""
    unit, numeral = second.unit, second.numeral
    low, high = first.value, second.value
    if unit is not None and unit.multiplier != 1:
        if low <= high:
            return low, high, unit
        if low >= HUNDRED and low < high * unit.multiplier:
            plain = UnitReading(
                unit.unit, unit.printed.lstrip(_POWERS), unit.counted, ONE, unit.per, behind=unit.behind
            )
            return low, high * unit.multiplier, plain if plain.printed else None
        raise UnreadableError("区间两端的大小说不清")
    if numeral is not None and numeral.multiplier != 1:
        if low <= numeral.coefficient:
            return low * numeral.multiplier, high, unit
        if low < HUNDRED and numeral.multiplier >= _TEN_THOUSAND:
            raise UnreadableError("区间两端的大小说不清")
    return low, high, unit


def _looks_like_cut_date(value: Decimal) -> bool:
    digits = str(value)
    return digits.isdigit() and 5 <= len(digits) <= 8 and digits[:2] in ("19", "20")
