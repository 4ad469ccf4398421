"""The clerk's page: what was read of one document, and each problem with its place, its picture and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from jinja2 import Template
from markupsafe import Markup

from pipelines.pages.quality_report.printed_table import RowsByPlace, blocks, draw_block, excerpt, rows_by_place
from pipelines.pages.quality_report.records import Document, Finding, Page, PrintedCell, Rule

_SHOWN_PER_RULE = 40
"""Places shown in full per rule; the rest is listed in one line each, so that the page stays light."""


class Place(NamedTuple):
    """One finding as it is shown: its place in words, the excerpt or picture, what is printed and should be."""

    finding: Finding
    where: str
    anchor: str | None
    excerpt: Markup | None
    picture: str | None


class Problem(NamedTuple):
    """All findings of one rule in the document: what to mend is said once."""

    rule: Rule
    places: list[Place]
    more: list[Place]


def render_document(
    template: Template,
    document: Document,
    cells: list[PrintedCell],
    findings: list[Finding],
    pages: list[Page],
    rules: dict[str, Rule],
    pictures: Mapping[str, str],
) -> str:
    """The page of one document as HTML.

    Args:
        template: of the page, with escaping on.
        document: what it is.
        cells: its printed cells in the order of block, row and column.
        findings: its findings in the order of the cells.
        pages: what became of its pages (empty for text).
        rules: the catalogue by code.
        pictures: the picture's address by ``source_cell_id``, where one was taken.
    """
    looked_at = {f.source_cell_id for f in findings}
    by_id = {c.source_cell_id: c for c in cells if c.source_cell_id in looked_at}
    rows = rows_by_place(cells)
    rank = {code: n for n, code in enumerate(rules)}
    ordered = sorted(findings, key=lambda f: (f.is_waived, rank[f.rule_code]))
    problems = []
    for (_, code), group in groupby(ordered, key=lambda f: (f.is_waived, f.rule_code)):
        places = [_place(f, rows, by_id, pictures, in_full=number < _SHOWN_PER_RULE) for number, f in enumerate(group)]
        problems.append(Problem(rules[code], places[:_SHOWN_PER_RULE], places[_SHOWN_PER_RULE:]))
    marked = {cell_id for f in findings if not f.is_waived for cell_id in f.source_cell_ids}
    drawn = [draw_block(block, marked=marked) for block in blocks(rows)]
    return template.render(document=document, problems=problems, blocks=drawn, pages=pages)


def _place(
    finding: Finding,
    rows: RowsByPlace,
    by_id: dict[str, PrintedCell],
    pictures: Mapping[str, str],
    *,
    in_full: bool,
) -> Place:
    cell = by_id.get(finding.source_cell_id or "")
    if cell is None:
        return Place(finding, "整份文件", None, None, None)
    picture = pictures.get(cell.source_cell_id)
    shown = None
    if in_full and picture is None:
        shown = excerpt(rows, cell, {*finding.source_cell_ids, cell.source_cell_id})
    return Place(finding, cell.where, cell.source_cell_id, shown, picture)
