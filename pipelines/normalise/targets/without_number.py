"""The Target of a value that holds no number to promise: words on a scale, prose, strokes, masks, a unit alone."""

from __future__ import annotations

import re

from pipelines.model.target import Kind, Target
from pipelines.normalise.targets import damage
from pipelines.normalise.targets.context import Refusal, UnreadableError
from pipelines.normalise.targets.grammar import Parser
from pipelines.normalise.targets.lexicon import Lexicon
from pipelines.normalise.targets.several import several_values
from pipelines.normalise.targets.surroundings import LONGEST_UNIT, read_unit
from pipelines.normalise.targets.terms import UnitReading
from pipelines.normalise.targets.tokens import DATE, IDIOM, NUMBER, PART, TEXT, Token, cut
from pipelines.normalise.targets.wording import grade_of

LONGEST_QUANTITY = 120
_PROSE = 3
_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"[\u4e00-\u9fff]")
UNFILLED_MASK = "模板中的占位符没有填写"


def in_words(printed: str, text: str, words: Lexicon) -> Target:
    """A value in words, on its reviewed scale where one has it; a unit alone is blank.

    Raises:
        UnreadableError: neither words nor a number.
    """
    if len(text) <= LONGEST_QUANTITY:
        unfilled = unit_only(printed, text, words)
        if unfilled is not None:
            return unfilled
    elif _DIGIT.search(text):
        if _HAN.search(text) is None:
            raise UnreadableError("太长，读不懂")
        return _prose(printed)
    if _HAN.search(text) is None and not text.isalpha() and not _is_idiom(text, words):
        raise UnreadableError("没有文字也没有数字")
    graded = grade_of(text, words)
    if graded is None and text[: len(text) // 2] * 2 == text:
        graded = grade_of(text[: len(text) // 2], words)
    return Target(
        printed=printed, kind=Kind.QUALITATIVE, scale=graded[0] if graded else None, grade=graded[1] if graded else None
    )


def _is_idiom(text: str, words: Lexicon) -> bool:
    """7*24: digits that are a word."""
    found = words.scanner.fullmatch(text)
    return found is not None and found.lastindex == IDIOM


def only_levels(tokens: list[Token], words: Lexicon) -> bool:
    """Whether every number here only places something in an order: the 一级A after GB18918-2002."""
    return all(
        tokens[i + 1].text in words.ordinals or tokens[i + 1].text[:1] == "类"
        for i, token in enumerate(tokens)
        if token.kind in (NUMBER, DATE, PART)
    )


def without_a_number(printed: str, text: str, tokens: list[Token], refusal: Refusal | None, words: Lexicon) -> Target:
    """Not one quantity and not one date. Words with no amount in them are qualitative; amounts in prose stay prose."""
    digits = _DIGIT.search(text) is not None
    amounts = sum(1 for t in tokens if t.kind in (NUMBER, DATE, PART))
    if not digits or not amounts or (amounts == 1 and refusal is not None and refusal.code == "ordinal"):
        return in_words(printed, text, words)
    likely = damage.letters_for_digits(text)
    if likely is not None:
        raise UnreadableError("数字里混有字母，疑为误识", likely=likely)
    loose = sum(len(t.text) for t in tokens if _is_talk(t, words))
    talk = loose + sum(
        len(t.text) for t in tokens if t.text in words.tails or (len(t.text) > 1 and t.text in words.subject_endings)
    )
    ranked = refusal is not None and refusal.code == "ordinal"
    if several := several_values(printed, text, words):
        return _prose(printed, "一格里有几个值：" + "".join(f"“{value}”" for value in several) + "，没有一个代表整格")
    if ranked or loose >= _PROSE or (amounts == 1 and talk >= 1 and len(_HAN.findall(text)) > _PROSE):
        return _prose(printed)
    raise UnreadableError(*refusal) if refusal else UnreadableError("读不懂")


def _is_talk(token: Token, words: Lexicon) -> bool:
    """An unknown character, or a deed: what a sentence is made of and a quantity is not."""
    if token.kind == TEXT:
        return _HAN.match(token.text) is not None
    return token.text in words.subject_verbs and token.text not in words.tails


def _prose(printed: str, reason: str = "文字中夹有数字，未作为数值读取") -> Target:
    return Target(
        printed=printed,
        kind=Kind.QUALITATIVE,
        reason_code="target_number_stands_alone",
        reason=reason,
    )


def blank(printed: str, reason: str | None) -> Target:
    """Nothing is filled in; ``reason`` (Chinese) says what stands in its place."""
    return Target(printed=printed, kind=Kind.BLANK, reason=reason)


def masked(printed: str, text: str, words: Lexicon) -> Target:
    """A template's mask left unfilled: blank, with the unit the template asks for."""
    readable = damage.without_mask(text.strip("()"))
    try:
        quantity = Parser(cut(readable, words), readable, words).quantity()
    except UnreadableError:
        return Target(printed=printed, kind=Kind.BLANK, reason_code="target_is_filled_in", reason=UNFILLED_MASK)
    return _unfilled(printed, quantity.unit, quantity.per, UNFILLED_MASK)


def unit_only(printed: str, text: str, words: Lexicon) -> Target | None:
    """公里, ≧ %: a unit, perhaps with its comparator, and no number."""
    first = words.scanner.match(text)
    start = first.end() if first and first.group() in words.signs else 0
    rest = text[start:]
    unit = read_unit(rest) if rest and _may_be_unit(rest, words) else None
    if unit is None or unit.unknown or (unit.unit is None and not start and rest in words.nouns):
        return None
    return _unfilled(printed, unit, unit.per, "只有单位，没有数字")


def _may_be_unit(text: str, words: Lexicon) -> bool:
    first = words.scanner.match(text)
    word = first.group() if first and len(text) <= LONGEST_UNIT else ""
    return word in words.units or word in words.measures or word in words.nouns or (word != "" and word in "百千万亿")


def _unfilled(printed: str, unit: UnitReading | None, per: tuple[str, ...], reason: str) -> Target:
    return Target(
        printed=printed,
        kind=Kind.BLANK,
        unit_printed=unit.printed + unit.behind if unit else None,
        unit=unit.code if unit else None,
        counted=unit.counted if unit else None,
        per=per,
        reason_code="target_is_filled_in",
        reason=reason,
    )
