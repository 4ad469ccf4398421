"""Rows of a run of cells whose row ends are lost: one cell a line or paragraph.

A label begins a row; below the header of an indicator table a row has as many cells as the header has columns.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.normalise.contents import (
    LEVELS,
    NUMBER,
    ORDINAL,
    QUANTITY,
    content_of,
    is_measured,
    is_name_before_value,
    is_name_behind_level,
    is_text_before_number,
    is_unnamed_level,
)
from pipelines.normalise.counted_rows import REMARKS, Counting, as_printed, begins_indicator, behind_levels, text_at
from pipelines.normalise.header import Header
from pipelines.normalise.header_changes import with_levels_in_front
from pipelines.normalise.header_reading import read_header
from pipelines.normalise.heads_in_sequence import header_at, may_begin_header
from pipelines.normalise.labels import Label, is_level1_of, match_label
from pipelines.normalise.page_texts import foot_part, form_type_of_title, is_sentence
from pipelines.normalise.rows import Token
from pipelines.normalise.table_ends import ends_table
from pipelines.normalise.tree_in_sequence import rows_of_tree

_MOST_TWINS = 7
"""Columns of money that one source has besides the first, in text of one cell a line."""
_FEWEST_AMOUNTS = 2


def reflow(cells: list[Token]) -> Iterator[tuple[Token, ...]]:
    """Rows from a run of cells without row ends: a label and what follows it; below a header, as many cells a row as
    the header has columns, level names in front of them where they are printed.
    """
    at, end = 0, len(cells)
    header: Header | None = None
    has_columns = False
    refused = 0
    counting = Counting(cells)
    while at < end:
        start = at
        label = match_label(cells[at].text)
        has_columns = has_columns and (label is not None or form_type_of_title(cells[at].text) is None)
        if header is not None and may_begin_header(label) and (found := header_at(cells, at)) is not None:
            header, at = found
            yield tuple(cells[start:at])
            continue
        if header is not None and not header.is_tree and _is_below_table(cells, at):
            at = _end_of_foot(cells, at)
            yield tuple(cells[start:at])
            continue
        if header is not None and not ends_table(cells[at], label):
            at = _end_of_indicator(cells, at, header)
            yield tuple(cells[start:at])
            continue
        header = None
        tree = read_header(cells[at : at + 3]) if at >= refused else None
        if tree is not None and tree.is_tree:
            at += 3
            below = rows_of_tree(cells, at) if counting.last_blank < at else None
            if below is None and counting.last_blank < at:
                refused, at = at, start
            else:
                yield tuple(cells[start:at])
                header = tree if below is None else None
                if below is not None:
                    rows, at = below
                    yield from rows
                continue
        if label is None:
            at += 1
            while cells[start].cell >= 0 and at < end and cells[at].cell < 0:
                at += 1
            yield tuple(cells[start:at])
            continue
        found = header_at(cells, at) if at >= refused else None
        if found is not None and not counting.can_be_counted(found[1], found[0]):
            refused = found[1]
        if at < refused:
            at += 1
            yield tuple(cells[start:at])
            continue
        has_columns = has_columns or label.money_column is not None
        block = 1 if _names_block(cells, at, label) else 0
        amounts = None if has_columns or found is not None else _amounts_below(cells, at + block)
        if amounts is not None:
            heads, at = amounts
            yield tuple(cell._replace(column=place) for place, cell in enumerate(cells[start:heads], start=1))
            yield tuple(cell._replace(column=place) for place, cell in enumerate(cells[heads:at], start=1 + block))
            continue
        if found is not None:
            header, at = found
            if not header.level_count and "level3" in header.roles and content_of(text_at(cells, at)) in LEVELS:
                header = with_levels_in_front(header)
        elif label.money_column or label.goal or label.fund:
            at = _end_of_group(cells, at)
        else:
            at = _end_of_values(cells, at + 1)
        yield tuple(cells[start:at])


def _is_below_table(cells: list[Token], at: int) -> bool:
    """Whether a cell where a row should begin stands below the table: a note, a score, a sentence without a value."""
    text = cells[at].text
    return foot_part(text) is not None or (is_sentence(text) and not is_measured(text_at(cells, at + 1)))


def _end_of_foot(cells: list[Token], at: int) -> int:
    """Where what stands below a table ends: 总分 | 100 | 98 with its numbers, 说明 | 无 with its text."""
    at += 1
    text = text_at(cells, at) if not is_sentence(cells[at - 1].text) else ""
    if text and not is_measured(text) and match_label(text) is None and form_type_of_title(text) is None:
        return at + 1
    while is_measured(text_at(cells, at)):
        at += 1
    return at


def _names_block(cells: list[Token], at: int, label: Label) -> bool:
    """Whether a label in front of the sources names their block: 项目资金, or a total before another."""
    if label.rest or label.section == "money":
        return not label.rest
    behind = match_label(text_at(cells, at + 1)) if label.fund == "total" else None
    return behind is not None and behind.fund == "total" and not behind.rest


def _amounts_below(cells: list[Token], at: int) -> tuple[int, int] | None:
    """Where sources of money that follow each other without an amount end, and the amounts that follow: as many as
    they are stand below them (合计 | 财政拨款 | 其他资金 | 95.5 | 90 | 5.5).
    """
    heads = at
    while heads < len(cells) and _is_source(cells[heads]):
        heads += 1
    end = heads
    while end < len(cells) and content_of(cells[end].text) in (NUMBER, QUANTITY):
        end += 1
    return (heads, end) if _FEWEST_AMOUNTS <= heads - at == end - heads else None


def _is_source(token: Token) -> bool:
    label = match_label(token.text)
    return label is not None and not label.rest and (label.fund is not None or label.ignored_field == "totals")


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
    others = behind_levels(header)
    if "unit" in others:
        others = as_printed(cells, at, others)
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
        if label is None or not label.is_level or is_name_before_value(cells[at].text, text_at(cells, at + 1)):
            break
        if levels and is_name_behind_level(cells[at - 1].text, cells[at].text, text_at(cells, at + 1)):
            break
        levels += 1
        at += 1
        if levels < header.level_count and label.dimension is None and text_at(cells, at, blank="-") == "":
            levels, at = levels + 1, at + 1
    return at


def _begins_next(cells: list[Token], at: int, others: list[str], taken: int) -> bool:
    """Whether the cell where that of the column ``others[taken]`` is due begins something else: it was not printed."""
    role, text = others[taken], cells[at].text
    behind = text_at(cells, at + 1)
    only_remarks_left = "value" in others[:taken] and REMARKS.issuperset(others[taken:])
    if only_remarks_left and text and begins_indicator(cells, at):
        return True
    is_last = role == "value" and taken > 0 and REMARKS.issuperset(others[taken + 1 :])
    if is_last and is_text_before_number(text, behind) and not is_measured(text_at(cells, at + 2)):
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
