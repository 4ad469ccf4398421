"""Great Expectations: a crash is an error and no failed table; the pages need no network."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from pipelines.quality import SuiteError, run_suites
from pipelines.quality.suites import load_suites
from tests.browsing import addresses_asked, from_outside

Put = Callable[..., None]
SET = {
    "type": "expect_column_values_to_be_in_set", "kwargs": {"column": "form_type", "value_set": ["target_table"]},
    "severity": "critical", "description": "表格种类只有约定的几种",
}  # fmt: skip
RANGE = {
    "type": "expect_column_values_to_be_between", "kwargs": {"column": "fiscal_year", "min_value": 2000},
    "severity": "warning", "description": "年度不早于2000",
}  # fmt: skip


def suite(directory: Path, *expectations: dict[str, Any]) -> Path:
    (directory / "core").mkdir(exist_ok=True)
    (directory / "core" / "dim_document.json").write_text(json.dumps(expectations), encoding="utf-8")
    return directory


def test_what_holds_and_what_does_not(warehouse: duckdb.DuckDBPyConnection, put: Put, tmp_path: Path) -> None:
    put("core.dim_document", document_id="d1", form_type="target_table", fiscal_year=2024)
    put("core.dim_document", document_id="d2", form_type="<script>alert(1)</script>", fiscal_year=None)
    results = run_suites(warehouse, tmp_path / "docs", suite(tmp_path, SET, RANGE))
    assert [(r.passed, r.severity, r.rows_checked, r.rows_unexpected) for r in results] == [
        (False, "error", 2, 1),
        (True, "warning", 2, 0),
    ]
    told = warehouse.execute(
        "select suite, expectation_no, column_name, passed from quality.suite_result order by 2"
    ).fetchall()
    assert told == [("core.dim_document", 1, "form_type", False), ("core.dim_document", 2, "fiscal_year", True)]
    for page in (tmp_path / "docs").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "http:" not in text and "https:" not in text, page
        assert "<script>alert" not in text, page


def test_an_empty_table_is_checked_too(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    results = run_suites(warehouse, tmp_path / "docs", suite(tmp_path, SET, RANGE))
    assert [r.passed for r in results] == [True, True]


@pytest.mark.parametrize(
    "wrong",
    [
        {**RANGE, "kwargs": {"column": "form_type", "min_value": 3}},
        {**SET, "type": "expect_no_such_thing"},
    ],
)
def test_a_crash_is_an_error(
    warehouse: duckdb.DuckDBPyConnection, put: Put, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    put("core.dim_document", document_id="d1", form_type="target_table")
    with pytest.raises(SuiteError, match=r"core\.dim_document"):
        run_suites(warehouse, tmp_path / "docs", suite(tmp_path, wrong))


@pytest.mark.parametrize(
    "text", ["{", '[{"type": "x"}]', '[{"type": "x", "kwargs": {}, "severity": "bad", "description": "d"}]']
)
def test_suites_that_are_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "dim_document.json").write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError, match=r"dim_document\.json"):
        load_suites(tmp_path)


def test_the_suites_of_the_repository_can_be_read() -> None:
    suites = {s.address for s in load_suites()}
    assert {"core.fact_funding", "core.fact_target", "marts.mart_reconciliation", "staging.source_cell"} <= suites


@pytest.mark.browser
def test_the_pages_work_from_disk_and_ask_no_network(
    warehouse: duckdb.DuckDBPyConnection, put: Put, tmp_path: Path, browser: webdriver.Chrome
) -> None:
    put("core.dim_document", document_id="d1", form_type="other", fiscal_year=2024)
    run_suites(warehouse, tmp_path / "docs", suite(tmp_path, SET, RANGE))
    browser.get_log("performance")
    browser.get((tmp_path / "docs" / "index.html").as_uri())
    assert [row.text for row in browser.find_elements(By.CSS_SELECTOR, "tbody tr")] == [
        "文档 core.dim_document 2 1 期望"
    ]
    browser.find_element(By.LINK_TEXT, "core.dim_document").click()
    assert "表格种类只有约定的几种" in browser.page_source
    rows = [
        r
        for r in browser.find_elements(By.CSS_SELECTOR, ".ge-section tbody tr")
        if r.find_elements(By.CSS_SELECTOR, "i.fas")
    ]
    assert len([r for r in rows if r.is_displayed()]) == 2
    browser.find_elements(By.CSS_SELECTOR, "label.btn")[1].click()
    assert len([r for r in rows if r.is_displayed()]) == 1
    addresses = addresses_asked(browser)
    assert addresses
    assert from_outside(addresses) == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
