"""The head row of an indicator table: which column holds what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipelines.normalise.alignment import Column
from pipelines.normalise.head_words import head_label
from pipelines.normalise.header import Head, HeadCell, Header
from pipelines.normalise.header_columns import (
    are_places,
    with_blocks,
    with_group_before_names,
    with_level_before_names,
    with_levels_below_one_head,
    with_unprinted_levels,
)
from pipelines.normalise.heads_of_projects import (
    column_of_amounts,
    column_of_head,
    heads_of_amounts,
    levels_as_columns,
    money_unit,
    transposed,
    tree,
    unit_of_amounts,
)
from pipelines.normalise.labels import match_label
from pipelines.normalise.spelling import squash

_FRONT = frozenset({"level1", "level2", "level3"})
_CORE = _FRONT | {"value", "unit", "comparator", "weight", "actual"}
_BESIDE_NAMES_WITH_VALUES = _FRONT | {"level3_with_value", "weight", "standard", "note", "explanation", "number"}
_FEW = 3
_MOST_BLOCKS = 2
"""Names stand once, or once for the whole term and once for the year; more often, each level has columns of its own."""


def may_be_header(cells: Sequence[HeadCell]) -> bool:
    """A quick look: whether the row prints words that heads are made of; of two cells both are."""
    heads, of_a_project = 0, False
    for cell in cells:
        label = match_label(cell.text) if cell.text else None
        if label is not None and label.section == "indicators" and len(cells) <= _FEW:
            heads += 1  # 绩效指标 | 指标值
        elif label is not None and (label.column or label.field == "project_name" or label.ignored_label):
            heads += 1
            if heads > 1:
                return True
            of_a_project = label.column is None
    return of_a_project and len(cells) > 2


def read_header(cells: Sequence[HeadCell]) -> Header | None:
    """The header that a row prints, or None when the row is not the head of an indicator table."""
    return _read(tuple((cell.text, cell.column, cell.span) for cell in cells))


@lru_cache(maxsize=8192)
def _read(cells: tuple[tuple[str, int, int], ...]) -> Header | None:
    cells = tuple(cell for cell in cells if cell[0])
    labels = [(text, column, span, head_label(text)) for text, column, span in cells]
    special = tree(labels) or transposed(labels) or levels_as_columns(labels)
    if special is not None:
        return special
    if any(label is not None and label.column == "level3_with_value" for *_, label in labels):
        return _names_with_values(labels)
    labels = _with_value_goal(labels)
    heads = {label.column for _, _, _, label in labels if label is not None and label.column and not label.rest}
    if "level3" not in heads and not {"level1", "level2"} <= heads and not _names_stand_between(labels):
        return None
    names_only = heads <= {"value", "note"} and _names_stand_between(labels)
    if len(heads & _CORE) < 2 and not names_only:
        return None
    of_projects = any(label is not None and label.field == "project_name" for *_, label in labels)
    amounts = heads_of_amounts(labels) if of_projects else {}
    columns: list[Column] = []
    printed: list[str] = []
    before: set[str] = set()
    last_value = max((at for at, (*_, label) in enumerate(labels) if label and label.column == "value"), default=-1)
    for at, (text, position, span, label) in enumerate(labels):
        if label is not None and label.goal and not (at or of_projects) and _is_level(labels[1:2]):
            continue  # 年度绩效目标 in front of 一级指标 names the block
        if label is not None and label.section and not label.column and text not in amounts:
            if "level3" not in heads and _stands_between(labels, at):
                columns.append(Column("level3", position=position, span=span))
                before.add("level3")
                printed.append(text)
            continue
        if label is not None and label.column and printed and squash(printed[-1]) == squash(text):
            # a head over two columns, printed in both
            columns[-1] = columns[-1]._replace(span=position + span - columns[-1].position)
            continue
        column = column_of_amounts(amounts.get(text), label) if of_projects else None
        column = column or column_of_head(text, label, before, heads)
        if _describes(column.role, text, before, has_value_behind=at < last_value):
            column = Column("explanation")
        before.add(column.role)
        columns.append(column._replace(position=position, span=span))
        printed.append(text)
    roles = [column.role for column in columns]
    if "value" not in roles and not any(column.block for column in columns):
        return None
    if not are_places(columns) or roles.count("level3") > _MOST_BLOCKS:
        return None
    columns = with_levels_below_one_head(with_level_before_names(with_group_before_names(columns, printed)))
    if names_only:
        columns = [Column("level1"), Column("level2"), *columns]
    columns = with_blocks(with_unprinted_levels(columns))
    levels = sum(column.role in ("level1", "level2") for column in columns)
    return Header(
        tuple(columns),
        tuple(printed),
        levels,
        len(columns),
        any(column.field == "project_name" for column in columns),
        money_unit=unit_of_amounts(columns) or money_unit(labels),
        has_units_among_projects="unit_or_project" in heads,
    )


def _names_with_values(labels: list[Head]) -> Header | None:
    """一级指标 | 二级指标 | 三级指标及指标值: the column of names holds the values too; None beside other values."""
    columns: list[Column] = []
    printed: list[str] = []
    for text, position, span, label in labels:
        if label is None or label.rest:
            return None
        if label.section and not label.column:
            continue
        if label.column not in _BESIDE_NAMES_WITH_VALUES:
            return None
        role = "level3" if label.column == "level3_with_value" else label.column
        columns.append(Column(role or "", position=position, span=span))
        printed.append(text)
    roles = [column.role for column in columns]
    if roles.count("level3") != 1 or len(columns) < 2 or len(set(roles)) < len(roles):
        return None
    columns.insert(roles.index("level3") + 1, Column("value", position=0))
    columns = with_unprinted_levels(columns)
    levels = sum(column.role in ("level1", "level2") for column in columns)
    return Header(tuple(columns), tuple(printed), levels, len(columns), False, names_hold_values=True)


def _is_level(heads: list[Head]) -> bool:
    return any(label is not None and label.column == "level1" for *_, label in heads)


def _with_value_goal(labels: list[Head]) -> list[Head]:
    """The same heads where 全年绩效目标 behind the names heads the values: none of the others does."""
    columns = [label.column if label is not None and not label.rest else None for *_, label in labels]
    if "level3" not in columns or "value" in columns:
        return labels
    names = columns.index("level3")
    goals = [at for at, (*_, label) in enumerate(labels) if at > names and label and label.goal and not label.column]
    if len(goals) != 1:
        return labels
    at = goals[0]
    text, position, span, label = labels[at]
    head = label._replace(column="value", goal=None) if label is not None else None
    return [*labels[:at], (text, position, span, head), *labels[at + 1 :]]


def _names_stand_between(labels: list[Head]) -> bool:
    """Whether 绩效指标 heads the names of indicators: 一级指标 | 绩效指标 | 目标值."""
    return any(
        label is not None and label.section == "indicators" and not label.column and _stands_between(labels, at)
        for at, (*_, label) in enumerate(labels)
    )


def _stands_between(labels: list[Head], at: int) -> bool:
    """Whether 绩效指标 is the head of the indicators: behind that of a level, before that of the values."""
    before = labels[at - 1][3] if at else None
    behind = labels[at + 1][3] if at + 1 < len(labels) else None
    if not at and len(labels) <= _FEW:
        # 绩效指标 | 指标值: the levels stand in front of the names
        return behind is not None and behind.column == "value"
    if labels[at][3] is None or before is None or behind is None:
        return False
    is_level = before.column in ("level1", "level2")
    return is_level and behind.column is not None and behind.column not in ("level1", "level2")


def _describes(role: str, text: str, before: set[str], *, has_value_behind: bool) -> bool:
    """Whether a second head of names (指标内容) or values (指标值内容) says what the first one means."""
    if role not in ("level3", "value") or role not in before or "value" not in before:
        return False
    if role == "value":
        return squash(text).endswith("内容")
    return not has_value_behind
