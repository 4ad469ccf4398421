"""One document, read, as the rows it has in each table of staging. Knows nothing of paths, the register or DuckDB.

The same content always gives the same rows, whatever the file is called, so they can be kept and used again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import repeat
from typing import Any, NamedTuple

from pipelines.model.cells import Cell, Content, PageOutcome, PageReading, RefusedDocumentError
from pipelines.model.records import CellFate, Disposition, Indicator, Project, Reading
from pipelines.model.target import Target

CHILD_TABLES = ("page", "source_cell", "project", "objective", "mention", "funding", "indicator", "issue")
"""The staging tables that hold rows of a document, in the order of loading."""

_PAGES_READ = {PageOutcome.RULED, PageOutcome.TEXT, PageOutcome.OCR_TEXT, PageOutcome.BLANK}
_SCALES = {"money": (4, 16), "number": (10, 28)}
"""How many places behind the point and how many before it a column holds."""
_NOT_RECOGNISED = "layout_is_recognised"


class DocumentHead(NamedTuple):
    """What ``staging.document`` knows from the content alone. Order and names are those of the nested record."""

    document_id: str
    sha256: str
    size_bytes: int
    media_type: str | None
    title: str | None
    form_type: str | None
    layout: str | None
    fiscal_year: int | None
    district_code: str | None
    state: str
    refusal_code: str | None
    refusal_message: str | None
    page_count: int | None
    pages_read: int | None
    cells_non_blank: int
    cells_used: int
    cells_ignored: int
    cells_refused: int


class StagedDocument(NamedTuple):
    """A document's head and its rows per child table; a row has the columns of the model's table, in its order."""

    head: DocumentHead
    rows: Mapping[str, Sequence[tuple[Any, ...]]]


def document_id_of(sha256: str, path: str | None = None) -> str:
    """The stable id of a document: made of its content, and of the path too for the second copy of a content.

    >>> document_id_of("f34df7b912d8125c")
    'f34df7b912d8'
    """
    return sha256[:12] if path is None else hashlib.sha256(f"{sha256}\n{path}".encode()).hexdigest()[:12]


def stage_refusal(
    sha256: str, size_bytes: int, media_type: str | None, refusal: RefusedDocumentError
) -> StagedDocument:
    """The rows of a document that could not be read at all: its head, its pages and the reason."""
    document_id = document_id_of(sha256)
    head = DocumentHead(
        document_id=document_id,
        sha256=sha256,
        size_bytes=size_bytes,
        media_type=media_type,
        title=None,
        form_type=None,
        layout=None,
        fiscal_year=None,
        district_code=None,
        state="refused",
        refusal_code=refusal.code,
        refusal_message=refusal.message,
        page_count=len(refusal.pages) or None,
        pages_read=_pages_read(refusal.pages),
        cells_non_blank=0,
        cells_used=0,
        cells_ignored=0,
        cells_refused=0,
    )
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in CHILD_TABLES}
    rows["page"] = [(document_id, page.page, page.outcome, page.message or None) for page in _unique(refusal.pages)]
    issues = _Issues(document_id, (), (), ())
    issues.add(refusal.code, refusal.message)
    rows["issue"] = issues.rows
    return StagedDocument(head, rows)


def stage_document(sha256: str, size_bytes: int, media_type: str, content: Content, reading: Reading) -> StagedDocument:
    """The rows of a document that was read.

    A document in which no form was found is refused by name: its cells stay in the ledger, it has no facts. One of
    which a page or a cell was refused is ``partly_read``.

    Raises:
        ValueError: the reading does not account for every printed cell.
    """
    document_id = document_id_of(sha256)
    cells = content.cells()
    if len(reading.fates) != len(cells):
        raise ValueError(f"{document_id}: {len(cells)} printed cells, but the fate of {len(reading.fates)} is known")
    furniture = [f for f in content.furniture if not f.cell.is_blank]
    printed = [*cells, *(piece.cell for piece in furniture)]
    cell_ids = _distinct([f"{document_id}:t{table}r{row}c{column}" for _, table, row, column, *_ in printed])
    project_ids = _distinct([f"p:{cell_ids[_anchor(p)]}" for p in reading.projects])
    indicator_ids = _grouped(
        [[f"i:{cell_ids[indicator.name_cell]}" for indicator in project.indicators] for project in reading.projects]
    )
    objective_ids = _grouped(
        [[f"o:{cell_ids[objective.cell]}" for objective in project.objectives] for project in reading.projects]
    )
    issues = _Issues(document_id, cell_ids, project_ids, indicator_ids)
    for issue in reading.issues:
        issues.add(
            issue.rule_code,
            issue.message,
            cells=issue.cells,
            printed=issue.printed,
            expected=issue.expected,
            project=issue.project,
            indicator=issue.indicator,
        )
    pages = _unique(content.pages)
    refused_pages = [page for page in pages if page.outcome not in _PAGES_READ]
    for page in refused_pages:
        issues.add("page_is_readable", f"第{page.page}页没有读出。{page.message}", printed=f"第{page.page}页")

    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in CHILD_TABLES}
    rows["page"] = [(document_id, page.page, page.outcome, page.message or None) for page in pages]
    fates = [
        *((fate.disposition, fate.reason, _used_by(fate, project_ids, indicator_ids)) for fate in reading.fates),
        *((Disposition.REFUSED if p.is_refused else Disposition.IGNORED, p.reason, None) for p in furniture),
    ]
    rows["source_cell"] = _cell_rows(document_id, cell_ids, printed, fates)
    for number, (project, project_id) in enumerate(zip(reading.projects, project_ids, strict=True)):
        _add_project(
            rows,
            document_id,
            number,
            project,
            project_id,
            objective_ids[number],
            indicator_ids[number],
            cell_ids,
            issues,
        )
    rows["issue"] = issues.rows

    counts = Counter([disposition for disposition, *_ in fates])
    state, refusal_code, refusal_message = "read", None, None
    if not reading.projects:
        state, refusal_code = "refused", _NOT_RECOGNISED
        refusal_message = next(
            (issue.message for issue in reading.issues if issue.rule_code == _NOT_RECOGNISED),
            "没有认出任何一张项目支出绩效目标表。",
        )
    elif counts[Disposition.REFUSED] or refused_pages:
        state = "partly_read"
    head = DocumentHead(
        document_id=document_id,
        sha256=sha256,
        size_bytes=size_bytes,
        media_type=media_type,
        title=reading.title,
        form_type=reading.form_type,
        layout=reading.layout,
        fiscal_year=reading.fiscal_year,
        district_code=reading.district_code,
        state=state,
        refusal_code=refusal_code,
        refusal_message=refusal_message,
        page_count=len(pages) or None,
        pages_read=_pages_read(pages),
        cells_non_blank=len(printed),
        cells_used=counts[Disposition.USED],
        cells_ignored=counts[Disposition.IGNORED],
        cells_refused=counts[Disposition.REFUSED],
    )
    return StagedDocument(head, rows)


class _Issues:
    """Rows of ``staging.issue``, with the ids of what they are about."""

    def __init__(
        self,
        document_id: str | None,
        cell_ids: Sequence[str],
        project_ids: Sequence[str],
        indicator_ids: Sequence[Sequence[str]],
    ) -> None:
        self.rows: list[tuple[Any, ...]] = []
        self._document_id = document_id
        self._cell_ids = cell_ids
        self._project_ids = project_ids
        self._indicator_ids = indicator_ids
        self._seen: Counter[str] = Counter()

    def add(
        self,
        rule_code: str,
        message: str,
        *,
        cells: Sequence[int] = (),
        printed: str | None = None,
        expected: str | None = None,
        project: int | None = None,
        indicator: int | None = None,
    ) -> None:
        found = [self._cell_ids[cell] for cell in cells]
        project_id = None if project is None else self._project_ids[project]
        indicator_id = None if project is None or indicator is None else self._indicator_ids[project][indicator]
        self.rows.append(
            issue_row(
                rule_code,
                message,
                document_id=self._document_id,
                project_id=project_id,
                indicator_id=indicator_id,
                cell_ids=found,
                printed=printed,
                expected=expected,
                seen=self._seen,
            )
        )


def issue_row(
    rule_code: str,
    message: str,
    *,
    document_id: str | None,
    project_id: str | None = None,
    indicator_id: str | None = None,
    cell_ids: Sequence[str] = (),
    printed: str | None = None,
    expected: str | None = None,
    seen: Counter[str],
) -> tuple[Any, ...]:
    """One row of ``staging.issue``. ``seen`` counts the ids given so far, so that the same issue twice has two ids."""
    place = (rule_code, document_id or "", project_id or "", indicator_id or "", printed or "", *cell_ids)
    name = "q:" + hashlib.sha256("\n".join(place).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    seen[name] += 1
    issue_id = name if seen[name] == 1 else f"{name}~{seen[name]}"
    first = cell_ids[0] if cell_ids else None
    return (
        issue_id,
        document_id,
        rule_code,
        project_id,
        indicator_id,
        first,
        list(dict.fromkeys(cell_ids)),
        printed,
        expected,
        message,
    )


def _add_project(
    rows: dict[str, list[tuple[Any, ...]]],
    document_id: str,
    number: int,
    project: Project,
    project_id: str,
    objective_ids: Sequence[str],
    indicator_ids: Sequence[str],
    cell_ids: Sequence[str],
    issues: _Issues,
) -> None:
    rows["project"].append(
        (
            project_id,
            document_id,
            number,
            project.scope,
            project.title and project.title.printed,
            project.name and project.name.printed,
            project.project_code,
            project.department and project.department.printed,
            project.agency and project.agency.printed,
            project.nature and project.nature.printed,
            project.term and project.term.printed,
            project.fiscal_year,
            project.topic_code,
            project.district_code,
            cell_ids[_anchor(project)],
            project.department and cell_ids[project.department.cell],
            project.agency and cell_ids[project.agency.cell],
            cell_ids[project.first_cell],
            cell_ids[project.last_cell],
        )
    )
    anchor = project_id.removeprefix("p:")
    for objective, objective_id in zip(project.objectives, objective_ids, strict=True):
        cell_id = cell_ids[objective.cell]
        rows["objective"].append((objective_id, project_id, objective.scope, objective.period, objective.text, cell_id))
    mention_ids = _distinct([f"m:{objective_ids[m.objective]}/{m.start}" for m in project.mentions])
    for mention, mention_id in zip(project.mentions, mention_ids, strict=True):
        target = mention.target
        rows["mention"].append(
            (
                mention_id,
                objective_ids[mention.objective],
                project_id,
                mention.start,
                mention.end,
                target.printed,
                *_numbers(target, issues, number, None),
                cell_ids[project.objectives[mention.objective].cell],
            )
        )
    funding_ids = _distinct([f"f:{anchor}/{f.fund_source}/{f.scope}" for f in project.funding])
    for funding, funding_id in zip(project.funding, funding_ids, strict=True):
        if "~" in funding_id.rsplit("/", 1)[-1]:
            issues.add(
                "fund_source_is_stated_once",
                "同一资金来源、同一口径印了两次，后一次不采信。",
                cells=(funding.cell,),
                printed=funding.printed,
                project=number,
            )
        rows["funding"].append(
            (
                funding_id,
                project_id,
                funding.fund_source,
                funding.scope,
                funding.printed,
                funding.unit_printed,
                funding.unit_basis,
                None if funding.amount_yuan is None else _stored(funding.amount_yuan, "money", issues, number, None),
                cell_ids[funding.cell],
                None if funding.label_cell is None else cell_ids[funding.label_cell],
            )
        )
    for place, (indicator, indicator_id) in enumerate(zip(project.indicators, indicator_ids, strict=True)):
        rows["indicator"].append(_indicator_row(indicator, indicator_id, project_id, number, place, cell_ids, issues))


def _indicator_row(
    indicator: Indicator,
    indicator_id: str,
    project_id: str,
    project: int,
    place: int,
    cell_ids: Sequence[str],
    issues: _Issues,
) -> tuple[Any, ...]:
    target = indicator.target
    kind, comparator, low, high, unit_printed, unit, counted, per, canonical_low, canonical_high, canonical_unit = (
        _numbers(target, issues, project, place)
    )
    return (
        indicator_id,
        project_id,
        place,
        indicator.level1_printed,
        indicator.level2_printed,
        indicator.category,
        indicator.dimension,
        indicator.ordinal_printed,
        indicator.name,
        indicator.requirement,
        indicator.declared_none,
        None if indicator.weight is None else _stored(indicator.weight, "number", issues, project, place),
        indicator.actual_printed,
        indicator.score_printed,
        indicator.direction_printed,
        indicator.standard_printed,
        indicator.note_printed,
        indicator.block,
        target.printed or None,
        kind,
        comparator,
        low,
        high,
        target.low_open,
        target.high_open,
        unit_printed,
        unit,
        counted,
        per,
        canonical_low,
        canonical_high,
        canonical_unit,
        target.date_from,
        target.date_to,
        target.change,
        target.scale,
        target.grade,
        list(target.implied),
        target.uncertain,
        target.likely,
        target.reason_code,
        target.reason,
        cell_ids[indicator.name_cell],
        cell_ids[indicator.name_cell if indicator.value_cell is None else indicator.value_cell],
    )


def _numbers(target: Target, issues: _Issues, project: int, indicator: int | None) -> tuple[Any, ...]:
    low, high, canonical_low, canonical_high = [
        None if number is None else _stored(number, "number", issues, project, indicator)
        for number in (target.low, target.high, target.canonical_low, target.canonical_high)
    ]
    return (
        str(target.kind),
        None if target.comparator is None else str(target.comparator),
        low,
        high,
        target.unit_printed,
        target.unit,
        target.counted,
        list(target.per),
        canonical_low,
        canonical_high,
        target.canonical_unit,
    )


def _stored(number: Decimal, what: str, issues: _Issues, project: int, indicator: int | None) -> Decimal | None:
    """The number as the table can hold it. One that it cannot hold exactly is told, never rounded in silence."""
    places, digits = _SCALES[what]
    if not number.is_finite() or (number != 0 and number.adjusted() >= digits):
        issues.add(
            "number_is_stored_exactly",
            "这个数超出可以保存的位数，没有保存。",
            printed=str(number),
            project=project,
            indicator=indicator,
        )
        return None
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return number
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    if rounded != number:
        issues.add(
            "number_is_stored_exactly",
            "这个数的小数位超出可以保存的位数，保存的是舍入后的数。",
            printed=str(number),
            expected=str(rounded),
            project=project,
            indicator=indicator,
        )
    return rounded


def _anchor(project: Project) -> int:
    return project.first_cell if project.name is None else project.name.cell


def _grouped(names: Sequence[Sequence[str]]) -> list[list[str]]:
    """:func:`_distinct` over the whole document, kept by project."""
    flat = iter(_distinct([name for group in names for name in group]))
    return [[next(flat) for _ in group] for group in names]


def _distinct(names: list[str]) -> list[str]:
    """The names, the second of the same name with ``~2`` behind it, and so on.

    >>> _distinct(["a", "b", "a"])
    ['a', 'b', 'a~2']
    """
    if len(set(names)) == len(names):
        return names
    seen: Counter[str] = Counter()
    result = []
    for name in names:
        seen[name] += 1
        result.append(name if seen[name] == 1 else f"{name}~{seen[name]}")
    return result


def _unique(pages: Iterable[PageReading]) -> list[PageReading]:
    return list({page.page: page for page in pages}.values())


def _pages_read(pages: Sequence[PageReading]) -> int | None:
    return sum(page.outcome in _PAGES_READ for page in pages) if pages else None


def _used_by(fate: CellFate, project_ids: Sequence[str], indicator_ids: Sequence[Sequence[str]]) -> str | None:
    """What a cell was used for and by which record, parted by a blank."""
    if fate.project is None:
        return fate.role or None
    record = project_ids[fate.project] if fate.indicator is None else indicator_ids[fate.project][fate.indicator]
    return f"{fate.role} {record}" if fate.role else record


def _cell_rows(
    document_id: str,
    cell_ids: Sequence[str],
    cells: Sequence[Cell],
    fates: Sequence[tuple[str, str | None, str | None]],
) -> list[tuple[Any, ...]]:
    """The rows of ``staging.source_cell``, put together column by column: of this table there are the most."""
    if not cells:
        return []
    text, table, row, column, row_span, column_span, line, page, sheet, box = zip(*cells, strict=True)
    x0, top, x1, bottom = zip(*(one or (None, None, None, None) for one in box), strict=True)
    disposition, reason, used_by = zip(*fates, strict=True)
    return list(
        zip(
            cell_ids,
            repeat(document_id, len(cells)),
            range(len(cells)),
            page,
            line,
            sheet,
            table,
            row,
            column,
            row_span,
            column_span,
            x0,
            top,
            x1,
            bottom,
            text,
            disposition,
            reason,
            used_by,
            strict=True,
        )
    )
