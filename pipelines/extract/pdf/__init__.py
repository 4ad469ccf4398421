"""PDF forms to cells exactly as printed: ruled tables with spans, pages and boxes; every unreadable page by name.

The way of a page: ``marks`` (``pdfium_source``, ``pdfplumber_source`` with ``patience``, ``picture_lines``) → what is
no text (``noise``) and no ruling (``paths``, ``table_ink``) → ``rulings`` → ``lattice`` → text in cells (``placing``,
``wording``) → a ``sheet`` with its outcome (``familiar``). The way of a document: ``damage`` and ``multiplied`` →
``pages`` within ``bounds`` → ``furniture`` → ``continuation`` with ``cut_labels`` → ``assembly`` → ``document``. Beside
it ``agreement`` compares both sources, and ``pictures`` draws what was read.
"""

from pipelines.extract.pdf.agreement import checked_against_reference, reader_differences
from pipelines.extract.pdf.bounds import BOUNDS, Bounds
from pipelines.extract.pdf.document import read_pdf
from pipelines.extract.pdf.pictures import Shown, explain_page, page_crop, page_crops

__all__ = [
    "BOUNDS",
    "Bounds",
    "Shown",
    "checked_against_reference",
    "explain_page",
    "page_crop",
    "page_crops",
    "read_pdf",
    "reader_differences",
]
