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


class Counting:
    """Whether the cells of a run can be counted into rows below its heads; what was found below one holds for others.

    A run may print thousands of heads: where the rows below one come to a place from which they go wrong, those below
    every head that comes to the same place do.
    """

    __slots__ = ("_cells", "_wrong", "last_blank")

    def __init__(self, cells: list[Token]) -> None:
        self._cells = cells
        self._wrong: set[tuple[int, tuple[str, ...], bool]] = set()
        self.last_blank = next((at for at in range(len(cells) - 1, -1, -1) if cells[at].cell < 0), -1)
        """Where the last blank cell is printed, -1 for none."""

    def can_be_counted(self, at: int, header: Header) -> bool:
        """Whether the cells below a header can be counted into rows: nothing of the head is left (1-7月执行情况), and
        where blank cells are not printed either, no column but those of names and values can be missing its cell.
        """
        below = [cell.text for cell in self._cells[at : at + MOST_PLACES] if cell.cell >= 0]
        if not below or header.is_tree or header.is_transposed:
            return True
        begins = any(content_of(text) in (*LEVELS, ORDINAL_NAME) for text in below[: header.level_count])
        if header.level_count and not header.many_projects and not begins:
            return False
        if self.last_blank >= at:
            return True
        if header.many_projects:
            return False  # a project's cells may all be blank
        return COUNTED.issuperset(header.roles) or self.are_whole(at, header)

    def are_whole(self, at: int, header: Header) -> bool:
        """Whether each row below a header prints a cell for every column, each of its kind, but for names of levels."""
        cells = self._cells
        first = at
        visited: list[tuple[int, tuple[str, ...], bool]] = []
        while at < len(cells):
            visited.append((at, header.roles, at == first))
            # what goes wrong in a later row does as well in the first, of which more is asked
            if visited[-1] in self._wrong or (at, header.roles, False) in self._wrong:
                break
            if at > first and (_is_behind_table(cells[at]) or is_sentence(cells[at].text)):
                return True
            if may_begin_header(match_label(cells[at].text)) and (found := header_at(cells, at)) is not None:
                header, at = found
                first = at
                continue
            end = _end_of_row(cells, at, header, is_first=at == first)
            if end is None:
                break
            at = end
        else:
            return True
        self._wrong.update(visited)
        return False


def _end_of_row(cells: list[Token], at: int, header: Header, *, is_first: bool) -> int | None:
    """Where a row ends that prints a cell for every column but those of levels; None where one is not of its kind."""
    begins, levels = at, 0
    while at < len(cells) and levels < header.level_count and content_of(cells[at].text) in LEVELS:
        at, levels = at + 1, levels + 1
    under = as_printed(cells, at, behind_levels(header))
    if at + len(under) > len(cells) or (is_first and at == begins and header.level_count):
        return None
    # 群众满意度 is a name where both its levels stand above it
    named = levels == header.level_count and content_of(cells[at].text) == LEVEL_EITHER and under[0] == "level3"
    fits = all(
        (named and not place) or _may_stand_under(role, cells[at + place].text) for place, role in enumerate(under)
    )
    return at + len(under) if fits else None


def behind_levels(header: Header) -> list[str]:
    """The roles of the columns that hold no level, in their order."""
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
