"""The refresh on Spark: pack, read, build, write Parquet. What is small (one row a document, the register, reviewed
tables, corrections, findings) is made by the same functions as always, in a DuckDB of the driver.
"""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines import quality, settings
from pipelines.flow.promises import verify_row_conservation
from pipelines.flow.reading import Job, contents_by_kind, kind_of, pack_refusal, read_guarded
from pipelines.flow.receiving import Received, list_received, read_bytes
from pipelines.model.cells import RefusedDocumentError
from pipelines.model.errors import PlainError
from pipelines.model.schema import TABLES, Table, tables_of
from pipelines.warehouse import build
from pipelines.warehouse.arrow import arrow_schema, nested_schema, unpack
from pipelines.warehouse.cache import ReadingCache, in_order
from pipelines.warehouse.ddl import create_tables
from pipelines.warehouse.manifest import Manifest, load_manifest
from pipelines.warehouse.record import CHILD_TABLES, DocumentHead
from pipelines.warehouse.release import BEIJING, next_release_id
from pipelines.warehouse.stage import ReceivedFile, load_staging
from pipelines.warehouse.version import parser_version
from pipelines.workers import DEFAULT_LIMITS

PACKED = pa.schema(
    [
        ("sha256", pa.string()),
        ("suffix", pa.string()),
        ("kind", pa.string()),
        ("password", pa.string()),
        ("size_bytes", pa.int64()),
        ("refusal_code", pa.string()),
        ("refusal_message", pa.string()),
        ("data", pa.binary()),
    ]
)
"""A row of packed attachments: one content, or why there is none."""

_DOCUMENTS_PER_FILE = 2048
_DOCUMENTS_PER_GROUP = 64
_FOR_THE_DRIVER = ("staging.project", "staging.objective", "staging.mention", "staging.funding", "staging.indicator")
_LEFT_IN_FILES = ("staging.source_cell", "staging.page")
"""What checks ask for and is too large for the driver's memory: it reads their Parquet files."""


def refresh_on_spark(
    raw: Path,
    marts: Path,
    *,
    master: str,
    release_id: str | None = None,
    packed: Path | None = None,
    cache: Path | None = None,
    views: bool = False,
) -> tuple[str, Mapping[str, int]]:
    """Read what lies in ``raw``, write staging, core and marts to ``<marts>/spark/<release_id>/<schema>/<table>``.

    What is a view in DuckDB (``marts.mart_lineage``) is not written: it would be larger than all that it follows from.
    Its select runs on what is written.

    Args:
        raw: the documents. Where ``packed`` exists already, only their list and the register are read from here.
        marts: a directory that driver and executors share.
        master: ``local[2]``, ``spark://…``, ``yarn`` or ``sc://…``.
        release_id: the name of the release, by default made from the hour.
        packed: attachments packed by :func:`pack_attachments`, to be used again; None packs them beside the release.
        cache: readings kept by a refresh on one machine, which are taken as they are; None reads everything.
        views: write views too.

    Returns:
        The name of the release, and its rows per table by address.

    Raises:
        PlainError: the extra ``spark`` is not installed (or, with ``sail``, the master is not ``sc://…``), there are no
            documents, or there is such a release already.
    """
    try:
        from pipelines.spark.engine import SparkBuild, open_session
    except ImportError as missing:
        raise PlainError(f"{missing.name} is not installed: pip install -e '.[spark]' -c constraints.txt") from missing
    known = {place.name for place in (marts / "spark").glob("[0-9]*")}
    release_id = release_id or next_release_id(known, datetime.datetime.now(datetime.UTC))
    place = marts / "spark" / release_id
    unfinished = place.with_name(f".{release_id}")
    if place.exists():
        raise PlainError(f"{place}: there is such a release already")
    # A cluster that is not reached is told before anything is packed.
    session = open_session(master)
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        manifest = load_manifest(raw)
        attachments = packed or unfinished / "packed"
        received = list_received(raw)
        kept = _take_kept(cache, received, manifest, unfinished / "nested") if cache else frozenset()
        files = pack_attachments(received, attachments, manifest, kept)
        spark = SparkBuild(session, unfinished)
        spark.read_documents(attachments, read_packed, nested_schema())
        with duckdb.connect() as driver:
            create_tables(driver, comments=False)
            _stage(spark, driver, files, manifest, release_id)
            _build(spark, tables_of("core"))
            _assess(spark, driver, release_id)
            _build(spark, [table for table in tables_of("marts") if views or not table.is_view])
    finally:
        session.stop()
    for scrap in ("nested", "packed", "driver"):
        shutil.rmtree(unfinished / scrap, ignore_errors=True)
    counts = {table.address: _rows(spark.place_of(table.address)) for table in TABLES if views or not table.is_view}
    (unfinished / "RELEASE.json").write_text(
        json.dumps({"release_id": release_id, "engine": "spark", "master": master, "tables": counts}, indent=1)
    )
    unfinished.rename(place)
    return release_id, counts


