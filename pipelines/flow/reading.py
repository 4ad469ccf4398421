"""From bytes to rows: what a worker does with the documents it is given, and how the documents are given to it.

The worker's functions are bytes to bytes and know nothing but their arguments, so that any process can do them.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.model.cells import RefusedDocumentError
from pipelines.workers import Failure, FailureKind, Limits, Worker, run_guarded

if TYPE_CHECKING:
    from pipelines.flow.receiving import Received
    from pipelines.warehouse.manifest import Manifest

BATCH_DOCUMENTS = 64
BATCH_BYTES = 1 << 20
_HEADER = struct.Struct(">Q")
_FUNCTION = "pipelines.flow.reading:read_batch"


class Job(NamedTuple):
    """One content to be read. ``kind`` is what decides the reading beside it: the ending of its name and a password."""

    sha256: str
    kind: str
    suffix: str
    password: str | None
    data: bytes


class Read(NamedTuple):
    """Packed documents of one kind. ``trouble`` says what ended a worker; another try might read that document."""

    kind: str
    packed: bytes
    documents: int
    trouble: str | None = None


def kind_of(path: str, password: str | None) -> tuple[str, str]:
    """The kind of a document for the cache, and the ending of its name as a reader is told it.

    >>> kind_of("2024/预算.PDF", None)
    ('pdf', '.pdf')
    """
    suffix = PurePosixPath(path).suffix.lower()
    plain = "".join(c for c in suffix[1:9] if c.isascii() and c.isalnum()) or "none"
    if plain != suffix[1:]:
        plain += "-" + hashlib.sha256(suffix.encode()).hexdigest()[:8]
    if password is not None:
        plain += "-" + hashlib.sha256(password.encode()).hexdigest()[:16]
    return plain, suffix


def contents_by_kind(received: Iterable[Received], manifest: Manifest) -> dict[str, set[str]]:
    """The contents (SHA-256) that can be read, by their kind, as the cache is asked for them."""
    wanted: dict[str, set[str]] = {}
    for document in received:
        if document.refusal is None:
            kind, _ = kind_of(document.path, manifest.password_of(document.path))
            wanted.setdefault(kind, set()).add(document.sha256)
    return wanted


def start_reader(limits: Limits) -> Worker:
    """A process that loads what reading takes while something else is done; give it to :func:`read_guarded`."""
    return Worker(_FUNCTION, limits)


def read_guarded(jobs: Iterable[Job], workers: int, limits: Limits, reader: Worker | None = None) -> Iterator[Read]:
    """Read every job in worker processes. A batch that fails is read again one by one: only the culprit is refused."""
    waiting: list[list[Job]] = []

    def tasks() -> Iterator[bytes]:
        for batch in _batches(jobs):
            waiting.append(batch)
            yield encode_batch(batch)

    for result in run_guarded(_FUNCTION, tasks(), workers=workers, limits=limits, ready=reader):
        batch = waiting.pop(0)
        if not isinstance(result, Failure):
            yield Read(batch[0].kind, result, len(batch))
        elif len(batch) > 1:
            singles = run_guarded(_FUNCTION, (encode_batch([job]) for job in batch), workers=workers, limits=limits)
            for job, single in zip(batch, singles, strict=True):
                yield _one(job, single, limits)
        else:
            yield _one(batch[0], result, limits)


def _one(job: Job, result: bytes | Failure, limits: Limits) -> Read:
    if not isinstance(result, Failure):
        return Read(job.kind, result, 1)
    packed = pack_refusal(job.sha256, len(job.data), refusal_of(result, limits))
    return Read(job.kind, packed, 1, f"{job.sha256[:12]}: {result.kind}: {result.detail}")


def refusal_of(failure: Failure, limits: Limits) -> RefusedDocumentError:
    """A worker's failure as the refusal of the document it was reading."""
    if failure.kind is FailureKind.TIME_LIMIT:
        message = f"读取超过 {limits.seconds:g} 秒，已停止。请拆分文件，或另存为较简单的格式后再放入。"
        return RefusedDocumentError("document_time_limit", message)
    if failure.kind in {FailureKind.MEMORY_LIMIT, FailureKind.OUTPUT_LIMIT}:
        message = f"读取所需内存超过 {limits.memory_bytes >> 20} MB，已停止。请拆分文件后再放入。"
        return RefusedDocumentError("document_memory_limit", message)
    message = "读取这份文件时程序出错，文件可能已损坏；其余文件不受影响。请重新导出后再放入，或把文件交给维护人员。"
    return RefusedDocumentError("document_crashed", message)


def pack_refusal(sha256: str, size_bytes: int, refusal: RefusedDocumentError) -> bytes:
    """A document that was refused before any worker saw it, or by the death of one."""
    from pipelines.warehouse.arrow import pack
    from pipelines.warehouse.record import stage_refusal

    return pack([stage_refusal(sha256, size_bytes, None, refusal)])


def _batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Jobs of one kind together, up to a number and a size. PDFs are slow: each alone, so that every CPU has some."""
    open_batches: dict[str, list[Job]] = {}
    for job in jobs:
        batch = open_batches.setdefault(job.kind, [])
        batch.append(job)
        size = sum(len(other.data) for other in batch)
        if job.suffix == ".pdf" or len(batch) >= BATCH_DOCUMENTS or size >= BATCH_BYTES:
            yield open_batches.pop(job.kind)
    yield from open_batches.values()


def encode_batch(jobs: Sequence[Job]) -> bytes:
    """Jobs as the bytes of one task."""
    heads = [{"sha256": j.sha256, "suffix": j.suffix, "password": j.password, "size": len(j.data)} for j in jobs]
    header = json.dumps(heads).encode()
    return b"".join([_HEADER.pack(len(header)), header, *(job.data for job in jobs)])


@dataclass(frozen=True, slots=True)
class _Task:
    heads: list[dict[str, Any]]
    bodies: list[bytes]


def _decode_batch(task: bytes) -> _Task:
    (length,) = _HEADER.unpack(task[: _HEADER.size])
    start = _HEADER.size + length
    heads = json.loads(task[_HEADER.size : start])
    bodies = []
    for head in heads:
        bodies.append(task[start : start + head["size"]])
        start += head["size"]
    return _Task(heads, bodies)


def prepare() -> None:
    """In a worker, before its first task: a title is read, so that all that reading takes is loaded."""
    title = "项目支出绩效目标表".encode()
    read_batch(encode_batch([Job("", "txt", ".txt", None, title)]))


def read_batch(task: bytes) -> bytes:
    """In a worker: read the documents of a task, and pack their rows."""
    from pipelines.extract import read_document
    from pipelines.normalise import read_forms
    from pipelines.warehouse.arrow import pack
    from pipelines.warehouse.record import StagedDocument, stage_document, stage_refusal

    def read(head: dict[str, Any], data: bytes) -> StagedDocument:
        try:
            media_type, content = read_document(data, f"document{head['suffix']}", password=head["password"])
            if media_type == "application/pdf":
                from pipelines.extract.pdf import checked_against_reference

                content = checked_against_reference(content, data, password=head["password"])
        except RefusedDocumentError as refusal:
            return stage_refusal(head["sha256"], len(data), None, refusal)
        return stage_document(head["sha256"], len(data), media_type, content, read_forms(content))

    decoded = _decode_batch(task)
    return pack([read(head, data) for head, data in zip(decoded.heads, decoded.bodies, strict=True)])
