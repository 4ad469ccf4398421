"""Rows of text tables that broke inside a cell: a value and its unit, a label and its bracket, a goal and its label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipelines.normalise.broken_cells import is_one_cell
from pipelines.normalise.contents import NUMBER, PLACEHOLDER, QUANTITY, content_of
from pipelines.normalise.labels import match_label
from pipelines.normalise.money_units import money_unit_in_brackets
from pipelines.normalise.page_texts import form_type_of_title, page_part
from pipelines.normalise.rows import Token, together
from pipelines.normalise.targets import is_unit

_LONGEST_CELL = 4000
"""A longer one is no cell that broke over two lines."""
_USUAL = 2
"""A width is usual where so many rows have it."""
_MOST_PIECES, _LONGEST_PIECE = 5, 4
"""Of the label of a goal."""


def rows_on_one_line(rows: list[tuple[Token, ...]]) -> Iterator[tuple[Token, ...]]:
    """Rows of a table that broke over two lines inside a cell (≥95 / %, 项目资金 / （万元）) put together again.

    Only where the two lines together are as wide as other rows, and the second begins with what begins no cell.
    """
    usual = frozenset(width for width, count in Counter(map(len, rows)).items() if count >= _USUAL)
    whole: list[tuple[Token, ...]] = []
    for row in rows:
        if whole and len(whole[-1]) + len(row) - 1 in usual and _goes_on(whole[-1], row):
            first, second = whole[-1], row
            cell = together([first[-1], second[0]], "")
            shift = cell.column - second[0].column
            behind = [token._replace(column=token.column + shift) for token in second[1:]]
            whole[-1] = (*first[:-1], cell, *behind)
        else:
            whole.append(row)
    yield from whole


def whole_goals(rows: list[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """Goals whose label broke over the lines of its cell (年度 / 总体 / 目标), a line of the text beside each."""
    whole: list[tuple[Token, ...]] = []
    at = 0
    while at < len(rows):
        end = _end_of_goal(rows, at)
        if end is None:
            whole.append(rows[at])
            at += 1
            continue
        pieces = [row[0] for row in rows[at:end]]
        lines = [row[1] for row in rows[at:end] if len(row) > 1 and row[1].cell >= 0]
        whole.append((together(pieces, ""), together(lines, "\n")))
        at = end
    return whole


def _end_of_goal(rows: list[tuple[Token, ...]], at: int) -> int | None:
    joined = ""
    for end in range(at, min(at + _MOST_PIECES, len(rows))):
        row = rows[end]
        if not row or len(row) > 2 or row[0].cell < 0 or len(row[0].text) > _LONGEST_PIECE:
            return None
        if end == at and (len(row) < 2 or row[1].cell < 0 or row[1].text.strip()[:4].isdigit()):
            return None  # no text, or the year of 年度
        joined += row[0].text
        label = match_label(joined) if end > at else None
        behind = rows[end + 1][0].text if end + 1 < len(rows) and rows[end + 1] else ""
        if label is not None and label.goal and not label.rest and behind not in ("目标", "绩效目标"):
            return end + 1
    return None


def _goes_on(first: tuple[Token, ...], second: tuple[Token, ...]) -> bool:
    if not first or not second or first[-1].cell < 0 or second[0].cell < 0:
        return False
    if len(second) > 1 and not any(t.cell >= 0 for t in second[1:]):
        return False
    above, below = first[-1].text, second[0].text
    if len(above) > _LONGEST_CELL:
        return False
    if _is_level_in_two(above, below) or is_one_cell(above, below):
        return True
    if match_label(below) is not None or page_part(below) is not None or form_type_of_title(above) is not None:
        return False
    if below.lstrip()[0] in "(（":
        if content_of(above) == NUMBER and money_unit_in_brackets(below) is not None:
            return False  # the unit of the block in front, broken around its first amounts
        label = match_label(above)
        unit = match_label(above + below)
        return label is None or (unit is not None and unit.unit is not None)
    return (content_of(above) == NUMBER and is_unit(below.strip())) or (
        content_of(above) == QUANTITY and below.strip() in ("%", "％") and content_of(above + below) == QUANTITY
    )


def _is_level_in_two(above: str, below: str) -> bool:
    """Whether two texts are the halves of a level's name (服务对象 / 满意度指标), the first no name of its own."""
    whole = match_label(above + below)
    if whole is None or not whole.is_level or whole.rest or content_of(above) == PLACEHOLDER:
        return False
    return match_label(above) is None or below.strip() == "指标"
