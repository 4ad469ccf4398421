"""Forms filled at random and written in every medium: what was printed is read, nothing else, and alike everywhere."""

from __future__ import annotations

import pytest

from pipelines.extract import read_document
from pipelines.normalise import read_forms
from tests.documents.random_forms import random_document
from tests.documents.write import WRITERS

_QUICK = ("form.docx", "form.html", "form.xlsx", "form.xls", "form.csv", "form.txt")


def _check(seed: int, names: tuple[str, ...]) -> None:
    forms, document = random_document(seed)
    printed = [(f.project, f.total or None, [tuple(indicator) for indicator in f.indicators]) for f in forms]
    for name in names:
        content = read_document(WRITERS[name](document), name)[1]
        reading = read_forms(content)
        read = [
            (
                project.name.printed if project.name else None,
                next(f.printed for f in project.funding if f.fund_source == "total"),
                [(i.level1_printed, i.level2_printed, i.name, i.target.printed) for i in project.indicators],
            )
            for project in reading.projects
        ]
        assert read == printed, (seed, name)
        assert [i for i in reading.issues if i.rule_code == "every_cell_is_understood"] == [], (seed, name)
        assert len(reading.fates) == len(content.cells()), (seed, name)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_printed_is_read(seed: int) -> None:
    _check(seed, (*_QUICK, "form.pdf") if seed % 4 == 0 else _QUICK)


@pytest.mark.hard
@pytest.mark.parametrize("seed", range(100, 400))
def test_what_is_printed_is_read_in_many_forms(seed: int) -> None:
    _check(seed, (*_QUICK, "form.pdf"))
