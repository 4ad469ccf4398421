"""Every row of cases/*.tsv: a value as such tables print it, and all that its reading says (see target_summary).

quantities: read and certain. dates. words: scales, 无, strokes, units and masks without a number. refusals: damage, two
values, contradictions, prose with numbers: unreadable, qualitative, or read in doubt (?), never a silent number.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from target_summary import summary

from pipelines.model.target import Kind
from pipelines.normalise.targets import read_target

CASES = Path(__file__).parent / "cases"


def _rows(name: str) -> list[tuple[str, str]]:
    with (CASES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return [(row[0], row[1]) for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]]


@pytest.mark.parametrize(
    ("printed", "reading"), [row for name in ("quantities", "dates", "words", "refusals") for row in _rows(name)]
)
def test_value_reads_as_its_row_says(printed: str, reading: str) -> None:
    assert summary(read_target(printed)) == reading


@pytest.mark.parametrize("printed", [printed for printed, _ in _rows("refusals")])
def test_a_doubtful_value_is_never_a_silent_number(printed: str) -> None:
    target = read_target(printed)
    assert target.uncertain or target.kind in (Kind.UNREADABLE, Kind.QUALITATIVE)
    assert target.reason


def test_no_value_stands_in_two_tables() -> None:
    printed = [row[0] for name in ("quantities", "dates", "words", "refusals") for row in _rows(name)]
    assert len(printed) == len(set(printed))
