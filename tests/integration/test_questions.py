"""Every analyst's question has a select, and its answer from the two documents is the frozen one, down to the digit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import settings

QUESTIONS = sorted((settings.SQL / "questions").glob("q*.sql"))
GROW_WITH_THE_RULES = {29, 31}
"""Their rows are findings: a new rule adds to them, which is no change of the answer's sense."""


@pytest.fixture(scope="module")
def release(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(published / "indicators.duckdb"), read_only=True) as connection:
        yield connection


def number_of(path: Path) -> int:
    return int(path.name[1:3])


def rows_of(release: duckdb.DuckDBPyConnection, number: int) -> list[dict[str, Any]]:
    path = next(p for p in QUESTIONS if number_of(p) == number)
    cursor = release.execute(path.read_text(encoding="utf-8"))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_all_questions_are_there() -> None:
    assert [number_of(p) for p in QUESTIONS] == list(range(1, 33))
    for path in QUESTIONS:
        first, second = path.read_text(encoding="utf-8").splitlines()[:2]
        assert re.fullmatch(rf"-- Q{number_of(path)}\. .+？", first), path.name
        assert re.fullmatch(r"-- [A-Z].+[?)]", second), path.name
        assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["answer"], path.name


@pytest.mark.parametrize(
    "path", [p for p in QUESTIONS if number_of(p) not in GROW_WITH_THE_RULES], ids=lambda p: p.stem
)
def test_answer_is_the_frozen_one(release: duckdb.DuckDBPyConnection, path: Path) -> None:
    frozen = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    cursor = release.execute(path.read_text(encoding="utf-8"))
    assert [column[0] for column in cursor.description or ()] == frozen["columns"]
    assert [[None if v is None else str(v) for v in row] for row in cursor.fetchall()] == frozen["rows"]


