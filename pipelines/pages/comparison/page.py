"""Puts the comparison page together: which figures stand where, each with the address of its origin."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from pipelines.pages.comparison import charts, records, words
from pipelines.pages.comparison.charts import Value
from pipelines.pages.comparison.origins import Origins
from pipelines.pages.comparison.records import Agency
from pipelines.pages.comparison.words import Words

_MOST_TOPICS_APART = 12
_FOLDER = "comparison"
_MOST_ROWS = 40
"""Rows of a table on the page itself. A longer one has a page of its own, and its first rows here."""
_MOST_BARS = 64
"""Bars of a chart on the page itself, where there can be any number of groups of them."""
_MOST_ROWS_APART = 1000
"""Rows of a table on its own page; where there are more, the file of the data has them."""


class Shown(NamedTuple):
    """A figure in a table: its words and the address of its origin (none for a missing one)."""

    words: Words
    address: str | None


class Line(NamedTuple):
    """A row of the side-by-side table: what it is, and a figure per agency."""

    label: Words
    figures: list[Shown]


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


class Tally(NamedTuple):
    """How the targets of one agency stand beside another's, for one topic and measure."""

    pair: records.Pair
    harder: int
    same: int
    easier: int
    not_comparable: int


class _Page:
    """The figures of one year, with their addresses."""

    def __init__(self, agencies: list[Agency]) -> None:
        self.agencies = agencies
        self.origins = Origins()
        self.series = {agency.agency_key: number for number, agency in enumerate(agencies)}

    def name(self, key: str) -> Words:
        """How an agency is called in a chart: its district, with its place where a district has several."""
        agency = self.agencies[self.series[key]]
        if sum(a.district_name == agency.district_name for a in self.agencies) > 1:
            return self.full_name(key)
        return Words(agency.district_name, agency.district_name_en)

    def full_name(self, key: str) -> Words:
        """District and place."""
        agency = self.agencies[self.series[key]]
        place_en = f"{agency.place_name_en}, " if agency.place_name_en != agency.district_name_en else ""
        place = agency.place_name if agency.place_name != agency.district_name else ""
        return Words(f"{agency.district_name} {place}".strip(), f"{place_en}{agency.district_name_en}")

    def link(self, key: str, row_id: str, column: str, label: Words, shown: Words) -> str:
        """The address of a figure's origin."""
        return self.origins.link(key, self.full_name(key), row_id, column, label, shown)

    def value(
        self,
        key: str,
        row_id: str,
        column: str,
        label: Words,
        number: Decimal | None,
        shown: Words,
        note: Words | None = None,
    ) -> Value:
        """A figure for a chart."""
        address = None if number is None else self.link(key, row_id, column, label, shown)
        return Value(self.series[key], self.name(key), number, shown, address, note)


