"""Money of a form's head: a label and its amount, one below several heads, or a table of amounts under columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.model.cells import Structure
from pipelines.model.records import Funding, Issue
from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.contents import NUMBER, PLACEHOLDER, QUANTITY, content_of, is_placeholder
from pipelines.normalise.labels import (
    Label,
    is_year,
    match_label,
    money_unit_behind,
    money_unit_in_brackets,
    next_label,
)
from pipelines.normalise.printed import one_line
from pipelines.normalise.rows import Row, Token
from pipelines.normalise.spelling import squash
from pipelines.normalise.targets import AmountError, parse_amount

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

_PERIODS = (("中期", "mid_term"), ("实施期", "whole_term"), ("项目总预算", "whole_term"), ("项目总投资", "whole_term"))
_AMOUNT_COLUMNS = {
    "initial": "initial",
    "adjusted": "adjusted",
    "executed": "executed",
    "amount": "unstated",
    "this_year": "annual",
    "annual": "annual",
    "whole_term": "whole_term",
}
_MONEY_LABELS_OF_FUNDS = {
    "预算数": "initial",
    "本年预算数": "annual",
    "项目总投资": "whole_term",
    "项目总额": "whole_term",
}


_SUMS = frozenset({"合计", "总计"})
"""What stands before the sum of the sources above it; 小计 there is that of some of them."""
_SUMS_BEHIND_BLOCK = _SUMS | {"小计"}
_SUMS_OF_TASKS = _SUMS | {"金额合计", "资金合计", "预算合计"}
_YEAR = re.compile(r"(20\d\d)年")
_YEAR_AHEAD = re.compile(r"(?:其中[:,、]?)?(20\d\d)年")
_ANNUAL = re.compile(r"[^\u4e00-\u9fff\d]*(?:其中|.{0,6}(?:20\d\d年|年度|当年|本年))")
"""What marks the smaller of two totals side by side: the year's share of the whole term's."""
_WHOLE_COLUMNS = {"initial": "initial", "adjusted": "adjusted", "executed": "executed"}
"""Heads of columns that, with an amount beside them, state a total: 预算数：65 | 执行数：63.7."""
_OF_WHICH = re.compile(r"[(（]\s*(其中\s*[:：,，]?)?(.+)[)）]\s*$", re.DOTALL)
_BETWEEN_PARTS = re.compile(r"[;；、]|[,，](?!\d{3}(?!\d))")
_TOTAL = ("total", "unstated")
_BEFORE_THOUSANDS, _THOUSANDS = re.compile(r"\d{1,3}"), re.compile(r"\d{3}(?!\d)")
_IN_GROUPS = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?(?: ?(?:亿元|万元|千元|元))?")
"""1 234.50 in a cell of its own is one number."""
_LONGEST_HEAD, _LONGEST_AMOUNT = 16, 32
_FEWEST = 2
_UNKNOWN_YEAR = "unknown_year"
"""Of two years side by side, neither is said to be the form's own."""

_amount = lru_cache(maxsize=16384)(parse_amount)


def take_columns(reader: FormReader, tokens: list[Token], labels: Sequence[Label | None]) -> bool:
    """Read a row of heads under which amounts stand: 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分."""
    years = _years(tokens)
    if not years and not any(
        label is not None and (label.money_column or label.key in _MONEY_LABELS_OF_FUNDS) for label in labels
    ):
        return False
    if any(has_amount_beside(tokens, labels, at) for at in range(len(tokens))):
        return False
    fiscal_year = (reader.form.fiscal_year if reader.form is not None else None) or reader.year
    heads = [
        (_column_of_year(_money_column(token, label), years.get(token.cell), set(years.values()), fiscal_year), token)
        for token, label in zip(tokens, labels, strict=True)
    ]
    known = [(column, token) for column, token in heads if column]
    amounts = [column for column, _ in known if column in _AMOUNT_COLUMNS or column == _UNKNOWN_YEAR]
    if not amounts or (len(known) < 2 and amounts != ["amount"]):
        return False
    if len(known) < 2 and len(tokens) > 3:
        return False
    first = next((label for label in labels if label is not None), None)
    if first is None:
        return False
    form = reader.form_for_head(first)
    units = {label.unit for label in labels if label is not None and label.unit}
    inside: list[Token] = []
    waiting: list[tuple[Label, Token]] = []
    for token, label in zip(tokens, labels, strict=True):
        if label is None:
            if token.cell in years:
                reader.use([token], "label", form)
            else:
                inside.append(token)
            continue
        if label.unit is not None and len(units) == 1:
            form.form_unit, form.unit_basis = label.unit, "form_unit"
        if label.fund is not None and not label.money_column and label.key not in _MONEY_LABELS_OF_FUNDS:
            waiting.append((label, token))
        reader.use([token], "label", form)
    form.money_columns = known
    form.pending_row_ends = tokens[-1].cell
    form.pending_funds = []
    form.fund_scopes = []
    for label, token in waiting:
        add(reader, form, label.fund or "", _scope(label, form, 0), None, token, token)
    reader.refuse(inside)
    return True


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
        elif block.fund == label.fund == "total" and block.key.endswith("申请") and not label.rest:
            found[at - 1] = block._replace(fund=None, section="money")
    return found


