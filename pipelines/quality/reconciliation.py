"""Fills ``quality.reconciliation``: brings the numbers of each form to the arithmetic and keeps every equation."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.quality import arithmetic
from pipelines.quality.arithmetic import Amount, Equation, Form, Quantity, Source, Weighted
from pipelines.quality.tables import empty, insert_rows

if TYPE_CHECKING:
    import duckdb

_PROJECTS = """
select
    p.project_id, p.document_id, coalesce(p.agency_id, p.document_id) as unit_id, p.fiscal_year,
    coalesce(p.project_name, '') as project_name, p.term_years, d.path
from core.fact_project as p
inner join core.dim_document as d on p.document_id = d.document_id
order by p.project_id
"""

_FUNDING = """
select
    f.project_id, f.fund_source, s.parent_fund_source, f.scope, f.amount_printed,
    coalesce(case when f.acceptance = 'corrected' then f.amount_accepted_yuan end, f.amount_stated_yuan) as yuan,
    f.acceptance, f.source_cell_id, f.is_counted, f.amount_accepted_yuan, f.amount_proposed_yuan
from core.fact_funding as f
inner join core.dim_fund_source as s on f.fund_source = s.fund_source
where f.acceptance_rule is distinct from 'fund_source_is_stated_once'
order by f.project_id, f.funding_id
"""

_TARGETS = """
select
    i.project_id, i.indicator_name, t.target_printed, t.kind, t.canonical_low, t.canonical_high, t.unit, t.per,
    t.source_cell_id, i.indicator_id, i.dimension, t.comparator, t.counted, t.date_from, t.date_to, i.block,
    t.canonical_unit
from core.fact_target as t
inner join core.fact_indicator as i on t.indicator_id = i.indicator_id
where t.kind in ('count', 'rate', 'money', 'date') and not t.uncertain
order by i.project_id, i.indicator_no
"""

_MENTIONS = """
select
    m.project_id, coalesce(m.counted, ''), m.quantity_printed, m.kind, m.canonical_low, m.canonical_high, m.unit, m.per,
    m.source_cell_id, m.comparator, m.counted, m.canonical_unit
from staging.mention as m
inner join core.fact_project as p on m.project_id = p.project_id
order by m.project_id, m.objective_id, m.start_offset
"""

_GOALS = """
select project_id, string_agg(objective_text, ' ' order by objective_id) from core.fact_objective group by project_id
"""

_NUMBERED = """
select
    i.project_id, i.indicator_id, i.source_cell_id, i.block,
    coalesce(d.name_zh, i.level2_printed, i.level1_printed, '') as kind, i.ordinal_printed, i.weight, i.declared_none
