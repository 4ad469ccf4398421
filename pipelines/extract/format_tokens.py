"""Number formats cut into words: places for digits, parts of dates, marks, quoted text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_CURRENCY = re.compile(r"\[\$([^\]-]*)")
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?) | (?P<escaped>[\\!].) | (?P<gap>_.) | (?P<fill>\*.) | (?P<bracket>\[[^\]]*\])
      | (?P<general>general|g/通用格式) | (?P<half>am/pm|a/p|上午/下午) | (?P<exponent>e[+-])
      | (?P<date>yyyy|yyy|yy|y|e|mmmmm|mmmm|mmm|mm|m|dddd|ddd|dd|d|aaaa|aaa|hh|h|ss|s)
      | (?P<digit>[0#?]) | (?P<mark>[.,%@/]) | (?P<literal>.)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A word of a format: what kind of word it is, and as it is written."""

    kind: str
    text: str


Section = tuple[Token, ...]
"""One of the parts of a format that semicolons part: for positive numbers, negative ones, zero, text."""
_LONGEST_FORMAT: Final = 255


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[Section, ...]:
    """The parts of a format between semicolons, as tokens."""
    sections: list[Section] = []
    current: list[Token] = []
    for match in _TOKEN.finditer(code[:_LONGEST_FORMAT]):
        kind = match.lastgroup or "literal"
        if kind == "literal" and match[0] == ";":
            sections.append(tuple(current))
            current = []
        else:
            current.append(Token(kind, match[0]))
    sections.append(tuple(current))
    return tuple(sections)


def literal(token: Token) -> str:
    """What a token that is no place for digits prints."""
    match token.kind:
        case "quoted":
            return token.text.strip('"')
        case "escaped":
            return token.text[1]
        case "gap":
            return " "
        case "fill":
            return ""
        case "bracket":
            currency = _CURRENCY.match(token.text)
            return currency[1] if currency else ""
        case "digit":
            return ""
        case _:
            return token.text
