"""Rows of a form's head: labels and their values, several pairs in a row, values glued to labels or below them.

What a label means is known (``labels``), and money and goals are read by their own modules; here is only which cells
of a row belong together. A cell that no label claims is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.model.cells import Structure
from pipelines.model.records import Field
from pipelines.normalise import goals
from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.head_rows import HeadRow
from pipelines.normalise.labels import Label, match_label
from pipelines.normalise.money import below, beside, columns, units
from pipelines.normalise.money.amounts import is_amount
from pipelines.normalise.money.totals import states_any_total, states_total, with_block_named
from pipelines.normalise.page_lines import read_lines, read_title
from pipelines.normalise.page_texts import page_part, year_of_line
from pipelines.normalise.printed import one_line
from pipelines.normalise.rows import Row, Token, cells_of

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

_WIDE_GAP = re.compile(r"[ \u3000\t]{2,}(?=[^\s:：]{2,12}[:：])")
_FEWEST_HEADS_OF_LIST = 3
_LONGEST_LINE_OF_FIELDS = 128
_ANY_UNIT = frozenset({"单位", "单位名称", "预算单位"})
"""Labels of a unit that do not say that it carries the project out: 实施单位 says more."""
_TAKES_ANY_VALUE = frozenset({"其他", "其它", "项目", "单位", "内容", "情况", "项目支出", "基本支出", "目标"})
"""Labels that are also common values: behind a field's label they are its value."""
_HIGHER_DEPARTMENTS = ("中央", "省", "自治区", "市")


