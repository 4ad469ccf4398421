"""Lines without tabs and bars: paragraphs that are cells, tables of blanks, words, glued lines, prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipelines.extract.text_lines import Line, Printed, Region, Shape
from pipelines.model.cells import Structure

_RUN_OF_BLANKS = re.compile(r"[ \u3000\u00a0]{2,}|\u3000")
_BLANK = re.compile(r"\s+")
_WORDS_OF_A_TABLE = 12
"""A line of so many words is a whole table on one line."""
_DATE = re.compile(
    r"(?<![\d.])20\d\d *年 *\d{1,2} *月(?: *\d{1,2} *日)?|(?<![\d.])20\d\d +年"
    r"|(?<![\d.])\d{1,2} +月(?=[底初末中上下前后份日\d\s]|$)(?: *\d{1,2} *日)?"
)
_HELD = "\ue000"
"""Stands for a blank that parts nothing."""
_FEWEST_PARAGRAPHS = 8
"""Paragraphs of one line each are cells from so many on."""


def regions_of_plain_lines(lines: list[Line]) -> Iterator[Region]:
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
        if count >= _FEWEST_PARAGRAPHS:
            yield from _run_of_lines(lines[start:at])
            yield Region(_cell_a_paragraph, lines[at:stop])
            start = stop
        at = stop
    yield from _run_of_lines(lines[start:])


def _run_of_lines(lines: list[Line]) -> Iterator[Region]:
    """The one region of a run of lines, without the blank ones at both its ends."""
    places = [at for at, (_, text) in enumerate(lines) if text.strip()]
    if not places:
        return
    lines = lines[places[0] : places[-1] + 1]
    printed = [text.strip() for _, text in lines if text.strip()]
    runs = sum(bool(_RUN_OF_BLANKS.search(text)) for text in printed)
    words = sum(bool(_BLANK.search(text)) for text in printed)
    one_line = any(text.count(" ") >= _WORDS_OF_A_TABLE for text in printed)
    shape: Shape
    if (len(printed) >= 4 and runs * 2 >= len(printed)) or (runs >= 3 and runs * 3 >= len(printed)):
        shape = _runs_of_blanks
    elif one_line or (len(printed) >= 4 and words * 4 >= len(printed)):
        shape = _single_blanks
    elif len(printed) >= 4:
        shape = _glued
    else:
        shape = _prose
    yield Region(shape, lines)


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


def _words(text: str) -> list[str]:
    """The words of a line; blanks inside brackets and dates part nothing.

    >>> _words("收益率( ≥**% ) >=8%"), _words("发放时间 2024 年 12 月底前 10")
    (['收益率( ≥**% )', '>=8%'], ['发放时间', '2024 年 12 月底前', '10'])
    """
    words: list[list[str]] = []  # each in the pieces that blanks inside its brackets make
    depth = 0
    closes = ")" in text or "）" in text
    if " 年" in text or " 月" in text:
        text = _DATE.sub(lambda date: date[0].replace(" ", _HELD), text)
    for word in _BLANK.split(text.strip()):
        if not word:
            continue
        word = word.replace(_HELD, " ")
        if depth > 0:
            words[-1].append(word)
        else:
            words.append([word])
            depth = 0
        depth += word.count("(") + word.count("（") - word.count(")") - word.count("）")
        if not closes:
            depth = 0
    return [" ".join(pieces) for pieces in words]


def _glued(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    return Structure.GLUED, _lines(lines)


def _prose(lines: list[Line]) -> tuple[Structure, Iterable[Printed]]:
    return Structure.PROSE, _lines(lines)


def _lines(lines: list[Line]) -> Iterable[Printed]:
    return [[(1, number, text.strip())] for number, text in lines if text.strip()]
