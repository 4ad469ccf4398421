"""Rows to forms. One reader walks the printed rows of a document and takes each for what its labels say it is.

A row is the title of a form, a year or unit line, a part of the head (label and value, several pairs in a row, the
value glued to its label or standing below it), money, a goal, the head of an indicator table, an indicator, or nothing
that is known: then its cells are refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pipelines.model.cells import Content, Structure
from pipelines.model.records import Field, Issue
from pipelines.normalise import goals, notices
from pipelines.normalise.builder import FormBuilder, Level
from pipelines.normalise.continued import goes_on, is_continued, join
from pipelines.normalise.form_heads import HeadReader
from pipelines.normalise.header import Header
from pipelines.normalise.header_changes import of_one_period, with_money_of_one_year
from pipelines.normalise.header_reading import may_be_header, read_header
from pipelines.normalise.indicators import IndicatorTable
from pipelines.normalise.labels import Label, match_label
from pipelines.normalise.ledger import Ledger
from pipelines.normalise.levels import settle_blocks, settle_levels
from pipelines.normalise.money import amounts
from pipelines.normalise.page_texts import form_type_of_title
from pipelines.normalise.plausibility import is_out_of_order, is_unparted
from pipelines.normalise.printed_rows import printed_rows
from pipelines.normalise.rows import Row, Token, cells_of
from pipelines.normalise.side_by_side_levels import unfolded
from pipelines.normalise.spelling import squash
from pipelines.normalise.stacked_heads import stacked_head

_DEPARTMENT_WIDE = ("部门整体", "整体支出", "单位整体", "整体绩效")
_FEWEST_HEADS = 3
_LONGEST_LINE = 64
"""A text up to this length holds no table run together."""


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
        self.budget_year: int | None = None
        """The year of the budget that the page is about: it tells columns of years apart, and is no form's year."""
        self.page_department: Field | None = None
        self.page_compiler: Field | None = None
        self.units_of_page: dict[str, Field] = {}
        """The units that the line with the unit of money names, by their field."""
        self.unit: str | None = None
        self.unit_basis: str | None = None
        self.table = IndicatorTable(self)
        self.headers: list[tuple[str, ...]] = []
        self.unparted: list[int] = []
        self.notice_level: Level | None = None
        self._head = HeadReader(self)
        self._above: list[Token] = []
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
        del self.table, self._head  # they know their reader: rings, that would stay until the search for rings comes by

    # -- forms ---------------------------------------------------------------------------------------------------

    def open(self) -> FormBuilder:
        """Begin a form; the one before it is finished."""
        self.close()
        form = FormBuilder(len(self.forms), title=self.title, fiscal_year=self.year)
        form.scope = self._scope_of_title()
        form.state_unit(self.unit, self.unit_basis)
        form.units_above = dict(self.units_of_page)
        self.forms.append(form)
        self.form = form
        self.title_is_new = False
        return form

    def close(self) -> None:
        """Finish the form that is being read."""
        if self.form is not None:
            self.table.flush()
            amounts.settle(self.form)
            if self.form.is_form:
                self.form.take_units_above()
            if self.page_department is not None and self.form.is_form:
                self.form.fields.setdefault("department", self.page_department)
            if self.page_compiler is not None and self.form.is_form and not self.form.names_unit:
                self.form.fields["compiler"] = self.page_compiler
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

    @property
    def is_outside(self) -> bool:
        """True between the title of a form and its first field: what stands there belongs to the page."""
        return self.form is None or (self.title_is_new and self._is_closed_by_title(self.form))

    def _is_closed_by_title(self, form: FormBuilder) -> bool:
        """Whether a title below a form ends it: one with a name, a table, or money that stands below another title."""
        if form.is_form or form.header is not None:
            return True
        known, new = (squash(title.printed) if title is not None else "" for title in (form.title, self.title))
        return bool(form.funding or form.money_columns) and known != new

    # -- rows ----------------------------------------------------------------------------------------------------

    def _read(self, row: Row) -> None:
        tokens = [token for token in row.tokens if token.cell >= 0]
        if not tokens:
            return
        unparted = [token for token in tokens if len(token.text) > _LONGEST_LINE and is_unparted(token.text)]
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
        above, self._above = self._above, tokens if row.structure is Structure.WORDS else []
        if header is not None and not header.many_projects and _are_heads_of_projects(above):
            self.refuse(tokens)  # the heads of the projects stand on the line above: the words below cannot be parted
            return
        if header is not None:
            self._read_header(tokens, header)
            return
        if self.form is not None and self.form.header is not None:
            self.table.close()
        if notices.take(self, row, tokens):
            return
        self._head.read(row, tokens)

    def _read_header(self, tokens: list[Token], header: Header) -> None:
        form = self.form
        goes_on_below = self.title is not None and is_continued(self.title.printed)
        if form is None or (
            self.title_is_new and not goes_on_below and (header.many_projects or self._begins_form(form))
        ):
            form = self.open()
        self.title_is_new = False
        new_block = False
        for token in tokens:
            label = match_label(token.text)
            if label is not None and label.section == "indicators":
                new_block = True
                self.table.enter_section(form, label)
        self.ledger.use(cells_of(tokens), "label", form.number)
        goals.give_up(self, form)
        fiscal_year = form.fiscal_year or self.year
        header = with_money_of_one_year(of_one_period(header, fiscal_year or self.budget_year), fiscal_year)
        self.headers.append(header.printed)
        if header.money_unit is not None:
            agrees = form.unit_basis != "title_row" or form.form_unit == header.money_unit
            form.state_unit(*((header.money_unit, "label") if agrees else (None, None)))
        self.table.begin(form, header, new_block=new_block)

    def _begins_form(self, form: FormBuilder) -> bool:
        """Whether a table below a new title is another form: not a form that goes on below its repeated title."""
        read = bool(form.indicators) or form.header is not None
        return (read and not form.has_head) or form.scope != self._scope_of_title()

    def _scope_of_title(self) -> Literal["project", "department"]:
        if self.title is not None and any(word in squash(self.title.printed) for word in _DEPARTMENT_WIDE):
            return "department"
        return "project"

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


def _are_heads_of_projects(tokens: list[Token]) -> bool:
    """Whether a row prints heads of columns and nothing else, that of the projects among them."""
    labels = [match_label(token.text) for token in tokens]
    if len(labels) < _FEWEST_HEADS or any(label is None or label.rest for label in labels):
        return False
    return any(label is not None and label.field == "project_name" for label in labels)
