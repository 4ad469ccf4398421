"""A row of a form's head: its cells, and what each means as a label."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.model.cells import Structure
from pipelines.normalise.labels import Label, next_label
from pipelines.normalise.rows import Row, Token


class HeadRow(NamedTuple):
    """The printed cells of a row and their labels, None for a cell that prints none. Places count from 0."""

    row: Row
    tokens: list[Token]
    labels: list[Label | None]

    @property
    def structure(self) -> Structure:
        """How much of the printed row survived."""
        return self.row.structure

    def label_at(self, at: int) -> Label | None:
        """The label at a place; None where the cell prints none, and behind the last cell."""
        return self.labels[at] if at < len(self.labels) else None

    def next_label(self, at: int) -> int:
        """Where the next label stands, from ``at`` on; behind the last cell where there is none."""
        return next_label(self.labels, at)