def _waits_for_total(form: FormBuilder) -> bool:
    """Whether sources stand under a head of amounts (资金来源 | 金额), no total yet: 合计 below is the total."""
    return bool(form.money_columns) and not form.indicators and all(source != "total" for source, _ in form.funding)


def has_amount_beside(tokens: list[Token], labels: Sequence[Label | None], at: int) -> bool:
    """Whether an amount is printed behind the money label at ``at`` or in the next cell: then it heads no column."""
    label = labels[at]
    if label is None or not (label.fund or label.money_column in _WHOLE_COLUMNS):
        return False
    if label.rest:
        return _is_amount(label.rest)
    behind = at + 1
    return behind < len(tokens) and labels[behind] is None and _is_amount(tokens[behind].text)


def _is_amount(text: str) -> bool:
    """True for 65, 3.7万元 and 0; not for 2022年 or 98%."""
    try:
        return len(text) <= _LONGEST_AMOUNT and _amount(text, "元").amount_yuan is not None
    except AmountError:
        return False


def states_total(tokens: list[Token], labels: Sequence[Label | None], at: int) -> bool:
    """Whether the head of a column at ``at`` (执行数) stands before its one amount, as a label of the total does."""
    label = labels[at]
    return label is not None and label.money_column in _WHOLE_COLUMNS and has_amount_beside(tokens, labels, at)


def take_unit(form: FormBuilder, tokens: list[Token], labels: Sequence[Label | None]) -> bool:
    """Read the unit in brackets behind the unknown name of a money block, right before a label: 某金额（万元）."""
    if labels[0] is not None or len(tokens) < 2 or labels[1] is None:
        return False
    label = labels[1]
    unit = money_unit_behind(tokens[0].text) if len(tokens[0].text) <= _LONGEST_HEAD * 2 else None
    if unit is None or content_of(tokens[0].text) in (NUMBER, QUANTITY):
        return False
    if not (label.fund or label.money_column or label.ignored_field == "totals"):
        return False
    form.form_unit, form.unit_basis = unit, "form_unit"
    return True


def take_lone_unit(form: FormBuilder, tokens: list[Token]) -> bool:
    """Read a unit alone in its row, below the name of the block that it broke off from: 项目资金 / （万元）."""
    unit = money_unit_in_brackets(tokens[0].text) if len(tokens) == 1 else None
    if unit is None or not form.funding or form.indicators or form.form_unit not in (None, unit):
        return False
    form.form_unit, form.unit_basis = unit, "form_unit"
    return True


def _years(tokens: list[Token]) -> dict[int, int]:
    """The year that each head names, by its cell, where heads of different years stand side by side; else empty."""
    if len(tokens) < 2:
        return {}
    found = {
        token.cell: year
        for token in tokens
        if len(token.text) <= _LONGEST_HEAD and (year := _year_in_head(token.text)) is not None
    }
    return found if len(set(found.values())) > 1 else {}


@lru_cache(maxsize=8192)
def _year_in_head(text: str) -> int | None:
    year = _YEAR.search(squash(text))
    return int(year[1]) if year is not None else None


