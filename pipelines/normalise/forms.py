"""Rows to forms. One reader walks the printed rows of a document and takes each for what its labels say it is.

A row is the title of a form, a year or unit line, a part of the head (label and value, several pairs in a row, the
value glued to its label or standing below it), money, a goal, the head of an indicator table, an indicator, or nothing
that is known: then its cells are refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipelines.model.cells import Content, Structure
from pipelines.model.records import Field, Issue
from pipelines.normalise import goals, money, notices
from pipelines.normalise.builder import FormBuilder, Level
from pipelines.normalise.continued import goes_on, join
from pipelines.normalise.header import Header, may_be_header, of_one_period, read_header, with_money_of_one_year
from pipelines.normalise.indicators import IndicatorTable
from pipelines.normalise.labels import (
    Label,
    department_of_line,
    form_type_of_title,
    match_label,
    money_unit_of_heading,
    next_label,
    page_part,
    year_of_line,
    year_of_title,
)
from pipelines.normalise.ledger import Ledger
from pipelines.normalise.levels import settle_blocks, settle_levels
from pipelines.normalise.plausibility import is_out_of_order, is_unparted
from pipelines.normalise.printed import one_line
from pipelines.normalise.printed_rows import printed_rows
from pipelines.normalise.rows import Row, Token, cells_of
from pipelines.normalise.side_by_side_levels import unfolded
from pipelines.normalise.spelling import squash
from pipelines.normalise.stacked_heads import stacked_head

_DEPARTMENT_WIDE = ("部门整体", "整体支出", "单位整体", "整体绩效")
_WIDE_GAP = re.compile(r"[ \u3000\t]{2,}(?=[^\s:：]{2,12}[:：])")
_WIDE_BLANK = re.compile(r"[ \u3000\t]{2,}")
_YEAR_AHEAD = re.compile(r"\s*[(（\[]\s*20\d\d\s*年\s*度?\s*[)）\]](?=\s)")
_FEWEST_HEADS_OF_LIST = 3
_SHORT = 64
"""A text up to this length holds no table run together."""
_ANY_UNIT = frozenset({"单位", "单位名称"})
"""Labels of a unit that do not say that it carries the project out: 实施单位 says more."""
_TAKES_ANY_VALUE = frozenset({"其他", "其它", "项目", "单位", "内容", "情况", "项目支出", "基本支出", "目标"})
"""Labels that are also common values: behind a field's label they are its value."""


