"""The column of each cell of a row, where the medium says it or the order and look of the cells do."""

from __future__ import annotations

import re

from pipelines.model.cells import Structure
from pipelines.normalise import contents as c
from pipelines.normalise.alignment import align
from pipelines.normalise.header import OTHER_VALUES, Header
from pipelines.normalise.row_places import column_above, shift_of
from pipelines.normalise.rows import Token

_UNIT = re.compile(r"[\u4e00-\u9fff]{3,}(?:[局站所院校委办社会处队馆部]|政府|中心|机关|街道|公司|本级)$")
"""How the names of units end."""


def names_unit(text: str) -> bool:
    """True for a text that ends as the names of units do: 甲县农技推广站."""
    return _UNIT.search(text.strip()) is not None


def columns_of_cells(
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
    if header.has_units_among_projects and _is_head_alone(header, cells, kinds, structure):
        structure = Structure.GRID
    kinds = kinds[start:end]
    under = (0,) * len(kinds)
    if structure is Structure.GRID or exact:
        under = tuple(column_above(header, token.column) for token in cells[start:end])
    elif structure is Structure.ROWS:
        shift = shift_of(header, cells[start:end], kinds)
        if shift is not None:
            under = tuple(column_above(header, token.column + shift) for token in cells[start:end])
    columns = align(header.columns, kinds, under, Structure.GRID if exact else structure)
    assigned = {start + at: column for at, column in enumerate(columns) if column >= 0 and cells[start + at].cell >= 0}
    rivals = _rivals(header)
    if structure is Structure.GRID or not rivals:
        return assigned
    return _with_values_in_place(header, cells, assigned, structure, rivals)


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


def _is_head_alone(header: Header, cells: list[Token], kinds: tuple[str, ...], structure: Structure) -> bool:
    """Whether a row of text prints a unit, or a project with its goal, and nothing below the other heads."""
    if structure is Structure.WORDS:
        return len(cells) == 1 and header.columns[0].field == "project_name" and names_unit(cells[0].text)
    if structure is not Structure.ROWS:
        return False
    printed = [at for at, token in enumerate(cells) if token.cell >= 0]
    if printed not in ([0], [0, 1]) or header.columns[0].field != "project_name" or kinds[0] not in c.WORDS:
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
    by_place = {at: column_above(header, cells[at].column + shift) - 1 for at in placed}
    return {**sure, **{at: index for at, index in by_place.items() if index in rivals}}


def take_second_name(header: Header, cells: list[Token], kinds: tuple[str, ...], assigned: dict[int, int]) -> None:
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
        if beside and kinds[place] in c.WORDS:
            assigned[place] = index
