"""Rows of an indicator table counted off in a run of cells: whether each prints what its columns ask for."""

from __future__ import annotations

from pipelines.normalise.contents import (
    BLANK,
    COMPARATOR,
    DIRECTION,
    LEVEL_EITHER,
    LEVELS,
    NONE,
    NUMBER,
    ORDINAL_NAME,
    POINTS,
    QUALITATIVE,
    SHORT,
    TEXT,
    UNIT,
    content_of,
    is_remark_impossible,
)
from pipelines.normalise.header import Header
from pipelines.normalise.heads_in_sequence import MOST_PLACES, header_at, may_begin_header
from pipelines.normalise.labels import match_label
from pipelines.normalise.page_texts import foot_part, is_sentence
from pipelines.normalise.rows import Token
from pipelines.normalise.table_ends import ends_table

REMARKS = frozenset({"note", "standard", "explanation", "reason"})
"""Columns behind the value that print words, and often nothing."""
COUNTED = frozenset({"level1", "level2", "level3", "value"}) | REMARKS
"""Columns whose cells can be told apart though blank ones are not printed."""
_ONLY = {
    "comparator": (COMPARATOR, QUALITATIVE, DIRECTION),
    "direction": (COMPARATOR, QUALITATIVE, DIRECTION),
    "weight": (NUMBER, POINTS),
    "score": (NUMBER, POINTS),
}
"""What alone a cell must be to stand under a head, where cells are counted."""


def text_at(cells: list[Token], at: int, blank: str = "") -> str:
    """The text of a cell, ``blank`` beyond the last one."""
    return cells[at].text if at < len(cells) else blank


def can_be_counted(cells: list[Token], at: int, header: Header) -> bool:
    """Whether the cells below a header can be counted into rows: nothing of the head is left (1-7月执行情况), and where
    blank cells are not printed either, no column but those of names and values can be missing its cell.
    """
    below = [cell.text for cell in cells[at : at + MOST_PLACES] if cell.cell >= 0]
    if not below or header.is_tree or header.is_transposed:
        return True
    begins = any(content_of(text) in (*LEVELS, ORDINAL_NAME) for text in below[: header.level_count])
    if header.level_count and not header.many_projects and not begins:
        return False
    if any(cell.cell < 0 for cell in cells[at:]):
        return True
    if header.many_projects:
        return False  # a project's cells may all be blank
    return set(header.roles) <= COUNTED or rows_are_whole(cells, at, header)


def rows_are_whole(cells: list[Token], at: int, header: Header) -> bool:
    """Whether each row below a header prints a cell for every column, each of its kind, but for names of levels."""
    others = _behind_levels(header)
    first = at
    while at < len(cells):
        if at > first and (_is_behind_table(cells[at]) or is_sentence(cells[at].text)):
            return True
        if may_begin_header(match_label(cells[at].text)) and (found := header_at(cells, at)) is not None:
            header, at = found
            others, first = _behind_levels(header), at
            continue
        levels = 0
        while at < len(cells) and levels < header.level_count and content_of(cells[at].text) in LEVELS:
            at, levels = at + 1, levels + 1
        under = as_printed(cells, at, others)
        if at + len(under) > len(cells) or (at - levels == first and not levels and header.level_count):
            return False
        # 群众满意度 is a name where both its levels stand above it
        named = levels == header.level_count and content_of(cells[at].text) == LEVEL_EITHER and under[0] == "level3"
        if not all(
            (named and not place) or _may_stand_under(role, cells[at + place].text) for place, role in enumerate(under)
        ):
            return False
        at += len(under)
    return True


def _behind_levels(header: Header) -> list[str]:
    return [role for role in header.roles if role not in ("level1", "level2")]


def as_printed(cells: list[Token], at: int, roles: list[str]) -> list[str]:
    """The columns that the indicator at a cell prints: one that is qualitative may lack its unit (定性 | 优良中低差),
    one that is none its points, any its remarks in the last columns.
    """
    under = roles
    if "unit" in roles:
        bare = [role for role in roles if role != "unit"]
        sign = content_of(text_at(cells, at + bare.index("comparator"))) if "comparator" in roles else ""
        unit = content_of(text_at(cells, at + roles.index("unit")))
        if unit in (*LEVELS, ORDINAL_NAME) or (sign == QUALITATIVE and unit not in (UNIT, BLANK)):
            under = bare
    while under[-1] in REMARKS and begins_indicator(cells, at + len(under) - 1):
        under = under[:-1]
    if "value" in under and content_of(text_at(cells, at + under.index("value"))) == NONE:
        while under[-1] in _ONLY and content_of(text_at(cells, at + len(under) - 1)) in LEVELS:
            under = under[:-1]
    return under


def begins_indicator(cells: list[Token], at: int) -> bool:
    """Whether a cell in the place of a remark is the next indicator's first, or stands below the table."""
    if at >= len(cells):
        return True
    text, behind = cells[at].text, text_at(cells, at + 1)
    if not text:
        return False
    is_name = content_of(text) in (SHORT, TEXT) and content_of(behind) in (COMPARATOR, QUALITATIVE)
    return is_name or is_remark_impossible(text, behind) or _is_behind_table(cells[at])


def _is_behind_table(token: Token) -> bool:
    return ends_table(token, match_label(token.text)) or foot_part(token.text) is not None


def _may_stand_under(role: str, text: str) -> bool:
    content = content_of(text)
    if role in _ONLY:
        return content in _ONLY[role]
    return content not in (*LEVELS, COMPARATOR) and (role in ("value", "actual") or content != NUMBER)
