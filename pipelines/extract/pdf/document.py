"""A whole PDF: its pages are read one by one and assembled, or it is refused by name."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipelines.extract.pdf.assembly import READ, assembled
from pipelines.extract.pdf.bounds import BOUNDS, Bounds
from pipelines.extract.pdf.damage import Damage, damage_of, hollow_pages, trimmed
from pipelines.extract.pdf.pages import Reader, read_pages
from pipelines.extract.pdf.sheet import Sheet
from pipelines.model.cells import Content, PageOutcome, PageReading, RefusedDocumentError

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
    lost = hollow_pages(data, password, {s.page for s in sheets if s.outcome is PageOutcome.BLANK})
    sheets = [replace(s, outcome=PageOutcome.DAMAGED) if s.page in lost else s for s in sheets]
    pages = tuple(_reading(s) for s in sheets)
    if not any(s.outcome in READ for s in sheets):
        raise _refusal(pages)
    blocks, furniture = assembled(sheets)
    return Content(blocks, pages, furniture, _notes(sheets, damage))


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
        unknown = sum(c.text.count("\ufffd") for t in sheet.tables for c in t.cells) if sheet.outcome in READ else 0
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
    if sheet.outcome in READ or sheet.outcome is PageOutcome.BLANK:
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
