"""Excel workbooks: typed columns, a frozen header with filters, and no text that could run as a formula."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

import xlsxwriter

SHEET_ROWS = 1_048_575
"""Rows below the header that one sheet holds."""
_CELL_CHARACTERS = 32_767
_EXACT_DIGITS = 15
_WIDEST = 60
_MEASURED_ROWS = 200
_MADE_ON = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


@contextlib.contextmanager
def open_workbook(path: Path) -> Iterator[xlsxwriter.Workbook]:
    """A workbook that is written row by row in bounded memory; the same rows always give the same bytes."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties({"created": _MADE_ON.replace(tzinfo=None)})
    try:
        yield workbook
    finally:
        workbook.close()


def write_sheet(
    workbook: xlsxwriter.Workbook,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    comments: Sequence[str] = (),
    sheet_rows: int = SHEET_ROWS,
) -> int:
    """Write rows to a sheet, and to ``name (2)`` and so on where one does not hold them.

    Args:
        workbook: an open workbook.
        name: of the sheet, at most 31 characters.
        columns: the header.
        rows: drawn once.
        comments: a second line of the header, one text per column (Chinese labels), or none.
        sheet_rows: rows a sheet holds below the header.

    Returns:
        The number of rows written.
    """
    header = workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "top"})
    label = workbook.add_format({"italic": True, "font_color": "#555555", "bg_color": "#E8EEF4", "bottom": 1})
    date = workbook.add_format({"num_format": "yyyy-mm-dd"})
    top = 2 if comments else 1
    source = iter(rows)
    total = number = 0
    while number == 0 or (waiting := list(islice(source, 1))):
        number += 1
        if number > 1:
            source = chain(waiting, source)
        first_rows = list(islice(source, _MEASURED_ROWS))
        source = chain(first_rows, source)
        sheet = workbook.add_worksheet(_sheet_name(name, number))
        for place, width in enumerate(_widths(columns, comments, first_rows)):
            sheet.set_column(place, place, width)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column, header)
        for place, comment in enumerate(comments):
            sheet.write_string(1, place, comment, label)
        written = 0
        for written, row in enumerate(islice(source, sheet_rows + 1 - top), start=1):
            _write_row(sheet, top - 1 + written, row, date)
        sheet.freeze_panes(top, 0)
        if columns:
            sheet.autofilter(top - 1, 0, top - 1 + written, len(columns) - 1)
        total += written
    return total


def _sheet_name(name: str, number: int) -> str:
    suffix = "" if number == 1 else f" ({number})"
    return name[: 31 - len(suffix)] + suffix


def _write_row(sheet: Any, number: int, row: Sequence[Any], date: Any) -> None:
    for place, value in enumerate(row):
        match value:
            case None:
                continue
            case bool():
                sheet.write_boolean(number, place, value)
            case int() | float() | Decimal() if _is_exact(value):
                sheet.write_number(number, place, float(value))
            case datetime.datetime():
                sheet.write_string(number, place, value.isoformat())
            case datetime.date():
                sheet.write_datetime(number, place, value, date)
            case list() | tuple():
                sheet.write_string(number, place, _fitting("; ".join(map(str, value))))
            case _:
                sheet.write_string(number, place, _fitting(str(value)))


def _is_exact(value: float | Decimal) -> bool:
    """Excel keeps fifteen digits; a longer number stays text."""
    if isinstance(value, float):
        return True
    number = Decimal(value).normalize()
    return number.is_finite() and len(number.as_tuple().digits) <= _EXACT_DIGITS


def _fitting(text: str) -> str:
    return text if len(text) <= _CELL_CHARACTERS else text[: _CELL_CHARACTERS - 1] + "…"


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
