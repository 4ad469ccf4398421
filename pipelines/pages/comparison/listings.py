"""Tables and charts that are too long for the page itself: which they are, and what the page keeps of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pipelines.pages.comparison import charts
from pipelines.pages.comparison.words import Words

MOST_ROWS = 40
"""Rows of a table on the page itself. A longer one has a page of its own, and its first rows here."""
_MOST_BARS = 64
"""Bars of a chart on the page itself, where there can be any number of groups of them."""
MOST_ROWS_APART = 1000
"""Rows of a table on its own page; where there are more, the file of the data has them."""


class Listing(NamedTuple):
    """A table or chart that is too long for the page: what it is called, its rows, and the file that has all of them.

    ``total``: how many rows there are, of which ``rows`` are shown. ``is_chart``: rows are groups of bars.
    """

    name: str
    title: Words
    data: str
    rows: Sequence[object]
    total: int
    is_chart: bool = False


def listings(shown: Mapping[str, Any]) -> Iterator[Listing]:
    """The tables and charts that need a page of their own."""
    for name, rows, data, zh, en in (
        ("topics", "topic_notes", "marts/mart_funding_by_topic", "全部主题", "All topics"),
        ("costs", "costs", "marts/mart_unit_cost", "全部单位成本", "All unit costs"),
        ("satisfactions", "satisfactions", "core/fact_target", "满意度目标", "Satisfaction targets"),
        ("tallies", "tallies", "marts/mart_target_comparison", "同一主题、同一度量，逐对相比", "Pair by pair"),
        ("pairs", "pairs", "marts/mart_target_comparison", "逐对的原文", "Every pair as printed"),
        ("dimensions", "dimension_rows", "marts/mart_funding_by_category", "按二级指标的钱", "Money by dimension"),
        ("coverage", "coverage", "marts/mart_coverage", "覆盖", "Coverage"),
    ):
        found = shown[rows]
        if len(found) > MOST_ROWS:
            total = shown["cost_total"] if name == "costs" else len(found)
            yield Listing(name, Words(zh, en), f"csv/{data}.csv", found[:MOST_ROWS_APART], total)
    for name, groups, data, zh, en in (
        ("per-community", "per_community", "marts/mart_funding_per_community", "每社区财政拨款", "Per community"),
        ("per-capita", "per_capita", "marts/mart_funding_per_capita", "人均财政拨款", "Per resident"),
        ("shared", "shared", "marts/mart_funding_by_topic", "共有的主题，每社区财政拨款", "Shared topics"),
        ("compared-costs", "compared_costs", "marts/mart_unit_cost", "可比的单位成本", "Unit costs that compare"),
        ("shares", "dimensions", "marts/mart_funding_by_category", "按二级指标的量化比例", "Share with a number"),
    ):
        bars: list[charts.Bars] = shown[groups]
        if sum(len(group.values) for group in bars) > MOST_ROWS:
            yield Listing(name, Words(zh, en), f"csv/{data}.csv", bars, len(bars), is_chart=True)


def first_groups(groups: list[charts.Bars]) -> list[charts.Bars]:
    """As many groups as fit the page, and at least one."""
    bars_so_far = itertools.accumulate(len(group.values) for group in groups)
    fitting = sum(bars <= _MOST_BARS for bars in bars_so_far)
    return groups[: max(1, fitting)]
