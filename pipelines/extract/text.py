"""Plain text to cells. Knows the shapes in which printed tables come out as text, and nothing of what they say.

A file mixes tables and prose, so the shape is found for each region of lines apart:

====================  =================================================================  ==================
shape                 how it is recognised                                               ``Structure``
====================  =================================================================  ==================
tabs                  lines with tabs; ``"a<line end>b"`` is one cell, as copied cells   ROWS
bars                  ``a | b |``: bars between cells, also ｜ and │; one row a line     ROWS
markdown              the same in a file with a line ``|---|---|`` below a head          ROWS
cell a line, closed   ``a |`` per cell, a line of bars alone closes the row              ROWS
cell a line           ``a |`` per cell, a bare bar is a blank cell                       SEQUENCE
cell a paragraph      one line, one empty line, …; a line of blanks is a blank cell      SEQUENCE
runs of blanks        two or more blanks between cells                                   ROWS
single blanks         lines of words                                                     WORDS
glued                 several lines without a blank                                      GLUED
prose                 a few lines between tables                                         PROSE
====================  =================================================================  ==================
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract.text_bars import (
    end_of_bars,
    is_barred,
    is_markdown_table,
    markdown,
    shape_of_bars,
    with_plain_bars,
    without_headings,
)
from pipelines.extract.text_blanks import regions_of_plain_lines
from pipelines.extract.text_encoding import decode
from pipelines.extract.text_lines import Line, Region
from pipelines.extract.text_tabs import tabs
from pipelines.model.cells import Block, Content

_LINE_END = re.compile(r"\r\n|\r|\n|\x0b|\x0c|\u2028|\u2029|\x85")


def read_text(data: bytes) -> Content:
    """Read a text file into cells.

    Raises:
        RefusedDocumentError: empty, not a text, or in an encoding that cannot be found out.

    >>> content = read_text("项目名称\\t社区经费\\n".encode())
    >>> [(c.text, c.line, c.column) for c in content.cells()]
    [('项目名称', 1, 1), ('社区经费', 1, 2)]
    """
    decoded = decode(data)
    lines = _LINE_END.split(decoded.text) if _has_odd_ends(decoded.text) else decoded.text.split("\n")
    if "|" not in decoded.text:
        lines = with_plain_bars(lines)
    notes: tuple[tuple[str, str], ...] = ()
    if decoded.found_out:
        notes = (("encoding_is_stated", f"文件没有标明编码，按所见字样判定为 {decoded.encoding}。"),)
    blocks: list[Block] = []
    is_markdown = is_markdown_table(lines)
    for region in _regions(without_headings(lines) if is_markdown else lines, is_markdown=is_markdown):
        block = region.block(len(blocks) + 1)
        if any(not cell.is_blank for row in block.rows for cell in row):
            blocks.append(block)
    return Content(tuple(blocks), notes=notes, encoding=decoded.encoding)


def _has_odd_ends(text: str) -> bool:
    return any(end in text for end in ("\r", "\x0b", "\x0c", "\u2028", "\u2029", "\x85"))


def _regions(lines: list[str], *, is_markdown: bool) -> Iterator[Region]:
    number, end = 0, len(lines)
    while number < end:
        start, text = number, lines[number]
        if not text:
            number += 1
        elif "\t" in text:
            while number < end and lines[number]:
                number += 1
            yield Region(tabs, _numbered(lines, start, number))
        elif is_markdown and is_barred(text):
            # a line without a bar is no row of the table
            while number < end and is_barred(lines[number]):
                number += 1
            yield Region(markdown, _numbered(lines, start, number))
        elif is_barred(text):
            number = end_of_bars(lines, number)
            region = _numbered(lines, start, number)
            yield Region(shape_of_bars(region), region)
        else:
            while number < end and "\t" not in lines[number] and not is_barred(lines[number]):
                number += 1
            yield from regions_of_plain_lines(_numbered(lines, start, number))


def _numbered(lines: list[str], start: int, end: int) -> list[Line]:
    return list(enumerate(lines[start:end], start + 1))
