"""Indicators of a notice in running text: 数量指标:新造林面积(≥**亩)>=3200亩;补植苗木(≥**株)>=17600株。

The table itself is an attachment that was not published; the notice prints its indicators one after the other. Only
items whose value begins with a comparator are read: a sentence about results looks the same but for that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.model.cells import Structure
from pipelines.normalise import goals
from pipelines.normalise.alignment import Column
from pipelines.normalise.builder import FormBuilder, Level
from pipelines.normalise.header import Header
from pipelines.normalise.indicator_cells import add_indicator
from pipelines.normalise.labels import Label, match_label
from pipelines.normalise.levels import level_name
from pipelines.normalise.rows import Row, Token
from pipelines.normalise.targets import split_trailing_target

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

_NUMBERING = re.compile(r"^\s*(?:[(（]?[一二三四五六七八九十\d]+[)）]?[、.．]?\s*)?")
_LEVEL_INSIDE = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,12}指标[:：]")
_ITEM_END = re.compile(r"[;；。]")
_COMPARED = re.compile(r"^[≥≤><=＝＞＜≧≦]")
_MASKED = re.compile(r"^(?P<name>.+?[(（][^()（）]*\*\*[^()（）]*[)）])\s*(?P<value>.+)$")
_HEADER = Header((Column("notice"),), ("二级指标:三级指标≥指标值;…",), 0, 1, False)


def take(reader: FormReader, row: Row, tokens: list[Token]) -> bool:
    """Read a line of a notice; False when the row is none. A level 1 name alone holds for the lines below it."""
    if row.structure not in (Structure.GLUED, Structure.PROSE) or len(tokens) != 1:
        return False
    token = tokens[0]
    form = reader.form
    segments = _segments(token.text)
    if len(segments) > 1:
        for segment in segments:
            if not take(reader, row, [token._replace(text=segment)]) and match_label(segment) is not None:
                reader.use([token], "label", reader.form or reader.open())
        return True
    label = match_label(token.text)
    if label is not None and label.category is not None and not label.rest:
        reader.notice_level = Level(level_name(_NUMBERING.sub("", token.text).rstrip(":： ")), label, token)
        if form is None:
            return False
        if form.header is _HEADER:
            form.level2 = None  # 满意度指标 on a line of its own: what stood above holds no longer
        return form.header is _HEADER or (form.header is None and bool(form.pending_goals))
    level, pairs, left = _parted(token.text)
    if level is None and form is not None and form.header is _HEADER:
        further, rest = (
            _pairs(token.text) if form.level2 is not None or _stands_alone(reader.notice_level) else ([], [])
        )
        if further and not rest:
            if form.level2 is None:
                _take_level1(reader, form)
            _add(reader, form, token, further)
            return True
    if level is None or not pairs:
        if level is not None and form is not None and form.header is _HEADER:
            reader.refuse(tokens)
            return True
        return False
    if form is None or (form.header is not None and form.header is not _HEADER):
        form = reader.open()
    if form.header is None:
        form.header = _HEADER
        reader.headers.append(_HEADER.printed)
    goals.give_up(reader, form)
    _read(reader, form, token, level, pairs)
    if left:
        reader.note_left_over(form, token, left)
    return True


def _read(reader: FormReader, form: FormBuilder, token: Token, level: Label, pairs: list[tuple[str, str]]) -> None:
    _take_level1(reader, form)
    form.level2 = Level(level_name(_NUMBERING.sub("", token.text).partition(":")[0].partition("：")[0]), level, token)
    _add(reader, form, token, pairs)


def _take_level1(reader: FormReader, form: FormBuilder) -> None:
    above = reader.notice_level
    if above is not None and above.token.cell >= 0:
        reader.use([above.token], "indicator.level1", form)
    form.level1 = above


def _stands_alone(level: Level | None) -> bool:
    """Whether indicators may follow a level 1 without a level 2 between: below 满意度指标 it is often left out."""
    return level is not None and level.label is not None and level.label.category == "satisfaction"


def _add(reader: FormReader, form: FormBuilder, token: Token, pairs: list[tuple[str, str]]) -> None:
    for name, value in pairs:
        part = token._replace(text=name)
        add_indicator(reader, form, {"level3": [part], "value": [token._replace(text=value)]}, None)


def _parted(text: str) -> tuple[Label | None, list[tuple[str, str]], list[str]]:
    """The level of a line, its pairs of name and value, and the items that are no pair."""
    head, _, body = _NUMBERING.sub("", text).replace("：", ":").partition(":")
    label = match_label(head) if body else None
    if label is None or not label.is_level:
        return None, [], []
    return (label, *_pairs(body))


def _segments(text: str) -> list[str]:
    """A line that prints a whole notice, cut before the name of each level; the line alone where it prints no pairs."""
    starts = [0, *(found.start() for found in _LEVEL_INSIDE.finditer(text) if found.start())]
    if len(starts) == 1:
        return [text]
    segments = [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return segments if sum(bool(_parted(segment)[1]) for segment in segments) > 1 else [text]


def _pairs(body: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The pairs of name and value of a text, and the items that are no pair."""
    pairs: list[tuple[str, str]] = []
    left: list[str] = []
    for item in _ITEM_END.split(body):
        if not item.strip():
            continue
        masked = _MASKED.match(item.strip())
        pair = (masked["name"], masked["value"]) if masked else split_trailing_target(item)
        if pair is not None and _COMPARED.match(pair[1].strip()):
            pairs.append((pair[0].strip(), pair[1].strip()))
        else:
            left.append(item.strip())
    return pairs, left
