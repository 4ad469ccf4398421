"""Tables whose cells are parted or closed by bars: drawn frames, rows, a cell a line, Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from pipelines.extract.text_lines import Line, Printed, Shape, numbered, without_padding
from pipelines.model.cells import Structure

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
_BARS_ONLY = re.compile(r"[\s|]*\|[\s|]*")
_BAR = re.compile(r"(?<!\\)\|")


def is_barred(text: str) -> bool:
    """Whether bars part cells in a line; a single bar inside a text parts none."""
    return "|" in text and (
        text.count("|") > 1 or " | " in text or text.rstrip().endswith("|") or text.lstrip().startswith("|")
    )


def end_of_bars(lines: list[str], number: int) -> int:
    """Where a barred region ends: after its last barred line, lines of wrapped cells within it belong to it."""
    last = number
    unbarred = 0
    for at in range(number, len(lines)):
        text = lines[at]
        if is_barred(text):
            last, unbarred = at, 0
        elif "\t" in text:
            break
        elif text:
            unbarred += 1
            if unbarred > 8:
                break
    return last + 1


def shape_of_bars(region: list[Line]) -> Shape:
    """A row a line, or a cell a line, with or without lines of bars alone that close the rows."""
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
        return bars
    return closed_rows if closed * 8 > single else cell_a_line


def with_plain_bars(lines: list[str]) -> list[str]:
    """The lines of a table drawn with wide bars or with the characters of frames, its cells parted by plain bars.

    >>> with_plain_bars(["┌──┬──┐", "│名称│甲　乙│", "├──┼──┤", "│单位│丙│"])
    ['', ' | 名称 | 甲　乙 | ', '', ' | 单位 | 丙 | ']
    """
    if sum("｜" in text or "│" in text or "┃" in text for text in lines) < _FEWEST_ROWS:
        return lines
    return ["" if _FRAME.fullmatch(text) else _WIDE_BAR.sub(" | ", text) for text in lines]


def bars(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    """One row a line, bars between its cells."""
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
        rows.append(numbered(number, cells))
    return Structure.ROWS, rows


def closed_rows(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
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
            rows.append(without_padding(row))
            row = []
            continue
        cell = text.strip().rstrip("|").strip()
        if not cell and not row:
            continue
        if len(row) == width:
            rows.append(without_padding(row))
            row = []
            if not cell:
                continue
        row.append((len(row) + 1, line, cell))
    rows.append(without_padding(row))
    return Structure.ROWS, rows


def cell_a_line(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    """A cell a line, each closed by a bar; where a row ends is not printed."""
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


def is_markdown_table(lines: list[str]) -> bool:
    """Whether a text draws its tables as Markdown does: with a rule below the head."""
    return any("|" in text and "-" in text and _RULE.fullmatch(text.strip()) for text in lines)


def without_headings(lines: list[str]) -> list[str]:
    """The lines without the marks of headings (## 二、乙项目), which are not printed."""
    return [_HEADING.sub("", text, count=1) if text.lstrip()[:1] == "#" else text for text in lines]


def markdown(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    """The same without the rules and marks of Markdown, which print nothing."""
    rows = []
    for number, text in lines:
        if _RULE.fullmatch(text.strip()):
            continue
        cells = [_unmarked(cell) for cell in _BAR.split(text.strip())]
        if not cells[0] and text.lstrip().startswith("|"):
            cells = cells[1:]
        if cells and not cells[-1]:
            cells = cells[:-1]
        rows.append(numbered(number, cells))
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
