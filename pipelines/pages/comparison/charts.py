"""What the charts show, as lengths in percent of the chart's width. The templates draw it; colours are the theme's.

Percent and not points: the drawing then fills a phone as well as a sheet of paper while its text keeps its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipelines.pages.comparison.words import Words

_LONGEST = Decimal(52)
"""Percent of the width that the longest bar takes: the rest is for its number."""
_NAMED = 8
"""Targets that a dot names; a page of many agencies has heaps of hundreds."""
_FEW = 3
"""Values without a number that stand by name among the bars; more are counted in one line, and named in the table."""
_LEFT, _RIGHT = Decimal(3), Decimal(97)


class Value(NamedTuple):
    """One number of a chart: whose it is (the number of its colour), its name, as it is shown, and its origin.

    ``is_scenario``: no budget but a what-if, drawn hatched.
    """

    series: int
    name: Words
    value: Decimal | None
    shown: Words
    address: str | None = None
    note: Words | None = None
    is_scenario: bool = False


class Bar(NamedTuple):
    """A value and its length in percent of the chart's width; no length without a value."""

    value: Value
    length: Decimal | None


class Bars(NamedTuple):
    """Bars that stand together under one label. ``missing``: values without a number that are told in one line."""

    label: Words
    bars: list[Bar]
    missing: list[Value]

    @property
    def values(self) -> list[Value]:
        """All of them, those told in one line last."""
        return [bar.value for bar in self.bars] + self.missing

    @property
    def said_of_missing(self) -> Words:
        """The line that tells of them."""
        count = len(self.missing)
        return Words(f"{count} 个单位没有这个数", f"{count} agencies: none")


class Dot(NamedTuple):
    """A mark at ``x`` percent, the ``row``-th from below, for as many targets as stand there."""

    series: int
    x: Decimal
    row: int
    size: int
    title: Words


class Dots(NamedTuple):
    """A strip of dots with its axis: (percent of width, label)."""

    dots: list[Dot]
    ticks: list[tuple[Decimal, str]]
    rows: int


def bars(groups: Iterable[tuple[Words, Sequence[Value]]]) -> list[Bars]:
    """Groups of bars on one common scale from zero."""
    groups = list(groups)
    most = max((v.value for _, values in groups for v in values if v.value is not None), default=Decimal(0))
    return [_together(label, values, most) for label, values in groups]


def _together(label: Words, values: Sequence[Value], most: Decimal) -> Bars:
    missing = [v for v in values if v.value is None]
    if len(missing) <= _FEW:
        missing = []
    return Bars(label, [Bar(v, _length(v.value, most)) for v in values if v.value is not None or not missing], missing)


def _length(value: Decimal | None, most: Decimal) -> Decimal | None:
    if value is None or value < 0:
        return None
    return Decimal(0) if most == 0 else (value / most * _LONGEST).quantize(Decimal("0.01"))


def dots(values: Iterable[tuple[int, Decimal, Words]], low: Decimal, high: Decimal, step: Decimal) -> Dots:
    """Equal values of one series become one larger dot; different series at one place stand above each other.

    Args:
        values: series, value and title of each.
        low: left end of the axis; smaller values stand there.
        high: right end.
        step: between the ticks.
    """
    heaps: dict[tuple[Decimal, int], list[Words]] = {}
    for series, value, title in values:
        heaps.setdefault((min(max(value, low), high), series), []).append(title)
    series_rows = {series: row for row, series in enumerate(sorted({series for _, series in heaps}))}
    drawn = [
        Dot(
            series,
            _x(value, low, high),
            series_rows[series],
            len(titles),
            _named(titles),
        )
        for (value, series), titles in sorted(heaps.items())
    ]
    ticks = []
    at = low
    while at <= high:
        ticks.append((_x(at, low, high), f"{at.normalize():f}"))
        at += step
    return Dots(drawn, ticks, len(series_rows))


def _named(titles: Sequence[Words]) -> Words:
    named = titles[:_NAMED]
    more = len(titles) - len(named)
    rest = Words(f"；另 {more} 个", f"; and {more} more") if more else Words("", "")
    return Words("；".join(t.zh for t in named) + rest.zh, "; ".join(t.en for t in named) + rest.en)


def _x(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    share = (value - low) / (high - low) if high > low else Decimal(0)
    return (_LEFT + share * (_RIGHT - _LEFT)).quantize(Decimal("0.01"))
