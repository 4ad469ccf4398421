"""What the agencies promise: satisfaction, targets pair by pair, and how much of it is a number."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from pipelines.pages.comparison import charts, records, words
from pipelines.pages.comparison.figures import Figures, Shown
from pipelines.pages.comparison.words import Words


class Tally(NamedTuple):
    """How the targets of one agency stand beside another's, for one topic and measure."""

    pair: records.Pair
    harder: int
    same: int
    easier: int
    not_comparable: int


def satisfaction(page: Figures, targets: list[records.Satisfaction]) -> charts.Dots:
    """Where the satisfaction targets of each agency stand."""
    values = [
        (
            page.series[t.agency_key],
            t.bound,
            Words(
                f"{page.name(t.agency_key).zh}：{t.indicator_name} {t.target_printed}",
                f"{page.name(t.agency_key).en}: {t.indicator_name} {t.target_printed}",
            ),
        )
        for t in targets
    ]
    low = min([Decimal(80), *(v for _, v, _ in values)])
    low = max(Decimal(0), (low // 5) * 5)
    return charts.dots(values, low, Decimal(100), Decimal(5) if low >= 60 else Decimal(20))


def tallies(pairs: list[records.Pair]) -> list[Tally]:
    """Pairs counted by topic, measure and the two agencies; those with something to compare first."""

    def kind(pair: records.Pair) -> tuple[str, ...]:
        return (pair.topic_name, pair.measure_name, pair.left_agency_key, pair.right_agency_key)

    counted = []
    for _, found in groupby(sorted(pairs, key=kind), key=kind):
        rows = list(found)
        relations = Counter(pair.relation for pair in rows)
        counts = (relations[name] for name in ("harder", "same", "easier", "not_comparable"))
        counted.append(Tally(rows[0], *counts))
    return sorted(counted, key=lambda t: -(t.harder + t.same + t.easier))


def _share(dimension: records.Dimension) -> Decimal | None:
    if dimension.indicator_count == 0:
        return None
    return Decimal(dimension.quantified_count) / Decimal(dimension.indicator_count)


def dimension_chart(page: Figures, dimensions: list[records.Dimension]) -> list[charts.Bars]:
    """Share of indicators with a number, by dimension; drawn on a scale of a whole."""
    groups = []
    for _, found in groupby(dimensions, key=lambda d: d.dimension):
        rows = sorted(found, key=lambda d: page.series[d.agency_key])
        label = Words(rows[0].dimension_name.removesuffix("指标"), rows[0].dimension_name_en)
        values = []
        for row in rows:
            share = _share(row)
            of = f"{row.quantified_count}/{row.indicator_count}"
            shown = (
                Words("没有实有指标", "no indicator")
                if share is None
                else Words(f"{words.percent(share).zh}（{of}）", f"{words.percent(share).en} ({of})")
            )
            values.append(page.value(row.agency_key, row.quantified_row_id, "indicator_count", label, share, shown))
        groups.append((label, values))
    return charts.bars(groups)


def dimension_table(
    page: Figures, dimensions: list[records.Dimension]
) -> list[tuple[Words, records.Dimension, Words, Shown]]:
    """Dimension by dimension: the money of projects whose indicator there is a number."""
    rows = []
    for row in dimensions:
        label = Words(row.dimension_name, row.dimension_name_en)
        money = row.funding_quantified_yuan
        figure = page.shown(row.agency_key, row.quantified_row_id, "funding_yuan", label, money, words.money(money))
        rows.append((label, row, page.name(row.agency_key), figure))
    return rows