class FormReader:
    """Reads the rows of one document in order."""

    def __init__(self, content: Content) -> None:
        rows, count = printed_rows(content)
        rows = unfolded(rows)
        self.ledger = Ledger(count)
        self.forms: list[FormBuilder] = []
        self.form: FormBuilder | None = None
        self.title: Field | None = None
        self.title_is_new = False
        self.first_title: Field | None = None
        self.form_type: str | None = None
        self.years: list[int] = []
        self.year: int | None = None
        self.page_department: Field | None = None
        self.unit: str | None = None
        self.unit_basis: str | None = None
        self.table = IndicatorTable(self)
        self.headers: list[tuple[str, ...]] = []
        self.unparted: list[int] = []
        self.notice_level: Level | None = None
        self.list_of_projects = 0
        """The block whose rows are a list of projects and their money, 0 for none."""
        at = 0
        while at < len(rows):
            if rows[at].repeated:
                self.ledger.ignore(rows[at].repeated, "repeated_merged_cell")
            head = stacked_head(rows, at)
            if head is not None:
                self._read_header(head.tokens, head.header)
                at += head.height
            else:
                self._read(rows[at])
                at += 1
        self.close()
        del self.table  # it knows its reader: a ring, that would stay in memory until the search for rings comes by

    # -- forms ---------------------------------------------------------------------------------------------------

    def open(self) -> FormBuilder:
        """Begin a form; the one before it is finished."""
        self.close()
        form = FormBuilder(len(self.forms), title=self.title, fiscal_year=self.year)
        form.form_unit, form.unit_basis = self.unit, self.unit_basis
        if self.title is not None and any(word in squash(self.title.printed) for word in _DEPARTMENT_WIDE):
            form.scope = "department"
        self.forms.append(form)
        self.form = form
        self.title_is_new = False
        return form

    def close(self) -> None:
        """Finish the form that is being read."""
        if self.form is not None:
            self.table.flush()
            money.settle(self.form)
            if self.page_department is not None and self.form.is_form:
                self.form.fields.setdefault("department", self.page_department)
            settle_levels(self.form)
            settle_blocks(self.form)
            if self.form.rows_with_lost_signs * 4 > len(self.form.indicators):
                self.ledger.withdraw_indicators(self.form.number, "column_not_known")
                self.form.indicators = []
            if is_out_of_order(self.form):
                self.form.is_out_of_order = True
                self.ledger.withdraw(self.form.number, "not_in_order")
            elif len(self.forms) > 1 and goes_on(self.form, self.forms[-2]):
                join(self.form, self.forms[-2], self.ledger)
                self.forms.pop()
            self.form = None

    def form_for_head(self, label: Label) -> FormBuilder:
        """The form that a label of the head belongs to: a second project name, or a title before it, begins another."""
        form = self.form
        if form is None:
            return self.open()
        begins = label.field == "project_name" and ("project_name" in form.fields or form.indicators)
        if begins or (self.title_is_new and self._is_closed_by_title(form)):
            return self.open()
        self.title_is_new = False
        return form

    def _is_closed_by_title(self, form: FormBuilder) -> bool:
        """Whether a title below a form ends it: one with a name, a table, or money that stands below another title."""
        if form.is_form or form.header is not None:
            return True
        known, new = (squash(title.printed) if title is not None else "" for title in (form.title, self.title))
        return bool(form.funding) and known != new

    # -- rows ----------------------------------------------------------------------------------------------------

    def _read(self, row: Row) -> None:
        tokens = [token for token in row.tokens if token.cell >= 0]
        if not tokens:
            return
        unparted = [token for token in tokens if len(token.text) > _SHORT and is_unparted(token.text)]
        if unparted and notices.take(self, row, tokens):
            return
        if unparted:
            self.unparted.extend(cells_of(unparted))
            self.ledger.refuse(cells_of(tokens), "not_parted")
            return
        if row.structure is Structure.ROWS and self.form is not None:
            self.form.rejoined += [token.cell for token in tokens if token.more]
        if self.table.takes(row, tokens):
            return
        header = read_header(tokens) if may_be_header(tokens) else None
        if header is not None:
            self._read_header(tokens, header)
            return
        if self.form is not None and self.form.header is not None:
            self.table.close()
        if notices.take(self, row, tokens):
            return
        self._read_head(row, tokens)

    def _read_header(self, tokens: list[Token], header: Header) -> None:
        form = self.form
        if form is None or (self.title_is_new and self._begins_form(form)):
            form = self.open()
        self.title_is_new = False
        for token in tokens:
            label = match_label(token.text)
            if label is not None and label.section == "indicators":
                self.table.enter_section(form, label)
        cells = [cell for token in tokens for cell in (token.cell, *token.more)]
        self.ledger.use(cells, "label", form.number)
        goals.give_up(self, form)
        fiscal_year = form.fiscal_year or self.year
        header = with_money_of_one_year(of_one_period(header, fiscal_year), fiscal_year)
        self.headers.append(header.printed)
        if header.money_unit is not None:
            agrees = form.unit_basis != "title_row" or form.form_unit == header.money_unit
            form.form_unit, form.unit_basis = (header.money_unit, "label") if agrees else (None, None)
        self.table.begin(form, header)

    def _begins_form(self, form: FormBuilder) -> bool:
        """Whether a table below a new title is another form: not a form that goes on below its repeated title."""
        read = bool(form.indicators) or form.header is not None
        return (read and not form.has_head) or form.scope != self._scope_of_title()

    def _scope_of_title(self) -> str:
        if self.title is not None and any(word in squash(self.title.printed) for word in _DEPARTMENT_WIDE):
            return "department"
        return "project"

    def _read_head(self, row: Row, tokens: list[Token]) -> None:
        if len(tokens) <= 2 and self._read_title(tokens):
            return
        part = page_part(tokens[0].text) if len(tokens) == 1 else None
        if part is not None:
            self.ledger.ignore(cells_of(tokens), part)
            return
        tokens = [part for token in self._read_lines(tokens) for part in _parted_fields(token)]
        if not tokens:
            return
        labels = [_with_source(match_label(token.text)) for token in tokens]
        if _is_list_of_projects(tokens, labels):
            self.list_of_projects = row.table
        elif row.table != self.list_of_projects or _ends_list(labels):
            self.list_of_projects = 0
        if self.list_of_projects:
            self.ledger.ignore(cells_of(tokens), "list_of_projects")
            return
        if not any(labels):
            self._read_unlabelled(row, tokens)
            return
        if self.form is not None:
            self.form.goal_goes_on = False
            self.form.list_not_taken = _heads_of_list(labels)
            if self.form.list_not_taken is not None:
                unit = next((label.unit for label in labels if label and label.fund == "total" and label.unit), None)
                if unit is not None and self.form.form_unit is None:
                    self.form.form_unit, self.form.unit_basis = unit, "label"
                self.ledger.ignore(cells_of(tokens), self.form.list_not_taken, self.form.number)
                return
        if self.form is not None and goals.take_text_beside_labels(self, self.form, tokens, labels):
            return
        at = 0
        labels = money.with_block_named(self.form, labels)
        if money.take_columns(self, tokens, labels):
            return
        if self.form is not None and money.take_unit(self.form, tokens, labels):
            self.use(tokens[:1], "label", self.form)
            at = 1
        elif self.form is not None and money.take_amount_in_front(self, self.form, tokens, labels):
            at = 1
        first = labels[0]
        is_sum = first is not None and first.ignored_field == "totals" and not any(labels[1:])
        if is_sum and self.form is not None and money.take_amounts_below(self, self.form, row, tokens):
            return
        while at < len(tokens):
            label = labels[at]
            if label is None:
                self.refuse([tokens[at]])
                at += 1
                continue
            at = self._read_pair(row, tokens, labels, at, label)

    def _read_title(self, tokens: list[Token]) -> bool:
        token = tokens[0]
        form_type = form_type_of_title(token.text)
        if form_type is None:
            return False
        self.table.close()
        if self.title is None or squash(self.title.printed) != squash(token.text):
            self.table.forget_project()
        self.title = Field(one_line(token.text), token.cell)
        self.title_is_new = True
        self.first_title = self.first_title or self.title
        self.form_type = self.form_type or form_type
        year = year_of_title(token.text)
        if year is not None:
            self.year = year
            self.years.append(year)
        self.ledger.use(cells_of([token]), "title")
        self.refuse(self._read_lines(tokens[1:]))
        return True

    def _read_lines(self, tokens: list[Token]) -> list[Token]:
        """Read year lines and unit lines, alone in their row or beside labels; returns the cells that are neither."""
        left: list[Token] = []
        for token in tokens:
            unit = money_unit_of_heading(token.text)
            label = match_label(token.text) if unit else None
            dated = token.text if unit is None else _before_unit(token.text)
            year = year_of_line(dated) if len(dated) < 16 else None
            if year is not None and not all(other is token or _is_page_line(other.text) for other in tokens):
                year = None
            department = department_of_line(token.text)
            if department is not None:
                self.page_department = Field(department, token.cell)
                self.ledger.use(cells_of([token]), "project.department")
            if year is not None:
                self._note_year(year)
            if year is not None and unit is None:
                self.ledger.use(cells_of([token]), "fiscal_year")
            elif unit is not None and (label is None or (label.fund is None and label.section is None)):
                self.unit, self.unit_basis = unit, "title_row"
                if self.form is not None and not self.title_is_new and self.form.form_unit is None:
                    self.form.form_unit, self.form.unit_basis = unit, "title_row"
                self.ledger.use(cells_of([token]), "money_unit")
            elif department is None:
                left.append(token)
        return left

    def _note_year(self, year: int) -> None:
        """The year of a line holds for the form that is being read, when it prints none, and for those below."""
        self.year = year
        self.years.append(year)
        if self.form is not None and not self.title_is_new and not self.form.indicators:
            self.form.fiscal_year = self.form.fiscal_year or year

    def _read_pair(self, row: Row, tokens: list[Token], labels: Sequence[Label | None], at: int, label: Label) -> int:
        """Read the label at ``at`` with what belongs to it; returns where the next begins."""
        token = tokens[at]
        if label.field is None and label.fund is None and label.goal is None and self._is_outside():
            return self._skip_outside(tokens, labels, at)
        form = self.form_for_head(label)
        is_fund = label.fund is not None or money.states_total(tokens, labels, at)
        if is_fund and form.indicators and row.table != form.table_of_indicators:
            return self._refuse_money_behind(tokens, labels, at)
        if is_fund and not (label.field and at == 0 and form.header is None):
            return money.take_fund(self, form, row, tokens, labels, at)
        if label.goal is not None:
            return goals.take(self, form, tokens, labels, at)
        if label.field is not None:
            return self._read_field(form, row, tokens, labels, at, label)
        if label.ignored_field is not None:
            return self._ignore_field(form, row, tokens, labels, at, label)
        if label.spending is not None:
            return money.ignore_spending(self, form, tokens, labels, at)
        if label.section is not None:
            self.use([token], "label", form)
            if label.unit is not None:
                form.form_unit, form.unit_basis = label.unit, "form_unit"
            if label.section == "indicators":
                self.table.enter_section(form, label)
            return at + 1
        if label.money_column is not None:
            self.use([token], "label", form)
            if label.unit is not None:
                form.form_unit, form.unit_basis = label.unit, "form_unit"
            return money.ignore_rate(self, form, tokens, labels, at)
        if label.ignored_label is not None:
            self.ledger.ignore([token.cell], label.ignored_label, form.number)
            return at + 1
        self.refuse([token])
        return at + 1

    def _refuse_money_behind(self, tokens: list[Token], labels: Sequence[Label | None], at: int) -> int:
        """Money in another block behind a form's indicators is another table's, or the explanation of a word."""
        end = next_label(labels, at + 1)
        self.refuse(tokens[at:end])
        return end

    def _is_outside(self) -> bool:
        """True between the title of a form and its first field: what stands there belongs to the page."""
        return self.form is None or (self.title_is_new and self._is_closed_by_title(self.form))

    def _skip_outside(self, tokens: list[Token], labels: Sequence[Label | None], at: int) -> int:
        end = next_label(labels, at + 1)
        self.ledger.ignore(cells_of(tokens[at:end]), "outside_form")
        return end

    def _read_field(
        self, form: FormBuilder, row: Row, tokens: list[Token], labels: Sequence[Label | None], at: int, label: Label
    ) -> int:
        role = label.field or ""
        self.use([tokens[at]], "label", form)
        if label.rest:
            values, end = [tokens[at]], at + 1
            printed = label.rest
        else:
            values, end = self._values(row, tokens, labels, at + 1)
            printed = " ".join(one_line(value.text) for value in values)
        if not values or not printed.strip():
            return end
        if role == "fiscal_year":
            year = year_of_line(printed) or (int(printed) if printed.isdigit() and len(printed) == 4 else None)
            if year is not None:
                form.fiscal_year = year
                self.use(values, "fiscal_year", form)
                return end
        nearer = (role == "department" and _is_nearer(label.key, form.department_label)) or (
            role == "agency" and form.agency_label in _ANY_UNIT and label.key not in _ANY_UNIT
        )
        if role in form.fields and not nearer:
            self.ledger.ignore(cells_of(values), f"further_{role}", form.number)
            return end
        if role == "department":
            form.department_label = label.key
        elif role == "agency":
            form.agency_label = label.key
        form.fields[role] = Field(one_line(printed), values[0].cell)
        self.use(values, f"project.{role}", form)
        return end

    def _values(
        self, row: Row, tokens: list[Token], labels: Sequence[Label | None], at: int
    ) -> tuple[list[Token], int]:
        """The cells behind a label that are its value: one cell; where blanks broke it, all up to the next label."""
        end = at
        while end < len(tokens):
            label = labels[end]
            if label is not None and not (end == at and (label.key in _TAKES_ANY_VALUE or label.fund_part)):
                break
            end += 1
            if row.structure is not Structure.WORDS:
                break
        return tokens[at:end], end

    def _ignore_field(
        self, form: FormBuilder, row: Row, tokens: list[Token], labels: Sequence[Label | None], at: int, label: Label
    ) -> int:
        end = at + 1
        value = labels[end] if end < len(tokens) else None
        is_source = value is not None and value.fund not in (None, "total") and not (value.rest or value.unit)
        if is_source and label.ignored_field == "project_facts":
            # 项目口径 | 一般公共预算: the name of a source is the value, unless an amount stands behind it
            end += 1 if end + 1 == len(tokens) or labels[end + 1] is not None else 0
        end = next_label(labels, end)
        self.ledger.ignore(cells_of(tokens[at:end]), label.ignored_field or "", form.number)
        return end

    def _read_unlabelled(self, row: Row, tokens: list[Token]) -> None:
        form = self.form
        if form is not None and form.list_not_taken is not None and not row.first_of_block:
            self.ledger.ignore(cells_of(tokens), form.list_not_taken, form.number)
            return
        if form is not None and not row.first_of_block and money.take_amounts_below(self, form, row, tokens):
            return
        if form is not None and money.take_lone_unit(form, tokens):
            self.use(tokens, "label", form)
            return
        if form is not None and goals.take_text(self, form, row, tokens):
            return
        if len(tokens) == 1 and form_type_of_title(tokens[0].text):
            self._read_title(tokens)
            return
        if form is None or self.title_is_new or form.indicators or not form.has_head:
            self.ledger.ignore(cells_of(tokens), "outside_form")
            return
        self.refuse(tokens)

    # -- the ledger ----------------------------------------------------------------------------------------------

    def use(self, tokens: Iterable[Token], role: str, form: FormBuilder) -> None:
        """Mark cells as used by a form."""
        for token in tokens:
            cells = (token.cell, *token.more) if token.more else (token.cell,)
            form.claim(cells)
            self.ledger.use(cells, role, form.number)

    def refuse(self, tokens: Iterable[Token]) -> None:
        """Refuse cells that have no meaning where they stand."""
        number = self.form.number if self.form is not None else None
        self.ledger.refuse(cells_of(tokens), "not_understood", number)

    def is_title(self, token: Token) -> bool:
        """True when the cell prints the title of a form."""
        return form_type_of_title(token.text) is not None

    def note_left_over(self, form: FormBuilder, token: Token, items: list[str]) -> None:
        """Say which parts of a cell were not taken, though the cell as a whole is used."""
        printed = ";".join(items)
        message = f"“{printed}”不能确定地分成指标和指标值，未采用。"
        form.issues.append(Issue("every_cell_is_understood", message, (token.cell,), printed))

    def project_of_cell(self, cell: int, numbers: dict[int, int]) -> int | None:
        """The published project whose printed extent holds a cell."""
        for form in self.forms:
            if form.first_cell <= cell <= form.last_cell:
                return numbers.get(form.number)
        return None


