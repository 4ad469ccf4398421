"""The notebook of sql/questions runs on a published release, as a person would run it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pipelines import settings


def test_the_notebook_runs(published: Path, tmp_path: Path) -> None:
    notebook = settings.SQL / "questions" / "explore.py"
    command = [sys.executable, str(notebook), "--marts", str(published)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_the_notebook_says_when_there_is_no_release(tmp_path: Path) -> None:
    notebook = settings.SQL / "questions" / "explore.py"
    command = [sys.executable, str(notebook), "--marts", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode != 0
    assert "indicators.duckdb" in done.stderr + done.stdout
