"""Puts the comparison page together: which figures stand where, each with the address of its origin."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from pipelines.pages.comparison import promises, records, side_by_side, topics, unit_costs, words
from pipelines.pages.comparison.figures import Figures
from pipelines.pages.comparison.listings import MOST_ROWS, MOST_ROWS_APART, first_groups
from pipelines.pages.comparison.listings import listings as listings_of

_FOLDER = "comparison"


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
    page = Figures(agencies)
    shown = _contents(page, connection, year)
    listings = {listing.name: listing for listing in listings_of(shown)}
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
        "most": MOST_ROWS,
    }
    html = environment.get_template("index.html").render(context, root="")
    (out_dir / "index.html").write_text(html, encoding="utf-8")
    if listings:
        (out_dir / _FOLDER).mkdir(exist_ok=True)
    for listing in listings.values():
        html = environment.get_template("listing.html").render(context, root="../", listing=listing)
        (out_dir / _FOLDER / f"{listing.name}.html").write_text(html, encoding="utf-8")
    return 1 + len(listings) + page.origins.write(connection, environment, out_dir)


class _Found(NamedTuple):
    """What the marts say of the agencies of one year; nothing where no year is known."""

    topics: list[records.Topic]
    costs: list[records.UnitCost]
    pairs: list[records.Pair]
    dimensions: list[records.Dimension]
    satisfactions: list[records.Satisfaction]
    sensitivities: list[records.Sensitivity]


def _found(connection: DuckDBPyConnection, year: int | None, keys: list[str]) -> _Found:
    if year is None:
        return _Found([], [], [], [], [], [])
    return _Found(
        records.topics(connection, year, keys),
        records.unit_costs(connection, year, keys),
        records.pairs(connection, year, keys),
        records.dimensions(connection, year, keys),
        records.satisfactions(connection, year, keys),
        records.sensitivities(connection, year),
    )


def _contents(page: Figures, connection: DuckDBPyConnection, year: int | None) -> dict[str, Any]:
    """What the charts and tables of the page show, by the name that the templates have for it.

    The pages of origin have the figures in the order in which they are made here.
    """
    found = _found(connection, year, list(page.series))
    coverage = records.coverage(connection)
    shared, compared_costs = topics.shared(page, found.topics), unit_costs.compared(page, found.costs)
    return {
        "glance": side_by_side.glance(page),
        "per_community": side_by_side.per_community(page),
        "per_capita": side_by_side.per_capita(page),
        "sensitivities": side_by_side.sensitivities(page, found.sensitivities),
        "shared": shared,
        "shared_first": first_groups(shared),
        "apart": topics.apart(page, found.topics),
        "topic_notes": topics.table(page, found.topics),
        "compared_costs": compared_costs,
        "compared_costs_first": first_groups(compared_costs),
        "costs": [(c, unit_costs.figure(page, c), page.name(c.agency_key)) for c in found.costs[:MOST_ROWS_APART]],
        "cost_total": len(found.costs),
        "satisfaction": promises.satisfaction(page, found.satisfactions),
        "satisfactions": found.satisfactions,
        "tallies": promises.tallies(found.pairs),
        "pairs": [pair for pair in found.pairs if pair.relation != "not_comparable"],
        "pairs_apart": Counter(pair.reason for pair in found.pairs if pair.relation == "not_comparable"),
        "dimensions": promises.dimension_chart(page, found.dimensions),
        "dimension_rows": promises.dimension_table(page, found.dimensions),
        "coverage": coverage,
        "coverage_first": sorted(coverage, key=_trouble)[:MOST_ROWS] if len(coverage) > MOST_ROWS else coverage,
    }


def _trouble(row: records.Coverage) -> tuple[int, int]:
    """What is missing or was not read, most of it first."""
    missing = row.documents_expected - row.documents_received
    return -(missing + row.documents_refused), -(row.cells_refused + row.targets_unreadable)
