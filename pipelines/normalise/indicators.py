"""The indicator table of a form: rows under their header, level names carried down, an indicator for each value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.model.cells import Structure
from pipelines.normalise import contents as c
from pipelines.normalise.builder import FormBuilder, Level
from pipelines.normalise.column_numbering import is_column_numbering
from pipelines.normalise.contents import content_of, is_total, needs_no_value
from pipelines.normalise.header import Header
from pipelines.normalise.header_changes import (
    of_one_period,
    with_described_indicators,
    with_levels_in_front,
    with_names_below_level2,
    with_subheads,
)
from pipelines.normalise.header_reading import may_be_header, read_header
from pipelines.normalise.indicator_cells import add_indicator
from pipelines.normalise.labels import Label, match_label
from pipelines.normalise.level_cells import ENDING, LEVEL_ROLES, complete_level, level_before_name, take_level
from pipelines.normalise.levels import level_name
from pipelines.normalise.money_units import money_unit_of_heading
from pipelines.normalise.other_rows import is_foot, is_heading, stands_beside_names
from pipelines.normalise.page_texts import foot_part, is_chapter, page_part
from pipelines.normalise.project_columns import ProjectColumns
from pipelines.normalise.row_columns import names_unit
from pipelines.normalise.row_places import CERTAIN
from pipelines.normalise.row_plans import PlacesOfRoles, Plan, plan_of
from pipelines.normalise.rows import Row, Token, cells_of
from pipelines.normalise.several_in_cell import each_indicator, names_and_values
from pipelines.normalise.spelling import squash
from pipelines.normalise.table_ends import ends_table

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

_BETWEEN_PAGES = ("page_number", "continued")
_OF_HEADS = ("project_name", "department", "nature", "term")
"""Fields whose labels stand in the head of a form, and in no row of a table of many projects."""
_SIGNS = (c.COMPARATOR, c.QUALITATIVE, c.UNIT)
"""Cells without which a value says something else."""
_NAMES = (c.TEXT, c.SHORT, c.ORDINAL_NAME, c.LABEL)
_MOST_WORDS = 40
"""A line of more words is no row that lacks its value."""


class IndicatorTable:
    """Reads the rows below a header until something else begins."""

    __slots__ = ("_held", "_in_place", "_is_first", "_new_page", "_projects", "_reader", "_repeated")

    def __init__(self, reader: FormReader) -> None:
        self._reader = reader
        self._held: list[Token] = []
        self._is_first = False
        self._in_place = False
        self._new_page = False
        self._repeated: tuple[str, ...] = ()
        self._projects = ProjectColumns(reader)

    # -- begin and end -------------------------------------------------------------------------------------------

    def begin(self, form: FormBuilder, header: Header, *, new_block: bool) -> None:
        """A header was read: rows below it are indicators, of a block that it names or of the one above."""
        self.flush()
        known = form.header.printed if form.header is not None and form.indicators and not new_block else ()
        if known[: len(header.printed)] == header.printed:
            # heads repeated on the next page: what was known of the table holds
            form.in_table, self._repeated = True, known[len(header.printed) :]
            return
        self._repeated = ()
        self._projects.forget()
        form.header, form.in_table = header, True
        self._is_first = True
        form.level1 = form.level2 = None
        self._in_place = False

    def forget_project(self) -> None:
        """A new title begins other projects."""
        self._projects.forget_project()

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
        form = self._reader.form
        if form is None or form.header is None or form.header.roles == ("notice",):
            return False
        if form.in_table and self._is_between_pages(form, tokens):
            return True
        if self._takes_below_header(form, form.header, tokens):
            return True
        if not self._belongs(form, form.header, row, tokens):
            return False
        if is_foot(form.header, tokens):
            self.flush()
            self._reader.ledger.ignore(cells_of(tokens), foot_part(tokens[0].text) or "note", form.number)
            return True
        if len(tokens) == 1 and squash(tokens[0].text) == ENDING and complete_level(form, tokens[0]):
            self._reader.use(tokens, "label", form)
            return True
        heading = len(tokens) == 1 and is_heading(form.header, row, tokens[0])
        if not heading and stands_beside_names(form.header, row, tokens, in_place=self._in_place):
            self.flush()
            self._reader.refuse(tokens)
            return True
        cells = self._without_sections(form, row)
        printed = [token for token in cells if token.cell >= 0]
        form.in_table, self._reader.title_is_new = True, False
        form.table_of_indicators = row.table
        if not printed:
            return True
        if is_total(printed[0].text):
            self._reader.ledger.ignore(cells_of(printed), "totals", form.number)
        elif heading:
            self.flush()
            self._projects.read_heading(form, printed[0])
        elif form.header.many_projects and self._projects.is_subtotal(form.header, printed):
            self._projects.read_subtotal(form, printed)
        else:
            self._read_or_hold(form, form.header, cells, row.structure)
        return True

    def _is_between_pages(self, form: FormBuilder, tokens: list[Token]) -> bool:
        """Ignore the number of a page below which the table goes on, and the running head of the next page."""
        if len(tokens) > 1:
            self._new_page = False
            return False
        part = page_part(tokens[0].text)
        if part in _BETWEEN_PAGES:
            self._new_page = True
            self._reader.ledger.ignore(cells_of(tokens), part or "", form.number)
            return True
        is_unit = form.header is not None and form.header.has_units_among_projects
        if (
            self._new_page
            and not is_unit
            and match_label(tokens[0].text) is None
            and not self._reader.is_title(tokens[0])
        ):
            self._reader.ledger.ignore(cells_of(tokens), "outside_form")
            return True
        return False

    def _takes_below_header(self, form: FormBuilder, header: Header, tokens: list[Token]) -> bool:
        """Read a row that goes on with the header: heads below its heads, or the numbers of its columns."""
        if self._repeated and tuple(token.text for token in tokens) == self._repeated:
            self._repeated = ()
            self._reader.use(tokens, "label", form)
            return True
        if not form.indicators and form.level1 is None:
            parted = with_subheads(header, tokens)
            if parted is not None:
                form.header = of_one_period(parted, form.fiscal_year or self._reader.year or self._reader.budget_year)
                self._reader.use(tokens, "label", form)
                return True
        if self._is_first:
            if is_column_numbering(tokens):
                self._reader.ledger.ignore(cells_of(tokens), "column_numbering", form.number)
                return True
            self._is_first = False
        return False

    def _belongs(self, form: FormBuilder, header: Header, row: Row, tokens: list[Token]) -> bool:
        """Whether a row below the header is one of its rows, by what stands in front."""
        first = tokens[0]
        label = match_label(first.text)
        content = content_of(first.text)
        if row.structure is Structure.PROSE or (not form.in_table and content not in CERTAIN):
            return False
        if header.many_projects:
            if len(tokens) <= 2 and label is None and (self._reader.is_title(first) or page_part(first.text)):
                return False
            if label is not None and label.field in _OF_HEADS and not label.is_level:
                return False
        elif ends_table(first, label):
            return False
        if label is not None:
            if label.ignored_label == "page_chrome":
                return False
            heads = label.column or label.section or label.field or label.ignored_label or label.goal
            if heads and may_be_header(tokens) and read_header(tokens) is not None:
                return False
        if len(tokens) == 1 and row.structure is not Structure.GRID and is_chapter(first.text):
            return False
        if content not in CERTAIN and any(money_unit_of_heading(token.text) for token in tokens):
            return False
        if len(tokens) > 1 or not row.first_of_block or label is not None or header.is_tree:
            return True
        return header.has_units_among_projects and names_unit(first.text)

    def _without_sections(self, form: FormBuilder, row: Row) -> list[Token]:
        """The cells of a row without the label of the block, which is printed once beside it."""
        for at, token in enumerate(row.tokens):
            if token.cell < 0:
                continue
            label = match_label(token.text)
            if label is None or label.section != "indicators" or label.is_level or label.column is not None:
                break
            self._reader.use([token], "label", form)
            self.enter_section(form, label)
            return [*row.tokens[:at], *row.tokens[at + 1 :]]
        return list(row.tokens)

    def _read_or_hold(self, form: FormBuilder, header: Header, cells: list[Token], structure: Structure) -> None:
        """Read a row, or hold it back while it lacks its value: the line went on below."""
        if self._held:
            first = next(token for token in cells if token.cell >= 0)
            if content_of(first.text) in (c.LEVEL1, c.LEVEL2, c.ORDINAL_NAME, c.PLACEHOLDER):
                self.flush()
            else:
                cells = [*self._held, *cells]
                form.rejoined.extend(token.cell for token in self._held[:1])
                self._held = []
        is_unit = header.has_units_among_projects and len(cells) == 1
        if structure is Structure.WORDS and len(cells) < _MOST_WORDS and not is_unit:
            under = plan_of(form, header, cells, structure, in_place=False).under
            roles = {header.columns[column].role: places for column, places in under}
            needs_weight = "weight" in header.roles and "comparator" in header.roles
            whole = "value" in roles and (not needs_weight or "weight" in roles)
            if "level3" in roles and not whole and not needs_no_value(cells[roles["level3"][0]].text):
                self._held = cells
                return
        self._read_row(form, header, cells, structure)

    def _read_row(self, form: FormBuilder, header: Header, cells: list[Token], structure: Structure) -> None:
        if form.level1 is None and not form.indicators:
            header = self._as_filled(form, header, cells)
        if header.names_hold_levels and self._takes_level_alone(form, header, cells, structure):
            return
        plan = plan_of(form, header, cells, structure, in_place=self._in_place)
        self._in_place = plan.in_place if plan.in_place is not None else self._in_place
        if plan.lost:
            lost = [cells[place] for place in plan.lost]
            self._reader.refuse(lost)
            form.rows_with_lost_signs += any(content_of(token.text) in _SIGNS for token in lost)
        if header.many_projects or header.is_tree:
            under = {column: [cells[place] for place in places] for column, places in plan.under}
            if header.is_tree:
                self._projects.read_tree(form, header, under)
                return
            if header.is_transposed:
                self._projects.read_transposed(form, header, under)
                return
            opened = self._projects.read(form, header, under)
            if opened is None:
                return
            form = opened
        if header.roles.count("level3") > 1 and max(map(header.roles.count, ("level1", "level2"))) > 1:
            self._read_side_by_side(form, header, plan, cells, structure)
            return
        for role, places in plan.levels:
            take_level(self._reader, form, header, role, [cells[place] for place in places], structure)
        for block, parts in plan.indicators:
            self._add(form, header, block, parts, cells)

    def _takes_level_alone(self, form: FormBuilder, header: Header, cells: list[Token], structure: Structure) -> bool:
        """Read the name of a level that stands alone below the head of the names (绩效指标 | 指标值)."""
        printed = [token for token in cells if token.cell >= 0]
        kind = content_of(printed[0].text)
        if len(printed) > 1 or kind not in c.LEVELS:
            return False
        take_level(self._reader, form, header, "level2" if kind == c.LEVEL2 else "level1", printed, structure)
        return True

    def _add(
        self, form: FormBuilder, header: Header, block: str | None, parts: PlacesOfRoles, cells: list[Token]
    ) -> None:
        """Record the indicators of one block of a row: one, or several that a cell prints together."""
        roles = {role: [cells[place] for place in places] for role, places in parts}
        if header.names_hold_values and "value" not in roles and len(roles.get("level3", ())) == 1:
            self._add_with_values(form, block, roles)
            return
        for cells_of_one in each_indicator(roles):
            level, named = level_before_name(header, cells_of_one)
            if level is not None:
                form.level2 = level
            add_indicator(self._reader, form, named, block or form.block)
            if level is not None:
                form.level2 = None

    def _add_with_values(self, form: FormBuilder, block: str | None, roles: dict[str, list[Token]]) -> None:
        """Record the indicators of a cell that prints each with its value; what is none for certain is refused."""
        (cell,) = roles["level3"]
        found, left = names_and_values(cell.text)
        if not found:
            self._reader.refuse([cell])
        elif left:
            self._reader.note_left_over(form, cell, left)
        for at, (level, name, value) in enumerate(found):
            above = form.level2
            if level is not None:
                form.level2 = Level(level_name(level), match_label(level), cell)
            others = {role: tokens for role, tokens in roles.items() if role != "level3" and len(found) == 1}
            own = {"level3": [cell._replace(text=name)], "value": [cell._replace(text=value)], **others}
            add_indicator(self._reader, form, own, block or form.block)
            form.level2 = above
            if not at and len(found) > 1:
                rest = [token for role, tokens in roles.items() if role != "level3" for token in tokens]
                self._reader.ledger.ignore(cells_of(rest), "column_shared", form.number)

    def _read_side_by_side(
        self, form: FormBuilder, header: Header, plan: Plan, cells: list[Token], structure: Structure
    ) -> None:
        """Read a row of blocks of columns with levels of their own: a level holds in its block until the next there."""
        indicators = dict(plan.indicators)
        for block in dict.fromkeys(column.block for column in header.columns if column.role == "value"):
            own = {column.role for column in header.columns if column.block == block}
            above = form.level1
            level1, level2 = form.levels_of_blocks.get(block, (None, None))
            if "level1" in own and header.roles.count("level1") > 1:
                form.level1, form.level2 = level1, level2
            elif "level2" in own and "level1" not in own:
                form.level2 = level2 if level1 is above else None
            for column, places in sorted(plan.under):
                role = header.columns[column].role
                if header.columns[column].block == block and role in LEVEL_ROLES:
                    take_level(self._reader, form, header, role, [cells[place] for place in places], structure)
            if block in indicators:
                self._add(form, header, block, indicators[block], cells)
            form.levels_of_blocks[block] = form.level1, form.level2

    def _as_filled(self, form: FormBuilder, header: Header, cells: list[Token]) -> Header:
        """The header, mended where the first row shows that 指标名称 holds level names and 指标描述 the indicators, or
        that the indicators stand below 二级指标.
        """
        if "level3" not in header.roles and _names_stand_below_level2(header, cells):
            form.header = with_names_below_level2(header)
            return form.header
        if "explanation" not in header.roles and header.level_count:
            return header
        kinds = [content_of(token.text) for token in cells if token.cell >= 0]
        printed_levels = sum(column.role in ("level1", "level2") and column.position > 0 for column in header.columns)
        if printed_levels == 1 and len(kinds) > 2 and all(kind in c.LEVELS for kind in kinds[:2]):
            header = with_described_indicators(header)
        elif not header.level_count and "level3" in header.roles and len(kinds) > 2 and kinds[0] in c.LEVELS:
            header = with_levels_in_front(header)
        form.header = header
        return header


def _names_stand_below_level2(header: Header, cells: list[Token]) -> bool:
    """Whether a row prints a name of level 2 below 一级指标, and below 二级指标 what is no level."""
    if header.roles.count("level1") != 1 or header.roles.count("level2") != 1 or header.many_projects:
        return False
    at = [header.columns[header.roles.index(role)].position for role in ("level1", "level2")]
    kinds = {token.column: content_of(token.text) for token in cells if token.cell >= 0}
    return kinds.get(at[0]) in (c.LEVEL2, c.LEVEL_EITHER) and kinds.get(at[1], c.BLANK) in _NAMES and len(kinds) > 2
