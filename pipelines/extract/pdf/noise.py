"""Glyphs that lie over a page without belonging to its text: watermarks, seals, text without ink."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
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
ACROSS = 0.15
"""From this share of its letters on that lie on other letters, an ink is printed over the text: text never is."""
SPREAD = 4
"""A pale word that stands on a page this often, in another size or on other letters, is strewn over it."""

Ink = tuple[Colour, float]
"""What the letters of one layer share: colour and size (points, to a tenth)."""


def without_noise(marks: PageMarks, *, allow_hidden: bool) -> tuple[list[Glyph], list[Noise]]:
    """The glyphs of the page's own text, and what was kept out."""
    seal_places = [r.box for r in marks.rounds if _is_red(r.colour)]
    aslant = _aslant(marks)
    large = _large_size(marks)
    overlaid = _overlaid(marks)
    kept: list[Glyph] = []
    out: dict[str, list[Glyph]] = {}
    plain = {c for c in {g.colour for g in marks.glyphs} if not (_is_pale(c) or _is_red(c))}
    for glyph in marks.glyphs:
        if glyph.colour in plain and glyph.turn % 90 == 0 and not glyph.hidden and _ink(glyph) not in overlaid:
            kept.append(glyph)
            continue
        reason = None
        if glyph.hidden and not allow_hidden:
            reason = "hidden_text"
        elif glyph.turn % 90 > 3 and glyph.turn % 90 < 87:
            reason = "seal" if _is_red(glyph.colour) else "watermark"
        elif _is_pale(glyph.colour) and glyph.size >= large:
            reason = "watermark"
        elif _ink(glyph) in overlaid:
            reason = "seal" if _is_red(glyph.colour) else "watermark"
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


def _ink(glyph: Glyph) -> Ink:
    return glyph.colour, round(glyph.size, 1)


def _overlaid(marks: PageMarks) -> set[Ink]:
    """The inks of watermarks in letters that are no larger than a title's, told by what text never does.

    Letters of the page's own text do not lie on each other; and no form prints one pale word of another size all over.
    """
    seen = [g for g in marks.glyphs if not g.hidden and not g.text.isspace()]
    inks = Counter(_ink(g) for g in seen)
    if len(inks) < 2:
        return set()
    usual = inks.most_common(1)[0][0]
    others = [g for g in seen if g.colour != usual[0] and not _is_white(g.colour)]
    if not others:
        return set()
    places: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in seen:
        if glyph.colour == usual[0]:
            places[round(glyph.centre[0] / _NEAR), round(glyph.centre[1] / _NEAR)].append(glyph)
    across = Counter(_ink(g) for g in others if _lies_on_another(g, places))
    found = {ink for ink, count in across.items() if count >= 2 and count >= ACROSS * inks[ink]}
    strewn = Counter(_words(g for g in others if _is_pale(g.colour)))
    repeated = {ink for (ink, word), count in strewn.items() if count >= SPREAD and len(word) > 1}
    return found | {ink for ink in repeated if across[ink] >= 2 or abs(ink[1] - usual[1]) > 0.15 * usual[1]}


def _words(glyphs: Iterable[Glyph]) -> Iterator[tuple[Ink, str]]:
    """Letters of one ink that follow each other, as words."""
    ink, word, before = None, "", None
    for glyph in glyphs:
        if before is None or _ink(glyph) != ink or not _follows(before, glyph):
            if ink is not None:
                yield ink, word
            ink, word = _ink(glyph), ""
        word += glyph.text
        before = glyph
    if ink is not None:
        yield ink, word


def _follows(before: Glyph, glyph: Glyph) -> bool:
    return abs(glyph.y - before.y) <= 0.2 * glyph.size and abs(glyph.box.x0 - before.box.x1) <= 0.6 * glyph.size


_NEAR = 12.0
"""Points: letters that lie on each other stand in the same or in neighbouring squares of this size."""


def _lies_on_another(glyph: Glyph, places: dict[tuple[int, int], list[Glyph]]) -> bool:
    """True where another character takes a good part of the same place. The same character again is fake bold."""
    column, row = round(glyph.centre[0] / _NEAR), round(glyph.centre[1] / _NEAR)
    x0, top, x1, bottom = glyph.box
    for i in (column - 1, column, column + 1):
        for j in (row - 1, row, row + 1):
            for other in places.get((i, j), ()):
                wide = min(x1, other.box.x1) - max(x0, other.box.x0)
                high = min(bottom, other.box.bottom) - max(top, other.box.top)
                if (
                    wide > 0.3 * other.size
                    and high > 0.4 * other.size
                    and other.text != glyph.text
                    and other.text.isalnum()  # what is typed into a form stands on its dots and blanks
                ):
                    return True
    return False


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
