"""Unit costs, and those that can be compared."""

from __future__ import annotations

from itertools import groupby

from pipelines.pages.comparison import charts, records, words
from pipelines.pages.comparison.figures import Figures, Shown
from pipelines.pages.comparison.words import Words


def _label(cost: records.UnitCost) -> Words:
    zh = f"{cost.subject_name or cost.project_name or ''}：每{cost.denominator_name}"
    en = f"{cost.subject_name_en or cost.project_name or ''}, per {cost.denominator_name_en}"
    if cost.period == "year":
        return Words(f"{zh}·年", f"{en} and year")
    return Words(zh, en)


def figure(page: Figures, cost: records.UnitCost) -> Shown:
    """One unit cost for a table."""
    money = words.money(cost.unit_cost_yuan)
    return page.shown(cost.agency_key, cost.row_id, "unit_cost_yuan", _label(cost), cost.unit_cost_yuan, money)


def compared(page: Figures, costs: list[records.UnitCost]) -> list[charts.Bars]:
    """Unit costs that two agencies share, on one scale per kind of cost."""

    def kind(cost: records.UnitCost) -> tuple[str, ...]:
        return (cost.topic_name or "", cost.cost_subject or "", cost.denominator, cost.period or "")

    drawn: list[charts.Bars] = []
    for _, found in groupby(sorted((c for c in costs if c.is_comparable), key=kind), key=kind):
        rows = sorted(found, key=lambda c: page.series[c.agency_key])
        label = _label(rows[0])
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
