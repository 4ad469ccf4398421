"""Several indicators that one row prints in its cells, one a line: 指标1：场次 / 指标2：人次 beside ≥60场 / ≥800人次.

Here is only how such a row comes apart; what each part says is read as that of any other row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipelines.normalise.contents import ORDINAL
from pipelines.normalise.rows import Token

Cells = Mapping[str, Sequence[Token]]
"""The cells of a row by the role of their column."""

_LINE_END = re.compile(r"[\r\n\x0b\x0c]+")
_NUMBER = re.compile(r"\s*(?:[①-⑳]|[(（]\d{1,2}[)）]|\d{1,2}、|\d{1,2}[．.](?!\d))")
_BOUND = re.compile(r"\s*(?:[≥≤＞＜≧≦⩾⩽><=＝]|不[低少超高]于|不超过|大于|小于|等于)")
_EVERY = ("value", "comparator", "unit", "weight", "actual", "score")
"""What each indicator has of its own, or shares with the others where one is printed."""
_FEWEST = 2


def each_indicator(cells: Cells) -> list[Cells]:
    """The cells of each indicator of a row: the row itself, unless its lines are certain to be several.

    Certain are numbered names with as many values; names without a number where each value prints its own bound.
    """
    names, values = cells.get("level3", ()), cells.get("value", ())
    if len(names) != 1 or len(values) != 1 or not _LINE_END.search(names[0].text):
        return [cells]
    parts = _numbered(_lines(names[0].text))
    amounts = _without_numbers(_lines(values[0].text))
    if parts is not None:
        parts = [part for part in parts if _bare(part)] if len(parts) != len(amounts) else parts
    elif all(map(_BOUND.match, amounts)):
        parts = _lines(names[0].text)
    if parts is None or len(parts) < _FEWEST or len(parts) != len(amounts):
        return [cells]
    shared = {role: tokens for role, tokens in cells.items() if role not in ("level3", "value")}
    own: list[dict[str, Sequence[Token]]] = [
        {"level3": [names[0]._replace(text=part)], "value": [values[0]._replace(text=amount)]}
        for part, amount in zip(parts, amounts, strict=True)
    ]
    for role, tokens in shared.items():
        lines = _lines(tokens[0].text) if len(tokens) == 1 else []
        for at, indicator in enumerate(own):
            if role in _EVERY and len(lines) == len(own):
                indicator[role] = [tokens[0]._replace(text=lines[at])]
            elif role in ("comparator", "unit") or (at == 0 and role not in _EVERY):
                indicator[role] = tokens
            elif at == 0:
                indicator[f"shared_{role}"] = tokens  # one score for several is nobody's own
    return list(own)


def _lines(text: str) -> list[str]:
    return [line for line in _LINE_END.split(text) if line.strip()]


def _without_numbers(lines: list[str]) -> list[str]:
    """Values without the running numbers that count them; none where they may be part of them (1.5万 / 2.5万)."""
    if len(lines) >= _FEWEST and all(re.match(rf"\s*{at}[.．]\d", line) for at, line in enumerate(lines, start=1)):
        return []
    numbered = _numbered(lines) if lines and _number(lines[0]) else None
    return lines if numbered is None else [_bare(line) for line in numbered if _bare(line)]


def _number(line: str) -> re.Match[str] | None:
    return ORDINAL.match(line) or _NUMBER.match(line)


def _bare(line: str) -> str:
    number = _number(line)
    return (line[number.end() :] if number is not None else line).strip()


def _numbered(lines: Sequence[str]) -> list[str] | None:
    """The lines put together to one text for each running number; None where the first or only one has none."""
    parts: list[str] = []
    for line in lines:
        if _number(line) is not None:
            parts.append(line)
        elif parts:
            parts[-1] += "\n" + line
        else:
            return None
    return parts if len(parts) >= _FEWEST else None
