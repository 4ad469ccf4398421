"""What a cell's own text looks like, whatever column it stands in. Labels and values are told apart by this."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.normalise.labels import level_endings, match_label, unnamed_levels
from pipelines.normalise.spelling import squash
from pipelines.normalise.targets import is_comparator, is_number, is_unit, looks_like_target

ORDINAL = re.compile(
    r"^\s*(?:指\s*标|目标(?=[0-9]{1,2}(?:\s|$)))\s*([0-9０-９一二三四五六七八九十]{1,3})\s*[:：.、．]?\s*"
)
"""The running number before an indicator's name: 指标1：, or 目标1 alone in its cell (目标1：… is a goal)."""

_PLACEHOLDER = re.compile(r"[.…。·\-—_/\\]+")
_NONE = frozenset(
    {"无", "不适用", "本项目不适用此指标", "不涉及", "本项目不涉及", "无此项", "本项目不涉及此指标", "暂无"}
)
_TOTALS = frozenset({"合计", "总分", "总计", "小计"})
_DIRECTIONS = frozenset({"正向", "反向", "正向指标", "反向指标", "逆向", "逆向指标", "中性"})
_DIGIT = re.compile(r"[0-9]")
_COMPARED = re.compile(r"[≥≤><=≧≦].*[0-9]")
_PERCENT = re.compile(r"[0-9]%")
_CODED = re.compile(r"^[0-9]+[-—]+[\u4e00-\u9fff]")
"""A code before a name: 820001-云溪县青岭镇人民政府."""
_IS_NAME = re.compile(r"^(?!.*[/每]).{2,}(?:数量|人数|次数|[率度额积]|情况)$|^[^/每]{7,}$")
"""What the grammar could take for a counted noun, but what names an indicator: 车辆采购数量."""
_RUNNING_NUMBER = re.compile(r"^(?:\(?\d{1,2}[).、:]|[①-⑳])(?=\D)")
_SCORING = re.compile(r"扣\s*[0-9]+(?:\.[0-9]+)?\s*分|得满分|每.{1,12}[得加减]\s*[0-9]")
"""How points are given or taken: what stands before it explains an indicator, and names none."""
_LONGEST_COMPARATOR, _LONGEST_COMPARED = 16, 24
_POINTS = re.compile(r"\d{1,3}(?:\.\d+)?分")

BLANK, LEVEL1, LEVEL2, LEVEL_EITHER, ORDINAL_NAME, PLACEHOLDER, NONE = "blank", "l1", "l2", "l12", "ord", "ph", "none"
LEVELS = (LEVEL1, LEVEL2, LEVEL_EITHER)
COMPARATOR, QUALITATIVE, DIRECTION, UNIT, NUMBER, POINTS, QUANTITY = "cmp", "qual", "dir", "unit", "num", "pts", "qty"
SHORT, TEXT, LABEL = "short", "text", "label"
WORDS = (SHORT, TEXT, LABEL)


@lru_cache(maxsize=131072)
def content_of(text: str) -> str:
    """One of this module's codes.

    >>> content_of("指标1: 无"), content_of("≥95%"), content_of("数量指标"), content_of("指标2:")
    ('ord', 'qty', 'l2', 'ph')
    """
    if ORDINAL.match(text):
        return PLACEHOLDER if is_placeholder(text) else ORDINAL_NAME
    key = squash(text)
    if not key:
        return BLANK
    if _COMPARED.match(key) and len(key) <= _LONGEST_COMPARED:
        return QUANTITY
    if is_placeholder(text):
        return PLACEHOLDER
    if key in ("定性", "定性指标"):
        return QUALITATIVE
    if key in _NONE:
        return NONE
    if _DIGIT.search(key) and is_number(key):
        return NUMBER
    if _POINTS.fullmatch(key):
        return POINTS
    if len(key) <= _LONGEST_COMPARATOR and is_comparator(key):
        return COMPARATOR
    if key in _DIRECTIONS:
        return DIRECTION
    label = match_label(text)
    if label is not None and not label.rest:
        if label.is_level:
            if label.category is None:
                return LEVEL2
            return LEVEL1 if label.dimension is None else LEVEL_EITHER
        if label.column is None and len(key) > 3:
            return LABEL
    if not _IS_NAME.search(key) and is_unit(key):
        return UNIT
    if _is_quantity(text, key):
        return QUANTITY
    return SHORT if len(key) <= 8 else TEXT