def _money_column(token: Token, label: Label | None) -> str:
    """Which amounts stand under a head, empty where it heads none."""
    if label is None:
        return "this_year" if is_year(token.text) else ""
    return "" if label.rest else label.money_column or _MONEY_LABELS_OF_FUNDS.get(label.key, "")


def _column_of_year(column: str, year: int | None, years: set[int], fiscal_year: int | None) -> str:
    """The column again, or what it is when it stands for another year than the form's own."""
    if not column or year is None or year == fiscal_year:
        return column
    if fiscal_year is None or fiscal_year not in years:
        return _UNKNOWN_YEAR
    return _of_year(year, fiscal_year)


def _of_year(year: int, fiscal_year: int) -> str:
    """Whose money that of a year is which is not the form's own."""
    return "previous_year" if year < fiscal_year else "later_year"


def take_fund(
    reader: FormReader, form: FormBuilder, row: Row, tokens: list[Token], labels: Sequence[Label | None], at: int
) -> int:
    """Read the fund label at ``at`` with its amount or amounts; returns where the next label begins."""
    label, token = labels[at], tokens[at]
    if label is None:
        return at + 1
    if label.unit is not None:
        form.form_unit, form.unit_basis = label.unit, "label"
    start = at + 1
    head = token
    following = labels[start] if start < len(labels) and not label.rest else None
    if following is not None and following.ignored_field == "totals" and not following.rest:
        reader.use([tokens[start]], "label", form)
        head = tokens[start]
        start += 1
    end = next_label(labels, start)
    values = tokens[start:end] if not label.rest else []
    other_year = _of_other_year(reader, form, tokens, labels, at)
    if other_year:
        cells = [token, *values]
        if other_year == _UNKNOWN_YEAR:
            reader.refuse(cells)
        else:
            reader.ledger.ignore([c.cell for c in cells], f"money_{other_year}", form.number)
        return at + 1 if label.rest else end
    source = label.fund or "total"
    if source == "total" and not form.money_columns:
        totals = _totals(tokens, labels)
        form.fund_scopes = [(scope, tokens[place].column) for place, scope in totals.items()] if len(totals) > 1 else []
        scope = totals[at]
    else:
        scope = _scope(label, form, _half(form, row, tokens, labels, at))
    if label.rest and row.structure is Structure.WORDS:
        parts = [token._replace(text=label.rest), *tokens[at + 1 : next_label(labels, at + 1)]]
        if _may_be_one_number(parts):
            _add_uncertain(reader, form, (source, scope), parts, token)
            return at + len(parts)
    if label.rest:
        reader.use([token], "funding.amount", form)
        _add_with_parts(reader, form, source, scope, label.rest, token, token)
        return at + 1
    reader.use([token], "label", form)
    if form.money_columns:
        _take_row(reader, form, row, label, token, values)
        return end
    if not values:
        _wait(reader, form, row, label, head, at, scope)
        return end
    if row.structure is Structure.WORDS and _may_be_one_number(values):
        _add_uncertain(reader, form, (source, scope), values, token)
        return end
    reader.use(values[:1], "funding.amount", form)
    reader.refuse(values[1:])
    _add_with_parts(reader, form, source, scope, one_line(values[0].text), values[0], token)
    return end


def _may_be_one_number(values: Sequence[Token]) -> bool:
    """Whether blanks part words and thousands alike (1 200.00): then it cannot be said which number is printed."""
    return any(
        _BEFORE_THOUSANDS.fullmatch(one.text) and _THOUSANDS.match(other.text) for one, other in pairwise(values)
    )


def _refuse_parted(reader: FormReader, form: FormBuilder, values: Sequence[Token]) -> None:
    printed = " ".join(value.text for value in values)
    reader.refuse(values)
    message = f"金额“{printed}”读不出：空格隔开的可能是一个数，也可能是几个数。"
    form.issues.append(Issue("amount_is_readable", message, tuple(value.cell for value in values), printed))


def _add_uncertain(
    reader: FormReader, form: FormBuilder, key: tuple[str, str], parts: Sequence[Token], label: Token
) -> None:
    """Record what is printed for a source without an amount."""
    _refuse_parted(reader, form, parts)
    form.uncertain_amounts.add(key)
    printed = " ".join(part.text for part in parts)
    form.funding.setdefault(key, Funding(*key, printed, None, None, parts[0].cell, label.cell, None))


