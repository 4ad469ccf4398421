"""Which strokes of a page can part cells: not those that belong to the text, nor those that nobody sees.

Where a page's cells are told apart by shading only, the sides of the shades stand for lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipelines.extract.pdf.marks import Glyph, PageMarks, Stroke
from pipelines.model.cells import Box

CLOSE = 1.6
"""How far (points) an underline may reach beyond its text."""
FEWEST_SHADES = 4
"""Fewer shades than this are decoration, not cells."""


def table_strokes(marks: PageMarks, glyphs: Iterable[Glyph]) -> list[Stroke]:
    """The strokes that tables may be made of. ``glyphs`` are those of the page's own text."""
    seen = [s for s in marks.strokes if not _is_white(s)]
    rows = _text_runs(glyphs)
    kept = [s for s in seen if not _is_text_line(s, rows)]
    shades = [s for s in marks.shades if not _is_white(s) and not _is_whole_page(s, marks)]
    if len(shades) < FEWEST_SHADES or _are_ruled(shades, kept):
        return kept
    # White lines over shades part them; so do the sides of the shades themselves.
    shown = [s for s in marks.strokes if _is_white(s) and any(_touches(s.box, shade.box) for shade in shades)]
    return kept + shown + [side for shade in shades for side in _sides(shade)]


def _is_white(stroke: Stroke) -> bool:
    return min(stroke.colour) >= 250


def _is_whole_page(stroke: Stroke, marks: PageMarks) -> bool:
    x0, top, x1, bottom = stroke.box
    return (x1 - x0) * (bottom - top) > 0.6 * marks.width * marks.height


def _text_runs(glyphs: Iterable[Glyph]) -> dict[int, list[tuple[float, float, float, float]]]:
    """Runs of glyphs without clear room between, by whole points of the baseline: (start, end, baseline, size)."""
    lines: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.turn == 0 and not glyph.text.isspace():
            lines[round(glyph.y)].append(glyph)
    runs: dict[int, list[tuple[float, float, float, float]]] = {}
    for place, line in lines.items():
        found: list[tuple[float, float, float, float]] = []
        for glyph in sorted(line, key=lambda g: g.box.x0):
            if found and glyph.box.x0 - found[-1][1] < 0.6 * glyph.size:
                start, end, y, size = found[-1]
                found[-1] = (start, max(end, glyph.box.x1), y, max(size, glyph.size))
            else:
                found.append((glyph.box.x0, glyph.box.x1, glyph.y, glyph.size))
        runs[place] = found
    return runs


def _is_text_line(stroke: Stroke, rows: dict[int, list[tuple[float, float, float, float]]]) -> bool:
    """True for underlines and strike-throughs: drawn along a run of text and no longer than it."""
    x0, top, x1, bottom = stroke.box
    if x1 - x0 <= bottom - top:
        return False
    at = (top + bottom) / 2
    for place in range(round(at) - 4, round(at) + 16):
        for start, end, baseline, size in rows.get(place, ()):
            if (
                baseline - 0.7 * size <= at <= baseline + 0.28 * size
                and start - CLOSE <= x0
                and x1 <= end + CLOSE
                and x1 - x0 >= 0.8 * size
            ):
                return True
    return False


def _are_ruled(shades: list[Stroke], strokes: list[Stroke]) -> bool:
    """True when lines are drawn where the shades end: then the shades only colour cells."""
    longest = [s for s in strokes if max(s.box.x1 - s.box.x0, s.box.bottom - s.box.top) > 20]
    x0, top = min(s.box.x0 for s in shades), min(s.box.top for s in shades)
    x1, bottom = max(s.box.x1 for s in shades), max(s.box.bottom for s in shades)
    area = Box(x0 - 3, top - 3, x1 + 3, bottom + 3)
    inside = [s for s in longest if _touches(s.box, area)]
    upright = [s for s in inside if s.box.bottom - s.box.top > s.box.x1 - s.box.x0]
    return len(upright) >= 2 and len(inside) - len(upright) >= 2


def _touches(one: Box, other: Box) -> bool:
    return one.x0 <= other.x1 and other.x0 <= one.x1 and one.top <= other.bottom and other.top <= one.bottom


def _sides(shade: Stroke) -> list[Stroke]:
    x0, top, x1, bottom = shade.box
    return [
        Stroke(Box(x0, top, x1, top)),
        Stroke(Box(x0, bottom, x1, bottom)),
        Stroke(Box(x0, top, x0, bottom)),
        Stroke(Box(x1, top, x1, bottom)),
    ]
