"""The words of the arithmetic: quantities, amounts and forms going in, equations with both sides coming out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ROUNDING = Decimal("0.01")
"""Two sides that differ by less than this share of the larger are off by rounding."""
_FACTOR = Decimal(10_000)


class Outcome(StrEnum):
    """What came of checking an equation."""

    AGREES = "agrees"
    ROUNDING = "rounding"
    FACTOR_10000 = "factor_10000"
    """One side is ten thousand times the other: a slip between 元 and 万元."""
    PART_YEAR = "part_year"
    """The amount pays for the months that the form names, not for the year of the standard."""
    CONTRADICTS = "contradicts"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the form with the cell it stands in.

    ``low``/``high`` are in base units; ``indicator_id`` is None for a quantity quoted in a goal text; ``name`` is the
    indicator's name, or the counted noun of a quotation.
    """

    name: str
    printed: str
    kind: str
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    per: tuple[str, ...]
    cell: str
    indicator_id: str | None = None
    dimension: str | None = None
    comparator: str | None = None
    counted: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    block: str | None = None

    @property
    def value(self) -> Decimal | None:
        """The one number of the quantity: its lower bound where it has one."""
        return self.low if self.low is not None else self.high

    @property
    def is_exact(self) -> bool:
        """True when the number is stated and not only bounded."""
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class Amount:
    """The money of a project: its accepted (or proposed) total, else its appropriation, and the cell of it."""

    yuan: Decimal
    printed: str
    cell: str


@dataclass(frozen=True, slots=True)
class Form:
    """What one project form prints that can be reckoned with."""

    project_id: str
    project_name: str
    amount: Amount | None
    targets: tuple[Quantity, ...]
    mentions: tuple[Quantity, ...] = ()
    goal: str = ""
    term_years: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Equation:
    """Both sides of one equation and what came of it. ``cells`` are all cells used, the first one first to look at."""

    relation: str
    outcome: Outcome
    left_zh: str
    left: Decimal | None
    right_zh: str
    right: Decimal | None
    unit: str | None
    reason_zh: str | None
    cells: tuple[str, ...]
    indicator_id: str | None = None
    place: str = ""
    """Parts equations of one relation and project from each other (a scope, a kind of indicator)."""


def compare(left: Decimal, right: Decimal) -> Outcome:
    """How two numbers that should be equal compare.

    >>> compare(Decimal("12540"), Decimal("12540")).value
    'agrees'
    >>> compare(Decimal("35100"), Decimal("35000")).value
    'rounding'
    >>> compare(Decimal("1254"), Decimal("12540000")).value
    'factor_10000'
    >>> compare(Decimal("550000"), Decimal("346500")).value
    'contradicts'
    """
    if left == right:
        return Outcome.AGREES
    if near(left, right):
        return Outcome.ROUNDING
    if near(left * _FACTOR, right) or near(left, right * _FACTOR):
        return Outcome.FACTOR_10000
    return Outcome.CONTRADICTS


def near(left: Decimal, right: Decimal) -> bool:
    """True when two numbers are equal but for rounding."""
    return left != 0 and right != 0 and abs(left - right) <= ROUNDING * max(abs(left), abs(right))


def money(yuan: Decimal) -> str:
    """An amount as people write it.

    >>> money(Decimal("12540")), money(Decimal("300")), money(Decimal("2861000.5"))
    ('1.254万元', '300元', '286.10005万元')
    """
    fen = round(yuan, 2)
    if abs(fen) >= _FACTOR:
        return f"{plain(fen / _FACTOR)}万元"
    return f"{plain(fen)}元"


def plain(number: Decimal) -> str:
    """A number without idle zeros and exponents."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
