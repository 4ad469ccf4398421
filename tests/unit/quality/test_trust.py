"""How far facts can be trusted, and how much money rests on those that can."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from pipelines.quality import grade_facts

Put = Callable[..., None]


def finding(put: Put, rule: str, severity: str = "warning", waived: bool = False, **place: Any) -> None:
    put("quality.finding", finding_id=f"q:{rule}", rule_code=rule, severity=severity, is_waived=waived, **place)


@pytest.mark.parametrize(
    ("why", "target", "against", "grade", "reasons"),
    [
        ("printed whole", {"kind": "percent", "comparator": "ge"}, [], "A", []),
        ("a declared none is an answer", {"kind": "declared_none"}, [], "A", []),
        ("no comparator", {"kind": "percent", "comparator": "unstated"}, [], "B", ["comparator_unstated"]),
        ("words", {"kind": "qualitative"}, [], "B", ["qualitative"]),
        (
            "a unit from the name",
            {"kind": "count", "comparator": "ge", "implied": ["indicator_name"]},
            [],
            "B",
            ["implied"],
        ),
        ("doubted", {"kind": "count", "comparator": "ge"}, [("warning", False)], "C", ["some_rule"]),
        ("a waived finding does not count", {"kind": "count", "comparator": "ge"}, [("warning", True)], "A", []),
        ("nor does a remark", {"kind": "count", "comparator": "ge"}, [("info", False)], "A", []),
        ("damaged print", {"kind": "count", "comparator": "ge", "uncertain": True}, [], "C", ["uncertain"]),
        ("blank", {"kind": "blank"}, [], "D", ["blank"]),
        ("unreadable", {"kind": "unreadable"}, [], "D", ["unreadable"]),
    ],
)
def test_targets(
    warehouse: duckdb.DuckDBPyConnection,
    put: Put,
    why: str,
    target: dict[str, Any],
    against: list[tuple[str, bool]],
    grade: str,
    reasons: list[str],
) -> None:
    put("core.fact_target", target_id="t1", indicator_id="i1", project_id="p1", **target)
    for severity, waived in against:
        finding(put, "some_rule", severity, waived, indicator_id="i1")
    assert grade_facts(warehouse) == 1
    told = warehouse.execute("select grade, is_trusted, reasons from quality.trust").fetchall()
    assert told == [(grade, grade in "AB", reasons)], why


def money(put: Put, n: int, source: str, acceptance: str, **others: Any) -> None:
    put("core.fact_funding", funding_id=f"f{n}", project_id=f"p{n}", fund_source=source, acceptance=acceptance,
        source_cell_id=f"c{n}", **others)  # fmt: skip
    put("core.fact_project", project_id=f"p{n}", document_id="d1", agency_id="a1", fiscal_year=2024)


def test_money(warehouse: duckdb.DuckDBPyConnection, put: Put) -> None:
    fiscal = "fiscal_appropriation"
    money(put, 1, fiscal, "as_printed", amount_accepted_yuan=600, is_counted=True)
    money(put, 2, fiscal, "as_printed", amount_accepted_yuan=300, is_counted=True)
    money(put, 3, fiscal, "corrected", amount_accepted_yuan=100, is_counted=True)
    money(put, 4, "total", "proposed", amount_proposed_yuan=50)
    money(put, 5, "other_funds", "blank")
    money(put, 6, fiscal, "as_printed", amount_accepted_yuan=999, amount_stated_yuan=999, is_counted=False)
    finding(put, "funding_sources_add_up", "error", project_id="p2", source_cell_ids=["c2"])
    finding(put, "objective_is_specific", project_id="p1", source_cell_ids=["c1"])
    finding(put, "amounts_carry_their_unit", project_id="p3", source_cell_ids=["c3"])
    finding(put, "amount_lies_within_the_tariff", project_id="p6", source_cell_ids=["goal"])
    assert grade_facts(warehouse) == 6
    told = warehouse.execute("select fact_id, grade, reasons from quality.trust order by fact_id").fetchall()
    assert told == [
        ("f1", "A", []),
        ("f2", "C", ["funding_sources_add_up"]),
        ("f3", "B", ["corrected", "amounts_carry_their_unit"]),
        ("f4", "D", ["proposed"]),
        ("f5", "D", ["blank"]),
        ("f6", "C", ["amount_lies_within_the_tariff"]),
    ]
    (row,) = warehouse.execute(
        "select project_count, funding_yuan, trusted_yuan, doubted_yuan, corrected_yuan, proposed_total_yuan, "
        "trusted_share from quality.trusted_money"
    ).fetchall()
    assert row == (3, *map(Decimal, (1000, 700, 300, 100, 50)), Decimal("0.7"))
