"""How text, tables and JSON reach a terminal, a pipe or a file. What documents print is never trusted there."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

_STEERING = {"Cc", "Cf", "Zl", "Zp", "Cs"}
"""Unicode categories that move the cursor, colour the text or turn its direction."""


def printable(text: str, *, newlines: bool = False) -> str:
    r"""The text with every character that could steer a terminal written as an escape.

    >>> printable("\x1b[31m红\u202e")
    '\\x1b[31m红\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(
        c
        if c.isprintable() or (newlines and c == "\n") or unicodedata.category(c) not in _STEERING
        else c.encode("unicode_escape").decode("ascii")
        for c in text
    )


def print_json(value: Any) -> None:
    """JSON on stdout. Control characters are escaped by JSON itself, those that turn the direction here."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    print(printable(text, newlines=True) if not text.isascii() else text)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "") -> None:
    """A table: drawn on a terminal, as wide as its cells elsewhere, so that nothing is cut off in a pipe or a log."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if title:
        print(printable(title))
    table = Table(box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(Text(printable(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown_value(value)) for value in row))
    if sys.stdout.isatty():
        Console(highlight=False).print(table)
        return
    console = Console(highlight=False, width=100_000, color_system=None)
    # A console of fixed width pads each line up to it.
    with console.capture() as capture:
        console.print(table)
    print("\n".join(line.rstrip() for line in capture.get().splitlines()))


def shown_value(value: Any) -> str:
    """A value as a person reads it: nothing for null, decimals without idle zeros, lists with commas."""
    match value:
        case None:
            return ""
        case Decimal():
            text = format(value, "f")
            return text.rstrip("0").rstrip(".") if "." in text else text
        case float():
            return f"{value:,.15g}".replace(",", "")
        case list():
            return printable(", ".join(map(shown_value, value)))
        case _:
            return printable(str(value))
