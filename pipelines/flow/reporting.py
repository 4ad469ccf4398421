"""What a long run tells while it works. The flow reports; a command or Dagster decides how it is shown."""

from __future__ import annotations

from typing import Protocol


class Reporter(Protocol):
    """Is told how a run gets on. May raise: that stops the run where it stands."""

    def reached(self, point: str) -> None:
        """The run is between two steps; what stands on disk now is what a crash would leave."""

    def progressed(self, done: int, total: int) -> None:
        """``done`` of ``total`` documents have been read."""

    def said(self, message: str) -> None:
        """Something that the operator should know, in one line."""


class Silence:
    """Says nothing."""

    def reached(self, point: str) -> None:
        """Nothing."""

    def progressed(self, done: int, total: int) -> None:
        """Nothing."""

    def said(self, message: str) -> None:
        """Nothing."""
