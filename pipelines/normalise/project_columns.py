"""Tables that hold many projects: columns for the head of each, a row or several rows for each project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.model.records import Field, Objective
from pipelines.normalise import contents as c
from pipelines.normalise.builder import FormBuilder, Level
from pipelines.normalise.contents import content_of, is_measured, is_total
from pipelines.normalise.header import Header
from pipelines.normalise.indicator_cells import add_indicator
from pipelines.normalise.labels import match_label
from pipelines.normalise.levels import level_name
from pipelines.normalise.money import amounts
from pipelines.normalise.money.units import one_unit
from pipelines.normalise.money_units import is_money_unit
from pipelines.normalise.printed import one_line
from pipelines.normalise.rows import Token, cells_of
from pipelines.normalise.several_in_cell import names_and_values
from pipelines.normalise.spelling import squash
from pipelines.normalise.targets import is_unit

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

_OF_THE_PAGE = ("department", "agency", "compiler")
"""Fields that a head above the table states for all its projects."""
_LONGEST_UNIT = 3
_OF_INDICATORS = ("level1", "level2", "level3", "value", "comparator")
_NOT_TAKEN = ("ignored", "unknown")
_SEVERAL = ("goal:", *_NOT_TAKEN)
"""Head columns of which a project may print several: its goals, what is not taken."""
_HEADING = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?项目(?:名称|[一二三四五六七八九十\d]{1,3})\s*[:：、.．]\s*(?P<name>.*\S)"
)
_IN_BRACKETS = re.compile(r"\s*[(（](?P<inside>[^()（）]+)[)）]\s*$")
_Head = dict[tuple[str, str], list[Token]]
"""The head cells of a row, by the role and the field of their column."""


class ProjectColumns:
    """Reads the head columns. A department or unit named in one row holds for the projects below it."""

    __slots__ = ("_printed", "_reader", "_unit_above", "_unit_of_row", "_units", "agency", "department")

    def __init__(self, reader: FormReader) -> None:
        self._reader = reader
        self._printed: dict[tuple[str, str], str] = {}
        self._unit_above: Field | None = None
        self._units: set[int] = set()
        self._unit_of_row: str | None = None
        self.department: Field | None = None
        self.agency: Field | None = None

    def forget(self) -> None:
        """Another table begins: its units are its own."""
        self.department = self.agency = self._unit_above = None

    def forget_project(self) -> None:
        """A new title: the same cells printed again are another project's."""
        self._printed = {}

    def open(self, form: FormBuilder) -> FormBuilder:
        """Begin the next project of the table below the same header."""
        if "project_name" not in form.fields and not form.indicators:
            following = form
        else:
            following = self._reader.open()
            following.header, following.in_table = form.header, True
            following.form_unit, following.unit_basis = form.form_unit, form.unit_basis
            following.fiscal_year = following.fiscal_year or form.fiscal_year
            columns = {column.field for column in form.header.columns} if form.header is not None else set()
            for field in _OF_THE_PAGE:
                of_a_unit = field in form.fields and form.fields[field].cell in self._units
                if field in form.fields and field not in columns and not of_a_unit:
                    following.fields[field] = form.fields[field]
        if self.department is not None:
            following.fields.setdefault("department", self.department)
        if self.agency is not None:
            following.fields.setdefault("agency", self.agency)
            if self._units:
                following.fields["agency"] = self.agency
        return following

    def read(self, form: FormBuilder, header: Header, under: dict[int, list[Token]]) -> FormBuilder | None:
        """Read a row's head columns; a project name begins a project. None: the row holds no indicator."""
        head: _Head = {}
        for index, column in enumerate(header.columns):
            if column.role in ("words", "amount", "number") and index in under:
                key = column.role, column.field or ""
                head[key] = [*head.get(key, ()), *under[index]] if key[1] in _NOT_TAKEN else under[index]
        if not head:
            return form
        has_indicator = any(header.columns[index].role in _OF_INDICATORS for index in under)
        if not (has_indicator or _begins_project(head)):
            self._read_row_without_indicator(form, header, head)
            return None
        if ("words", "project_name") in head:
            if self._goes_on(head):
                for (role, field), tokens in head.items():
                    self._repeat_cell(form, role, field, tokens)
                return form
            form = self.open(form)
            self._printed = {column: _compared(tokens) for column, tokens in head.items()}
            self._unit_above = None
        self._unit_of_row = _unit_of_amounts(head)
        for (role, field), tokens in head.items():
            self._read_cell(form, role, field, tokens)
        return form

    def _read_row_without_indicator(self, form: FormBuilder, header: Header, head: _Head) -> None:
        """The subtotal of a department; in a table with units among its projects, the unit of those below."""
        name = head.get(("words", "project_name"))
        others = [token for column, tokens in head.items() if column != ("words", "project_name") for token in tokens]
        if not header.has_units_among_projects or name is None:
            self.read_subtotal(form, [token for tokens in head.values() for token in tokens])
            return
        unit = Field(one_line(" ".join(token.text for token in name)), name[0].cell)
        # two units below each other: the second is one of the first
        self.department = self._unit_above
        self.agency = self._unit_above = unit
        self._units.add(unit.cell)
        self._reader.use(name, "project.agency", form)
        self._reader.ledger.ignore(cells_of(others), "subtotal", form.number)

    def _goes_on(self, head: _Head) -> bool:
        """Whether a row repeats the head cells of the project above it, as a table without merged cells does."""
        known = self._printed
        same = {column for column, tokens in head.items() if known.get(column) == _compared(tokens)}
        if ("words", "project_name") not in same:
            return False
        tells = {column for column in head if column[0] != "number" and not column[1].startswith(_SEVERAL)}
        if len(tells) > 1:
            # the running number or the goal may be the row's own; both are not
            others = {column[0] == "number" for column in head.keys() - same if column[1] not in _NOT_TAKEN}
            return tells <= same and others != {True, False}
        return head.keys() <= same

    def _repeat_cell(self, form: FormBuilder, role: str, field: str, tokens: list[Token]) -> None:
        """A head cell that the project has printed before; a further goal is the project's too."""
        if field.startswith("goal:") and self._printed.get((role, field)) != _compared(tokens):
            self._printed[role, field] = _compared(tokens)
            self._read_cell(form, role, field, tokens)
            return
        if role == "amount":
            self._reader.use(tokens, "funding.amount", form)
        elif field == "goal:achieved":
            self._reader.use(tokens, "objective.achieved", form)
        elif field.startswith("goal:"):
            self._reader.use(tokens, "objective.text", form)
        elif field in _NOT_TAKEN or role == "number":
            self._reader.ledger.ignore(cells_of(tokens), "column_not_taken", form.number)
        elif field == "agency" and _is_unit(one_line(tokens[0].text)):
            self._use_unit(form, tokens)
        else:
            self._reader.use(tokens, f"project.{field}", form)

    def _use_unit(self, form: FormBuilder, tokens: list[Token]) -> None:
        """A column 单位 that holds units of measure and no agencies: that of money is the unit of the row's amounts."""
        if is_money_unit(one_line(tokens[0].text)):
            self._reader.use(tokens, "money_unit", form)
        else:
            self._reader.refuse(tokens)

    def _read_cell(self, form: FormBuilder, role: str, field: str, tokens: list[Token]) -> None:
        reader = self._reader
        text = one_line(" ".join(token.text for token in tokens))
        printed = Field(text, tokens[0].cell)
        if role == "amount":
            self._read_amount(form, field, text, tokens)
        elif field == "goal:achieved":
            reader.use(tokens, "objective.achieved", form)
        elif field.startswith("goal:"):
            reader.use(tokens, "objective.text", form)
            form.goals.append(Objective("unstated", text, tokens[0].cell, field.removeprefix("goal:")))
        elif field == "unknown" and is_measured(text):
            reader.refuse(tokens)
        elif field in ("ignored", "unknown") or role == "number":
            reader.ledger.ignore(cells_of(tokens), "column_not_taken", form.number)
        elif field == "agency" and _is_unit(text):
            self._use_unit(form, tokens)
        else:
            if field == "agency":
                self.agency = printed
            elif field == "department":
                self.department = printed
            form.fields[field] = printed
            reader.use(tokens, f"project.{field}", form)

    def read_heading(self, form: FormBuilder, token: Token) -> None:
        """A heading over the whole table: 项目一：防汛抗旱（预算金额：45万元） begins a project; others are refused."""
        heading = _HEADING.match(one_line(token.text))
        if heading is None:
            self._reader.refuse([token])
            return
        form = self.open(form)
        name = heading["name"]
        amount = _IN_BRACKETS.search(name)
        label = match_label(amount["inside"]) if amount is not None else None
        if amount is not None and label is not None and label.fund is not None and label.rest:
            name = name[: amount.start()]
            amounts.add(self._reader, form, label.fund, "unstated", label.rest, token, token)
        form.fields["project_name"] = Field(name.strip(), token.cell)
        self._reader.use([token], "project.project_name", form)

    def _read_amount(self, form: FormBuilder, field: str, text: str, tokens: list[Token]) -> None:
        """Read an amount in the unit that its own column prints, or that the row prints for it."""
        source, _, scope = field.partition("/")
        if source == "ignored":
            self._reader.ledger.ignore(cells_of(tokens), "column_not_taken", form.number)
            return
        columns = form.header.columns if form.header is not None else ()
        unit = next((column.unit for column in columns if column.role == "amount" and column.field == field), None)
        unit = one_unit(unit, self._unit_of_row)
        amounts.add(self._reader, form, source, scope or "unstated", text, tokens[0], None, unit)

    def is_subtotal(self, header: Header, printed: list[Token]) -> bool:
        """True for a name and an amount alone in a table that has a column for the amounts of projects."""
        kinds = [content_of(token.text) for token in printed]
        return (
            len(kinds) == 2
            and kinds[1] == c.NUMBER
            and kinds[0] in (c.TEXT, c.SHORT, c.LABEL)
            and "amount" in header.roles
            and len(header.columns) > 5
        )

    def read_subtotal(self, form: FormBuilder, cells: list[Token]) -> None:
        """A row of a name and an amount and no indicator: the subtotal of a department, no project."""
        words = [token for token in cells if content_of(token.text) != c.NUMBER]
        if len(words) == 1 and not is_total(words[0].text):
            self.department = Field(one_line(words[0].text), words[0].cell)
            self._reader.use(words, "project.department", form)
        self._reader.ledger.ignore(cells_of(cells), "subtotal", form.number)

    def read_transposed(self, form: FormBuilder, header: Header, under: dict[int, list[Token]]) -> None:
        """Read a row of a table whose columns are indicators: level and name stand in the head of each value."""
        opened = self.read(form, header, under)
        if opened is None:
            return
        for index, column in enumerate(header.columns):
            if column.name is None or column.level is None or index not in under:
                continue
            label = match_label(column.level)
            if not column.name:
                self._read_level_cell(opened, Level(level_name(column.level), label, under[index][0]), under[index])
                continue
            opened.level1, opened.level2 = None, Level(level_name(column.level), label, under[index][0])
            roles = {"level3": under[index], "value": under[index]}
            add_indicator(self._reader, opened, roles, None, column.name)

    def _read_level_cell(self, form: FormBuilder, above: Level, tokens: list[Token]) -> None:
        """Read the indicators that a cell below the name of a level prints with their values, each behind its own."""
        cell = tokens[0]
        found, left = names_and_values(cell.text) if len(tokens) == 1 else ([], [])
        if not found:
            self._reader.refuse(tokens)
        elif left:
            self._reader.note_left_over(form, cell, left)
        names_level2 = above.label is not None and above.label.dimension is not None
        for level, name, value in found:
            inside = Level(level_name(level), match_label(level), cell) if level is not None else None
            form.level1 = None if names_level2 and inside is None else above
            form.level2 = inside or (above if names_level2 else None)
            roles = {"level3": [cell._replace(text=name)], "value": [cell._replace(text=value)]}
            add_indicator(self._reader, form, roles, None)

    def read_tree(self, form: FormBuilder, header: Header, under: dict[int, list[Token]]) -> None:
        """Read a row of the approval tree: unit, project (with its amount), level names, indicators in one column."""
        reader = self._reader
        roles = {header.columns[index].role: tokens for index, tokens in under.items()}
        item = roles.get("item")
        if item is None:
            reader.refuse([token for tokens in roles.values() for token in tokens])
            return
        label = match_label(item[0].text)
        if label is not None and label.is_level and "value" not in roles:
            level = Level(level_name(item[0].text), label, item[0])
            first = form.level1.label.category if form.level1 is not None and form.level1.label is not None else None
            is_second = label.dimension is not None and (
                label.category in (None, first) or (label.dimension == "cost" and first == "output")
            )
            if is_second:
                form.level2 = level
            else:
                form.level1, form.level2 = level, None
            reader.use(item, "indicator.level2" if is_second else "indicator.level1", form)
        elif "amount" in roles:
            form = self.open(form)
            form.level1 = form.level2 = None
            form.fields["project_name"] = Field(one_line(item[0].text), item[0].cell)
            reader.use(item, "project.project_name", form)
            amounts.add(reader, form, "total", "unstated", one_line(roles["amount"][0].text), roles["amount"][0], None)
        elif "value" in roles:
            add_indicator(reader, form, {"level3": item, "value": roles["value"]}, None)
        else:
            self.agency = Field(one_line(item[0].text), item[0].cell)
            self._units.add(item[0].cell)
            reader.use(item, "project.agency", form)


def names_project(text: str) -> bool:
    """True for a heading that numbers a project: 项目一：防汛抗旱."""
    return _HEADING.match(one_line(text)) is not None


def _begins_project(head: _Head) -> bool:
    """Whether a row without an indicator prints a project whose indicators follow: its name and its goal."""
    return ("words", "project_name") in head and any(field.startswith("goal:") for _, field in head)


def _compared(tokens: list[Token]) -> str:
    return squash(" ".join(token.text for token in tokens))


def _is_unit(text: str) -> bool:
    return is_money_unit(text) or (len(text) <= _LONGEST_UNIT and is_unit(text))


def _unit_of_amounts(head: _Head) -> str | None:
    """The unit of money that a row prints in a column of its own: 单位 | 预算金额 over 万元 | 12.5."""
    cells = head.get(("words", "agency"), ())
    text = one_line(cells[0].text) if cells else ""
    return text if is_money_unit(text) else None