def _of_other_year(
    reader: FormReader, form: FormBuilder, tokens: list[Token], labels: Sequence[Label | None], at: int
) -> str:
    """Which year's money a label names when it is not the form's own (2023年预算), else empty. 结转 is this year's."""
    label = labels[at]
    year = _YEAR_AHEAD.match(squash(tokens[at].text))
    if year is None or label is None or label.fund == "carry_over":
        return ""
    years = {
        int(found[1])
        for token, other in zip(tokens, labels, strict=True)
        if other is not None and other.fund and (found := _YEAR_AHEAD.match(squash(token.text)))
    }
    fiscal_year = form.fiscal_year or reader.year
    if fiscal_year is None:
        return _UNKNOWN_YEAR if len(years) > 1 else ""
    return "" if int(year[1]) == fiscal_year else _of_year(int(year[1]), fiscal_year)


def _totals(tokens: list[Token], labels: Sequence[Label | None]) -> dict[int, str]:
    """The scope of each total of a row, by its place: 预算数 | 执行数, and the whole term's beside the year's."""
    found = {
        at: label
        for at, label in enumerate(labels)
        if label is not None and (label.fund == "total" or states_total(tokens, labels, at))
    }
    beside_executed = any(label.fund is None for label in found.values())
    scopes = {}
    for at, label in found.items():
        own = _own_scope(label)
        if label.fund is None:
            own = _WHOLE_COLUMNS[label.money_column or ""]
        elif own == "unstated" and beside_executed:
            own = _MONEY_LABELS_OF_FUNDS.get(label.key, own)
        scopes[at] = own
    plain = [at for at, scope in scopes.items() if scope == "unstated"]
    annual = [at for at in plain if _is_annual(tokens[at].text)]
    if len(plain) == 2 and len(annual) == 1 and len({has_amount_beside(tokens, labels, at) for at in plain}) == 1:
        scopes.update((at, "whole_term") for at in plain if at not in annual)
    return scopes


def _is_annual(text: str) -> bool:
    return _ANNUAL.match(squash(text)) is not None


def _add_with_parts(
    reader: FormReader, form: FormBuilder, source: str, scope: str, printed: str, cell: Token, label: Token
) -> None:
    """Record an amount and those that the same cell prints of it in brackets: 69万元（其中：上级资金：60万元；…）."""
    add(reader, form, source, scope, printed, cell, label)
    inside = _OF_WHICH.search(printed)
    if inside is None:
        return
    left = []
    parts = _BETWEEN_PARTS.split(inside[2])
    for part in parts:
        found = match_label(part)
        if found is None or found.fund in (None, "total") or not _is_amount(found.rest):
            left.append(part)
        else:
            add(reader, form, found.fund or "", scope, found.rest, cell, cell)
    if left and (inside[1] or len(left) < len(parts)):
        form.issues.append(
            Issue("every_cell_is_understood", f"“{'；'.join(left)}”不是认识的资金来源，未采用。", (cell.cell,), printed)
        )


def _wait(
    reader: FormReader,
    form: FormBuilder,
    row: Row,
    label: Label,
    token: Token,
    at: int,
    scope: str,
) -> None:
    """A label without an amount beside it: blank, unless the row below brings one amount for each head."""
    printed = [place.cell for place in row.tokens if place.cell >= 0]
    if at == 0 or not form.pending_funds or form.pending_funds[-1][1].cell < printed[0]:
        form.pending_funds = []
    form.pending_funds.append((label, token, scope))
    form.pending_row_ends = printed[-1]
    add(reader, form, label.fund or "", scope, None, token, token)


