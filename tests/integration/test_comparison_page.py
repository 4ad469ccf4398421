"""The published comparison page: links lead somewhere, numbers are right, a browser shows it as it should."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.browsing import addresses_asked, from_outside


def parsed(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_text(encoding="utf-8"))


def test_every_link_leads_to_a_place_that_is_there(published: Path) -> None:
    anchors: dict[Path, set[str]] = {}
    pages = [published / "index.html", *sorted((published / "lineage").glob("*.html"))]
    assert len(pages) == 3
    seen = 0
    for page in pages:
        for link in parsed(page).iter("a"):
            address, anchor = urldefrag(link.get("href"))
            target = (page.parent / unquote(address)).resolve() if address else page
            assert target.exists(), f"{page.name}: {address}"
            if anchor:
                if target not in anchors:
                    anchors[target] = {e.get("id") for e in parsed(target).iter() if e.get("id")}
                assert unquote(anchor) in anchors[target], f"{page.name}: {address}#{anchor}"
            seen += 1
    assert seen > 300


def test_the_numbers_are_those_worked_out_by_hand(published: Path) -> None:
    rows = {
        row.find("th").text_content(): [cell.text_content() for cell in row.findall("td")]
        for row in parsed(published / "index.html").findall(".//table[@class='glance']/tbody/tr")
    }
    found = sorted(rows["每社区财政拨款Fiscal money per community"])
    assert found == ["126.47 万元1,264,710 yuan", "16.97 万元169,658 yuan"]
    assert sorted(rows["人均财政拨款Fiscal money per resident"]) == ["183.27 元183.27 yuan", "20.05 元20.05 yuan"]
    assert sorted(rows["项目Projects"]) == ["21", "7"]


def test_every_chart_has_a_caption_and_a_table(published: Path) -> None:
    page = parsed(published / "index.html")
    figures = page.findall(".//figure")
    assert len(figures) >= 6
    for figure in figures:
        caption = figure.find("figcaption")
        assert caption is not None
        assert caption.text_content().strip()
        (drawing,) = figure.findall(".//svg")
        assert drawing.get("aria-labelledby") == caption.get("id")
        assert figure.find(".//details//table") is not None
    ids = [e.get("id") for e in page.iter() if e.get("id")]
    assert len(ids) == len(set(ids))


def test_the_caveats_stand_on_the_page(published: Path) -> None:
    text = parsed(published / "index.html").text_content()
    for said in (
        "合计不可直接相比",
        "批复表只含所批复的 7 个项目",
        "只列部分月份的资金",
        "年份不同",
        "不是预算",
        "不等于零",
    ):
        assert said in text, said


@pytest.mark.browser
def test_a_browser_shows_it_offline_in_both_languages(published: Path, browser: webdriver.Chrome) -> None:
    browser.get((published / "index.html").as_uri())
    heading = browser.find_element(By.TAG_NAME, "h1")
    assert heading.text.startswith("基层预算的钱与承诺")
    browser.find_element(By.ID, "language").click()
    assert heading.text.startswith("Money and promises of street budgets")
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"
    browser.find_element(By.CSS_SELECTOR, ".glance td.number a").click()
    assert "/lineage/" in browser.current_url
    assert browser.find_element(By.CSS_SELECTOR, "section:target table").is_displayed()
    addresses = addresses_asked(browser)
    assert addresses
    assert from_outside(addresses) == []
    assert [e for e in browser.get_log("browser") if e["level"] == "SEVERE"] == []


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (375, "dark"), (1280, "light"), (1280, "dark")])
def test_it_fits_a_phone_and_a_desk_by_day_and_by_night(
    published: Path, browser: webdriver.Chrome, width: int, scheme: str
) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    browser.get((published / "index.html").as_uri())
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    beyond = browser.execute_script(
        "return [...document.querySelectorAll('svg text')]"
        ".filter((t) => t.getBoundingClientRect().right > innerWidth + 1 && t.getBoundingClientRect().width > 0)"
        ".map((t) => t.textContent)"
    )
    assert beyond == []
    ground, ink = browser.execute_script(
        "const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]"
    )
    brightness = [sum(int(n) for n in c[c.index("(") + 1 : -1].split(",")[:3]) for c in (ground, ink)]
    assert (brightness[0] > brightness[1]) is (scheme == "light")


@pytest.mark.browser
def test_paper_shows_what_is_folded(published: Path, browser: webdriver.Chrome) -> None:
    browser.get((published / "index.html").as_uri())
    assert browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})["data"]
    folded = browser.execute_script("return document.querySelectorAll('details.print:not([open])').length")
    assert folded == 0
