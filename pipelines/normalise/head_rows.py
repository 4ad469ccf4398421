"""A row of a form's head: its cells, and what each means as a label."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pipelines.model.cells import Structure
from pipelines.normalise.labels import Label, next_label
from pipelines.normalise.rows import Row, Token

Answer = TypeVar("Answer")


class HeadRow:
    """The printed cells of a row and their labels, None for a cell that prints none. Places count from 0."""

    __slots__ = ("_answers", "labels", "row", "tokens")

    def __init__(self, row: Row, tokens: list[Token], labels: list[Label | None]) -> None:
        self.row = row
        self.tokens = tokens
        self.labels = labels
        self._answers: dict[object, Any] = {}

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

    def with_label(self, at: int, label: Label) -> HeadRow:
        """The row again, another label at one place."""
        return HeadRow(self.row, self.tokens, [*self.labels[:at], label, *self.labels[at + 1 :]])

    def once(self, question: Callable[[HeadRow], Answer]) -> Answer:
        """The answer to a question about the whole row, thought out once: a row of a thousand labels asks at each."""
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: Answer = self._answers[question]
        return answer
