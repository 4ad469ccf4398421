"""How the rows of a table are read: a plan for each shape of row, thought out once.

Rows of one table look alike. Two rows whose cells look alike and stand in the same places are read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipelines.model.cells import Structure
from pipelines.normalise import contents as c
from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.contents import (
    content_of,
    is_bare_level,
    is_measured,
    is_name_before_value,
    is_name_behind_level,
    is_unnamed_level,
)
from pipelines.normalise.header import Header
from pipelines.normalise.row_columns import columns_of_cells, take_second_name
from pipelines.normalise.row_places import POSITIONS_COUNT, is_exact, is_in_place
from pipelines.normalise.rows import Token

Places = tuple[int, ...]
"""Cells by their places in the row."""
PlacesOfRoles = tuple[tuple[str, Places], ...]


class Plan(NamedTuple):
    """How a row of one shape is read: the cells under each column, of each level and of each indicator, and the lost.

    An indicator is the block of columns that its value stands in and its cells by the role of their columns.
    """

    under: tuple[tuple[int, Places], ...]
    levels: PlacesOfRoles
    indicators: tuple[tuple[str | None, PlacesOfRoles], ...]
    lost: Places
    in_place: bool | None
    """Whether a cell behind blanks stands below its own head: where it does, blanks stand for cells that span down."""


_MOST_PLANS = 4096
_NOT_OF_INDICATORS = frozenset({"level1", "level2", "words", "amount"})


def plan_of(form: FormBuilder, header: Header, cells: list[Token], structure: Structure, *, in_place: bool) -> Plan:
    """The plan for a row of this shape; rows of a shape seen before are not thought about again."""
    kinds = _kinds(form, header, cells, structure)
    places = tuple([token.column for token in cells]) if structure in POSITIONS_COUNT else ()
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
        if third and structure in POSITIONS_COUNT:
            return is_bare_level(token.text)
        return is_name_behind_level(cells[before].text, token.text, behind.text)
    front = header.front_of_names
    if not place or structure not in POSITIONS_COUNT or front is None:
        return False
    return front.name <= token.column < front.name_ends and is_measured(behind.text) and is_bare_level(token.text)


def _thought_out(
    header: Header, cells: list[Token], kinds: tuple[str, ...], structure: Structure, *, in_place: bool
) -> Plan:
    exact = structure is Structure.ROWS and is_exact(header, cells, kinds, in_place=in_place)
    assigned = columns_of_cells(header, cells, kinds, structure, exact=exact)
    if structure in POSITIONS_COUNT:
        take_second_name(header, cells, kinds, assigned)
    if not header.many_projects:
        assigned = {at: column for at, column in assigned.items() if header.columns[column].role != "words"}
    under: dict[int, Places] = {}
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
        is_in_place(header, cells, kinds) if structure is Structure.ROWS else None,
    )


def _indicators(header: Header, under: dict[int, Places]) -> Iterator[tuple[str | None, PlacesOfRoles]]:
    """The cells of each indicator of a row by role; a form with several value columns gives several indicators."""
    values = header.roles.count("value")
    side_by_side = header.roles.count("level3") > 1
    for block in dict.fromkeys(column.block for column in header.columns if column.role == "value"):
        roles: dict[str, Places] = {}
        for index, places in under.items():
            column = header.columns[index]
            if column.role in _NOT_OF_INDICATORS:
                continue
            if values == 1 or column.block == block or (not side_by_side and column.role != "value"):
                roles[column.role] = (*roles.get(column.role, ()), *places)
        if roles and (values == 1 or side_by_side or "value" in roles):
            yield (block if values > 1 else None), tuple(roles.items())
