"""From rulings to cells: the lattice. Knows merged cells and frames with open sides; knows nothing of text.

A figure of touching lines is laid on its own grid; the edge between two neighbouring fields is there or not; fields
without an edge between them are one cell. Spans follow from that, they are never guessed from text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.extract.pdf.rulings import SNAP, Ruling, Rulings, components, levels, pruned
from pipelines.model.cells import Box

COVERED = 0.55
"""The part of an edge that must be inked for the edge to be there."""
NARROWEST = 4.5
"""Two lines closer than this (points) cannot hold text: they are one doubled line."""
HANGING = 6.0
"""How far (points) line ends must stick out of a frame to mean that its side was left open."""

OUTER = 120.0
"""The widest outer column (points) that may be without any line across on a page."""


class LatticeCell(NamedTuple):
    """One cell: 0-based row and column of its top left field, spans, box."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


class Lattice(NamedTuple):
    """One ruled figure. ``xs``/``ys`` are the grid's lines; ``open_top``/``open_bottom``: drawn without that border."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[LatticeCell, ...]
    open_top: bool = False
    open_bottom: bool = False

    @property
    def box(self) -> Box:
        """The outer frame."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def lattices_of(rulings: Rulings) -> list[Lattice]:
    """Every figure of at least two cells, top to bottom."""
    found = []
    for figure in _with_lone_sides(components(rulings)):
        lattice = _lattice(figure)
        if lattice is not None and len(lattice.cells) > 1:
            found.append(lattice)
    return sorted(found, key=lambda t: (t.box.top, t.box.x0))


def _with_lone_sides(figures: list[Rulings]) -> list[Rulings]:
    """The figures with the outer uprights that touch none of their lines, but run beside them from top to bottom.

    The outer column holds one cell that goes on over both page breaks: then nothing crosses it on this page.
    """
    lone = [f.vertical[0] for f in figures if not f.horizontal and len(f.vertical) == 1]
    whole = [f for f in figures if f.horizontal]
    found = []
    for horizontal, vertical in whole:
        top, bottom = min(h.at for h in horizontal), max(h.at for h in horizontal)
        left, right = min(h.start for h in horizontal), max(h.end for h in horizontal)
        beside = [
            v
            for v in lone
            if bottom > top
            and abs(v.start - top) <= SNAP
            and abs(v.end - bottom) <= SNAP
            and (left - OUTER <= v.at < left or right < v.at <= right + OUTER)
        ]
        found.append(Rulings(horizontal, [*vertical, *beside]))
    return found


def _lattice(figure: Rulings) -> Lattice | None:
    if not figure.horizontal or not figure.vertical:
        return None
    framed, open_top, open_bottom = _framed(figure)
    horizontal, vertical = pruned(framed)
    if len(horizontal) < 2 or len(vertical) < 2:
        return None
    xs = _collapsed(levels(v.at for v in vertical))
    ys = _collapsed(levels(h.at for h in horizontal))
    if len(xs) < 2 or len(ys) < 2:
        return None
    down = _edges(vertical, xs, ys)
    across = _edges(horizontal, ys, xs)
    # A grid line without a single edge on it parts nothing.
    keep_x = [i for i in range(len(xs)) if any(down[i])]
    keep_y = [j for j in range(len(ys)) if any(across[j])]
    if len(keep_x) < 2 or len(keep_y) < 2:
        return None
    if len(keep_x) < len(xs) or len(keep_y) < len(ys):
        xs, ys = [xs[i] for i in keep_x], [ys[j] for j in keep_y]
        down, across = _edges(vertical, xs, ys), _edges(horizontal, ys, xs)
    return Lattice(tuple(xs), tuple(ys), tuple(_cells(xs, ys, down, across)), open_top, open_bottom)


def _collapsed(places: list[float]) -> list[float]:
    found: list[float] = []
    for place in places:
        if found and place - found[-1] < NARROWEST:
            found[-1] = (found[-1] + place) / 2
        else:
            found.append(place)
    return found


def _framed(figure: Rulings) -> tuple[Rulings, bool, bool]:
    """The figure with the outer lines that were not drawn: where lines stick out together, their ends are a side."""
    horizontal, vertical = figure
    sides = [*_side(horizontal, vertical, first=True), *_side(horizontal, vertical, first=False)]
    top = _side(vertical, horizontal, first=True, sides=sides)
    bottom = _side(vertical, horizontal, first=False, sides=sides)
    # A side that was not drawn runs on into the rows that only the ends of inner lines show.
    reach = [y.at for y in (*top, *bottom)]
    sides = [Ruling(s.at, min((s.start, *reach)), max((s.end, *reach))) for s in sides]
    across, down = [*horizontal, *top, *bottom], [*vertical, *sides]
    across += [*_unclosed(across, down, first=True), *_unclosed(across, down, first=False)]
    return Rulings(across, down), bool(top), bool(bottom)


