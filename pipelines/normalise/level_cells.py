"""Cells that print names of levels, and how long these hold.

One cell may print one level or both, a level before the name of an indicator, or the ending that a level lost to the
line below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.model.cells import Structure
from pipelines.normalise.builder import FormBuilder, Level
from pipelines.normalise.contents import ORDINAL, PLACEHOLDER, content_of, is_unnamed_level
from pipelines.normalise.header import Header
from pipelines.normalise.indicator_cells import Roles
from pipelines.normalise.labels import match_label
from pipelines.normalise.levels import belongs_below, is_only_first, read_level, stands_for_both
from pipelines.normalise.row_places import POSITIONS_COUNT
from pipelines.normalise.rows import Token, cells_of
from pipelines.normalise.spelling import squash

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

LEVEL_ROLES = {"level1": "indicator.level1", "level2": "indicator.level2"}
ENDING = "指标"
"""What a level, or the label of the block beside it, may have lost to the line below."""
_OF_THE_SERVED = "服务对象"
"""How the level 2 below 满意度指标 begins; no indicator is called so."""
_JOINTS = ("——", "—", "–", "-", "/", "／", ">", "\\")


def take_level(
    reader: FormReader, form: FormBuilder, header: Header, role: str, cells: list[Token], structure: Structure
) -> None:
    """Read the cells of a level's column (``role``): the level holds for the rows below until the next one there."""
    token = cells[0]
    if len(cells) == 1 and ORDINAL.match(token.text) and content_of(token.text) == PLACEHOLDER:
        reader.ledger.ignore(cells_of(cells), "placeholder_ordinal", form.number)
        return  # 目标2 in a column of its own below the head of the levels
    printed, label = read_level(token.text if len(cells) == 1 else "".join(t.text for t in cells))
    both = _both_levels(token.text) if label is None and len(cells) == 1 else None
    if both is not None:
        for one, text in zip(("level1", "level2"), both, strict=True):
            if one == "level2" or form.level1 is None or form.level1.printed != text.strip():
                take_level(reader, form, header, one, [token._replace(text=text, span=1)], structure)
        return
    level = Level(printed, label, token)
    reader.use(cells, LEVEL_ROLES[role], form)
    if role == "level2" and is_unnamed_level(level.printed):
        form.level2 = None
        return
    entry = (token.cell, level.printed, len(form.indicators))
    if role == "level1":
        # printed in the middle of its block, beside rows that already have their level 2: that still holds
        goes_on = form.level1 is None and structure in POSITIONS_COUNT and belongs_below(form.level2, level)
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


def level_before_name(header: Header, roles: Mapping[str, Sequence[Token]]) -> tuple[Level | None, Roles]:
    """The second level that a cell prints before the name (数量指标：培训人次) where the table has no column for it."""
    if "level2" in header.roles and header.columns[header.roles.index("level2")].position:
        return None, roles
    names = roles.get("level3", ())
    if len(names) != 1:
        return None, roles
    first, colon, name = names[0].text.replace("：", ":").partition(":")
    label = match_label(first) if colon and name.strip() else None
    if label is None or label.dimension is None or label.rest:
        return None, roles
    if not (squash(first).endswith(ENDING) or label.key.startswith(_OF_THE_SERVED)):
        return None, roles
    level = Level(first.strip(), label, names[0])
    return level, {**roles, "level3": [names[0]._replace(text=name.strip())]}


def complete_level(form: FormBuilder, token: Token) -> bool:
    """Give the level above a lone 指标 its printed ending back: 服务对象满意度 / 指标. False where no level stands."""
    level = next((one for one in (form.level2, form.level1) if one and one.token.column == token.column), None)
    if level is not None and not level.printed.endswith(ENDING):
        level.printed += ENDING
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
