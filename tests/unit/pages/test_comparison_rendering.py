"""The page from a few rows of marts: hostile names, missing numbers, no data at all, more agencies than fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from lxml import html

from pipelines.model.schema import table
from pipelines.pages.comparison import render_comparison
from pipelines.warehouse.build import build_table
from pipelines.warehouse.ddl import create_tables

HOSTILE = "</td><script>alert(1)</script>&\"'"


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        create_tables(connection, comments=False)
        build_table(connection, table("marts.mart_lineage"))
        connection.execute("insert into staging.release values ('r1', 'v1')")
        yield connection


def add_agency(
    connection: duckdb.DuckDBPyConnection, number: int, name: str, funding: int | None, topics: int = 1
) -> None:
    key = f"a{number:02}"
    who = "? as agency_id, ? as agency_name, ? as district_name, ? as place_name, 2024 as fiscal_year"
    names = [key, name, name, name]
    connection.execute(
        f"insert into marts.mart_agency_year by name select ? as row_id, {who}, 1 as document_count, "
        "1 as project_count, "
        "0 as unaccepted_count, 0 as part_year_count, ? as funding_yuan, 0 as indicator_count, "
        "0 as real_indicator_count, 0 as quantified_count, false as is_comparable, ? as reason",
        [f"agency_year/{key}/2024", *names, funding, name],
    )
    connection.execute(
        f"insert into marts.mart_funding_per_community by name select ? as row_id, {who}, 1 as project_count, "
        "? as funding_yuan, false as is_comparable",
        [f"funding_per_community/{key}/2024", *names, funding],
    )
    connection.execute(
        f"insert into marts.mart_funding_per_capita by name select ? as row_id, {who}, 1 as project_count, "
        "? as funding_yuan, true as is_primary, false as is_comparable",
        [f"funding_per_capita/{key}/2024", *names, funding],
    )
    for topic in range(topics):
        connection.execute(
            f"insert into marts.mart_funding_by_topic by name select ? as row_id, {who}, ? as topic_code, "
            "? as topic_name, 1 as project_count, 0 as unaccepted_count, 0 as part_year_count, ? as funding_yuan, "
            "? as funding_per_community_yuan, false as is_comparable, ? as reason",
            [f"funding_by_topic/{key}/2024/{topic}", *names, f"culture{topic}", name, funding, funding, name],
        )
    connection.execute(
        f"insert into marts.mart_unit_cost by name select ? as row_id, {who}, ? as project_name, "
        "'printed_rate' as basis, "
        "'worker' as denominator, '人' as denominator_name, ? as target_printed, ? as unit_cost_yuan, "
        "false as is_comparable",
        [f"unit_cost/{key}", *names, name, name, funding],
    )


def test_names_are_shown_and_never_run(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    add_agency(warehouse, 1, HOSTILE, 100)
    add_agency(warehouse, 2, "乙", 50)
    pages = render_comparison(warehouse, tmp_path)
    written = [*tmp_path.glob("*.html"), *tmp_path.glob("lineage/*.html")]
    assert len(written) == pages == 3
    for path in written:
        page = html.fromstring(path.read_text(encoding="utf-8"))
        assert [s for s in page.iter("script") if "alert" in (s.text or "")] == []
    assert HOSTILE in html.fromstring((tmp_path / "index.html").read_text(encoding="utf-8")).text_content()


def test_a_missing_number_is_called_missing_and_has_no_link(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    add_agency(warehouse, 1, "甲", None)
    render_comparison(warehouse, tmp_path)
    page = html.fromstring((tmp_path / "index.html").read_text(encoding="utf-8"))
    (row,) = [r for r in page.findall(".//table[@class='glance']/tbody/tr") if "财政拨款（采信）" in r.text_content()]
    assert "没有" in row.text_content()
    assert row.findall(".//a") == []


def test_no_data_at_all_still_makes_a_page(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert render_comparison(warehouse, tmp_path) == 1
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "还没有可比较的数据" in text
    assert "quality/index.html" in text


def test_of_many_agencies_those_with_most_money_are_shown_and_the_rest_is_told(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    for number in range(20):
        add_agency(warehouse, number, f"街道{number:02}号", number * 10)
    render_comparison(warehouse, tmp_path)
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "共 20 个" in text
    assert "街道19号" in text
    assert "街道03号" not in text


def test_a_long_table_has_its_first_rows_on_the_page_and_a_page_of_its_own(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    for number in range(10):
        add_agency(warehouse, number, f"街道{number:02}号", number * 10 + 1, topics=9)
    pages = render_comparison(warehouse, tmp_path)
    page = html.fromstring((tmp_path / "index.html").read_text(encoding="utf-8"))
    apart = {
        path.stem: html.fromstring(path.read_text(encoding="utf-8")) for path in tmp_path.glob("comparison/*.html")
    }
    assert set(apart) == {"topics", "shared"}
    assert pages == 1 + len(apart) + len(list(tmp_path.glob("lineage/*.html")))
    (table_here,) = [t for t in page.iter("table") if "能否比较" in t.xpath("string(ancestor::details/summary)")]
    assert len(table_here.findall("tbody/tr")) == 40
    assert len(apart["topics"].findall(".//tbody/tr")) == 90
    assert len(apart["shared"].findall(".//tbody/tr")) == len(apart["shared"].findall(".//rect")) == 90
    assert len(page.findall(".//svg[@aria-labelledby='shared-caption']/rect")) == 60
    for name, one in apart.items():
        assert f"comparison/{name}.html" in {link.get("href") for link in page.iter("a")}
        links = [link.get("href").partition("#")[0] for link in one.iter("a")]
        assert all((tmp_path / "comparison" / link).exists() for link in links if "lineage" in link or "index" in link)


def test_the_page_asks_for_nothing_outside_itself(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    add_agency(warehouse, 1, "甲", 100)
    render_comparison(warehouse, tmp_path)
    for path in tmp_path.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""(src|href|url)\s*[=(]\s*["']?(https?:)?//""", text)
        assert "default-src 'none'" in text
