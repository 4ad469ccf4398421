"""Glyphs that lie over a page without belonging to its text: watermarks, seals, text without ink."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pipelines.extract.pdf.marks import Colour, Glyph, PageMarks
from pipelines.model.cells import Box


class Noise(NamedTuple):
    """Printed text that is named and kept out. ``reason``: ``watermark``, ``seal``, ``hidden_text``."""

    text: str
    box: Box
    reason: str


RING = 48.0
"""No character of a seal is further (points) from three others of its ring."""


def without_noise(marks: PageMarks, *, allow_hidden: bool) -> tuple[list[Glyph], list[Noise]]:
    """The glyphs of the page's own text, and what was kept out."""
    seal_places = [r.box for r in marks.rounds if _is_red(r.colour)]
    aslant = _aslant(marks)
    large = _large_size(marks)
    kept: list[Glyph] = []
    out: dict[str, list[Glyph]] = {}
    plain = {c for c in {g.colour for g in marks.glyphs} if not (_is_pale(c) or _is_red(c))}
    for glyph in marks.glyphs:
        if glyph.colour in plain and glyph.turn % 90 == 0 and not glyph.hidden:
            kept.append(glyph)
            continue
        reason = None
        if glyph.hidden and not allow_hidden:
            reason = "hidden_text"
        elif glyph.turn % 90 > 3 and glyph.turn % 90 < 87:
            reason = "seal" if _is_red(glyph.colour) else "watermark"
        elif _is_pale(glyph.colour) and glyph.size >= large:
            reason = "watermark"
        elif _is_red(glyph.colour) and (_inside(glyph, seal_places) or _is_among(glyph, aslant)):
            reason = "seal"
        elif _is_white(glyph.colour) and not _is_shaded(glyph, marks) and not allow_hidden:
            reason = "hidden_text"
        if reason is None:
            kept.append(glyph)
        elif not glyph.text.isspace():
            out.setdefault(reason, []).append(glyph)
    return kept, [_noise(reason, glyphs) for reason, glyphs in out.items()]


def _noise(reason: str, glyphs: list[Glyph]) -> Noise:
    box = Box(
        min(g.box.x0 for g in glyphs),
        min(g.box.top for g in glyphs),
        max(g.box.x1 for g in glyphs),
        max(g.box.bottom for g in glyphs),
    )
    return Noise("".join(g.text for g in glyphs), box, reason)


def _is_white(colour: Colour) -> bool:
    return min(colour) >= 250


def _is_pale(colour: Colour) -> bool:
    return min(colour) >= 150 or (max(colour) >= 200 and sum(colour) >= 480)


def _is_red(colour: Colour) -> bool:
    red, green, blue = colour
    return red >= 140 and red - max(green, blue) >= 70


def _aslant(marks: PageMarks) -> list[Glyph]:
    """Red characters that stand aslant: only a seal's do."""
    return [g for g in marks.glyphs if 3 < g.turn % 90 < 87 and _is_red(g.colour)]


def _is_among(glyph: Glyph, aslant: list[Glyph]) -> bool:
    """True for a red character in the ring of a seal, though it happens to stand upright."""
    x, y = glyph.centre
    near = [g for g in aslant if abs(g.centre[0] - x) <= RING and abs(g.centre[1] - y) <= RING]
    return len(near) >= 3


def _inside(glyph: Glyph, boxes: list[Box]) -> bool:
    x, y = glyph.centre
    return any(b.x0 <= x <= b.x1 and b.top <= y <= b.bottom for b in boxes)


def _is_shaded(glyph: Glyph, marks: PageMarks) -> bool:
    x, y = glyph.centre
    under = [s.box for s in marks.shades if not _is_white(s.colour)] + list(marks.pictures)
    return any(b.x0 <= x <= b.x1 and b.top <= y <= b.bottom for b in under)


def _large_size(marks: PageMarks) -> float:
    """From this size (points) on, pale letters are a watermark: well above the text's own sizes."""
    sizes = Counter(g.size for g in marks.glyphs if g.colour[0] < 150)
    usual = sizes.most_common(1)[0][0] if sizes else 10.0
    return max(20.0, 2.2 * usual)
