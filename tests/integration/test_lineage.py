"""Every number of every mart is built again from its parts, and every part leads to a printed cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from math import prod
from pathlib import Path

import duckdb
import pytest

from pipelines.model.schema import marts

NOT_NUMBERS = {"fiscal_year", "left_fiscal_year", "right_fiscal_year"}
TRACED = [t for t in marts.TABLES if t.name not in {"mart_lineage", "mart_change", "mart_reconciliation"}]
"""mart_change tells of texts; mart_reconciliation names its own cells."""
Parts = dict[tuple[str, str, str], dict[str, list[Decimal]]]


@pytest.fixture(scope="module")
def release(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(published / "indicators.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def parts(release: duckdb.DuckDBPyConnection) -> Parts:
    found: Parts = defaultdict(lambda: defaultdict(list))
    query = "select mart_name, mart_row_id, column_name, part, contribution from marts.mart_lineage"
    for mart, row, column, part, contribution in release.execute(query).fetchall():
        found[mart, row, column][part].append(contribution)
    return found


def rebuilt(parts: dict[str, list[Decimal]]) -> Decimal:
    if "numerator" in parts or "denominator" in parts:
        return sum(parts["numerator"], Decimal(0)) / sum(parts["denominator"], Decimal(0))
    if "factor" in parts:
        return prod(parts["factor"], start=Decimal(1))
    return sum(parts["term"], Decimal(0))


@pytest.mark.parametrize("table", TRACED, ids=lambda t: t.name)
def test_every_number_follows_from_its_parts(
    release: duckdb.DuckDBPyConnection, parts: Parts, table: marts.Table
) -> None:
    numbers = [
        c.name
        for c in table.columns
        if c.type.startswith(("BIGINT", "INTEGER", "DECIMAL")) and c.name not in NOT_NUMBERS
    ]
    assert numbers
    for column in numbers:
        rows = release.execute(
            f"select row_id, cast({column} as decimal(38, 10)) from {table.address} where {column} is not null"
        ).fetchall()
        for row, value in rows:
            again = rebuilt(parts.get((table.name, row, column), {"term": []}))
            assert abs(again - value) <= Decimal("0.00005"), f"{row} {column}: {value}, but its parts give {again}"


def test_every_part_of_a_cell_stands_in_a_printed_cell(release: duckdb.DuckDBPyConnection) -> None:
    lost = release.execute(
        """
        select l.lineage_id
        from marts.mart_lineage as l
        left join staging.source_cell as c on l.source_cell_id = c.source_cell_id
        where (l.source_kind = 'cell') <> (c.source_cell_id is not null)
        """
    ).fetchall()
    assert lost == []


def test_no_lineage_of_a_row_that_is_not_there(release: duckdb.DuckDBPyConnection) -> None:
    there = {row[0] for t in TRACED for row in release.execute(f"select row_id from {t.address}").fetchall()}
    named = {row[0] for row in release.execute("select distinct mart_row_id from marts.mart_lineage").fetchall()}
    assert named <= there


def test_a_total_leads_to_the_line_it_is_printed_in(release: duckdb.DuckDBPyConnection) -> None:
    rows = release.execute(
        """
        select c.line, c.text_printed, l.contribution
        from marts.mart_lineage as l
        inner join staging.source_cell as c on l.source_cell_id = c.source_cell_id
        inner join marts.mart_funding_per_community as m on l.mart_row_id = m.row_id
        where l.column_name = 'funding_per_community_yuan' and l.part = 'numerator' and m.district_name = '原州区'
        order by c.line
        """
    ).fetchall()
    assert [(line, value) for line, _, value in rows] == [
        (11, 2860000),
        (51, 12540),
        (91, 30000),
        (125, 15960),
        (165, 14000),
        (200, 41000),
        (238, 250000),
    ]
