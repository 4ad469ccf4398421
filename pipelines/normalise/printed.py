"""Printed text as one line. Line ends inside a cell are the printer's, not the author's."""

from __future__ import annotations

import re

from pipelines.normalise.spelling import PINYIN

_LINE_END = re.compile(r"[ \t]*[\r\n\x0b\x0c]+[ \t]*")


def one_line(text: str) -> str:
    """The text of a cell without line ends and readings between its characters: a wrapped word is whole again.

    >>> one_line("打造网球\\n公开赛 ")
    '打造网球公开赛'
    >>> one_line("Level\\nOne")
    'Level One'
    >>> one_line("群眾滿(mǎn)意度(%)")
    '群眾滿意度(%)'
    """
    text = text.strip()
    if "(" in text and not text.isascii():
        text = PINYIN.sub("", text)
    if "\n" not in text and "\r" not in text and "\x0b" not in text and "\x0c" not in text:
        return text
    return _LINE_END.sub(lambda end: _between(text, end), text)


def _between(text: str, end: re.Match[str]) -> str:
    before, after = text[end.start() - 1 : end.start()], text[end.end() : end.end() + 1]
    return " " if before.isascii() and after.isascii() else ""
