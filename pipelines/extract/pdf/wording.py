"""Glyphs to text: printed lines, and the text of one cell without the layout's line breaks.

"As printed" for a wrapped cell is its text without the breaks: a Chinese wrap leaves no blank, two Latin words keep
one. Printed blanks stay; blanks that only a program inferred never enter, except between Latin words and numbers
that stand clearly apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.extract.pdf.marks import Glyph, turned_glyph
from pipelines.model.cells import Box

WORD_GAP = 0.22
"""Room between two Latin characters, in ems, that parts words where no blank is printed."""
_SQUARE = 8.0
PART_GAP = 1.5
"""Room inside a printed line, in ems, that parts two statements (`单位：…    金额单位：万元`)."""


_SLACK = 1.2
"""Ems that a full line may leave free: letters spread, padding of the cell."""
_UNBROKEN = re.compile(
    r"[（(《“‘【〔\[「『]*(?:[0-9A-Za-z]+|.)(?:/.|[，。、；：！？）》”’】〕」』%,.;:!?)\]}]+[0-9]*)*"
)
"""What no line end parts: a character or number, brackets before it and signs behind it (【2022】, 元/年)."""


class PrintedLine(NamedTuple):
    """One printed line: its text without the blanks at its ends, and its place.

    ``blank_after`` tells whether a blank was printed at its end; ``parts`` is the text parted where there is clear room
    inside it (empty where there is none). Glyphs are not kept: a document of 500 pages has half a million.
    """

    text: str
    box: Box
    size: float
    blank_after: bool = False
    parts: tuple[str, ...] = ()


def without_copies(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Fake bold draws a string twice or more, a hair apart: each character is kept once."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.text.isspace():
            kept.append(glyph)
            continue
        # Two glyphs closer than half a square share a square in one of four grids, each shifted by half a square.
        column, row = int(glyph.x / _SQUARE), int(glyph.y / _SQUARE)
        right, lower = int(glyph.x / _SQUARE + 0.5), int(glyph.y / _SQUARE + 0.5)
        squares = (
            (glyph.text, column, row),
            (glyph.text, ~right, row),
            (glyph.text, column, ~lower),
            (glyph.text, ~right, ~lower),
        )
        near = [other for square in squares if square in seen for other in seen[square]]
        if near and any(_is_copy(glyph, other) for other in near):
            continue
        for square in squares:
            seen.setdefault(square, []).append(glyph)
        kept.append(glyph)
    return kept


def _is_copy(glyph: Glyph, other: Glyph) -> bool:
    shift = min(max(0.6, 0.12 * glyph.size), _SQUARE / 2)
    return abs(other.x - glyph.x) <= shift and abs(other.y - glyph.y) <= shift and other.turn == glyph.turn


def printed_lines(glyphs: Sequence[Glyph]) -> list[PrintedLine]:
    """Glyphs that run from left to right, as lines from top to bottom."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.y, g.x)):
        for line in reversed(lines[-3:]):
            anchor = line[0]
            if abs(anchor.y - glyph.y) <= 0.45 * max(anchor.size, glyph.size, 4.0):
                line.append(glyph)
                break
        else:
            lines.append([glyph])
    found = [_line(sorted(line, key=lambda g: g.x)) for line in lines]
    return [line for line in found if line.text]


