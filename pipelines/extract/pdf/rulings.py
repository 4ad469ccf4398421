"""From strokes to rulings: pieces of ink that lie on one line become one line.

Knows dashes, dots, doubled and jittered lines, corners that do not quite meet. Knows nothing of cells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from pipelines.extract.pdf.marks import Stroke

SNAP = 3.0
"""Strokes up to this far apart across (points) are one line: doubled and jittered ones."""
JOIN = 6.0
"""Pieces up to this far apart along (points) are one line: dashes and dots. No cell is as narrow as that."""
REACH = 6.5
"""How far (points) an end may stop before the line that it was meant to meet."""
SHORTEST = 5.0
"""A joined line shorter than this (points) is no ruling."""
DOT = 2.5
"""A mark up to this big in both directions (points) may be part of a line in either."""


class Ruling(NamedTuple):
    """A straight line: ``at`` is its place across (y of a horizontal, x of a vertical), from ``start`` to ``end``."""

    at: float
    start: float
    end: float


class Rulings(NamedTuple):
    """All lines of a page or of one table."""

    horizontal: list[Ruling]
    vertical: list[Ruling]


def rulings_of(strokes: Iterable[Stroke]) -> Rulings:
    """The rulings made of these strokes."""
    horizontal: list[Ruling] = []
    vertical: list[Ruling] = []
    dots: list[tuple[float, float, float, float]] = []
    for stroke in strokes:
        x0, top, x1, bottom = stroke.box
        wide, high = x1 - x0, bottom - top
        if wide <= DOT and high <= DOT:
            dots.append((x0, top, x1, bottom))
        elif wide >= high:
            horizontal.append(Ruling((top + bottom) / 2, x0, x1))
        else:
            vertical.append(Ruling((x0 + x1) / 2, top, bottom))
    if dots:
        _sort_dots(dots, horizontal, vertical)
    return meet(Rulings(joined(horizontal), joined(vertical)))


def _sort_dots(dots: list[tuple[float, float, float, float]], horizontal: list[Ruling], vertical: list[Ruling]) -> None:
    """Gives each dot to the direction in which it has more company."""
    in_row = Counter(round(top + bottom) for _, top, _, bottom in dots)
    in_column = Counter(round(x0 + x1) for x0, _, x1, _ in dots)
    for x0, top, x1, bottom in dots:
        across, down = in_row[round(top + bottom)], in_column[round(x0 + x1)]
        if across >= down:
            horizontal.append(Ruling((top + bottom) / 2, x0, x1))
        if down >= across:
            vertical.append(Ruling((x0 + x1) / 2, top, bottom))


def joined(pieces: Iterable[Ruling]) -> list[Ruling]:
    """Pieces on one line become one ruling; what stays shorter than a ruling is dropped.

    >>> joined([Ruling(10.0, 0, 20), Ruling(11.0, 24, 60), Ruling(50.0, 0, 3)])
    [Ruling(at=10.6..., start=0, end=60)]
    """
    found = []
    for cluster in _clusters(sorted(pieces)):
        for run in _runs(sorted(cluster, key=lambda r: (r.start, r.end))):
            start, end = run[0].start, max(r.end for r in run)
            if end - start < SHORTEST:
                continue
            weight = sum(r.end - r.start for r in run)
            at = sum(r.at * (r.end - r.start) for r in run) / weight if weight else sum(r.at for r in run) / len(run)
            found.append(Ruling(at, start, end))
    return found


def _clusters(ordered: list[Ruling]) -> list[list[Ruling]]:
    """Rulings close to each other across. A chain is cut before it grows wider than a doubled line can be."""
    clusters: list[list[Ruling]] = []
    for ruling in ordered:
        if clusters and ruling.at - clusters[-1][-1].at <= SNAP and ruling.at - clusters[-1][0].at <= 1.5 * SNAP:
            clusters[-1].append(ruling)
        else:
            clusters.append([ruling])
    return clusters


def _runs(ordered: list[Ruling]) -> list[list[Ruling]]:
    runs: list[list[Ruling]] = []
    end = 0.0
    for ruling in ordered:
        if runs and ruling.start - end <= JOIN:
            runs[-1].append(ruling)
            end = max(end, ruling.end)
        else:
            runs.append([ruling])
            end = ruling.end
    return runs


def meet(rulings: Rulings) -> Rulings:
    """Ends that stop just short of a line across are drawn out to it."""
    return Rulings(_reaching(rulings.horizontal, rulings.vertical), _reaching(rulings.vertical, rulings.horizontal))


def _reaching(rulings: list[Ruling], across: list[Ruling]) -> list[Ruling]:
    ordered = sorted(across)
    places = [r.at for r in ordered]
    found = []
    for at, start, end in rulings:
        low = _nearest(ordered, places, at, start)
        high = _nearest(ordered, places, at, end)
        found.append(Ruling(at, min(start, low), max(end, high)))
    return found


def _nearest(across: list[Ruling], places: list[float], at: float, end: float) -> float:
    """The place of the line across nearest to this end, if within reach and if it passes by; else the end itself."""
    best = end
    distance = REACH
    for i in range(bisect_left(places, end - REACH), bisect_right(places, end + REACH)):
        line = across[i]
        if line.start - REACH <= at <= line.end + REACH and abs(line.at - end) < distance:
            best, distance = line.at, abs(line.at - end)
    return best


def components(rulings: Rulings) -> list[Rulings]:
    """Lines that touch each other, directly or through others, belong to one figure."""
    lines = [(r, True) for r in rulings.horizontal] + [(r, False) for r in rulings.vertical]
    parent = list(range(len(lines)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    verticals = sorted((r.at, i) for i, (r, flat) in enumerate(lines) if not flat)
    places = [at for at, _ in verticals]
    for i, (h, flat) in enumerate(lines):
        if not flat:
            continue
        for _, j in verticals[bisect_left(places, h.start - 1) : bisect_right(places, h.end + 1)]:
            v = lines[j][0]
            if v.start - 1 <= h.at <= v.end + 1:
                parent[root(i)] = root(j)
    groups: dict[int, Rulings] = defaultdict(lambda: Rulings([], []))
    for i, (r, flat) in enumerate(lines):
        (groups[root(i)].horizontal if flat else groups[root(i)].vertical).append(r)
    return list(groups.values())


def pruned(rulings: Rulings) -> Rulings:
    """Only what lies between two crossings: ends that hang free (underlines, ticks) cannot part cells."""
    horizontal, vertical = rulings
    for _ in range(20):
        trimmed_h = _trimmed(horizontal, vertical)
        trimmed_v = _trimmed(vertical, trimmed_h)
        if trimmed_h == horizontal and trimmed_v == vertical:
            break
        horizontal, vertical = trimmed_h, trimmed_v
    return Rulings(horizontal, vertical)


def _trimmed(rulings: list[Ruling], across: list[Ruling]) -> list[Ruling]:
    found = []
    for at, start, end in rulings:
        crossings = [v.at for v in across if start - 1 <= v.at <= end + 1 and v.start - 1 <= at <= v.end + 1]
        if crossings and max(crossings) - min(crossings) >= SHORTEST:
            found.append(Ruling(at, min(crossings), max(crossings)))
    return found


def levels(places: Iterable[float], apart: float = SNAP) -> list[float]:
    """Distinct places: those closer than ``apart`` are one, at their mean.

    >>> levels([10.0, 50.0, 11.0])
    [10.5, 50.0]
    """
    ordered = sorted(places)
    groups: list[list[float]] = []
    for _, chunk in groupby(ordered):
        for place in chunk:
            if groups and place - groups[-1][-1] <= apart and place - groups[-1][0] <= 1.5 * apart:
                groups[-1].append(place)
            else:
                groups.append([place])
    return [sum(g) / len(g) for g in groups]