class HeadReader:
    """Reads the rows that are no part of an indicator table, one after the other."""

    __slots__ = ("_list_of_projects", "_reader")

    def __init__(self, reader: FormReader) -> None:
        self._reader = reader
        self._list_of_projects = 0
        """The block whose rows are a list of projects and their money, 0 for none."""

    def read(self, row: Row, tokens: list[Token]) -> None:
        """Read one row: a title, a line of the page, labels with their values, or what stands below labels."""
        reader = self._reader
        part = page_part(tokens[0].text) if len(tokens) > 1 else None
        if part == "table_number" and reader.is_title(tokens[1]):
            reader.ledger.ignore(cells_of(tokens[:1]), part)
            tokens = tokens[1:]
        if len(tokens) <= 2 and read_title(reader, tokens):
            return
        part = page_part(tokens[0].text) if len(tokens) == 1 else None
        if part is not None:
            reader.ledger.ignore(cells_of(tokens), part)
            return
        tokens = [part for token in read_lines(reader, tokens) for part in _parted_fields(token)]
        if not tokens:
            return
        labels = [_with_source(match_label(token.text)) for token in tokens]
        if self._is_in_list(row, tokens, labels):
            reader.ledger.ignore(cells_of(tokens), "list_of_projects")
        elif not any(labels):
            self._read_unlabelled(row, tokens)
        elif not self._ignore_heads_of_list(tokens, labels):
            self._read_labelled(row, tokens, labels)

    def _is_in_list(self, row: Row, tokens: list[Token], labels: Sequence[Label | None]) -> bool:
        """Whether a row is the head of a list of projects and their money, or one of the rows below it."""
        if _is_list_of_projects(tokens, labels):
            self._list_of_projects = row.table
        elif row.table != self._list_of_projects or _ends_list(labels):
            self._list_of_projects = 0
        return self._list_of_projects != 0

    def _ignore_heads_of_list(self, tokens: list[Token], labels: Sequence[Label | None]) -> bool:
        """Ignore the heads of a list that is known and not taken by its name; False for any other row."""
        form = self._reader.form
        if form is None:
            return False
        form.goal_goes_on = False
        form.list_not_taken = _heads_of_list(labels)
        if form.list_not_taken is None:
            return False
        unit = next((label.unit for label in labels if label and label.fund == "total" and label.unit), None)
        if unit is not None and form.form_unit is None:
            form.state_unit(unit, "label")
        self._reader.ledger.ignore(cells_of(tokens), form.list_not_taken, form.number)
        return True

    def _read_labelled(self, row: Row, tokens: list[Token], labels: list[Label | None]) -> None:
        reader, form = self._reader, self._reader.form
        if form is not None and goals.take_text_beside_labels(reader, form, tokens, labels):
            return
        head = HeadRow(row, tokens, with_block_named(form, labels))
        if columns.take_heads(reader, head):
            return
        at = 0
        if form is not None and units.take_behind_name(form, head):
            reader.use(tokens[:1], "label", form)
            at = 1
        elif form is not None and below.take_in_front(reader, form, head):
            at = 1
        first = head.labels[0]
        is_sum = first is not None and first.ignored_field == "totals" and not any(head.labels[1:])
        if is_sum and form is not None and below.take(reader, form, row, tokens):
            return
        while at < len(tokens):
            label = head.labels[at]
            if label is None:
                reader.refuse([tokens[at]])
                at += 1
            else:
                at = self._read_pair(head, at, label)

    def _read_pair(self, head: HeadRow, at: int, label: Label) -> int:
        """Read the label at ``at`` with what belongs to it; returns where the next begins."""
        reader, token = self._reader, head.tokens[at]
        if label.field is None and label.fund is None and label.goal is None and reader.is_outside:
            end = head.next_label(at + 1)
            reader.ledger.ignore(cells_of(head.tokens[at:end]), "outside_form")
            return end
        form = reader.form_for_head(label)
        is_fund = label.fund is not None or states_total(head, at)
        if is_fund and form.indicators and head.row.table != form.table_of_indicators:
            # behind a form's indicators it is another table's, or the explanation of a word
            end = head.next_label(at + 1)
            reader.refuse(head.tokens[at:end])
            return end
        if is_fund and not (label.field and at == 0 and form.header is None):
            return beside.take(reader, form, head, at, label)
        if label.goal is not None:
            return goals.take(reader, form, head.tokens, head.labels, at)
        if label.field is not None:
            return self._read_field(form, head, at, label)
        if label.ignored_field is not None:
            return self._ignore_field(form, head, at, label)
        if label.spending is not None:
            return beside.ignore_spending(reader, form, head, at, label)
        if label.section is not None or label.money_column is not None:
            return self._read_name_of_block(form, head, at, label)
        if label.ignored_label is not None:
            reader.ledger.ignore([token.cell], label.ignored_label, form.number)
        else:
            reader.refuse([token])
        return at + 1

    def _read_name_of_block(self, form: FormBuilder, head: HeadRow, at: int, label: Label) -> int:
        """Read the name of a block or the head of a column of money, with the unit that it prints.

        The one amount right behind the name of the block of money is its total: 资金（万元） | 32.5.
        """
        if label.section == "money" and not label.rest and _is_amount_at(head, at + 1) and not states_any_total(form):
            total = label._replace(fund="total", section=None)
            return beside.take(self._reader, form, head.with_label(at, total), at, total)
        self._reader.use([head.tokens[at]], "label", form)
        if label.unit is not None:
            form.state_unit(label.unit, "form_unit")
        if label.section is None:
            return beside.ignore_rate(self._reader, form, head, at, label)
        if label.section == "indicators":
            self._reader.table.enter_section(form, label)
        return at + 1

    def _read_field(self, form: FormBuilder, head: HeadRow, at: int, label: Label) -> int:
        reader, role = self._reader, label.field or ""
        reader.use([head.tokens[at]], "label", form)
        if label.rest:
            values, end = [head.tokens[at]], at + 1
            printed = label.rest
        else:
            end = _end_of_value(head, at + 1)
            values = head.tokens[at + 1 : end]
            printed = " ".join(one_line(value.text) for value in values)
        if not values or not printed.strip():
            return end
        if role == "fiscal_year":
            year = year_of_line(printed) or (int(printed) if printed.isdigit() and len(printed) == 4 else None)
            if year is not None:
                form.fiscal_year = year
                reader.use(values, "fiscal_year", form)
                return end
        nearer = (role == "department" and _is_nearer(label.key, form.department_label)) or (
            role == "agency" and form.agency_label in _ANY_UNIT and label.key not in _ANY_UNIT
        )
        if role in form.fields and not nearer:
            reader.ledger.ignore(cells_of(values), f"further_{role}", form.number)
            return end
        if role == "department":
            form.department_label = label.key
        elif role == "agency":
            form.agency_label = label.key
        form.fields[role] = Field(one_line(printed), values[0].cell)
        if role == "compiler" and label.rest and form.fields.keys() == {role}:
            reader.page_compiler = form.fields[
                role
            ]  # 填报单位：甲镇 above the first form is that of those below it too
        reader.use(values, f"project.{role}", form)
        return end

    def _ignore_field(self, form: FormBuilder, head: HeadRow, at: int, label: Label) -> int:
        end = at + 1
        value = head.label_at(end)
        is_source = value is not None and value.fund not in (None, "total") and not (value.rest or value.unit)
        if is_source and label.ignored_field == "project_facts":
            # 项目口径 | 一般公共预算: the name of a source is the value, unless an amount stands behind it
            end += 1 if end + 1 == len(head.tokens) or head.labels[end + 1] is not None else 0
        end = head.next_label(end)
        self._reader.ledger.ignore(cells_of(head.tokens[at:end]), label.ignored_field or "", form.number)
        return end

    def _read_unlabelled(self, row: Row, tokens: list[Token]) -> None:
        reader, form = self._reader, self._reader.form
        if form is not None and form.list_not_taken is not None and not row.first_of_block:
            reader.ledger.ignore(cells_of(tokens), form.list_not_taken, form.number)
            return
        if form is not None and not row.first_of_block and below.take(reader, form, row, tokens):
            return
        if form is not None and units.take_alone(form, tokens):
            reader.use(tokens, "label", form)
            return
        if form is not None and goals.take_text(reader, form, row, tokens):
            return
        if len(tokens) == 1 and read_title(reader, tokens):
            return
        if form is None or reader.title_is_new or form.indicators or not form.has_head:
            reader.ledger.ignore(cells_of(tokens), "outside_form")
            return
        reader.refuse(tokens)


