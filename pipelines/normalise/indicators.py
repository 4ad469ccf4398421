"""The indicator table of a form: rows under their header, level names carried down, an indicator for each value."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pipelines.model.cells import Structure
from pipelines.model.records import Field, Indicator, Issue, Objective
from pipelines.model.target import Kind, Target
from pipelines.normalise import contents as c
from pipelines.normalise import money
from pipelines.normalise.alignment import align
from pipelines.normalise.builder import FormBuilder, Level
from pipelines.normalise.contents import ORDINAL, content_of, is_declared_none
from pipelines.normalise.header import Header, read_header
from pipelines.normalise.labels import Label, match_label, money_unit_of_heading, page_part
from pipelines.normalise.levels import classify, level_name, stands_for_both
from pipelines.normalise.printed import one_line
from pipelines.normalise.rows import Row, Token, ends_table
from pipelines.normalise.spelling import squash
from pipelines.normalise.targets import TargetContext, read_target

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

_TOTALS = frozenset({"合计", "总分", "总计", "小计"})
_CERTAIN = (c.LEVEL1, c.LEVEL2, c.LEVEL_EITHER, c.ORDINAL_NAME)
"""What a row must begin with to be an indicator after something else stood between."""
Cells = dict[int, list[Token]]
"""Column index to the cells that stand under it."""


class IndicatorTable:
    """Reads the rows below a header until something else begins."""

    __slots__ = ("_held", "_reader", "agency", "department")

    def __init__(self, reader: FormReader) -> None:
        self._reader = reader
        self._held: list[Token] = []
        self.department: Field | None = None
        self.agency: Field | None = None

    # -- begin and end -------------------------------------------------------------------------------------------

    def begin(self, form: FormBuilder, header: Header) -> None:
        """A header was read: rows below it are indicators."""
        self.flush()
        form.header, form.in_table = header, True
        form.level1 = form.level2 = None

    def close(self) -> None:
        """Something that is no indicator row stands below the table: it is over, unless indicators follow again."""
        self.flush()
        if self._reader.form is not None:
            self._reader.form.in_table = False

    def flush(self) -> None:
        """Read what was held back as the first half of a broken row."""
        held, self._held = self._held, []
        form = self._reader.form
        if held and form is not None and form.header is not None:
            self._read_row(form, form.header, held, Structure.ROWS)

    def enter_section(self, form: FormBuilder, label: Label) -> None:
        """A label names the block that follows: long-term, mid-term or annual indicators."""
        if label.key.startswith(("长期", "实施期")):
            form.block = "whole_term"
        elif label.key.startswith("中期"):
            form.block = "mid_term"
        elif form.block is not None:
            form.block = "annual"

    # -- rows ----------------------------------------------------------------------------------------------------

    def takes(self, row: Row, tokens: list[Token]) -> bool:
        """Read a row as one of the table; False when it is none."""
        reader = self._reader
        form = reader.form
        if form is None or form.header is None:
            return False
        header = form.header
        first = tokens[0]
        label = match_label(first.text)
        if not form.in_table and content_of(first.text) not in _CERTAIN:
            return False
        if header.many_projects:
            if len(tokens) <= 2 and label is None and (reader.is_title(first) or page_part(first.text)):
                return False
        elif ends_table(first, label) or self._is_header(tokens):
            return False
        if self._is_header(tokens):
            return False
        if label is not None and label.ignored_label == "page_chrome":
            return False
        if any(money_unit_of_heading(token.text) for token in tokens) and content_of(first.text) not in _CERTAIN:
            return False
        if row.structure is Structure.PROSE or (len(tokens) == 1 and row.first_of_block and label is None):
            return False
        sections = [t for t in tokens if (found := match_label(t.text)) is not None and _is_section(found)]
        if sections:
            reader.use(sections, "label", form)
            for token in sections:
                found = match_label(token.text)
                if found is not None:
                    self.enter_section(form, found)
        form.in_table, reader.title_is_new = True, False
        cells = [t for t in row.tokens if t not in sections]
        printed = [t for t in cells if t.cell >= 0]
        if not printed:
            return True
        if match_label(printed[0].text) is not None and squash(printed[0].text) in _TOTALS:
            reader.ledger.ignore([t.cell for t in printed], "totals", form.number)
            return True
        if header.many_projects and self._is_subtotal(header, printed):
            words = [token for token in printed if content_of(token.text) != c.NUMBER]
            self._read_subtotal(form, {("words", "department"): words}, printed)
            return True
        if self._held:
            level = match_label(printed[0].text)
            if level is not None and level.is_level and content_of(printed[0].text) != c.LEVEL_EITHER:
                self.flush()
                self._read_or_hold(form, header, cells, row.structure)
            else:
                held, self._held = self._held, []
                self._read_or_hold(form, header, [*held, *cells], row.structure)
        else:
            self._read_or_hold(form, header, cells, row.structure)
        return True

    def _is_subtotal(self, header: Header, printed: list[Token]) -> bool:
        """True for a name and an amount alone in a table that has a column for the amounts of projects."""
        kinds = [content_of(token.text) for token in printed]
        return (
            len(kinds) == 2
            and kinds[1] == c.NUMBER
            and kinds[0] in (c.TEXT, c.SHORT, c.LABEL)
            and "amount" in header.roles
            and len(header.columns) > 5
        )

    def _is_header(self, tokens: list[Token]) -> bool:
        return read_header(tokens) is not None

    def _read_or_hold(self, form: FormBuilder, header: Header, cells: list[Token], structure: Structure) -> None:
        if structure is Structure.WORDS and len(cells) < 40:
            assigned = self._assign(header, cells, structure)
            roles = {header.columns[column].role for column in assigned.values()}
            needs_weight = "weight" in header.roles and "comparator" in header.roles
            whole = "value" in roles and (not needs_weight or "weight" in roles)
            if "level3" in roles and not whole:
                self._held = cells
                return
        self._read_row(form, header, cells, structure)

    def _assign(self, header: Header, cells: list[Token], structure: Structure) -> dict[int, int]:
        """Cell (its place in the row) to column."""
        start, end = 0, len(cells)
        while start < end and cells[start].cell < 0:
            start += 1
        while end > start and cells[end - 1].cell < 0:
            end -= 1
        kinds = tuple(content_of(token.text) for token in cells[start:end])
        under = (0,) * len(kinds)
        if structure is Structure.GRID:
            under = tuple(_column_above(header, token) for token in cells[start:end])
        columns = align(header.columns, kinds, under, structure is Structure.WORDS)
        return {start + at: column for at, column in enumerate(columns) if column >= 0 and cells[start + at].cell >= 0}

    def _read_row(self, form: FormBuilder, header: Header, cells: list[Token], structure: Structure) -> None:
        reader = self._reader
        assigned = self._assign(header, cells, structure)
        under: Cells = {}
        for at, column in assigned.items():
            under.setdefault(column, []).append(cells[at])
        lost = [t for at, t in enumerate(cells) if t.cell >= 0 and at not in assigned]
        if header.many_projects:
            opened = self._read_project(form, header, under)
            if opened is None:
                reader.refuse(lost)
                return
            form = opened
        if lost:
            form.unread_rows += 1
            reader.refuse(lost)
        else:
            form.read_rows += 1
        self._read_levels(form, header, under, structure)
        for block in dict.fromkeys(column.block for column in header.columns if column.role == "value"):
            self._read_indicator(form, header, under, block)

    # -- many projects in one table ------------------------------------------------------------------------------

    def _read_project(self, form: FormBuilder, header: Header, under: Cells) -> FormBuilder | None:
        """Read the columns of the form's head; a row with a project name begins a project. None: not an indicator."""
        reader = self._reader
        head = {
            (column.role, column.field or ""): under[index]
            for index, column in enumerate(header.columns)
            if column.role in ("words", "amount", "number") and index in under
        }
        indicator = any(
            header.columns[index].role in ("level1", "level2", "level3", "value", "comparator") for index in under
        )
        if not head:
            return form
        cells = [token for tokens in head.values() for token in tokens]
        if not indicator:
            self._read_subtotal(form, head, cells)
            return None
        name = head.get(("words", "project_name"))
        if name is not None:
            if "project_name" in form.fields or form.indicators:
                previous = form
                form = reader.open()
                form.header = previous.header
                form.form_unit, form.unit_basis = previous.form_unit, previous.unit_basis
            if self.department is not None:
                form.fields.setdefault("department", self.department)
            if self.agency is not None:
                form.fields.setdefault("agency", self.agency)
        for (role, field), tokens in head.items():
            self._read_head_cell(form, role, field, tokens)
        return form

    def _read_head_cell(self, form: FormBuilder, role: str, field: str, tokens: list[Token]) -> None:
        reader = self._reader
        text = " ".join(one_line(token.text) for token in tokens)
        printed = Field(text, tokens[0].cell)
        if role == "amount":
            money.add(reader, form, field, "unstated", text, tokens[0], None)
        elif field.startswith("goal:"):
            period = field.removeprefix("goal:")
            if period == "achieved":
                reader.use(tokens, "objective.achieved", form)
                return
            reader.use(tokens, "objective.text", form)
            form.goals.append(
                Objective("unstated", text, tokens[0].cell, period if period != "unstated" else "unstated")
            )
        elif field in ("ignored", "unknown") or role == "number":
            reader.ledger.ignore([t.cell for t in tokens], "column_not_taken", form.number)
        else:
            if field == "agency":
                self.agency = printed
            elif field == "department":
                self.department = printed
            form.fields[field] = printed
            reader.use(tokens, f"project.{field}", form)

    def _read_subtotal(self, form: FormBuilder, head: dict[tuple[str, str], list[Token]], cells: list[Token]) -> None:
        """A row of a name and an amount and no indicator: the subtotal of a department, no project."""
        reader = self._reader
        words = [token for (role, _), tokens in head.items() if role == "words" for token in tokens]
        if len(words) == 1 and squash(words[0].text) not in _TOTALS:
            self.department = Field(one_line(words[0].text), words[0].cell)
            reader.use(words, "project.department", form)
        reader.ledger.ignore([token.cell for token in cells], "subtotal", form.number)

    # -- levels --------------------------------------------------------------------------------------------------

    def _read_levels(self, form: FormBuilder, header: Header, under: Cells, structure: Structure) -> None:
        places = {column.role: column for column in header.columns}
        for index, column in enumerate(header.columns):
            if index not in under or column.role not in ("level1", "level2"):
                continue
            token = under[index][0]
            text = "".join(t.text for t in under[index])
            label = match_label(text)
            level = Level(level_name(text), label if label is not None and label.is_level else None, token)
            self._reader.use(under[index], f"indicator.{column.role}", form)
            entry = (token.cell, level.printed, len(form.indicators))
            if column.role == "level1":
                form.level1, form.level2 = level, None
                form.own_level1.add(len(form.indicators))
                if level.label is None:
                    form.unknown_level1.append(entry)
                if structure is Structure.GRID and "level2" in places:
                    second = places["level2"].position
                    if second and token.column <= second < token.column + token.span:
                        form.level2 = level
                continue
            form.level2 = level
            if level.label is None or level.label.dimension is None:
                form.unknown_level2.append(entry)
            elif stands_for_both(form.level1, level) and structure not in (Structure.GRID, Structure.GLUED):
                form.level1 = level

    # -- indicators ----------------------------------------------------------------------------------------------

    def _read_indicator(self, form: FormBuilder, header: Header, under: Cells, block: str | None) -> None:
        reader = self._reader
        several = sum(column.role == "value" for column in header.columns) > 1
        roles: dict[str, list[Token]] = {}
        for index, tokens in under.items():
            column = header.columns[index]
            if not several or column.block == block or column.role != "value":
                if several and header.roles.count("level3") > 1 and column.block != block:
                    continue
                roles.setdefault(column.role, []).extend(tokens)
        roles = _by_content(roles)
        if several and header.roles.count("level3") == 1 and "value" not in roles:
            return
        name_cells = roles.get("level3", [])
        value_cells = roles.get("value", [])
        if not name_cells:
            self._without_name(form, roles)
            return
        printed = one_line(" ".join(t.text for t in name_cells))
        ordinal = ORDINAL.match(printed)
        name = printed[ordinal.end() :].strip() if ordinal else printed
        if content_of(printed) == c.PLACEHOLDER and not value_cells:
            reason = "placeholder_ordinal" if ordinal else "placeholder_dots"
            reader.ledger.ignore([t.cell for t in name_cells], reason, form.number)
            self._drop_rest(form, roles, ("level1", "level2", "level3"))
            return
        number = len(form.indicators)
        value = one_line(" ".join(t.text for t in value_cells))
        level1, level2 = form.level1, form.level2
        category, dimension = classify(level1, level2)
        declared_none = is_declared_none(name) or is_declared_none(value)
        target = self._target(form, name, value, dimension, roles, declared_none=declared_none)
        requirement = level2.label.requirement if level2 is not None and level2.label is not None else None
        form.level1_of.append(level1)
        form.level2_of.append(level2)
        form.indicators.append(
            Indicator(
                level1_printed=level1.printed if level1 is not None else None,
                level2_printed=level2.printed if level2 is not None else None,
                category=category,
                dimension=dimension,
                ordinal_printed=ordinal[1] if ordinal else None,
                name=name,
                requirement=requirement,
                declared_none=declared_none,
                target=target,
                name_cell=name_cells[0].cell,
                value_cell=value_cells[0].cell if value_cells else None,
                weight=_points(roles.get("weight")),
                actual_printed=_text(roles.get("actual")),
                score_printed=_text(roles.get("score")),
                direction_printed=_text(roles.get("direction")),
                standard_printed=_text(roles.get("standard")),
                note_printed=_text(roles.get("note")),
                block=block if several else form.block,
            )
        )
        for role, tokens in roles.items():
            if role in _TAKEN:
                cells = [cell for t in tokens for cell in (t.cell, *t.more)]
                form.cells.extend(cells)
                reader.ledger.use(cells, _TAKEN[role], form.number, number)
        self._drop_rest(form, roles, tuple(_TAKEN))

    def _target(
        self,
        form: FormBuilder,
        name: str,
        value: str,
        dimension: str | None,
        roles: dict[str, list[Token]],
        *,
        declared_none: bool,
    ) -> Target:
        if declared_none and (not value or is_declared_none(value)):
            return Target(printed=value, kind=Kind.DECLARED_NONE)
        sign = roles.get("comparator")
        if not value and sign and content_of(sign[0].text) == c.QUALITATIVE:
            return Target(printed=value, kind=Kind.QUALITATIVE)
        context = TargetContext(
            indicator_name=name,
            unit_cell=_text(roles.get("unit")),
            comparator_cell=_text(roles.get("comparator")),
            form_unit=form.form_unit,
            dimension=dimension,
            fiscal_year=form.fiscal_year,
        )
        return read_target(value, context)

    def _without_name(self, form: FormBuilder, roles: dict[str, list[Token]]) -> None:
        """A row without a name: only level names, or cells that cannot be said to belong to anything."""
        for role, tokens in roles.items():
            if role in ("level1", "level2"):
                continue
            if role == "value" or role in _TAKEN:
                filler = [t for t in tokens if content_of(t.text) == c.PLACEHOLDER]
                self._reader.ledger.ignore([t.cell for t in filler], "placeholder_dots", form.number)
                refused = [t for t in tokens if t not in filler]
                self._reader.refuse(refused)
                if refused and role == "value":
                    printed = one_line(refused[0].text)
                    message = f"指标值“{printed}”旁没有指标名称，未采用。"
                    form.issues.append(Issue("indicator_has_a_name", message, (refused[0].cell,), printed))
            else:
                self._reader.ledger.ignore([t.cell for t in tokens], f"column_{role}", form.number)

    def _drop_rest(self, form: FormBuilder, roles: dict[str, list[Token]], taken: tuple[str, ...]) -> None:
        for role, tokens in roles.items():
            if role not in taken and role not in ("level1", "level2"):
                cells = [cell for t in tokens for cell in (t.cell, *t.more)]
                self._reader.ledger.ignore(cells, f"column_{role}", form.number)


