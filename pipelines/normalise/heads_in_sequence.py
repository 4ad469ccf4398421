"""The head of an indicator table in a run of cells: where it begins and ends."""

from __future__ import annotations

from pipelines.normalise.head_words import head_label
from pipelines.normalise.header import PERIODS, Header
from pipelines.normalise.header_reading import read_header
from pipelines.normalise.labels import Label, match_label
from pipelines.normalise.rows import Token

MOST_PLACES = 60
"""So many names of places, one a column, may end a head."""
_LONGEST_PLACE = 16
_FEWEST_HEADS, _MOST_HEADS = 2, 24


def may_begin_header(label: Label | None) -> bool:
    """Whether another head may begin below a table: 年度绩效指标 | 一级指标 below those of the whole term."""
    return label is not None and not label.is_level and (label.section == "indicators" or label.column == "level1")


def header_at(cells: list[Token], at: int) -> tuple[Header, int] | None:
    """The header of an indicator table that begins with a cell, and where it ends; None for any other cell."""
    before = head_label(cells[at - 1].text) if at and cells[at - 1].cell >= 0 else None
    if before is not None and before.column in ("level3", "value") and not before.rest:
        return None  # in the middle of heads
    end = at
    while end < len(cells) and end - at < _MOST_HEADS:
        label = head_label(cells[end].text)
        if label is None or not (label.column or label.section or label.field or label.fund or label.goal):
            break
        if label.rest or (label.is_level and label.column is None and label.section is None):
            break  # 年度资金总额 50万元 prints its value, and is no head
        end += 1
    if end - at < _FEWEST_HEADS:
        return None
    header = read_header(cells[at:end])
    if header is not None and all(column.block in PERIODS for column in header.columns):
        return header, end
    return _header_with_places(cells, at, end)


def _header_with_places(cells: list[Token], at: int, end: int) -> tuple[Header, int] | None:
    """A header that goes on with the names of places: one value column for each, up to the first level name."""
    stop = end
    while stop < len(cells) and stop - end < MOST_PLACES and cells[stop].cell >= 0:
        label = match_label(cells[stop].text)
        if label is not None and label.is_level:
            header = read_header(cells[at:stop])
            return (header, stop) if header is not None else None
        if label is not None or len(cells[stop].text) > _LONGEST_PLACE:
            return None
        stop += 1
    return None
