"""A form while it is being read. Becomes a ``Project`` when the next one begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from pipelines.model.records import Field, Funding, Indicator, Issue, Objective
from pipelines.normalise.header import Header
from pipelines.normalise.labels import Label
from pipelines.normalise.rows import Token


@dataclass(slots=True)
class GoalHead:
    """A printed head of a goal whose text has not come yet."""

    label: Label
    token: Token


@dataclass(slots=True)
class Level:
    """The level name that holds for the rows below it."""

    printed: str
    label: Label | None
    token: Token


@dataclass(slots=True)
class FormBuilder:
    """What was read of one form so far. ``number`` identifies it in the ledger."""

    number: int
    scope: Literal["project", "department"] = "project"
    title: Field | None = None
    fiscal_year: int | None = None
    form_unit: str | None = None
    unit_basis: str | None = None
    fields: dict[str, Field] = field(default_factory=dict)
    goals: list[Objective] = field(default_factory=list)
    funding: dict[tuple[str, str], Funding] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    header: Header | None = None
    in_table: bool = False
    table_of_indicators: int = -1
    rows_with_lost_signs: int = 0
    is_out_of_order: bool = False
    level1: Level | None = None
    level2: Level | None = None
    levels_of_blocks: dict[str | None, tuple[Level | None, Level | None]] = field(default_factory=dict)
    """The levels that hold in each of the blocks of columns that stand side by side."""
    level1_of: list[Level | None] = field(default_factory=list)
    level2_of: list[Level | None] = field(default_factory=list)
    own_level1: set[int] = field(default_factory=set)
    block: str | None = None
    pending_goals: list[GoalHead] = field(default_factory=list)
    goal_goes_on: bool = False
    list_not_taken: str | None = None
    total_label: str = ""
    department_label: str = ""
    units_above: dict[str, Field] = field(default_factory=dict)
    agency_label: str = ""
    pending_funds: list[tuple[Label, Token, str]] = field(default_factory=list)
    pending_row_ends: int = -1
    money_columns: list[tuple[str, Token]] = field(default_factory=list)
    uncertain_amounts: set[tuple[str, str]] = field(default_factory=set)
    fund_parts: dict[tuple[str, str], str] = field(default_factory=dict)
    """The label under which an amount stands that names only a kind of its source's money."""
    budget_funds: set[tuple[str, str]] = field(default_factory=set)
    """The amounts that stand under 预算资金, which may be all the money or that of the treasury."""
    fund_scopes: list[tuple[str, int]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    broken_labels: list[int] = field(default_factory=list)
    rejoined: list[int] = field(default_factory=list)
    unknown_level1: list[tuple[int, str, int]] = field(default_factory=list)
    unknown_level2: list[tuple[int, str, int]] = field(default_factory=list)
    first_cell: int = -1
    last_cell: int = -1

    def claim(self, cells: Iterable[int]) -> None:
        """Cells of the form: its printed extent goes from the first to the last of them."""
        for cell in cells:
            if cell > self.last_cell:
                self.last_cell = cell
            if cell < self.first_cell or self.first_cell < 0:
                self.first_cell = cell

    def state_unit(self, unit: str | None, basis: str | None) -> None:
        """The unit of money that holds for the amounts below, and where it is printed (``form_unit``, ``label``…)."""
        self.form_unit, self.unit_basis = unit, basis

    @property
    def has_head(self) -> bool:
        """True when a part of the form's head was read."""
        return bool(self.fields or self.funding or self.goals)

    def take_units_above(self) -> None:
        """Take the units that the line above the form names, where the form names none itself."""
        own = self.fields.keys() & {"agency", "compiler"}
        for role, name in self.units_above.items():
            if role not in self.fields and (role == "department" or not own):
                self.fields[role] = name

    @property
    def names_unit(self) -> bool:
        """True when the form itself names a unit or a department."""
        return not self.fields.keys().isdisjoint(("agency", "compiler", "department"))

    @property
    def is_form(self) -> bool:
        """True when this is a form and not a stray heading."""
        return not self.is_out_of_order and ("project_name" in self.fields or bool(self.indicators))
