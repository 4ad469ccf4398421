"""The pages of a PDF, one after the other, from either source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Literal

import pypdfium2 as pdfium

from pipelines.extract.pdf import pdfium_source
from pipelines.extract.pdf.bounds import Bounds, TooManyObjectsError
from pipelines.extract.pdf.marks import PageMarks
from pipelines.extract.pdf.pdfplumber_source import open_reference, reference_marks
from pipelines.extract.pdf.picture_lines import DPI, with_picture_lines
from pipelines.extract.pdf.sheet import Sheet, is_scan_with_text, read_sheet
from pipelines.model.cells import PageOutcome, RefusedDocumentError

Reader = Literal["pdfium", "pdfplumber"]


MISPLACED = 0.03
"""More letters of a scan's text layer than this share crossed by borders: the layer does not lie over its picture."""


def read_pages(
    data: bytes, password: str | None, reader: Reader, bounds: Bounds, damaged: frozenset[int] = frozenset()
) -> Iterator[tuple[Sheet, int]]:
    """Each page as a sheet, with the number of pages in all. Every page is closed before the next is opened.

    ``damaged`` are the 1-based pages known to be broken: they are not read.

    Raises:
        RefusedDocumentError: encrypted, damaged, or more pages than the bounds allow.
    """
    with pdfium_source.open_document(data, password) as document:
        total = len(document)
        if total > bounds.pages:
            raise RefusedDocumentError(
                "document_too_large", f"文件有{total}页，超过上限{bounds.pages}页。请拆分后放入。"
            )
        if total == 0:
            raise RefusedDocumentError("document_empty", "文件没有任何页面。请核对是否取错文件。")
        if reader == "pdfium":
            for index in range(total):
                yield _sheet(document, index, pdfium_source.page_marks, document, bounds, damaged), total
            return
        with open_reference(data, password) as reference:
            for index in range(total):
                yield _sheet(document, index, reference_marks, reference, bounds, damaged), total


def _sheet(
    document: pdfium.PdfDocument,
    index: int,
    marks_of: Callable[[Any, int, Bounds], PageMarks],
    source: Any,
    bounds: Bounds,
    damaged: frozenset[int],
) -> Sheet:
    """One page read by itself. The picture of a scan with a text layer is always drawn by pdfium."""
    if index + 1 in damaged:
        return Sheet(index + 1, 0.0, 0.0, PageOutcome.DAMAGED)
    try:
        marks = marks_of(source, index, bounds)
    except TooManyObjectsError:
        return Sheet(index + 1, 0.0, 0.0, PageOutcome.TOO_LARGE)
    except pdfium.PdfiumError:
        return Sheet(index + 1, 0.0, 0.0, PageOutcome.DAMAGED)
    sheet = read_sheet(marks)
    if sheet.tables or not is_scan_with_text(marks):
        return sheet
    drawn = read_sheet(with_picture_lines(marks, _grey(document, index)), allow_hidden=True)
    if drawn.outcome is PageOutcome.GARBLED:
        return drawn
    if drawn.outcome is PageOutcome.RULED and drawn.misplaced <= MISPLACED:
        return replace(drawn, outcome=PageOutcome.OCR_TEXT)
    reason = "扫描件带有隐藏文字层，但图中的表格线认不出，或文字与图对不上"
    return Sheet(index + 1, marks.width, marks.height, PageOutcome.SCAN, reason=reason)


def _grey(document: pdfium.PdfDocument, index: int) -> Any:
    page = document[index]
    try:
        bitmap = page.render(scale=DPI / 72, grayscale=True, may_draw_forms=False)
        try:
            return bitmap.to_numpy().copy().reshape(bitmap.height, bitmap.width)
        finally:
            bitmap.close()
    finally:
        page.close()
