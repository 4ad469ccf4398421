"""Pictures for ``indicators parse --explain``: each page of a PDF with the grid, spans and fate of every cell."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.model.records import Disposition
from pipelines.workers import DEFAULT_LIMITS, Failure, Limits, cpu_count, run_guarded

_FUNCTION = "pipelines.flow.explaining:draw_page"
_LENGTH = struct.Struct(">Q")
_COLOURS = {
    Disposition.USED: (44, 140, 60),
    Disposition.IGNORED: (128, 128, 128),
    Disposition.REFUSED: (214, 39, 40),
    "blank": (120, 160, 215),
}
"""Green what was used, grey what was ignored by name, red what was refused; pale blue the empty cells of the grid."""


def explained_pages(
    file: Path,
    document: dict[str, Any],
    *,
    password: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    guarded: bool = True,
) -> Iterator[tuple[int, bytes | Failure]]:
    """Each page of a document of ``file`` with its picture (PNG), or how drawing it failed.

    ``document`` is what :func:`pipelines.flow.parsing.parse_files` gave with ``explain``; one whose medium has no pages
    gives nothing. Without ``guarded`` pages are drawn in this process.

    Raises:
        OSError: the file cannot be opened any more.
    """
    pages: dict[str, list[Any]] = document.get("pages", {})
    if not pages:
        return
    data = file.read_bytes()
    tasks = (
        _task(data, file, document["document"]["sha256"], int(page), cells, password) for page, cells in pages.items()
    )
    workers = max(1, min(cpu_count(), len(pages)))
    drawn = run_guarded(_FUNCTION, tasks, workers=workers, limits=limits) if guarded else map(draw_page, tasks)
    for page, picture in zip(pages, drawn, strict=True):
        yield int(page), picture


def draw_page(task: bytes) -> bytes:
    """In a worker: the picture of one page.

    Raises:
        LookupError: the file no longer holds that document or page.
    """
    import hashlib

    from pipelines.extract import received_documents
    from pipelines.extract.pdf import Shown, explain_page
    from pipelines.model.cells import Box

    (length,) = _LENGTH.unpack(task[: _LENGTH.size])
    asked = json.loads(task[_LENGTH.size : _LENGTH.size + length])
    data = task[_LENGTH.size + length :]
    shown = [Shown(Box(*box), _COLOURS[fate], place) for box, fate, place in asked["cells"]]
    for _, content in received_documents(data, asked["file"]):
        # A file that changed since it was read has other places.
        if isinstance(content, bytes) and hashlib.sha256(content).hexdigest() == asked["sha256"]:
            return explain_page(content, asked["page"], shown, password=asked["password"])
    raise LookupError(f"{asked['file']} holds no document {asked['sha256']}")


def _task(data: bytes, file: Path, sha256: str, page: int, cells: list[Any], password: str | None) -> bytes:
    asked = {"file": str(file), "sha256": sha256, "page": page, "cells": cells, "password": password}
    head = json.dumps(asked).encode()
    return _LENGTH.pack(len(head)) + head + data
