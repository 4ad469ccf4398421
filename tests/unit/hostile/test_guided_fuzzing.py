"""The readers and the form engine under guided fuzzing, where atheris is installed (it is no dependency)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_DRIVER = Path(__file__).with_name("fuzz_documents.py")
_RUNS = {
    "txt": 20_000,
    "csv": 5_000,
    "html": 5_000,
    "docx": 5_000,
    "xlsx": 2_000,
    "xls": 2_000,
    "pdf": 2_000,
    "zip": 2_000,
}


@pytest.mark.hard
@pytest.mark.parametrize("medium", _RUNS)
def test_nothing_crashes_or_hangs_and_every_cell_has_its_fate(medium: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris")
    command = [sys.executable, str(_DRIVER), medium, f"-runs={_RUNS[medium]}", "-seed=1", "-max_total_time=600"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-3000:]
    assert not [file.name for file in tmp_path.iterdir() if file.is_file()]
