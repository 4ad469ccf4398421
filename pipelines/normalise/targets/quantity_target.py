"""The Target of a read quantity: what its surroundings lend it, its kind, its size in base units, its doubts."""

from __future__ import annotations

from decimal import Decimal

from pipelines.model.target import Kind, Target
from pipelines.normalise.targets import damage
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.surroundings import Surroundings, comparator_with_context, unit_with_context
from pipelines.normalise.targets.terms import Quantity, UnitReading

_IMPOSSIBLE_PERCENT = 100_000


def target_of_quantity(
    printed: str, text: str, quantity: Quantity, around: Surroundings, repaired: damage.Repair | None
) -> Target:
    """The Target of a quantity; ``text`` is the value in plain form, ``repaired`` how it was mended, if it was.

    Raises:
        UnreadableError: a share too large to be one.
    """
    doubts = list(quantity.doubts)
    implied: list[str] = []
    likely = repaired.likely if repaired else None
    if repaired:
        doubts.insert(0, repaired.reason)
    unit, per = unit_with_context(quantity, around, implied, doubts)
    comparator, low, high = comparator_with_context(quantity, around, implied, doubts)
    kind = _kind(unit, per)
    if (
        kind is Kind.PERCENT
        and "%" in text
        and any(n is not None and abs(n) >= _IMPOSSIBLE_PERCENT for n in (low, high))
    ):
        raise UnreadableError("百分数大得不可能，疑为多个值连印")
    if unit is not None and unit.unknown and "unit_column" not in implied:
        doubts.append(f"计量单位“{unit.counted}”不在词表中")
    if repaired is None and not doubts:
        found = damage.doubt_about(
            kind, comparator, low, high, unit.code if unit else None, text, around.dimension, around.names_day
        )
        if found:
            doubts.append(found[0])
            likely = found[1]
    canonical_low, canonical_high, canonical_unit = _canonical(low, high, unit)
    return Target(
        printed=printed,
        kind=kind,
        comparator=comparator,
        low=low,
        high=high,
        low_open=quantity.low_open,
        high_open=quantity.high_open,
        unit_printed=unit.printed + unit.behind if unit else None,
        unit=unit.code if unit else None,
        counted=unit.counted if unit else None,
        per=per,
        canonical_low=canonical_low,
        canonical_high=canonical_high,
        canonical_unit=canonical_unit,
        implied=tuple(implied),
        uncertain=bool(doubts),
        likely=likely,
        reason_code="target_is_certain" if doubts else None,
        reason="；".join(doubts) if doubts else _said_besides(quantity),
        change=quantity.change,
    )


def _said_besides(quantity: Quantity) -> str | None:
    """What the bounds do not say by themselves; no doubt."""
    ends = ("下限" * quantity.low_open, "上限" * quantity.high_open)
    said = ["区间不含" + "、".join(filter(None, ends))] if any(ends) else []
    if quantity.note:
        said.append(quantity.note)
    return "；".join(said) or None


def _kind(unit: UnitReading | None, per: tuple[str, ...]) -> Kind:
    if per:
        return Kind.RATE
    if unit is None or unit.code is None:
        return Kind.NUMBER
    return unit.unit.kind if unit.unit is not None else Kind.COUNT


def _canonical(
    low: Decimal | None, high: Decimal | None, unit: UnitReading | None
) -> tuple[Decimal | None, Decimal | None, str | None]:
    if unit is None:
        return low, high, None
    factor = unit.multiplier
    name: str | None = None
    if unit.unit is not None:
        factor, name = factor * unit.unit.factor, unit.unit.canonical
    elif unit.counted:
        name = "count"
    if factor == 1:
        return low, high, name
    return None if low is None else _plain(low * factor), None if high is None else _plain(high * factor), name


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 12540, not 12540.000 and not 1.254E+4."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
