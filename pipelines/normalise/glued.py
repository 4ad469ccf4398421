"""Lines whose cells ran together: parted where labels or the grammar of values say for certain where a cell ends."""

from __future__ import annotations

import re
from functools import cache

from pipelines.normalise.labels import Label, match_label, meanings
from pipelines.normalise.spelling import squash
from pipelines.normalise.targets import split_trailing_target

_LONGEST = 20
_LAST_NUMBER = re.compile(r"[\u4e00-\u9fff)）]((?:[≥≤><=＞＜＝≧≦]|>=|<=)?[0-9][0-9,.]*[%％])$")
_SHORTEST_FIELD = 4
_WITH_UNIT = re.compile(r"[0-9][0-9,.]*(?:亿元|万元|千元|元)")


def part_line(text: str, *, in_table: bool) -> list[str]:
    """The cells of a glued line, as printed and in order; the whole line where nothing is certain.

    >>> part_line("绩效指标一级指标二级指标指标内容指标值", in_table=False)
    ['绩效指标', '一级指标', '二级指标', '指标内容', '指标值']
    >>> part_line("产出指标数量指标学校改造覆盖率100%", in_table=True)
    ['产出指标', '数量指标', '学校改造覆盖率', '100%']
    >>> part_line("项目主管部门青云区教育局项目执行单位化云区学校", in_table=False)
    ['项目主管部门', '青云区教育局', '项目执行单位', '化云区学校']
    """
    labels = _only_labels(text)
    if labels:
        return labels
    if in_table:
        return _indicator(text)
    amounts = _amounts(text)
    if amounts:
        return amounts
    if match_label(text) is not None:
        return [text]
    return _head(text)


def _only_labels(text: str) -> list[str]:
    parts: list[str] = []
    rest = text
    while rest:
        length = _leading_label(rest)
        if not length:
            return []
        parts.append(rest[:length])
        rest = rest[length:]
    return parts if len(parts) > 1 else []


def _amounts(text: str) -> list[str]:
    """The sources of a line and their amounts, each with its unit; none where anything else stands between.

    >>> _amounts("资金总额680万元其中：上级资金500万元本级资金180万元")
    ['资金总额', '680万元', '其中：上级资金', '500万元', '本级资金', '180万元']
    """
    parts: list[str] = []
    at = 0
    for amount in _WITH_UNIT.finditer(text):
        name = text[at : amount.start()]
        label = match_label(name) if name else None
        if label is None or label.fund is None or label.rest:
            return []
        parts += [name, amount[0]]
        at = amount.end()
    return parts if at == len(text) and len(parts) > 2 else []


def _leading_label(text: str) -> int:
    """How many characters at the start of the text are a label; the longest one counts."""
    for length in range(min(_LONGEST, len(text)), 1, -1):
        if squash(text[:length]) in meanings() and not text[length - 1].isspace():
            label = meanings()[squash(text[:length])]
            if label.ignored_label is None and length >= (2 if label.column else 3):
                return length
    return 0


def _indicator(text: str) -> list[str]:
    parts: list[str] = []
    rest = text
    while len(parts) < 3:
        length = _leading_level(rest)
        if not length:
            break
        parts.append(rest[:length])
        rest = rest[length:].lstrip()
    if not rest:
        return parts
    pair = split_trailing_target(rest) or _before_last_number(rest)
    return [*parts, *pair] if pair is not None else [*parts, rest]


def _before_last_number(text: str) -> tuple[str, str] | None:
    """Name and value parted where a Chinese character meets the number or sign that the text ends with."""
    found = _LAST_NUMBER.search(text)
    return (text[: found.start(1)], found[1]) if found else None


def _leading_level(text: str) -> int:
    for length in range(min(_LONGEST, len(text)), 2, -1):
        label = meanings().get(squash(text[:length]))
        if label is not None and (label.is_level or label.section == "indicators") and _is_closed(text, length):
            return length
    return 0


def _is_closed(text: str, length: int) -> bool:
    """A bare stem (社会效益) may begin a name; with its 指标 it is a label."""
    return text[:length].endswith(("指标", "值"))


@cache
def _fields() -> tuple[str, ...]:
    return tuple(
        sorted((key for key, label in meanings().items() if label.field and len(key) >= _SHORTEST_FIELD), key=len)[::-1]
    )


def _head(text: str) -> list[str]:
    length = _leading_label(text)
    if not length or length < _SHORTEST_FIELD:
        return [text]
    label: Label = meanings()[squash(text[:length])]
    if not (label.field or label.fund or label.ignored_field):
        return [text]
    rest = text[length:]
    starts = [(rest.find(field), -len(field), field) for field in _fields() if rest.find(field) > 0]
    if not starts:
        return [text[:length], rest]
    at, _, field = min(starts)
    return [text[:length], rest[:at], field, *([rest[at + len(field) :]] if rest[at + len(field) :] else [])]
