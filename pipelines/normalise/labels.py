"""What a printed label means. The spellings are data (``reference/labels.yml``); here is only how they are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from pipelines.normalise.money_units import MONEY_UNIT, UNITS_OF_MONEY
from pipelines.normalise.reference_data import read_yaml
from pipelines.normalise.spelling import PINYIN, squash


class Label(NamedTuple):
    """Everything that a printed text can mean as a label; the place where it stands decides between them.

    ``key`` is the spelling that matched. ``fund_part`` is the source of which the label names one kind of money.
    ``rest`` is what the same cell prints behind the label (behind a colon, an amount glued to it, a goal). ``scope``,
    ``unit``, ``requirement`` and ``weight`` come from brackets behind the label: (含本级), (万元), (必填量化), (50分).
    """

    key: str
    field: str | None = None
    fund: str | None = None
    fund_part: str | None = None
    spending: str | None = None
    money_column: str | None = None
    goal: str | None = None
    column: str | None = None
    category: str | None = None
    dimension: str | None = None
    section: str | None = None
    ignored_field: str | None = None
    ignored_label: str | None = None
    scope: str | None = None
    unit: str | None = None
    requirement: str | None = None
    weight: Decimal | None = None
    rest: str = ""

    @property
    def is_level(self) -> bool:
        """True for the name of an indicator level (产出指标, 数量指标)."""
        return self.category is not None or self.dimension is not None


_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_AHEAD = re.compile(
    r"^(?:其中:?|其中、|[*★☆※▲]+|[(（][一二三四五六七八九十\d]+[)）]、?|[一二三四五六七八九十]+[、.]"
    r"|\d{1,2}(?:\.\d{1,2})+[、.]?(?=[^\d.])|\d{1,2}[、.](?!\d))"
)
_BEHIND = ":*★☆※▲、,."
_WEIGHT = re.compile(r"(\d{1,3}(?:\.\d+)?)(?:分|%)?")
_AMOUNT_BEHIND = re.compile(rf"[0-9０-９][0-9０-９,，.．\s]*(?:{UNITS_OF_MONEY}|万|亿)?\s*$")
_YEAR_IN_HEAD = re.compile(r"20\d\d年度?")
_OF_THE_YEAR = re.compile(r"^(?:20\d\d年度?|本年度?|当年|年度)")
_COUNTED_LEVEL = re.compile(r"(.+指标)(?:\d{1,2}|[一二三四五六七八九十])")
"""数量指标1, 数量指标2: the name of a level with the number of its indicator."""
_COLON = re.compile(r"[:：]")
_CLOSING = re.compile(r"[)）]")
_BLANK = re.compile(r"\s")
_LONGEST_LABEL = 40
_NEVER_BEFORE_TEXT = frozenset({"目标", "总体", "指标", "大", "中", "小", "情况", "内容", "问题", "原因"})


@cache
def meanings() -> dict[str, Label]:
    """Every spelling of ``labels.yml`` with all its meanings."""
    words = read_yaml("labels.yml")
    table: dict[str, Label] = {}

    def add(spelling: str, **meaning: str) -> None:
        key = squash(spelling)
        table[key] = (table.get(key) or Label(key))._replace(**meaning)  # type: ignore[arg-type]

    for group, attribute in (
        ("fields", "field"),
        ("funds", "fund"),
        ("fund_parts", "fund_part"),
        ("spending", "spending"),
        ("money_columns", "money_column"),
        ("goals", "goal"),
        ("columns", "column"),
        ("sections", "section"),
        ("ignored_fields", "ignored_field"),
        ("ignored_labels", "ignored_label"),
    ):
        for meaning, spellings in words[group].items():
            for spelling in spellings:
                add(spelling, **{attribute: meaning})
    for group, attribute in (("levels", "category"), ("dimensions", "dimension")):
        for meaning, stems in words[group].items():
            for stem in stems:
                for ending in ("", *level_endings()):
                    add(stem + ending, **{attribute: meaning})
    return table


@cache
def level_endings() -> tuple[str, ...]:
    """What may stand behind the stem of a level's name: 指标, 值, 目标."""
    return tuple(ending for ending in read_yaml("labels.yml")["level_suffixes"] if ending)


@cache
def _amount_heads() -> dict[str, str]:
    return {squash(s): scope for scope, spellings in read_yaml("labels.yml")["amount_heads"].items() for s in spellings}


@lru_cache(maxsize=8192)
def amount_head(text: str) -> Label | None:
    """The total that stands under a head which means money only in a table of many projects: 预算, 2024年资金需求.

    >>> amount_head("预算（万元）").unit, amount_head("总投资").scope, amount_head("资金来源")
    ('万元', 'whole_term', None)
    """
    key = squash(text).strip(_BEHIND)
    bare = _OF_THE_YEAR.sub("", _BRACKETS.sub("", key))
    scope = _amount_heads().get(bare)
    if scope is None:
        return None
    label = _with_extras(Label(bare, fund="total"), _BRACKETS.findall(key))
    return label if scope == "unstated" else label._replace(scope=scope)


@cache
def _scopes() -> dict[str, str]:
    return {squash(s): scope for scope, spellings in read_yaml("labels.yml")["scopes"].items() for s in spellings}


@cache
def _requirements() -> dict[str, str]:
    return {squash(s): tag for tag, spellings in read_yaml("labels.yml")["requirements"].items() for s in spellings}


@cache
def home_categories() -> dict[str, str]:
    """The category of each dimension where the form prints no level 1 for it."""
    return dict(read_yaml("labels.yml")["home"])


