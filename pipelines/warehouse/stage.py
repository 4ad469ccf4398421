"""Documents as they were received, their readings and the register, brought together in the tables of staging.

Facts come as nested records (:mod:`pipelines.warehouse.arrow`) in batches, so memory is bounded by a batch, not by the
number of documents. What only the register and the company of other documents can tell is decided here: which of two
equal files is the copy, what a document lacks, what was registered and is not there.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.model.schema import table
from pipelines.warehouse.arrow import arrow_schema, child_rows, unpack
from pipelines.warehouse.manifest import Manifest, Source
from pipelines.warehouse.record import CHILD_TABLES, DocumentHead, document_id_of, issue_row
from pipelines.warehouse.transaction import together

if TYPE_CHECKING:
    import duckdb

BATCH_DOCUMENTS = 4096
BATCH_BYTES = 64 << 20
_LIVE = ("read", "partly_read")


class ReceivedFile(NamedTuple):
    """One file below the raw directory: its path relative to it, the SHA-256 of its content, its size."""

    path: str
    sha256: str
    size_bytes: int


class Withdrawn(NamedTuple):
    """A document that an earlier release had and that is gone: the row it last had in ``staging.document``."""

    row: Mapping[str, Any]
    withdrawn_on: datetime.date


def load_staging(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[ReceivedFile],
    packed: Iterable[bytes | pa.Table],
    manifest: Manifest,
    *,
    release_id: str,
    parser_version: str,
    withdrawn: Sequence[Withdrawn] = (),
) -> Mapping[str, int]:
    """Fill the staging tables of documents and the one row of ``staging.release``.

    Args:
        connection: a warehouse whose staging tables exist and are empty.
        files: every file received; two of the same content are one document and its copy.
        packed: what :func:`pipelines.warehouse.arrow.pack` made of them (or that unpacked), each content once, in any
            grouping. The order of rows follows it.
        manifest: the register.
        release_id: of the release that is being built.
        parser_version: of the code and reference data that read the documents.
        withdrawn: documents of earlier releases that are gone; they get a row of state ``withdrawn`` and no facts.

    Returns:
        Rows per table, by address.

    Raises:
        ValueError: a content came twice, or not at all, or was not received.
    """
    counts: Counter[str] = Counter()
    connection.execute("insert into staging.release values (?, ?)", [release_id, parser_version])
    counts["staging.release"] = 1
    by_content = _by_content(files, manifest)
    seen: Counter[str] = Counter()
    done: set[str] = set()
    for nested in _batches(packed):
        heads = [DocumentHead(**row) for row in nested.select(list(DocumentHead._fields)).to_pylist()]
        undated = _with_undated_project(nested)
        rows, issues = [], []
        for head in heads:
            if head.sha256 in done or head.sha256 not in by_content:
                raise ValueError(
                    f"{head.document_id}: content {'came twice' if head.sha256 in done else 'not received'}"
                )
            done.add(head.sha256)
            first, *copies = by_content[head.sha256]
            original = _document_row(head, first, manifest.of(first.path), parser_version)
            rows.append(original)
            issues += _register_issues(original, manifest.of(first.path), seen, is_undated=head.document_id in undated)
            for copy in copies:
                rows.append(_copy_row(original, copy, manifest.of(copy.path)))
                issues += _copy_issues(rows[-1], first.path, seen)
        with together(connection):
            _insert(connection, counts, "document", _from_rows("staging.document", rows))
            for name in CHILD_TABLES:
                _insert(connection, counts, name, child_rows(nested, name))
            _insert(connection, counts, "issue", _from_tuples("staging.issue", issues))
    if missing := set(by_content) - done:
        raise ValueError(f"no reading of {sorted(missing)[0][:12]} and {len(missing) - 1} more")
    _insert(connection, counts, "document", _from_rows("staging.document", [_withdrawn_row(w) for w in withdrawn]))
    absent = _absent_issues(files, manifest, seen)
    _insert(connection, counts, "issue", _from_tuples("staging.issue", absent))
    return dict(counts)


def _by_content(files: Sequence[ReceivedFile], manifest: Manifest) -> dict[str, list[ReceivedFile]]:
    """Files by content; of equal ones the registered stand first, then by path: the first is the document."""
    found: dict[str, list[ReceivedFile]] = {}
    for file in sorted(files, key=lambda file: (manifest.of(file.path) is None, file.path)):
        found.setdefault(file.sha256, []).append(file)
    return found


def _batches(packed: Iterable[bytes | pa.Table]) -> Iterator[pa.Table]:
    waiting: list[pa.Table] = []
    documents = size = 0
    for one in packed:
        nested = unpack(one) if isinstance(one, bytes) else one
        waiting.append(nested)
        documents += nested.num_rows
        size += nested.nbytes
        if documents >= BATCH_DOCUMENTS or size >= BATCH_BYTES:
            yield pa.concat_tables(waiting)
            waiting, documents, size = [], 0, 0
    if waiting:
        yield pa.concat_tables(waiting)


def _document_row(head: DocumentHead, file: ReceivedFile, source: Source | None, parser_version: str) -> dict[str, Any]:
    row: dict[str, Any] = {**head._asdict(), "path": file.path, "parser_version": parser_version}
    if head.district_code is not None:
        row |= {"place_code": head.district_code, "district_basis": "text"}
    if source is not None:
        row |= _registered(source)
    return row


def _registered(source: Source) -> dict[str, Any]:
    """What the register says, which goes before what the text says. What it leaves out, the text may fill."""
    said = {
        "source_id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "form_type": source.form_type,
        "fiscal_year": source.fiscal_year,
        "obtained_on": source.obtained_on,
    }
    if source.place_code is not None:
        said |= {
            "district_code": source.district_code,
            "place_code": source.place_code,
            "district_basis": "manifest",
        }
    return {name: value for name, value in said.items() if value is not None}


def _copy_row(original: Mapping[str, Any], file: ReceivedFile, source: Source | None) -> dict[str, Any]:
    """The row of a second file of the same content: no facts, and no cells to account for."""
    row = {**original, **({} if source is None else _registered(source))}
    if source is None:
        row |= {"source_id": None, "obtained_on": None}
    return row | {
        "document_id": document_id_of(file.sha256, file.path),
        "path": file.path,
        "state": "duplicate",
        "refusal_code": None,
        "refusal_message": None,
        "duplicate_of": original["document_id"],
        "cells_non_blank": 0,
        "cells_used": 0,
        "cells_ignored": 0,
        "cells_refused": 0,
    }


def _withdrawn_row(withdrawn: Withdrawn) -> dict[str, Any]:
    known = {column.name for column in table("staging.document").columns}
    row = {name: value for name, value in withdrawn.row.items() if name in known}
    message = f"{withdrawn.withdrawn_on.isoformat()} 起原始目录中已没有这份文件，其内容不再计入。"
    return row | {"state": "withdrawn", "refusal_code": None, "refusal_message": message, "duplicate_of": None}


def _with_undated_project(nested: pa.Table) -> set[str]:
    """Documents in which a form prints no year of its own."""
    projects = child_rows(nested, "project")
    return set(projects.filter(pc.is_null(projects.column("fiscal_year"))).column("document_id").to_pylist())


def _register_issues(
    row: Mapping[str, Any], source: Source | None, seen: Counter[str], *, is_undated: bool
) -> list[tuple[Any, ...]]:
    document_id = row["document_id"]
    told: list[tuple[str, str, str | None, str | None]] = []
    if source is None:
        message = "这份文件没有在 sources.yml 登记，标题、地方、年度等取自它自己的文字。"
        told.append(("source_is_registered", message, row["path"], None))
    elif source.sha256 is not None and source.sha256 != row["sha256"]:
        message = "文件内容与登记的摘要不同：文件换过，或登记有误。请核对后更新登记。"
        told.append(("source_content_is_as_registered", message, row["sha256"], source.sha256))
    if row["state"] in _LIVE:
        if row.get("fiscal_year") is None and is_undated:
            told.append(("fiscal_year_is_known", "没有登记，文中也没有找到预算年度。", None, None))
        if row.get("district_code") is None:
            told.append(("district_is_known", "没有登记，也不能从文中认出是哪个县（区）。", None, None))
    return [
        issue_row(code, message, document_id=document_id, printed=printed, expected=expected, seen=seen)
        for code, message, printed, expected in told
    ]


def _copy_issues(row: Mapping[str, Any], original: str, seen: Counter[str]) -> list[tuple[Any, ...]]:
    message = f"内容与 {original} 完全相同，只计一次。"
    return [
        issue_row(
            "document_is_received_once",
            message,
            document_id=row["document_id"],
            printed=row["path"],
            expected=original,
            seen=seen,
        )
    ]


def _absent_issues(files: Sequence[ReceivedFile], manifest: Manifest, seen: Counter[str]) -> list[tuple[Any, ...]]:
    received = {file.path for file in files}
    return [
        issue_row(
            "registered_source_is_received",
            f"sources.yml 登记了 {source.id}，但原始目录中没有 {path}。",
            document_id=None,
            printed=path,
            seen=seen,
        )
        for path, source in sorted(manifest.by_file.items())
        if path not in received
    ]


def _from_rows(address: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    schema = arrow_schema(address).remove_metadata()
    columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in schema]
    return pa.Table.from_arrays(columns, names=schema.names)


def _from_tuples(address: str, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    names = arrow_schema(address).names
    return _from_rows(address, [dict(zip(names, row, strict=True)) for row in rows])


def _insert(connection: duckdb.DuckDBPyConnection, counts: Counter[str], name: str, rows: pa.Table) -> None:
    address = f"staging.{name}"
    counts[address] += rows.num_rows
    if rows.num_rows == 0:
        return
    connection.register("staged_rows", rows)
    try:
        connection.execute(f"insert into {address} by name select * from staged_rows")
    finally:
        connection.unregister("staged_rows")
