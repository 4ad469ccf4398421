"""Corrections and waivers: read from YAML, found in staging, applied where the print is still what they expect."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines import quality
from pipelines.quality.decisions import (
    Correction,
    DecisionError,
    load_corrections,
    load_waivers,
    propose,
    stage_corrections,
)
from pipelines.warehouse.build import build, load_all_reviewed

Put = Callable[..., None]
GOOD = {
    "id": "c-1",
    "path": "a.txt",
    "project": "妇联",
    "fund_source": "total",
    "scope": "own_level",
    "expects": None,
    "amount_yuan": "20000",
    "who": "张三",
    "why": "与原件核对过",
    "when": datetime.date(2024, 5, 1),
}


def correction(**changes: object) -> Correction:
    return Correction.model_validate({**GOOD, **changes})


def slipped(put: Put) -> None:
    """The row of a total that stands one row too low, as the parser reads it."""
    put("staging.release", release_id="r", parser_version="v")
    put("staging.document", document_id="d1", path="a.txt", state="read", district_code="640121")
    put(
        "staging.project",
        project_id="p1",
        document_id="d1",
        project_name="妇联",
        scope="project",
        source_cell_id="d1:t1r1c1",
    )
    for n, (source, printed, yuan) in enumerate(
        [("total", None, None), ("fiscal_appropriation", "2万元", 20000), ("other_funds", "2万元", 20000)], start=2
    ):
        cell = f"d1:t1r{n}c4"
        put("staging.source_cell", source_cell_id=cell, document_id="d1", cell_no=n, line=n, disposition="used")
        put(
            "staging.funding",
            funding_id=f"f:p1/{source}/own_level",
            project_id="p1",
            fund_source=source,
            scope="own_level",
            amount_printed=printed,
            amount_yuan=yuan,
            source_cell_id=cell,
        )
    put(
        "staging.indicator",
        indicator_id="i1",
        project_id="p1",
        dimension="cost",
        kind="money",
        canonical_high=20000,
        canonical_unit="CNY",
        unit="CNY",
        target_cell_id="d1:t1r9c4",
        indicator_name="成本",
        per=[],
        implied=[],
    )


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "applied"),
        ({"expects": "3万元"}, "stale"),
        ({"fund_source": "other_funds", "expects": "2万元", "amount_yuan": None}, "applied"),
        ({"fund_source": "other_funds", "expects": None}, "stale"),
        ({"project": "别的"}, "not_found"),
        ({"path": "b.txt"}, "not_found"),
        ({"scope": "all_levels"}, "not_found"),
    ],
)
def test_a_correction_applies_only_to_what_it_expects(
    warehouse: duckdb.DuckDBPyConnection, put: Put, changes: dict[str, object], status: str
) -> None:
    slipped(put)
    assert stage_corrections(warehouse, [correction(**changes)]) == 1
    assert warehouse.execute("select status, record_id is null from staging.correction").fetchall() == [
        (status, status == "not_found")
    ]


def test_proposals_are_ready_entries_that_settle_the_matter(
    warehouse: duckdb.DuckDBPyConnection, put: Put, tmp_path: Path
) -> None:
    slipped(put)
    load_all_reviewed(warehouse)
    build(warehouse, ("core",))
    written = propose(warehouse, datetime.date(2024, 6, 1))
    path = tmp_path / "corrections.yml"
    path.write_text(written.replace("（请填审核人）", "张三"), encoding="utf-8")
    ready = load_corrections(path)
    assert [(c.fund_source, c.expects, c.amount_yuan) for c in ready] == [
        ("total", None, Decimal(20000)),
        ("other_funds", "2万元", None),
    ]
    stage_corrections(warehouse, ready)
    for table in ("fact_target", "fact_indicator", "fact_funding"):
        warehouse.execute(f"delete from core.{table}")
    build(warehouse, ("core",), tables=[t for t in _core() if t.name == "fact_funding"])
    accepted = warehouse.execute(
        "select fund_source, amount_stated_yuan, amount_accepted_yuan, acceptance "
        "from core.fact_funding order by funding_id"
    ).fetchall()
    assert accepted == [
        ("fiscal_appropriation", Decimal(20000), Decimal(20000), "as_printed"),
        ("other_funds", Decimal(20000), None, "corrected"),
        ("total", None, Decimal(20000), "corrected"),
    ]
    assert propose(warehouse, datetime.date(2024, 6, 1)) == ""


def _core() -> list[object]:
    from pipelines.model.schema import core

    return list(core.TABLES)


@pytest.mark.parametrize(
    ("why", "entries"),
    [
        ("no reviewer", [{**GOOD, "who": ""}]),
        ("a proposal that nobody has signed", [{**GOOD, "who": "（请填审核人）"}]),
        ("no reason", [{**GOOD, "why": ""}]),
        ("an unknown field", [{**GOOD, "amount": "1"}]),
        ("the same id twice", [GOOD, {**GOOD, "project": "残联"}]),
        ("the same place twice", [GOOD, {**GOOD, "id": "c-2"}]),
        ("no amount", [{**GOOD, "amount_yuan": "若干"}]),
    ],
)
def test_corrections_that_are_none(tmp_path: Path, why: str, entries: list[dict[str, object]]) -> None:
    path = tmp_path / "corrections.yml"
    path.write_text(yaml.safe_dump({"corrections": entries}), encoding="utf-8")
    with pytest.raises(DecisionError, match=r"corrections\.yml"):
        load_corrections(path)


def test_waivers_say_what_who_why_and_until_when(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yml"
    good = {
        "id": "w1",
        "rule": "x",
        "path": "a.txt",
        "who": "李四",
        "why": "今年沿用",
        "until": datetime.date(2025, 1, 1),
    }
    path.write_text(yaml.safe_dump({"waivers": [good]}), encoding="utf-8")
    assert load_waivers(path)[0].until == datetime.date(2025, 1, 1)
    for wrong in ({**good, "path": None}, {k: v for k, v in good.items() if k != "until"}, {**good, "who": ""}):
        path.write_text(yaml.safe_dump({"waivers": [wrong]}), encoding="utf-8")
        with pytest.raises(DecisionError):
            load_waivers(path)


def test_no_file_no_decisions(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "none.yml") == ()
    assert load_waivers(tmp_path / "none.yml") == ()


def test_the_files_of_the_repository_are_decisions() -> None:
    codes = quality.load_catalogue()
    load_corrections()
    assert all(waiver.rule in codes for waiver in load_waivers())
