"""The two real documents, and one of each family retold: every fact, every issue, every cell that is not used."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

import pytest

from pipelines.extract import read_document
from pipelines.model.records import Reading
from pipelines.model.target import Comparator, Kind
from pipelines.normalise import read_forms

_SPEC = importlib.util.spec_from_file_location("rendered_facts", Path(__file__).with_name("rendered.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
rendered_facts = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(rendered_facts)

QUANTIFIED = (Kind.PERCENT, Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.RATE, Kind.DURATION)


@pytest.mark.parametrize("document", rendered_facts.documents(), ids=lambda path: path.stem)
def test_facts_are_those_reviewed(document: Path) -> None:
    assert rendered_facts.rendered(document) == rendered_facts.facts_file(document).read_text(encoding="utf-8")


def _readings() -> list[Reading]:
    return [
        read_forms(read_document(path.read_bytes(), path.name)[1]) for path in sorted(rendered_facts.RAW.glob("*.txt"))
    ]


def test_real_documents_hold_what_they_print() -> None:
    readings = _readings()
    assert [len(reading.projects) for reading in readings] == [21, 7]
    indicators = [i for reading in readings for project in reading.projects for i in project.indicators]
    assert len(indicators) == 228
    assert sum(i.declared_none for i in indicators) == 16
    assert [
        sum(
            amount.amount_yuan or 0
            for project in reading.projects
            for amount in project.funding
            if amount.fund_source == "fiscal_appropriation"
        )
        for reading in readings
    ] == [12_647_100, 3_223_500]
    quantified = [i.target for i in indicators if i.target.kind in QUANTIFIED]
    assert len(quantified) == 118
    assert sum(t.comparator not in (None, Comparator.UNSTATED) for t in quantified) == 54
    assert sum(t.kind is Kind.RATE for t in quantified) == 4


def test_slipped_rows_are_kept_as_printed() -> None:
    slipped = [
        (project.name.printed, [(a.fund_source, a.printed) for a in project.funding if a.scope == "own_level"])
        for project in _readings()[0].projects
        if project.name is not None and any(a.fund_source == "other_funds" and a.printed for a in project.funding)
    ]
    assert slipped == [
        ("基层妇联工作保障经费", [("total", None), ("fiscal_appropriation", "2万元"), ("other_funds", "2万元")]),
        ("核定做实职业年金", [("total", None), ("fiscal_appropriation", "10.87万元"), ("other_funds", "10.87万元")]),
    ]


def test_every_cell_of_the_real_documents_is_used_or_ignored_by_name() -> None:
    for reading in _readings():
        assert Counter(fate.disposition for fate in reading.fates)["refused"] == 0
        assert all(fate.reason for fate in reading.fates if fate.disposition == "ignored")
        assert all(fate.role for fate in reading.fates if fate.disposition == "used")


def test_topics_follow_the_names() -> None:
    sums: Counter[str] = Counter()
    for reading in _readings():
        for project in reading.projects:
            for amount in project.funding:
                if amount.fund_source == "fiscal_appropriation":
                    sums[str(project.topic_code)] += int(amount.amount_yuan or 0)
    assert sums == {
        "community_workforce": 8_591_400 + 2_872_540,
        "community_operations": 2_487_000,
        "elderly_care": 400_000,
        "sanitation": 500_000,
        "public_safety": 350_000,
        "party_governance": 130_000 + 30_000,
        "mass_organisations": 40_000 + 29_960,
        "culture": 10_000 + 41_000,
        "statistics": 30_000,
        "social_relief": 250_000,
        "own_staff_pension": 108_700,
    }