def take_amounts_below(reader: FormReader, form: FormBuilder, row: Row, tokens: list[Token]) -> bool:
    """Read a row of amounts that stand below the heads of the row before, and of no earlier one."""
    waiting = form.pending_funds
    if not waiting:
        return _take_totals_below(reader, form, row, tokens)
    if waiting and len(tokens) < len(waiting) and row.structure in (Structure.GRID, Structure.ROWS):
        # one of the amounts is blank: the heads say which
        places = {token.column for token in tokens}
        below = [pending for pending in waiting if pending[1].column in places]
        waiting = below if [head.column for _, head, _ in below] == [token.column for token in tokens] else waiting
    in_front = len(tokens) - len(waiting)
    if row.structure is Structure.GRID and in_front >= 0:
        # behind the name of a task one of its amounts may be blank, and the name may end in a number: places decide
        waiting, in_front = _below_heads(waiting, tokens)
    if not waiting or in_front < 0 or tokens[0].cell != form.pending_row_ends + 1:
        return False
    stand_below = [head.column for _, head, _ in waiting] == [token.column for token in tokens[in_front:]]
    no_name = (NUMBER,) if stand_below and row.structure is not Structure.WORDS else (NUMBER, QUANTITY)
    if in_front and (len(waiting) == 1 or content_of(tokens[in_front - 1].text) in no_name):
        return False
    if not all(content_of(token.text) in (NUMBER, QUANTITY, PLACEHOLDER) for token in tokens[in_front:]):
        return False
    if in_front:
        # below the heads stand the amounts of each task, their sum last: 金额合计 | 506.5 | 500 | 6.5
        unit = money_unit_in_brackets(tokens[0].text)
        if unit is not None and form.form_unit in (None, unit):
            form.form_unit, form.unit_basis = unit, "form_unit"
        elif squash(tokens[0].text) not in _SUMS_OF_TASKS:
            form.pending_row_ends = tokens[-1].cell
            reader.ledger.ignore([token.cell for token in tokens], "amount_by_use", form.number)
            return True
        reader.use(tokens[:in_front], "label", form)
        tokens = tokens[in_front:]
    form.pending_funds = []
    other = "" if len({label.unit for label, *_ in waiting if label.unit}) > 1 else None
    for (label, head, scope), token in zip(waiting, tokens, strict=True):
        stated = form.funding.get((label.fund or "", scope))
        if stated is not None and stated.printed is None:
            del form.funding[label.fund or "", scope]
        reader.use([token], "funding.amount", form)
        add(reader, form, label.fund or "", scope, one_line(token.text), token, head, label.unit or other)
    return True


def _below_heads(
    waiting: list[tuple[Label, Token, str]], tokens: list[Token]
) -> tuple[list[tuple[Label, Token, str]], int]:
    """The heads with a cell of the row right below them, and how many cells stand in front of the first head."""
    first = min(head.column for _, head, _ in waiting)
    places = {token.column for token in tokens}
    below = [pending for pending in waiting if pending[1].column in places]
    in_front = sum(token.column < first for token in tokens)
    if below and in_front and in_front + len(below) == len(tokens):
        return below, in_front
    return waiting, len(tokens) - len(waiting)


def take_amount_in_front(
    reader: FormReader, form: FormBuilder, tokens: list[Token], labels: Sequence[Label | None]
) -> bool:
    """Read the number in front of the first label of a row that stands right below the one head still without its
    amount: 资金总额 | 按收入性质分 / 2,568.36 | 其中：一般公共预算 | 2,368.36.
    """
    waiting = form.pending_funds  # two of the total: 年度预算申请 | 资金总额
    if (
        len({(label.fund, scope) for label, _, scope in waiting}) != 1
        or len(labels) < _FEWEST
        or labels[0] is not None
        or labels[1] is None
    ):
        return False
    if tokens[0].cell != form.pending_row_ends + 1 or content_of(tokens[0].text) not in (NUMBER, QUANTITY):
        return False
    if not (labels[1].fund or labels[1].spending) or not _is_amount(tokens[0].text):
        return False
    label, head, scope = waiting[0]
    form.pending_funds = []
    stated = form.funding.get((label.fund or "", scope))
    if stated is not None and stated.printed is None:
        del form.funding[label.fund or "", scope]
    reader.use(tokens[:1], "funding.amount", form)
    add(reader, form, label.fund or "", scope, one_line(tokens[0].text), tokens[0], head, label.unit)
    return True