def _take_kept(cache: Path, received: list[Received], manifest: Manifest, directory: Path) -> frozenset[str]:
    """Kept readings of what was received, as Parquet. Returns the contents (SHA-256) they are of."""
    readings = ReadingCache(cache, parser_version())
    with readings.in_use():
        places = readings.find(contents_by_kind(received, manifest))
        if places:
            directory.mkdir()
            with pq.ParquetWriter(directory / "kept.parquet", nested_schema()) as writer:
                for some in in_order(places, places):
                    writer.write_table(some, row_group_size=_DOCUMENTS_PER_GROUP)
    return frozenset(places)


def pack_attachments(
    received: list[Received], directory: Path, manifest: Manifest, kept: Collection[str] = ()
) -> list[ReceivedFile]:
    """Every content received once, some thousand to a Parquet file: many small files cost Spark more than reading.

    A directory that is there already is taken as it is. Contents in ``kept`` (SHA-256) are left out. Returns the files
    received.
    """
    if directory.is_dir():
        return [ReceivedFile(document.path, document.sha256, document.size_bytes) for document in received]
    directory.mkdir(parents=True)
    files: list[ReceivedFile] = []

    def rows() -> Iterator[dict[str, Any]]:
        packed = set(kept)
        for document, content in read_bytes(received):
            files.append(ReceivedFile(document.path, document.sha256, document.size_bytes))
            if document.sha256 in packed:
                continue
            packed.add(document.sha256)
            password = manifest.password_of(document.path)
            kind, suffix = kind_of(document.path, password)
            row: dict[str, Any] = dict.fromkeys(PACKED.names)
            row |= {"sha256": document.sha256, "suffix": suffix, "kind": kind, "size_bytes": document.size_bytes}
            if isinstance(content, RefusedDocumentError):
                row |= {"refusal_code": content.code, "refusal_message": content.message}
            else:
                row |= {"password": password, "data": content}
            yield row

    for number, some in enumerate(_chunks(rows(), _DOCUMENTS_PER_FILE)):
        table = pa.Table.from_pylist(some, schema=PACKED)
        pq.write_table(table, directory / f"{number:06d}.parquet", row_group_size=_DOCUMENTS_PER_GROUP)
    return files


