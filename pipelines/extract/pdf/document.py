"""A whole PDF: pages are read one by one, furniture is named, tables are joined over pages, blocks come in order."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.extract.pdf.bounds import BOUNDS, Bounds
from pipelines.extract.pdf.continuation import Part, Piece, continues, joined
from pipelines.extract.pdf.damage import Damage, damage_of, trimmed
from pipelines.extract.pdf.familiar import is_form_label, squeezed
from pipelines.extract.pdf.furniture import Named, furniture_of
from pipelines.extract.pdf.lattice import Lattice
from pipelines.extract.pdf.pages import Reader, read_pages
from pipelines.extract.pdf.sheet import Sheet, SheetTable
from pipelines.extract.pdf.wording import PrintedLine, with_gaps
from pipelines.model.cells import (
    Block,
    Box,
    Cell,
    Content,
    Furniture,
    PageOutcome,
    PageReading,
    RefusedDocumentError,
    Structure,
)

_READ = frozenset({PageOutcome.RULED, PageOutcome.TEXT, PageOutcome.OCR_TEXT})

_REASONS: dict[PageOutcome, str] = {
    PageOutcome.BORDERLESS: "表格没有框线，单元格界限无从判定",
    PageOutcome.SCAN: "没有文字层（扫描图片，或文字已转成图形），需要先做文字识别（OCR）",
    PageOutcome.GARBLED: "文字层乱码（字体缺少或错配文字对照表），读出的不是所印文字，须重新导出或做文字识别",
    PageOutcome.DAMAGED: "页面内容损坏，无法完整读出",
    PageOutcome.TOO_LARGE: "页面对象过多，超出读取上限",
    PageOutcome.BLANK: "空白页",
}
_CODES: dict[PageOutcome, str] = {
    PageOutcome.BORDERLESS: "document_borderless",
    PageOutcome.SCAN: "document_needs_ocr",
    PageOutcome.GARBLED: "document_garbled",
    PageOutcome.DAMAGED: "document_damaged",
    PageOutcome.TOO_LARGE: "document_too_large",
    PageOutcome.BLANK: "document_empty",
}
_ADVICE: dict[str, str] = {
    "document_borderless": "请换用带框线的版本（Word、Excel 或带表格线的 PDF）。",
    "document_needs_ocr": "请换用原始电子文件，或先做文字识别再放入。",
    "document_garbled": "请向公开单位索取原始电子文件，或由原文件重新导出 PDF。",
    "document_damaged": "请重新下载，或向公开单位索取完整文件。",
    "document_too_large": "请换用较小的文件，或拆分后放入。",
    "document_empty": "请核对是否取错文件。",
}


def read_pdf(
    data: bytes,
    *,
    password: str | None = None,
    reader: Reader = "pdfium",
    bounds: Bounds = BOUNDS,
    progress: Callable[[int, int], None] | None = None,
) -> Content:
    """Every printed cell of a PDF's ruled tables, and every printed line around them, in reading order.

    Args:
        data: the file's bytes.
        password: the password to open it, from sources.yml; an owner password is never needed.
        reader: the source of glyphs and lines: ``pdfium`` (fast) or ``pdfplumber`` (reference).
        bounds: how much is read before the document is refused.
        progress: called after each page with (pages read, pages in all).

    Raises:
        RefusedDocumentError: nothing in it can be read; ``pages`` says what each page is.
    """
    data = trimmed(data)
    sheets: list[Sheet] = []
    began = time.monotonic()
    damage = damage_of(data, password)
    for sheet, total in read_pages(data, password, reader, bounds, damage.pages):
        sheets.append(sheet)
        if progress is not None:
            progress(len(sheets), total)
        if time.monotonic() - began > bounds.seconds:
            raise RefusedDocumentError(
                "document_time_limit",
                f"读取超过{bounds.seconds:g}秒（已读{len(sheets)}/{total}页），停止。请拆分文件后放入。",
                tuple(_reading(s) for s in sheets),
            )
    pages = tuple(_reading(s) for s in sheets)
    if not any(s.outcome in _READ for s in sheets):
        raise _refusal(pages)
    return _content(sheets, pages, _notes(sheets, damage))


def _notes(sheets: Sequence[Sheet], damage: Damage) -> tuple[tuple[str, str], ...]:
    """What is to be known of the reading as a whole; refused pages tell it themselves."""
    notes = []
    scanned = [s.page for s in sheets if s.outcome is PageOutcome.OCR_TEXT]
    if scanned:
        notes.append(
            (
                "page_text_is_printed",
                f"{_page_list(scanned)}为扫描件，文字取自其隐藏文字层（识别结果），可能有误认，请对照原件。",
            )
        )
    for sheet in sheets:
        unknown = sum(c.text.count("\ufffd") for t in sheet.tables for c in t.cells) if sheet.outcome in _READ else 0
        if unknown:
            notes.append(
                (
                    "glyph_has_its_character",
                    f"第{sheet.page}页表格中有{unknown}个字的字体没有文字对照，读作“\ufffd”，请对照原页。",
                )
            )
    if damage.elsewhere:
        notes.append(("document_is_whole", "文件内有数据流损坏，未见对应页面，所读内容可能不全。请重新下载核对。"))
    return tuple(notes)


def _page_list(pages: Sequence[int]) -> str:
    """`第1、3至5页`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "第" + "、".join(f"{r[0]}至{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs) + "页"


def _reading(sheet: Sheet) -> PageReading:
    if sheet.outcome in _READ or sheet.outcome is PageOutcome.BLANK:
        return PageReading(sheet.page, str(sheet.outcome))
    return PageReading(
        sheet.page, str(sheet.outcome), f"{sheet.reason or _REASONS[sheet.outcome]}。{_ADVICE[_CODES[sheet.outcome]]}"
    )


def _refusal(pages: Sequence[PageReading]) -> RefusedDocumentError:
    told = Counter(PageOutcome(p.outcome) for p in pages)
    told.pop(PageOutcome.BLANK, None) if len(told) > 1 else None
    outcome = told.most_common(1)[0][0] if told else PageOutcome.BLANK
    code = _CODES[outcome]
    message = f"共{len(pages)}页，没有可读取的内容：{_REASONS[outcome]}。{_ADVICE[code]}"
    return RefusedDocumentError(code, message, tuple(pages))


@dataclass(slots=True)
class _Run:
    """A stretch of the document: a table part, or lines between tables."""

    part: Part | None
    lines: list[tuple[int, PrintedLine, Box]]
    page: int


def _content(sheets: Sequence[Sheet], pages: tuple[PageReading, ...], notes: tuple[tuple[str, str], ...]) -> Content:
    named = furniture_of([s for s in sheets if s.outcome in _READ])
    furniture: list[Furniture] = []
    runs: list[_Run] = []
    texts = Counter(squeezed(c.text) for s in sheets for t in s.tables for c in t.cells if c.text)

    def known(text: str) -> bool:
        return is_form_label(text) or texts[text] > 0

    for sheet in sheets:
        furniture += [Furniture(_outside(n.text, sheet.page, sheet.seen(n.box)), n.reason) for n in sheet.noise]
        if sheet.outcome not in _READ:
            runs.append(_Run(None, [], sheet.page))  # what is not read parts what stands before and after it
            continue
        out = {id(n.line): n for n in named.get(sheet.page, [])}
        furniture += [_named(n, sheet) for n in out.values()]
        for run in _runs(sheet, out):
            last = runs[-1] if runs else None
            if (
                run.part is not None
                and last is not None
                and last.part is not None
                and last.page + 1 == run.page
                and continues(last.part, run.part)
            ):
                runs[-1] = _Run(joined(last.part, run.part, known), [], run.page)
            else:
                runs.append(run)
    for run in runs:
        if run.part is not None:
            furniture += [
                Furniture(_outside(p.text, p.page, p.box), "repeated_header") for p in run.part.copies if p.text
            ]
    return Content(blocks=tuple(_blocks(runs)), pages=pages, furniture=tuple(furniture), notes=notes)


def _named(named: Named, sheet: Sheet) -> Furniture:
    return Furniture(_outside(named.line.text, sheet.page, sheet.seen(named.line.box)), named.reason)


def _outside(text: str, page: int, box: Box) -> Cell:
    """A cell that is in no block: table, row and column 0."""
    return Cell(text, 0, 0, 0, page=page, box=box)


def _runs(sheet: Sheet, out: dict[int, Named]) -> Iterator[_Run]:
    """The page's tables and lines from top to bottom."""
    items: list[tuple[float, float, SheetTable | PrintedLine]] = [
        (t.lattice.box.top, t.lattice.box.x0, t) for t in sheet.tables
    ]
    items += [(line.box.top, line.box.x0, line) for line in sheet.lines if id(line) not in out]
    items.sort(key=lambda item: item[:2])
    lines: list[tuple[int, PrintedLine, Box]] = []
    for _, _, item in items:
        if isinstance(item, PrintedLine):
            lines.append((sheet.page, item, sheet.seen(item.box)))
            continue
        if lines:
            yield _Run(None, lines, sheet.page)
            lines = []
        yield _Run(_part(item, sheet), [], sheet.page)
    if lines:
        yield _Run(None, lines, sheet.page)


def _part(table: SheetTable, sheet: Sheet) -> Part:
    lattice: Lattice = table.lattice
    pieces = tuple(
        Piece(
            row=c.place.row,
            row_span=c.place.row_span,
            left=c.place.box.x0,
            right=c.place.box.x1,
            text=c.text,
            lines=c.lines,
            page=sheet.page,
            box=sheet.seen(c.place.box),
            room_above=c.lines[0].box.top - c.place.box.top if c.lines else 0.0,
            room_below=c.place.box.bottom - c.lines[-1].box.bottom if c.lines else 0.0,
        )
        for c in table.cells
    )
    return Part(sheet.page, lattice.xs, len(lattice.ys) - 1, pieces, lattice.open_top, lattice.open_bottom)


def _blocks(runs: Sequence[_Run]) -> Iterator[Block]:
    number = 0
    waiting: list[tuple[int, PrintedLine, Box]] = []
    for run in [*runs, None]:
        if run is not None and run.part is None:
            waiting += run.lines
            continue
        if waiting:
            number += 1
            yield _prose(waiting, number)
            waiting = []
        if run is not None and run.part is not None:
            number += 1
            yield _grid(run.part, number)


def _prose(lines: Sequence[tuple[int, PrintedLine, Box]], number: int) -> Block:
    rows = tuple(
        (Cell(with_gaps(line), number, row, 1, page=page, box=box),)
        for row, (page, line, box) in enumerate(lines, start=1)
    )
    return Block(Structure.PROSE, rows)


def _grid(part: Part, number: int) -> Block:
    def column(x: float) -> int:
        return min(range(len(part.xs)), key=lambda i: abs(part.xs[i] - x))

    rows: dict[int, list[Cell]] = {}
    for piece in part.pieces:
        left, right = column(piece.left), column(piece.right)
        cell = Cell(
            text=piece.text,
            table=number,
            row=piece.row + 1,
            column=left + 1,
            row_span=piece.row_span,
            column_span=max(1, right - left),
            page=piece.page,
            box=piece.box,
        )
        rows.setdefault(piece.row, []).append(cell)
    ordered = tuple(tuple(sorted(rows[r], key=lambda c: c.column)) for r in sorted(rows))
    return Block(Structure.GRID, ordered, part.joined)
