"""The amounts that a form states: recorded once for each source of money and scope.

What is printed again, in parts, without a unit or not readable becomes an issue beside the amount that stands. Two
totals that differ are the whole term's and the year's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.model.records import Funding, Issue
from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.contents import NUMBER, PLACEHOLDER, QUANTITY, content_of, is_placeholder
from pipelines.normalise.labels import match_label
from pipelines.normalise.money.years import is_annual
from pipelines.normalise.money_units import UNITS_OF_MONEY
from pipelines.normalise.rows import Token
from pipelines.normalise.targets import Amount, AmountError, parse_amount

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

TOTAL = ("total", "unstated")
_TREASURY, _BUDGET = "fiscal_appropriation", "预算资金"
_OF_TREASURY = frozenset({_TREASURY, "central", "region", "local", "prefecture", "county", "own_level"})
"""Sources whose amounts may be parts of what stands under 预算资金 alone."""
_OF_WHICH = re.compile(r"[(（]\s*(其中\s*[:：,，]?)?(.+)[)）]\s*$", re.DOTALL)
_BETWEEN_PARTS = re.compile(r"[;；、]|[,，](?!\d{3}(?!\d))")
_BEFORE_THOUSANDS, _THOUSANDS = re.compile(r"\d{1,3}"), re.compile(r"\d{3}(?!\d)")
_IN_GROUPS = re.compile(rf"\d{{1,3}}(?: \d{{3}})+(?:\.\d+)?(?: ?(?:{UNITS_OF_MONEY}))?")
"""1 234.50 in a cell of its own is one number."""
_LONGEST_AMOUNT = 32


@lru_cache(maxsize=16384)
def _read(printed: str, unit: str | None) -> Amount:
    return parse_amount(printed.replace(" ", "") if _IN_GROUPS.fullmatch(printed) else printed, unit)


def is_amount(text: str) -> bool:
    """True for 65, 3.7万元 and 0; not for 2022年 or 98%."""
    try:
        return len(text) <= _LONGEST_AMOUNT and _read(text, "元").amount_yuan is not None
    except AmountError:
        return False


def may_be_amount(text: str) -> bool:
    """True for what looks like an amount, or stands in place of one: a number, a quantity, a stroke."""
    return content_of(text) in (NUMBER, QUANTITY, PLACEHOLDER)


def add(
    reader: FormReader,
    form: FormBuilder,
    source: str,
    scope: str,
    printed: str | None,
    cell: Token,
    label: Token | None,
    unit: str | None = None,
) -> None:
    """Record one amount. The same source and scope printed again must not count twice.

    ``unit`` is the one that the head of its own column prints, empty where two heads disagree; else the form's holds.
    """
    if (source, scope) == TOTAL and printed is not None and label is not None:
        scope = _scope_beside_first_total(form, printed, label.text)
    key = (source, scope)
    if _is_part_beside_another(reader, form, key, printed, cell, label):
        return
    known = form.funding.get(key)
    if known is not None and (known.printed is not None or printed is None):
        reader.use([cell], "funding.amount", form)
        if printed is not None and printed != known.printed:
            message = f"同一资金来源印了两次：“{known.printed}”和“{printed}”，只取前一个。"
            form.issues.append(
                Issue("fund_source_is_stated_once", message, (cell.cell, known.cell), printed, known.printed)
            )
        return
    reader.use([cell], "funding.amount" if printed is not None else "label", form)
    if source == _TREASURY and label is not None and (meant := match_label(label.text)) and meant.key == _BUDGET:
        form.budget_funds.add(key)
    label_cell = label.cell if label is not None else None
    if printed is None or is_placeholder(printed):
        form.funding[key] = Funding(source, scope, None, None, None, cell.cell, label_cell, None)
        return
    if unit == "":
        form.uncertain_amounts.add(key)
    try:
        amount = _read(printed, form.form_unit if unit is None else unit or None)
    except AmountError as error:
        form.issues.append(Issue(error.code, f"金额“{printed}”读不出：{error.reason}。", (cell.cell,), printed))
        form.funding[key] = Funding(source, scope, printed, None, None, cell.cell, label_cell, None)
        return
    basis = "value" if amount.unit_basis == "value" else "label" if unit else (form.unit_basis or "form_unit")
    form.funding[key] = Funding(
        source,
        scope,
        printed,
        amount.unit_printed,
        amount.amount_yuan,
        cell.cell,
        label_cell,
        basis if amount.unit_basis else None,
    )


def _is_part_beside_another(
    reader: FormReader, form: FormBuilder, key: tuple[str, str], printed: str | None, cell: Token, label: Token | None
) -> bool:
    """Whether an amount of one kind of a source's money (福利彩票公益金) stands beside the source or another kind.

    The source itself wins. Of two kinds neither is the source's amount, and their sum is not printed.
    """
    known = form.funding.get(key)
    meant = match_label(label.text) if label is not None else None
    part = meant.key if meant is not None and meant.fund_part else ""
    first = form.fund_parts.get(key)
    if known is None or known.printed is None or printed is None or part == first or not (part or first):
        if part and (known is None or known.printed is None):
            form.fund_parts[key] = part
        return False
    if not part:
        reader.ledger.put_aside([known.cell], "part_of_fund_source", form.number)
        del form.funding[key], form.fund_parts[key]
        return False
    if first is None:
        reader.ledger.put_aside([cell.cell], "part_of_fund_source", form.number)
        return True
    reader.use([cell], "funding.amount", form)
    form.uncertain_amounts.add(key)
    form.funding[key] = replace(known, amount_yuan=None, unit_printed=None, unit_basis=None)
    message = f"“{first}”和“{part}”属同一资金来源，金额分别印出，没有印出合计，未采用。"
    form.issues.append(Issue("fund_source_is_stated_once", message, (cell.cell, known.cell), printed, known.printed))
    return True


def _scope_beside_first_total(form: FormBuilder, printed: str, label: str) -> str:
    """The scope of a total. Of two that differ the year's is the smaller; the other is the whole term's.

    项目总额 600 before 年度预算 200: the first is taken for the whole term after the fact.
    """
    first = form.funding.get(TOTAL)
    if first is None or first.amount_yuan is None:
        form.total_label = label
        return "unstated"
    annual = is_annual(label)
    if annual == is_annual(form.total_label) or ("total", "whole_term") in form.funding:
        return "unstated"
    try:
        amount = _read(printed, form.form_unit).amount_yuan
    except AmountError:
        return "unstated"
    if amount is None or amount == first.amount_yuan or (amount < first.amount_yuan) != annual:
        return "unstated"
    if not annual:
        return "whole_term"
    form.funding["total", "whole_term"] = replace(form.funding.pop(TOTAL), scope="whole_term")
    form.total_label = label
    return "unstated"


def add_with_parts(
    reader: FormReader, form: FormBuilder, key: tuple[str, str], printed: str, cell: Token, label: Token
) -> None:
    """Record an amount and those that the same cell prints of it in brackets: 69万元（其中：上级资金：60万元；…）."""
    source, scope = key
    add(reader, form, source, scope, printed, cell, label)
    inside = _OF_WHICH.search(printed)
    if inside is None:
        return
    left = []
    parts = _BETWEEN_PARTS.split(inside[2])
    for part in parts:
        found = match_label(part)
        if found is None or found.fund in (None, "total") or not is_amount(found.rest):
            left.append(part)
        else:
            add(reader, form, found.fund or "", scope, found.rest, cell, cell)
    if left and (inside[1] or len(left) < len(parts)):
        form.issues.append(
            Issue("every_cell_is_understood", f"“{'；'.join(left)}”不是认识的资金来源，未采用。", (cell.cell,), printed)
        )


def may_be_one_number(values: Sequence[Token]) -> bool:
    """Whether blanks part words and thousands alike (1 200.00): then it cannot be said which number is printed."""
    return any(
        _BEFORE_THOUSANDS.fullmatch(one.text) and _THOUSANDS.match(other.text) for one, other in pairwise(values)
    )


def add_uncertain(
    reader: FormReader, form: FormBuilder, key: tuple[str, str], parts: Sequence[Token], label: Token
) -> None:
    """Record what is printed for a source without an amount."""
    refuse_parted(reader, form, parts)
    form.uncertain_amounts.add(key)
    printed = " ".join(part.text for part in parts)
    form.funding.setdefault(key, Funding(*key, printed, None, None, parts[0].cell, label.cell, None))


def refuse_parted(reader: FormReader, form: FormBuilder, values: Sequence[Token]) -> None:
    """Refuse words that may be one number or several."""
    printed = " ".join(value.text for value in values)
    reader.refuse(values)
    message = f"金额“{printed}”读不出：空格隔开的可能是一个数，也可能是几个数。"
    form.issues.append(Issue("amount_is_readable", message, tuple(value.cell for value in values), printed))


def forget_blank(form: FormBuilder, key: tuple[str, str]) -> None:
    """Take back that nothing is printed for a source and scope: its amount was found."""
    stated = form.funding.get(key)
    if stated is not None and stated.printed is None:
        del form.funding[key]


def settle(form: FormBuilder) -> None:
    """What only the whole form tells: the unit of amounts above the line with it, and what 预算资金 means."""
    _settle_budget(form)
    if form.form_unit is None:
        return
    for key, row in form.funding.items():
        if row.printed is None or row.amount_yuan is not None or key in form.uncertain_amounts:
            continue
        try:
            amount = _read(row.printed, form.form_unit)
        except AmountError:
            continue
        if amount.amount_yuan is None:
            continue
        form.funding[key] = replace(
            row, unit_printed=amount.unit_printed, amount_yuan=amount.amount_yuan, unit_basis=form.unit_basis
        )
        form.issues = [
            issue
            for issue in form.issues
            if not (issue.rule_code == "amount_unit_is_known" and row.cell in issue.cells)
        ]


def _settle_budget(form: FormBuilder) -> None:
    """预算资金 is the treasury's money beside a total or another source; alone, or above its parts, it is the total."""
    if not form.budget_funds or not {source for source, _ in form.funding} <= _OF_TREASURY:
        return
    for key in form.budget_funds:
        row = form.funding.pop(key)
        form.funding["total", row.scope] = replace(row, fund_source="total")
