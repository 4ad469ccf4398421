"""The reviewed reference tables are whole and fit together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from pipelines.model.codes import CATEGORIES, DIMENSIONS, FUND_SOURCES
from pipelines.model.schema import table
from pipelines.model.schema.staging import REVIEWED
from pipelines.warehouse.build import BuildError, load_all_reviewed, load_reviewed, reviewed_rows
from pipelines.warehouse.ddl import create_tables


def test_every_reviewed_table_loads_under_its_constraints(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert all(count > 0 for count in load_all_reviewed(warehouse).values())


def test_every_code_of_the_contract_has_its_names() -> None:
    assert {row["fund_source"] for row in reviewed_rows("staging.fund_source")} == set(FUND_SOURCES)
    categories = reviewed_rows("staging.indicator_category")
    assert {row["dimension"] for row in categories} == set(DIMENSIONS)
    assert {row["category"] for row in categories} == set(CATEGORIES)


def test_every_part_has_its_whole() -> None:
    sources = reviewed_rows("staging.fund_source")
    codes = {row["fund_source"] for row in sources}
    assert {row["parent_fund_source"] for row in sources} - {None} <= codes
    places = reviewed_rows("staging.place")
    codes = {row["place_code"] for row in places}
    assert {row["parent_code"] for row in places} - {None} <= codes
    units = {row["unit"] for row in reviewed_rows("staging.unit")}
    assert {row["canonical_unit"] for row in reviewed_rows("staging.unit")} <= units


def test_a_place_and_statistic_has_at_most_one_primary_row() -> None:
    rows = reviewed_rows("staging.place_statistic")
    primary = Counter((row["place_code"], row["statistic"]) for row in rows if row["is_primary"] == "true")
    assert set(primary.values()) == {1}
    for place in ("640121001", "640402002"):
        assert primary[(place, "resident_population")] == primary[(place, "community_count")] == 1


def test_every_statistic_is_of_a_known_place_and_says_its_source_and_grade() -> None:
    places = {row["place_code"] for row in reviewed_rows("staging.place")}
    for row in reviewed_rows("staging.place_statistic"):
        assert row["place_code"] in places
        assert row["source_title"] and row["source_grade"] in {"R1", "R2", "R3", "S", "M"}
        assert row["is_primary"] in {"true", "false"}


def test_like_for_like_means_one_definition_and_one_date() -> None:
    rows = [
        row
        for row in reviewed_rows("staging.place_statistic")
        if row["statistic"] == "resident_population" and row["is_primary"] == "true"
    ]
    assert len({(row["as_of"], row["definition"]) for row in rows}) == 1


@pytest.mark.parametrize("address", [t.address for t in REVIEWED if t.name != "unit"])
def test_no_key_stands_twice(address: str) -> None:
    key = table(address).primary_key
    keys = Counter(tuple(row[name] for name in key) for row in reviewed_rows(address))
    assert [k for k, count in keys.items() if count > 1] == []


def test_a_table_with_other_columns_is_told(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("place_code,name\n1,x\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"places\.csv"):
        reviewed_rows("staging.place", tmp_path)


def test_a_value_of_another_type_is_told(tmp_path: Path) -> None:
    header = ",".join(column.name for column in table("staging.place_statistic").columns)
    (tmp_path / "place_statistics.csv").write_text(
        f"{header}\n1,s,many,person,2020-01-01,d,t,,R1,true,\n", encoding="utf-8"
    )
    with duckdb.connect(":memory:") as connection:
        create_tables(connection, comments=False)
        with pytest.raises(BuildError, match=r"staging\.place_statistic"):
            load_reviewed(connection, "staging.place_statistic", tmp_path)
