"""Excel workbooks: typed columns, a frozen header with filters, and no text that could run as a formula.

The library draws the workbook with its headers; the rows below them, which may be hundreds of thousands of cells, are
written here straight as the XML of the sheet, which takes a third of the time.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import math
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

SHEET_ROWS = 1_048_575
"""Rows below the header that one sheet holds."""
_CELL_CHARACTERS = 32_767
_EXACT_DIGITS = 15
_WIDEST = 60
_MEASURED_ROWS = 200
_MADE_ON = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_DAY_ZERO = datetime.date(1899, 12, 30)
_FIRST_DATE = datetime.date(1900, 3, 1)
"""Excel counts a day before it that never was."""
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_KEPT_IN_MEMORY = 4 << 20
_LARGE_MEMBER = 1 << 31
_NO_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What a cell holds as _xHHHH_, and the underscore of a text that looks like that."""
_MARKED = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x|^\s|\s\Z")
_SHEETS = "xl/worksheets/sheet"


class Book:
    """A workbook that is being written: heads drawn by the library, the rows of each sheet on the way to the file."""

    def __init__(self) -> None:
        self.drawn = io.BytesIO()
        self.library = xlsxwriter.Workbook(self.drawn, {"in_memory": True, "strings_to_urls": False})
        self.library.set_properties({"created": _MADE_ON.replace(tzinfo=None)})
        self.header = self.library.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "top"})
        self.label = self.library.add_format(
            {"italic": True, "font_color": "#555555", "bg_color": "#E8EEF4", "bottom": 1}
        )
        # The library keeps the number of a format to itself; the rows written here need that of a date.
        self.date = int(self.library.add_format({"num_format": "yyyy-mm-dd"})._get_xf_index())
        self.bodies: list[IO[bytes]] = []

    def body(self) -> IO[bytes]:
        """Where the rows of the sheet that was added last are collected; large ones lie on disk."""
        self.bodies.append(tempfile.SpooledTemporaryFile(_KEPT_IN_MEMORY))  # noqa: SIM115 - closed by open_workbook
        return self.bodies[-1]

    def save(self, path: Path) -> None:
        """Write the file: what the library drew, with the rows put into each sheet."""
        self.library.close()
        with zipfile.ZipFile(self.drawn) as drawn, zipfile.ZipFile(path, "w") as file:
            for name in drawn.namelist():
                entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                if name.startswith(_SHEETS):
                    body = self.bodies[int(name.removeprefix(_SHEETS).removesuffix(".xml")) - 1]
                    _save_sheet(file, entry, drawn.read(name), body)
                else:
                    file.writestr(entry, drawn.read(name))


def _save_sheet(file: zipfile.ZipFile, entry: zipfile.ZipInfo, drawn: bytes, body: IO[bytes]) -> None:
    # the dimension is that of the header alone; it may be left out
    before, end, after = re.sub(rb"<dimension [^>]*/>", b"", drawn).partition(b"</sheetData>")
    large = body.tell() > _LARGE_MEMBER
    body.seek(0)
    with file.open(entry, "w", force_zip64=large) as member:
        member.write(before)
        while chunk := body.read(1 << 20):
            member.write(chunk)
        member.write(end + after)


@contextlib.contextmanager
def open_workbook(path: Path) -> Iterator[Book]:
    """A workbook that is written row by row in bounded memory; the same rows always give the same bytes.

    The file is there when the block ends without an error.
    """
    with contextlib.ExitStack() as stack:
        book = Book()
        stack.callback(lambda: [body.close() for body in book.bodies])
        yield book
        book.save(path)


