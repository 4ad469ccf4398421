"""Amounts that stand below their labels: heads side by side and one amount for each in the row right below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.model.cells import Structure
from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.contents import NUMBER, QUANTITY, content_of
from pipelines.normalise.head_rows import HeadRow
from pipelines.normalise.labels import Label
from pipelines.normalise.money import columns
from pipelines.normalise.money.amounts import add, forget_blank, is_amount, may_be_amount
from pipelines.normalise.money_units import money_unit_in_brackets
from pipelines.normalise.printed import one_line
from pipelines.normalise.rows import Row, Token
from pipelines.normalise.spelling import squash

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

Pending = tuple[Label, Token, str]
"""A head that waits for its amount: the label, the cell that prints it, its scope."""
_SUMS = frozenset({"合计", "总计", "金额合计", "资金合计", "预算合计"})
"""What stands in front of the sums of the amounts of tasks."""


def wait(reader: FormReader, form: FormBuilder, head: HeadRow, at: int, pending: Pending) -> None:
    """A label without an amount beside it: blank, unless the row below brings one amount for each head."""
    label, token, scope = pending
    first, last = head.once(_ends)
    if at == 0 or not form.pending_funds or form.pending_funds[-1][1].cell < first:
        form.pending_funds = []
    form.pending_funds.append(pending)
    form.pending_row_ends = last
    add(reader, form, label.fund or "", scope, None, token, token)


def _ends(head: HeadRow) -> tuple[int, int]:
    """The first and the last printed cell of a row."""
    printed = [token.cell for token in head.row.tokens if token.cell >= 0]
    return printed[0], printed[-1]


def take(reader: FormReader, form: FormBuilder, row: Row, tokens: list[Token]) -> bool:
    """Read a row of amounts that stand below the heads of the row before, and of no earlier one."""
    waiting = form.pending_funds
    if not waiting:
        return columns.take_totals_below(reader, form, row, tokens)
    waiting, in_front = _heads_above(waiting, row.structure, tokens)
    if not waiting or in_front < 0 or tokens[0].cell != form.pending_row_ends + 1:
        return False
    stand_below = [head.column for _, head, _ in waiting] == [token.column for token in tokens[in_front:]]
    no_name = (NUMBER,) if stand_below and row.structure is not Structure.WORDS else (NUMBER, QUANTITY)
    if in_front and (len(waiting) == 1 or content_of(tokens[in_front - 1].text) in no_name):
        return False
    if not all(may_be_amount(token.text) for token in tokens[in_front:]):
        return False
    if in_front:
        # below the heads stand the amounts of each task, their sum last: 金额合计 | 506.5 | 500 | 6.5
        unit = money_unit_in_brackets(tokens[0].text)
        if unit is not None and form.form_unit in (None, unit):
            form.state_unit(unit, "form_unit")
        elif squash(tokens[0].text) not in _SUMS:
            form.pending_row_ends = tokens[-1].cell
            reader.ledger.ignore([token.cell for token in tokens], "amount_by_use", form.number)
            return True
        reader.use(tokens[:in_front], "label", form)
        tokens = tokens[in_front:]
    form.pending_funds = []
    other = "" if len({label.unit for label, *_ in waiting if label.unit}) > 1 else None
    for pending, token in zip(waiting, tokens, strict=True):
        _give(reader, form, pending, token, pending[0].unit or other)
    return True


def _heads_above(waiting: list[Pending], structure: Structure, tokens: list[Token]) -> tuple[list[Pending], int]:
    """The heads that the last cells of a row stand below, and how many cells stand in front of the first head."""
    places = [token.column for token in tokens]
    below = [pending for pending in waiting if pending[1].column in places]
    if len(tokens) < len(waiting) and structure in (Structure.GRID, Structure.ROWS):
        # one of the amounts is blank: the heads say which
        waiting = below if [head.column for _, head, _ in below] == places else waiting
    if len(tokens) >= len(waiting) and structure is Structure.GRID:
        # behind the name of a task one of its amounts may be blank, and the name may end in a number: places decide
        first = min(head.column for _, head, _ in waiting)
        in_front = sum(place < first for place in places)
        if below and in_front and in_front + len(below) == len(tokens):
            return below, in_front
    return waiting, len(tokens) - len(waiting)


def take_in_front(reader: FormReader, form: FormBuilder, row: HeadRow) -> bool:
    """Read the number in front of the first label of a row that stands right below the one head still without its
    amount: 资金总额 | 按收入性质分 / 2,568.36 | 其中：一般公共预算 | 2,368.36.
    """
    waiting = form.pending_funds  # two of the total: 年度预算申请 | 资金总额
    first, behind = row.tokens[0], row.label_at(1)
    if len({(label.fund, scope) for label, _, scope in waiting}) != 1 or row.labels[0] is not None or behind is None:
        return False
    if first.cell != form.pending_row_ends + 1 or content_of(first.text) not in (NUMBER, QUANTITY):
        return False
    if not (behind.fund or behind.spending) or not is_amount(first.text):
        return False
    form.pending_funds = []
    _give(reader, form, waiting[0], first, waiting[0][0].unit)
    return True


def _give(reader: FormReader, form: FormBuilder, pending: Pending, amount: Token, unit: str | None) -> None:
    """Record the amount of a head that waited for it, in place of the blank that was recorded for it."""
    label, head, scope = pending
    source = label.fund or ""
    forget_blank(form, (source, scope))
    reader.use([amount], "funding.amount", form)
    add(reader, form, source, scope, one_line(amount.text), amount, head, unit)
