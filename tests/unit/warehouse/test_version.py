"""The version of the parser follows its code and reference data, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.warehouse.version import parser_version


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name in ("model/cells.py", "extract/text.py", "normalise/reference/units.yml", "warehouse/record.py", "cli.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_the_same_files_have_the_same_version(package: Path) -> None:
    assert parser_version(package) == parser_version(package)
    assert parser_version() == parser_version()


@pytest.mark.parametrize(
    "name", ["model/cells.py", "extract/text.py", "normalise/reference/units.yml", "extract/new.py"]
)
def test_what_reads_documents_changes_it(package: Path, name: str) -> None:
    before = parser_version(package)
    (package / name).write_text("changed")
    assert parser_version(package) != before


@pytest.mark.parametrize(
    "name",
    ["cli.py", "normalise/reference/place_statistics.csv", "model/__pycache__/cells.cpython-311.pyc", "warehouse/x.py"],
)
def test_what_does_not_read_documents_leaves_it(package: Path, name: str) -> None:
    before = parser_version(package)
    (package / name).parent.mkdir(exist_ok=True)
    (package / name).write_text("changed")
    assert parser_version(package) == before


def test_a_renamed_file_changes_it(package: Path) -> None:
    before = parser_version(package)
    (package / "extract/text.py").rename(package / "extract/plain.py")
    assert parser_version(package) != before
