"""Building blocks of cells: running numbers of tables, rows of running text, bounds. Shared by the office readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from pipelines.extract import limits
from pipelines.model.cells import Block, Cell, Content, Furniture, RefusedDocumentError, Remark, Structure


class _Aside(NamedTuple):
    """Text that is not part of any block, until the numbers of all blocks are known."""

    text: str
    reason: str
    sheet: str | None
    place: tuple[int, int] | None
    table: int | None
    is_refused: bool


class Place(NamedTuple):
    """A cell of a table before it is numbered: its text, its place from 1 in the table, its spans."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Pages:
    """Collects the blocks of one document in reading order and keeps to the bounds.

    Running text is collected line by line and becomes one block when a table, or the end, follows.
    """

    blocks: list[Block] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _remarks: list[Remark] = field(default_factory=list)
    _cells: int = 0
    _characters: int = 0
    _places: int = 0
    _asides: list[_Aside] = field(default_factory=list)

    def add_text(self, text: str) -> None:
        """Running text outside tables: one cell a printed line, blank lines left out."""
        for line in text.splitlines():
            if line and not line.isspace():
                self._count(line)
                self._lines.append(line)

    def add_table(self, places: Iterable[Place], sheet: str | None = None) -> int:
        """A table. Returns its number, or 0 where nothing at all is printed in it.

        Rows are kept where the medium has them, blank cells too; rows after the last printed one are left out.
        """
        rows: dict[int, list[Place]] = {}
        extent = 0
        for place in places:
            if not place.text.isspace() and place.text:
                self._count(place.text)
                extent = max(extent, place.row)
            rows.setdefault(place.row, []).append(place)
            self._places += 1
            if self._places > limits.GRID_PLACES:
                raise too_large(f"表格有 {limits.GRID_PLACES // 10_000} 万格以上")
            if place.column > limits.COLUMNS:
                raise too_large(f"表格超过 {limits.COLUMNS} 列")
        if not extent:
            return 0
        if len(rows) > limits.ROWS:
            raise too_large(f"表格超过 {limits.ROWS} 行")
        self.end_text()
        table = len(self.blocks) + 1
        printed = tuple(
            tuple(
                Cell(p.text, table, p.row, p.column, p.row_span, p.column_span, sheet=sheet)
                for p in sorted(rows[number], key=lambda place: place.column)
            )
            for number in sorted(rows)
            if number <= extent
        )
        self.blocks.append(Block(Structure.GRID, printed))
        return table

    def end_text(self) -> None:
        """Close the running text: what follows stands in a block of its own."""
        if not self._lines:
            return
        table = len(self.blocks) + 1
        rows = tuple((Cell(line, table, number, 1),) for number, line in enumerate(self._lines, start=1))
        self.blocks.append(Block(Structure.PROSE, rows))
        self._lines = []

    def add_aside(self, text: str, reason: str) -> None:
        """Text that stands in the file but not on the printed page, or beside the form: ignored by name."""
        for line in text.splitlines():
            if line and not line.isspace():
                self._count(line)
                self._asides.append(_Aside(line, reason, None, None, None, is_refused=False))

    def add_sheet_aside(
        self,
        text: str,
        reason: str,
        sheet: str,
        place: tuple[int, int],
        *,
        table: int | None = None,
        is_refused: bool = False,
    ) -> None:
        """A cell of a sheet that is hidden, or whose text is not known (``is_refused``). It keeps its place in
        the ``table`` made of the sheet, or in one of its own where none was made."""
        self._count(text)
        self._asides.append(_Aside(text, reason, sheet, place, table, is_refused))

    def remark(self, rule_code: str, message: str, cell: Cell, *, in_role: str | None = None) -> None:
        """A remark about one printed cell of a block."""
        self._remarks.append(Remark(rule_code, message, cell, in_role))

    def note(self, rule_code: str, message: str) -> None:
        """A remark about the reading as a whole; the same remark is made once."""
        if (rule_code, message) not in self.notes:
            self.notes.append((rule_code, message))

    def content(self, encoding: str | None = None) -> Content:
        """All that was collected. Asides without a table are numbered as tables after the last block."""
        self.end_text()
        number_of: dict[str, int] = {}
        first = len(self.blocks) + 1
        for aside in self._asides:
            if aside.sheet is not None and aside.table is None:
                number_of.setdefault(aside.sheet, first + len(number_of))
        rows = count(1)
        furniture = []
        for aside in self._asides:
            table = aside.table or (number_of[aside.sheet] if aside.sheet is not None else first + len(number_of))
            row, column = aside.place or (next(rows), 1)
            cell = Cell(aside.text, table, row, column, sheet=aside.sheet)
            furniture.append(Furniture(cell, aside.reason, aside.is_refused))
        return Content(tuple(self.blocks), (), tuple(furniture), tuple(self.notes), encoding, tuple(self._remarks))

    def _count(self, text: str) -> None:
        self._cells += 1
        if self._cells > limits.CELLS:
            raise too_large(f"有字的单元格超过 {limits.CELLS} 个")
        if len(text) > limits.CELL_CHARACTERS:
            raise too_large(f"一个单元格里的文字超过 {limits.CELL_CHARACTERS} 个")
        self._characters += len(text)
        if self._characters > limits.CHARACTERS:
            raise too_large(f"文字总量超过 {limits.CHARACTERS} 个")


def too_large(why: str) -> RefusedDocumentError:
    """The refusal of a document that is beyond a bound of :mod:`pipelines.extract.limits`."""
    return RefusedDocumentError("document_too_large", f"{why}，没有读取。请拆成几个文件，或删去多余的内容后再放入。")