def is_placeholder(text: str) -> bool:
    """True for dots and strokes in place of a text, and for a running number without a name: ……, 指标2:, 指标2：……."""
    ordinal = ORDINAL.match(text)
    rest = squash(text[ordinal.end() :] if ordinal else text)
    if ordinal and not rest:
        return True
    return _PLACEHOLDER.fullmatch(_RUNNING_NUMBER.sub("", rest, count=1)) is not None


def _is_quantity(text: str, key: str) -> bool:
    if len(key) > 40 or not _DIGIT.search(key) or _CODED.match(key):
        return False
    return (len(key) <= _LONGEST_COMPARED and _PERCENT.search(key) is not None) or looks_like_target(text)


_MEASURED = (QUANTITY, NUMBER)


def is_name_before_value(text: str, behind: str) -> bool:
    """True for 群众满意度 right before a number: the name of an indicator, though it is also the name of a level.

    >>> is_name_before_value("群众满意度", "≥95%"), is_name_before_value("服务对象满意度指标", "≥95%")
    (True, False)
    """
    label = match_label(text)
    if label is None or label.dimension != "beneficiary_satisfaction" or label.key.endswith(level_endings()):
        return False
    return content_of(behind) in _MEASURED


def is_name_behind_level(before: str, text: str, behind: str) -> bool:
    """True for 项目成本 behind 成本指标, 及时性 behind 时效指标: names, though also printed as names of levels.

    Below a level 2 no other level stands; a level that may be either needs a number behind the name.

    >>> is_name_behind_level("成本指标", "项目成本", "≤9万元"), is_name_behind_level("时效指标", "及时性", "及时")
    (True, True)
    >>> is_name_behind_level("成本指标", "经济成本指标", "≤9万元")
    False
    >>> is_name_behind_level("成本指标", "社会成本", "不增加")
    False
    """
    label, above = match_label(text), match_label(before)
    if label is None or not label.is_level or label.key.endswith(level_endings()):
        return False
    if above is None or above.dimension is None or above.rest or not above.key.endswith(level_endings()):
        return False
    return above.category is None or content_of(behind) in _MEASURED


def is_bare_level(text: str) -> bool:
    """True for the name of a level that could as well be a word of its own: 及时性, but not 时效指标."""
    label = match_label(text)
    return label is not None and label.is_level and not label.key.endswith(level_endings())


def is_unnamed_level(text: str) -> bool:
    """True for 具体指标 where the name of a level 2 stands: the form names none."""
    return squash(text) in unnamed_levels()


def is_remark_impossible(text: str, behind: str) -> bool:
    """True for a cell behind a value that begins the next indicator: the name of a level, or a text before a number."""
    content = content_of(text)
    if content in (*LEVELS, ORDINAL_NAME):
        return True
    return is_text_before_number(text, behind)


def is_measured(text: str) -> bool:
    """True for a number or a quantity."""
    return content_of(text) in _MEASURED


def is_text_before_number(text: str, behind: str) -> bool:
    """True for words right before a number or a quantity: 社区数量 before 3个, not 合格占比 before 每低1%扣1分."""
    if content_of(text) not in (SHORT, TEXT) or content_of(behind) not in _MEASURED:
        return False
    return _SCORING.search(behind) is None


def is_declared_none(text: str) -> bool:
    """True when the text says that there is none: 无, 本项目不适用此指标."""
    return squash(text).rstrip("。.") in _NONE


def needs_no_value(name: str) -> bool:
    """True for the name of an indicator that stands without a value: a placeholder, or a declared none."""
    ordinal = ORDINAL.match(name)
    return content_of(name) in (PLACEHOLDER, NONE) or is_declared_none(name[ordinal.end() :] if ordinal else name)


def is_total(text: str) -> bool:
    """True for the word in front of a sum of the rows above: 合计, 小计."""
    return squash(text) in _TOTALS
