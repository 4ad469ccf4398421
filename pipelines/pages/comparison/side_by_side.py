"""Agencies side by side as a whole: what each has, and its money per community and per resident."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from pipelines.pages.comparison import charts, records, words
from pipelines.pages.comparison.figures import Figures, Shown
from pipelines.pages.comparison.records import Agency
from pipelines.pages.comparison.words import Words


class Line(NamedTuple):
    """A row of the side-by-side table: what it is, and a figure per agency."""

    label: Words
    figures: list[Shown]


def _row_id(mart: str, agency: Agency) -> str:
    return f"{mart}/{agency.agency_key}"


def glance(page: Figures) -> list[Line]:
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
            figures.append(page.shown(agency.agency_key, _row_id(mart, agency), column, label, value, show(value)))
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


def _per_place(page: Figures, mart: str, what: str) -> list[charts.Bars]:
    groups = []
    for label, pattern in _THREE:
        column = pattern.format(what)
        values = []
        for agency in page.agencies:
            number: Decimal | None = getattr(agency, column)
            figure = page.value(agency.agency_key, _row_id(mart, agency), column, label, number, words.money(number))
            is_scenario = "annualised" in column and number != getattr(agency, f"funding_per_{what}_yuan")
            values.append(figure._replace(is_scenario=is_scenario))
        groups.append((label, values))
    return charts.bars(groups)


def per_community(page: Figures) -> list[charts.Bars]:
    """Fiscal money per community, in three readings."""
    return _per_place(page, "funding_per_community", "community")


def per_capita(page: Figures) -> list[charts.Bars]:
    """Fiscal money per resident, in three readings."""
    return _per_place(page, "funding_per_capita", "capita")


def sensitivities(
    page: Figures, found: Iterable[records.Sensitivity]
) -> list[tuple[Words, records.Sensitivity, Shown]]:
    """Money per resident with other counts of the residents."""
    shown = []
    for row in found:
        if row.agency_key not in page.series:
            continue
        value = words.money(row.funding_per_capita_yuan)
        label = Words(f"按 {row.population_as_of} 的人口", f"With the population of {row.population_as_of}")
        figure = page.shown(
            row.agency_key, row.row_id, "funding_per_capita_yuan", label, row.funding_per_capita_yuan, value
        )
        shown.append((page.name(row.agency_key), row, figure))
    return shown
