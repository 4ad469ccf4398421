"""A value cut into the longest words the lexicon knows."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.normalise.targets.lexicon import Lexicon

DATE, IDIOM, PART, NUMBER, WORD, TEXT = 1, 3, 5, 6, 7, 8
_NUMBERLIKE = 4
_NUMERAL_ALONE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


class Token(NamedTuple):
    """One word of the value: what it is, its text and where it begins in the plain form."""

    kind: int
    text: str
    start: int


END = Token(0, "", -1)


def cut(text: str, lexicon: Lexicon) -> list[Token]:
    """Cut a text in plain form into tokens that cover it without gaps; ``END`` closes the list.

    A PART is the front of a fraction (百分之); an IDIOM only looks like a number (一般); TEXT is one unknown character.
    Digits alone are a number, also where they look like a date (2024.12): the reading decides from the surroundings.
    """
    if _NUMERAL_ALONE.fullmatch(text):
        return [Token(NUMBER, text, 0), END]
    tokens = []
    for match in lexicon.scanner.finditer(text):
        kind = match.lastindex or TEXT
        tokens.append(Token(WORD if kind == _NUMBERLIKE else kind, match.group(), match.start()))
    tokens.append(END)
    return tokens
