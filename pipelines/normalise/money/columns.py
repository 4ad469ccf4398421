"""Tables of amounts: heads of columns (年初预算数 | 全年预算数 | 全年执行数) and each source's amounts under them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelines.model.cells import Structure
from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.head_rows import HeadRow
from pipelines.normalise.labels import Label, is_year, match_label
from pipelines.normalise.money.amounts import TOTAL, add, forget_blank, may_be_amount, may_be_one_number, refuse_parted
from pipelines.normalise.money.totals import COLUMNS_OF_FUNDS, has_amount_beside, own_scope
from pipelines.normalise.money.units import one_unit
from pipelines.normalise.money.years import UNKNOWN_YEAR, column_of_year, years_of_heads
from pipelines.normalise.printed import one_line
from pipelines.normalise.rows import Row, Token

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

SCOPES = {
    "initial": "initial",
    "adjusted": "adjusted",
    "executed": "executed",
    "amount": "unstated",
    "this_year": "annual",
    "annual": "annual",
    "whole_term": "whole_term",
}
"""The columns whose amounts are taken, and their scope. What stands under others is ignored by their name."""
Column = tuple[str, Token]
"""Which amounts stand under a head, and the head."""
_LONGEST_AMOUNT = 20
"""What is longer behind the amounts of a row is an instruction of the form."""


def take_heads(reader: FormReader, head: HeadRow) -> bool:
    """Read a row of heads under which amounts stand: 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分."""
    years = years_of_heads(head.tokens)
    if not years and not any(label is not None and _is_head_of_amounts(label) for label in head.labels):
        return False
    if any(has_amount_beside(head, at) for at in range(len(head.tokens))):
        return False
    first = next((label for label in head.labels if label is not None), None)
    columns = _columns(reader, head, years)
    if first is None or not _hold_amounts(columns, len(head.tokens)):
        return False
    form = reader.form_for_head(first)
    form.money_columns = columns
    form.pending_row_ends = head.tokens[-1].cell
    form.pending_funds = []
    form.fund_scopes = []
    units = {label.unit for label in head.labels if label is not None and label.unit}
    if len(units) == 1:
        form.state_unit(units.pop(), "form_unit")
    inside: list[Token] = []
    for token, label in zip(head.tokens, head.labels, strict=True):
        if label is not None or token.cell in years:
            reader.use([token], "label", form)
        else:
            inside.append(token)
        if label is not None and label.fund is not None and not _is_head_of_amounts(label):
            add(reader, form, label.fund, own_scope(label), None, token, token)
    reader.refuse(inside)
    return True


def _is_head_of_amounts(label: Label) -> bool:
    return bool(label.money_column) or label.key in COLUMNS_OF_FUNDS


def _columns(reader: FormReader, head: HeadRow, years: Mapping[int, int]) -> list[Column]:
    """The heads of a row that are heads of columns of money, each with what stands under it."""
    fiscal_year = (reader.form.fiscal_year if reader.form is not None else None) or reader.year
    all_years = set(years.values())
    heads = [
        (column_of_year(_money_column(token, label), years.get(token.cell), all_years, fiscal_year), token)
        for token, label in zip(head.tokens, head.labels, strict=True)
    ]
    return [(column, token) for column, token in heads if column]


def _money_column(token: Token, label: Label | None) -> str:
    """Which amounts stand under a head, empty where it heads none."""
    if label is None:
        return "this_year" if is_year(token.text) else ""
    return "" if label.rest else label.money_column or COLUMNS_OF_FUNDS.get(label.key, "")


def _hold_amounts(columns: list[Column], width: int) -> bool:
    """Whether heads are those of amounts: two columns, or the one of a narrow row, that of 金额 alone."""
    amounts = [column for column, _ in columns if column in SCOPES or column == UNKNOWN_YEAR]
    if len(columns) < 2:
        return amounts == ["amount"] and width <= 3
    return bool(amounts)


def take_totals_below(reader: FormReader, form: FormBuilder, row: Row, tokens: list[Token]) -> bool:
    """Read the numbers right below money columns without a name in front of them: the totals. Each under its head."""
    columns = form.money_columns
    under = {token.column: token for token in tokens}
    if not columns or tokens[0].cell != form.pending_row_ends + 1:
        return False
    if row.structure not in (Structure.GRID, Structure.ROWS) and len(tokens) != len(columns):
        return False
    if not {token.column for token in tokens} <= {head.column for _, head in columns}:
        return False
    if not all(may_be_amount(token.text) for token in tokens):
        return False
    if any(column == UNKNOWN_YEAR for column, _ in columns):
        return False
    forget_blank(form, TOTAL)
    for column, head in columns:
        token = under.get(head.column)
        scope = SCOPES.get(column)
        if token is not None and scope is not None:
            reader.use([token], "funding.amount", form)
            add(reader, form, "total", scope, one_line(token.text), token, head)
        elif token is not None:
            reader.ledger.ignore([token.cell], f"money_{column}", form.number)
    return True


def take_row(
    reader: FormReader, form: FormBuilder, row: HeadRow, label: Label, token: Token, values: list[Token]
) -> None:
    """Read the amounts of one source under the money columns."""
    columns = form.money_columns
    if row.structure is Structure.WORDS and len(values) > len(columns) and may_be_one_number(values):
        refuse_parted(reader, form, values)
        return
    stand = _amounts_under(row.row, token, values, columns)
    first = next((column for column in columns if column[0] in SCOPES), None)
    for column, value in zip(columns, stand, strict=True):
        scope = SCOPES.get(column[0])
        if scope is None:
            if value is not None and column[0] == UNKNOWN_YEAR:
                reader.refuse([value])
            elif value is not None:
                reader.ledger.ignore([value.cell], f"money_{column[0]}", form.number)
            continue
        if value is None:
            if column is first or scope == "unstated":
                add(reader, form, label.fund or "", scope, None, token, token)
            continue
        reader.use([value], "funding.amount", form)
        head = match_label(column[1].text)
        unit = one_unit(head.unit if head is not None else None, label.unit)
        add(reader, form, label.fund or "", scope, one_line(value.text), value, token, unit)
    taken = {value.cell for value in stand if value is not None}
    left = [value for value in values if value.cell not in taken]
    hints = [value for value in left if len(value.text) > _LONGEST_AMOUNT]
    reader.ledger.ignore([value.cell for value in hints], "form_hint", form.number)
    reader.refuse([value for value in left if value not in hints])


def _amounts_under(row: Row, label: Token, values: list[Token], columns: list[Column]) -> list[Token | None]:
    """The amount under each money column, None where it is blank."""
    # A label below a head stands where an amount would: then the heads do not stand over their amounts.
    beneath = any(
        head.column < label.column + label.span and label.column < head.column + head.span for _, head in columns
    )
    by_place = {value.column: value for value in values}
    if row.structure is Structure.GRID and not beneath:
        found = [_first_below(head, by_place) for _, head in columns]
        if any(found) or not values:
            return found
    elif row.structure is Structure.ROWS and values and not beneath:
        # A label over two columns leaves a blank behind it: where each amount stands under a head, that decides.
        exact = [by_place.get(head.column) for _, head in columns]
        if sum(value is not None for value in exact) == len(values):
            return exact
    in_order: list[Token | None] = list(values)
    if row.structure in (Structure.SEQUENCE, Structure.ROWS) or (row.structure is Structure.GRID and beneath):
        in_order = _behind(row, label, values)
        if row.structure is not Structure.SEQUENCE and len(values) == len(columns):
            in_order = list(values)
        while len(in_order) > len(columns) and in_order[-1] is None:
            in_order.pop()
        if row.structure is Structure.GRID and len(in_order) != len(columns):
            return [None] * len(columns)
        if row.structure is Structure.ROWS and len(in_order) > len(columns):
            in_order = list(values)
    return (in_order + [None] * len(columns))[: len(columns)]


def _first_below(head: Token, by_place: Mapping[int, Token]) -> Token | None:
    return next((by_place[place] for place in by_place if head.column <= place < head.column + head.span), None)


def _behind(row: Row, label: Token, values: list[Token]) -> list[Token | None]:
    """The cells behind a label up to the last of its amounts, None for those that are blank."""
    start = next(at for at, token in enumerate(row.tokens) if token.cell == label.cell) + 1
    cells = {value.cell for value in values}
    behind: list[Token | None] = []
    for token in row.tokens[start:]:
        if token.cell >= 0 and token.cell not in cells:
            break
        behind.append(token if token.cell >= 0 else None)
    return behind
