"""Sheets to blocks: furniture is named and kept out, tables are joined over pages, all comes in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.extract.pdf.continuation import Part, Piece, continues, joined, runs_on_under_header
from pipelines.extract.pdf.cut_labels import cut_labels
from pipelines.extract.pdf.familiar import is_form_label, squeezed
from pipelines.extract.pdf.furniture import furniture_of
from pipelines.extract.pdf.lattice import Lattice
from pipelines.extract.pdf.sheet import Sheet, SheetTable
from pipelines.extract.pdf.wording import PrintedLine, with_gaps
from pipelines.model.cells import Block, Box, Cell, Furniture, PageOutcome, Structure

READ = frozenset({PageOutcome.RULED, PageOutcome.TEXT, PageOutcome.OCR_TEXT})
"""Outcomes of pages whose cells are taken."""

_CONTINUED = re.compile(r"[(]?(?:续上?表|续前?表|接上[页表]|上接.*|续)[)]?[一二三四五六七八九十\d]*")


class _Line(NamedTuple):
    """A line outside tables with its page and its box as seen."""

    page: int
    line: PrintedLine
    box: Box

    @property
    def words(self) -> str:
        """For matching."""
        return squeezed(self.line.text)


@dataclass(slots=True)
class _Run:
    """A stretch of the document: a table with the lines right above it, lines alone, or (neither) a page not read."""

    page: int
    part: Part | None = None
    lines: list[_Line] = field(default_factory=list)
    goes_on_untitled: bool = False
    """It was continued on a page without its title: then a page with the title does not continue it."""


def assembled(sheets: Sequence[Sheet]) -> tuple[tuple[Block, ...], tuple[Furniture, ...]]:
    """The blocks of a document in reading order, and what was named and kept out of them."""
    runs, furniture = _joined_runs(sheets)
    named = tuple(_outside(text, page, box, n, why) for n, (text, page, box, why) in enumerate(furniture, start=1))
    return tuple(_blocks(runs)), named


_Kept = tuple[str, int, Box, str]
"""Text, page, box and reason of a piece of furniture."""


def _joined_runs(sheets: Sequence[Sheet]) -> tuple[list[_Run], list[_Kept]]:
    read = [s for s in sheets if s.outcome in READ]
    named = furniture_of(read)
    for page, label in cut_labels(read):
        named.setdefault(page, []).append(label)
    texts = Counter(squeezed(c.text) for s in sheets for t in s.tables for c in t.cells if c.text)
    furniture: list[_Kept] = []
    runs: list[_Run] = []

    def known(text: str) -> bool:
        return is_form_label(text) or texts[text] > 0

    floors: dict[int, float] = {}
    for sheet in sheets:
        bottoms = [t.lattice.box.bottom for t in sheet.tables]
        floors[round(sheet.height)] = max(floors.get(round(sheet.height), 0.0), *bottoms, 0.0)
    for sheet in sheets:
        furniture += [(n.text, sheet.page, sheet.seen(n.box), n.reason) for n in sheet.noise]
        if sheet.outcome not in READ:
            runs.append(_Run(sheet.page))
            continue
        out = {id(n.line): n.reason for n in named.get(sheet.page, [])}
        furniture += [
            (line.text, sheet.page, sheet.seen(line.box), out[id(line)]) for line in sheet.lines if id(line) in out
        ]
        for run in _runs(sheet, out, floors[round(sheet.height)]):
            last = runs[-1] if runs else None
            parts = _parts_of_one_table(last, run) if last is not None else None
            if last is None or parts is None:
                runs.append(run)
                continue
            furniture += [(ln.line.text, ln.page, ln.box, "repeated_title") for ln in run.lines]
            untitled = last.goes_on_untitled or not run.lines
            runs[-1] = _Run(run.page, joined(*parts, known), last.lines, untitled)
    copies = (p for run in runs if run.part is not None for p in run.part.copies if p.text)
    furniture += [(p.text, p.page, p.box, "repeated_header") for p in copies]
    return runs, furniture


def _parts_of_one_table(last: _Run, run: _Run) -> tuple[Part, Part] | None:
    """Both parts, where the run goes on with the table that ended the page before.

    Lines between them are allowed only when they say that the table is continued, or when they are those above the
    table, printed again (Excel's print titles) with its header, and a merged cell runs on below it: a table that
    begins with a full row may as well be a new one, and says the same alone.
    """
    upper, lower = last.part, run.part
    if upper is None or lower is None or last.page + 1 != run.page or not continues(upper, lower):
        return None
    above = {ln.words for ln in last.lines}
    says = [ln for ln in run.lines if _CONTINUED.fullmatch(ln.words)]
    again = [ln for ln in run.lines if ln.words in above]
    if len(says) + len(again) < len(run.lines):
        return None
    if again and (last.goes_on_untitled or not (says or runs_on_under_header(upper, lower))):
        return None
    return upper, lower


def _outside(text: str, page: int, box: Box, number: int, reason: str) -> Furniture:
    """Furniture is in no block: its cell has table 0 and counts rows over the document."""
    return Furniture(Cell(text, 0, number, 1, page=page, box=box), reason)


def _runs(sheet: Sheet, out: dict[int, str], floor: float) -> Iterator[_Run]:
    """The page's tables, each with the lines above it, from top to bottom. ``floor`` is how far down tables reach."""
    items: list[tuple[float, float, SheetTable | PrintedLine]] = [
        (t.lattice.box.top, t.lattice.box.x0, t) for t in sheet.tables
    ]
    items += [(line.box.top, line.box.x0, line) for line in sheet.lines if id(line) not in out]
    items.sort(key=lambda item: item[:2])
    lines: list[_Line] = []
    for _, _, item in items:
        if isinstance(item, PrintedLine):
            lines.append(_Line(sheet.page, item, sheet.seen(item.box)))
            continue
        yield _Run(sheet.page, _part(item, sheet, floor), lines)
        lines = []
    if lines:
        yield _Run(sheet.page, None, lines)


def _part(table: SheetTable, sheet: Sheet, floor: float) -> Part:
    lattice: Lattice = table.lattice
    pieces = tuple(
        Piece(
            row=c.place.row,
            row_span=c.place.row_span,
            left=c.place.box.x0,
            right=c.place.box.x1,
            text=c.text,
            lines=c.lines,
            page=sheet.page,
            box=sheet.seen(c.place.box),
            room_above=c.lines[0].box.top - c.place.box.top if c.lines else 0.0,
            room_below=c.place.box.bottom - c.lines[-1].box.bottom if c.lines else 0.0,
        )
        for c in table.cells
    )
    return Part(
        page=sheet.page,
        xs=lattice.xs,
        rows=len(lattice.ys) - 1,
        pieces=pieces,
        open_top=lattice.open_top,
        open_bottom=lattice.open_bottom,
        ys=lattice.ys,
        room_below=floor - lattice.ys[-1],
    )


def _blocks(runs: Sequence[_Run]) -> Iterator[Block]:
    number = 0
    waiting: list[_Line] = []
    for run in [*runs, None]:
        if run is not None:
            waiting += run.lines
            if run.part is None:
                continue
        if waiting:
            number += 1
            yield _prose(waiting, number)
            waiting = []
        if run is not None and run.part is not None:
            number += 1
            yield _grid(run.part, number)


def _prose(lines: Sequence[_Line], number: int) -> Block:
    rows = tuple(
        (Cell(with_gaps(line), number, row, 1, page=page, box=box),)
        for row, (page, line, box) in enumerate(lines, start=1)
    )
    return Block(Structure.PROSE, rows)


def _grid(part: Part, number: int) -> Block:
    def column(x: float) -> int:
        return min(range(len(part.xs)), key=lambda i: abs(part.xs[i] - x))

    rows: dict[int, list[Cell]] = {}
    for piece in part.pieces:
        left, right = column(piece.left), column(piece.right)
        cell = Cell(
            text=piece.text,
            table=number,
            row=piece.row + 1,
            column=left + 1,
            row_span=piece.row_span,
            column_span=max(1, right - left),
            page=piece.page,
            box=piece.box,
        )
        rows.setdefault(piece.row, []).append(cell)
    ordered = tuple(tuple(sorted(rows[r], key=lambda c: c.column)) for r in sorted(rows))
    return Block(Structure.GRID, ordered, part.joined)
