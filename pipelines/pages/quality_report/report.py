"""Writes the whole report: pages of documents, their pictures, the index of the release."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from duckdb import DuckDBPyConnection
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from pipelines.pages.quality_report import records
from pipelines.pages.quality_report.document_page import render_document
from pipelines.pages.quality_report.index_page import documents_script, render_index
from pipelines.pages.quality_report.records import PrintedCell, Wanted

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
    environment = Environment(
        loader=PackageLoader("pipelines.pages.quality_report"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    documents = records.documents(connection)
    findings = records.findings(connection)
    rules = records.rules(connection)
    pages = records.pages(connection)
    by_code = {r.rule_code: r for r in rules}
    by_id = {d.document_id: d for d in documents}
    folder = out_dir / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    unread = dict(by_id)
    pictures = {} if pictures_of is None else _take_pictures(connection, folder, pictures_of)

    def write(document_id: str, cells: list[PrintedCell]) -> None:
        document = by_id[document_id]
        found = findings.get(document_id, [])
        html = render_document(environment, document, cells, found, pages.get(document_id, []), by_code, pictures)
        (folder / f"{document_id}.html").write_text(html, encoding="utf-8")

    for document_id, cells in records.cells_by_document(connection):
        write(document_id, cells)
        unread.pop(document_id, None)
    for document_id in unread:
        write(document_id, [])
    index = render_index(environment, connection, documents, rules, findings.get(None, []), built_at)
    (out_dir / "index.html").write_text(index, encoding="utf-8")
    (out_dir / "documents.js").write_text(documents_script(documents), encoding="utf-8")
    return len(documents) + 1


def _take_pictures(connection: DuckDBPyConnection, folder: Path, pictures_of: PicturesOf) -> dict[str, str]:
    """Write a picture of each wanted place; their addresses, relative to the page, by ``source_cell_id``."""
    taken: dict[str, str] = {}
    for document, pictures in pictures_of(records.wanted_pictures(connection, _PICTURES_PER_DOCUMENT)):
        (folder / document.document_id).mkdir(exist_ok=True)
        for (cell_id, _, _), png in zip(document.places, pictures, strict=True):
            name = f"{document.document_id}/{cell_id.rpartition(':')[2]}.png"
            (folder / name).write_bytes(png)
            taken[cell_id] = name
    return taken
