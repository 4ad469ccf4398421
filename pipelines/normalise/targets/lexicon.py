"""The reviewed words of the grammar, loaded once from ``pipelines/normalise/reference``.

Says which words exist and what they mean; knows nothing of their order in a value. A word may have several roles
(起 counts fires and says "and more"): the grammar asks for the role it needs at its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from pipelines.model.target import Comparator, Kind

REFERENCE = Path(__file__).resolve().parents[1] / "reference"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Unit(_Entry):
    code: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")
    kind: Kind
    canonical: str
    factor: Decimal = Field(gt=0)
    zh: str
    en: str
    quantity: str
    noun: bool = False
    words: list[str]


class _Units(_Entry):
    units: list[_Unit]


class _MeasureWords(_Entry):
    measure: list[str]
    noun: list[str]


class _Changes(_Entry):
    increase: list[str]
    decrease: list[str]


class _Column(_Entry):
    qualitative: list[str]


class _Comparators(_Entry):
    signs: dict[Comparator, list[str]]
    plain: dict[Literal["gt", "lt"], list[str]]
    negations: list[str]
    or_equal: list[str]
    before: dict[Comparator, list[str]]
    after: dict[Comparator, list[str]]
    more: list[str]
    fillers: list[str]
    controls: list[str]
    changes: _Changes
    levels: list[str]
    joins: list[str]
    between: list[str]
    column: _Column
    subject_nouns: list[str]
    subject_verbs: list[str]
    harmless: list[str]
    tails: list[str]
    like_periods: list[str]


class _Scale(_Entry):
    code: str
    zh: str
    grades: dict[int, list[str]]
    verbs: list[str] = []


class _Scales(_Entry):
    scales: list[_Scale]
    fillers: list[str]
    declared_none: list[str]
    not_numbers: list[str]
    standards: list[str]
    ordinals: list[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A reviewed unit: ``factor`` of ``canonical`` make one of it; ``quantity``: what it measures (length, people…);
    ``takes_noun``: a noun may follow (5名教师)."""

    code: str
    kind: Kind
    canonical: str
    factor: Decimal
    name: str
    quantity: str
    takes_noun: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words by role, and ``scanner``, which cuts a text into the longest of them."""

    units: dict[str, Unit]
    measures: frozenset[str]
    nouns: frozenset[str]
    signs: dict[str, Comparator]
    before: dict[str, Comparator]
    after: dict[str, Comparator | None]
    more: frozenset[str]
    fillers: frozenset[str]
    controls: frozenset[str]
    changes: dict[str, str]
    levels: frozenset[str]
    joins: frozenset[str]
    between: frozenset[str]
    column_qualitative: frozenset[str]
    subject_endings: tuple[str, ...]
    subject_verbs: frozenset[str]
    harmless: re.Pattern[str]
    tails: frozenset[str]
    ordinals: frozenset[str]
    standards: re.Pattern[str]
    grades: dict[str, tuple[str, int]]
    grade_fillers: re.Pattern[str]
    declared_none: frozenset[str]
    scanner: re.Pattern[str]


def _load(name: str) -> object:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (REFERENCE / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=loader)  # noqa: S506  (a safe loader either way)


def longest_first(words: set[str] | frozenset[str]) -> str:
    """Return a pattern that matches the longest of the words: a tree of their common beginnings.

    >>> longest_first({"不", "不少于", "不低于"})
    '不(?:低于|少于)?'
    """
    branches: dict[str, set[str]] = {}
    for word in words:
        if word:
            branches.setdefault(word[0], set()).add(word[1:])
    alternatives = []
    for first, rests in sorted(branches.items()):
        rest = longest_first(rests)
        alternatives.append(re.escape(first) + rest + ("?" if "" in rests and rest else ""))
    if len(alternatives) == 1 and (len(branches) == 1 and "" not in words):
        return alternatives[0]
    return f"(?:{'|'.join(alternatives)})" if alternatives else ""


_DIGIT = "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖廿卅"
_POWER = "十拾百佰仟亿"
# 千 and 万 and 百 may begin a unit instead: 5千米, 3千瓦, 六个百分点, 千分之一
_POWERS = r"(?:[十拾仟亿]|[百佰](?!分)|千(?![米克瓦卡升帕伏分])|万(?!分))"
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?)"
_LIANG = rf"(?:两(?=[百千万亿佰仟])|(?<![\d{_DIGIT}{_POWER}千万])两)"
_CHINESE = rf"(?:[{_DIGIT}]|{_LIANG})"
NUMBER = (
    rf"(?:{_ARABIC}(?:{_POWERS}+(?:[零〇]?(?:{_ARABIC}|{_CHINESE}+){_POWERS}*)*)?"
    rf"|(?:{_CHINESE}|[十拾])(?:{_CHINESE}|{_POWERS})*(?:点[{_DIGIT}]+|{_ARABIC}{_POWERS}*)?)"
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{2})"
_NOT_COUNTED = r"(?<![\d半零一二三四五六七八九十百两个几数])"
_SEASON = (
    r"第?[一二三四1-4](?:季度?)?[-~至到、]第?[一二三四1-4]季度|第?[一二三四1-4]季度|前[两二三23]个?季度|上半年|下半年"
)
_MONTHS = rf"{_MONTH}月?[-~至到]{_MONTH}月份?|{_MONTH}(?:、{_MONTH})+月份?"
DATE = (
    rf"(?:(?:{_YEAR}年度?|(?:19|20)\d\d[./-](?={_MONTH}月))"
    rf"(?:{_SEASON}|全年|{_MONTHS}|{_MONTH}月份?(?:{_DAY}[日号]|月?[底末初]|[上中下]旬)?|[底末初中](?!期))?"
    rf"|{_YEAR}[-~至到]{_YEAR}年度?"
    rf"|{_MONTH}月份?{_DAY}[日号]|{_MONTH}月份?(?:月?[底末初]|[上中下]旬)"
    rf"|(?:{_MONTHS})(?!\d)|{_MONTH}月份?(?![\d数均])"
    rf"|(?:19|20)\d\d(?P<separator>[./-])(?:1[0-2]|0?[1-9])(?P=separator)(?:3[01]|[12]\d|0?[1-9])(?![\d.])[日号]?"
    rf"|(?:19|20)\d\d[-/](?:1[0-2]|0[1-9])(?![\d.])"
    rf"|(?:19|20)\d\d\.(?:1[0-2]|0[1-9])(?=$|[-~至到前底之以止起、,()])"
    rf"|(?:19|20)\d\d\.[1-9](?=[-~至到](?:19|20)\d\d\.)|(?<=[-~至到])(?:19|20)\d\d\.[1-9](?=$|[前底止)])"
    rf"|{_SEASON}|{_NOT_COUNTED}(?:本?年度?[底末终](?!余)|年初|年中|年度?内|月[底末]|季度?末|学期末|学年末)"
    r"|[本当全]年度?|[本当][月季](?:底|末|度末|度)?)"
)
_NUMBER_BEGINS = r"\d两十拾" + _DIGIT
_DATE_BEGINS = r"\d年月季本当全学第前上下十" + _DIGIT[:11]
_SORT = (
    r"\d{1,3}(?:[-~至到]\d{1,3})?周?岁(?:\(含\))?(?:及?以[上下])?(?:\(含\))?(?=[\u4e00-\u9fff])(?![及以之左内起为])"
    r"|(?:[一二三四五1-5]级|[1-5]A级?)(?:及?以[上下])?(?=[\u4e00-\u9fff])(?![以及或之台])"
    r"|\d{1,3}(?:[kK]V|千伏)(?=[\u4e00-\u9fff])(?![以及之左])"
)
"""65岁及以上老年人, 三级公立医院, 10kV线路: what sort of thing is meant, before its name; the number is no value."""
PART = rf"(?:百分之?|千分之?|万分之?|百万分之|十万分之|十分之|{NUMBER}分之)(?![比率点])"


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Load and check the reviewed words. Raises ``pydantic.ValidationError`` when a file does not fit its form."""
    unit_file = _Units.model_validate(_load("units.yml"))
    measure_file = _MeasureWords.model_validate(_load("measure_words.yml"))
    words = _Comparators.model_validate(_load("comparators.yml"))
    scales = _Scales.model_validate(_load("scales.yml"))

    units = {
        word: Unit(u.code, u.kind, u.canonical, u.factor, u.zh, u.quantity, u.noun or u.quantity in _MEASURED)
        for u in unit_file.units
        for word in u.words
    }
    measures = frozenset(word for line in measure_file.measure for word in line.split())
    nouns = frozenset(word for line in measure_file.noun for word in line.split())
    signs = {sign: comparator for comparator, all_signs in words.signs.items() for sign in all_signs}
    before = _before(words)
    after: dict[str, Comparator | None] = {
        word: comparator for comparator, all_words in words.after.items() for word in all_words
    }
    grades = _grades(scales)
    changes = dict.fromkeys(words.changes.increase, "increase") | dict.fromkeys(words.changes.decrease, "decrease")

    every_word: set[str] = set().union(
        units, measures, nouns, signs, before, after, words.more, words.fillers, words.controls, changes, words.levels,
        words.joins, words.between, words.tails, words.subject_verbs, words.like_periods,
        {word for word in words.subject_nouns if len(word) > 1}, scales.ordinals, _PUNCTUATION,
    )  # fmt: skip
    numberlike = {word for word in every_word if word[0] in "千百万十" and len(word) > 1}
    idioms = longest_first(set(scales.not_numbers))
    scanner = re.compile(
        # each class is asked only where its first character stands: that halves the time
        f"(?=[{_DATE_BEGINS}])({DATE})|({idioms}(?![之钟次升斤里顷分尺Bb])|{_SORT})|({longest_first(numberlike)}|{longest_first(set(changes))}(?=至[少多]))"
        f"|(?=[{_NUMBER_BEGINS}百千万])({PART})|(?=[{_NUMBER_BEGINS}])({NUMBER})"
        f"|({longest_first(every_word - numberlike)})|(.)",
        re.DOTALL,
    )
    return Lexicon(
        units=units,
        measures=measures,
        nouns=nouns,
        signs=signs,
        before=before,
        after=after,
        more=frozenset(words.more),
        fillers=frozenset(words.fillers),
        controls=frozenset(words.controls),
        changes=changes,
        levels=frozenset(words.levels),
        joins=frozenset(words.joins),
        between=frozenset(words.between),
        column_qualitative=frozenset(words.column.qualitative),
        subject_endings=(*words.subject_nouns, *words.subject_verbs),
        subject_verbs=frozenset(words.subject_verbs),
        harmless=re.compile(longest_first(set(words.harmless))),
        tails=frozenset(words.tails),
        ordinals=frozenset(scales.ordinals),
        standards=re.compile(
            rf"(?<![A-Z])(?:{longest_first(set(scales.standards))}\d{{0,2}}(?:/[A-Z]{{1,6}})?|T/[A-Z]{{2,6}})[-:]?"
            r"\d[\d.]*(?:[-:](?:19|20)\d\d)?(?![\d%‰])"
        ),
        grades=grades,
        grade_fillers=re.compile(longest_first(set(scales.fillers))),
        declared_none=frozenset(scales.declared_none),
        scanner=scanner,
    )


