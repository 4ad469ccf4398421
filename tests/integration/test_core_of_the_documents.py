"""The two real documents, from their bytes to core: the numbers that were added up by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from pipelines import settings
from pipelines.extract import read_document
from pipelines.model.schema import TABLES
from pipelines.normalise import read_forms
from pipelines.warehouse.arrow import pack
from pipelines.warehouse.build import build, load_all_reviewed
from pipelines.warehouse.ddl import create_tables
from pipelines.warehouse.manifest import load_manifest
from pipelines.warehouse.record import stage_document
from pipelines.warehouse.stage import ReceivedFile, load_staging

YONGNING, YUANZHOU = "640121", "640402"


def build_core(release_id: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    create_tables(connection, comments=False)
    load_all_reviewed(connection)
    files, packed = [], []
    for path in sorted(settings.RAW.glob("*.txt")):
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        media_type, content = read_document(data, path.name)
        files.append(ReceivedFile(path.name, sha256, len(data)))
        packed.append(pack([stage_document(sha256, len(data), media_type, content, read_forms(content))]))
    manifest = load_manifest(settings.RAW)
    load_staging(connection, files, packed, manifest, release_id=release_id, parser_version="v1")
    build(connection, ["core"])
    return connection


@pytest.fixture(scope="module")
def core() -> Iterator[duckdb.DuckDBPyConnection]:
    with build_core("r1") as connection:
        yield connection


def by_district(connection: duckdb.DuckDBPyConnection, what: str) -> dict[str, Any]:
    query = (
        f"select p.district_code, {what} from core.fact_project as p "
        "left join core.fact_indicator as i on p.project_id = i.project_id "
        "left join core.fact_target as t on i.indicator_id = t.indicator_id group by all"
    )
    return dict(connection.execute(query).fetchall())


def money(connection: duckdb.DuckDBPyConnection, district: str, source: str, column: str) -> Decimal | None:
    query = (
        f"select sum({column}) from core.fact_funding as f inner join core.fact_project as p "
        "on f.project_id = p.project_id where p.district_code = ? and f.fund_source = ?"
    )
    (row,) = connection.execute(query, [district, source]).fetchall()
    return row[0]


def test_projects_and_indicators(core: duckdb.DuckDBPyConnection) -> None:
    assert by_district(core, "count(distinct p.project_id)") == {YONGNING: 21, YUANZHOU: 7}
    assert by_district(core, "count(*)") == {YONGNING: 165, YUANZHOU: 63}
    assert by_district(core, "count(*) filter (where i.declared_none)") == {YONGNING: 2, YUANZHOU: 14}
    assert by_district(core, "count(*) filter (where t.kind = 'declared_none')") == {YONGNING: 2, YUANZHOU: 14}


def test_targets(core: duckdb.DuckDBPyConnection) -> None:
    assert sum(by_district(core, "count(*) filter (where is_quantified)").values()) == 118
    printed = "count(*) filter (where is_quantified and comparator <> 'unstated')"
    assert by_district(core, printed) == {YONGNING: 42, YUANZHOU: 12}
    assert sum(by_district(core, "count(*) filter (where kind = 'rate')").values()) == 4
    assert sum(by_district(core, "count(*) filter (where kind = 'unreadable')").values()) == 0


def test_money_printed_and_accepted(core: duckdb.DuckDBPyConnection) -> None:
    for column in ("amount_stated_yuan", "amount_accepted_yuan"):
        assert money(core, YONGNING, "fiscal_appropriation", column) == 12_647_100
        assert money(core, YUANZHOU, "fiscal_appropriation", column) == 3_223_500
        assert money(core, YONGNING, "total", column) == 12_518_400
        assert money(core, YUANZHOU, "total", column) == 3_223_500
    assert money(core, YONGNING, "other_funds", "amount_stated_yuan") == 128_700
    assert money(core, YUANZHOU, "other_funds", "amount_stated_yuan") is None


def test_slipped_totals_are_proposed_and_nothing_of_them_accepted(core: duckdb.DuckDBPyConnection) -> None:
    assert money(core, YONGNING, "total", "amount_proposed_yuan") == 128_700
    assert money(core, YONGNING, "other_funds", "amount_accepted_yuan") is None
    proposed = core.execute(
        "select p.project_name, f.amount_proposed_yuan from core.fact_funding as f inner join core.fact_project as p "
        "on f.project_id = p.project_id where f.acceptance = 'proposed' order by f.amount_proposed_yuan"
    ).fetchall()
    assert [amount for _, amount in proposed] == [20_000, 108_700]


def test_agencies_serve_their_streets(core: duckdb.DuckDBPyConnection) -> None:
    found = core.execute("select agency_name, place_code from core.dim_agency order by place_code").fetchall()
    assert found == [("永宁县团结西路街道办事处", "640121001"), ("原州区古雁街道办事处", "640402002")]
    assert core.execute(
        "select distinct project_nature, term_years from core.fact_project order by all"
    ).fetchall() == [
        ("continuing", None),
        ("unmapped", 1),
    ]


def test_every_fact_leads_to_a_printed_cell(core: duckdb.DuckDBPyConnection) -> None:
    for name in ("project", "objective", "funding", "indicator", "target"):
        (row,) = core.execute(
            f"select count(*), count(c.source_cell_id), count(c.line) from core.fact_{name} as f "
            "left join staging.source_cell as c on f.source_cell_id = c.source_cell_id"
        ).fetchall()
        assert row[0] > 0 and row[0] == row[1] == row[2], name


def test_the_ledger_adds_up(core: duckdb.DuckDBPyConnection) -> None:
    found = core.execute(
        "select d.path, d.cells_non_blank, count(*), d.cells_used + d.cells_ignored + d.cells_refused, "
        "count(*) filter (where c.disposition <> 'used' and c.reason is null) "
        "from core.dim_document as d inner join staging.source_cell as c on d.document_id = c.document_id group by all"
    ).fetchall()
    assert len(found) == 2
    for _, non_blank, cells, fates, unnamed in found:
        assert non_blank == cells == fates
        assert unnamed == 0


def test_a_second_build_differs_in_nothing_but_its_release(core: duckdb.DuckDBPyConnection) -> None:
    with build_core("r2") as again:
        for table in TABLES:
            if table.schema not in {"staging", "core"}:
                continue
            names = ", ".join(column.name for column in table.columns if column.name != "release_id")
            query = f"select {names} from {table.address}"
            assert again.execute(query).fetchall() == core.execute(query).fetchall(), table.address