def read_packed(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """On an executor: packed attachments to nested records, by the same guarded worker as on one machine."""
    refused: list[bytes] = []

    def jobs() -> Iterator[Job]:
        for batch in batches:
            for row in batch.to_pylist():
                if row["refusal_code"] is None:
                    yield Job(row["sha256"], row["kind"], row["suffix"], row["password"], row["data"])
                else:
                    refusal = RefusedDocumentError(row["refusal_code"], row["refusal_message"])
                    refused.append(pack_refusal(row["sha256"], row["size_bytes"], refusal))

    for read in read_guarded(jobs(), 1, DEFAULT_LIMITS):
        yield from unpack(read.packed).to_batches()
    for packed in refused:
        yield from unpack(packed).to_batches()


def _stage(
    spark: Any, driver: duckdb.DuckDBPyConnection, files: list[ReceivedFile], manifest: Manifest, release_id: str
) -> None:
    for name in CHILD_TABLES:
        if name != "issue":
            spark.unnest(f"staging.{name}", name, arrow_schema(f"staging.{name}"))
    build.load_all_reviewed(driver)
    load_staging(driver, files, [_heads(spark)], manifest, release_id=release_id, parser_version=parser_version())
    for address in _FOR_THE_DRIVER:
        _load(spark, driver, address)
    for address in _LEFT_IN_FILES:
        driver.execute(f"drop table {address}")
        driver.execute(f"create view {address} as select * from read_parquet('{spark.place_of(address)}/*.parquet')")
    quality.stage_corrections(driver)
    spark.unnest("staging.parser_issue", "issue", arrow_schema("staging.issue"))
    for table in tables_of("staging"):
        if table.name not in CHILD_TABLES:
            _hand_over(spark, driver, table.address)
    _hand_over(spark, driver, "staging.issue", "staging.register_issue")
    spark.build(
        "staging.issue",
        "select * from staging.parser_issue union all select * from staging.register_issue",
        arrow_schema("staging.issue"),
    )


def _heads(spark: Any) -> pa.Table:
    """The nested records without their rows: what the register is compared with, one small row a document.

    Of the projects one without a year of its own is kept where there is such a one, because then the document lacks it.
    """
    names = ", ".join(DocumentHead._fields)
    rows = spark.ask(f"select {names}, slice(filter(project, p -> p.fiscal_year is null), 1, 1) from nested")
    heads: list[dict[str, Any]] = []
    for *head, undated in rows:
        record: dict[str, Any] = dict(zip(DocumentHead._fields, head, strict=True))
        record |= {name: [] for name in CHILD_TABLES}
        heads.append(record | {"project": [project.asDict() for project in undated]})
    return pa.Table.from_pylist(sorted(heads, key=lambda head: str(head["sha256"])), schema=nested_schema())


def _load(spark: Any, driver: duckdb.DuckDBPyConnection, address: str) -> None:
    """A table of Spark's into the driver's DuckDB."""
    driver.execute(f"delete from {address}")
    driver.execute(
        f"insert into {address} by name select * from read_parquet(?)", [f"{spark.place_of(address)}/*.parquet"]
    )


def _hand_over(spark: Any, driver: duckdb.DuckDBPyConnection, address: str, name: str | None = None) -> None:
    """A table of the driver's DuckDB to Spark."""
    kept = name is None
    place: Path = spark.place_of(address) if kept else spark.directory / "driver" / str(name)
    place.mkdir(parents=True)
    schema = arrow_schema(address).remove_metadata()
    rows = driver.sql(f"select * from {address}").to_arrow_table().select(schema.names).cast(schema)
    pq.write_table(rows, place / "part-0.parquet")
    spark.take(name or address, place)


def _build(spark: Any, tables: Iterable[Table]) -> None:
    for table in tables:
        select = (settings.SQL / table.schema / f"{table.name}.sql").read_text(encoding="utf-8")
        spark.build(table.address, select, arrow_schema(table.address))


def _assess(spark: Any, driver: duckdb.DuckDBPyConnection, release_id: str) -> None:
    """Promises, findings, arithmetic and trust, which marts ask for: by the driver, from the facts of Spark."""
    for table in TABLES:
        if table.schema == "core" or table.address == "staging.issue":
            _load(spark, driver, table.address)
    verify_row_conservation(driver)
    quality.verify_ledger(driver)
    today = datetime.datetime.now(BEIJING).date()
    quality.assess(driver, release_id=release_id, today=today)
    for table in tables_of("quality"):
        _hand_over(spark, driver, table.address)


def _rows(place: Path) -> int:
    return sum(pq.read_metadata(file).num_rows for file in sorted(place.glob("*.parquet")))


def _chunks(rows: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