_MEASURED = frozenset({"length", "area", "weight", "volume"})
_PUNCTUATION = frozenset("每均/·().,、;:±负半成第前*…?百千万亿整正至到") | {
    "和",
    "含",
    "不含",
    "之前",
    "以前",
    "之后",
    "以后",
    "后",
    "止",
    "为止",
    "开始",
    "期间",
    "号",
    "及",
    "或",
}


def _before(words: _Comparators) -> dict[str, Comparator]:
    """Every word before a number: plain ones, their negations (不低于 is ge) and their "or equal" forms."""
    table: dict[str, Comparator] = {}
    negated = {"gt": Comparator.LE, "lt": Comparator.GE}
    widened = {"gt": Comparator.GE, "lt": Comparator.LE}
    for side, all_words in words.plain.items():
        for word in all_words:
            table[word] = Comparator(side)
            for negation in words.negations:
                table[negation + word] = negated[side]
            for equal in words.or_equal:
                table[word + equal] = widened[side]
    for comparator, further in words.before.items():
        for word in further:
            table[word] = comparator
    return table


def _grades(scales: _Scales) -> dict[str, tuple[str, int]]:
    """Words to (scale, grade); the first scale that has a word wins, so their order in the file matters."""
    table: dict[str, tuple[str, int]] = {}
    for scale in scales.scales:
        for grade, words in scale.grades.items():
            for word in words:
                if scale.verbs:
                    for verb in scale.verbs:
                        table.setdefault(word + verb, (scale.code, grade))
                        table.setdefault(verb + word, (scale.code, grade))
                else:
                    table.setdefault(word, (scale.code, grade))
        if scale.verbs:
            for verb in scale.verbs:
                table.setdefault(verb, (scale.code, 2))
    return table
