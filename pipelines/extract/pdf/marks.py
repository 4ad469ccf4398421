"""What is drawn on a page, whoever read it: glyphs, strokes, shades and pictures, as the page is seen.

The two sources (pdfium, pdfplumber) fill these and know nothing of tables; everything behind them knows nothing of the
sources. Coordinates are points, origin top left, after /Rotate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from pipelines.model.cells import Box

Colour = tuple[int, int, int]
"""Red, green, blue, 0–255."""

WHITE: Colour = (255, 255, 255)


class Glyph(NamedTuple):
    """One printed character.

    ``box`` is the advance box (what the font reserves, not the ink). ``x``/``y`` is the origin on the baseline.
    ``turn`` is the direction of writing in degrees clockwise as seen: 0 for ordinary lines, 90 for text that runs
    downwards. ``hidden`` is text without ink (an OCR layer). ``mapped`` is false where the font does not say which
    character the glyph is. ``bold_copy`` cannot be seen here: doubles are found when text is put together.
    """

    text: str
    box: Box
    x: float
    y: float
    size: float
    turn: int = 0
    colour: Colour = (0, 0, 0)
    hidden: bool = False
    mapped: bool = True

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the advance box: what decides in which cell the glyph stands."""
        return (self.box.x0 + self.box.x1) / 2, (self.box.top + self.box.bottom) / 2


class Stroke(NamedTuple):
    """One straight piece of ink along an axis: a line, a thin rectangle, an edge of a stroked rectangle, a dot."""

    box: Box
    colour: Colour = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class PageMarks:
    """All marks of one page.

    ``shades`` are filled rectangles too thick to be lines; ``rounds`` the boxes of curved outlines (seals, logos);
    ``pictures`` the boxes of images; ``objects`` how many objects the page draws.
    """

    page: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...]
    shades: tuple[Stroke, ...] = ()
    rounds: tuple[Stroke, ...] = ()
    pictures: tuple[Box, ...] = ()
    objects: int = 0


def turned_box(box: Box, quarters: int, width: float, height: float) -> Box:
    """The box after turning a page of this width and height clockwise by quarters (1 = 90°).

    >>> turned_box(Box(0, 0, 10, 20), 1, 100, 200)
    Box(x0=180, top=0, x1=200, bottom=10)
    """
    match quarters % 4:
        case 1:
            return Box(height - box.bottom, box.x0, height - box.top, box.x1)
        case 2:
            return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
        case 3:
            return Box(box.top, width - box.x1, box.bottom, width - box.x0)
        case _:
            return box


def turned_point(x: float, y: float, quarters: int, width: float, height: float) -> tuple[float, float]:
    """The point after turning a page of this width and height clockwise by quarters."""
    box = turned_box(Box(x, y, x, y), quarters, width, height)
    return box.x0, box.top


def turned_glyph(glyph: Glyph, quarters: int, width: float, height: float) -> Glyph:
    """The glyph after turning its page clockwise by quarters."""
    x, y = turned_point(glyph.x, glyph.y, quarters, width, height)
    box = turned_box(glyph.box, quarters, width, height)
    return glyph._replace(box=box, x=x, y=y, turn=(glyph.turn + 90 * quarters) % 360)


def turned(marks: PageMarks, quarters: int) -> PageMarks:
    """The page turned clockwise by quarters, as a reader turns a sheet whose writing lies on its side."""
    quarters %= 4
    if not quarters:
        return marks
    wide, high = marks.width, marks.height

    def strokes(found: tuple[Stroke, ...]) -> tuple[Stroke, ...]:
        return tuple(s._replace(box=turned_box(s.box, quarters, wide, high)) for s in found)

    return replace(
        marks,
        width=high if quarters % 2 else wide,
        height=wide if quarters % 2 else high,
        glyphs=tuple(turned_glyph(g, quarters, wide, high) for g in marks.glyphs),
        strokes=strokes(marks.strokes),
        shades=strokes(marks.shades),
        rounds=strokes(marks.rounds),
        pictures=tuple(turned_box(p, quarters, wide, high) for p in marks.pictures),
    )