_TAKEN = {
    "level3": "indicator.name",
    "value": "indicator.value",
    "comparator": "indicator.comparator",
    "direction": "indicator.direction",
    "unit": "indicator.unit",
    "weight": "indicator.weight",
    "actual": "indicator.actual",
    "score": "indicator.score",
    "standard": "indicator.standard",
    "note": "indicator.note",
}


def _is_section(label: Label) -> bool:
    return label.section == "indicators" and not label.is_level and label.column is None


def _column_above(header: Header, token: Token) -> int:
    for index, column in enumerate(header.columns):
        if column.position and column.position <= token.column < column.position + column.span:
            return index + 1
    return 0


def _by_content(roles: dict[str, list[Token]]) -> dict[str, list[Token]]:
    """指标性质 and 指标方向 hold either the comparator or the direction: what the cell says decides."""
    both = roles.get("comparator", []) + roles.get("direction", [])
    if not both:
        return roles
    kept = {role: tokens for role, tokens in roles.items() if role not in ("comparator", "direction")}
    for token in both:
        kept.setdefault("direction" if content_of(token.text) == c.DIRECTION else "comparator", []).append(token)
    return kept


def _text(tokens: list[Token] | None) -> str | None:
    return one_line(" ".join(t.text for t in tokens)) if tokens else None


_NOT_DIGITS = re.compile(r"[分%\s]")


def _points(tokens: list[Token] | None) -> Decimal | None:
    if not tokens:
        return None
    try:
        return Decimal(_NOT_DIGITS.sub("", squash(tokens[0].text)))
    except InvalidOperation:
        return None