def write_sheet(
    book: Book,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    comments: Sequence[str] = (),
    sheet_rows: int = SHEET_ROWS,
) -> int:
    """Write rows to a sheet, and to ``name (2)`` and so on where one does not hold them.

    Args:
        book: an open workbook.
        name: of the sheet, at most 31 characters.
        columns: the header, at least one.
        rows: drawn once.
        comments: a second line of the header, one text per column (Chinese labels), or none.
        sheet_rows: rows a sheet holds below the header.

    Returns:
        The number of rows written.
    """
    top = 2 if comments else 1
    letters = [xl_col_to_name(place) for place in range(len(columns))]
    source = iter(rows)
    total = number = 0
    while number == 0 or (waiting := list(islice(source, 1))):
        number += 1
        if number > 1:
            source = chain(waiting, source)
        first_rows = list(islice(source, _MEASURED_ROWS))
        source = chain(first_rows, source)
        sheet = book.library.add_worksheet(_sheet_name(name, number))
        for place, width in enumerate(_widths(columns, comments, first_rows)):
            sheet.set_column(place, place, width)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column, book.header)
        for place, comment in enumerate(comments):
            sheet.write_string(1, place, comment, book.label)
        written, body = 0, book.body()
        for written, row in enumerate(islice(source, sheet_rows + 1 - top), start=1):
            body.write(_row(top + written, letters, row, book.date).encode())
        sheet.freeze_panes(top, 0)
        sheet.autofilter(top - 1, 0, top - 1 + written, len(columns) - 1)
        total += written
    return total


def _sheet_name(name: str, number: int) -> str:
    suffix = "" if number == 1 else f" ({number})"
    return name[: 31 - len(suffix)] + suffix


def _row(number: int, letters: Sequence[str], row: Sequence[Any], date_style: int) -> str:
    """One row of a sheet as XML; ``number`` counts from 1."""
    cells = [f'<row r="{number}">']
    for column, value in zip(letters, row, strict=False):
        if value is None:
            continue
        place = f'<c r="{column}{number}"'
        match value:
            case str():
                cells.append(f'{place} t="inlineStr"><is>{_text(value)}</is></c>')
            case bool():
                cells.append(f'{place} t="b"><v>{value:d}</v></c>')
            case int() | float() | Decimal() if _is_exact(value):
                cells.append(f"{place}><v>{float(value):.16G}</v></c>")
            case datetime.date() if not isinstance(value, datetime.datetime) and value >= _FIRST_DATE:
                cells.append(f'{place} s="{date_style}"><v>{(value - _DAY_ZERO).days}</v></c>')
            case _:
                cells.append(f'{place} t="inlineStr"><is>{_text(_shown(value))}</is></c>')
    cells.append("</row>")
    return "".join(cells)


def _shown(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return str(value)


def _is_exact(value: float | Decimal) -> bool:
    """Excel keeps fifteen digits; a longer number stays text."""
    if isinstance(value, Decimal):
        return value.is_finite() and len(value.normalize().as_tuple().digits) <= _EXACT_DIGITS
    return math.isfinite(value) if isinstance(value, float) else abs(value) < 10**_EXACT_DIGITS


def _text(text: str) -> str:
    """A text as the XML of a cell.

    >>> _text("甲<乙"), _text(" _x0041_\\x01")
    ('<t>甲&lt;乙</t>', '<t xml:space="preserve"> _x005F_x0041__x0001_</t>')
    """
    if len(text) > _CELL_CHARACTERS:
        text = text[: _CELL_CHARACTERS - 1] + "…"
    if not _MARKED.search(text):
        return f"<t>{text}</t>"
    space = ' xml:space="preserve"' if text != text.strip() else ""
    text = _NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<t{space}>{text}</t>"


def _widths(columns: Sequence[str], comments: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    texts: list[list[str]] = [[column] for column in columns]
    for line in ([comments] if comments else []) + list(rows):
        for place, value in enumerate(line):
            texts[place].append("" if value is None else str(value))
    return [min(_WIDEST, 2 + max(_shown_width(text) for text in column)) for column in texts]


def _shown_width(text: str) -> int:
    """Chinese characters are two wide.

    >>> _shown_width("ab中")
    4
    """
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text[: 2 * _WIDEST])
