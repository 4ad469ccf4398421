"""Findings: stable ids, one cause one finding, waivers, decisions that no longer fit, and errors of our own."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines import quality
from pipelines.quality import findings
from pipelines.quality.catalogue import CatalogueError, Rule
from pipelines.quality.decisions import Waiver
from pipelines.quality.offences import CheckError, Offence, one_cause_one_finding, run_check

Put = Callable[..., None]
TODAY = datetime.date(2024, 6, 1)
SELECT = """
select p.document_id, i.project_id, i.indicator_id, i.source_cell_id, [i.source_cell_id] as source_cell_ids,
    i.indicator_name as printed, cast(null as varchar) as expected, cast(null as varchar) as difference,
    '名称不好' as message_zh
from core.fact_indicator as i inner join core.fact_project as p on i.project_id = p.project_id
"""


def rule(code: str, *yields_to: str) -> Rule:
    return Rule(
        code=code,
        severity="warning",
        dimension="validity",
        opinion=4,
        source="test",
        found_by="sql",
        title="规则",
        claim="It holds.",
        mend="请改正。",
        yields_to=yields_to,
    )


RULES = {code: rule(code) for code in ("names_are_good", "waiver_is_in_force", "waiver_covers_a_finding")}


@pytest.fixture
def sql(tmp_path: Path) -> Path:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "names_are_good.sql").write_text(SELECT)
    return tmp_path


def fill(put: Put, document: str = "d1", cell: str = "t1r5c4") -> None:
    put("staging.document", document_id=document, path="a.txt", state="read")
    put("staging.project", project_id=f"p:{document}", document_id=document, project_name="办公费")
    put(
        "staging.indicator",
        indicator_id=f"i:{document}:{cell}",
        project_id=f"p:{document}",
        indicator_name="人数",
        dimension="quantity",
    )
    put("core.fact_project", project_id=f"p:{document}", document_id=document, project_name="办公费")
    put(
        "core.fact_indicator",
        indicator_id=f"i:{document}:{cell}",
        project_id=f"p:{document}",
        indicator_name="人数",
        source_cell_id=f"{document}:{cell}",
    )


def assess(
    warehouse: duckdb.DuckDBPyConnection, sql: Path, *waivers: Waiver, first_seen: dict[str, str] | None = None
) -> list[tuple[object, ...]]:
    findings.assess(
        warehouse, release_id="r2", today=TODAY, rules=RULES, waivers=waivers, sql=sql, first_seen=first_seen
    )
    return warehouse.execute(
        "select rule_code, finding_id, source_cell_id, is_waived, first_seen_release, last_seen_release "
        "from quality.finding order by rule_code, finding_id"
    ).fetchall()


def test_the_id_survives_a_change_elsewhere_in_the_document(
    warehouse: duckdb.DuckDBPyConnection, put: Put, sql: Path
) -> None:
    fill(put)
    ((_, before, cell, *_),) = assess(warehouse, sql)
    assert cell == "d1:t1r5c4"
    for table in (
        "staging.document",
        "staging.project",
        "staging.indicator",
        "core.fact_project",
        "core.fact_indicator",
    ):
        warehouse.execute(f"delete from {table}")
    fill(put, document="d2", cell="t1r9c4")
    ((_, after, cell, *_),) = assess(warehouse, sql)
    assert cell == "d2:t1r9c4"
    assert after == before


def test_first_and_last_sight(warehouse: duckdb.DuckDBPyConnection, put: Put, sql: Path) -> None:
    fill(put)
    ((_, finding, *_),) = assess(warehouse, sql)
    ((*_, first, last),) = assess(warehouse, sql, first_seen={str(finding): "r1", "q:other": "r0"})
    assert (first, last) == ("r1", "r2")


def waiver(until: datetime.date, **others: str) -> Waiver:
    place = others or {"path": "a.txt"}
    return Waiver(id="w1", rule="names_are_good", who="李四", why="今年沿用", until=until, **place)  # type: ignore[arg-type]


def test_a_waiver_in_force_covers_and_keeps(warehouse: duckdb.DuckDBPyConnection, put: Put, sql: Path) -> None:
    fill(put)
    ((code, _, _, waived, *_),) = assess(warehouse, sql, waiver(TODAY))
    assert (code, waived) == ("names_are_good", True)
    assert warehouse.execute("select finding_count, is_expired from quality.waiver").fetchall() == [(1, False)]
    assert warehouse.execute(
        "select finding_count from quality.rule where rule_code = 'names_are_good'"
    ).fetchall() == [(0,)]


def test_a_waiver_that_has_run_out_is_told(warehouse: duckdb.DuckDBPyConnection, put: Put, sql: Path) -> None:
    fill(put)
    told = assess(warehouse, sql, waiver(TODAY - datetime.timedelta(days=1)))
    assert [(row[0], row[3]) for row in told] == [("names_are_good", False), ("waiver_is_in_force", False)]
    assert quality.load_catalogue()["waiver_is_in_force"].severity == "error"


@pytest.mark.parametrize("place", [{"path": "b.txt"}, {"path": "a.txt", "project": "别的"}, {"finding": "q:none"}])
def test_a_waiver_that_covers_nothing_is_told(
    warehouse: duckdb.DuckDBPyConnection, put: Put, sql: Path, place: dict[str, str]
) -> None:
    fill(put)
    told = assess(warehouse, sql, waiver(TODAY, **place))
    assert [row[0] for row in told] == ["names_are_good", "waiver_covers_a_finding"]


def test_refused_documents_and_issues_of_the_parser_are_findings(
    warehouse: duckdb.DuckDBPyConnection, put: Put, tmp_path: Path
) -> None:
    (tmp_path / "checks").mkdir()
    put(
        "staging.document",
        document_id="d1",
        path="坏.pdf",
        state="refused",
        refusal_code="document_damaged",
        refusal_message="打不开",
    )
    put("staging.document", document_id="d2", path="a.txt", state="read")
    put("staging.document", document_id="d3", path="旧.txt", state="withdrawn")
    for document in ("d2", "d3"):
        put(
            "staging.issue",
            issue_id=f"x{document}",
            document_id=document,
            rule_code="target_is_readable",
            source_cell_id=f"{document}:t1r1c1",
            source_cell_ids=[f"{document}:t1r1c1"],
            message_zh="读不出",
        )
    rules = {code: rule(code) for code in ("document_damaged", "target_is_readable")}
    counted = findings.assess(warehouse, release_id="r", today=TODAY, rules=rules, waivers=(), sql=tmp_path)
    assert counted == {"error": 0, "warning": 2, "info": 0}
    assert warehouse.execute(
        "select rule_code, document_id, message_zh from quality.finding order by 1"
    ).fetchall() == [("document_damaged", "d1", "打不开"), ("target_is_readable", "d2", "读不出")]


def test_a_rule_outside_the_catalogue_is_an_error_of_ours(
    warehouse: duckdb.DuckDBPyConnection, put: Put, sql: Path
) -> None:
    fill(put)
    with pytest.raises(CatalogueError, match="names_are_good"):
        findings.assess(warehouse, release_id="r", today=TODAY, rules={}, waivers=(), sql=sql)


@pytest.mark.parametrize("text", ["select 1 as other", "select no_such_column from core.fact_project"])
def test_a_check_that_is_none_is_an_error_of_ours(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "some_rule.sql"
    path.write_text(text)
    with pytest.raises(CheckError, match="some_rule"):
        run_check(warehouse, path)


def offence(
    code: str, project: str | None = "p1", indicator: str | None = None, *cells: str, message: str = "m"
) -> Offence:
    return Offence(code, "d1", project, indicator, cells[0] if cells else None, cells, None, None, None, message)


@pytest.mark.parametrize(
    ("why", "offences", "kept"),
    [
        ("same indicator", [offence("vague", "p1", "i1"), offence("exact", "p1", "i1")], ["exact"]),
        (
            "another indicator of the project",
            [offence("vague", "p1", "i1"), offence("exact", "p1", "i2")],
            ["vague", "exact"],
        ),
        (
            "a finding of the project does not hide one of an indicator",
            [offence("vague", "p1", "i1"), offence("exact", "p1")],
            ["vague", "exact"],
        ),
        (
            "one cell in common",
            [offence("vague", "p1", "i1", "c1"), offence("exact", None, None, "c0", "c1")],
            ["exact"],
        ),
        ("same project", [offence("vague"), offence("exact")], ["exact"]),
        ("exact repeats", [offence("exact"), offence("exact")], ["exact"]),
        (
            "the same rule twice at a place, of two things",
            [offence("exact"), offence("exact", message="n")],
            ["exact", "exact"],
        ),
    ],
)
def test_one_cause_gives_one_finding(why: str, offences: list[Offence], kept: list[str]) -> None:
    rules = {"vague": rule("vague", "exact"), "exact": rule("exact")}
    assert [o.rule_code for o in one_cause_one_finding(offences, rules)] == kept, why
