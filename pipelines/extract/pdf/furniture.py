"""Page furniture: page numbers and running headers and footers, told from titles, and kept out by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.extract.pdf.familiar import squeezed
from pipelines.extract.pdf.sheet import Sheet
from pipelines.extract.pdf.wording import PrintedLine

MARGIN = 0.09
"""Furniture stands in this part of the page's height, at the top or at the bottom, or in the outer :data:`EDGE`."""
NUMBER_MARGIN = 0.16
"""A page number may stand a little further in, as nothing else looks like it."""
EDGE = 52.0
"""Points of margin that even a small page has."""

_PAGE_NUMBER = re.compile(
    r"""[-—–―~·.\[(<【]*(?:
        第?\d{1,4}页?(?:[/,，]?(?:共|总共)?\d{1,4}页?)? |
        第[一二三四五六七八九十百]+页(?:[/,，]?共[一二三四五六七八九十百]+页)? |
        [ivx]{1,6} |
        page\d{1,4}(?:of\d{1,4})?
    )[-—–―~·.\])>】]*""",
    re.VERBOSE | re.IGNORECASE,
)
_MEANING = re.compile(r"单位[:：]|单位.*元|[万亿]元|表$|年度\)?$|附件|附表|续")
_DIGITS = re.compile(r"\d+")


class Named(NamedTuple):
    """A printed line that is furniture, and what it is: ``page_number``, ``running_header``, ``running_footer``."""

    line: PrintedLine
    reason: str


def is_page_number(text: str) -> bool:
    """True for the ways in which pages are numbered.

    >>> [is_page_number(t) for t in ("— 3 —", "第 3 页 共 5 页", "3/5", "95%", "2024年")]
    [True, True, True, False, False]
    """
    return _PAGE_NUMBER.fullmatch(squeezed(text)) is not None


def furniture_of(sheets: Sequence[Sheet]) -> dict[int, list[Named]]:
    """For each page, the lines outside tables that are furniture.

    A page number is known by its form and place. A header or footer is known by standing at the same place with the
    same words (numbers aside) on several pages, or by a rule of its own, in letters no larger than the table's; a
    title, a year line or a line that states the unit of the amounts is never furniture, however often it is printed.
    """
    repeated = _repeated(sheets)
    found: dict[int, list[Named]] = {}
    for sheet in sheets:
        tops = [t.lattice.box.top for t in sheet.tables]
        bottoms = [t.lattice.box.bottom for t in sheet.tables]
        named = []
        for line in sheet.lines:
            above = line.box.bottom <= min(tops, default=sheet.height)
            below = line.box.top >= max(bottoms, default=0.0)
            if not (above or below):
                continue
            if is_page_number(line.text) and _in_margin(line, sheet, NUMBER_MARGIN):
                named.append(Named(line, "page_number"))
            elif _in_margin(line, sheet, MARGIN) and (_key(line, sheet) in repeated or _is_ruled_off(line, sheet)):
                named.append(Named(line, "running_header" if _is_upper(line, sheet) else "running_footer"))
        found[sheet.page] = named
    return found


def _is_upper(line: PrintedLine, sheet: Sheet) -> bool:
    return line.box.bottom < sheet.height / 2


def _in_margin(line: PrintedLine, sheet: Sheet, margin: float) -> bool:
    room = max(margin * sheet.height, EDGE)
    return line.box.bottom <= room or line.box.top >= sheet.height - room


def _is_ruled_off(line: PrintedLine, sheet: Sheet) -> bool:
    """True for a header with its rule right under it (a footer: right above), away from the tables."""
    if _MEANING.search(squeezed(line.text)) or (sheet.body_size and line.size > 1.35 * sheet.body_size):
        return False
    edges = [e for t in sheet.tables for e in (t.lattice.box.top, t.lattice.box.bottom)]
    free = [y for y in sheet.rules if all(abs(y - e) > 6 for e in edges)]
    if _is_upper(line, sheet):
        return any(line.box.bottom - 2 <= y <= line.box.bottom + line.size for y in free)
    return any(line.box.top - line.size <= y <= line.box.top + 2 for y in free)


def _key(line: PrintedLine, sheet: Sheet) -> tuple[str, int]:
    place = line.box.top if _is_upper(line, sheet) else line.box.top - sheet.height - 10_000
    return _DIGITS.sub("#", squeezed(line.text)), round(place / 6)


def _repeated(sheets: Sequence[Sheet]) -> set[tuple[str, int]]:
    seen: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        keys = {
            _key(line, sheet)
            for line in sheet.lines
            if _in_margin(line, sheet, MARGIN)
            and not _MEANING.search(squeezed(line.text))
            and (not sheet.body_size or line.size <= 1.35 * sheet.body_size)
        }
        seen.update(keys)
    return {key for key, count in seen.items() if count >= 2}