# Worked out by hand from the two documents, beside the SQL: question, which row, column, value.
BY_HAND = [
    (1, {"district_name": "永宁县"}, "funding_wan", "1264.71"),
    (1, {"district_name": "永宁县"}, "project_count", "21"),
    (1, {"district_name": "原州区"}, "funding_wan", "322.35"),
    (1, {"district_name": "原州区"}, "project_count", "7"),
    (2, {"district_name": "永宁县"}, "total_stated_wan", "1251.84"),
    (2, {"district_name": "永宁县"}, "totals_stated", "19"),
    (2, {"district_name": "永宁县"}, "apart_wan", "12.87"),
    (2, {"district_name": "永宁县"}, "total_with_proposed_wan", "1264.71"),
    (2, {"district_name": "原州区"}, "total_stated_wan", "322.35"),
    (3, {"district_name": "永宁县"}, "other_funds_stated_wan", "12.87"),
    (3, {"district_name": "永宁县"}, "repeats_of_fiscal_money", "2"),
    (3, {"district_name": "永宁县"}, "other_funds_accepted", "0"),
    (4, {"district_name": "永宁县"}, "wan_per_community", "126.471"),
    (4, {"district_name": "原州区"}, "wan_per_community", "16.9658"),  # 322.35 / 19 = 16.96578…
    (4, {"district_name": "永宁县"}, "times_the_lowest", "7.4545"),
    (5, {"district_name": "永宁县", "is_primary": True}, "funding_per_capita_yuan", "183.2701"),
    (5, {"district_name": "原州区", "is_primary": True}, "funding_per_capita_yuan", "20.0491"),
    (5, {"district_name": "永宁县", "is_primary": False}, "funding_per_capita_yuan", "185.9868"),
    (5, {"district_name": "永宁县", "is_primary": True}, "times_the_lowest", "9.1411"),
    (6, {"scenario": "standard"}, "scenario_wan", "1532.83"),  # 322.35 - 286 + 199 x 7.52
    (6, {"scenario": "months"}, "scenario_wan", "1752.35"),  # 322.35 + 5 x 286
    (7, {"district_name": "永宁县"}, "without_workforce_wan", "405.57"),
    (7, {"district_name": "原州区"}, "without_workforce_wan", "35.096"),
    (7, {"district_name": "永宁县"}, "yuan_per_resident", "58.77"),
    (7, {"district_name": "原州区"}, "yuan_per_resident", "2.18"),
    (8, {"district_name": "永宁县"}, "largest_percent", "48.89"),  # 618.35 / 1264.71
    (8, {"district_name": "永宁县"}, "three_percent", "77.96"),  # 985.98 / 1264.71
    (8, {"district_name": "原州区"}, "largest_percent", "88.72"),
    (8, {"district_name": "原州区"}, "three_percent", "97.75"),
    (9, {"evidence": "shared"}, "funding_wan", "34.65"),
    (9, {"evidence": "probable"}, "funding_wan", "1.596"),
    (11, {"district_name": "永宁县", "cost_subject": "pay"}, "wan_per_worker_and_year", "5.2850"),
    (11, {"district_name": "永宁县", "cost_subject": "social_insurance"}, "wan_per_worker_and_year", "1.7319"),
    (11, {"district_name": "永宁县", "basis": "same_people"}, "wan_per_worker_and_year", "7.0169"),
    (11, {"district_name": "原州区"}, "wan_per_worker_and_year", "7.52"),
    (11, {"district_name": "原州区"}, "above_the_lowest_wan", "0.5031"),
    (11, {"district_name": "原州区"}, "above_the_lowest_percent", "7.17"),
    (12, {}, "year_at_standard_wan", "1496.48"),
    (12, {}, "percent_of_a_year", "19.11"),
    (12, {}, "months_it_pays", "2.29"),
    (12, {}, "left_over_wan", "36.5867"),  # 286 - 1496.48 / 6
    (13, {"district_name": "永宁县"}, "workers_per_community", "11.7"),
    (13, {"district_name": "原州区"}, "workers_per_community", "10.47"),
    (13, {"district_name": "永宁县"}, "residents_per_worker", "589.8"),
    (13, {"district_name": "原州区"}, "residents_per_worker", "807.9"),
    (14, {}, "heads_times_standard_wan", "3.51"),
    (14, {}, "coverage_percent", "25.6"),
    (14, {}, "yuan_per_person_time", "1170"),
    (14, {}, "times_the_standard", "3.9"),
    (14, {}, "yuan_per_session", "7020"),
    (15, {}, "insured_times_standard_yuan", "12540"),
    (15, {}, "covered_percent", "28.6"),
    (15, {}, "insured_per_community", "3"),
    (16, {}, "secretaries_times_standard_yuan", "15960"),
    (16, {}, "standard_yuan_per_month", "70"),
    (17, {}, "people_times_standard_wan", "55"),
    (17, {}, "funded_percent", "63.0"),
    (17, {}, "missing_wan", "20.35"),
    (18, {}, "least_by_the_tariff_wan", "100"),
    (18, {}, "below_the_least_wan", "30"),
    (19, {"denominator_name": "小区"}, "yuan_per_unit", "5617.98"),
    (19, {"denominator_name": "服务对象人数"}, "yuan_per_unit", "1142.86"),
    (19, {"denominator_name": "网格"}, "yuan_per_unit", "934.58"),
    (19, {"denominator_name": "党支部"}, "yuan_per_unit", "8333.33"),
    (20, {"district_name": "永宁县"}, "indicators_printed", "165"),
    (20, {"district_name": "原州区"}, "indicators_printed", "63"),
    (20, {"district_name": "永宁县"}, "declared_none", "2"),
    (20, {"district_name": "原州区"}, "declared_none", "14"),
    (20, {"district_name": "永宁县"}, "quantified", "91"),
    (20, {"district_name": "原州区"}, "quantified", "27"),
    (20, {"district_name": "永宁县"}, "with_comparator", "42"),
    (20, {"district_name": "原州区"}, "with_comparator", "12"),
    (23, {"district_name": "永宁县", "dimension": None}, "without_comparator", "49"),
    (23, {"district_name": "原州区", "dimension": None}, "without_comparator", "15"),
    (24, {"district_name": "永宁县"}, "repeat_the_budget", "20"),
    (24, {"district_name": "原州区"}, "repeat_the_budget", "7"),
    (25, {"district_name": "原州区"}, "projects", "7"),
    (25, {"district_name": "永宁县", "target_printed": "95%"}, "projects", "8"),
    (26, {"indicator_name": "影响生态环境的改善"}, "projects", "10"),
    (26, {"indicator_name": "保障政府体系稳定运行"}, "projects", "3"),
    (30, {"topic_name": "平安、信访、综治、消防"}, "funding_wan", "35"),
]


@pytest.mark.parametrize(("number", "where", "column", "value"), BY_HAND, ids=lambda v: str(v))
def test_answer_worked_out_by_hand(
    release: duckdb.DuckDBPyConnection, number: int, where: dict[str, Any], column: str, value: str
) -> None:
    rows = [row for row in rows_of(release, number) if all(row[k] == v for k, v in where.items())]
    assert len(rows) == 1
    assert Decimal(rows[0][column]) == Decimal(value)


