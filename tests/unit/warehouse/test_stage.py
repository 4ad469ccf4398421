"""From readings and the register to staging and core, without any parser."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from handmade_readings import made_content, made_document, made_reading

from pipelines.model.cells import Content, PageOutcome, PageReading, RefusedDocumentError
from pipelines.model.records import CellFate, Reading
from pipelines.warehouse.arrow import nested_schema, pack, unpack
from pipelines.warehouse.build import build, load_all_reviewed
from pipelines.warehouse.ddl import create_tables
from pipelines.warehouse.manifest import Manifest, Source
from pipelines.warehouse.record import StagedDocument, stage_document, stage_refusal
from pipelines.warehouse.stage import ReceivedFile, Withdrawn, load_staging


def file_of(document: StagedDocument, path: str = "a.txt") -> ReceivedFile:
    return ReceivedFile(path, document.head.sha256, document.head.size_bytes)


def load(connection: duckdb.DuckDBPyConnection, files: list[ReceivedFile], *packed: bytes, **more: Any) -> Any:
    more = {"manifest": Manifest(), "release_id": "r1", "parser_version": "v1"} | more
    return load_staging(connection, files, packed, **more)


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def test_a_reading_becomes_rows_with_ids_of_content_and_place(document: StagedDocument) -> None:
    d = document.head.document_id
    assert document.head.sha256.startswith(d)
    assert document.rows["project"][0][0] == f"p:{d}:t1r1c2"
    assert [row[0] for row in document.rows["indicator"]] == [f"i:{d}:t1r3c3", f"i:{d}:t1r4c1", f"i:{d}:t1r4c3"]
    assert document.rows["funding"][0][0] == f"f:{d}:t1r1c2/total/own_level"
    assert document.rows["objective"][0][0] == f"o:{d}:t1r3c1"
    assert document.rows["issue"][0][5:7] == (f"{d}:t1r3c4", [f"{d}:t1r3c4", f"{d}:t1r3c3"])


def test_furniture_is_in_the_ledger_and_ignored_by_name(document: StagedDocument) -> None:
    head = document.head
    assert (head.cells_non_blank, head.cells_used, head.cells_ignored, head.cells_refused) == (17, 16, 1, 0)
    assert document.rows["source_cell"][-1][-4:] == ("— 1 —", "ignored", "page_number", None)
    assert len(document.rows["source_cell"]) == 17


def test_what_used_a_cell_is_named(document: StagedDocument) -> None:
    d = document.head.document_id
    used_by = {row[0]: row[-1] for row in document.rows["source_cell"]}
    assert used_by[f"{d}:t1r1c2"] == f"project.name p:{d}:t1r1c2"
    assert used_by[f"{d}:t1r3c4"] == f"indicator.value i:{d}:t1r3c3"


def test_a_reading_that_loses_a_cell_is_an_error_of_ours() -> None:
    reading = made_reading()
    short = dataclasses.replace(reading, fates=reading.fates[:-1])
    with pytest.raises(ValueError, match="16 printed cells, but the fate of 15"):
        stage_document("a" * 64, 1, "text/plain", made_content(), short)


def test_a_document_without_a_form_is_refused_by_name() -> None:
    fates = tuple(CellFate("refused", "no_form") for _ in made_reading().fates)
    nothing = Reading(None, None, None, None, None, (), (), fates)
    staged = stage_document("a" * 64, 1, "text/plain", made_content(), nothing)
    assert (staged.head.state, staged.head.refusal_code) == ("refused", "layout_is_recognised")
    assert len(staged.rows["source_cell"]) == 17


def test_a_refused_page_makes_the_document_partly_read() -> None:
    pages = (PageReading(1, PageOutcome.RULED), PageReading(2, PageOutcome.SCAN, "是扫描件"))
    content = dataclasses.replace(made_content(), pages=pages)
    staged = stage_document("a" * 64, 1, "application/pdf", content, made_reading())
    assert (staged.head.state, staged.head.page_count, staged.head.pages_read) == ("partly_read", 2, 1)
    assert "page_is_readable" in {row[2] for row in staged.rows["issue"]}


def test_numbers_that_do_not_fit_are_told() -> None:
    reading = made_reading()
    project = reading.projects[0]
    funding = dataclasses.replace(project.funding[1], amount_yuan=Decimal("1.00005"))
    huge = dataclasses.replace(project.funding[2], amount_yuan=Decimal("1E20"))
    changed = dataclasses.replace(project, funding=(funding, huge))
    staged = stage_document(
        "a" * 64, 1, "text/plain", made_content(), dataclasses.replace(reading, projects=(changed,))
    )
    assert [row[7] for row in staged.rows["funding"]] == [Decimal("1.0000"), None]
    told = [row[7:9] for row in staged.rows["issue"] if row[2] == "number_is_stored_exactly"]
    assert told == [("1.00005", "1.0000"), ("1E+20", None)]


def test_a_source_stated_twice_keeps_both_rows() -> None:
    reading = made_reading()
    project = reading.projects[0]
    twice = dataclasses.replace(project, funding=(project.funding[1], project.funding[1]))
    staged = stage_document("a" * 64, 1, "text/plain", made_content(), dataclasses.replace(reading, projects=(twice,)))
    ids = [row[0] for row in staged.rows["funding"]]
    assert ids[1] == f"{ids[0]}~2"
    assert "fund_source_is_stated_once" in {row[2] for row in staged.rows["issue"]}


def test_packed_documents_come_back_whole(document: StagedDocument) -> None:
    packed = pack([document, made_document("2")])
    assert unpack(packed).num_rows == 2
    assert pack([document, made_document("2")]) == packed
    assert unpack(pack([document])).schema == nested_schema()


@pytest.mark.parametrize("spoil", [lambda b: b[:-40], lambda b: b"", lambda b: b"x" * len(b)])
def test_spoilt_bytes_are_noticed(document: StagedDocument, spoil: Any) -> None:
    with pytest.raises(ValueError):
        unpack(spoil(pack([document])))


def test_half_a_surrogate_pair_is_shown_as_unreadable(warehouse: duckdb.DuckDBPyConnection) -> None:
    content = made_content()
    block = content.blocks[0]
    first = block.rows[0][0]._replace(text="项目\ud800名称")
    spoilt = dataclasses.replace(block, rows=((first, *block.rows[0][1:]), *block.rows[1:]))
    staged = stage_document("a" * 64, 1, "text/plain", Content((spoilt,)), made_reading())
    load(warehouse, [file_of(staged)], pack([staged]))
    assert rows(warehouse, "select text_printed from staging.source_cell where cell_no = 0") == [("项目\ufffd名称",)]


def test_core_from_a_reading_made_by_hand(warehouse: duckdb.DuckDBPyConnection, document: StagedDocument) -> None:
    load_all_reviewed(warehouse)
    counts = load(warehouse, [file_of(document)], pack([document]))
    assert counts["staging.indicator"] == 3
    built = build(warehouse, schemas=["core"])
    assert (built["core.fact_project"], built["core.fact_indicator"], built["core.fact_target"]) == (1, 3, 3)
    found = rows(
        warehouse,
        "select fund_source, acceptance, amount_stated_yuan, amount_proposed_yuan, amount_accepted_yuan "
        "from core.fact_funding order by all",
    )
    two = Decimal("20000.0000")
    assert found == [
        ("fiscal_appropriation", "as_printed", two, None, two),
        ("other_funds", "disputed", two, None, None),
        ("total", "proposed", None, two, None),
    ]
    assert rows(warehouse, "select place_code, agency_id, release_id, parser_version from core.fact_project") == [
        ("640121001", "640121:永宁县团结西路街道办事处", "r1", "v1")
    ]


def test_the_register_goes_before_the_text_and_the_text_fills_what_it_leaves_out(
    warehouse: duckdb.DuckDBPyConnection, document: StagedDocument
) -> None:
    source = Source(
        id="s", file="a.txt", title="登记的标题", place_code="640402002", obtained_on=datetime.date(2024, 3, 1)
    )
    load(warehouse, [file_of(document)], pack([document]), manifest=Manifest({"a.txt": source}))
    found = rows(
        warehouse,
        "select source_id, title, district_code, place_code, district_basis, fiscal_year, form_type "
        "from staging.document",
    )
    assert found == [("s", "登记的标题", "640402", "640402002", "manifest", 2024, "target_table")]
    assert rows(warehouse, "select rule_code from staging.issue where rule_code like 'source%'") == []


def test_what_the_register_and_the_files_do_not_share_is_told(
    warehouse: duckdb.DuckDBPyConnection, document: StagedDocument
) -> None:
    other = made_document("2")
    manifest = Manifest(
        {
            "a.txt": Source(id="a", file="a.txt", sha256="0" * 64),
            "gone.txt": Source(id="gone", file="gone.txt"),
        }
    )
    load(warehouse, [file_of(document), file_of(other, "b.txt")], pack([document]), pack([other]), manifest=manifest)
    found = rows(
        warehouse,
        "select rule_code, printed, document_id is null from staging.issue where rule_code <> 'target_is_readable' "
        "order by all",
    )
    assert found == [
        ("registered_source_is_received", "gone.txt", True),
        ("source_content_is_as_registered", document.head.sha256, False),
        ("source_is_registered", "b.txt", False),
    ]


def test_what_neither_register_nor_text_says_stays_unknown_and_is_told(warehouse: duckdb.DuckDBPyConnection) -> None:
    project = dataclasses.replace(made_reading().projects[0], fiscal_year=None)
    reading = dataclasses.replace(made_reading(), fiscal_year=None, district_code=None, projects=(project,))
    staged = stage_document("a" * 64, 1, "text/plain", made_content(), reading)
    load(warehouse, [file_of(staged)], pack([staged]))
    assert rows(warehouse, "select fiscal_year, district_code, place_code from staging.document") == [(None,) * 3]
    codes = {code for (code,) in rows(warehouse, "select rule_code from staging.issue")}
    assert {"fiscal_year_is_known", "district_is_known"} <= codes


def test_forms_that_each_print_their_year_need_none_for_the_document(warehouse: duckdb.DuckDBPyConnection) -> None:
    reading = dataclasses.replace(made_reading(), fiscal_year=None)
    staged = stage_document("a" * 64, 1, "text/plain", made_content(), reading)
    load(warehouse, [file_of(staged)], pack([staged]))
    assert "fiscal_year_is_known" not in {code for (code,) in rows(warehouse, "select rule_code from staging.issue")}


def test_a_second_file_of_the_same_content_counts_once(
    warehouse: duckdb.DuckDBPyConnection, document: StagedDocument
) -> None:
    load_all_reviewed(warehouse)
    files = [file_of(document, "a.txt"), file_of(document, "b.txt"), file_of(document, "c.txt")]
    manifest = Manifest({"b.txt": Source(id="b", file="b.txt")})
    load(warehouse, files, pack([document]), manifest=manifest)
    build(warehouse, schemas=["core"])
    found = rows(warehouse, "select path, state, state_reason, cells_non_blank from core.dim_document order by path")
    copy_of = f"与 {document.head.document_id} 内容相同"
    assert found == [
        ("a.txt", "duplicate", copy_of, 0),
        ("b.txt", "read", None, 17),
        ("c.txt", "duplicate", copy_of, 0),
    ]
    assert rows(warehouse, "select count(*), count(distinct document_id) from core.fact_project") == [(1, 1)]


def test_refused_and_withdrawn_documents_are_listed_and_have_no_facts(
    warehouse: duckdb.DuckDBPyConnection, document: StagedDocument
) -> None:
    load_all_reviewed(warehouse)
    refused = stage_refusal("b" * 64, 3, None, RefusedDocumentError("document_empty", "文件是空的。"))
    gone = Withdrawn(
        {"document_id": "gone", "path": "g.txt", "sha256": "c" * 64, "size_bytes": 1, "parser_version": "v0"}
        | dict.fromkeys(("cells_non_blank", "cells_used", "cells_ignored", "cells_refused"), 0),
        datetime.date(2026, 1, 2),
    )
    files = [file_of(document), file_of(refused, "b.txt")]
    load(warehouse, files, pack([document, refused]), withdrawn=[gone])
    build(warehouse, schemas=["core"])
    found = rows(warehouse, "select path, state, state_reason from core.dim_document order by path")
    assert found[1] == ("b.txt", "refused", "文件是空的。")
    assert found[2][1] == "withdrawn" and found[2][2].startswith("2026-01-02")
    assert rows(warehouse, "select count(*) from core.fact_project") == [(1,)]


def test_a_reading_too_many_or_too_few_is_an_error_of_ours(document: StagedDocument) -> None:
    for files, packed in (
        ([file_of(document)], [pack([document]), pack([document])]),
        ([file_of(document)], []),
        ([], [pack([document])]),
    ):
        with duckdb.connect(":memory:") as connection:
            create_tables(connection, comments=False)
            with pytest.raises(ValueError):
                load(connection, files, *packed)
