"""The quality report as its readers see it: in a real browser, from disk, with nothing from outside."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.browsing import addresses_asked, from_outside


def _errors(browser: webdriver.Chrome) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


@pytest.mark.browser
def test_the_index_opens_offline_without_an_error_and_finds_documents(
    published: Path, browser: webdriver.Chrome
) -> None:
    browser.get((published / "quality" / "index.html").as_uri())
    assert browser.find_element(By.TAG_NAME, "h1").text == "数据质量报告"
    rows = browser.find_elements(By.CSS_SELECTOR, "#documents tbody tr")
    assert len(rows) == 2
    browser.find_element(By.ID, "search").send_keys("古雁")
    assert len(browser.find_elements(By.CSS_SELECTOR, "#documents tbody tr")) == 1
    assert _errors(browser) == []
    assert from_outside(addresses_asked(browser)) == []


@pytest.mark.browser
def test_every_finding_leads_to_its_framed_cell(published: Path, browser: webdriver.Chrome) -> None:
    with duckdb.connect(str(published / "indicators.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select f.finding_id, f.document_id, s.source_cell_id, s.text_printed from quality.finding as f "
            "inner join staging.source_cell as s using (source_cell_id) order by f.finding_id"
        ).fetchall()
    assert len(found) > 100
    for document_id in sorted({row[1] for row in found}):
        browser.get((published / "quality" / "documents" / f"{document_id}.html").as_uri())
        cells = browser.execute_script(
            "return Object.fromEntries([...document.querySelectorAll('td[id]')].map(c => [c.id, c.textContent]))"
        )
        findings = browser.execute_script(
            "return [...document.querySelectorAll('article.place, details li')].map(a => a.id)"
        )
        for finding_id, _, cell_id, text in (row for row in found if row[1] == document_id):
            assert finding_id in findings
            assert cells[cell_id] == text.strip().replace("\n", "")
        assert _errors(browser) == []


def test_links_of_the_report_lead_to_files_that_exist(published: Path) -> None:
    for page in [published / "quality" / "index.html", *(published / "quality" / "documents").glob("*.html")]:
        for address in _addresses(page.read_text(encoding="utf-8")):
            path, _, anchor = address.partition("#")
            target = (page.parent / path).resolve() if path else page.resolve()
            assert target.is_file(), f"{page.name} leads to {address}"
            if anchor:
                assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), f"{page.name} leads to {address}"


def _addresses(html: str) -> set[str]:
    return {part.split('"', 1)[0] for part in html.split('href="')[1:]}
