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
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from pipelines.extract.text_encoding import decode
from pipelines.model.cells import Block, Cell, Content, Structure

Line = tuple[int, str]
"""A line of the file: its 1-based number and its text without the line end."""

_LINE_END = re.compile(r"\r\n|\r|\n|\x0b|\x0c|\u2028|\u2029|\x85")
_BARS_ONLY = re.compile(r"[\s|]*\|[\s|]*")
_RUN_OF_BLANKS = re.compile(r"[ \u3000\u00a0]{2,}|\u3000")
_BLANK = re.compile(r"\s+")
_MANY_CELLS = 32
_RULE = re.compile(r"\|?(?:\s*(?::-+:?|-+:|-{3,})\s*\|)+(?:\s*(?::-+:?|-+:|-{3,}))?")
"""The line below the head of a Markdown table."""
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_WIDE_BAR = re.compile(r"[ \t\u3000]*[｜│┃][ \t\u3000]*")
_FRAME = re.compile(r"[\s\u2500-\u257f]*[\u2500\u2501\u2550][\s\u2500-\u257f]*")
"""A line that only draws the frame of a table: ├────┼────┤."""
_FEWEST_ROWS = 2
_MOST_LINES = 60
"""No cell is printed on more lines."""
_BAR = re.compile(r"(?<!\\)\|")
_WORDS_OF_A_TABLE = 12
"""A line of so many words is a whole table on one line."""


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
        lines = _with_plain_bars(lines)
    notes: tuple[tuple[str, str], ...] = ()
    if decoded.found_out:
        notes = (("encoding_is_stated", f"文件没有标明编码，按所见字样判定为 {decoded.encoding}。"),)
    blocks: list[Block] = []
    is_markdown = _is_markdown(lines)
    for region in _regions(_without_headings(lines) if is_markdown else lines, is_markdown=is_markdown):
        block = region(len(blocks) + 1)
        if any(not cell.is_blank for row in block.rows for cell in row):
            blocks.append(block)
    return Content(tuple(blocks), notes=notes, encoding=decoded.encoding)


def _has_odd_ends(text: str) -> bool:
    return any(end in text for end in ("\r", "\x0b", "\x0c", "\u2028", "\u2029", "\x85"))


def _with_plain_bars(lines: list[str]) -> list[str]:
    """The lines of a table drawn with wide bars or with the characters of frames, its cells parted by plain bars.

    >>> _with_plain_bars(["┌──┬──┐", "│名称│甲　乙│", "├──┼──┤", "│单位│丙│"])
    ['', ' | 名称 | 甲　乙 | ', '', ' | 单位 | 丙 | ']
    """
    if sum("｜" in text or "│" in text or "┃" in text for text in lines) < _FEWEST_ROWS:
        return lines
    return ["" if _FRAME.fullmatch(text) else _WIDE_BAR.sub(" | ", text) for text in lines]


class _Region:
    """A run of lines of one shape; called with its table number it gives the block."""

    __slots__ = ("lines", "shape")

    def __init__(self, shape: str, lines: list[Line]) -> None:
        self.shape = shape
        self.lines = lines

    def __call__(self, table: int) -> Block:
        structure, rows = _SHAPES[self.shape](self.lines)
        return Block(
            structure,
            tuple(
                tuple([Cell(text, table, row, column, 1, 1, line) for column, line, text in cells])
                for row, cells in enumerate(rows, start=1)
                if cells
            ),
        )


Printed = list[tuple[int, int, str]]
"""The cells of one row: column, line, text."""


def _is_markdown(lines: list[str]) -> bool:
    return any("|" in text and "-" in text and _RULE.fullmatch(text.strip()) for text in lines)


def _without_headings(lines: list[str]) -> list[str]:
    """The lines without the marks of headings (## 二、乙项目), which are not printed."""
    return [_HEADING.sub("", text, count=1) if text.lstrip()[:1] == "#" else text for text in lines]


