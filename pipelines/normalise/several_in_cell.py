"""Several indicators that one row prints in its cells, one a line: 指标1：场次 / 指标2：人次 beside ≥60场 / ≥800人次.

Here is only how such a row comes apart; what each part says is read as that of any other row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipelines.normalise.contents import ORDINAL
from pipelines.normalise.labels import match_label
from pipelines.normalise.rows import Token
from pipelines.normalise.targets import split_trailing_target

Cells = Mapping[str, Sequence[Token]]
"""The cells of a row by the role of their column."""

_LINE_END = re.compile(r"[\r\n\x0b\x0c]+")
_NUMBER = re.compile(r"\s*(?:[①-⑳]|[(（]\d{1,2}[)）]|\d{1,2}、|\d{1,2}[．.](?!\d))")
_ITEM_END = re.compile(r"[;；。]")
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


class NameAndValue(NamedTuple):
    """An indicator that a cell prints whole, and the level 2 printed before it: 数量指标：新建牛舍≥6栋."""

    level: str | None
    name: str
    value: str


def names_and_values(text: str) -> tuple[list[NameAndValue], list[str]]:
    """The indicators that a cell prints with their values, one a line or parted by ；, and what is none for certain.

    >>> names_and_values("数量指标：新建牛舍≥6栋；新购种牛30头\\n质量指标：10月底前完工")
    ([NameAndValue(level='数量指标', name='新建牛舍', value='≥6栋'), \
NameAndValue(level='数量指标', name='新购种牛', value='30头')], ['质量指标：10月底前完工'])
    >>> names_and_values("服务对象\\n满意度≥95%")
    ([], ['服务对象', '满意度≥95%'])
    """
    lines = _lines(text)
    if not any(_behind_level(line, None)[0] for line in lines):
        lines = [_LINE_END.sub("", line) for line in _numbered(lines) or lines]
    found: list[NameAndValue] = []
    left: list[str] = []
    above: str | None = None
    for line in lines:
        level = above
        for item in _ITEM_END.split(line):
            level, body = _behind_level(item, level)
            if not body.strip():
                above = level if item.strip() else above  # 数量指标： on a line of its own
                continue
            pair = _name_and_value(body)
            if pair is not None:
                found.append(NameAndValue(level, *pair))
            else:
                left.append(item.strip())
    if left and len(lines) > 1 and not all(_begins_item(line) for line in lines):
        return [], lines  # a line may be the first half of the next one's name
    return found, left


def _name_and_value(text: str) -> tuple[str, str] | None:
    """The name and behind it the value; None where the name is no more than a word of the form (项目)."""
    pair = split_trailing_target(_bare(text))
    name = pair[0].strip().rstrip(":：").strip() if pair is not None else ""
    label = match_label(name)
    if pair is None or not name or (label is not None and not label.is_level):
        return None
    return name, pair[1].strip()


def _begins_item(line: str) -> bool:
    return _number(line) is not None or _behind_level(line, None)[0] is not None


def _behind_level(item: str, level: str | None) -> tuple[str | None, str]:
    """The level 2 of an item and what is printed behind it; without one, that of the item before it in the line."""
    number = _number(item)
    head, colon, body = item[number.end() if number is not None else 0 :].replace("：", ":").partition(":")
    label = match_label(head) if colon else None
    if label is None or not label.is_level or label.rest:
        return level, item
    return head.strip(), body


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