def _take_totals_below(reader: FormReader, form: FormBuilder, row: Row, tokens: list[Token]) -> bool:
    """Read the numbers right below money columns without a name in front of them: the totals. Each under its head."""
    columns = form.money_columns
    under = {token.column: token for token in tokens}
    if not columns or tokens[0].cell != form.pending_row_ends + 1:
        return False
    if row.structure not in (Structure.GRID, Structure.ROWS) and len(tokens) != len(columns):
        return False
    if not {token.column for token in tokens} <= {head.column for _, head in columns}:
        return False
    if not all(content_of(token.text) in (NUMBER, QUANTITY, PLACEHOLDER) for token in tokens):
        return False
    if any(column == _UNKNOWN_YEAR for column, _ in columns):
        return False
    stated = form.funding.get(_TOTAL)
    if stated is not None and stated.printed is None:
        del form.funding[_TOTAL]
    for column, head in columns:
        token = under.get(head.column)
        scope = _AMOUNT_COLUMNS.get(column)
        if token is not None and scope is not None:
            reader.use([token], "funding.amount", form)
            add(reader, form, "total", scope, one_line(token.text), token, head)
        elif token is not None:
            reader.ledger.ignore([token.cell], f"money_{column}", form.number)
    return True


def _take_row(reader: FormReader, form: FormBuilder, row: Row, label: Label, token: Token, values: list[Token]) -> None:
    """Read the amounts of one source under the money columns."""
    columns = form.money_columns
    if row.structure is Structure.WORDS and len(values) > len(columns) and _may_be_one_number(values):
        _refuse_parted(reader, form, values)
        return
    stand = _stand(row, token, values, columns)
    first = next((column for column in columns if column[0] in _AMOUNT_COLUMNS), None)
    for column, value in zip(columns, stand, strict=True):
        scope = _AMOUNT_COLUMNS.get(column[0])
        if scope is None:
            if value is not None and column[0] == _UNKNOWN_YEAR:
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
    hints = [value for value in left if len(value.text) > 20]
    reader.ledger.ignore([value.cell for value in hints], "form_hint", form.number)
    reader.refuse([value for value in left if value not in hints])


def _stand(row: Row, token: Token, values: list[Token], columns: list[tuple[str, Token]]) -> list[Token | None]:
    """The amount under each money column, None where it is blank."""
    places = list(row.tokens)
    # A label below a head stands where an amount would: then the heads do not stand over their amounts.
    beneath = any(
        head.column < token.column + token.span and token.column < head.column + head.span for _, head in columns
    )
    if row.structure is Structure.GRID and not beneath:
        by_place = {value.column: value for value in values}
        found: list[Token | None] = []
        for _, head in columns:
            under = [v for place, v in by_place.items() if head.column <= place < head.column + head.span]
            found.append(under[0] if under else None)
        if any(found) or not values:
            return found
    if row.structure is Structure.ROWS and values and not beneath:
        # A label over two columns leaves a blank behind it: where each amount stands under a head, that decides.
        under_heads = {value.column: value for value in values}
        exact = [under_heads.get(head.column) for _, head in columns]
        if sum(value is not None for value in exact) == len(values):
            return exact
    if row.structure in (Structure.SEQUENCE, Structure.ROWS) or (row.structure is Structure.GRID and beneath):
        start = next(at for at, t in enumerate(places) if t.cell == token.cell) + 1
        stop = start
        while stop < len(places) and (places[stop].cell < 0 or any(places[stop].cell == v.cell for v in values)):
            stop += 1
        cells: list[Token | None] = [t if t.cell >= 0 else None for t in places[start:stop]]
        if row.structure is not Structure.SEQUENCE and len(values) == len(columns):
            cells = list(values)
        while len(cells) > len(columns) and cells[-1] is None:
            cells.pop()
        if row.structure is Structure.GRID and len(cells) != len(columns):
            return [None] * len(columns)
        if row.structure is Structure.ROWS and len(cells) > len(columns):
            cells = list(values)
        return (cells + [None] * len(columns))[: len(columns)]
    return (list(values) + [None] * len(columns))[: len(columns)]


def settle(form: FormBuilder) -> None:
    """Amounts that stood above the line with their unit: read them again now that the unit is known."""
    if form.form_unit is None:
        return
    for key, row in form.funding.items():
        if row.printed is None or row.amount_yuan is not None or key in form.uncertain_amounts:
            continue
        try:
            amount = parse_amount(row.printed, form.form_unit)
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


