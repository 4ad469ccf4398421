"""A target value (指标值) as it was read: the printed text beside its comparator, numbers, unit and denominators."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What sort of promise a target value is."""

    PERCENT = "percent"
    MONEY = "money"
    COUNT = "count"
    NUMBER = "number"
    """A number without any unit, printed or implied."""
    RATE = "rate"
    """Has at least one denominator: 220元/人/年, 2次/月."""
    DURATION = "duration"
    DATE = "date"
    QUALITATIVE = "qualitative"
    DECLARED_NONE = "declared_none"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Comparator(StrEnum):
    """Which side of the number is promised. A bare number is UNSTATED, never "equal"."""

    GE = "ge"
    LE = "le"
    GT = "gt"
    LT = "lt"
    EQ = "eq"
    APPROX = "approx"
    RANGE = "range"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Target:
    """One target value.

    ``low``/``high`` are the numbers as printed (≤3.7万元: high 3.7; a bare or equal number: low = high; ge/gt:
    low only; le/lt: high only). ``canonical_*`` are the same bounds in base units (yuan, person, percent
    points, square metre…), numerator only; ``per`` are the codes of the denominators in printed order.
    ``unit_printed`` is the unit as printed (万元, 个党支部), with the denominators that are printed behind it
    (万元/年/人; of 每人每年300元 only 元), ``unit`` its code (``CNY``, ``percent``, ``person``,
    ``count``…), ``counted`` the counted noun or measure word as printed (党支部, 场次) where the unit only counts.
    ``low_open``/``high_open`` mark ends of a range that exclude their number. ``implied`` names where a unit or
    comparator came from when it was not printed in the value (``indicator_name``, ``unit_column``,
    ``comparator_column``, ``form_unit``, ``template_mask``). ``scale`` and ``grade`` place a qualitative value
    on a reviewed scale where one exists. ``date_from``/``date_to`` are ISO dates or their printed precision
    (``2024-12``, ``--12-31``, ``--01``). ``uncertain`` with ``likely``: the reading stands, but the printed
    text is probably damaged and ``likely`` is what the original most probably said. ``reason`` explains
    ``unreadable`` and ``uncertain`` in Chinese; ``reason_code`` is the rule code that goes with it. ``change``
    is ``increase`` or ``decrease`` where the number is a difference and not a level (下降7%以上: ge 7, decrease).
    """

    printed: str
    kind: Kind
    comparator: Comparator | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    unit_printed: str | None = None
    unit: str | None = None
    counted: str | None = None
    per: tuple[str, ...] = ()
    canonical_low: Decimal | None = None
    canonical_high: Decimal | None = None
    canonical_unit: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    scale: str | None = None
    grade: int | None = None
    implied: tuple[str, ...] = ()
    uncertain: bool = False
    likely: str | None = None
    reason_code: str | None = None
    reason: str | None = None
    change: str | None = None
