"""What a form asks of a cell: is it a comparator, a unit, a number, a value; where does a glued row's value begin."""

from __future__ import annotations

import re

from pipelines.model.target import Comparator, Kind
from pipelines.normalise.targets.characters import plain_form
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.dates import read_date
from pipelines.normalise.targets.grammar import Parser
from pipelines.normalise.targets.lexicon import lexicon
from pipelines.normalise.targets.reading import read_target
from pipelines.normalise.targets.surroundings import read_comparator, read_unit
from pipelines.normalise.targets.tokens import DATE, NUMBER, PART, cut

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_NAME = re.compile(r"[\u4e00-\u9fff]")
_NAME_END = re.compile(
    "(?:情况|水平|能力|质量|程度|环境|意识|效率|效果|面貌|条件|秩序|氛围|素质|形象|发展|保障|收入|作用|影响|[率度性力])$"
)
_DEGREE = (
    "显著",
    "明显",
    "有效",
    "稳步",
    "持续",
    "不断",
    "逐步",
    "进一步",
    "大幅",
    "有所",
    "稳定",
    "切实",
    "得到",
    "逐渐",
)
_UNFINISHED = re.compile("(?:[第前每不(/-]|于|在|到|至|达|为|过|约|是|[超高低多少]|以[上下内])$|^(?:不|未)")
_DATE_NAME = re.compile("(?:时间|日期|时限|期限|时效|进度|周期)$")
_LONGEST = 200
_LABELLED = re.compile(r"[\u4e00-\u9fff)]:.")


def is_comparator(text: str) -> bool:
    """Whether a cell consists of a comparator or 定性 (what 指标性质 and 计算符号 columns print). 正向 is none.

    >>> is_comparator("≧"), is_comparator("大于等于"), is_comparator("定性"), is_comparator("正向")
    (True, True, True, False)
    """
    return read_comparator(text) is not None or plain_form(text) in lexicon().column_qualitative


def is_unit(text: str) -> bool:
    """Whether a cell consists of a known unit: 万元, %, 人次, 元/人/年, 个. An unknown word is none.

    >>> is_unit("万元"), is_unit("元/人·月"), is_unit("及时"), is_unit("95")
    (True, True, False, False)
    """
    unit = read_unit(text)
    return unit is not None and not unit.unknown


def is_number(text: str) -> bool:
    """Whether a cell is one number in digits, without comparator and unit: 95, 3,309,840.00, -2.5.

    >>> is_number(" 3,309,840.00"), is_number("95%"), is_number("")
    (True, False, False)
    """
    return _NUMBER.fullmatch(plain_form(text)) is not None


def looks_like_target(text: str) -> bool:
    """Whether a cell is certainly a value: a quantity or date that reads whole, or a word of a reviewed scale.

    A label with its own amount (其他资金：68.5万元) may as well be a row of the form's head: that is not certain.

    >>> looks_like_target("≥95%"), looks_like_target("其他资金：68.5万元")
    (True, False)
    """
    if not text or len(text) > _LONGEST:
        return False
    target = read_target(text)
    if target.kind is Kind.QUALITATIVE:
        return target.scale is not None
    if target.kind is not Kind.DATE and _LABELLED.search(plain_form(text)):
        return False
    return target.kind not in (Kind.UNREADABLE, Kind.BLANK, Kind.DECLARED_NONE)


def split_trailing_target(text: str) -> tuple[str, str] | None:
    """Split a glued name and value, where that is certain; None otherwise.

    The value is the longest end of the text that is a whole quantity with a unit or comparator, or a reviewed wording
    after a word that closes a name.

    >>> split_trailing_target("学生家长满意度≥90%")
    ('学生家长满意度', '≥90%')
    >>> split_trailing_target("教育优质均衡发展情况稳步提高")
    ('教育优质均衡发展情况', '稳步提高')
    >>> split_trailing_target("全面落实责任") is None
    True
    """
    stripped = text.strip()
    if not 3 <= len(stripped) <= _LONGEST or _NAME.search(stripped) is None:
        return None
    return _split_quantity(stripped) or _split_words(stripped)


def _split_quantity(text: str) -> tuple[str, str] | None:
    words = lexicon()
    plain = plain_form(text)
    tokens = cut(plain, words)
    number = next((i for i, t in enumerate(tokens) if t.kind in (NUMBER, PART, DATE)), 0)
    for start in range(max(1, number - 6), number + 1):
        token = tokens[start]
        opens = (
            token.text in words.signs
            or token.text in words.before
            or token.text in words.controls
            or token.text == "每"
        )
        if start != number and not opens:
            continue
        name = plain[: token.start]
        if _NAME.search(name) is None or _UNFINISHED.search(name):
            continue
        if token.kind == DATE:
            return _split_date(text, name, plain[token.start :])
        try:
            quantity = Parser(tokens, plain, words, start).quantity()
        except UnreadableError:
            continue
        bare = quantity.unit is None or quantity.unit.code is None or quantity.unit.unknown
        if bare and quantity.comparator is Comparator.UNSTATED:
            return None
        return _cut_printed(text, len(name))
    return None


def _split_date(text: str, name: str, value: str) -> tuple[str, str] | None:
    words = lexicon()
    if _DATE_NAME.search(name) is None:
        return None
    try:
        read_date(cut(value, words), value, words, None)
    except UnreadableError:
        return None
    return _cut_printed(text, len(name))


def _split_words(text: str) -> tuple[str, str] | None:
    plain = plain_form(text)
    words = lexicon()
    for length in range(min(8, len(plain) - 2), 1, -1):
        name, value = plain[:-length], plain[-length:]
        graded = words.grades.get(value)
        if graded is None or not _NAME_END.search(name):
            continue
        if value.startswith(_DEGREE) or graded[0] in ("timeliness", "satisfaction", "quality_grade"):
            return _cut_printed(text, len(name))
    return None


def _cut_printed(text: str, length: int) -> tuple[str, str] | None:
    """Cut the printed text after so many characters of its plain form."""
    for i in range(1, len(text)):
        front = plain_form(text[:i])
        if len(front) == length and plain_form(text[i:]) and not text[i].isspace():
            return text[:i].strip(), text[i:].strip()
    return None
