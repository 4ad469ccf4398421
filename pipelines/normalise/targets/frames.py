"""What stands before a promised number and is no part of it: the year it is for (2024年≥95%), the level it starts from
(由80%提高到85%), the year it is held against (较2020年下降10%), the month after which it counts (次月5个工作日内); and
behind it, the points it earns (95%，每低1%扣1分).

The promise is the number behind. What stands before it is kept in the printed value and named in the quantity's note.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pipelines.model.target import Comparator, Kind
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.dates import PARTS_OF_A_DATE
from pipelines.normalise.targets.grammar import SCORING, Parser
from pipelines.normalise.targets.lexicon import Lexicon, lexicon, longest_first
from pipelines.normalise.targets.subjects import may_be_subject, quantity_of
from pipelines.normalise.targets.terms import Quantity
from pipelines.normalise.targets.tokens import cut

_YEAR = r"(?:19|20)\d\d年(?:度|末|底)?"
_FOR_A_YEAR = re.compile(
    rf"(?:到|至|在)?(?P<year>{_YEAR}|[当本]年度?|全年度?)(?:内|全年|累计|共|末|底)?[,:]?(?P<rest>.+)"
)
_AGAINST_A_YEAR = re.compile(
    rf"(?P<subject>[\u4e00-\u9fff]{{0,20}}?),?(?P<held>较|比|与|同|相比于?|相较于?|在)(?P<year>{_YEAR}|上一?年度?|去年)"
    r"(?:同期|水平|实际|基数|决算数?|预算数?)?(?P<against>的?基础上|相比)?,?(?:累计|共)?(?P<rest>.+)"
)
_AFTER_A_PERIOD = re.compile(
    "(?P<period>次月|下月|次季度?|每?个?(?:月度?|季度?|半?年度?)(?:终了|结束|末)?后的?)(?P<rest>.+)"
)
_CLAUSE = re.compile("[,;。]")
_BASELINE_OF = re.compile(
    r"(?:上一?年度?|去年|上年同期|原先|原来|原有|现有|现在|目前|当前|年初|改造前|实施前|基期|"
    r"(?:19|20)\d\d年(?:度|末|底)?)?的?"
)
_UP = frozenset("提升增上扩涨")


def quantity_in_a_frame(text: str, words: Lexicon, fiscal_year: int | None) -> Quantity | None:
    """The quantity behind what frames it; None where there is no frame or more than one number would be promised.

    Raises:
        UnreadableError: a change that does not go the way it says (由85%提高到80%).

    >>> quantity = quantity_in_a_frame("由80%提高到85%以上", lexicon(), None)
    >>> quantity.comparator.value, quantity.low, quantity.note
    ('ge', Decimal('85'), '原值“80%”，不是目标')
    """
    if "由" in text or "从" in text:
        moved = _changes().fullmatch(text)
        if moved is not None:
            return _moved_from_a_baseline(moved, words)
    framed = _AGAINST_A_YEAR.fullmatch(text)
    if framed is not None and (framed["held"] != "在" or framed["against"]):
        return _against_a_year(framed, words)
    framed = _FOR_A_YEAR.fullmatch(text)
    if framed is not None:
        return _for_a_year(framed, words, fiscal_year)
    framed = _AFTER_A_PERIOD.fullmatch(text)
    if framed is not None:
        return _after_a_period(framed, words)
    return _scored(text, words) if "分" in text else None


@lru_cache(maxsize=1)
def _changes() -> re.Pattern[str]:
    """由 or 从, a level, a change word that ends in 到 or 至, a level."""
    return re.compile(
        rf"(?P<subject>[\u4e00-\u9fff]{{0,20}}?)[,:]?[由从](?P<base>.+?),?(?P<verb>{longest_first(lexicon().levels)})"
        r"(?P<end>.+)"
    )


def _moved_from_a_baseline(moved: re.Match[str], words: Lexicon) -> Quantity | None:
    if moved["subject"] and not may_be_subject(moved["subject"], words, compared=True):
        return None
    printed = _BASELINE_OF.sub("", moved["base"], count=1)
    try:
        base = Parser(cut(printed, words), printed, words).quantity()
        end = Parser(cut(moved["end"], words), moved["end"], words).quantity()
    except UnreadableError:
        return None
    if base.comparator not in (Comparator.UNSTATED, Comparator.APPROX) or end.change is not None or base.low is None:
        return None
    if base.unit is not None and (end.unit is None or base.unit.code != end.unit.code):
        raise UnreadableError("原值与目标的单位不同")
    if base.per and base.per != end.per:
        raise UnreadableError("原值与目标的分母不同")
    start = _size(base.low, base if base.unit is not None else end)
    is_up = moved["verb"][0] in _UP
    for bound in (end.low, end.high):
        if bound is not None and (_size(bound, end) > start) is not is_up:
            raise UnreadableError("增减方向与数字不符")
    end.subject = moved["subject"]
    end.note = f"原值“{printed}”，不是目标"
    return end


def _size(value: Decimal, quantity: Quantity) -> Decimal:
    unit = quantity.unit
    if unit is None:
        return value
    return value * unit.multiplier * (unit.unit.factor if unit.unit is not None else 1)


def _against_a_year(framed: re.Match[str], words: Lexicon) -> Quantity | None:
    if framed["subject"] and not may_be_subject(framed["subject"], words, compared=True):
        return None
    rest = framed["rest"]
    tokens = cut(rest, words)
    if tokens[0].text not in words.changes:
        return None
    try:
        quantity = Parser(tokens, rest, words).quantity()
    except UnreadableError:
        return None
    if quantity.change is None:
        return None
    quantity.subject = framed["subject"]
    quantity.note = f"与“{framed['year']}”相比"
    return quantity


def _for_a_year(framed: re.Match[str], words: Lexicon, fiscal_year: int | None) -> Quantity | None:
    rest = framed["rest"]
    try:
        quantity = quantity_of(cut(rest, words), rest, words)
    except UnreadableError:
        return None
    has_unit = quantity.unit is not None and quantity.unit.code is not None
    if not has_unit and quantity.comparator is Comparator.UNSTATED:
        return None
    if quantity.unit is not None and quantity.unit.printed in PARTS_OF_A_DATE:
        return None
    year = framed["year"]
    if year[:4].isdigit():
        quantity.note = f"所属时间“{year}”"
        if fiscal_year is not None and int(year[:4]) != fiscal_year:
            quantity.doubts += (f"值所属的“{year}”不是表的年度",)
    return quantity


def _after_a_period(framed: re.Match[str], words: Lexicon) -> Quantity | None:
    rest = framed["rest"]
    try:
        quantity = Parser(cut(rest, words), rest, words).quantity()
    except UnreadableError:
        return None
    unit = quantity.unit.unit if quantity.unit is not None else None
    if unit is None or unit.kind is not Kind.DURATION or quantity.per or quantity.comparator is not Comparator.LE:
        return None
    quantity.note = f"自“{framed['period']}”起算"
    return quantity


def _scored(text: str, words: Lexicon) -> Quantity | None:
    """95%，每低1%扣1分: the target, with what each step below it costs."""
    target, *rules = _CLAUSE.split(text)
    lost = all(SCORING.search(rule) and ("扣" in rule or "不得分" in rule) for rule in rules if rule)
    if not rules or not lost or SCORING.search(target):
        return None
    try:
        return quantity_of(cut(target, words), target, words)
    except UnreadableError:
        return None
