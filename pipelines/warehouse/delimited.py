"""CSV that Excel opens with right Chinese, and in which no text is taken for a formula."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO, Any

BOM = "\ufeff"
LIST_DELIMITER = ";"
FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
"""A spreadsheet may take text that begins so for a formula. An apostrophe before it makes it text."""


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("≥95%")
    ("'=1+1", '≥95%')
    """
    return "'" + text if text[:1] and text[0] in FORMULA_STARTS else text


def delimited_value(value: Any) -> str:
    """One value as a CSV field; null and empty text are both nothing.

    >>> delimited_value(Decimal("12647100.0000")), delimited_value(["person", "year"]), delimited_value(None)
    ('12647100', 'person;year', '')
    """
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case bool():
            return "true" if value else "false"
        case Decimal():
            text = format(value, "f")
            return text.rstrip("0").rstrip(".") if "." in text else text
        case list() | tuple():
            return guarded(LIST_DELIMITER.join(str(item) for item in value))
        case datetime.date() | datetime.time():
            return value.isoformat()
        case _:
            return str(value)


def write_delimited(stream: IO[str], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A header and the rows, with CRLF as RFC 4180 and Excel want it. Open the stream with ``newline=""``."""
    writer = csv.writer(stream)
    writer.writerow([guarded(column) for column in columns])
    for row in rows:
        writer.writerow([delimited_value(value) for value in row])
