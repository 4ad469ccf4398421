"""One page read by itself: its ruled tables with their text, the printed lines around them, and what the page is.

The page is turned until its writing runs from left to right; boxes come back as the page is seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.extract.pdf.familiar import is_garbled, labels_in
from pipelines.extract.pdf.lattice import Lattice, LatticeCell, lattices_of
from pipelines.extract.pdf.marks import Glyph, PageMarks, turned, turned_box
from pipelines.extract.pdf.noise import Noise, without_noise
from pipelines.extract.pdf.placing import Home, homes_of
from pipelines.extract.pdf.rulings import rulings_of
from pipelines.extract.pdf.table_ink import table_strokes
from pipelines.extract.pdf.wording import PrintedLine, cell_lines, printed_lines, text_of, without_copies
from pipelines.model.cells import Box, PageOutcome

INSET = 4.0
"""Room between a cell's border and its text (points), both sides together."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell of a ruled table with its text. ``lines`` are its printed lines, ``place`` its lattice cell."""

    place: LatticeCell
    lines: tuple[PrintedLine, ...]
    text: str


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A ruled table of one page."""

    lattice: Lattice
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page. ``quarters``: how often the page was turned to be read; boxes are those of reading."""

    page: int
    width: float
    height: float
    outcome: PageOutcome
    tables: tuple[SheetTable, ...] = ()
    lines: tuple[PrintedLine, ...] = ()
    noise: tuple[Noise, ...] = ()
    quarters: int = 0
    body_size: float = 0.0
    misplaced: float = 0.0
    """The share of letters in tables that a border crosses."""
    reason: str = ""
    """Why the page is refused, where the outcome alone does not say it."""
    rules: tuple[float, ...] = ()
    """Heights of the lines that run over most of the page, those of tables among them."""

    def seen(self, box: Box) -> Box:
        """The box as the page is seen, rounded to a hundredth of a point."""
        back = turned_box(box, -self.quarters, self.width, self.height)
        return Box(*(round(v, 2) for v in back))


def reading_quarters(marks: PageMarks) -> int:
    """How often the page must be turned clockwise so that most of its writing runs from left to right."""
    turns = Counter(g.turn for g in marks.glyphs if g.turn % 90 == 0 and not g.text.isspace())
    if not turns:
        return 0
    return (-turns.most_common(1)[0][0] // 90) % 4


def read_sheet(marks: PageMarks, *, allow_hidden: bool = False) -> Sheet:
    """Reads one page that has a text layer. ``allow_hidden`` takes the text of an OCR layer as printed."""
    quarters = reading_quarters(marks)
    upright = turned(marks, quarters)
    glyphs, noise = without_noise(upright, allow_hidden=allow_hidden)
    glyphs = without_copies(glyphs)
    rulings = rulings_of(table_strokes(upright, glyphs))
    lattices = lattices_of(rulings)
    tables, rest, misplaced = _with_text(lattices, glyphs)
    lines = tuple(printed_lines(rest))
    return Sheet(
        page=marks.page,
        width=upright.width,
        height=upright.height,
        outcome=_outcome(upright, tables, lines, glyphs),
        tables=tables,
        lines=lines,
        noise=tuple(noise),
        quarters=quarters,
        rules=tuple(h.at for h in rulings.horizontal if h.end - h.start > 0.5 * upright.width),
        body_size=_median([ln.size for t in tables for c in t.cells for ln in c.lines]),
        misplaced=misplaced,
    )


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2] if values else 0.0


def _with_text(lattices: list[Lattice], glyphs: list[Glyph]) -> tuple[tuple[SheetTable, ...], list[Glyph], float]:
    """The tables with the text of their cells, the glyphs outside them, and the share of misplaced letters."""
    held: dict[Home, list[Glyph]] = {}
    rest: list[Glyph] = []
    for glyph, home in zip(glyphs, homes_of(glyphs, lattices), strict=True):
        if home is None:
            rest.append(glyph)
        else:
            held.setdefault(home, []).append(glyph)
    tables = []
    for t, lattice in enumerate(lattices):
        cells = []
        for i, place in enumerate(lattice.cells):
            lines = tuple(cell_lines(held.get((t, i), [])))
            width = place.box.x1 - place.box.x0 - INSET
            cells.append(SheetCell(place, lines, text_of(lines, width)))
        tables.append(SheetTable(lattice, tuple(cells)))
    boxed = ((lattices[t].cells[i].box, found) for (t, i), found in held.items())
    return tuple(tables), rest, _misplaced(boxed)


def _outcome(
    marks: PageMarks, tables: tuple[SheetTable, ...], lines: tuple[PrintedLine, ...], glyphs: list[Glyph]
) -> PageOutcome:
    printed = [g for g in glyphs if not g.text.isspace()]
    covered = _pictured(marks) > 0.5
    if not printed:
        # A page of curves is text turned into drawing: to a reader of text it is a picture.
        drawn = _pictured(marks) > 0.15 or len(marks.rounds) >= 40
        return PageOutcome.SCAN if drawn or tables else PageOutcome.BLANK
    texts = [c.text for t in tables for c in t.cells] + [ln.text for ln in lines]
    if labels_in(texts) < 3 and is_garbled(texts, sum(not g.mapped for g in printed)):
        return PageOutcome.GARBLED
    inside = [c.text for t in tables for c in t.cells if c.text]
    if inside and (labels_in(inside) >= 2 or not _looks_like_form(lines)):
        return PageOutcome.RULED
    if covered and len(printed) < 60:
        return PageOutcome.SCAN  # only a page number or a stamp was typed onto the picture
    return PageOutcome.BORDERLESS if _looks_like_form(lines) else PageOutcome.TEXT


def _pictured(marks: PageMarks) -> float:
    """The part of the page that its largest picture, or all of them together, cover."""
    area = sum(
        max(0.0, min(p.x1, marks.width) - max(p.x0, 0)) * max(0.0, min(p.bottom, marks.height) - max(p.top, 0))
        for p in marks.pictures
    )
    return area / max(marks.width * marks.height, 1.0)


def is_scan_with_text(marks: PageMarks) -> bool:
    """True for a page that is one picture, with a text layer under or over it."""
    return _pictured(marks) > 0.5 and sum(not g.text.isspace() for g in marks.glyphs) >= 30


def _misplaced(cells: Iterable[tuple[Box, Iterable[Glyph]]]) -> float:
    """The share of letters that a border of their cell crosses: hardly any, where text and lines belong together."""
    letters = crossed = 0
    for (x0, top, x1, bottom), glyphs in cells:
        for glyph in glyphs:
            if glyph.text.isspace():
                continue
            slack = 0.3 * glyph.size
            letters += 1
            crossed += not (
                x0 - slack <= glyph.box.x0
                and glyph.box.x1 <= x1 + slack
                and top - slack <= glyph.box.top
                and glyph.box.bottom <= bottom + slack
            )
    return crossed / letters if letters else 0.0


def _looks_like_form(lines: tuple[PrintedLine, ...]) -> bool:
    """True when the form's labels stand there as pieces of their own: a table whose lines were not drawn."""
    return labels_in(part for line in lines for part in line.parts or (line.text,)) >= 4
