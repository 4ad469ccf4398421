"""The steps of a refresh. Each takes the warehouse a stage further and says what it did."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines import quality
from pipelines.flow.beside import Beside
from pipelines.flow.drawing import draw_pages
from pipelines.flow.promises import verify_row_conservation, verify_row_counts
from pipelines.flow.refresh import CheckOutcome, Outcome, Refresh
from pipelines.flow.staging import stage
from pipelines.flow.versions import code_version
from pipelines.model.schema import TABLES, Table, table, tables_of
from pipelines.warehouse import build, export, publish
from pipelines.warehouse.build import rows_of
from pipelines.warehouse.datapackage import write_data_package
from pipelines.warehouse.fingerprint import fingerprint, hash_of_tables
from pipelines.warehouse.keys import verify_keys
from pipelines.warehouse.release import DATABASE, RELEASE_FILE, Release, file_checksums
from pipelines.warehouse.transaction import together

if TYPE_CHECKING:
    import duckdb

_SUITE_RESULT = table("quality.suite_result")
"""Filled when the suites have run; every other table of its schema stands before the marts."""


def run_step(refresh: Refresh, step: str) -> Outcome:
    """Run the step of that name.

    Raises:
        PlainError: the step failed in a way that a person can act on.
    """
    return _STEPS[step](refresh)


def _core(refresh: Refresh) -> Outcome:
    with together(refresh.connection):
        rows = build.build(refresh.connection, ("core",))
    check = verify_row_conservation(refresh.connection)
    if refresh.beside is not None:
        _hand_over(refresh, refresh.beside, [*tables_of("staging"), *tables_of("core")])
    return Outcome(rows, checks=[check])


def _quality(refresh: Refresh) -> Outcome:
    connection = refresh.connection
    documents = quality.verify_ledger(connection)
    first_seen = refresh.previous.first_seen() if refresh.previous else None
    with together(connection):
        refresh.findings = dict(
            quality.assess(connection, release_id=refresh.release_id, today=refresh.today, first_seen=first_seen)
        )
    verify_keys(connection, tables_of("quality"))
    if refresh.beside is not None:
        _hand_over(refresh, refresh.beside, [table for table in tables_of("quality") if table != _SUITE_RESULT])
        refresh.beside.write_workbooks(refresh.build / "parquet", refresh.build / "excel", ("staging", "core"))
    ledger = CheckOutcome("quality.ledger", "cells_add_up", True, "error", 0, f"{documents} 个文档逐格相符", True)
    checks = [ledger, *_rule_checks(connection)]
    return Outcome(rows_of(connection, "quality"), dict(refresh.findings), checks=checks)


def _rule_checks(connection: duckdb.DuckDBPyConnection) -> Iterator[CheckOutcome]:
    """Each rule that SQL decides, with the number of its offenders: findings about sources, which never block."""
    found = connection.execute(
        "select r.rule_code, r.severity, r.title_zh, count(f.finding_id) filter (where not f.is_waived) "
        "from quality.rule as r left join quality.finding as f on r.rule_code = f.rule_code "
        "where r.found_by = 'sql' group by all order by r.rule_code"
    ).fetchall()
    for code, severity, title, offenders in found:
        # An error in a source is a warning to the operator: the pipeline did what it should.
        shown = "warning" if severity == "error" else severity
        yield CheckOutcome("quality.finding", code, offenders == 0, shown, offenders, title)


def _marts(refresh: Refresh) -> Outcome:
    with together(refresh.connection):
        rows = build.build(refresh.connection, ("marts",))
    if refresh.beside is not None:
        _hand_over(refresh, refresh.beside, export.exported(refresh.connection, tables_of("marts")))
    return Outcome(rows)


def _suites(refresh: Refresh) -> Outcome:
    if refresh.beside is None:
        results = quality.run_suites(refresh.connection, _suite_pages(refresh))
    else:
        results = _suites_beside(refresh, refresh.beside)
    checks = []
    for suite, found in itertools.groupby(results, key=lambda result: result.suite):
        failed = [result for result in found if not result.passed]
        severity = "error" if any(result.severity == "error" for result in failed) else "warning"
        message = "；".join(result.description_zh for result in failed)
        checks.append(CheckOutcome(suite, "suite", not failed, severity, len(failed), message))
    verify_keys(refresh.connection, [_SUITE_RESULT])
    return Outcome(rows_of(refresh.connection, "quality", "suite_result"), checks=checks)


def _suites_beside(refresh: Refresh, beside: Beside) -> tuple[quality.SuiteResult, ...]:
    """While another process checks the marts, write out what the checks cannot change any more."""
    connection, files = refresh.connection, refresh.build / "parquet"
    beside.write_workbooks(files, refresh.build / "excel", ("marts",))
    written = export.exported(connection, [table for table in TABLES if table != _SUITE_RESULT])
    export.write_csvs(connection, refresh.build / "csv", written)
    results = beside.results()
    quality.write_suite_index(_suite_pages(refresh), results)
    quality.insert_rows(connection, _SUITE_RESULT.address, [asdict(result) for result in results])
    export.write_parquets(connection, files, [_SUITE_RESULT])
    export.write_csvs(connection, refresh.build / "csv", [_SUITE_RESULT])
    beside.write_workbooks(files, refresh.build / "excel", ("quality",))
    return results


def _hand_over(refresh: Refresh, beside: Beside, tables: Sequence[Table]) -> None:
    """Have whole schemas checked, which will not change any more, while the rest is built."""
    files = refresh.build / "parquet"
    export.write_parquets(refresh.connection, files, tables)
    beside.check(files, _suite_pages(refresh), list(dict.fromkeys(table.schema for table in tables)))


def _suite_pages(refresh: Refresh) -> Path:
    return refresh.build / "quality" / "expectations"


def _pages(refresh: Refresh) -> Outcome:
    return Outcome(facts={"页数": draw_pages(refresh)})


def _exports(refresh: Refresh) -> Outcome:
    if refresh.beside is None:
        export.export_tables(refresh.connection, refresh.build, TABLES)
    else:
        refresh.beside.written()
    write_data_package(refresh.build, TABLES, refresh.release_id)
    return Outcome(facts={"文件数": sum(path.is_file() for path in refresh.build.rglob("*"))})


def _release(refresh: Refresh) -> Outcome:
    connection = refresh.connection
    tables = fingerprint(connection)
    check = verify_row_counts(connection, refresh.previous, accepted=refresh.options.accept_row_counts)
    contents = connection.execute(
        "select distinct sha256 from staging.document where state <> 'withdrawn' order by sha256"
    ).fetchall()
    documents = dict(connection.execute("select state, count(*) from staging.document group by state").fetchall())
    refresh.target_counts, refresh.refused = _account(connection)
    connection.execute("checkpoint")
    connection.close()
    (refresh.build / f"{DATABASE}.wal").unlink(missing_ok=True)
    refresh.reporter.reached("warehouse closed")
    release = Release(
        release_id=refresh.release_id,
        published_at=refresh.started.isoformat(timespec="seconds"),
        code_version=code_version(),
        parser_version=refresh.parser_version,
        input_hash=refresh.input_hash,
        content_hash=hash_of_tables(tables),
        documents=documents,
        contents=[row[0] for row in contents],
        tables=tables,
        findings=refresh.findings,
        files=file_checksums(refresh.build),
        accepted_row_counts=refresh.options.accept_row_counts,
    )
    (refresh.build / RELEASE_FILE).write_text(release.as_json(), encoding="utf-8")
    publish.publish(refresh.options.marts, refresh.build, refresh.reporter.reached)
    refresh.release = release
    return Outcome(facts={"发布": release.release_id, "内容摘要": release.content_hash[:12]}, checks=[check])


def _account(connection: duckdb.DuckDBPyConnection) -> tuple[Mapping[str, int], list[tuple[str, str]]]:
    """For the summary: targets by what became of them, and the documents that were refused, with the reason."""
    counts = connection.execute(
        "select count(*) filter (where kind not in ('blank', 'unreadable', 'declared_none')) as read, "
        "count(*) filter (where is_quantified) as quantified, "
        "count(*) filter (where kind = 'declared_none') as declared_none, "
        "count(*) filter (where kind = 'blank') as blank, "
        "count(*) filter (where kind = 'unreadable') as refused from core.fact_target"
    )
    names = [column[0] for column in counts.description or ()]
    targets = dict(zip(names, counts.fetchall()[0], strict=True))
    refused = connection.execute(
        "select path, coalesce(refusal_message, refusal_code) from staging.document "
        "where state = 'refused' order by path"
    ).fetchall()
    return targets, refused


_STEPS: Mapping[str, Callable[[Refresh], Outcome]] = {
    "staging": stage,
    "core": _core,
    "quality": _quality,
    "marts": _marts,
    "suites": _suites,
    "pages": _pages,
    "exports": _exports,
    "release": _release,
}