TOPICS_IN_WAN = {
    "永宁县": ["859.14", "248.7", "40", "50", "35", "13", "4", "1", "3", "10.87"],
    "原州区": ["287.254", "3", "2.996", "4.1", "25"],
}


@pytest.mark.parametrize("district", TOPICS_IN_WAN)
def test_topics_add_up(release: duckdb.DuckDBPyConnection, district: str) -> None:
    found = [row["funding_wan"] for row in rows_of(release, 10) if row["district_name"] == district]
    assert sorted(found) == sorted(map(Decimal, TOPICS_IN_WAN[district]))


# Question 22, reading by reading: 数量 质量 时效 成本 经济 社会 生态 可持续 满意度.
PER_CATEGORY = {
    ("永宁县", "has_indicator"): "1264.71 1264.71 1264.71 1264.71 5 1264.71 378.7 1264.71 1264.71",
    ("永宁县", "has_quantified_indicator"): "1264.71 1264.71 26.87 1264.71 0 3 0 0 1264.71",
    ("永宁县", "allocated_equally"): ("174.5705 174.1318 173.6772 173.6772 0.4545 173.6772 47.1670 173.6772 173.6772"),
    ("原州区", "has_indicator"): "322.35 322.35 322.35 322.35 0 322.35 0 322.35 322.35",
    ("原州区", "has_quantified_indicator"): "322.35 313.85 7.1 322.35 0 0 0 0 322.35",
    ("原州区", "allocated_equally"): "46.05 46.05 46.05 46.05 0 46.05 0 46.05 46.05",
}
DIMENSIONS = ["数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续影响", "服务对象满意度"]


@pytest.mark.parametrize(("district", "reading"), PER_CATEGORY)
def test_money_per_category(release: duckdb.DuckDBPyConnection, district: str, reading: str) -> None:
    found = {
        row["dimension_name"].removesuffix("指标"): row["funding_wan"]
        for row in rows_of(release, 22)
        if row["district_name"] == district and row["reading"] == reading
    }
    wanted = dict(zip(DIMENSIONS, map(Decimal, PER_CATEGORY[district, reading].split()), strict=True))
    assert found == wanted


def test_the_equal_split_adds_up_and_the_variants_are_told(release: duckdb.DuckDBPyConnection) -> None:
    split = "select sum(funding_yuan) from marts.mart_funding_by_category where reading = 'allocated_equally'"
    assert release.execute(split).fetchall()[0][0] == Decimal("15870600")
    rows = {
        row["district_name"]: row
        for row in rows_of(release, 22)
        if row["reading"] == "has_quantified_indicator" and row["dimension_name"] == "时效指标"
    }
    assert rows["永宁县"]["funding_wan"] - rows["永宁县"]["bare_number_wan"] == Decimal("11.87")
    assert rows["原州区"]["funding_wan"] + rows["原州区"]["date_only_wan"] == Decimal("293.1")


def test_contradictions_known_by_hand_are_among_those_found(release: duckdb.DuckDBPyConnection) -> None:
    found = {(row["project_name"], row["what"]) for row in rows_of(release, 29)}
    assert found >= {
        ("社区工作者培训费", "coverage"),
        ("社区办公经费", "tariff"),
        ("基层妇联工作保障经费", "total_row_has_not_slipped"),
        ("核定做实职业年金", "total_row_has_not_slipped"),
        ("核定做实职业年金", "same_fact"),
        ("村干部及社区工作者责任险", "coverage"),
        ("临聘人员支出-社区工作者（含网格员）", "quantity_times_standard"),
    }


def test_the_worst_projects_are_ranked_by_findings_per_indicator(release: duckdb.DuckDBPyConnection) -> None:
    rows = rows_of(release, 31)
    shares = [row["findings_per_indicator"] for row in rows]
    assert len(rows) == 10
    assert shares == sorted(shares, reverse=True)
    assert all(row["findings"] >= row["errors"] and row["real_indicator_count"] > 0 for row in rows)


def test_goals_that_are_missing_cut_or_short(release: duckdb.DuckDBPyConnection) -> None:
    faults = sorted((row["district_name"], row["fault"]) for row in rows_of(release, 28))
    assert faults == [("原州区", "cut")] * 2 + [("原州区", "missing")] + [("永宁县", "short")] * 6
