"""A label of money with its amount or amounts behind it, in the same cell or beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.model.cells import Structure
from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.head_rows import HeadRow
from pipelines.normalise.labels import Label
from pipelines.normalise.money import below, columns
from pipelines.normalise.money.amounts import add_uncertain, add_with_parts, may_be_amount, may_be_one_number
from pipelines.normalise.money.totals import own_scope, scopes_of_totals
from pipelines.normalise.money.years import UNKNOWN_YEAR, other_year_of_label
from pipelines.normalise.printed import one_line
from pipelines.normalise.rows import Token

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader


def take(reader: FormReader, form: FormBuilder, head: HeadRow, at: int, label: Label) -> int:
    """Read the label of a source at ``at`` with its amount or amounts; returns where the next label begins."""
    token = name = head.tokens[at]
    if label.unit is not None:
        form.state_unit(label.unit, "label")
    start = at + 1
    following = head.label_at(start) if not label.rest else None
    if following is not None and following.ignored_field == "totals" and not following.rest:
        name = head.tokens[start]
        reader.use([name], "label", form)
        start += 1
    end = head.next_label(start) if not label.rest else start
    values = head.tokens[start:end]
    other_year = other_year_of_label(head, at, form.fiscal_year or reader.year)
    if other_year:
        _leave(reader, form, other_year, [token, *values])
        return end
    scope = _scope(form, head, at, label)
    if label.rest:
        return _take_glued(reader, form, head, at, label, scope)
    reader.use([token], "label", form)
    if form.money_columns:
        columns.take_row(reader, form, head, label, token, values)
    elif len(values) > 1 and form.header is not None and form.header.has_places:
        reader.refuse(values)  # an amount for each place: none of them is the form's
    elif not values:
        below.wait(reader, form, head, at, (label, name, scope))
    elif head.structure is Structure.WORDS and may_be_one_number(values):
        add_uncertain(reader, form, (label.fund or "total", scope), values, token)
    else:
        reader.use(values[:1], "funding.amount", form)
        reader.refuse(values[1:])
        printed = one_line(values[0].text)
        add_with_parts(reader, form, (label.fund or "total", scope), printed, values[0], token)
    return end


def _take_glued(reader: FormReader, form: FormBuilder, head: HeadRow, at: int, label: Label, scope: str) -> int:
    """Read the amount that the cell of the label prints behind it: 资金总额：3.7万元."""
    token = head.tokens[at]
    key = label.fund or "total", scope
    if head.structure is Structure.WORDS:
        parts = [token._replace(text=label.rest), *head.tokens[at + 1 : head.next_label(at + 1)]]
        if may_be_one_number(parts):
            add_uncertain(reader, form, key, parts, token)
            return at + len(parts)
    reader.use([token], "funding.amount", form)
    add_with_parts(reader, form, key, label.rest, token, token)
    return at + 1


def _leave(reader: FormReader, form: FormBuilder, other_year: str, cells: list[Token]) -> None:
    """Another year's money is ignored by name; what may be the form's own or not is refused."""
    if other_year == UNKNOWN_YEAR:
        reader.refuse(cells)
    else:
        reader.ledger.ignore([token.cell for token in cells], f"money_{other_year}", form.number)


def _scope(form: FormBuilder, head: HeadRow, at: int, label: Label) -> str:
    """The scope of the label's amount: its own, or that of the total below which it stands."""
    if label.fund in (None, "total") and not form.money_columns:
        form.fund_scopes = head.once(_places_of_totals)
        return head.once(scopes_of_totals)[at]
    own = own_scope(label)
    if own != "unstated" or label.fund == "total":
        return own
    half = _half(form, head, at, label)
    return form.fund_scopes[half][0] if half < len(form.fund_scopes) else own


def _half(form: FormBuilder, head: HeadRow, at: int, label: Label) -> int:
    """Below which of the totals that stand side by side a label stands: by its count in the row, alone by its place."""
    same = head.once(_places_of_sources)[label.fund]
    if len(same) == 1 and head.structure in (Structure.GRID, Structure.ROWS):
        places = [column for _, column in form.fund_scopes]
        if head.tokens[at].column in places:
            return places.index(head.tokens[at].column)
    return same[at]


def _places_of_totals(head: HeadRow) -> list[tuple[str, int]]:
    """The scope and column of each of several totals; empty for a lone one."""
    totals = head.once(scopes_of_totals)
    return [(scope, head.tokens[place].column) for place, scope in totals.items()] if len(totals) > 1 else []


def _places_of_sources(head: HeadRow) -> dict[str | None, dict[int, int]]:
    """The places of the labels of each source, and the how-manyth of them each is."""
    found: dict[str | None, dict[int, int]] = {}
    for place, label in enumerate(head.labels):
        if label is not None:
            same = found.setdefault(label.fund, {})
            same[place] = len(same)
    return found


def ignore_rate(reader: FormReader, form: FormBuilder, head: HeadRow, at: int, label: Label) -> int:
    """The number beside the head of a column that holds no amounts (执行率 | 98%) is ignored by name."""
    behind = at + 1
    if label.rest or label.money_column in columns.SCOPES or behind >= len(head.tokens):
        return behind
    value = head.tokens[behind]
    if head.labels[behind] is not None or not may_be_amount(value.text):
        return behind
    reader.ledger.ignore([value.cell], f"money_{label.money_column}", form.number)
    return behind + 1


def ignore_spending(reader: FormReader, form: FormBuilder, head: HeadRow, at: int, label: Label) -> int:
    """Amounts by use (基本支出, 项目支出) are no sources of money: ignored by name with their label."""
    if label.spending in ("by_income", "by_spending"):
        reader.use([head.tokens[at]], "label", form)
        return at + 1
    end = head.next_label(at + 1)
    reader.ledger.ignore([token.cell for token in head.tokens[at:end]], "amount_by_use", form.number)
    return end
