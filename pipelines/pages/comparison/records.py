"""What the comparison page shows, read from the published tables. No arithmetic here: numbers come from the marts."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

MOST_AGENCIES = 16
"""Agencies on the page; with more, those with most money are shown and the page says where the rest is."""


class Agency(NamedTuple):
    """One agency in the year shown, with its totals and denominators."""

    agency_key: str
    district_name: str
    district_name_en: str
    place_name: str
    place_name_en: str
    agency_name: str
    fiscal_year: int
    form_types: str | None
    project_count: int
    unaccepted_count: int
    funding_yuan: Decimal | None
    total_stated_yuan: Decimal | None
    total_with_proposed_yuan: Decimal | None
    indicator_count: int
    real_indicator_count: int
    quantified_count: int
    quantified_share: Decimal | None
    community_count: int | None
    community_count_as_of: datetime.date | None
    community_count_source: str | None
    community_count_grade: str | None
    funding_per_community_yuan: Decimal | None
    funding_annualised_per_community_yuan: Decimal | None
    funding_without_workforce_per_community_yuan: Decimal | None
    population: int | None
    population_as_of: datetime.date | None
    population_source: str | None
    population_grade: str | None
    funding_per_capita_yuan: Decimal | None
    funding_annualised_per_capita_yuan: Decimal | None
    funding_without_workforce_per_capita_yuan: Decimal | None
    is_comparable: bool
    reason: str | None


class Sensitivity(NamedTuple):
    """A further population figure of an agency, which is not the like-for-like one."""

    row_id: str
    agency_key: str
    population: int
    population_as_of: datetime.date
    population_source: str
    funding_per_capita_yuan: Decimal | None


class Topic(NamedTuple):
    """An agency's money of one topic."""

    row_id: str
    agency_key: str
    topic_code: str
    topic_name: str
    topic_name_en: str
    project_count: int
    funding_yuan: Decimal | None
    funding_share: Decimal | None
    funding_per_community_yuan: Decimal | None
    funding_per_capita_yuan: Decimal | None
    funding_annualised_yuan: Decimal | None
    is_comparable: bool
    reason: str | None
    note: str | None


class UnitCost(NamedTuple):
    """One unit cost."""

    row_id: str
    agency_key: str
    topic_name: str | None
    project_name: str | None
    basis: str
    cost_subject: str | None
    denominator: str
    denominator_name: str
    denominator_name_en: str
    subject_name: str | None
    subject_name_en: str | None
    period: str | None
    target_printed: str | None
    quantity: Decimal | None
    unit_cost_yuan: Decimal | None
    is_comparable: bool
    reason: str | None
    note: str | None


class Pair(NamedTuple):
    """Two targets of the same measure side by side, each with the cell it is printed in."""

    measure_name: str
    topic_name: str
    left_agency_key: str
    left_indicator_name: str
    left_target_printed: str | None
    left_document_id: str
    left_cell_id: str
    right_agency_key: str
    right_indicator_name: str
    right_target_printed: str | None
    right_document_id: str
    right_cell_id: str
    relation: str
    reason: str | None
    note: str | None


class Satisfaction(NamedTuple):
    """One satisfaction target in percent."""

    agency_key: str
    indicator_name: str
    target_printed: str
    bound: Decimal
    document_id: str
    source_cell_id: str


class Dimension(NamedTuple):
    """How many indicators of a dimension an agency prints, how many are numbers, and their projects' money."""

    agency_key: str
    dimension: str
    dimension_name: str
    dimension_name_en: str
    row_id: str
    quantified_row_id: str
    indicator_count: int
    quantified_count: int
    funding_yuan: Decimal | None
    funding_quantified_yuan: Decimal | None
    funding_quantified_share: Decimal | None


class Coverage(NamedTuple):
    """What came and what could be read, for one district, year and form type."""

    row_id: str
    district_name: str | None
    fiscal_year: int | None
    form_type: str | None
    documents_expected: int
    documents_received: int
    documents_usable: int
    documents_refused: int
    project_count: int
    indicator_count: int
    targets_unreadable: int
    cells_non_blank: int
    cells_used: int
    cells_ignored: int
    cells_refused: int
    funding_yuan: Decimal | None
    reason: str | None
    note: str | None


class Release(NamedTuple):
    """Which release the page belongs to."""

    release_id: str
    parser_version: str


_KEY = "coalesce({0}.agency_id, '?') || '/' || coalesce(cast({0}.fiscal_year as varchar), '?')"