def _regions(lines: list[str], *, is_markdown: bool) -> Iterator[_Region]:
    number, end = 0, len(lines)
    while number < end:
        text = lines[number]
        if "\t" in text:
            start = number
            while number < end and lines[number]:
                number += 1
            yield _Region("tabs", list(enumerate(lines[start:number], start + 1)))
        elif is_markdown and _is_barred(text):
            # a line without a bar is no row of the table
            start = number
            while number < end and _is_barred(lines[number]):
                number += 1
            yield _Region("markdown", list(enumerate(lines[start:number], start + 1)))
        elif _is_barred(text):
            start = number
            number = _end_of_bars(lines, number)
            region = list(enumerate(lines[start:number], start + 1))
            yield _Region(_shape_of_bars(region), region)
        elif not text:
            number += 1
        else:
            start = number
            while number < end and "\t" not in lines[number] and not _is_barred(lines[number]):
                number += 1
            yield from _plain(list(enumerate(lines[start:number], start + 1)))


def _is_barred(text: str) -> bool:
    return "|" in text and (
        text.count("|") > 1 or " | " in text or text.rstrip().endswith("|") or text.lstrip().startswith("|")
    )


def _end_of_bars(lines: list[str], number: int) -> int:
    """Where a barred region ends: after its last barred line, lines of wrapped cells within it belong to it."""
    last = number
    unbarred = 0
    for at in range(number, len(lines)):
        text = lines[at]
        if _is_barred(text):
            last, unbarred = at, 0
        elif "\t" in text:
            break
        elif text:
            unbarred += 1
            if unbarred > 8:
                break
    return last + 1


def _shape_of_bars(region: list[Line]) -> str:
    single = rows = closed = 0
    for _, text in region:
        if not text or "|" not in text:
            continue
        if _BARS_ONLY.fullmatch(text):
            closed += text.count("|") > 1
        elif text.count("|") == 1 and text.rstrip().endswith("|"):
            single += 1
        else:
            rows += 1
    if single <= rows * 2:
        return "bars"
    return "closed_rows" if closed * 8 > single else "cell_a_line"


def _plain(lines: list[Line]) -> Iterator[_Region]:
    """Split lines without tabs and bars into runs of paragraphs (a cell each), tables of blanks, glued lines, prose."""
    alone = [
        bool(text)
        and not text.isspace()
        and (at == 0 or not lines[at - 1][1].strip())
        and (at + 1 == len(lines) or not lines[at + 1][1].strip())
        for at, (_, text) in enumerate(lines)
    ]
    at = 0
    start = 0
    while at < len(lines):
        if not alone[at]:
            at += 1
            continue
        stop = at
        count = 0
        while stop < len(lines) and (alone[stop] or not lines[stop][1].strip()):
            count += alone[stop]
            stop += 1
        if count >= 8:
            yield from _run(lines[start:at])
            yield _Region("cell_a_paragraph", lines[at:stop])
            start = stop
        at = stop
    yield from _run(lines[start:])


def _run(lines: list[Line]) -> Iterator[_Region]:
    while lines and not lines[0][1].strip():
        lines = lines[1:]
    while lines and not lines[-1][1].strip():
        lines = lines[:-1]
    printed = [text.strip() for _, text in lines if text.strip()]
    if not printed:
        return
    runs = sum(bool(_RUN_OF_BLANKS.search(text)) for text in printed)
    words = sum(bool(_BLANK.search(text)) for text in printed)
    one_line = any(text.count(" ") >= _WORDS_OF_A_TABLE for text in printed)
    if (len(printed) >= 4 and runs * 2 >= len(printed)) or (runs >= 3 and runs * 3 >= len(printed)):
        shape = "runs_of_blanks"
    elif one_line or (len(printed) >= 4 and words * 4 >= len(printed)):
        shape = "single_blanks"
    elif len(printed) >= 4:
        shape = "glued"
    else:
        shape = "prose"
    yield _Region(shape, lines)


