"""The indicator table of a form: rows under their header, level names carried down, an indicator for each value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipelines.model.cells import Structure
from pipelines.normalise import contents as c
from pipelines.normalise.alignment import align
from pipelines.normalise.builder import FormBuilder, Level
from pipelines.normalise.contents import (
    ORDINAL,
    content_of,
    is_bare_level,
    is_declared_none,
    is_measured,
    is_name_before_value,
    is_name_behind_level,
    is_unnamed_level,
)
from pipelines.normalise.header import (
    OTHER_VALUES,
    Header,
    is_column_numbering,
    may_be_header,
    of_one_period,
    read_header,
    with_described_indicators,
    with_subheads,
)
from pipelines.normalise.indicator_cells import Roles, add_indicator
from pipelines.normalise.labels import Label, foot_part, match_label, money_unit_of_heading, page_part
from pipelines.normalise.levels import belongs_below, is_only_first, read_level, stands_for_both
from pipelines.normalise.project_columns import ProjectColumns, names_project
from pipelines.normalise.rows import Row, Token, cells_of
from pipelines.normalise.several_in_cell import each_indicator
from pipelines.normalise.spelling import squash
from pipelines.normalise.table_ends import ends_table

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

_TOTALS = frozenset({"合计", "总分", "总计", "小计"})
_CERTAIN = (*c.LEVELS, c.ORDINAL_NAME)
"""What a row must begin with to be an indicator after something else stood between."""
_SIGNS = (c.COMPARATOR, c.QUALITATIVE, c.UNIT)
"""Cells without which a value says something else."""
_ONLY_UNDER = {c.LEVEL1: "level1", c.LEVEL2: "level2", c.ORDINAL_NAME: "level3", c.COMPARATOR: "comparator",
                c.QUALITATIVE: "comparator"}  # fmt: skip
"""What a cell must be for its column to be certain."""
_WORDS = (c.TEXT, c.SHORT, c.LABEL)
_LEVEL_ROLES = {"level1": "indicator.level1", "level2": "indicator.level2"}
_NOT_OF_INDICATORS = frozenset({"level1", "level2", "words", "amount"})
_MOST_WORDS = 40
_LOST_ENDING = "指标"
"""What a level, or the label of the block beside it, may have lost to the line below."""


class IndicatorTable:
    """Reads the rows below a header until something else begins."""

    __slots__ = ("_held", "_in_place", "_is_first", "_projects", "_reader")

    def __init__(self, reader: FormReader) -> None:
        self._reader = reader
        self._held: list[Token] = []
        self._is_first = False
        self._in_place = False
        self._projects = ProjectColumns(reader)

    # -- begin and end -------------------------------------------------------------------------------------------

    def begin(self, form: FormBuilder, header: Header) -> None:
        """A header was read: rows below it are indicators."""
        self.flush()
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
        if not form.indicators and form.level1 is None:
            parted = with_subheads(form.header, tokens)
            if parted is not None:
                form.header = of_one_period(parted, form.fiscal_year or self._reader.year)
                self._reader.use(tokens, "label", form)
                return True
        if self._is_first:
            if is_column_numbering(tokens):
                self._reader.ledger.ignore(cells_of(tokens), "column_numbering", form.number)
                return True
            self._is_first = False
        if not self._belongs(form, form.header, row, tokens):
            return False
        if self._is_foot(form.header, tokens):
            self.flush()
            self._reader.ledger.ignore(cells_of(tokens), foot_part(tokens[0].text) or "", form.number)
            return True
        if len(tokens) == 1 and squash(tokens[0].text) == _LOST_ENDING and _complete_level(form, tokens[0]):
            self._reader.use(tokens, "label", form)
            return True
        is_heading = len(tokens) == 1 and self._is_heading(form.header, row, tokens[0])
        if not is_heading and self._stands_beside_names(form.header, row, tokens):
            self.flush()
            self._reader.refuse(tokens)
            return True
        cells = self._without_sections(form, row)
        printed = [token for token in cells if token.cell >= 0]
        form.in_table, self._reader.title_is_new = True, False
        form.table_of_indicators = row.table
        if not printed:
            return True
        if squash(printed[0].text) in _TOTALS:
            self._reader.ledger.ignore(cells_of(printed), "totals", form.number)
        elif is_heading:
            self.flush()
            self._projects.read_heading(form, printed[0])
        elif form.header.many_projects and self._projects.is_subtotal(form.header, printed):
            self._projects.read_subtotal(form, printed)
        else:
            self._read_or_hold(form, form.header, cells, row.structure)
        return True

    def _belongs(self, form: FormBuilder, header: Header, row: Row, tokens: list[Token]) -> bool:
        """Whether a row below the header is one of its rows, by what stands in front."""
        first = tokens[0]
        label = match_label(first.text)
        content = content_of(first.text)
        if row.structure is Structure.PROSE or (not form.in_table and content not in _CERTAIN):
            return False
        if header.many_projects:
            if len(tokens) <= 2 and label is None and (self._reader.is_title(first) or page_part(first.text)):
                return False
        elif ends_table(first, label):
            return False
        if label is not None:
            if label.ignored_label == "page_chrome":
                return False
            heads = label.column or label.section or label.field or label.ignored_label
            if heads and may_be_header(tokens) and read_header(tokens) is not None:
                return False
        if content not in _CERTAIN and any(money_unit_of_heading(token.text) for token in tokens):
            return False
        return not (len(tokens) == 1 and row.first_of_block and label is None and not header.is_tree)

    def _is_heading(self, header: Header, row: Row, token: Token) -> bool:
        """Whether a row is one cell over all columns that names no level: a heading, never an indicator."""
        if header.many_projects or header.is_tree or content_of(token.text) not in _WORDS or len(header.columns) < 3:
            return False
        if row.structure is Structure.GRID:
            last = header.columns[-1].position
            return token.column <= header.columns[0].position and token.column + token.span > last > 0
        return row.structure in _POSITIONS_COUNT and token.column == 1 and names_project(token.text)

    def _is_foot(self, header: Header, tokens: list[Token]) -> bool:
        """Whether a row begins with what stands below a table: a note, an opinion with its stamp, a score."""
        part = foot_part(tokens[0].text)
        if part is None or header.many_projects or header.is_tree:
            return False
        if len(tokens) > 1 + len(header.columns) - header.level_count:
            return False
        if part == "execution":
            return _prints_only_points(header, tokens[1:])
        return not (part in ("review", "signature") and len(tokens) > 1 and is_measured(tokens[1].text))

    def _stands_beside_names(self, header: Header, row: Row, tokens: list[Token]) -> bool:
        """Whether a row of certain places begins left of the names with what is no level, and prints no name: what
        stands below the table in the columns of its levels, and no indicator.
        """
        first = tokens[0]
        if row.structure not in _POSITIONS_COUNT or content_of(first.text) in (*_CERTAIN, c.PLACEHOLDER):
            return False
        front = header.front_of_names
        if front is None or first.column >= front.level_ends:
            return False
        if row.structure is Structure.GRID and len(tokens) == 1 and first.column + first.span <= front.name_ends:
            return False  # the name of a level that is not known
        if any(front.name <= token.column + token.span - 1 < front.name_ends for token in tokens):
            return False
        label = match_label(first.text)
        if label is not None and (label.section is not None or label.is_level):
            return False
        return row.structure is Structure.GRID or self._in_place or _is_as_wide(header, row.tokens)

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
        if structure is Structure.WORDS and len(cells) < _MOST_WORDS:
            under = _plan(form, header, cells, structure, in_place=False).under
            roles = {header.columns[column].role: places for column, places in under}
            needs_weight = "weight" in header.roles and "comparator" in header.roles
            whole = "value" in roles and (not needs_weight or "weight" in roles)
            if "level3" in roles and not whole and not _is_alone(cells[roles["level3"][0]].text):
                self._held = cells
                return
        self._read_row(form, header, cells, structure)

    def _read_row(self, form: FormBuilder, header: Header, cells: list[Token], structure: Structure) -> None:
        if form.level1 is None and not form.indicators:
            header = self._as_filled(form, header, cells)
        plan = _plan(form, header, cells, structure, in_place=self._in_place)
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
        if header.roles.count("level3") > 1 and header.roles.count("level2") > 1:
            self._read_side_by_side(form, header, plan, cells, structure)
            return
        for role, places in plan.levels:
            self._read_level(form, header, role, [cells[place] for place in places], structure)
        for block, parts in plan.indicators:
            self._add(form, header, block, parts, cells)

    def _add(
        self,
        form: FormBuilder,
        header: Header,
        block: str | None,
        parts: tuple[tuple[str, tuple[int, ...]], ...],
        cells: list[Token],
    ) -> None:
        roles = {role: [cells[place] for place in places] for role, places in parts}
        for cells_of_one in each_indicator(roles):
            level, named = _level_before_name(header, cells_of_one)
            if level is not None:
                form.level2 = level
            add_indicator(self._reader, form, named, block or form.block)
            if level is not None:
                form.level2 = None

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
                if header.columns[column].block == block and role in _LEVEL_ROLES:
                    self._read_level(form, header, role, [cells[place] for place in places], structure)
            if block in indicators:
                self._add(form, header, block, indicators[block], cells)
            form.levels_of_blocks[block] = form.level1, form.level2

    def _as_filled(self, form: FormBuilder, header: Header, cells: list[Token]) -> Header:
        """The header, mended where the first row shows that 指标名称 holds level names and 指标描述 the indicators."""
        if "explanation" not in header.roles:
            return header
        kinds = [content_of(token.text) for token in cells if token.cell >= 0]
        printed_levels = sum(column.role in ("level1", "level2") and column.position > 0 for column in header.columns)
        if printed_levels == 1 and len(kinds) > 2 and all(kind in c.LEVELS for kind in kinds[:2]):
            header = with_described_indicators(header)
            form.header = header
        return header

    # -- levels and indicators -----------------------------------------------------------------------------------

    def _read_level(
        self, form: FormBuilder, header: Header, role: str, cells: list[Token], structure: Structure
    ) -> None:
        token = cells[0]
        printed, label = read_level(token.text if len(cells) == 1 else "".join(t.text for t in cells))
        both = _both_levels(token.text) if label is None and len(cells) == 1 else None
        if both is not None:
            for one, text in zip(("level1", "level2"), both, strict=True):
                if one == "level2" or form.level1 is None or form.level1.printed != text.strip():
                    self._read_level(form, header, one, [token._replace(text=text, span=1)], structure)
            return
        level = Level(printed, label, token)
        self._reader.use(cells, _LEVEL_ROLES[role], form)
        if role == "level2" and is_unnamed_level(level.printed):
            form.level2 = None
            return
        entry = (token.cell, level.printed, len(form.indicators))
        if role == "level1":
            # printed in the middle of its block, beside rows that already have their level 2: that still holds
            goes_on = form.level1 is None and structure in _POSITIONS_COUNT and belongs_below(form.level2, level)
            form.level1, form.level2 = level, form.level2 if goes_on else None
            form.own_level1.add(len(form.indicators))
            if level.label is None:
                form.unknown_level1.append(entry)
            if structure is Structure.GRID and token.span > 1:
                second = next((column.position for column in header.columns if column.role == "level2"), 0)
                if second and token.column <= second < token.column + token.span and not is_only_first(level):
                    form.level2 = level
            return
        form.level2 = level
        if level.label is None or level.label.dimension is None:
            form.unknown_level2.append(entry)
        elif stands_for_both(form.level1, level) and structure is not Structure.GLUED:
            form.level1 = level
            if is_only_first(level):
                form.level2 = None


def _both_levels(text: str) -> tuple[str, str] | None:
    """The names of both levels where one cell prints them joined: 产出指标-数量指标."""
    first, joint, second = text.partition(next((mark for mark in _JOINTS if mark in text), "-"))
    if not joint:
        return None
    above, below = match_label(first), match_label(second)
    if above is None or below is None or above.rest or below.rest:
        return None
    return (first, second) if above.category is not None and below.dimension is not None else None


def _level_before_name(header: Header, roles: Mapping[str, Sequence[Token]]) -> tuple[Level | None, Roles]:
    """The second level that a cell prints before the name (数量指标：培训人次) where the table has no column for it."""
    if "level2" in header.roles and header.columns[header.roles.index("level2")].position:
        return None, roles
    names = roles.get("level3", ())
    if len(names) != 1:
        return None, roles
    first, colon, name = names[0].text.replace("：", ":").partition(":")
    label = match_label(first) if colon and name.strip() else None
    if label is None or label.dimension is None or label.rest or not squash(first).endswith(_LOST_ENDING):
        return None, roles
    level = Level(first.strip(), label, names[0])
    return level, {**roles, "level3": [names[0]._replace(text=name.strip())]}


def _complete_level(form: FormBuilder, token: Token) -> bool:
    """Give the level above a lone 指标 its printed ending back: 服务对象满意度 / 指标. False where no level stands."""
    level = next((one for one in (form.level2, form.level1) if one and one.token.column == token.column), None)
    if level is not None and not level.printed.endswith(_LOST_ENDING):
        level.printed += _LOST_ENDING
        for at, indicator in enumerate(form.indicators):
            if form.level2_of[at] is level:
                indicator = replace(indicator, level2_printed=level.printed)
            if form.level1_of[at] is level:
                indicator = replace(indicator, level1_printed=level.printed)
            form.indicators[at] = indicator
    if level is None and form.level1 is None:
        return False
    form.rejoined.append(token.cell)
    return True


_JOINTS = ("——", "—", "–", "-", "/", "／", ">", "\\")


class Plan(NamedTuple):
    """How a row of one shape is read: places of cells in the row, by column, by level, by indicator and its roles."""

    under: tuple[tuple[int, tuple[int, ...]], ...]
    levels: tuple[tuple[str, tuple[int, ...]], ...]
    indicators: tuple[tuple[str | None, tuple[tuple[str, tuple[int, ...]], ...]], ...]
    lost: tuple[int, ...]
    in_place: bool | None
    """Whether a cell behind blanks stands below its own head: where it does, blanks stand for cells that span down."""


_POSITIONS_COUNT = (Structure.GRID, Structure.ROWS)
_MOST_PLANS = 4096


def _plan(form: FormBuilder, header: Header, cells: list[Token], structure: Structure, *, in_place: bool) -> Plan:
    """The plan for a row of this shape; rows of a shape seen before are not thought about again."""
    kinds = _kinds(form, header, cells, structure)
    places = tuple([token.column for token in cells]) if structure in _POSITIONS_COUNT else ()
    key = (structure, kinds, places, in_place)
    plan = header.plans.get(key)
    if plan is None:
        if len(header.plans) > _MOST_PLANS:
            header.plans.clear()
        plan = header.plans[key] = _thought_out(header, cells, kinds, structure, in_place=in_place)
    return plan


def _kinds(form: FormBuilder, header: Header, cells: list[Token], structure: Structure) -> tuple[str, ...]:
    """What each cell looks like; 群众满意度 right before a number is a name where the level 满意度 stands above it."""
    kinds = [content_of(token.text) for token in cells]
    printed = [place for place, kind in enumerate(kinds) if kind != c.BLANK]
    above = form.level1.label if form.level1 is not None else None
    below_level = above is not None and above.category == "satisfaction"
    before = -1
    for at, (place, following) in enumerate(pairwise(printed)):
        below_level = below_level or place != printed[0]
        if kinds[place] in c.LEVELS:
            if (below_level and is_name_before_value(cells[place].text, cells[following].text)) or (
                "level3" in header.roles and _is_name(header, cells, kinds, (before, place, following), structure)
            ):
                kinds[place] = c.TEXT
        elif (
            before >= 0
            and kinds[before] in (c.LEVEL1, c.LEVEL_EITHER)
            and at + 2 < len(printed)
            and is_unnamed_level(cells[place].text)
        ):
            kinds[place] = c.LEVEL2
        before = place
    return tuple(kinds)


def _is_name(
    header: Header, cells: list[Token], kinds: list[str], at: tuple[int, int, int], structure: Structure
) -> bool:
    """Whether the name of a level is that of an indicator by what stands before and behind it, or by its place."""
    before, place, following = at
    token, behind = cells[place], cells[following] if following == place + 1 else cells[place + 1]
    if before >= 0:
        third = before > 0 and kinds[before] in c.LEVELS and kinds[before - 1] in c.LEVELS
        if third and structure in _POSITIONS_COUNT:
            return is_bare_level(token.text)
        return is_name_behind_level(cells[before].text, token.text, behind.text)
    front = header.front_of_names
    if not place or structure not in _POSITIONS_COUNT or front is None:
        return False
    return front.name <= token.column < front.name_ends and is_measured(behind.text) and is_bare_level(token.text)


def _thought_out(
    header: Header, cells: list[Token], kinds: tuple[str, ...], structure: Structure, *, in_place: bool
) -> Plan:
    exact = structure is Structure.ROWS and _is_exact(header, cells, kinds, in_place=in_place)
    assigned = _assigned(header, cells, kinds, structure, exact=exact)
    if structure in _POSITIONS_COUNT:
        _take_second_name(header, cells, kinds, assigned)
    if not header.many_projects:
        assigned = {at: column for at, column in assigned.items() if header.columns[column].role != "words"}
    under: dict[int, tuple[int, ...]] = {}
    for place, column in sorted(assigned.items()):
        under[column] = (*under.get(column, ()), place)
    return Plan(
        tuple(under.items()),
        tuple(
            (header.columns[column].role, places)
            for column, places in sorted(under.items())
            if header.columns[column].role in ("level1", "level2")
        ),
        () if header.is_tree or header.is_transposed else tuple(_indicators(header, under)),
        tuple(place for place, token in enumerate(cells) if token.cell >= 0 and place not in assigned),
        _in_place(header, cells, kinds) if structure is Structure.ROWS else None,
    )


def _indicators(
    header: Header, under: dict[int, tuple[int, ...]]
) -> Iterator[tuple[str | None, tuple[tuple[str, tuple[int, ...]], ...]]]:
    """The cells of each indicator of a row by role; a form with several value columns gives several indicators."""
    values = header.roles.count("value")
    side_by_side = header.roles.count("level3") > 1
    for block in dict.fromkeys(column.block for column in header.columns if column.role == "value"):
        roles: dict[str, tuple[int, ...]] = {}
        for index, places in under.items():
            column = header.columns[index]
            if column.role in _NOT_OF_INDICATORS:
                continue
            if values == 1 or column.block == block or (not side_by_side and column.role != "value"):
                roles[column.role] = (*roles.get(column.role, ()), *places)
        if roles and (values == 1 or side_by_side or "value" in roles):
            yield (block if values > 1 else None), tuple(roles.items())


def _assigned(
    header: Header, cells: list[Token], kinds: tuple[str, ...], structure: Structure, *, exact: bool
) -> dict[int, int]:
    """The column of each printed cell, by its place in the row."""
    start, end = 0, len(cells)
    while start < end and cells[start].cell < 0:
        start += 1
    while end > start and cells[end - 1].cell < 0:
        end -= 1
    if header.is_transposed or header.is_tree:
        structure = Structure.GRID if structure is not Structure.SEQUENCE else structure
    if structure is Structure.SEQUENCE:
        whole = _whole_row(header, cells, kinds)
        if whole is not None:
            return whole
    if structure is Structure.ROWS and header.has_units_among_projects and _is_head_alone(header, cells, kinds):
        structure = Structure.GRID
    kinds = kinds[start:end]
    under = (0,) * len(kinds)
    if structure is Structure.GRID or exact:
        under = tuple(_column_above(header, token.column) for token in cells[start:end])
    elif structure is Structure.ROWS:
        shift = _shift(header, cells[start:end], kinds)
        if shift is not None:
            under = tuple(_column_above(header, token.column + shift) for token in cells[start:end])
    columns = align(header.columns, kinds, under, Structure.GRID if exact else structure)
    assigned = {start + at: column for at, column in enumerate(columns) if column >= 0 and cells[start + at].cell >= 0}
    rivals = _rivals(header)
    if structure is Structure.GRID or not rivals:
        return assigned
    return _with_values_in_place(header, cells, assigned, structure, rivals)


def _take_second_name(header: Header, cells: list[Token], kinds: tuple[str, ...], assigned: dict[int, int]) -> None:
    """Put both texts below the head of the names into the name: 养老服务 | 助餐人数 under 三级指标 over two columns.

    Only where the value stands below its own head, so that places can be believed.
    """
    if header.roles.count("level3") != 1 or header.roles.count("value") != 1:
        return
    index = header.roles.index("level3")
    name, value = header.columns[index], header.columns[header.roles.index("value")]
    ends = min((column.position for column in header.columns if column.position > name.position), default=0)
    if not name.position or ends - name.position < 2:
        return
    placed = {column: cells[place] for place, column in assigned.items()}
    first, promised = placed.get(index), placed.get(header.roles.index("value"))
    in_place = promised is not None and promised.column == value.position
    if first is None or not in_place or not name.position <= first.column < ends:
        return
    for place, token in enumerate(cells):
        beside = token.cell >= 0 and name.position <= token.column < ends and place not in assigned
        if beside and kinds[place] in (c.SHORT, c.TEXT, c.LABEL):
            assigned[place] = index


def _is_head_alone(header: Header, cells: list[Token], kinds: tuple[str, ...]) -> bool:
    """Whether a row of text prints a unit, or a project with its goal, and nothing below the other heads."""
    printed = [at for at, token in enumerate(cells) if token.cell >= 0]
    if printed not in ([0], [0, 1]) or header.columns[0].field != "project_name" or kinds[0] not in _WORDS:
        return False
    goal = header.columns[1].field or ""
    return len(printed) == 1 or (goal.startswith("goal:") and kinds[1] == c.TEXT)


def _rivals(header: Header) -> frozenset[int]:
    """The columns a number could stand under instead of the value's: other years', and such as are not known."""
    if header.many_projects or header.roles.count("value") != 1 or "level3" not in header.roles:
        return frozenset()
    name = header.roles.index("level3")
    others = {
        index
        for index, column in enumerate(header.columns)
        if column.role in OTHER_VALUES or (column.field == "unknown" and index > name)
    }
    return frozenset(others | {header.roles.index("value")}) if others else frozenset()


def _with_values_in_place(
    header: Header, cells: list[Token], assigned: dict[int, int], structure: Structure, rivals: frozenset[int]
) -> dict[int, int]:
    """The columns of a row with values of several years: where one is blank, only its place says which is printed."""
    placed = {at: index for at, index in assigned.items() if index in rivals}
    if len(placed) == len(rivals):
        return assigned
    sure = {at: index for at, index in assigned.items() if index not in rivals}
    if structure is not Structure.ROWS:
        return sure
    names = [at for at, index in sure.items() if header.roles[index] == "level3"]
    if not names:
        return sure
    # The name is certain: counted from it, each value stands as far behind it as its head behind the head of the name.
    shift = header.columns[sure[names[-1]]].position - cells[names[-1]].column
    by_place = {at: _column_above(header, cells[at].column + shift) - 1 for at in placed}
    return {**sure, **{at: index for at, index in by_place.items() if index in rivals}}


def _whole_row(header: Header, cells: list[Token], kinds: tuple[str, ...]) -> dict[int, int] | None:
    """The columns of a row in which no cell is missing but level names, blank cells included; None for any other."""
    levels = 0
    while levels < len(cells) and levels < header.level_count and kinds[levels] in c.LEVELS:
        levels += 1
    others = [index for index, column in enumerate(header.columns) if column.role not in ("level1", "level2")]
    if len(cells) - levels != len(others):
        return None
    places = [index for index, column in enumerate(header.columns) if column.role in ("level1", "level2")]
    if levels == 1:
        places = places[:1] if kinds[0] == c.LEVEL1 else places[-1:]
    columns = (*places[:levels], *others)
    return {at: column for at, (token, column) in enumerate(zip(cells, columns, strict=True)) if token.cell >= 0}


def _shift(header: Header, cells: list[Token], kinds: tuple[str, ...]) -> int | None:
    """How far a row stands to the left of its heads, by its first cell whose column is certain; None where none is."""
    two_levels = len(kinds) > 1 and kinds[0] in c.LEVELS and kinds[1] in c.LEVELS
    for token, kind in zip(cells, kinds, strict=True):
        role = "level1" if two_levels and kind == kinds[0] else _ONLY_UNDER.get(kind)
        position = next((column.position for column in header.columns if column.role == role), 0)
        if position:
            return position - token.column
    if _is_as_wide(header, cells) and any(kind == c.BLANK for kind in kinds):
        return 0
    return None


def _in_place(header: Header, cells: list[Token], kinds: tuple[str, ...]) -> bool | None:
    """Whether the first printed cell is behind blanks, certain of its column and in it; None where nothing tells."""
    at = next((at for at, token in enumerate(cells) if token.cell >= 0), 0)
    shift = _shift(header, cells[at:], kinds[at:]) if kinds[at] in _CERTAIN else None
    if shift:
        return False
    return True if at and shift == 0 else None


def _is_exact(header: Header, cells: list[Token], kinds: tuple[str, ...], *, in_place: bool) -> bool:
    """Whether the places of a row of text are as good as those of a grid: no cell of it is missing, both its levels
    stand below their heads, or blanks stand for them and the row ends below the last head.
    """
    first, last = header.columns[0], header.columns[-1]
    end = last.position + last.span - 1
    if not first.position or not last.position or cells[-1].column > end:
        return False
    printed = {token.column for token in cells if token.cell >= 0}
    if all(column.position in printed for column in header.columns if column.position):
        return True
    at = next((at for at, token in enumerate(cells) if token.cell >= 0), 0)
    if kinds[at] == c.LEVEL2:
        return _shift(header, cells[at:], kinds[at:]) == 0
    if kinds[at] in c.LEVELS and not at:
        heads = {column.position: column.role for column in header.columns if column.role in ("level1", "level2")}
        both = kinds[1:2] and kinds[1] in c.LEVELS
        return bool(both) and heads.get(cells[0].column) == "level1" and heads.get(cells[1].column) == "level2"
    return (in_place or at > 0) and cells[0].column <= first.position and cells[-1].column == end


def _is_as_wide(header: Header, cells: Sequence[Token]) -> bool:
    """Whether the last cell of a row is printed below the last head: no cell of the row is missing."""
    last = header.columns[-1]
    return last.position > 0 and cells[-1].cell >= 0 and cells[-1].column == last.position + last.span - 1


def _prints_only_points(header: Header, tokens: list[Token]) -> bool:
    """Whether cells are no more than a weight and a score, behind blanks where places count."""
    if len(tokens) > header.roles.count("weight") + header.roles.count("score"):
        return False
    return all(content_of(token.text) in (c.NUMBER, c.POINTS, c.PLACEHOLDER) for token in tokens)


def _is_alone(name: str) -> bool:
    """True for a name that needs no value: a placeholder, or a declared none."""
    ordinal = ORDINAL.match(name)
    return content_of(name) in (c.PLACEHOLDER, c.NONE) or is_declared_none(name[ordinal.end() :] if ordinal else name)


def _column_above(header: Header, place: int) -> int:
    """1 + the index of the column whose printed head stands above this place, 0 where none does."""
    for index, column in enumerate(header.columns):
        if column.position and column.position <= place < column.position + column.span:
            return index + 1
    return 0
