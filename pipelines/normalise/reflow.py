"""Rows of a run of cells whose row ends are lost: one cell a line or paragraph.

A label begins a row; below the header of an indicator table a row has as many cells as the header has columns.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.normalise.contents import (
    ORDINAL,
    is_measured,
    is_name_before_value,
    is_name_behind_level,
    is_remark_impossible,
    is_text_before_number,
    is_unnamed_level,
)
from pipelines.normalise.header import Header, read_header
from pipelines.normalise.labels import is_level1_of, match_label
from pipelines.normalise.page_texts import form_type_of_title
from pipelines.normalise.rows import Token
from pipelines.normalise.table_ends import ends_table

_MOST_PLACES, _LONGEST_PLACE = 60, 16
_MOST_TWINS = 7
"""Columns of money that one source has besides the first, in text of one cell a line."""
_FEWEST_HEADS, _MOST_HEADS = 2, 24
REMARKS = frozenset({"note", "standard", "explanation", "reason"})
"""Columns behind the value that print words, and often nothing."""


def reflow(cells: list[Token]) -> Iterator[tuple[Token, ...]]:
    """Rows from a run of cells without row ends: a label and what follows it; below a header, as many cells a row as
    the header has columns, level names in front of them where they are printed.
    """
    at, end = 0, len(cells)
    header: Header | None = None
    while at < end:
        start = at
        label = match_label(cells[at].text)
        if header is not None and not ends_table(cells[at], label):
            at = _end_of_indicator(cells, at, header)
            yield tuple(cells[start:at])
            continue
        header = None
        tree = read_header(cells[at : at + 3])
        if tree is not None and tree.is_tree:
            header, at = tree, at + 3
            yield tuple(cells[start:at])
            continue
        if label is None:
            at += 1
            while cells[start].cell >= 0 and at < end and cells[at].cell < 0:
                at += 1
            yield tuple(cells[start:at])
            continue
        found = header_at(cells, at)
        if found is not None:
            header, at = found
        elif label.money_column or label.goal or label.fund:
            at = _end_of_group(cells, at)
        else:
            at = _end_of_values(cells, at + 1)
        yield tuple(cells[start:at])


def header_at(cells: list[Token], at: int) -> tuple[Header, int] | None:
    """The header of an indicator table that begins with a cell, and where it ends; None for any other cell."""
    end = at
    while end < len(cells) and end - at < _MOST_HEADS:
        label = match_label(cells[end].text)
        if label is None or not (label.column or label.section or label.field or label.fund or label.goal):
            break
        if label.rest or (label.is_level and label.column is None and label.section is None):
            break  # 年度资金总额 50万元 prints its value, and is no head
        end += 1
    if end - at < _FEWEST_HEADS:
        return None
    header = read_header(cells[at:end])
    if header is not None and not any(column.block for column in header.columns):
        return header, end
    return _header_with_places(cells, at, end)


def _header_with_places(cells: list[Token], at: int, end: int) -> tuple[Header, int] | None:
    """A header that goes on with the names of places: one value column for each, up to the first level name."""
    stop = end
    while stop < len(cells) and stop - end < _MOST_PLACES and cells[stop].cell >= 0:
        label = match_label(cells[stop].text)
        if label is not None and label.is_level:
            header = read_header(cells[at:stop])
            return (header, stop) if header is not None else None
        if label is not None or len(cells[stop].text) > _LONGEST_PLACE:
            return None
        stop += 1
    return None


def _end_of_group(cells: list[Token], at: int) -> int:
    """Labels of one kind that follow each other stand in one row, with the cells after them; so do twin columns of
    money (其中：财政拨款, 360, 其中：财政拨款, 120).
    """
    first = match_label(cells[at].text)
    at += 1
    if first is not None and first.fund is not None:
        at = _end_of_values(cells, at)
        for _ in range(_MOST_TWINS):
            label = match_label(cells[at].text) if at < len(cells) else None
            if label is None or label.fund != first.fund:
                break
            at = _end_of_values(cells, at + 1)
        return at
    while at < len(cells):
        label = match_label(cells[at].text)
        if label is None or first is None:
            break
        same = (first.money_column and label.money_column) or (first.goal and label.goal and not label.rest)
        if not same:
            break
        at += 1
    return _end_of_values(cells, at)


def _end_of_values(cells: list[Token], at: int) -> int:
    while at < len(cells):
        token = cells[at]
        if token.cell >= 0 and (match_label(token.text) is not None or form_type_of_title(token.text) is not None):
            break
        at += 1
    return at


def _end_of_indicator(cells: list[Token], at: int, header: Header) -> int:
    """Where a row of the table ends: behind its level names, and a cell for each other column that is printed."""
    at = _end_of_levels(cells, at, header)
    others = [role for role in header.roles if role not in ("level1", "level2")]
    for taken in range(len(others)):
        if at >= len(cells) or _begins_next(cells, at, others, taken):
            break
        at += 1
    return at


def _end_of_levels(cells: list[Token], at: int, header: Header) -> int:
    levels = 0
    while at < len(cells) and levels < header.level_count:
        label = match_label(cells[at].text)
        if label is not None and label.section and not label.is_level:
            at += 1
            continue
        if levels and is_unnamed_level(cells[at].text):
            levels, at = levels + 1, at + 1
            continue
        if label is None or not label.is_level or is_name_before_value(cells[at].text, _text_at(cells, at + 1)):
            break
        if levels and is_name_behind_level(cells[at - 1].text, cells[at].text, _text_at(cells, at + 1)):
            break
        levels += 1
        at += 1
        if levels < header.level_count and label.dimension is None and _text_at(cells, at, blank="-") == "":
            levels, at = levels + 1, at + 1
    return at


def _begins_next(cells: list[Token], at: int, others: list[str], taken: int) -> bool:
    """Whether the cell where that of the column ``others[taken]`` is due begins something else: it was not printed."""
    role, text = others[taken], cells[at].text
    behind = _text_at(cells, at + 1)
    only_remarks_left = "value" in others[:taken] and REMARKS.issuperset(others[taken:])
    if only_remarks_left and text and is_remark_impossible(text, behind):
        return True
    is_last = role == "value" and taken > 0 and REMARKS.issuperset(others[taken + 1 :])
    if is_last and is_text_before_number(text, behind) and not is_measured(_text_at(cells, at + 2)):
        return True  # a text right before a number is the next name: the value itself was not printed
    if not taken:
        return False
    if role != "level3" and ORDINAL.match(text):
        return True  # 指标2: begins the next indicator
    label = match_label(text)
    if label is None:
        return form_type_of_title(text) is not None
    if label.rest:
        return False
    below = match_label(behind)
    unmistakable = label.is_level and (
        label.key.endswith("指标")
        # 满意 may be a value: of a level 1, the level 2 below is one of its own
        or (below is not None and not below.rest and is_level1_of(label, below.dimension))
    )
    return unmistakable or (ends_table(cells[at], label) and label.key not in ("合计", "其他"))


def _text_at(cells: list[Token], at: int, blank: str = "") -> str:
    """The text of a cell, ``blank`` beyond the last one."""
    return cells[at].text if at < len(cells) else blank
