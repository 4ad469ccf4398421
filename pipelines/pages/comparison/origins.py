"""Where the numbers on the page come from: collects the figures that are shown, then writes a page of their parts."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection
from jinja2 import Environment

from pipelines.pages.comparison import words
from pipelines.pages.comparison.words import Words

FOLDER = "lineage"
_KINDS = ("term", "factor", "numerator", "denominator")


class Figure(NamedTuple):
    """One number on the page: which column of which row of which mart, and what it is called there."""

    row_id: str
    column: str
    label: Words
    shown: Words


class Part(NamedTuple):
    """One part of a number, and where it stands."""

    part: str
    contribution: Decimal
    record_id: str
    document_id: str | None
    path: str | None
    source_cell_id: str | None
    place: str
    printed: str | None
    source: str | None


class Origins:
    """The figures of one comparison page, by the page of origin they go to."""

    def __init__(self) -> None:
        self._pages: dict[str, tuple[Words, dict[str, Figure]]] = {}

    def link(self, page: str, title: Words, row_id: str, column: str, label: Words, shown: Words) -> str:
        """Note a figure and return the address of its origin, relative to the comparison page."""
        name = _short(page)
        anchor = "n" + _short(f"{row_id}#{column}")
        self._pages.setdefault(name, (title, {}))[1][anchor] = Figure(row_id, column, label, shown)
        return f"{FOLDER}/{name}.html#{anchor}"

    def write(self, connection: DuckDBPyConnection, environment: Environment, out_dir: Path) -> int:
        """Write the pages of origin below ``out_dir/lineage``. Returns how many."""
        folder = out_dir / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        template = environment.get_template("lineage.html")
        wanted = {(f.row_id, f.column) for _, figures in self._pages.values() for f in figures.values()}
        parts = _parts(connection, wanted)
        for name, (title, figures) in self._pages.items():
            shown = [
                (anchor, f, _in_words(found), found)
                for anchor, f in figures.items()
                for found in [parts.get((f.row_id, f.column), [])]
            ]
            (folder / f"{name}.html").write_text(
                template.render(title=title, figures=shown, words=words), encoding="utf-8"
            )
        return len(self._pages)


def _in_words(parts: list[Part]) -> Words:
    """How the number follows from its parts: a sum, a product or a quotient."""
    if not parts:
        return Words("没有任何部分：这个数是零", "no part: the number is nought")
    sums = {
        kind: words.rounded(sum((p.contribution for p in parts if p.part == kind), Decimal(0)), 4) for kind in _KINDS
    }
    kinds = {p.part for p in parts}
    if "numerator" in kinds or "denominator" in kinds:
        text = f"{sums['numerator']} ÷ {sums['denominator']}"
        return Words(text, text)
    if "factor" in kinds:
        text = " × ".join(words.rounded(p.contribution, 4) for p in parts)
        return Words(text, text)
    if len(parts) == 1:
        return Words("就是这一格", "this one part")
    return Words(f"{len(parts)} 项相加", f"sum of {len(parts)} parts")


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _parts(connection: DuckDBPyConnection, wanted: Set[tuple[str, str]]) -> dict[tuple[str, str], list[Part]]:
    """The parts of these numbers (row, column), in the order numerators, denominators, terms."""
    found: dict[tuple[str, str], list[Part]] = {}
    if not wanted:
        return found
    # Written out, the ids are sought in each table under the view; a join with them would work the whole view out.
    row_ids = sorted({row_id for row_id, _ in wanted})
    query = f"""
        select l.mart_row_id, l.column_name, l.part, l.contribution, l.record_id,
            coalesce(c.document_id, case when l.source_kind = 'document' then l.record_id end),
            d.path, l.source_cell_id,
            concat_ws(' ', case when c.sheet is not null then '表 ' || c.sheet end,
                case when c.page is not null then '第 ' || c.page || ' 页' end,
                case when c.line is not null then '第 ' || c.line || ' 行' end,
                case when c.line is null and c.row_no is not null then '第 ' || c.row_no || ' 排' end),
            c.text_printed,
            case when s.source_title is not null
                then s.source_title || '（' || s.source_grade || '，' || cast(s.as_of as varchar) || '）' end
        from marts.mart_lineage as l
        left join staging.source_cell as c on l.source_cell_id = c.source_cell_id
        left join core.dim_document as d
            on coalesce(c.document_id, case when l.source_kind = 'document' then l.record_id end) = d.document_id
        left join core.ref_place_statistic as s
            on l.source_kind = 'reference'
            and l.record_id
                = s.place_code || '/' || s.statistic || '/' || cast(s.as_of as varchar) || '/' || s.source_title
        where l.mart_row_id in ({", ".join("?" for _ in row_ids)})
        order by l.part desc, c.document_id, c.cell_no, l.record_id"""  # noqa: S608 (question marks)
    for row in connection.execute(query, row_ids).fetchall():
        if (row[0], row[1]) in wanted:
            found.setdefault((row[0], row[1]), []).append(Part(*row[2:]))
    return found
