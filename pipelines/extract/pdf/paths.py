"""From path geometry to ink that a table can be made of: straight strokes, shades, round outlines."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

from pipelines.extract.pdf.marks import Colour, Stroke
from pipelines.model.cells import Box

Point = tuple[float, float]

THIN = 3.6
"""A filled rectangle up to this thick (points) is a line; Word's thickest border is 6 pt but then text never fits."""


class Matrix(NamedTuple):
    """An affine transform in PDF's order."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def apply(self, x: float, y: float) -> Point:
        """The point moved."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The smallest upright box around the moved rectangle."""
        if self.b and self.is_oblique:
            corners = [self.apply(x0, y0), self.apply(x1, y1), self.apply(x0, y1), self.apply(x1, y0)]
            xs, ys = [p[0] for p in corners], [p[1] for p in corners]
            return Box(min(xs), min(ys), max(xs), max(ys))
        left, top = self.a * x0 + self.c * y0 + self.e, self.b * x0 + self.d * y0 + self.f
        right, bottom = self.a * x1 + self.c * y1 + self.e, self.b * x1 + self.d * y1 + self.f
        if left > right:
            left, right = right, left
        if top > bottom:
            top, bottom = bottom, top
        return Box(left, top, right, bottom)

    def then(self, after: Matrix) -> Matrix:
        """This transform first, then the other."""
        return Matrix(
            self.a * after.a + self.b * after.c,
            self.a * after.b + self.b * after.d,
            self.c * after.a + self.d * after.c,
            self.c * after.b + self.d * after.d,
            self.e * after.a + self.f * after.c + after.e,
            self.e * after.b + self.f * after.d + after.f,
        )

    @property
    def is_oblique(self) -> bool:
        """True when upright rectangles do not stay upright."""
        return abs(self.b) + abs(self.c) > 1e-3 and abs(self.a) + abs(self.d) > 1e-3


class PathInk(NamedTuple):
    """What was found so far."""

    strokes: list[Stroke]
    shades: list[Stroke]
    rounds: list[Stroke]

    def add_rectangle(self, box: Box, colour: Colour) -> None:
        """A filled rectangle: a line where it is thin, else a shade."""
        if min(box.x1 - box.x0, box.bottom - box.top) <= THIN:
            self.strokes.append(Stroke(box, colour))
        else:
            self.shades.append(Stroke(box, colour))


def ink_of(parts: list[tuple[list[Point], bool]], stroked: bool, colour: Colour, ink: PathInk) -> None:
    """Adds the ink of one path's subpaths: edges where it is stroked, rectangles where it is only filled."""
    for corners, curved in parts:
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        if curved:
            # A curve with hardly any height is a line drawn by a program that knows nothing else.
            if min(box.x1 - box.x0, box.bottom - box.top) <= 1.0 and len(corners) > 1:
                ink.strokes.append(Stroke(box, colour))
            else:
                ink.rounds.append(Stroke(box, colour))
        elif not stroked:
            ink.add_rectangle(box, colour)
        elif min(box.x1 - box.x0, box.bottom - box.top) <= 1.0:
            ink.strokes.append(Stroke(box, colour))
        else:
            ink.strokes.extend(_edges(corners, colour))


def _edges(corners: list[Point], colour: Colour) -> list[Stroke]:
    """The edges that run along an axis; a slant of up to 2 points is a hand's shake."""
    found = []
    for (x0, y0), (x1, y1) in pairwise(corners):
        wide, high = abs(x1 - x0), abs(y1 - y0)
        across, along = min(wide, high), math.hypot(wide, high)
        if across <= min(2.2, max(0.6, 0.12 * along)):
            found.append(Stroke(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), colour))
    return found