def _line(glyphs: list[Glyph]) -> PrintedLine:
    inked = [g for g in glyphs if not g.text.isspace()]
    if not inked:
        return PrintedLine("", Box(0, 0, 0, 0), 0.0)
    first, last = glyphs.index(inked[0]), len(glyphs) - glyphs[::-1].index(inked[-1])
    body = glyphs[first:last]
    texts = [body[0].text]
    parts: list[str] = []
    start = 0
    spread = _letter_spacing(body)
    for before, glyph in pairwise(body):
        room = glyph.box.x0 - before.box.x1
        if room - spread > WORD_GAP * glyph.size and not before.text.isspace() and not glyph.text.isspace():
            if room - spread > PART_GAP * glyph.size:
                parts.append("".join(texts[start:]))
                start = len(texts)
            if _is_latin(before.text[-1]) and _is_latin(glyph.text[0]):
                texts.append(" ")
        texts.append(glyph.text)
    if parts:
        parts.append("".join(texts[start:]))
    box = Box(
        min(g.box.x0 for g in inked),
        min(g.box.top for g in inked),
        max(g.box.x1 for g in inked),
        max(g.box.bottom for g in inked),
    )
    size = Counter(round(g.size, 1) for g in inked).most_common(1)[0][0]
    return PrintedLine("".join(texts), box, size, last < len(glyphs), tuple(part.strip() for part in parts))


def _letter_spacing(glyphs: list[Glyph]) -> float:
    """Room that stands between all letters of a line (spread over its cell, points): it parts no words."""
    if len(glyphs) < 3:
        return 0.0
    return max(0.0, min(glyph.box.x0 - before.box.x1 for before, glyph in pairwise(glyphs)))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def cell_lines(glyphs: Sequence[Glyph]) -> list[PrintedLine]:
    """The printed lines of a cell, in the order of reading, whatever way its text is turned."""
    if not glyphs:
        return []
    turn = _writing_turn(glyphs)
    if turn:
        quarters = (-turn // 90) % 4
        # The page's size only moves the origin, which does not matter here.
        glyphs = [turned_glyph(g, quarters, 0.0, 0.0) for g in glyphs]
    return printed_lines(glyphs)


def _writing_turn(glyphs: Sequence[Glyph]) -> int:
    """The quarter turn that most of the glyphs have."""
    turns = Counter(round(g.turn / 90) * 90 % 360 for g in glyphs if not g.text.isspace())
    return turns.most_common(1)[0][0] if turns else 0


def text_of(lines: Sequence[PrintedLine], width: float | None = None) -> str:
    """The lines as one text. ``width`` is the room of the cell, where it is known.

    >>> line = lambda text, blank=False: PrintedLine(text, Box(0, 0, 10, 10), 9.0, blank)
    >>> text_of([line("项目资金"), line("(万元)")])
    '项目资金(万元)'
    >>> text_of([line("Project"), line("name")])
    'Project name'
    """
    text = ""
    before: PrintedLine | None = None
    for line in lines:
        if before is None:
            text = line.text
        else:
            text += (" " if _blank_between(before, line, width) else "") + line.text
        before = line
    return text


def _blank_between(before: PrintedLine, after: PrintedLine, width: float | None) -> bool:
    last, first = before.text[-1], after.text[0]
    if not (_is_latin(last) and _is_latin(first)):
        return False
    if before.blank_after or (last.isalpha() and first.isalpha()):
        return True
    # Two numbers under each other are two numbers, unless the first line was full: then one number was broken.
    return last.isdigit() and first.isdigit() and not is_full(before, width)


def is_full(line: PrintedLine, width: float | None, behind: str = "") -> bool:
    """True when what stands behind it would not have fitted into the line, up to where that may be broken.

    >>> line = PrintedLine("目标:开展党建工", Box(0, 0, 78, 10), 10.0)
    >>> is_full(line, 105, "作用好"), is_full(line, 105, "作。"), is_full(line, 105, "【2022】26号")
    (False, True, True)
    """
    if width is None:
        return False
    piece = _UNBROKEN.match(behind)
    # A number alone may have been broken anywhere: of it only one character is asked for.
    ems = max(1.0, sum(_ems(character) for character in piece[0])) if piece and not piece[0].isdigit() else 1.0
    return line.box.x1 - line.box.x0 + (ems + _SLACK) * line.size > width


def _ems(character: str) -> float:
    return 0.6 if character.isascii() else 1.0


def with_gaps(line: PrintedLine) -> str:
    """The text of a line outside tables; clear room inside it becomes one blank, as it parts two statements."""
    return " ".join(line.parts) or line.text