def _is_amount_at(head: HeadRow, at: int) -> bool:
    return at < len(head.tokens) and head.labels[at] is None and is_amount(head.tokens[at].text)


def _end_of_value(head: HeadRow, at: int) -> int:
    """Where the value of a label ends: behind one cell; where blanks broke it, before the next label."""
    end = at
    while end < len(head.tokens):
        label = head.labels[end]
        if label is not None and not (end == at and (label.key in _TAKES_ANY_VALUE or label.fund_part)):
            break
        end += 1
        if head.structure is not Structure.WORDS:
            break
    return end


def _with_source(label: Label | None) -> Label | None:
    """In the head of a form the name of a kind of money (福利彩票公益金) stands for the source that it is part of."""
    return label._replace(fund=label.fund_part) if label is not None and label.fund_part else label


def _heads_of_list(labels: Sequence[Label | None]) -> str | None:
    """The name of a list that is known and not taken (任务名称 | 主要内容), when a row prints only its heads."""
    bare = [label for label in labels if label is not None and not label.rest]
    names = [label.ignored_field for label in bare if label.ignored_field]
    known = [label for label in bare if label.ignored_field or label.fund]
    return names[-1] if len(names) > 1 and len(known) == len(labels) else None


def _is_nearer(label: str, known: str) -> bool:
    """Whether a department's label names a lower level than the known one's: 地方主管部门 after 中央主管部门."""

    def level(key: str) -> int:
        found = (at for at, word in enumerate(_HIGHER_DEPARTMENTS) if key.startswith(word))
        return next(found, len(_HIGHER_DEPARTMENTS))

    return level(label) > level(known)


def _is_list_of_projects(tokens: list[Token], labels: Sequence[Label | None]) -> bool:
    """Whether a row is the head of a list: 序号 | 项目名称 | 资金总额 | 财政拨款, side by side, no value beside any."""
    if len(tokens) < _FEWEST_HEADS_OF_LIST or tokens[-1].column - tokens[0].column < len(tokens) - 1:
        return False
    known = [label for label in labels if label is not None and not label.rest]
    if len(known) < len(labels) or any(label.goal or label.is_level or label.section for label in known):
        return False
    if any(one.column + one.span != other.column for one, other in pairwise(tokens)):
        return False  # a blank for a value stands between them
    return any(label.field == "project_name" for label in known) and any(label.fund for label in known)


def _ends_list(labels: Sequence[Label | None]) -> bool:
    """Whether a row below a list of projects prints a label of a form's head: it is none of the list."""
    return any(label is not None and bool(label.field or label.section or label.goal) for label in labels)


def _parted_fields(token: Token) -> list[Token]:
    """The fields of a line that prints several behind each other (主管部门：甲局    实施单位：乙镇), one token each."""
    if len(token.text) > _LONGEST_LINE_OF_FIELDS:
        return [token]
    block = match_label(token.text)
    if block is not None and block.section == "money" and (inner := match_label(block.rest)) and inner.fund:
        return [token._replace(text=block.rest)]  # 项目资金：年度资金总额：240万元
    parts = _WIDE_GAP.split(token.text.strip())
    if len(parts) == 1:
        return [token]
    labels = [match_label(part) for part in parts]
    if all(label and label.rest and (label.field or label.fund) for label in labels):
        return [token._replace(text=part) for part in parts]
    return [token]
