"""Money cells of a form's head: 50万元, 3,309,840.00, 854万(其中…). Exact yuan, or refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipelines.model.target import Comparator
from pipelines.normalise.targets.characters import plain_form
from pipelines.normalise.targets.context import AmountError, UnreadableError
from pipelines.normalise.targets.grammar import Parser, unit_alone
from pipelines.normalise.targets.lexicon import lexicon
from pipelines.normalise.targets.surroundings import read_unit
from pipelines.normalise.targets.tokens import cut
from pipelines.normalise.targets.wording import is_dash, is_placeholder

_NO_UNIT = "amount_unit_is_known"
_UNREADABLE = "amount_is_readable"
_FRONT = re.compile(r"^(?:人民币|¥|RMB|CNY|共计?|合计|总计|金额:?)+:?")
_NOTE = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)$")
_DIVIDED = re.compile(r"[/⁄∕÷]|分之")
"""预算/执行 in one cell, a date, a share: two numbers, of which neither is the amount."""
_CONTRADICTS = re.compile("以上|以下|以内|左右|超过|不")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money. ``amount_yuan`` is None when nothing is stated (blank, 无, -).

    ``unit_printed`` is the unit as printed, in the cell or where the caller found it; ``unit_basis`` is ``value`` when
    it stands in the cell, ``context`` when the caller lent it, None without an amount. ``note`` is a bracket after it.
    """

    printed: str
    amount_yuan: Decimal | None
    unit_printed: str | None
    unit_basis: str | None
    note: str | None = None


def parse_amount(printed: str, unit: str | None = None) -> Amount:
    """Read a money cell. ``unit`` is the one found elsewhere (label, form, title row): 元, 万元, 亿元, 千元.

    Zero needs no unit. A unit in the cell wins over the one elsewhere.

    Raises:
        AmountError: the cell is not one whole amount in yuan (``amount_is_readable``), or it is a bare number and no
            unit is known (``amount_unit_is_known``).

    >>> parse_amount("50万元").amount_yuan, parse_amount("3.7", "万元").amount_yuan
    (Decimal('500000'), Decimal('37000'))
    >>> parse_amount("无").amount_yuan is None
    True
    """
    words = lexicon()
    text = plain_form(printed).strip("。;,、:")
    if not text or text in words.declared_none or is_dash(text) or is_placeholder(text):
        return Amount(printed, None, None, None)
    yuan_sign = text[0] == "¥"
    text = _FRONT.sub("", text)
    note = _NOTE.search(text)
    if note and unit_alone(note[0][1:-1], words):
        note = None
    if note and _CONTRADICTS.search(note[0]):
        raise AmountError("括号里另有界限", _UNREADABLE)
    body = text[: note.start()] if note else text
    if not body and yuan_sign:
        return Amount(printed, None, None, None)
    if _DIVIDED.search(body):
        raise AmountError("金额不是两个数的商", _UNREADABLE)
    if not body:
        raise AmountError("没有金额", _UNREADABLE)
    try:
        quantity = Parser(cut(body, words), body, words).quantity()
    except UnreadableError as error:
        raise AmountError(error.reason, _UNREADABLE) from error
    if quantity.comparator is not Comparator.UNSTATED or quantity.per or quantity.doubts or quantity.change:
        raise AmountError("不是一个确定的金额", _UNREADABLE)
    value, found = quantity.low, quantity.unit
    if value is None:
        raise AmountError("没有金额", _UNREADABLE)
    note_text = note[0][1:-1] if note else None
    if found is not None and found.unit is not None:
        if found.unit.canonical != "CNY":
            raise AmountError(f"“{found.printed}”不是人民币单位", _UNREADABLE)
        return Amount(printed, _exact(value * found.multiplier * found.unit.factor), found.printed, "value", note_text)
    if found is not None and (found.counted or found.printed[0] not in "万亿"):
        raise AmountError(f"“{found.printed}”不是金额单位", _UNREADABLE)
    if found is not None:
        return Amount(printed, _exact(value * found.multiplier), found.printed, "value", note_text)
    if value == 0:
        return Amount(printed, Decimal(0), unit, "context" if unit else None, note_text)
    if unit is None and yuan_sign:
        return Amount(printed, _exact(value), "¥", "value", note_text)
    lent = read_unit(unit) if unit else None
    if lent is None or lent.unit is None or lent.unit.canonical != "CNY" or lent.per:
        raise AmountError("金额没有单位", _NO_UNIT)
    return Amount(printed, _exact(value * lent.multiplier * lent.unit.factor), unit, "context", note_text)


def _exact(value: Decimal) -> Decimal:
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
