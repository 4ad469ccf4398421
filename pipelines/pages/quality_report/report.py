"""Writes the whole report: pages of documents, their pictures, the index of the release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from duckdb import DuckDBPyConnection
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from pipelines.pages.quality_report import index_page, records
from pipelines.pages.quality_report.document_page import render_document
from pipelines.pages.quality_report.records import EVERY_DOCUMENT, Share, Wanted

PicturesOf = Callable[[list[Wanted]], Iterable[tuple[Wanted, list[bytes]]]]
"""Documents with the places wanted → the same documents, each with its PNGs in the order of the places.

A document of which no picture can be taken is left out.
"""

_PICTURES_PER_DOCUMENT = 40
"""A page with more problems than that shows the rest as printed tables: each picture is some 20 KB."""


def render_quality(
    connection: DuckDBPyConnection, out_dir: Path, *, pictures_of: PicturesOf | None = None, built_at: str = ""
) -> int:
    """Write the report of a built warehouse below ``out_dir`` (``index.html``, ``documents/…``).

    Args:
        connection: the built warehouse, before it is published.
        out_dir: directory of the report; made when missing.
        pictures_of: draws the places of findings in PDFs; without it the printed tables are shown instead.
        built_at: when the release was built, as it is to be shown.

    Returns:
        Number of pages written.
    """
    pictures = {} if pictures_of is None else take_pictures(connection, out_dir, pictures_of)
    return render_documents(connection, out_dir, pictures) + render_index(connection, out_dir, built_at)


def render_documents(
    connection: DuckDBPyConnection, out_dir: Path, pictures: Mapping[str, str], share: Share = EVERY_DOCUMENT
) -> int:
    """Write the pages of a share of the documents. Shares can be written by different processes.

    Args:
        connection: the built warehouse; it is only read.
        out_dir: directory of the report; made when missing.
        pictures: the picture's address by ``source_cell_id``, where one was taken.
        share: which documents.

    Returns:
        Number of pages written.
    """
    template = _environment().get_template("document.html")
    documents = records.documents(connection, share)
    findings = records.findings(connection, share)
    rules = {rule.rule_code: rule for rule in records.rules(connection)}
    pages = records.pages(connection, share)
    folder = out_dir / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    for document, cells in records.cells_by_document(connection, documents):
        name = document.document_id
        html = render_document(template, document, cells, findings.get(name, []), pages.get(name, []), rules, pictures)
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    return len(documents)


def render_index(connection: DuckDBPyConnection, out_dir: Path, built_at: str = "") -> int:
    """Write the index of the release and the data beside it. Returns the number of pages written."""
    documents = records.documents(connection)
    findings = records.findings_of_no_document(connection)
    out_dir.mkdir(parents=True, exist_ok=True)
    html = index_page.render_index(_environment(), connection, documents, records.rules(connection), findings, built_at)
    (out_dir / "index.html").write_text(html, encoding="utf-8")
    (out_dir / "documents.js").write_text(index_page.documents_script(documents), encoding="utf-8")
    return 1


def shares(connection: DuckDBPyConnection, many: int) -> list[Share]:
    """The documents in at most so many shares, with about as many cells in each."""
    return records.shares(records.documents(connection), many)


def take_pictures(connection: DuckDBPyConnection, out_dir: Path, pictures_of: PicturesOf) -> dict[str, str]:
    """Write a picture of each wanted place; their addresses, relative to the page, by ``source_cell_id``."""
    folder = out_dir / "documents"
    taken: dict[str, str] = {}
    for document, pictures in pictures_of(records.wanted_pictures(connection, _PICTURES_PER_DOCUMENT)):
        (folder / document.document_id).mkdir(parents=True, exist_ok=True)
        for (cell_id, _, _), png in zip(document.places, pictures, strict=True):
            name = f"{document.document_id}/{cell_id.rpartition(':')[2]}.png"
            (folder / name).write_bytes(png)
            taken[cell_id] = name
    return taken


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("pipelines.pages.quality_report"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
