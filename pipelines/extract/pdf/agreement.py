"""Two readers on one page: pdfium and pdfplumber share no code, so what both see is what is there."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import NamedTuple

from pipelines.extract.pdf.bounds import BOUNDS, Bounds, TooManyObjectsError
from pipelines.extract.pdf.damage import trimmed
from pipelines.extract.pdf.familiar import squeezed
from pipelines.extract.pdf.pdfium_source import open_document, page_marks
from pipelines.extract.pdf.pdfplumber_source import open_reference, reference_marks
from pipelines.extract.pdf.sheet import Sheet, read_sheet
from pipelines.model.cells import Content, PageOutcome, RefusedDocumentError

_SHOWN = 3
"""How many differences a message names."""


class Difference(NamedTuple):
    """A place of a page that the two readers see differently; what one of them does not see is None."""

    page: int
    place: str
    pdfium: str | None
    pdfplumber: str | None


def reader_differences(
    data: bytes, page: int, *, password: str | None = None, bounds: Bounds = BOUNDS
) -> tuple[Difference, ...]:
    """What the two readers see differently on a page (counted from 1); blanks inside texts do not count.

    Raises:
        RefusedDocumentError: one of them cannot open the document.
        IndexError: there is no such page.
    """
    data = trimmed(data)
    with open_document(data, password) as document:
        if not 1 <= page <= len(document):
            raise IndexError(f"page {page} of {len(document)}")
        fast = _seen(read_sheet(page_marks(document, page - 1, bounds)))
    with open_reference(data, password) as reference:
        slow = _seen(read_sheet(reference_marks(reference, page - 1, bounds)))
    return tuple(
        Difference(page, place, fast.get(place), slow.get(place))
        for place in dict.fromkeys([*fast, *slow])
        if fast.get(place) != slow.get(place)
    )


def checked_against_reference(content: Content, data: bytes, *, password: str | None = None) -> Content:
    """The content of a PDF with a note where pdfplumber reads one of its ruled pages differently.

    The page is chosen by the document's own hash: the same one in every refresh, any one over all documents.
    """
    ruled = [p.page for p in content.pages if p.outcome == PageOutcome.RULED]
    if not ruled:
        return content
    from pipelines.extract.pdf.patience import PDFMINER_FAULTS, at_most

    page = ruled[int(hashlib.sha256(data).hexdigest()[:8], 16) % len(ruled)]
    try:
        with at_most(BOUNDS.second_opinion_seconds):
            differences = reader_differences(data, page, password=password)
    except (RefusedDocumentError, TooManyObjectsError, *PDFMINER_FAULTS):
        message = f"第{page}页：第二种读取方法（pdfplumber）打不开这份文件，未能互相核对。"
        return replace(content, notes=(*content.notes, ("pdf_readers_agree", message)))
    if not differences:
        return content
    told = "；".join(
        f"{d.place}：pdfium 读作“{d.pdfium or ''}”，pdfplumber 读作“{d.pdfplumber or ''}”" for d in differences[:_SHOWN]
    )
    message = f"第{page}页两种读取方法有{len(differences)}处不同。{told}。"
    return replace(content, notes=(*content.notes, ("pdf_readers_agree", message)))


def _seen(sheet: Sheet) -> dict[str, str]:
    """Every cell and line of a page by its place."""
    found = {"页面类型": str(sheet.outcome)}
    for number, table in enumerate(sheet.tables, start=1):
        for cell in table.cells:
            row, column, rows, columns, _ = cell.place
            place = f"表{number}第{row + 1}行第{column + 1}列（{rows}×{columns}）"
            found[place] = squeezed(cell.text)
    for number, line in enumerate(sheet.lines, start=1):
        found[f"表外第{number}行"] = squeezed(line.text)
    return found
