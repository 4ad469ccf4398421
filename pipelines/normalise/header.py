"""The columns of an indicator table, as its head row prints them. Everything below is read by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from pipelines.normalise.alignment import Column
from pipelines.normalise.labels import Label

PERIODS = (None, "mid_term", "annual")
"""Blocks of columns of one form; any other is the name of a place."""
OTHER_VALUES = frozenset({"previous_value", "later_value", "term_value"})
"""Roles of columns that hold values of the indicators, but not the targets of this form's year."""


class HeadCell(Protocol):
    """What a header needs to know of a cell: its text and where it stands."""

    @property
    def text(self) -> str:
        """The printed text."""

    @property
    def column(self) -> int:
        """The column it stands in, counted from 1."""

    @property
    def span(self) -> int:
        """How many columns it covers."""


Head = tuple[str, int, int, Label | None]
"""A cell of the head row: its text, column, span and label."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of an indicator table in printed order. ``printed`` are their heads as printed."""

    columns: tuple[Column, ...]
    printed: tuple[str, ...]
    level_count: int
    width: int
    many_projects: bool
    is_tree: bool = False
    is_transposed: bool = False
    money_unit: str | None = None
    has_units_among_projects: bool = False
    """单位名称、项目名称: a column prints the unit in a row of its own, its projects in those below."""
    names_hold_values: bool = False
    """三级指标及指标值: the name and behind it the value stand in one cell."""
    roles: tuple[str, ...] = field(init=False, repr=False)
    front_of_names: Front | None = field(init=False, repr=False)
    names_hold_levels: bool = field(init=False, repr=False)
    """Both levels are printed in the column of the names: no head of its own stands over either."""
    has_places: bool = field(init=False, repr=False)
    """Several columns of values stand side by side, each headed by the name of a place."""
    plans: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """How rows of a shape were read below this header (see ``indicators.py``)."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", tuple(column.role for column in self.columns))
        levels = [column.position for column in self.columns if column.role in ("level1", "level2")]
        object.__setattr__(self, "names_hold_levels", len(levels) > 1 and not any(levels))
        places = [column for column in self.columns if column.role == "value" and column.block not in PERIODS]
        object.__setattr__(self, "has_places", len(places) > 1)
        object.__setattr__(self, "front_of_names", None if self.many_projects else _front(self.columns))


class Front(NamedTuple):
    """The column behind the first printed level, and those in which the name of an indicator begins and has ended."""

    level_ends: int
    name: int
    name_ends: int


def _front(columns: Sequence[Column]) -> Front | None:
    """The place of the levels before that of the names, or None where the names are not printed once behind levels."""
    names = [column for column in columns if column.role == "level3"]
    levels = [column for column in columns if column.role in ("level1", "level2") and column.position]
    if len(names) != 1 or not levels or names[0].position <= levels[0].position:
        return None
    first, name = levels[0], names[0]
    return Front(first.position + first.span, name.position, name.position + name.span)