from core.fact_indicator as i
left join core.dim_indicator_category as d on i.dimension = d.dimension
where i.weight is not null or i.ordinal_printed is not null
order by i.project_id, i.indicator_no
"""


class _Project(NamedTuple):
    project_id: str
    document_id: str
    unit_id: str
    fiscal_year: int | None
    project_name: str
    term_years: Decimal | None
    path: str


def reconcile(connection: duckdb.DuckDBPyConnection) -> int:
    """Fill ``quality.reconciliation`` from core and staging. Returns the number of equations."""
    empty(connection, "quality.reconciliation")
    projects = [_Project(*row) for row in connection.execute(_PROJECTS).fetchall()]
    funding = _grouped(connection.execute(_FUNDING).fetchall())
    targets = _grouped(connection.execute(_TARGETS).fetchall())
    mentions = _grouped(connection.execute(_MENTIONS).fetchall())
    numbered = _grouped(connection.execute(_NUMBERED).fetchall())
    goals = dict(connection.execute(_GOALS).fetchall())
    found: list[tuple[str, Equation]] = []
    units: dict[tuple[str, int | None], list[Form]] = defaultdict(list)
    for project in projects:
        key = project.project_id
        form = Form(
            project_id=key,
            project_name=project.project_name,
            amount=_amount(funding[key]),
            targets=tuple(_target(row) for row in targets[key]),
            mentions=_mentions(mentions[key]),
            goal=goals.get(key, ""),
            term_years=project.term_years,
        )
        units[project.unit_id, project.fiscal_year].append(form)
        weighted = [Weighted(*row) for row in numbered[key]]
        equations = [
            *arithmetic.funding_sources([Source(*row[:7]) for row in funding[key]]),
            *arithmetic.quantity_times_standard(form),
            *arithmetic.tariff(form),
            *arithmetic.cost_targets(form),
            *arithmetic.weights(weighted),
            *arithmetic.ordinals(weighted),
        ]
        found += [(key, equation) for equation in equations]
    for forms in units.values():
        owner = {q.cell: form.project_id for form in forms for q in (*form.mentions, *form.targets)}
        for equation in (*arithmetic.same_facts(forms), *arithmetic.coverage(forms)):
            found.append((owner[equation.cells[0]], equation))
    by_id = {project.project_id: project for project in projects}
    return insert_rows(connection, "quality.reconciliation", _rows(found, by_id))


def _grouped(rows: Iterable[tuple[Any, ...]]) -> Mapping[str, list[tuple[Any, ...]]]:
    groups: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for project_id, *rest in rows:
        groups[project_id].append(tuple(rest))
    return groups


def _amount(rows: Iterable[tuple[Any, ...]]) -> Amount | None:
    """The money to reckon with: the counted total, the proposed total, or the counted appropriation."""
    rows = list(rows)
    for source, take_proposed in (("total", False), ("total", True), ("fiscal_appropriation", False)):
        for fund_source, _, _, printed, _, _, cell, is_counted, accepted, proposed in rows:
            if fund_source != source:
                continue
            if take_proposed and proposed is not None:
                return Amount(proposed, arithmetic.money(proposed), cell)
            if not take_proposed and is_counted and accepted is not None:
                words = printed if printed and "元" in printed else arithmetic.money(accepted)
                return Amount(accepted, words, cell)
    return None


def _target(row: tuple[Any, ...]) -> Quantity:
    (
        name,
        printed,
        kind,
        low,
        high,
        unit,
        per,
        cell,
        indicator,
        dimension,
        comparator,
        counted,
        start,
        end,
        block,
        base,
    ) = row
    return Quantity(
        name=name,
        printed=printed,
        kind=kind,
        low=low,
        high=high,
        unit=base if kind == "money" else unit if unit == "count" else base or unit,
        per=tuple(per or ()),
        cell=cell,
        indicator_id=indicator,
        dimension=dimension,
        comparator=comparator,
        counted=counted,
        date_from=start,
        date_to=end,
        block=block,
    )


def _mentions(rows: Iterable[tuple[Any, ...]]) -> tuple[Quantity, ...]:
    """Quotations; the same words in twin goal columns count once."""
    quoted: dict[tuple[object, ...], Quantity] = {}
    first_cell_of: dict[str, str] = {}
    for name, printed, kind, low, high, unit, per, cell, comparator, counted, base in rows:
        first = first_cell_of.setdefault(printed, cell)
        quantity = Quantity(
            name=name,
            printed=printed,
            kind=kind,
            low=low,
            high=high,
            unit=unit if unit == "count" else base or unit,
            per=tuple(per or ()),
            cell=cell,
            comparator=comparator,
            counted=counted,
        )
        if first == cell:
            quoted.setdefault((printed, len([q for q in quoted.values() if q.printed == printed])), quantity)
    return tuple(quoted.values())


def _rows(found: Iterable[tuple[str, Equation]], projects: Mapping[str, _Project]) -> list[dict[str, Any]]:
    rows = []
    times: dict[str, int] = defaultdict(int)
    for project_id, equation in found:
        project = projects[project_id]
        place = equation.place if not equation.indicator_id else equation.left_zh
        key = "\n".join((equation.relation, project.path, project.project_name, place))
        times[key] += 1
        digest = hashlib.sha256(f"{key}\n{times[key]}".encode()).hexdigest()[:16]
        both = equation.left is not None and equation.right is not None
        rows.append(
            {
                "reconciliation_id": f"r:{digest}",
                "document_id": project.document_id,
                "project_id": project_id,
                "relation": equation.relation,
                "outcome": equation.outcome.value,
                "left_zh": equation.left_zh,
                "left_value": _rounded(equation.left, 10),
                "right_zh": equation.right_zh,
                "right_value": _rounded(equation.right, 10),
                "unit": equation.unit,
                "difference": _rounded(equation.left - equation.right, 10) if both else None,  # type: ignore[operator]
                "ratio": _rounded(equation.left / equation.right, 6) if both and equation.right else None,  # type: ignore[operator]
                "reason_zh": equation.reason_zh,
                "indicator_id": equation.indicator_id,
                "source_cell_id": equation.cells[0],
                "source_cell_ids": list(dict.fromkeys(equation.cells)),
            }
        )
    return rows


def _rounded(value: Decimal | None, places: int) -> Decimal | None:
    return None if value is None else round(value, places)
