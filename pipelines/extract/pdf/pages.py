"""The pages of a PDF, one after the other, from either source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pypdfium2 as pdfium

from pipelines.extract.pdf import pdfium_source
from pipelines.extract.pdf.bounds import Bounds
from pipelines.extract.pdf.sheet import Sheet, read_sheet
from pipelines.model.cells import PageOutcome, RefusedDocumentError

Reader = Literal["pdfium", "pdfplumber"]


def read_pages(data: bytes, password: str | None, reader: Reader, bounds: Bounds) -> Iterator[tuple[Sheet, int]]:
    """Each page as a sheet, with the number of pages in all. Every page is closed before the next is opened.

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
        for index in range(total):
            yield _sheet(document, index, bounds), total


def _sheet(document: pdfium.PdfDocument, index: int, bounds: Bounds) -> Sheet:
    try:
        marks = pdfium_source.page_marks(document, index, bounds)
    except pdfium_source.TooManyObjectsError:
        return Sheet(index + 1, 0.0, 0.0, PageOutcome.TOO_LARGE)
    except pdfium.PdfiumError:
        return Sheet(index + 1, 0.0, 0.0, PageOutcome.DAMAGED)
    return read_sheet(marks)
