"""What a real browser asked for while it showed our pages."""

from __future__ import annotations

import json

from selenium import webdriver


def addresses_asked(browser: webdriver.Chrome) -> list[str]:
    """Everything since the last look. Pages of the browser itself, which it may open beside ours, are left out."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [url for url in asked if not url.startswith("chrome:")]


def from_outside(addresses: list[str]) -> list[str]:
    """What is neither on the disk nor in the page."""
    return [url for url in addresses if not url.startswith(("file:", "data:"))]
