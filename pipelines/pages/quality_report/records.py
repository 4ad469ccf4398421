"""What the report shows, read from a built warehouse in a handful of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from duckdb import DuckDBPyConnection


class Document(NamedTuple):
    """One received file: what it is, what became of it."""

    document_id: str
    path: str
    title: str | None
    publisher: str | None
    form_type: str | None
    layout: str | None
    fiscal_year: int | None
    district_name: str | None
    state: str
    state_reason: str | None
    cells_non_blank: int
    cells_used: int
    cells_ignored: int
    cells_refused: int
    projects: int
    errors: int
    warnings: int
    infos: int


class PrintedCell(NamedTuple):
    """One printed cell with its place and fate. ``why``: what it was used for, else why it was not."""

    document_id: str
    source_cell_id: str
    page: int | None
    line: int | None
    sheet: str | None
    table_no: int
    row_no: int
    column_no: int
    row_span: int
    column_span: int
    text: str
    disposition: str
    why: str | None

    @property
    def where(self) -> str:
        """Its place in words a clerk can follow."""
        if self.line is not None:
            return f"第 {self.line} 行第 {self.column_no} 格"
        if self.page is not None:
            return f"第 {self.page} 页，第 {self.table_no} 块第 {self.row_no} 行第 {self.column_no} 列"
        sheet = f"工作表“{self.sheet}”" if self.sheet else f"第 {self.table_no} 块"
        return f"{sheet}第 {self.row_no} 行第 {self.column_no} 列"


class Finding(NamedTuple):
    """One place where a rule does not hold."""

    finding_id: str
    rule_code: str
    severity: str
    document_id: str | None
    project_name: str | None
    indicator_name: str | None
    source_cell_id: str | None
    source_cell_ids: list[str]
    printed: str | None
    expected: str | None
    difference: str | None
    message: str
    mend: str
    opinion: str | None
    first_seen_release: str
    is_waived: bool


class Rule(NamedTuple):
    """One rule of the catalogue with its number of findings."""

    rule_code: str
    severity: str
    dimension: str
    title: str
    source: str
    mend: str
    findings: int
    documents: int


class Page(NamedTuple):
    """What became of one page of a document."""

    document_id: str
    page: int
    outcome: str
    message: str | None


class Wanted(NamedTuple):
    """The places of one document of which the report wants pictures: (source_cell_id, page, box in points)."""

    document_id: str
    path: str
    sha256: str
    places: list[tuple[str, int, tuple[float, float, float, float]]]


class Share(NamedTuple):
    """Documents whose ids lie between these two, both included."""

    first: str
    last: str


EVERY_DOCUMENT = Share("", "~")
"""Ids are hexadecimal."""


_DOCUMENTS = """
with counted as (
    select document_id,
        count(*) filter (where severity = 'error' and not is_waived) as errors,
        count(*) filter (where severity = 'warning' and not is_waived) as warnings,
        count(*) filter (where severity = 'info' and not is_waived) as infos
    from quality.finding group by document_id
), formed as (
    select document_id, count(*) as projects from core.fact_project group by document_id
)
select d.document_id, d.path, d.title, d.publisher, d.form_type, d.layout, d.fiscal_year, p.name_zh, d.state,
    d.state_reason, d.cells_non_blank, d.cells_used, d.cells_ignored, d.cells_refused, coalesce(f.projects, 0),
    coalesce(c.errors, 0), coalesce(c.warnings, 0), coalesce(c.infos, 0)
from core.dim_document as d
left join core.dim_district as p on p.place_code = coalesce(d.place_code, d.district_code)
left join counted as c using (document_id)
left join formed as f using (document_id)
where d.document_id between ? and ?
order by d.path, d.document_id
"""

_FINDINGS = """
select q.finding_id, q.rule_code, q.severity, q.document_id, p.project_name, i.indicator_name, q.source_cell_id,
    q.source_cell_ids, q.printed, q.expected, q.difference, q.message_zh, q.mend_zh, q.review_opinion_zh,
    q.first_seen_release, q.is_waived
from quality.finding as q
left join core.fact_project as p using (project_id)
left join core.fact_indicator as i on i.indicator_id = q.indicator_id
left join staging.source_cell as s on s.source_cell_id = q.source_cell_id
where {}
order by q.document_id, s.cell_no, q.rule_code, q.finding_id
"""

_RULES = """
select r.rule_code, r.severity, r.dimension, r.title_zh, r.source, r.mend_zh,
    count(f.finding_id) filter (where not f.is_waived), count(distinct f.document_id)