def render_comparison(connection: DuckDBPyConnection, out_dir: Path) -> int:
    """Write ``index.html`` and the pages of origin (``lineage/…``) below ``out_dir``.

    Args:
        connection: the built warehouse (core and marts), open for reading.
        out_dir: the directory that is going to be published; links lead to ``quality/`` and the files beside it.

    Returns:
        Number of pages written.
    """
    environment = Environment(
        loader=PackageLoader("pipelines.pages.comparison"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    out_dir.mkdir(parents=True, exist_ok=True)
    years = records.years(connection)
    year = years[0] if years else None
    agencies = [] if year is None else records.agencies(connection, year)
    page = _Page(agencies)
    shown = _contents(page, connection, year)
    listings = {listing.name: listing for listing in _listings(shown)}
    context = {
        **shown,
        "release": records.release(connection),
        "year": year,
        "years": years,
        "agencies": agencies,
        "agency_total": 0 if year is None else records.agency_count(connection, year),
        "names": {a.agency_key: page.name(a.agency_key) for a in agencies},
        "full_names": {a.agency_key: page.full_name(a.agency_key) for a in agencies},
        "series": page.series,
        "words": words,
        "listings": listings,
        "most": _MOST_ROWS,
    }
    html = environment.get_template("index.html").render(context, root="")
    (out_dir / "index.html").write_text(html, encoding="utf-8")
    if listings:
        (out_dir / _FOLDER).mkdir(exist_ok=True)
    for listing in listings.values():
        html = environment.get_template("listing.html").render(context, root="../", listing=listing)
        (out_dir / _FOLDER / f"{listing.name}.html").write_text(html, encoding="utf-8")
    return 1 + len(listings) + page.origins.write(connection, environment, out_dir)


def _contents(page: _Page, connection: DuckDBPyConnection, year: int | None) -> dict[str, Any]:
    """What the charts and tables of the page show, by the name that the templates have for it."""
    keys = list(page.series)
    topics = [] if year is None else records.topics(connection, year, keys)
    costs = [] if year is None else records.unit_costs(connection, year, keys)
    pairs = [] if year is None else records.pairs(connection, year, keys)
    dimensions = [] if year is None else records.dimensions(connection, year, keys)
    satisfactions = [] if year is None else records.satisfactions(connection, year, keys)
    coverage = records.coverage(connection)
    shared, compared_costs = _shared_topics(page, topics), _compared_costs(page, costs)
    return {
        "glance": _glance(page),
        "per_community": _per_community(page),
        "per_capita": _per_capita(page),
        "sensitivities": _sensitivities(page, [] if year is None else records.sensitivities(connection, year)),
        "shared": shared,
        "shared_first": _first(shared),
        "apart": _topics_apart(page, topics),
        "topic_notes": _topic_notes(page, topics),
        "compared_costs": compared_costs,
        "compared_costs_first": _first(compared_costs),
        "costs": [(c, _cost_figure(page, c), page.name(c.agency_key)) for c in costs[:_MOST_ROWS_APART]],
        "cost_total": len(costs),
        "satisfaction": _satisfaction(page, satisfactions),
        "satisfactions": satisfactions,
        "tallies": _tallies(pairs),
        "pairs": [p for p in pairs if p.relation != "not_comparable"],
        "pairs_apart": Counter(p.reason for p in pairs if p.relation == "not_comparable"),
        "dimensions": _dimension_chart(page, dimensions),
        "dimension_rows": _dimension_rows(page, dimensions),
        "coverage": coverage,
        "coverage_first": sorted(coverage, key=_trouble)[:_MOST_ROWS] if len(coverage) > _MOST_ROWS else coverage,
    }


def _trouble(row: records.Coverage) -> tuple[int, int]:
    """What is missing or was not read, most of it first."""
    missing = row.documents_expected - row.documents_received
    return -(missing + row.documents_refused), -(row.cells_refused + row.targets_unreadable)


def _listings(shown: Mapping[str, Any]) -> Iterator[Listing]:
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
        if len(found) > _MOST_ROWS:
            total = shown["cost_total"] if name == "costs" else len(found)
            yield Listing(name, Words(zh, en), f"csv/{data}.csv", found[:_MOST_ROWS_APART], total)
    for name, groups, data, zh, en in (
        ("per-community", "per_community", "marts/mart_funding_per_community", "每社区财政拨款", "Per community"),
        ("per-capita", "per_capita", "marts/mart_funding_per_capita", "人均财政拨款", "Per resident"),
        ("shared", "shared", "marts/mart_funding_by_topic", "共有的主题，每社区财政拨款", "Shared topics"),
        ("compared-costs", "compared_costs", "marts/mart_unit_cost", "可比的单位成本", "Unit costs that compare"),
        ("shares", "dimensions", "marts/mart_funding_by_category", "按二级指标的量化比例", "Share with a number"),
    ):
        bars: list[charts.Bars] = shown[groups]
        if sum(len(group.values) for group in bars) > _MOST_ROWS:
            yield Listing(name, Words(zh, en), f"csv/{data}.csv", bars, len(bars), is_chart=True)


def _first(groups: list[charts.Bars]) -> list[charts.Bars]:
    """As many groups as fit the page, and at least one."""
    bars_so_far = itertools.accumulate(len(group.values) for group in groups)
    fitting = sum(bars <= _MOST_BARS for bars in bars_so_far)
    return groups[: max(1, fitting)]


def _row(mart: str, agency: Agency) -> str:
    return f"{mart}/{agency.agency_key}"


def _glance(page: _Page) -> list[Line]:
    """The side-by-side table at the top."""

    def line(
        zh: str,
        en: str,
        mart: str,
        column: str,
        number: Callable[[Agency], Decimal | int | None],
        show: Callable[..., Words],
    ) -> Line:
        label = Words(zh, en)
        figures = []
        for agency in page.agencies:
            value = number(agency)
            shown = show(value)
            address = None
            if value is not None:
                address = page.link(agency.agency_key, _row(mart, agency), column, label, shown)
            figures.append(Shown(shown, address))
        return Line(label, figures)

    return [
        line("项目", "Projects", "agency_year", "project_count", lambda a: a.project_count, words.count),
        line(
            "财政拨款（采信）",
            "Fiscal money, accepted",
            "agency_year",
            "funding_yuan",
            lambda a: a.funding_yuan,
            words.money,
        ),
        line(
            "年度资金总额（照印相加）",
            "Annual totals as printed",
            "agency_year",
            "total_stated_yuan",
            lambda a: a.total_stated_yuan,
            words.money,
        ),
        line(
            "社区", "Communities", "funding_per_community", "community_count", lambda a: a.community_count, words.count
        ),
        line(
            "每社区财政拨款",
            "Fiscal money per community",
            "funding_per_community",
            "funding_per_community_yuan",
            lambda a: a.funding_per_community_yuan,
            words.money,
        ),
        line("常住人口", "Residents", "funding_per_capita", "population", lambda a: a.population, words.count),
        line(
            "人均财政拨款",
            "Fiscal money per resident",
            "funding_per_capita",
            "funding_per_capita_yuan",
            lambda a: a.funding_per_capita_yuan,
            words.money,
        ),
        line(
            "实有指标（不含「无」）",
            "Indicators (without 无)",
            "agency_year",
            "real_indicator_count",
            lambda a: a.real_indicator_count,
            words.count,
        ),
        line(
            "其中目标是数的",
            "of them with a number",
            "agency_year",
            "quantified_share",
            lambda a: a.quantified_share,
            words.percent,
        ),
    ]


_THREE = (
    (Words("照印出的金额", "As printed"), "funding_per_{}_yuan"),
    (
        Words("情景：不足一年的人员经费按印出的标准折成全年", "Scenario: part-year pay at the printed yearly standard"),
        "funding_annualised_per_{}_yuan",
    ),
    (Words("不含社区工作者队伍", "Without community workforce"), "funding_without_workforce_per_{}_yuan"),
)


def _per_place(page: _Page, mart: str, what: str) -> list[charts.Bars]:
    groups = []
    for label, pattern in _THREE:
        column = pattern.format(what)
        values = []
        for agency in page.agencies:
            number: Decimal | None = getattr(agency, column)
            figure = page.value(agency.agency_key, _row(mart, agency), column, label, number, words.money(number))
            is_scenario = "annualised" in column and number != getattr(agency, f"funding_per_{what}_yuan")
            values.append(figure._replace(is_scenario=is_scenario))
        groups.append((label, values))
    return charts.bars(groups)


def _per_community(page: _Page) -> list[charts.Bars]:
    return _per_place(page, "funding_per_community", "community")


def _per_capita(page: _Page) -> list[charts.Bars]:
    return _per_place(page, "funding_per_capita", "capita")


def _sensitivities(page: _Page, found: Iterable[records.Sensitivity]) -> list[tuple[Words, records.Sensitivity, Shown]]:
    shown = []
    for row in found:
        if row.agency_key not in page.series:
            continue
        value = words.money(row.funding_per_capita_yuan)
        label = Words(f"按 {row.population_as_of} 的人口", f"With the population of {row.population_as_of}")
        address = page.link(row.agency_key, row.row_id, "funding_per_capita_yuan", label, value)
        shown.append((page.name(row.agency_key), row, Shown(value, address)))
    return shown


def _topic_label(topic: records.Topic) -> Words:
    return Words(topic.topic_name, topic.topic_name_en)


def _shared_topics(page: _Page, topics: list[records.Topic]) -> list[charts.Bars]:
    """Topics that several agencies have, per community: where like meets like. Each topic on a scale of its own."""
    groups: list[charts.Bars] = []
    for _, found in groupby(topics, key=lambda t: t.topic_code):
        rows = sorted(found, key=lambda t: page.series[t.agency_key])
        if len(rows) < 2 or rows[0].topic_code == "?":
            continue
        label = _topic_label(rows[0])
        values = [
            page.value(
                t.agency_key,
                t.row_id,
                "funding_per_community_yuan",
                label,
                t.funding_per_community_yuan,
                words.money(t.funding_per_community_yuan),
            )
            for t in rows
        ]
        heading = label
        if not all(t.is_comparable for t in rows):
            heading = Words(f"{label.zh}（不可比）", f"{label.en} (not comparable)")
        groups.extend(charts.bars([(heading, values)]))
    return groups


def _topic_notes(page: _Page, topics: list[records.Topic]) -> list[tuple[records.Topic, Words, Words, Shown]]:
    """Every topic of every agency as a table row: topic, agency, money."""
    rows = []
    for topic in topics:
        label = _topic_label(topic)
        shown = words.money(topic.funding_yuan)
        address = None
        if topic.funding_yuan is not None:
            address = page.link(topic.agency_key, topic.row_id, "funding_yuan", label, shown)
        rows.append((topic, label, page.name(topic.agency_key), Shown(shown, address)))
    return rows


def _topics_apart(page: _Page, topics: list[records.Topic]) -> list[charts.Bars]:
    """Topics that only one agency's file has, in yuan."""
    groups = []
    for _, found in groupby(topics, key=lambda t: t.topic_code):
        rows = list(found)
        if len(rows) != 1:
            continue
        topic = rows[0]
        label = _topic_label(topic)
        shown = words.money(topic.funding_yuan)
        groups.append(
            (label, [page.value(topic.agency_key, topic.row_id, "funding_yuan", label, topic.funding_yuan, shown)])
        )
    return charts.bars(groups[:_MOST_TOPICS_APART])


def _cost_label(cost: records.UnitCost) -> Words:
    zh = f"{cost.subject_name or cost.project_name or ''}：每{cost.denominator_name}"
    en = f"{cost.subject_name_en or cost.project_name or ''}, per {cost.denominator_name_en}"
    if cost.period == "year":
        return Words(f"{zh}·年", f"{en} and year")
    return Words(zh, en)


def _cost_figure(page: _Page, cost: records.UnitCost) -> Shown:
    shown = words.money(cost.unit_cost_yuan)
    return Shown(shown, page.link(cost.agency_key, cost.row_id, "unit_cost_yuan", _cost_label(cost), shown))


def _compared_costs(page: _Page, costs: list[records.UnitCost]) -> list[charts.Bars]:
    """Unit costs that two agencies share, on one scale per kind of cost."""

    def kind(cost: records.UnitCost) -> tuple[str, ...]:
        return (cost.topic_name or "", cost.cost_subject or "", cost.denominator, cost.period or "")

    drawn: list[charts.Bars] = []
    for _, found in groupby(sorted((c for c in costs if c.is_comparable), key=kind), key=kind):
        rows = sorted(found, key=lambda c: page.series[c.agency_key])
        label = _cost_label(rows[0])
        values = [
            page.value(
                c.agency_key,
                c.row_id,
                "unit_cost_yuan",
                label,
                c.unit_cost_yuan,
                words.money(c.unit_cost_yuan),
                words.BASES[c.basis],
            )
            for c in rows
        ]
        drawn.extend(charts.bars([(label, values)]))
    return drawn


def _satisfaction(page: _Page, targets: list[records.Satisfaction]) -> charts.Dots:
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


def _tallies(pairs: list[records.Pair]) -> list[Tally]:
    """Pairs counted by topic, measure and the two agencies; those with something to compare first."""

    def kind(pair: records.Pair) -> tuple[str, ...]:
        return (pair.topic_name, pair.measure_name, pair.left_agency_key, pair.right_agency_key)

    tallies = []
    for _, found in groupby(sorted(pairs, key=kind), key=kind):
        rows = list(found)
        relations = Counter(pair.relation for pair in rows)
        counts = (relations[name] for name in ("harder", "same", "easier", "not_comparable"))
        tallies.append(Tally(rows[0], *counts))
    return sorted(tallies, key=lambda t: -(t.harder + t.same + t.easier))


def _share(dimension: records.Dimension) -> Decimal | None:
    if dimension.indicator_count == 0:
        return None
    return Decimal(dimension.quantified_count) / Decimal(dimension.indicator_count)


def _dimension_chart(page: _Page, dimensions: list[records.Dimension]) -> list[charts.Bars]:
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
            address = None
            if share is not None:
                address = page.link(row.agency_key, row.quantified_row_id, "indicator_count", label, shown)
            values.append(Value(page.series[row.agency_key], page.name(row.agency_key), share, shown, address))
        groups.append((label, values))
    return charts.bars(groups)


def _dimension_rows(
    page: _Page, dimensions: list[records.Dimension]
) -> list[tuple[Words, records.Dimension, Words, Shown]]:
    """Dimension by dimension: the money of projects whose indicator there is a number."""
    rows = []
    for row in dimensions:
        label = Words(row.dimension_name, row.dimension_name_en)
        shown = words.money(row.funding_quantified_yuan)
        address = None
        if row.funding_quantified_yuan is not None:
            address = page.link(row.agency_key, row.quantified_row_id, "funding_yuan", label, shown)
        rows.append((label, row, page.name(row.agency_key), Shown(shown, address)))
    return rows
