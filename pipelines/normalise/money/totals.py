"""Which label of a row states the total, and which total: the block's, the year's, the whole term's, a column's."""

from __future__ import annotations

from itertools import pairwise

from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.head_rows import HeadRow
from pipelines.normalise.labels import Label
from pipelines.normalise.money.amounts import is_amount
from pipelines.normalise.money.years import is_annual

COLUMNS_OF_FUNDS = {"预算数": "initial", "本年预算数": "annual", "项目总投资": "whole_term", "项目总额": "whole_term"}
"""Labels of the total that are heads of a column where other such heads stand beside them, by the column's scope."""
_COLUMNS_OF_TOTALS = {"initial": "initial", "adjusted": "adjusted", "executed": "executed"}
"""Heads of columns that, with an amount beside them, state a total: 预算数：65 | 执行数：63.7."""
_PERIODS = (("中期", "mid_term"), ("实施期", "whole_term"), ("项目总预算", "whole_term"), ("项目总投资", "whole_term"))
_SUMS = frozenset({"合计", "总计"})
"""What stands before the sum of the sources above it; 小计 there is that of some of them."""
_SUMS_BEHIND_BLOCK = _SUMS | {"小计"}


def with_block_named(form: FormBuilder | None, labels: list[Label | None]) -> list[Label | None]:
    """The labels of a row in which the name of the money block and its total say what each other is.

    合计 behind the name of the block is the total (预算资金情况 | 合计 | 一般公共预算), so is 合计 below the sources;
    年度预算申请 before 资金总额 is the name of the block.
    """
    found = list(labels)
    first = labels[0]
    is_sum = first is not None and first.ignored_field == "totals" and first.key in _SUMS and not first.rest
    if first is not None and is_sum and form is not None and _waits_for_total(form):
        found[0] = first._replace(fund="total", ignored_field=None)
    for at, (block, label) in enumerate(pairwise(labels), start=1):
        if block is None or label is None or block.rest:
            continue
        if block.section == "money" and label.ignored_field == "totals" and label.key in _SUMS_BEHIND_BLOCK:
            found[at] = label._replace(fund="total", ignored_field=None)
        elif block.fund == label.fund == "total" and not label.rest and _names_block(labels, at - 1, block):
            found[at - 1] = block._replace(fund=None, section="money")
    return found


def _names_block(labels: list[Label | None], at: int, block: Label) -> bool:
    """Whether the first of two totals names the block: 年度预算申请, or one in front of heads of other sources only."""
    if block.key.endswith("申请"):
        return True
    behind = labels[at + 2 :]
    return (
        not at
        and bool(behind)
        and own_scope(block) == "unstated"
        and all(label is not None and not label.rest and label.fund not in (None, "total") for label in behind)
    )


def _waits_for_total(form: FormBuilder) -> bool:
    """Whether sources stand under a head of amounts (资金来源 | 金额), no total yet: 合计 below is the total."""
    return bool(form.money_columns) and not form.indicators and not states_any_total(form)


def states_any_total(form: FormBuilder) -> bool:
    """Whether the form has printed a total of its money, though it may be blank."""
    return any(source == "total" for source, _ in form.funding)


def has_amount_beside(head: HeadRow, at: int) -> bool:
    """Whether an amount is printed behind the money label at ``at`` or in the next cell: then it heads no column."""
    label = head.labels[at]
    if label is None or not (label.fund or label.money_column in _COLUMNS_OF_TOTALS):
        return False
    if label.rest:
        return is_amount(label.rest)
    behind = at + 1
    return behind < len(head.tokens) and head.labels[behind] is None and is_amount(head.tokens[behind].text)


def states_total(head: HeadRow, at: int) -> bool:
    """Whether the head of a column at ``at`` (执行数) stands before its one amount, as a label of the total does."""
    label = head.labels[at]
    return label is not None and label.money_column in _COLUMNS_OF_TOTALS and has_amount_beside(head, at)


def scopes_of_totals(head: HeadRow) -> dict[int, str]:
    """The scope of each total of a row, by its place: 预算数 | 执行数, and the whole term's beside the year's."""
    found = {
        at: label
        for at, label in enumerate(head.labels)
        if label is not None and (label.fund == "total" or states_total(head, at))
    }
    beside_executed = any(label.fund is None for label in found.values())
    scopes = {}
    for at, label in found.items():
        own = own_scope(label)
        if label.fund is None:
            own = _COLUMNS_OF_TOTALS[label.money_column or ""]
        elif own == "unstated" and beside_executed:
            own = COLUMNS_OF_FUNDS.get(label.key, own)
        scopes[at] = own
    plain = [at for at, scope in scopes.items() if scope == "unstated"]
    annual = [at for at in plain if is_annual(head.tokens[at].text)]
    if len(plain) == 2 and len(annual) == 1 and len({has_amount_beside(head, at) for at in plain}) == 1:
        scopes.update((at, "whole_term") for at in plain if at not in annual)
    return scopes


def own_scope(label: Label) -> str:
    """The scope that a label prints itself, in brackets or as its period; else ``unstated``."""
    if label.scope is not None:
        return label.scope
    return next((scope for word, scope in _PERIODS if label.key.startswith(word)), "unstated")
