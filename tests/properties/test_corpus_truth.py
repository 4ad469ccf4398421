"""What is read of a made corpus is what it states, each planted fault is found, and breaks nothing else."""

from __future__ import annotations

import itertools
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from benchmarks import corpus
from pipelines.extract import read_document
from pipelines.flow.refresh import Options, open_refresh
from pipelines.model.records import Project
from pipelines.normalise import read_forms

_DOCUMENTS = 150
_FAULTY = 12


def _stated(project: Project) -> corpus.FormFact:
    funding = {f.fund_source: f.amount_yuan for f in project.funding if f.amount_yuan is not None}
    indicators = tuple(
        corpus.IndicatorFact(
            dimension=str(indicator.dimension),
            name=indicator.name,
            kind=str(indicator.target.kind),
            comparator=None if indicator.target.comparator is None else str(indicator.target.comparator),
            low=indicator.target.low,
            high=indicator.target.high,
            unit=indicator.target.unit,
        )
        for indicator in project.indicators
    )
    name = None if project.name is None else project.name.printed
    agency = "" if project.agency is None else project.agency.printed
    return corpus.FormFact(name, agency, project.fiscal_year or 0, funding, indicators)


def _read(document: corpus.Document) -> tuple[corpus.FormFact, ...]:
    _, content = read_document(document.data, document.path)
    return tuple(map(_stated, read_forms(content).projects))


def test_text_documents_are_read_as_they_were_made() -> None:
    layouts = set()
    for document in itertools.islice(corpus.documents(), _DOCUMENTS):
        layouts.add(document.layout)
        for read, made in zip(_read(document), document.forms, strict=True):
            assert read == made, f"{document.path}: {document.layout}, {document.fault}"
    assert layouts == set(corpus.LAYOUTS)


def test_pdf_documents_are_read_as_they_were_made() -> None:
    for number in range(2):
        document = corpus.pdf_document(number)
        assert _read(document) == document.forms


def test_a_document_depends_on_its_number_and_the_seed_alone() -> None:
    first = list(corpus.documents_of(60))
    assert first == list(itertools.islice(corpus.documents_of(600), len(first)))
    assert corpus.document(5, seed=7) == corpus.document(5, seed=7)
    assert corpus.document(5, seed=7).data != corpus.document(5, seed=8).data
    assert corpus.pdf_document(1).data == corpus.pdf_document(1).data


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[corpus.Document], duckdb.DuckDBPyConnection]:
    """Faulty and faultless documents with their findings, in a warehouse of their own."""
    directory: Path = tmp_path_factory.mktemp("corpus")
    raw = directory / "raw"
    faulty = [document for document in itertools.islice(corpus.documents(), 1000) if document.fault is not None]
    by_fault = {document.fault: document for document in faulty}
    documents = [*by_fault.values(), *faulty[:_FAULTY], *itertools.islice(corpus.documents(), 6)]
    documents = list({document.path: document for document in documents}.values())
    corpus.write(raw, iter(documents))
    options = Options(raw=raw, marts=directory / "marts", cache=directory / "cache", workers=1)
    with open_refresh(options) as refresh:
        for step in ("staging", "core", "quality"):
            refresh.run(step)
        kept = duckdb.connect()
        for table in ("core.fact_project", "core.fact_funding", "core.dim_document", "quality.finding"):
            rows = refresh.connection.sql(f"select * from {table}").to_arrow_table()
            kept.execute(f"create table {table.split('.')[1]} as select * from rows")
            assert rows.num_rows
    return documents, kept


def test_each_planted_fault_is_found_in_its_document(
    refreshed: tuple[list[corpus.Document], duckdb.DuckDBPyConnection],
) -> None:
    documents, warehouse = refreshed
    assert {document.fault for document in documents} >= set(corpus.FAULTS)
    found = set(
        warehouse.execute(
            "select d.path, f.rule_code from finding as f inner join dim_document as d on f.document_id = d.document_id"
        ).fetchall()
    )
    wanted = {(document.path, code) for document in documents for code in document.findings}
    assert wanted and wanted <= found


def test_a_sum_that_is_right_is_not_found_wrong(
    refreshed: tuple[list[corpus.Document], duckdb.DuckDBPyConnection],
) -> None:
    documents, warehouse = refreshed
    found = warehouse.execute(
        "select distinct d.path from finding as f inner join dim_document as d on f.document_id = d.document_id "
        "where f.rule_code in ('funding_sources_add_up', 'project_name_is_stated', 'amount_is_readable')"
    ).fetchall()
    faulty = {"the sum is wrong", "a name is missing", "an amount is no number"}
    assert {path for (path,) in found} <= {document.path for document in documents if document.fault in faulty}


def test_all_money_of_the_corpus_arrives(
    refreshed: tuple[list[corpus.Document], duckdb.DuckDBPyConnection],
) -> None:
    documents, warehouse = refreshed
    made = {source: Decimal(0) for source in ("total", "fiscal_appropriation", "other_funds")}
    for document in documents:
        for form in document.forms:
            for source, yuan in form.funding.items():
                made[source] += yuan
    read = dict(
        warehouse.execute("select fund_source, sum(amount_stated_yuan) from fact_funding group by all").fetchall()
    )
    assert read == made