def _rows(connection: DuckDBPyConnection, query: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
    return connection.execute(query, parameters or []).fetchall()


def release(connection: DuckDBPyConnection) -> Release:
    """The release being built."""
    return Release(*_rows(connection, "select release_id, parser_version from staging.release")[0])


def years(connection: DuckDBPyConnection) -> list[int]:
    """Fiscal years with agencies: the one with most of them first (it is shown), then the latest."""
    query = """
        select fiscal_year
        from marts.mart_agency_year
        where fiscal_year is not null and agency_id is not null
        group by fiscal_year
        order by count(*) desc, fiscal_year desc"""
    return [row[0] for row in _rows(connection, query)]


def agency_count(connection: DuckDBPyConnection, year: int) -> int:
    """Agencies with projects in that year."""
    query = "select count(*) from marts.mart_agency_year where fiscal_year = ? and agency_id is not null"
    return int(_rows(connection, query, [year])[0][0])


def agencies(connection: DuckDBPyConnection, year: int) -> list[Agency]:
    """The agencies shown: those with most money, in the order of district and name."""
    query = f"""
        select {_KEY.format("a")}, coalesce(a.district_name, a.district_code, '未判定'),
            coalesce(d.name_en, a.district_name, 'unknown'), coalesce(a.place_name, a.agency_name),
            coalesce(p.name_en, a.place_name, a.agency_name), a.agency_name, a.fiscal_year, a.form_types,
            a.project_count, a.unaccepted_count, a.funding_yuan, a.total_stated_yuan, a.total_with_proposed_yuan,
            a.indicator_count, a.real_indicator_count, a.quantified_count, a.quantified_share,
            c.community_count, c.community_count_as_of, c.community_count_source, c.community_count_grade,
            c.funding_per_community_yuan, c.funding_annualised_per_community_yuan,
            c.funding_without_workforce_per_community_yuan,
            r.population, r.population_as_of, r.population_source, r.population_grade, r.funding_per_capita_yuan,
            r.funding_annualised_per_capita_yuan, r.funding_without_workforce_per_capita_yuan,
            a.is_comparable, a.reason
        from marts.mart_agency_year as a
        left join core.dim_district as d on a.district_code = d.place_code
        left join core.dim_district as p on a.place_code = p.place_code
        left join marts.mart_funding_per_community as c
            on a.agency_id = c.agency_id and a.fiscal_year = c.fiscal_year
        left join marts.mart_funding_per_capita as r
            on a.agency_id = r.agency_id and a.fiscal_year = r.fiscal_year and r.is_primary
        where a.fiscal_year = ? and a.agency_id is not null
        order by a.funding_yuan desc nulls last, a.agency_id limit {MOST_AGENCIES}"""  # noqa: S608
    found = [Agency(*row) for row in _rows(connection, query, [year])]
    return sorted(found, key=lambda a: a.agency_key)


def sensitivities(connection: DuckDBPyConnection, year: int) -> list[Sensitivity]:
    """Further population figures."""
    query = f"""
        select r.row_id, {_KEY.format("r")}, r.population, r.population_as_of, r.population_source,
            r.funding_per_capita_yuan
        from marts.mart_funding_per_capita as r
        where r.fiscal_year = ? and not r.is_primary and r.population is not null
        order by r.row_id"""  # noqa: S608
    return [Sensitivity(*row) for row in _rows(connection, query, [year])]


def topics(connection: DuckDBPyConnection, year: int, keys: list[str]) -> list[Topic]:
    """Money by topic, the topics that several agencies have first, then by money."""
    query = f"""
        select t.row_id, {_KEY.format("t")}, coalesce(t.topic_code, '?'), coalesce(t.topic_name, '没有认出主题'),
            coalesce(d.name_en, t.topic_name, 'no topic found'), t.project_count, t.funding_yuan, t.funding_share,
            t.funding_per_community_yuan, t.funding_per_capita_yuan, t.funding_annualised_yuan, t.is_comparable,
            t.reason, t.note
        from marts.mart_funding_by_topic as t
        left join core.dim_topic as d on t.topic_code = d.topic_code
        where t.fiscal_year = ? and list_contains(?, {_KEY.format("t")})
        order by count(*) over (partition by t.topic_code) desc, sum(t.funding_yuan) over (partition by t.topic_code)
            desc nulls last, t.topic_code, t.row_id"""  # noqa: S608
    return [Topic(*row) for row in _rows(connection, query, [year, keys])]


def unit_costs(connection: DuckDBPyConnection, year: int, keys: list[str]) -> list[UnitCost]:
    """Unit costs, those that compare first."""
    query = f"""
        select u.row_id, {_KEY.format("u")}, u.topic_name, u.project_name, u.basis, u.cost_subject, u.denominator,
            u.denominator_name, coalesce(n.name_en, u.denominator), s.name_zh, s.name_en, u.period,
            u.target_printed, u.quantity, u.unit_cost_yuan, u.is_comparable, u.reason, u.note
        from marts.mart_unit_cost as u
        left join (select distinct denominator, name_en from core.ref_denominator) as n
            on u.denominator = n.denominator
        left join (select distinct cost_subject, name_zh, name_en from core.ref_cost_subject) as s
            on u.cost_subject = s.cost_subject
        where u.fiscal_year = ? and u.unit_cost_yuan is not null and list_contains(?, {_KEY.format("u")})
        order by u.is_comparable desc, u.topic_code, u.cost_subject, u.denominator, u.row_id"""  # noqa: S608
    return [UnitCost(*row) for row in _rows(connection, query, [year, keys])]


def pairs(connection: DuckDBPyConnection, year: int, keys: list[str], most: int = 400) -> list[Pair]:
    """Pairs of targets between these agencies, those that compare first."""
    query = """
        select c.measure_name, c.topic_name, c.left_agency_id || '/' || c.left_fiscal_year, c.left_indicator_name,
            c.left_target_printed, lc.document_id, lt.source_cell_id,
            c.right_agency_id || '/' || c.right_fiscal_year, c.right_indicator_name, c.right_target_printed,
            rc.document_id, rt.source_cell_id, c.relation, c.reason, c.note
        from marts.mart_target_comparison as c
        inner join core.fact_target as lt on c.left_target_id = lt.target_id
        inner join core.fact_project as lc on lt.project_id = lc.project_id
        inner join core.fact_target as rt on c.right_target_id = rt.target_id
        inner join core.fact_project as rc on rt.project_id = rc.project_id
        where c.left_fiscal_year = ? and c.compares = 'agencies'
            and list_contains(?, c.left_agency_id || '/' || c.left_fiscal_year)
            and list_contains(?, c.right_agency_id || '/' || c.right_fiscal_year)
        order by c.is_comparable desc, c.measure_code, c.topic_code, c.row_id limit ?"""
    return [Pair(*row) for row in _rows(connection, query, [year, keys, keys, most])]


def satisfactions(connection: DuckDBPyConnection, year: int, keys: list[str]) -> list[Satisfaction]:
    """Satisfaction targets in percent, as many as there are."""
    query = f"""
        select {_KEY.format("p")}, i.indicator_name, t.target_printed,
            coalesce(t.canonical_low, t.canonical_high), p.document_id, t.source_cell_id
        from core.fact_target as t
        inner join core.fact_indicator as i on t.indicator_id = i.indicator_id
        inner join marts.mart_project as p on t.project_id = p.project_id
        where p.is_counted and p.fiscal_year = ? and i.dimension = 'beneficiary_satisfaction' and t.kind = 'percent'
            and not t.uncertain and not i.declared_none and list_contains(?, {_KEY.format("p")})
        order by 1, 4, t.target_id"""  # noqa: S608
    return [Satisfaction(*row) for row in _rows(connection, query, [year, keys])]


def dimensions(connection: DuckDBPyConnection, year: int, keys: list[str]) -> list[Dimension]:
    """Indicators by dimension, and how many of them are numbers."""
    query = f"""
        select {_KEY.format("h")}, h.dimension, h.dimension_name, d.name_en, h.row_id, q.row_id, h.indicator_count,
            q.indicator_count, h.funding_yuan, q.funding_yuan, q.funding_share
        from marts.mart_funding_by_category as h
        inner join marts.mart_funding_by_category as q
            on h.agency_id = q.agency_id and h.fiscal_year = q.fiscal_year and h.dimension = q.dimension
        inner join core.dim_indicator_category as d on h.dimension = d.dimension
        where h.fiscal_year = ? and h.reading = 'has_indicator' and q.reading = 'has_quantified_indicator'
            and list_contains(?, {_KEY.format("h")})
        order by d.sort_order, h.agency_id"""  # noqa: S608
    return [Dimension(*row) for row in _rows(connection, query, [year, keys])]


def coverage(connection: DuckDBPyConnection) -> list[Coverage]:
    """Coverage of every district, year and form type."""
    names = ", ".join(Coverage._fields)
    query = f"select {names} from marts.mart_coverage order by district_name, fiscal_year, form_type"  # noqa: S608
    return [Coverage(*row) for row in _rows(connection, query)]
