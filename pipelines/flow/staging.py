"""The first step of a refresh: what was received is read, what was read before is taken from the cache, and both go to
staging in the order of the documents. On the way readings lie on disk, so memory does not grow with their number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from pipelines import quality
from pipelines.flow.reading import Job, contents_by_kind, kind_of, pack_refusal, read_guarded
from pipelines.flow.receiving import REGISTER, Received, list_received, read_bytes
from pipelines.flow.refresh import Outcome, Refresh, hash_of_inputs
from pipelines.model.cells import RefusedDocumentError
from pipelines.model.schema import tables_of
from pipelines.warehouse import build
from pipelines.warehouse.arrow import contents_of
from pipelines.warehouse.build import rows_of
from pipelines.warehouse.cache import ReadingCache, in_order
from pipelines.warehouse.ddl import create_tables
from pipelines.warehouse.keys import verify_keys
from pipelines.warehouse.life import Lives, follow
from pipelines.warehouse.manifest import load_manifest
from pipelines.warehouse.stage import ReceivedFile, load_staging
from pipelines.warehouse.transaction import together
from pipelines.workers import cpu_count

_UNCACHED = ".uncached"


def stage(refresh: Refresh) -> Outcome:
    """Fill the staging tables.

    Raises:
        PlainError: there is nothing to read, the register cannot be read, or kept readings vanished.
    """
    options = refresh.options
    received = refresh.received = list_received(options.raw)
    refresh.manifest = load_manifest(options.raw)
    refresh.reporter.reached("documents listed")
    with together(refresh.connection):
        create_tables(refresh.connection)
        rows = dict(build.load_all_reviewed(refresh.connection))
    refresh.reporter.reached("tables created")
    cache = ReadingCache(options.cache, refresh.parser_version)
    with cache.in_use():
        readings = _read(refresh, cache, received)
        refresh.reporter.reached("documents read")
        loaded, lives = _load(refresh, readings)
    rmtree(refresh.build / _UNCACHED, ignore_errors=True)
    cache.tidy(readings.wanted, readings.places.values())
    refresh.reporter.reached("cache tidied")
    if refresh.previous:
        same = refresh.previous.release.input_hash == refresh.input_hash
        rows |= refresh.previous.copy_into(refresh.connection, same_inputs=same)
    quality.stage_corrections(refresh.connection)
    verify_keys(refresh.connection, tables_of("staging"))
    facts = {
        "收到": len(readings.files),
        "新": lives.new,
        "未变": lives.unchanged,
        "替换": lives.replaced,
        "撤回": lives.withdrawn_now,
    }
    return Outcome(rows_of(refresh.connection, "staging") | rows | dict(loaded), facts)


@dataclass(frozen=True, slots=True)
class _Readings:
    """The documents as they were when read, the file of each content's reading, and the contents by kind."""

    files: list[ReceivedFile]
    places: dict[str, Path]
    wanted: dict[str, set[str]]


def _read(refresh: Refresh, cache: ReadingCache, received: list[Received]) -> _Readings:
    """Read what is not in the cache. What the cache does not take lies beside the build while it is needed."""
    options = refresh.options
    uncached = refresh.build / _UNCACHED
    uncached.mkdir()
    wanted = contents_by_kind(received, refresh.manifest)
    places = {} if options.full else cache.find(wanted)
    unread = [document for document in received if document.sha256 not in places]
    now: dict[str, Received] = {}
    refused: dict[str, tuple[int, RefusedDocumentError]] = {}
    done = len(received) - len(unread)
    refresh.reporter.progressed(done, len(received))

    def jobs() -> Iterator[Job]:
        asked = set(places)
        for document, content in read_bytes(unread):
            now[document.path] = document
            if isinstance(content, RefusedDocumentError):
                refused[document.sha256] = document.size_bytes, content
            elif document.sha256 not in asked:
                asked.add(document.sha256)
                password = refresh.manifest.password_of(document.path)
                kind, suffix = kind_of(document.path, password)
                wanted.setdefault(kind, set()).add(document.sha256)
                yield Job(document.sha256, kind, suffix, password, content)

    for read in read_guarded(jobs(), options.workers or cpu_count(), options.limits, refresh.reader):
        # What ended a worker may be of the moment: the next refresh tries again.
        kept = cache.keep(read.kind, read.packed) if read.trouble is None else None
        _place(places, read.packed, kept or _written(uncached, read.packed))
        if read.trouble is not None:
            refresh.reporter.said(f"a document could not be read: {read.trouble}")
        done += read.documents
        refresh.reporter.progressed(done, len(received))
        refresh.reporter.reached("some documents read")
    for sha256, (size_bytes, refusal) in refused.items():
        if sha256 not in places:
            packed = pack_refusal(sha256, size_bytes, refusal)
            _place(places, packed, _written(uncached, packed))
    refresh.reporter.progressed(len(received), len(received))
    documents = [now.get(document.path, document) for document in received]
    files = [ReceivedFile(document.path, document.sha256, document.size_bytes) for document in documents]
    return _Readings(files, places, wanted)


def _place(places: dict[str, Path], packed: bytes, kept: Path) -> None:
    places.update(dict.fromkeys(contents_of(packed), kept))


def _written(directory: Path, packed: bytes) -> Path:
    path = directory / f"{hashlib.sha256(packed).hexdigest()}.arrow"
    path.write_bytes(packed)
    return path


def _load(refresh: Refresh, readings: _Readings) -> tuple[Mapping[str, int], Lives]:
    files = readings.files
    refresh.input_hash = hash_of_inputs(
        refresh.parser_version, [(file.path, file.sha256) for file in files], refresh.options.raw / REGISTER
    )
    before = refresh.previous.documents() if refresh.previous else []
    lives = refresh.lives = follow(before, files, refresh.today)
    rows = load_staging(
        refresh.connection,
        files,
        in_order(readings.places, (file.sha256 for file in files)),
        refresh.manifest,
        release_id=refresh.release_id,
        parser_version=refresh.parser_version,
        withdrawn=lives.tombstones,
    )
    return rows, lives