def _with_source(label: Label | None) -> Label | None:
    """In the head of a form the name of a kind of money (福利彩票公益金) stands for the source that it is part of."""
    return label._replace(fund=label.fund_part) if label is not None and label.fund_part else label


def _heads_of_list(labels: Sequence[Label | None]) -> str | None:
    """The name of a list that is known and not taken (任务名称 | 主要内容), when a row prints only its heads."""
    bare = [label for label in labels if label is not None and not label.rest]
    names = [label.ignored_field for label in bare if label.ignored_field]
    known = [label for label in bare if label.ignored_field or label.fund]
    return names[-1] if len(names) > 1 and len(known) == len(labels) else None


def _before_unit(text: str) -> str:
    """What a line prints before its unit: （2024年度） 单位：万元. The blanks of the year itself do not part it."""
    year = _YEAR_AHEAD.match(text)
    return year[0] if year is not None else _WIDE_BLANK.split(text.strip())[0]


def _is_page_line(text: str) -> bool:
    return money_unit_of_heading(text) is not None or department_of_line(text) is not None


_HIGHER_DEPARTMENTS = ("中央", "省", "自治区", "市")


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
    if len(token.text) > _SHORT * 2:
        return [token]
    parts = _WIDE_GAP.split(token.text.strip())
    if len(parts) == 1:
        return [token]
    labels = [match_label(part) for part in parts]
    if all(label and label.rest and (label.field or label.fund) for label in labels):
        return [token._replace(text=part) for part in parts]
    return [token]