def is_level1_of(label: Label | None, dimension: str | None) -> bool:
    """Whether the name of a level 1 is that above a dimension: 产出指标 above quantity.

    >>> is_level1_of(match_label("产出指标"), "quantity"), is_level1_of(match_label("满意"), "ecological_benefit")
    (True, False)
    """
    if label is None or dimension is None:
        return False
    home = home_categories()[dimension]
    return label.category == home or (dimension == "cost" and label.category in ("output", "cost"))


@cache
def unnamed_levels() -> frozenset[str]:
    """What forms print in place of a level 2 that they do not name."""
    return frozenset(map(squash, read_yaml("labels.yml")["unnamed_levels"]))


def column_by_ending(text: str) -> str | None:
    """What a column behind the values holds by how its head ends, where the head as a whole is not known.

    >>> column_by_ending("指标值的设定依据"), column_by_ending("数据出处")
    ('standard', None)
    """
    key = squash(text)
    endings = read_yaml("labels.yml")["column_endings"]
    return next((str(role) for role, words in endings.items() if key.endswith(tuple(words))), None)


@lru_cache(maxsize=131072)
def match_label(text: str) -> Label | None:
    """The label that a cell prints, or None.

    >>> match_label("绩效 指标").section
    'indicators'
    >>> label = match_label("年度资金总额(含本级)3.7万元")
    >>> label.fund, label.scope, label.rest
    ('total', 'own_level', '3.7万元')
    >>> match_label("数量指标 (必填量化)").requirement
    'required_quantified'
    """
    if not text or text.isspace():
        return None
    key = squash(text)
    if len(key) <= _LONGEST_LABEL:
        label = _exact(key)
        if label is not None:
            return label
        found = _AMOUNT_BEHIND.search(text)
        if found and found.start():
            label = _exact(squash(text[: found.start()]))
            if label is not None and (label.fund or label.fund_part):
                return label._replace(rest=text[found.start() :].strip())
    return _with_text_behind(text)


def _with_text_behind(text: str) -> Label | None:
    if "(" in text:
        text = PINYIN.sub("", text)
    head = text[: _LONGEST_LABEL * 2]
    for number, colon in enumerate(_COLON.finditer(head)):
        if number == 2:
            break
        label = _before_colon(head[: colon.start()])
        if label is not None:
            if label.key in _NEVER_BEFORE_TEXT or label.is_level or label.ignored_label:
                return None
            return label._replace(rest=text[colon.end() :].strip())
    for end in _ends_of_goal_label(head):
        label = _exact(squash(head[:end]))
        if label is not None and label.goal is not None and label.key not in _NEVER_BEFORE_TEXT:
            return label._replace(rest=text[end:].strip())
    return None


@lru_cache(maxsize=8192)
def _before_colon(text: str) -> Label | None:
    return _exact(squash(text))


def _ends_of_goal_label(head: str) -> list[int]:
    ends = [found.end() for found in islice(_CLOSING.finditer(head), 2)]
    ends += [found.start() for found in islice(_BLANK.finditer(head, 1), 3)]
    return ends


def _exact(key: str) -> Label | None:
    table = meanings()
    key = key.strip(_BEHIND)
    found = table.get(key)
    if found is not None:
        return found
    ahead = _AHEAD.match(key)
    while ahead:
        key = key[ahead.end() :].strip(_BEHIND)
        found = table.get(key)
        if found is not None:
            return found
        ahead = _AHEAD.match(key)
    found = _undated(key, table)
    if found is not None:
        return found
    counted = _COUNTED_LEVEL.fullmatch(key)
    if counted is not None and (found := table.get(counted[1])) is not None and found.is_level:
        return found
    extras = _BRACKETS.findall(key)
    if not extras:
        return None
    bare = _BRACKETS.sub("", key).strip(_BEHIND)
    found = table.get(bare) or _with_points(bare, table)
    if found is None:
        ahead = _AHEAD.match(bare)
        found = table.get(bare[ahead.end() :]) if ahead else _undated(bare, table)
    if found is None:
        return None
    return _with_extras(found, extras)


def _with_points(bare: str, table: dict[str, Label]) -> Label | None:
    """The level that a key names whose points stand in brackets before their unit: 产出指标（40-50）分."""
    found = table.get(bare[:-1]) if bare.endswith("分") else None
    return found if found is not None and found.is_level else None


def _undated(key: str, table: dict[str, Label]) -> Label | None:
    """The label that a key is without the year in it: 2021年实际, 2024年预算 (as 年度预算)."""
    undated = _YEAR_IN_HEAD.sub("", key)
    if undated == key or len(undated) < 2:
        return None
    return table.get(undated) or (table.get("年度" + undated) if key.startswith("20") else None)


def _with_extras(label: Label, extras: list[str]) -> Label:
    scope = unit = requirement = weight = None
    for extra in extras:
        if extra in _scopes():
            scope = _scopes()[extra]
        elif extra in _requirements():
            requirement = _requirements()[extra]
        elif (money := MONEY_UNIT.fullmatch(extra)) is not None:
            unit = money[1]
        elif (points := _WEIGHT.fullmatch(extra)) is not None:
            weight = Decimal(points[1])
    return label._replace(scope=scope, unit=unit, requirement=requirement, weight=weight)


def is_year(text: str) -> bool:
    """True for a cell that prints a year and nothing else: 2024年, 2024年度."""
    return _YEAR_IN_HEAD.fullmatch(squash(text)) is not None


def next_label(labels: Sequence[Label | None], at: int) -> int:
    """Where the next label of a row stands, from ``at`` on; behind the last cell where there is none.

    >>> next_label([Label("项目名称"), None, None, Label("实施单位")], 1), next_label([None], 0)
    (3, 1)
    """
    while at < len(labels) and labels[at] is None:
        at += 1
    return at
