"""Comparing targets is an order: reflexive, transitive, opposite from the other side; it flips with the direction."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.model.schema import table
from pipelines.warehouse.build import build_table
from pipelines.warehouse.ddl import create_tables

TABLES = (
    "core.ref_measure",
    "core.fact_indicator",
    "core.fact_target",
    "marts.mart_project",
    "marts.mart_target_comparison",
)
OPPOSITE = {"harder": "easier", "easier": "harder", "same": "same", "not_comparable": "not_comparable"}


class Target(NamedTuple):
    comparator: str
    low: int | None
    high: int | None
    unit: str = "percent"


@pytest.fixture(scope="module")
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        create_tables(connection, [table(address) for address in TABLES], comments=False)
        yield connection


def compare(connection: duckdb.DuckDBPyConnection, targets: list[Target], direction: str) -> dict[tuple[int, int], str]:
    """The relation of every pair, each target being another agency's."""
    for address in TABLES:
        connection.execute(f"delete from {address}")
    connection.execute(
        "insert into core.ref_measure (measure_code, name_zh, keyword, direction, priority) "
        "values ('m', '度', '率', ?, 1)",
        [direction],
    )
    for n, target in enumerate(targets):
        connection.execute(
            "insert into marts.mart_project by name select ? as row_id, ? as project_id, ? as agency_id, "
            "? as agency_name, "
            "2024 as fiscal_year, 'x' as topic_code, true as is_counted, 'd' as document_id, false as is_part_year, "
            "0 as indicator_count, 0 as declared_none_count, 0 as real_indicator_count, 0 as quantified_count, "
            "'c' as source_cell_id",
            [f"r{n}", f"p{n}", f"a{n:02}", f"甲{n}"],
        )
        connection.execute(
            "insert into core.fact_indicator by name select ? as indicator_id, ? as project_id, 0 as indicator_no, "
            "'quality' as dimension, '合格率' as indicator_name, false as declared_none, 'c' as source_cell_id, "
            "'percent' as target_kind, true as target_is_quantified, "
            "'r' as release_id, 'v' as parser_version",
            [f"i{n}", f"p{n}"],
        )
        connection.execute(
            "insert into core.fact_target by name select ? as target_id, ? as indicator_id, ? as project_id, "
            "'percent' as kind, ? as comparator, ? as low_open, ? as high_open, ? as canonical_low, "
            "? as canonical_high, "
            "? as canonical_unit, []::varchar[] as per, []::varchar[] as implied, false as uncertain, "
            "true as is_quantified, "
            "'c' as source_cell_id, 'r' as release_id, 'v' as parser_version",
            [
                f"t{n:02}",
                f"i{n}",
                f"p{n}",
                target.comparator,
                target.comparator == "gt",
                target.comparator == "lt",
                target.low,
                target.high,
                target.unit,
            ],
        )
    build_table(connection, table("marts.mart_target_comparison"))
    found = {}
    query = "select left_target_id, right_target_id, relation from marts.mart_target_comparison"
    for left, right, relation in connection.execute(query).fetchall():
        found[int(left[1:]), int(right[1:])] = relation
        found[int(right[1:]), int(left[1:])] = OPPOSITE[relation]
    return found


NUMBERS = st.integers(0, 4)
TARGETS = st.one_of(
    st.builds(lambda n: Target("ge", n, None), NUMBERS),
    st.builds(lambda n: Target("gt", n, None), NUMBERS),
    st.builds(lambda n: Target("le", None, n), NUMBERS),
    st.builds(lambda n: Target("lt", None, n), NUMBERS),
    st.builds(lambda n: Target("unstated", n, n), NUMBERS),
    st.builds(lambda n, m: Target("range", min(n, m), max(n, m)), NUMBERS, NUMBERS),
    st.just(Target("ge", 1, None, "day")),
)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(targets=st.lists(TARGETS, min_size=2, max_size=3), direction=st.sampled_from(["higher", "lower"]))
def test_every_pair_meets_once_and_the_order_is_transitive(
    warehouse: duckdb.DuckDBPyConnection, targets: list[Target], direction: str
) -> None:
    relation = compare(warehouse, targets, direction)
    assert len(relation) == len(targets) * (len(targets) - 1)
    rank = {"harder": 1, "same": 0, "easier": -1}
    for a, b, c in permutations(range(len(targets)), 3):
        first, second, both = relation[a, b], relation[b, c], relation[a, c]
        if "not_comparable" in (first, second, both):
            continue
        if rank[first] >= 0 and rank[second] >= 0:
            assert rank[both] == max(rank[first], rank[second]), (targets[a], targets[b], targets[c])


@FEW
@given(target=TARGETS, direction=st.sampled_from(["higher", "lower", "unknown"]))
def test_a_target_is_the_same_as_itself(warehouse: duckdb.DuckDBPyConnection, target: Target, direction: str) -> None:
    assert compare(warehouse, [target, target], direction)[0, 1] == "same"


@FEW
@given(numbers=st.tuples(NUMBERS, NUMBERS))
def test_the_order_flips_with_the_direction(warehouse: duckdb.DuckDBPyConnection, numbers: tuple[int, int]) -> None:
    targets = [Target("unstated", n, n) for n in numbers]
    higher = compare(warehouse, targets, "higher")[0, 1]
    lower = compare(warehouse, targets, "lower")[0, 1]
    assert higher == OPPOSITE[lower]
    assert higher == ("same" if numbers[0] == numbers[1] else "harder" if numbers[0] > numbers[1] else "easier")


def test_other_units_do_not_compare(warehouse: duckdb.DuckDBPyConnection) -> None:
    targets = [Target("ge", 1, None), Target("ge", 1, None, "day")]
    assert compare(warehouse, targets, "higher")[0, 1] == "not_comparable"


def test_the_work_grows_with_the_targets_and_not_with_their_square(warehouse: duckdb.DuckDBPyConnection) -> None:
    targets = [Target("ge", int(Decimal(n) % 5), None) for n in range(40)]
    assert len(compare(warehouse, targets, "higher")) // 2 == sum(min(2, 39 - n) for n in range(40))
