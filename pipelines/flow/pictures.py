"""Pictures of the places in PDFs that findings are about, drawn in workers and kept by content until they are old."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import struct
from collections.abc import Iterator
from pathlib import Path

from pipelines.flow.receiving import Received, read_bytes
from pipelines.model.cells import Box, RefusedDocumentError
from pipelines.pages.quality_report import Wanted
from pipelines.warehouse.manifest import Manifest
from pipelines.workers import Failure, Limits, run_guarded

_FUNCTION = "pipelines.flow.pictures:draw"
_LENGTH = struct.Struct(">Q")
_WHOLE_ROW = 10_000.0
"""Points beside the cell: the labels that say what it is stand at the ends of its row."""
_ABOVE_AND_BELOW = 40.0


def pictures_of(
    wanted: list[Wanted], received: list[Received], manifest: Manifest, kept: Path, workers: int, limits: Limits
) -> Iterator[tuple[Wanted, list[bytes]]]:
    """The wanted pictures, document by document; one whose drawing fails is left out and its tables are shown instead.

    ``kept`` is a directory where pictures drawn before are found again; it may be deleted at any time.
    """
    missing: list[Wanted] = []
    for document in wanted:
        found = _kept(kept, document)
        if found is None:
            missing.append(document)
        else:
            yield document, found
    by_path = {document.path: document for document in missing}
    asked: list[Wanted] = []

    def tasks() -> Iterator[bytes]:
        for source, content in read_bytes([document for document in received if document.path in by_path]):
            document = by_path[source.path]
            # A file that changed since it was read has other places.
            if not isinstance(content, RefusedDocumentError) and source.sha256 == document.sha256:
                asked.append(document)
                yield _encode(document, manifest.password_of(source.path), content)

    for number, result in enumerate(run_guarded(_FUNCTION, tasks(), workers=workers, limits=limits)):
        if not isinstance(result, Failure):
            pictures = _decode(result)
            _keep(kept, asked[number], pictures)
            yield asked[number], pictures


def draw(task: bytes) -> bytes:
    """In a worker: the pictures of one document, each page drawn once."""
    from pipelines.extract.pdf import page_crops

    (length,) = _LENGTH.unpack(task[: _LENGTH.size])
    head = json.loads(task[_LENGTH.size : _LENGTH.size + length])
    data = task[_LENGTH.size + length :]
    drawn: dict[int, bytes] = {}
    places = sorted(enumerate(head["places"]), key=lambda place: place[1][0])
    for page, group in itertools.groupby(places, key=lambda place: place[1][0]):
        numbered = list(group)
        boxes = [Box(*box) for _, (_, box) in numbered]
        crops = page_crops(data, page, boxes, across=_WHOLE_ROW, along=_ABOVE_AND_BELOW, password=head["password"])
        drawn.update((number, crop) for (number, _), crop in zip(numbered, crops, strict=True))
    return _packed([drawn[number] for number in range(len(places))])


def _encode(document: Wanted, password: str | None, data: bytes) -> bytes:
    head = json.dumps({"places": [(page, box) for _, page, box in document.places], "password": password}).encode()
    return _LENGTH.pack(len(head)) + head + data


def _packed(pictures: list[bytes]) -> bytes:
    return b"".join(_LENGTH.pack(len(picture)) + picture for picture in pictures)


def _decode(packed: bytes) -> list[bytes]:
    pictures = []
    start = 0
    while start < len(packed):
        (length,) = _LENGTH.unpack_from(packed, start)
        start += _LENGTH.size
        pictures.append(packed[start : start + length])
        start += length
    return pictures


def _file(kept: Path, document: Wanted) -> Path:
    places = json.dumps([(page, box) for _, page, box in document.places]).encode()
    return kept / f"{document.sha256}-{hashlib.sha256(places).hexdigest()[:16]}.png.pack"


def _kept(kept: Path, document: Wanted) -> list[bytes] | None:
    try:
        packed = _file(kept, document).read_bytes()
    except OSError:
        return None
    digest, packed = packed[:32], packed[32:]
    return _decode(packed) if hashlib.sha256(packed).digest() == digest else None


def _keep(kept: Path, document: Wanted, pictures: list[bytes]) -> None:
    """A directory that cannot be written is no reason to fail: the pictures are drawn again next time."""
    packed = _packed(pictures)
    with contextlib.suppress(OSError):
        kept.mkdir(parents=True, exist_ok=True)
        for old in kept.glob(f"{document.sha256}-*"):
            old.unlink(missing_ok=True)
        _file(kept, document).write_bytes(hashlib.sha256(packed).digest() + packed)