def _tabs(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    if any(text.startswith('"') or '\t"' in text for _, text in lines):
        return Structure.ROWS, list(_quoted(lines))
    return Structure.ROWS, [_columns(number, text.split("\t")) for number, text in lines]


def _quoted(lines: list[Line]) -> Iterator[Printed]:
    """Rows in which a spreadsheet set cells in quotes, as it does where they hold line ends, quotes or commas.

    Quotes that do not close before the next tab, and those around any other text, are printed.
    """
    at = 0
    while at < len(lines):
        number, text = lines[at]
        cells = text.split("\t")
        place = 0
        while place < len(cells):
            if cells[place].startswith('"'):
                if place == len(cells) - 1 and not _is_closed(cells[place]):
                    cells[place:], at = _over_lines(cells[place], lines, at)
                inside = cells[place][1:-1] if _is_closed(cells[place]) else ""
                if any(mark in inside for mark in '\n",，'):
                    cells[place] = inside.replace('""', '"')
            place += 1
        yield _columns(number, cells)
        at += 1


def _over_lines(cell: str, lines: list[Line], at: int) -> tuple[list[str], int]:
    """A cell whose quote closes on a later line, with the cells behind it there; only the cell itself otherwise."""
    whole = cell
    for end in range(at + 1, min(at + _MOST_LINES, len(lines))):
        first, *behind = lines[end][1].split("\t")
        whole += "\n" + first
        if _is_closed(whole):
            return [whole, *behind], end
        if behind:
            break
    return [cell], at


def _is_closed(cell: str) -> bool:
    """Whether a cell that begins with a quote also ends with its closing one.

    >>> _is_closed('"a"'), _is_closed('"a""'), _is_closed('"a"b'), _is_closed('"')
    (True, False, False, False)
    """
    inside = cell[1:].replace('""', "")
    return len(cell) > 1 and cell.endswith('"') and inside.find('"') == len(inside) - 1


def _bars(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    rows = []
    for number, text in lines:
        if not text.strip():
            continue
        body = text.strip()
        cells = [cell.strip() for cell in body.split("|")]
        if body.startswith("|"):
            cells = cells[1:]
        if body.endswith("|") and cells:
            cells = cells[:-1]
        rows.append(_columns(number, cells))
    return Structure.ROWS, rows


def _markdown(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    rows = []
    for number, text in lines:
        if _RULE.fullmatch(text.strip()):
            continue
        cells = [_unmarked(cell) for cell in _BAR.split(text.strip())]
        if not cells[0] and text.lstrip().startswith("|"):
            cells = cells[1:]
        if cells and not cells[-1]:
            cells = cells[:-1]
        rows.append(_columns(number, cells))
    return Structure.ROWS, rows


def _unmarked(cell: str) -> str:
    r"""The text of a cell as Markdown prints it.

    >>> _unmarked(r" **5人**<br>\>95% &ge;6 ")
    '5人\n>95% ≥6'
    """
    if not any(mark in cell for mark in "\\<&*"):
        return cell.strip()
    text = _EMPHASIS.sub(r"\1", _BREAK.sub("\n", cell.strip()))
    return unescape(_ESCAPED.sub(r"\1", text)).strip()


def _columns(line: int, cells: list[str]) -> Printed:
    """Number the cells of a row. Padding at its end goes; of a long run of blank cells one is kept as evidence."""
    texts = ["" if cell.isspace() else cell for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    row = [(column, line, text) for column, text in enumerate(texts, start=1)]
    if len(cells) <= _MANY_CELLS:
        return row
    return [cell for cell, before in zip(row, ["-", *texts], strict=False) if cell[2] or before]


def _closed_rows(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    """Rows of one cell a line, closed by bars for the padding cells. Cells and padding add up to the table's width,
    which tells a single padding cell from a blank one.
    """
    widths: Counter[int] = Counter()
    count = 0
    wrapped = list(_wrapped(lines))
    for _, text in wrapped:
        if text.count("|") > 1 and _BARS_ONLY.fullmatch(text):
            widths[count + text.count("|")] += 1
            count = 0
        elif count or not _BARS_ONLY.fullmatch(text):
            count += 1
    width = widths.most_common(1)[0][0] if widths else 0
    rows: list[Printed] = []
    row: Printed = []
    for line, text in wrapped:
        if text.count("|") > 1 and _BARS_ONLY.fullmatch(text):
            rows.append(_trim(row))
            row = []
            continue
        cell = text.strip().rstrip("|").strip()
        if not cell and not row:
            continue
        if len(row) == width:
            rows.append(_trim(row))
            row = []
            if not cell:
                continue
        row.append((len(row) + 1, line, cell))
    rows.append(_trim(row))
    return Structure.ROWS, rows


def _trim(row: Printed) -> Printed:
    while row and not row[-1][2]:
        row = row[:-1]
    return row


def _cell_a_line(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    rows: list[Printed] = []
    for line, text in _wrapped(lines):
        if text.count("|") > 1:
            cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
            rows.extend([(1, line, cell)] for cell in cells)
        else:
            rows.append([(1, line, text.strip().rstrip("|").strip())])
    return Structure.SEQUENCE, rows


def _wrapped(lines: list[Line]) -> Iterator[Line]:
    """Join the lines of a wrapped cell: it goes on until a bar ends it. The cell stands where its first line stands."""
    held: list[str] = []
    first = 0
    for number, text in lines:
        if not text.strip():
            continue
        if not held:
            first = number
        held.append(text.rstrip())
        if text.rstrip().endswith("|") or text.count("|") > 1:
            yield first, "\n".join(held)
            held = []
    if held:
        yield first, "\n".join(held)


def _cell_a_paragraph(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    return Structure.SEQUENCE, [[(1, number, text)] for number, text in lines if text]


def _runs_of_blanks(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    rows = []
    for number, text in lines:
        body = text.strip()
        rows.append([(c, number, cell) for c, cell in enumerate(_RUN_OF_BLANKS.split(body), start=1) if cell])
    return Structure.ROWS, rows


def _single_blanks(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    return Structure.WORDS, [
        [(c, number, word) for c, word in enumerate(_words(text), start=1)] for number, text in lines
    ]


_DATE = re.compile(
    r"(?<![\d.])20\d\d *年 *\d{1,2} *月(?: *\d{1,2} *日)?|(?<![\d.])20\d\d +年"
    r"|(?<![\d.])\d{1,2} +月(?=[底初末中上下前后份日\d\s]|$)(?: *\d{1,2} *日)?"
)
_HELD = "\ue000"
"""Stands for a blank that parts nothing."""


def _words(text: str) -> list[str]:
    """The words of a line; blanks inside brackets and dates part nothing.

    >>> _words("收益率( ≥**% ) >=8%"), _words("发放时间 2024 年 12 月底前 10")
    (['收益率( ≥**% )', '>=8%'], ['发放时间', '2024 年 12 月底前', '10'])
    """
    words: list[str] = []
    depth = 0
    if " 年" in text or " 月" in text:
        text = _DATE.sub(lambda date: date[0].replace(" ", _HELD), text)
    for word in _BLANK.split(text.strip()):
        if not word:
            continue
        word = word.replace(_HELD, " ")
        if depth > 0 and words:
            words[-1] += " " + word
        else:
            words.append(word)
            depth = 0
        depth += word.count("(") + word.count("（") - word.count(")") - word.count("）")
        if depth > 0 and not (")" in text or "）" in text):
            depth = 0
    return words


def _lines(lines: list[Line]) -> Iterable[Printed]:
    return [[(1, number, text.strip())] for number, text in lines if text.strip()]


def _glued(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    return Structure.GLUED, _lines(lines)


def _prose(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    return Structure.PROSE, _lines(lines)


_SHAPES = {
    "tabs": _tabs,
    "bars": _bars,
    "markdown": _markdown,
    "closed_rows": _closed_rows,
    "cell_a_line": _cell_a_line,
    "cell_a_paragraph": _cell_a_paragraph,
    "runs_of_blanks": _runs_of_blanks,
    "single_blanks": _single_blanks,
    "glued": _glued,
    "prose": _prose,
}