def ignore_rate(
    reader: FormReader, form: FormBuilder, tokens: list[Token], labels: Sequence[Label | None], at: int
) -> int:
    """The number beside the head of a column that holds no amounts (执行率 | 98%) is ignored by name."""
    label, behind = labels[at], at + 1
    if label is None or label.rest or label.money_column in _AMOUNT_COLUMNS or behind >= len(tokens):
        return behind
    if labels[behind] is not None or content_of(tokens[behind].text) not in (NUMBER, QUANTITY, PLACEHOLDER):
        return behind
    reader.ledger.ignore([tokens[behind].cell], f"money_{label.money_column}", form.number)
    return behind + 1


def ignore_spending(
    reader: FormReader, form: FormBuilder, tokens: list[Token], labels: Sequence[Label | None], at: int
) -> int:
    """Amounts by use (基本支出, 项目支出) are no sources of money: ignored by name with their label."""
    label = labels[at]
    if label is not None and label.spending in ("by_income", "by_spending"):
        reader.use([tokens[at]], "label", form)
        return at + 1
    end = next_label(labels, at + 1)
    reader.ledger.ignore([t.cell for t in tokens[at:end]], "amount_by_use", form.number)
    return end


def _own_scope(label: Label) -> str:
    if label.scope is not None:
        return label.scope
    for word, scope in _PERIODS:
        if label.key.startswith(word):
            return scope
    return "unstated"


def one_unit(one: str | None, other: str | None) -> str | None:
    """The unit of an amount for which two heads may print one: empty where they print different ones."""
    return one or other if not (one and other and one != other) else ""


def _scope(label: Label, form: FormBuilder, before: int) -> str:
    own = _own_scope(label)
    if own != "unstated" or label.fund == "total":
        return own
    return form.fund_scopes[before][0] if before < len(form.fund_scopes) else own


def _half(form: FormBuilder, row: Row, tokens: list[Token], labels: Sequence[Label | None], at: int) -> int:
    """Below which of the totals that stand side by side a label stands: by its count in the row, alone by its place."""
    label = labels[at]
    same = [place for place, other in enumerate(labels) if other and label and other.fund == label.fund]
    if len(same) == 1 and row.structure in (Structure.GRID, Structure.ROWS):
        places = [column for _, column in form.fund_scopes]
        if tokens[at].column in places:
            return places.index(tokens[at].column)
    return same.index(at)


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
    if (source, scope) == _TOTAL and printed is not None and label is not None:
        scope = _scope_beside_first_total(form, printed, label.text)
    key = (source, scope)
    if _is_part_beside_another(reader, form, key, printed, cell, label):
        return
    known = form.funding.get(key)
    if known is not None and (known.printed is not None or printed is None):
        reader.use([cell], "funding.amount", form)
        if printed is not None and printed != known.printed:
            form.issues.append(
                Issue(
                    "fund_source_is_stated_once",
                    f"同一资金来源印了两次：“{known.printed}”和“{printed}”，只取前一个。",
                    (cell.cell, known.cell),
                    printed,
                    known.printed,
                )
            )
        return
    reader.use([cell], "funding.amount" if printed is not None else "label", form)
    label_cell = label.cell if label is not None else None
    if printed is None or is_placeholder(printed):
        form.funding[key] = Funding(source, scope, None, None, None, cell.cell, label_cell, None)
        return
    if unit == "":
        form.uncertain_amounts.add(key)
    try:
        stated = printed.replace(" ", "") if _IN_GROUPS.fullmatch(printed) else printed
        amount = _amount(stated, form.form_unit if unit is None else unit or None)
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
    first = form.funding.get(_TOTAL)
    if first is None or first.amount_yuan is None:
        form.total_label = label
        return "unstated"
    annual = _is_annual(label)
    if annual == _is_annual(form.total_label) or ("total", "whole_term") in form.funding:
        return "unstated"
    try:
        amount = _amount(printed, form.form_unit).amount_yuan
    except AmountError:
        return "unstated"
    if amount is None or amount == first.amount_yuan or (amount < first.amount_yuan) != annual:
        return "unstated"
    if not annual:
        return "whole_term"
    form.funding["total", "whole_term"] = replace(form.funding.pop(_TOTAL), scope="whole_term")
    form.total_label = label
    return "unstated"
