"""What the form engine understood of a document: projects, money, objectives, indicators, and the fate of each cell.

A reference to a cell is its number in ``Content.cells()`` (0-based), here called ``cell`` or ``…_cell``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from pipelines.model.target import Target


@dataclass(frozen=True, slots=True)
class Issue:
    """Something about a document that someone should know; becomes a finding.

    ``rule_code`` stands in ``expectations/rules.yml``, which knows its severity and what to do. ``message`` is a
    Chinese sentence for the clerk. ``cells`` lists every cell concerned, the one to frame first. ``project`` and
    ``indicator`` are 0-based numbers in ``Reading.projects`` and that project's ``indicators``.
    """

    rule_code: str
    message: str
    cells: tuple[int, ...] = ()
    printed: str | None = None
    expected: str | None = None
    project: int | None = None
    indicator: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One printed value of the form's head: the text as printed and the cell it stands in."""

    printed: str
    cell: int


@dataclass(frozen=True, slots=True)
class Objective:
    """One goal text (绩效目标). ``scope`` as for funding; ``period`` is annual, whole_term, mid_term or unstated."""

    scope: str
    text: str
    cell: int
    period: str = "unstated"


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity quoted in a goal text (每人每年不少于300元, 共117人), for the arithmetic of the checks.

    ``objective`` is the 0-based number in ``Project.objectives``; ``start``/``end`` are offsets into its text;
    ``target`` is the quantity as read (``target.printed`` is the quoted text).
    """

    objective: int
    start: int
    end: int
    target: Target


@dataclass(frozen=True, slots=True)
class Funding:
    """One amount of the form, by source of money and scope.

    ``printed`` is the amount as printed (None when the label is printed and its amount is blank: not stated, not zero).
    ``amount_yuan`` is exact; None when blank or when it could not be read (then an issue says why). ``unit_basis`` says
    where the unit came from: value, label, form_unit, title_row.
    """

    fund_source: str
    scope: str
    printed: str | None
    unit_printed: str | None
    amount_yuan: Decimal | None
    cell: int
    label_cell: int | None = None
    unit_basis: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One printed indicator with its target. ``category``/``dimension`` are the contract's codes, or None and an issue.

    ``declared_none``: 无 is printed as its name or value. ``requirement``: required_quantified, required, optional or
    None. ``name`` has neither the ordinal (指标1:) nor outer blanks; template masks stay in it.
    """

    level1_printed: str | None
    level2_printed: str | None
    category: str | None
    dimension: str | None
    ordinal_printed: str | None
    name: str
    requirement: str | None
    declared_none: bool
    target: Target
    name_cell: int
    value_cell: int | None
    weight: Decimal | None = None
    actual_printed: str | None = None
    score_printed: str | None = None
    direction_printed: str | None = None
    standard_printed: str | None = None
    note_printed: str | None = None
    block: str | None = None
    """Which block the indicator stands in where a form has several: annual, mid_term, or the printed head of the value
    column (a town, a county)."""


@dataclass(frozen=True, slots=True)
class Project:
    """One project form (or one department-wide table: ``scope`` department, no name)."""

    name: Field | None
    department: Field | None
    agency: Field | None
    nature: Field | None
    term: Field | None
    fiscal_year: int | None
    objectives: tuple[Objective, ...]
    funding: tuple[Funding, ...]
    indicators: tuple[Indicator, ...]
    first_cell: int
    last_cell: int
    scope: Literal["project", "department"] = "project"
    project_code: str | None = None
    topic_code: str | None = None
    district_code: str | None = None
    title: Field | None = None
    mentions: tuple[Mention, ...] = ()


class Disposition:
    """The three fates of a printed cell."""

    USED = "used"
    IGNORED = "ignored"
    REFUSED = "refused"


class CellFate(NamedTuple):
    """What became of one non-blank cell. ``reason`` names why it was ignored or refused; ``role`` what it was used for
    (``label``, ``project.name``, ``indicator.value``…); ``project``/``indicator`` the record that uses it first."""

    disposition: str
    reason: str | None = None
    role: str | None = None
    project: int | None = None
    indicator: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one document.

    ``fates`` has one entry per cell of ``Content.cells()``, in that order: used + ignored + refused = all.
    ``layout`` is the id of the layout (``reference/layouts/*.yml``) that decided, or None when none was recognised;
    ``evidence`` lists the labels that decided, for ``--explain``.
    """

    title: str | None
    form_type: str | None
    fiscal_year: int | None
    district_code: str | None
    layout: str | None
    projects: tuple[Project, ...]
    issues: tuple[Issue, ...]
    fates: tuple[CellFate, ...]
    evidence: tuple[str, ...] = ()