def _unclosed(horizontal: list[Ruling], vertical: list[Ruling], *, first: bool) -> list[Ruling]:
    """What is missing of the upper (or lower) border between upright lines that come up to it.

    Where a page cuts between rows, a cell merged over them is often left without a border there.
    """
    y = min(h.at for h in horizontal) if first else max(h.at for h in horizontal)
    border = [h for h in horizontal if abs(h.at - y) <= SNAP]
    walls = levels(v.at for v in vertical if (v.start <= y + SNAP if first else v.end >= y - SNAP))
    return [
        Ruling(y, left, right)
        for left, right in pairwise(walls)
        if not any(h.start < right - SNAP and h.end > left + SNAP for h in border)
    ]


def _side(rulings: list[Ruling], across: list[Ruling], *, first: bool, sides: Sequence[Ruling] = ()) -> list[Ruling]:
    """The missing outer line at the starts (or ends) of these rulings, where they stick out in common.

    ``sides`` are outer lines along the rulings that were not drawn either: a side without ink has no end to stick out.
    """
    ends = [r.start if first else r.end for r in rulings]
    outer = min(ends) if first else max(ends)
    edge = min(a.at for a in across) if first else max(a.at for a in across)
    if abs(outer - edge) < HANGING or (first and outer > edge) or (not first and outer < edge):
        return []
    common = [r.at for r, end in zip(rulings, ends, strict=True) if abs(end - outer) <= SNAP]
    common += [s.at for s in sides]
    if len(common) < 2:
        return []
    start, end = min(common), max(common)
    # Two ends alone are a side only when they are the corners of the whole figure.
    places = [r.at for r in (*rulings, *sides)]
    if len(common) == 2 and end - start < max(places) - min(places) - SNAP:
        return []
    return [Ruling(outer, start, end)]


def _edges(lines: list[Ruling], places: list[float], grid: list[float]) -> list[list[bool]]:
    """``edges[i][j]``: is the line at ``places[i]`` inked between ``grid[j]`` and ``grid[j + 1]``?"""
    by_place: dict[int, list[Ruling]] = defaultdict(list)
    for line in lines:
        nearest = min(range(len(places)), key=lambda i: abs(places[i] - line.at))
        if abs(places[nearest] - line.at) <= NARROWEST + SNAP:
            by_place[nearest].append(line)
    edges = []
    for i in range(len(places)):
        row = []
        for low, high in pairwise(grid):
            inked = sum(max(0.0, min(line.end, high) - max(line.start, low)) for line in by_place[i])
            row.append(inked >= COVERED * (high - low))
        edges.append(row)
    return edges


def _cells(xs: list[float], ys: list[float], down: list[list[bool]], across: list[list[bool]]) -> list[LatticeCell]:
    columns, rows = len(xs) - 1, len(ys) - 1
    region = [[-1] * columns for _ in range(rows)]
    fields: list[list[tuple[int, int]]] = []
    outside: set[int] = set()
    for r in range(rows):
        for c in range(columns):
            if region[r][c] >= 0:
                continue
            number = len(fields)
            region[r][c] = number
            stack, members = [(r, c)], []
            while stack:
                y, x = stack.pop()
                members.append((y, x))
                for ny, nx, wall in (
                    (y - 1, x, across[y][x]),
                    (y + 1, x, across[y + 1][x]),
                    (y, x - 1, down[x][y]),
                    (y, x + 1, down[x + 1][y]),
                ):
                    if wall:
                        continue
                    if not (0 <= ny < rows and 0 <= nx < columns):
                        outside.add(number)
                    elif region[ny][nx] < 0:
                        region[ny][nx] = number
                        stack.append((ny, nx))
            fields.append(members)
    cells = []
    for number, members in enumerate(fields):
        if number in outside:
            continue
        for top, left, bottom, right in _rectangles(members):
            box = Box(xs[left], ys[top], xs[right + 1], ys[bottom + 1])
            cells.append(LatticeCell(top, left, bottom - top + 1, right - left + 1, box))
    return sorted(cells)


def _rectangles(members: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The fields of one region as rectangles (top, left, bottom, right): nearly always exactly one.

    A region with a bay (a line that should be there is not) is cut into bands of rows with the same columns.
    """
    by_row: dict[int, list[int]] = defaultdict(list)
    for r, c in members:
        by_row[r].append(c)
    bands: list[tuple[int, int, int, int]] = []
    for r in sorted(by_row):
        columns = sorted(by_row[r])
        start = columns[0]
        for c, following in zip(columns, [*columns[1:], columns[-1] + 2], strict=True):
            if following == c + 1:
                continue
            for i, (top, left, bottom, right) in enumerate(bands):
                if (left, right) == (start, c) and bottom == r - 1:
                    bands[i] = (top, left, r, right)
                    break
            else:
                bands.append((r, start, r, c))
            start = following
    return bands
