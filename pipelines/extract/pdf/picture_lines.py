"""Rulings in the picture of a scanned page, for scans that carry a hidden text layer.

The picture is straightened, then long dark runs in rows and columns of pixels are the lines: no letter's stroke is as
long. Only lines are found here, never text.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.pdf.marks import Glyph, PageMarks, Stroke
from pipelines.model.cells import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Dark = NDArray[np.bool_]

DPI = 150
"""Resolution at which a page is looked at; a hairline is one pixel then."""
LONGEST_STROKE = 16.0
"""Runs longer than this (points) are no part of a letter of a form's text."""
STEEPEST = 4.0
"""A scan is straightened up to this slant (degrees); beyond it the lines will not be found."""
STRAIGHT = 0.08
"""A slant below this (degrees) moves no line by a whole pixel."""
_LEVEL = 0.72
"""Ink is darker than this part of the paper around it."""


def with_picture_lines(marks: PageMarks, grey: Grey) -> PageMarks:
    """The page with the strokes found in its picture; glyphs are moved along where the picture was straightened.

    ``grey`` is the whole page as seen, rendered at :data:`DPI`. Dashed lines are not looked for: between
    letters they cannot be told from them.
    """
    scale = 72 / DPI
    dark = _ink(grey)
    slant = _slant(dark)
    if abs(slant) >= STRAIGHT:
        dark = _ink(_rotated(grey, slant))
    middle = marks.width / 2, marks.height / 2
    glyphs = marks.glyphs
    if abs(slant) >= STRAIGHT:
        glyphs = tuple(_moved(g, slant, middle) for g in glyphs)
    written = _written(glyphs, dark)
    sides = (dark, written, True), (_on_its_side(dark), _on_its_side(written), False)
    strokes = [stroke for ink, text, flat in sides for stroke in _runs(ink, text, scale, flat=flat)]
    return replace(marks, glyphs=glyphs, strokes=(*marks.strokes, *strokes))


def _on_its_side(pixels: Dark) -> Dark:
    import numpy as np

    return np.ascontiguousarray(pixels.T)


def _written(glyphs: tuple[Glyph, ...], dark: Dark) -> Dark:
    """Where the text layer says that letters stand: the inner part of every glyph's box."""
    import numpy as np

    written = np.zeros_like(dark)
    for glyph in glyphs:
        if glyph.text.isspace():
            continue
        x0, top, x1, bottom = (v * DPI / 72 for v in glyph.box)
        rim_x, rim_y = 0.08 * (x1 - x0), 0.12 * (bottom - top)
        written[max(0, int(top + rim_y)) : int(bottom - rim_y) + 1, max(0, int(x0 + rim_x)) : int(x1 - rim_x) + 1] = (
            True
        )
    return written


def _ink(grey: Grey) -> Dark:
    """Where the page is clearly darker than the paper around (shadows of a scan differ from corner to corner)."""
    import numpy as np

    block = 48
    high, wide = grey.shape
    rows, columns = -(-high // block), -(-wide // block)
    padded = np.full((rows * block, columns * block), 255, dtype=np.uint8)
    padded[:high, :wide] = grey
    tiles = padded.reshape(rows, block, columns, block)[:, ::4, :, ::4]
    paper = np.percentile(tiles, 85, axis=(1, 3)) * _LEVEL
    level = np.repeat(np.repeat(paper, block, axis=0), block, axis=1)[:high, :wide]
    ink: Dark = grey < level
    return ink


def _slant(dark: Dark) -> float:
    """The angle (degrees, clockwise) by which the lines fall to the right: where the ink piles up most sharply."""
    import numpy as np

    ys, xs = np.nonzero(dark[:, ::4])  # every row: lines are thin
    xs *= 4
    if len(ys) < 500:
        return 0.0
    step = max(1, len(ys) // 30_000)
    ys, xs = ys[::step].astype(np.float32), xs[::step].astype(np.float32)

    def sharpness(angle: float) -> float:
        falls = (ys - xs * math.tan(math.radians(angle))).round().astype(np.int32)
        counts = np.bincount(falls - falls.min()).astype(np.float64)
        return float((counts**2).sum())

    coarse = max(np.arange(-STEEPEST, STEEPEST + 0.01, 0.25), key=sharpness)
    return float(max(np.arange(coarse - 0.25, coarse + 0.251, 0.05), key=sharpness))


def _rotated(grey: Grey, angle: float) -> Grey:
    import numpy as np
    from PIL import Image

    image = Image.fromarray(grey).rotate(angle, Image.Resampling.BILINEAR, fillcolor=255)
    return np.asarray(image, dtype=np.uint8)


def _runs(dark: Dark, written: Dark, scale: float, *, flat: bool) -> list[Stroke]:
    """Long runs along the rows of pixels, as strokes. A line may wander by a pixel and have holes of a pixel or two.

    What runs mostly through letters is a row of letters.
    """
    import numpy as np

    thick = dark.copy()
    thick[1:] |= dark[:-1]
    thick[:-1] |= dark[1:]
    holes = np.zeros_like(thick)
    holes[:, 1:-1] = thick[:, :-2] & thick[:, 2:]
    holes[:, 2:-1] |= thick[:, :-3] & thick[:, 3:]
    holes[:, 1:-2] |= thick[:, :-3] & thick[:, 3:]
    thick |= holes
    # With a clear pixel on either side of every row, starts and ends of runs take turns.
    wide = thick.shape[1] + 1
    turns = np.flatnonzero(np.diff(np.pad(thick, ((0, 0), (1, 1)))).ravel())
    rows, starts, ends = turns[::2] // wide, turns[::2] % wide, turns[1::2] % wide
    long = ends - starts >= LONGEST_STROKE / scale
    rows, starts, ends = rows[long], starts[long], ends[long]
    letters = np.pad(np.cumsum(written[:, ::4], axis=1, dtype=np.int32), ((0, 0), (1, 0)))
    clear = letters[rows, (ends + 3) // 4] - letters[rows, (starts + 3) // 4] <= 0.1 * (ends - starts)
    strokes = []
    for row, start, end in zip(rows[clear].tolist(), starts[clear].tolist(), ends[clear].tolist(), strict=True):
        at, low, high = (row + 0.5) * scale, start * scale, end * scale
        strokes.append(Stroke(Box(low, at, high, at) if flat else Box(at, low, at, high)))
    return strokes


def _moved(glyph: Glyph, angle: float, middle: tuple[float, float]) -> Glyph:
    """The glyph where it stands after the page was turned by this angle about its middle."""
    sine, cosine = math.sin(math.radians(-angle)), math.cos(math.radians(-angle))

    def turn(x: float, y: float) -> tuple[float, float]:
        dx, dy = x - middle[0], y - middle[1]
        return middle[0] + dx * cosine - dy * sine, middle[1] + dx * sine + dy * cosine

    x, y = turn(glyph.x, glyph.y)
    cx, cy = glyph.centre
    mx, my = turn(cx, cy)
    box = Box(*(v + (mx - cx if i % 2 == 0 else my - cy) for i, v in enumerate(glyph.box)))
    upright = round(glyph.turn / 90) * 90
    straight = upright % 360 if abs(glyph.turn - upright) <= STEEPEST else glyph.turn
    return glyph._replace(x=x, y=y, box=box, turn=straight)
