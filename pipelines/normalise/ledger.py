"""The fate of every cell: filled in while the form is read, never by subtraction."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.model.records import CellFate, Disposition

Entry = tuple[str, str, int | None, int | None]
"""Disposition, role or reason, number of the form, number of its indicator."""


class Ledger:
    """Collects what became of each cell. The first use of a cell counts: a glued cell may serve several facts."""

    __slots__ = ("_entries",)

    def __init__(self, count: int) -> None:
        self._entries: list[Entry | None] = [None] * count

    def use(self, cells: Iterable[int], role: str, form: int | None = None, indicator: int | None = None) -> None:
        """Mark cells as used for ``role``."""
        entries = self._entries
        entry = (Disposition.USED, role, form, indicator)
        for cell in cells:
            if entries[cell] is None:
                entries[cell] = entry

    def ignore(self, cells: Iterable[int], reason: str, form: int | None = None) -> None:
        """Mark cells as ignored under a name."""
        self._mark(cells, (Disposition.IGNORED, reason, form, None))

    def refuse(self, cells: Iterable[int], reason: str, form: int | None = None) -> None:
        """Mark cells as refused for a reason."""
        self._mark(cells, (Disposition.REFUSED, reason, form, None))

    def put_aside(self, cells: Iterable[int], reason: str, form: int | None = None) -> None:
        """Ignore cells whose fact was taken back when a better one was printed."""
        for cell in cells:
            self._entries[cell] = (Disposition.IGNORED, reason, form, None)

    def _mark(self, cells: Iterable[int], entry: Entry) -> None:
        for cell in cells:
            if cell >= 0 and self._entries[cell] is None:
                self._entries[cell] = entry

    def hand_over(self, form: int, to: int, behind: int) -> None:
        """Give the cells of one form to another, its indicators numbered behind the ``behind`` ones of that."""
        for cell, entry in enumerate(self._entries):
            if entry is not None and entry[2] == form:
                disposition, why, _, indicator = entry
                self._entries[cell] = (disposition, why, to, None if indicator is None else indicator + behind)

    def withdraw(self, form: int, reason: str) -> None:
        """Refuse all that a form used, because the form as a whole cannot be believed."""
        for cell, entry in enumerate(self._entries):
            if entry is not None and entry[2] == form and entry[0] == Disposition.USED:
                self._entries[cell] = (Disposition.REFUSED, reason, form, None)

    def withdraw_indicators(self, form: int, reason: str) -> None:
        """Refuse the cells of a form's indicators; what its head prints stays."""
        for cell, entry in enumerate(self._entries):
            if entry is not None and entry[2] == form and entry[3] is not None:
                self._entries[cell] = (Disposition.REFUSED, reason, form, None)

    def refuse_ignored(self, reason: str, instead: str) -> None:
        """Refuse what was ignored under a name that turned out not to fit."""
        for cell, entry in enumerate(self._entries):
            if entry is not None and entry[0] == Disposition.IGNORED and entry[1] == reason:
                self._entries[cell] = (Disposition.REFUSED, instead, None, None)

    def open_cells(self) -> list[int]:
        """The cells that nothing has claimed yet."""
        return [cell for cell, entry in enumerate(self._entries) if entry is None]

    def refused_cells(self, reason: str) -> list[int]:
        """The cells refused for a reason."""
        return [
            cell
            for cell, entry in enumerate(self._entries)
            if entry is not None and entry[0] == Disposition.REFUSED and entry[1] == reason
        ]

    def fates(self, numbers: dict[int, int]) -> tuple[CellFate, ...]:
        """The fate of each cell; ``numbers`` maps the reader's form numbers to the projects that were published."""
        fates = []
        for cell, entry in enumerate(self._entries):
            if entry is None:
                raise AssertionError(f"cell {cell} has no fate")
            disposition, why, form, indicator = entry
            project = None if form is None else numbers.get(form)
            if disposition == Disposition.USED:
                fates.append(CellFate(disposition, None, why, project, indicator))
            else:
                fates.append(CellFate(disposition, why, None, project, None))
        return tuple(fates)
