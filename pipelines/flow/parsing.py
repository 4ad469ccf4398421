"""Reading one file, or one value, without a warehouse: what ``indicators parse`` and ``indicators target`` ask for."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.workers import DEFAULT_LIMITS, Failure, Limits, cpu_count, run_guarded

if TYPE_CHECKING:
    from pipelines.model.cells import Content
    from pipelines.model.records import Reading

_HEADER = struct.Struct(">Q")
_FUNCTION = "pipelines.flow.parsing:parse_in_worker"


def parse_files(
    files: Sequence[Path],
    *,
    explain: bool = False,
    password: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    guarded: bool = True,
) -> Iterator[list[dict[str, Any]] | OSError]:
    """For each file what was understood, in order: the contract's objects, one a document (an archive holds several).

    With ``explain`` an object also has ``explanation``, and ``pages`` with the fate of each cell that has a place on a
    page (:func:`pipelines.flow.explaining.explained_pages` draws them). A refused document is an object too, with the
    finding that says why. A file that cannot be opened gives the error instead. Without ``guarded`` all is done in this
    process, and what goes wrong in a reader comes out as it is.
    """
    opened: list[bytes | OSError] = [_task(file, explain, password) for file in files]
    tasks = [task for task in opened if isinstance(task, bytes)]
    if guarded:
        results = run_guarded(_FUNCTION, tasks, workers=max(1, min(cpu_count(), len(tasks))), limits=limits)
    else:
        results = map(parse_in_worker, tasks)
    for file, task in zip(files, opened, strict=True):
        yield task if isinstance(task, OSError) else _objects(next(results), file, limits)


def _task(file: Path, explain: bool, password: str | None) -> bytes | OSError:
    try:
        data = file.read_bytes()
    except OSError as error:
        return error
    header = json.dumps({"path": str(file), "explain": explain, "password": password}).encode()
    return _HEADER.pack(len(header)) + header + data


def _objects(result: bytes | Failure, file: Path, limits: Limits) -> list[dict[str, Any]]:
    if isinstance(result, bytes):
        found: list[dict[str, Any]] = json.loads(result)
        return found
    import hashlib

    from pipelines.flow.reading import refusal_of

    refusal = refusal_of(result, limits)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    return [_refused(str(file), sha256, refusal.code, refusal.message)]


def parse_in_worker(task: bytes) -> bytes:
    """In a worker: every document of one file as JSON."""
    (length,) = _HEADER.unpack(task[: _HEADER.size])
    asked = json.loads(task[_HEADER.size : _HEADER.size + length])
    data = task[_HEADER.size + length :]
    documents = list(_documents(data, asked["path"], asked["password"], asked["explain"]))
    return json.dumps(documents, ensure_ascii=False).encode("utf-8", "replace")


def _documents(data: bytes, path: str, password: str | None, explain: bool) -> Iterator[dict[str, Any]]:
    import hashlib

    from pipelines.extract import read_document, received_documents
    from pipelines.model.cells import RefusedDocumentError
    from pipelines.normalise import explain as explained
    from pipelines.normalise import read_forms, reading_json

    for name, content in received_documents(data, path):
        sha256 = hashlib.sha256(data if isinstance(content, RefusedDocumentError) else content).hexdigest()
        try:
            if isinstance(content, RefusedDocumentError):
                raise content
            media_type, cells = read_document(content, name, password=password)
        except RefusedDocumentError as refusal:
            yield _refused(name, sha256, refusal.code, refusal.message)
            continue
        reading = read_forms(cells)
        document = reading_json(name, sha256, media_type, cells, reading, _severities())
        if explain:
            document["explanation"] = explained(cells, reading)
            document["pages"] = _fates_by_page(cells, reading)
        yield document


def _fates_by_page(content: Content, reading: Reading) -> dict[int, list[tuple[tuple[float, ...], str, str]]]:
    """Box, fate (``blank`` for an empty cell) and place of each cell, by page; pages without cells are empty."""
    from pipelines.model.cells import Structure
    from pipelines.model.records import Disposition

    pages: dict[int, list[tuple[tuple[float, ...], str, str]]] = {}
    fates = iter(reading.fates)
    for block in content.blocks:
        for row in block.rows:
            for cell in row:
                fate = "blank" if cell.is_blank else next(fates).disposition
                if cell.page is not None and cell.box is not None:
                    spans = f" {cell.row_span}x{cell.column_span}" if cell.row_span * cell.column_span > 1 else ""
                    place = f"r{cell.row}c{cell.column}{spans}" if block.structure is not Structure.PROSE else ""
                    pages.setdefault(cell.page, []).append((cell.box, fate, place))
    for item in content.furniture:
        if item.cell.page is not None and item.cell.box is not None:
            fate = Disposition.REFUSED if item.is_refused else Disposition.IGNORED
            pages.setdefault(item.cell.page, []).append((item.cell.box, fate, ""))
    if pages:
        pages |= {page.page: [] for page in content.pages if page.page not in pages}
    return dict(sorted(pages.items()))


def _refused(path: str, sha256: str, code: str, message: str) -> dict[str, Any]:
    """The contract's object for a document that was refused whole."""
    finding = {"rule_code": code, "severity": "error", "message": message, "printed": None, "expected": None}
    names = ("media_type", "title", "form_type", "fiscal_year", "district_code", "layout")
    return {
        "document": {"path": path, "sha256": sha256, **dict.fromkeys(names)},
        "projects": [],
        "findings": [{**finding, "source": None}],
        "cells": {"non_blank": 0, "used": 0, "ignored": 0, "refused": 0},
    }


def _severities() -> dict[str, str]:
    from pipelines.quality.catalogue import load_catalogue

    return {code: rule.severity for code, rule in load_catalogue().items()}


def read_targets(texts: Sequence[str]) -> list[dict[str, Any]]:
    """The contract's object for each printed value."""
    from pipelines.normalise.parse_json import target_json
    from pipelines.normalise.targets import read_target

    return [target_json(read_target(text)) for text in texts]
