"""Writes the whole report: pages of documents, their pictures, the index of the release."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from duckdb import DuckDBPyConnection
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from pipelines.pages.quality_report import records
from pipelines.pages.quality_report.document_page import render_document
from pipelines.pages.quality_report.index_page import render_index
from pipelines.pages.quality_report.records import Finding, PrintedCell

PictureOf = Callable[[str, int, tuple[float, float, float, float]], bytes | None]
"""(path of the document below the raw directory, page, box in points) → PNG of the place, framed; None without one."""

_PICTURES_PER_DOCUMENT = 60
"""A page with more problems than that shows the rest as printed tables: drawing a picture takes some 20 ms."""


def render_quality(
    connection: DuckDBPyConnection, out_dir: Path, *, picture_of: PictureOf | None = None, built_at: str = ""
) -> int:
    """Write the report of a built warehouse below ``out_dir`` (``index.html``, ``documents/…``).

    Args:
        connection: the built warehouse, before it is published.
        out_dir: directory of the report; made when missing.
        picture_of: draws the place of a finding in a PDF; without it the printed table is shown instead.
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

    def write(document_id: str, cells: list[PrintedCell]) -> None:
        document = by_id[document_id]
        found = findings.get(document_id, [])
        pictures = {} if picture_of is None else _take_pictures(document.path, cells, found, folder, picture_of)
        html = render_document(environment, document, cells, found, pages.get(document_id, []), by_code, pictures)
        (folder / f"{document_id}.html").write_text(html, encoding="utf-8")

    for document_id, cells in records.cells_by_document(connection):
        write(document_id, cells)
        unread.pop(document_id, None)
    for document_id in unread:
        write(document_id, [])
    index = render_index(environment, connection, documents, rules, findings.get(None, []), built_at)
    (out_dir / "index.html").write_text(index, encoding="utf-8")
    return len(documents) + 1


def _take_pictures(
    path: str, cells: list[PrintedCell], findings: list[Finding], folder: Path, picture_of: PictureOf
) -> dict[str, str]:
    """Pictures of the findings' first cells, taken once per cell; their addresses by ``source_cell_id``."""
    by_id = {c.source_cell_id: c for c in cells}
    taken: dict[str, str] = {}
    for finding in findings:
        cell = by_id.get(finding.source_cell_id or "")
        if cell is None or cell.source_cell_id in taken or len(taken) == _PICTURES_PER_DOCUMENT:
            continue
        if cell.page is None or cell.x0 is None or cell.top is None or cell.x1 is None or cell.bottom is None:
            continue
        png = picture_of(path, cell.page, (cell.x0, cell.top, cell.x1, cell.bottom))
        if png is None:
            continue
        name = f"{cell.document_id}/{cell.source_cell_id.rpartition(':')[2]}.png"
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(png)
        taken[cell.source_cell_id] = name
    return taken
