"""What tests of several rooms share: a release of the two real documents, and a real browser."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from selenium import webdriver

from pipelines import settings

# A change must not fail for an example that it did not cause: the same examples each time.
# `make test-hard` looks for new ones.
hypothesis_settings.register_profile("steady", derandomize=True)
hypothesis_settings.load_profile("steady")

CHROMIUM = shutil.which("chromium")
CHROMEDRIVER = shutil.which("chromedriver")
_QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1200,1600",
)
"""A browser that looks at our files and at nothing else."""


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The marts directory of a release of ``data/raw``, made once for all test processes. Not to be written to."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    marts = shared / "published 发布"
    with (shared / "published.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (marts / "RELEASE.json").exists():
            command = [sys.executable, "-m", "pipelines.cli", "refresh", "--marts", str(marts)]
            home = shared / "dagster_home"
            home.mkdir(exist_ok=True)
            shutil.copy(settings.ROOT / ".dagster_home" / "dagster.yaml", home)
            environment = os.environ | {"DAGSTER_HOME": str(home)}
            done = subprocess.run(command, cwd=settings.ROOT, env=environment, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
    return marts


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    """A headless Chromium that reports its console and every request; the test is skipped where there is none."""
    if CHROMIUM is None or CHROMEDRIVER is None:
        pytest.skip("Chromium and chromedriver are not installed: the pages were not looked at in a browser")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*_QUIET, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(CHROMEDRIVER))
    try:
        yield driver
    finally:
        driver.quit()