from quality.rule as r
left join quality.finding as f using (rule_code)
group by r.rule_code, r.severity, r.dimension, r.title_zh, r.source, r.mend_zh
order by case r.severity when 'error' then 0 when 'warning' then 1 else 2 end, 7 desc, r.rule_code
"""

_CELLS = """
select document_id, source_cell_id, page, line, sheet, table_no, row_no, column_no, row_span, column_span, text_printed,
    disposition, case disposition when 'used' then used_by else reason end
from staging.source_cell
where document_id between ? and ?
order by document_id, table_no, row_no, column_no, cell_no
"""

_WANTED = """
select d.document_id, d.path, d.sha256, s.source_cell_id, s.page, s.x0, s.top, s.x1, s.bottom
from staging.source_cell as s
inner join core.dim_document as d using (document_id)
where d.media_type = 'application/pdf' and s.x0 is not null
    and s.source_cell_id in (select source_cell_id from quality.finding where not is_waived)
qualify row_number() over (partition by d.document_id order by s.cell_no) <= ?
order by d.path, s.cell_no
"""

_CELLS_AT_ONCE = 300_000
"""Fetched with one query: each reads the column of document ids from end to end, and holds some 200 MB."""


def documents(connection: DuckDBPyConnection, share: Share = EVERY_DOCUMENT) -> list[Document]:
    """The documents in the order of their paths."""
    return [Document(*row) for row in connection.execute(_DOCUMENTS, share).fetchall()]


def findings(connection: DuckDBPyConnection, share: Share) -> dict[str, list[Finding]]:
    """The findings by document, each document's in the order of its cells."""
    rows = connection.execute(_FINDINGS.format("q.document_id between ? and ?"), share).fetchall()
    found = [Finding(*row) for row in rows]
    return {document_id: list(group) for document_id, group in groupby(found, key=attrgetter("document_id"))}


def findings_of_no_document(connection: DuckDBPyConnection) -> list[Finding]:
    """What was found about no document in particular: registered files that never came…"""
    return [Finding(*row) for row in connection.execute(_FINDINGS.format("q.document_id is null")).fetchall()]


def rules(connection: DuckDBPyConnection) -> list[Rule]:
    """The catalogue with its findings, errors first."""
    return [Rule(*row) for row in connection.execute(_RULES).fetchall()]


def pages(connection: DuckDBPyConnection, share: Share) -> dict[str, list[Page]]:
    """The pages of each document that has pages."""
    query = """
        select document_id, page, outcome, message
        from staging.page where document_id between ? and ? order by document_id, page"""
    found = [Page(*row) for row in connection.execute(query, share).fetchall()]
    return {document_id: list(group) for document_id, group in groupby(found, key=attrgetter("document_id"))}


def wanted_pictures(connection: DuckDBPyConnection, most: int) -> list[Wanted]:
    """The places in PDFs that findings are about, at most ``most`` a document, in the order of their paths."""
    wanted: list[Wanted] = []
    for document_id, path, sha256, cell_id, page, *box in connection.execute(_WANTED, [most]).fetchall():
        if not wanted or wanted[-1].document_id != document_id:
            wanted.append(Wanted(document_id, path, sha256, []))
        wanted[-1].places.append((cell_id, page, (box[0], box[1], box[2], box[3])))
    return wanted


def cells_by_document(
    connection: DuckDBPyConnection, documents: Iterable[Document]
) -> Iterator[tuple[Document, list[PrintedCell]]]:
    """Each document with its printed cells in the order of block, row and column; memory stays that of a few."""
    for some in _some_at_once(sorted(documents, key=attrgetter("document_id")), _CELLS_AT_ONCE):
        rows = connection.execute(_CELLS, [some[0].document_id, some[-1].document_id]).fetchall()
        cells = {
            document_id: [PrintedCell._make(row) for row in group]
            for document_id, group in groupby(rows, key=itemgetter(0))
        }
        for document in some:
            yield document, cells.pop(document.document_id, [])


def shares(documents: Iterable[Document], many: int) -> list[Share]:
    """The documents in at most so many shares, with about as many cells in each."""
    ordered = sorted(documents, key=attrgetter("document_id"))
    most = sum(document.cells_non_blank for document in ordered) // many + 1
    return [Share(some[0].document_id, some[-1].document_id) for some in _some_at_once(ordered, most)]


def _some_at_once(documents: Iterable[Document], most_cells: int) -> Iterator[list[Document]]:
    some: list[Document] = []
    cells = 0
    for document in documents:
        if some and cells >= most_cells:
            yield some
            some, cells = [], 0
        some.append(document)
        cells += document.cells_non_blank
    if some:
        yield some
