"""Cells exactly as printed, with their places. What a reader of a medium returns; no meaning here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page in points, origin top left, as the page is seen (after /Rotate)."""

    x0: float
    top: float
    x1: float
    bottom: float


class Cell(NamedTuple):
    """One cell (or one running line outside a table) exactly as printed.

    ``text`` is never cleaned: blanks, full-width forms and line breaks inside the cell stay. A blank cell is kept where
    the medium shows one, because it is evidence of the layout; only non-blank cells enter the ledger.

    ``table``, ``row`` and ``column`` count from 1 inside the document, in reading order; ``table`` also counts the
    blocks of running text between tables. ``line`` is the 1-based line of a text file, ``page`` the 1-based page of a
    PDF, ``sheet`` the name of a worksheet, ``member`` the name inside an archive; each None where it has no meaning.

    A NamedTuple and not a dataclass: there are 10**9 cells in a year of the country, and a tuple is made three times
    faster.
    """

    text: str
    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    box: Box | None = None

    @property
    def is_blank(self) -> bool:
        """True when nothing is printed (blanks of any width count as nothing)."""
        return not self.text or self.text.isspace()


class Structure(StrEnum):
    """How much of the printed table survived in a block of cells. The form engine chooses its way of reading by it."""

    GRID = "grid"
    """Rows, columns and spans are those of the printed table (PDF rulings, Word, Excel, HTML). A merged cell stands
    once, at its top left place, with its spans."""
    ROWS = "rows"
    """One printed row per line; cells are parted for certain, but may be missing at the front, shifted or padded."""
    SEQUENCE = "sequence"
    """Cells in reading order, one per line or paragraph; where a row ends is not printed. One cell per ``Row``."""
    WORDS = "words"
    """One printed row per line, parted by single blanks: a cell may be broken into several words."""
    GLUED = "glued"
    """One printed row per line (or none), cells not parted at all."""
    PROSE = "prose"
    """Running text outside any table: titles, year lines, captions, page furniture. One cell per line."""


@dataclass(frozen=True, slots=True)
class Block:
    """A table, or a run of text between tables.

    ``rows`` are tuples of cells in printed order, blank cells included. ``joined`` says why parts that stood on several
    pages were taken as one table (empty when it was not continued).
    """

    structure: Structure
    rows: tuple[tuple[Cell, ...], ...]
    joined: tuple[str, ...] = ()


class PageReading(NamedTuple):
    """What became of one page of a PDF (or one sheet, or one archive member).

    ``outcome`` is a code of :class:`PageOutcome`; ``message`` a Chinese sentence for the report when it was refused.
    """

    page: int
    outcome: str
    message: str = ""


class PageOutcome(StrEnum):
    """What a page is. Everything but RULED, TEXT, OCR_TEXT and BLANK means that the page was refused."""

    RULED = "ruled"
    TEXT = "text"
    OCR_TEXT = "ocr_text"
    """A scan with a hidden text layer whose rulings were found in the picture."""
    BLANK = "blank"
    BORDERLESS = "borderless"
    SCAN = "scan"
    GARBLED = "garbled"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Furniture:
    """A printed cell that the reader itself can name: page number, running header, watermark. Ignored by name.

    ``is_refused``: what the cell shows is not in the file (a formula without its result), so nothing could be read.
    """

    cell: Cell
    reason: str
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader has to say about one printed cell; becomes a finding at that cell.

    ``in_role`` (``indicator.value``): it matters only where the form engine uses the cell for that. A date is a fault
    as a target value such as 1-2, and none as the day of publication.
    """

    rule_code: str
    message: str
    cell: Cell
    in_role: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader returns for the bytes of one document: every printed cell, in blocks, in reading order.

    ``notes`` are (rule code, Chinese message) pairs about the reading as a whole, e.g. a hidden sheet or an encoding
    that had to be found out. ``encoding`` is that of a text file.
    """

    blocks: tuple[Block, ...]
    pages: tuple[PageReading, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    remarks: tuple[Remark, ...] = ()

    def cells(self) -> list[Cell]:
        """All non-blank cells of all blocks in reading order: the ledger's left side (furniture stands apart)."""
        return [c for b in self.blocks for r in b.rows for c in r if c.text and not c.text.isspace()]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One received file and its content. ``path`` is relative to the raw directory, or as given on the command line.

    A document that cannot be read at all is not a SourceDocument: reading it raises :class:`RefusedDocumentError`.
    """

    path: str
    sha256: str
    media_type: str
    size_bytes: int
    content: Content


class RefusedDocumentError(Exception):
    """A document cannot be read at all; the others go on.

    Args:
        code: rule code under ``document_…`` (``document_empty``, ``document_encrypted``, ``document_damaged``,
            ``document_too_large``, ``document_unsupported``, ``document_needs_ocr``, ``document_garbled``,
            ``document_unreadable_encoding``, ``document_time_limit``, ``document_memory_limit``, ``document_crashed``,
            ``document_vanished``).
        message: Chinese sentence that says what, where and what to do.
        pages: what each page was, where pages were seen before the refusal.
    """

    def __init__(self, code: str, message: str, pages: tuple[PageReading, ...] = ()) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.pages = pages

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Survive the way back from a worker process."""
        return type(self), (self.code, self.message, self.pages)
