"""Rows of an approval tree (项目 | 指标值 | 绩效金额) in a run of cells that prints no blank ones.

Nothing says where a row ends but what the cells are: a project stands before its amount and its first level 1, below
the levels an indicator before its value, a unit before its project. Where one cell does not fit, none is read.
"""

from __future__ import annotations

from pipelines.normalise.contents import (
    LABEL,
    LEVELS,
    NUMBER,
    ORDINAL_NAME,
    SHORT,
    TEXT,
    content_of,
    is_measured,
    is_name_before_value,
)
from pipelines.normalise.counted_rows import text_at
from pipelines.normalise.header_reading import read_header
from pipelines.normalise.labels import Label, match_label
from pipelines.normalise.page_texts import foot_part, form_type_of_title, is_sentence
from pipelines.normalise.row_columns import names_unit
from pipelines.normalise.rows import Token, blank

_HEADS = 3
_NAMES = frozenset({SHORT, TEXT, LABEL, ORDINAL_NAME, *LEVELS})
_OF_A_UNIT = 3
"""A unit, its project and the amount."""
Rows = list[tuple[Token, ...]]


def rows_of_tree(cells: list[Token], at: int) -> tuple[Rows, int] | None:
    """The rows below the head of a tree, each of three cells, and where the table ends; None where one is uncertain."""
    rows: Rows = []
    run: list[Token] = []
    seen: set[str] = set()
    first: str | None = None
    while at < len(cells) and not _ends(cells, at):
        label = _level(cells, at)
        if label is None:
            run.append(cells[at])
            at += 1
            continue
        begins_block = _is_first(label, first)
        if not rows and not begins_block:
            return None
        parted = _parted(run, label.category if begins_block else None, seen)
        if parted is None:
            return None
        found, is_new = parted
        if is_new:
            seen = set()
        if begins_block:
            first = label.category
            seen.add(first or "")
        rows += [*found, _row(cells[at])]
        run = []
        at += 1
    indicators = _indicators(run) if rows else None
    return ([*rows, *indicators], at) if indicators is not None else None


def _ends(cells: list[Token], at: int) -> bool:
    text = cells[at].text
    if foot_part(text) is not None or is_sentence(text) or form_type_of_title(text) is not None:
        return True
    header = read_header(cells[at : at + _HEADS])
    return header is not None and header.is_tree


def _level(cells: list[Token], at: int) -> Label | None:
    """The level that a cell names; None for the name of an indicator (群众满意度 before its value) or anything else."""
    text = cells[at].text
    if content_of(text) not in LEVELS or is_name_before_value(text, text_at(cells, at + 1)):
        return None
    return match_label(text)


def _is_first(label: Label, above: str | None) -> bool:
    """Whether a level is a level 1: 满意度指标 below 满意度指标 is its level 2."""
    if label.category is None or (label.dimension == "cost" and above == "output"):
        return False
    return label.dimension is None or label.category != above


def _parted(run: list[Token], category: str | None, seen: set[str]) -> tuple[Rows, bool] | None:
    """The rows of the cells between two levels, and whether a project begins before the second (``category`` where it
    is a level 1); ``seen`` are those of the project above, empty where none was read.
    """
    ends_in_number = len(run) > 1 and content_of(run[-1].text) == NUMBER
    if category is None or not ends_in_number or (seen and category not in seen):
        indicators = _indicators(run) if seen else None
        return (indicators, False) if indicators is not None else None
    project = _row(run[-2], amount=run[-1])
    if content_of(run[-2].text) not in _NAMES:
        return None
    if not seen:
        units = run[:-2]
        return ([*map(_row, units), project], True) if len(run) <= _OF_A_UNIT else None
    has_unit = len(run) % 2 == 1
    units = run[-3:-2] if has_unit else []
    indicators = _indicators(run[: len(run) - 2 - len(units)])
    if indicators is None or not all(names_unit(unit.text) for unit in units):
        return None
    return [*indicators, *map(_row, units), project], True


def _indicators(run: list[Token]) -> Rows | None:
    """The indicators of a run of names and values; None where the cells are not names and values in turn, or the last
    are a name and a bare number, which may be a project and its amount.
    """
    pairs = list(zip(run[::2], run[1::2], strict=False))
    if len(run) % 2 or (run and content_of(run[-1].text) == NUMBER):
        return None
    if not all(_is_pair(name.text, value.text) for name, value in pairs):
        return None
    return [_row(name, value=value) for name, value in pairs]


def _is_pair(name: str, value: str) -> bool:
    if content_of(name) not in _NAMES or names_unit(value):
        return False
    return is_measured(value) or content_of(value) not in (*LEVELS, ORDINAL_NAME)


def _row(item: Token, value: Token | None = None, amount: Token | None = None) -> tuple[Token, ...]:
    return item, value or blank(), amount or blank()
