"""From a printed value and its surroundings to a Target: the one place where all parts of the grammar meet."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipelines.model.target import Kind, Target
from pipelines.normalise.targets import damage
from pipelines.normalise.targets.calendar_cells import date_of_two_cells
from pipelines.normalise.targets.characters import plain_form
from pipelines.normalise.targets.context import Refusal, TargetContext, UnreadableError
from pipelines.normalise.targets.dates import DateReading, bounded, read_date
from pipelines.normalise.targets.frames import quantity_in_a_frame
from pipelines.normalise.targets.grammar import Parser
from pipelines.normalise.targets.lexicon import Lexicon, lexicon
from pipelines.normalise.targets.several import several_values
from pipelines.normalise.targets.subjects import quantity_of
from pipelines.normalise.targets.surroundings import (
    LONGEST_UNIT,
    Surroundings,
    comparator_with_context,
    may_be_month,
    read_comparator,
    read_unit,
    surroundings_of,
    unit_with_context,
)
from pipelines.normalise.targets.terms import Quantity, UnitReading
from pipelines.normalise.targets.tokens import DATE, END, NUMBER, PART, TEXT, Token, cut
from pipelines.normalise.targets.wording import grade_of, is_dash, is_placeholder

_NO_CONTEXT = TargetContext()
_LONGEST_QUANTITY = 120
_LONGEST_CACHED = 200
_PROSE = 3
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十两零半壹贰叁肆伍陆柒捌玖拾百千万分年季成廿卅月每]")
_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENDS = "。;,、:!"
_UNFILLED_MASK = "模板中的占位符没有填写"
_QUOTES = frozenset({"“”", "‘’", '""', "''", "””", "““", "＂＂"})
_INTERVAL = re.compile(r"\(([\d.]+%?),([\d.]+%?)\)(\D{0,6})")
_INTERVAL_ENDS = frozenset("[］［](（)）")
_SQUARE = re.compile(r"[\[\]［］]")
_GROUPED = re.compile(r"\d{1,3},\d{3}")
_NEXT_MONTH = frozenset({"次月", "下月"})
_WITHIN = frozenset({"内", "以内", "之内"})
_IMPOSSIBLE_PERCENT = 100_000
_YEAR_DOT_MONTH = re.compile(r"((?:19|20)\d\d)\.(0?[1-9]|1[0-2])")


def parse_target(printed: str, context: TargetContext | None = None) -> Target:
    """Read one 指标值 as it is printed, or refuse it.

    The comparator is the printed one; a bare number is ``unstated``, never "equal". Bounds with 以上/以下/以内 include
    the number, 超过/不满/低于 do not (Civil Code art. 1259). What cannot be read whole is refused.

    Raises:
        UnreadableError: part of the text has no meaning here; nothing is guessed from the rest.

    >>> parse_target("≥９５％").low
    Decimal('95')
    >>> target = parse_target("7.52万元/年/人")
    >>> target.low, target.unit, target.per, target.canonical_low
    (Decimal('7.52'), 'CNY', ('year', 'person'), Decimal('75200'))
    """
    target = read_target(printed, context)
    if target.kind is Kind.UNREADABLE:
        raise UnreadableError(target.reason or "", target.reason_code or "", target.likely)
    return target


def read_target(printed: str, context: TargetContext | None = None) -> Target:
    """Read one 指标值; never raises: what ``parse_target`` refuses is kind ``unreadable`` with the reason.

    >>> read_target("40004000100%").kind.value
    'unreadable'
    """
    alone = _alone(printed) if len(printed) <= _LONGEST_CACHED else _alone.__wrapped__(printed)
    if isinstance(alone, Target):
        return alone
    return _beside(printed, alone.text, surroundings_of(context or _NO_CONTEXT, alone.text, alone.quantity is not None))


@lru_cache(maxsize=32768)
def _beside(printed: str, text: str, around: Surroundings) -> Target:
    """The reading of a value that may depend on what stands around it."""
    try:
        return _quantified(printed, text, around, lexicon())
    except UnreadableError as error:
        return _unreadable(printed, error)


def _unreadable(printed: str, error: UnreadableError) -> Target:
    return Target(
        printed=printed, kind=Kind.UNREADABLE, reason_code=error.code, reason=error.reason, likely=error.likely
    )


@lru_cache(maxsize=32768)
def _alone(printed: str) -> Target | _CutUp:
    """The reading of a value that says the same whatever stands around it; of any other, what it is cut into."""
    try:
        return _parse(printed)
    except UnreadableError as error:
        return _unreadable(printed, error)


def _parse(printed: str) -> Target | _CutUp:
    text = plain_form(printed)
    words = lexicon()
    bare = text.rstrip(_ENDS + ".").lstrip(_ENDS)
    if not bare:
        if text and not is_placeholder(text):
            raise UnreadableError(f"“{text}”读不懂")
        return _blank(printed, "占位符号，没有填写" if text else None)
    if bare in words.declared_none:
        return Target(printed=printed, kind=Kind.DECLARED_NONE)
    if is_dash(bare) or is_placeholder(bare):
        return _blank(printed, f"以“{printed.strip()}”占位，没有填写")
    if damage.is_mask(bare):
        return _masked(printed, bare, words)
    asked = damage.unit_of_mask(bare)
    if asked is not None and (unfilled := _unit_only(printed, asked, words)):
        return replace(unfilled, reason=_UNFILLED_MASK)
    bare = _unwrapped(printed, bare, words)
    if len(bare) > _LONGEST_QUANTITY or _NUMERAL.search(bare) is None:
        return _in_words(printed, bare, words)
    if _YEAR_DOT_MONTH.fullmatch(bare) is None:
        named = words.standards.sub("", bare)
        if named != bare and _only_levels(cut(named, words), words):
            return Target(printed=printed, kind=Kind.QUALITATIVE)
    return _cut_up(bare)


def _unwrapped(printed: str, text: str, words: Lexicon) -> str:
    """Without quotes, brackets or a label (目标值:) around the whole value; [90%,100%] as its two bounds."""
    label, colon, rest = text.partition(":")
    if colon and rest and label in words.fillers:
        text = rest
    if len(text) > 2 and (text[0] + text[-1]) in _QUOTES and not set(text[1:-1]) & set("".join(_QUOTES)):
        text = text[1:-1]
    interval = _INTERVAL.fullmatch(text)
    if interval and (interval[0].count(",") == 1) and _SQUARE.search(printed):
        opening, closing = (c for c in printed if c in _INTERVAL_ENDS)
        lower, upper = ("≥" if opening in "[［" else ">"), ("≤" if closing in "]］" else "<")
        if _GROUPED.fullmatch(interval[1] + "," + interval[2]) is None:
            return f"{lower}{interval[1]}且{upper}{interval[2]}{interval[3]}"
    if text[0] == "(" and text[-1] == ")" and text.count("(") == 1:
        text = text[1:-1]
    return text


def _quantified(printed: str, text: str, around: Surroundings, words: Lexicon) -> Target:
    """A text that may hold a number: a quantity, a date, or words around them."""
    dotted = _YEAR_DOT_MONTH.fullmatch(text)
    if dotted and may_be_month(around):
        month = f"{dotted[1]}-{dotted[2]:0>2}"
        return _beside_a_sign(printed, DateReading(month, month), around, "可能是年月，也可能是小数", None)
    _, repaired, readable, tokens, quantity, refusal = _cut_up(text)
    if around.calendar and (in_two_cells := _dated_by_its_unit(printed, text, around, words)):
        return in_two_cells
    if quantity is not None:
        return _target(printed, text, quantity, around, repaired)
    of_each_month = "每" in readable or readable[:2] in _NEXT_MONTH
    dated = any(token.kind == DATE for token in tokens) or (of_each_month and ("日" in readable or "号" in readable))
    if dated:
        try:
            return _dated(printed, tokens, readable, around, repaired, words)
        except UnreadableError as error:
            refusal = error.said
    framed = quantity_in_a_frame(readable, words, around.fiscal_year)
    if framed is not None:
        return _target(printed, text, framed, around, repaired)
    unfilled = _unit_only(printed, text, words)
    if unfilled is not None:
        return unfilled
    limit = _limit_before_a_promise(tokens, readable, words)
    if limit is not None:
        return _target(printed, text, limit, around, repaired)
    return _without_a_number(printed, text, tokens, refusal, words)


def _dated(
    printed: str,
    tokens: list[Token],
    readable: str,
    around: Surroundings,
    repaired: damage.Repair | None,
    words: Lexicon,
) -> Target:
    """The date or period that a value is."""
    date = read_date(tokens, readable, words, around.fiscal_year)
    doubt = repaired.reason if repaired else None
    if date.promised:
        quantity_of(cut(date.promised, words), date.promised, words)
        doubt = f"时限之后另有“{date.promised}”，未作为数值读取"
    return _beside_a_sign(printed, date, around, doubt, repaired.likely if repaired else None)


def _beside_a_sign(
    printed: str, date: DateReading, around: Surroundings, doubt: str | None, likely: str | None
) -> Target:
    """A date, on the side that the comparator column says."""
    sided = bounded(date, read_comparator(around.comparator_cell) if around.comparator_cell else None)
    implied = ("comparator_column",) if sided is not date else ()
    return replace(_date_target(printed, sided, doubt, implied), likely=likely)


def _dated_by_its_unit(printed: str, text: str, around: Surroundings, words: Lexicon) -> Target | None:
    """A date that the value prints together with its unit column (2024.12 | 月), None where they print none."""
    joined = date_of_two_cells(text, around)
    if joined is None:
        return None
    try:
        date = read_date(cut(joined.text, words), joined.text, words, around.fiscal_year)
    except UnreadableError:
        return None
    if joined.sign and joined.sign not in words.signs:
        return None
    lent = read_comparator(around.comparator_cell) if around.comparator_cell and not joined.sign else None
    implied = ["unit_column"] if around.unit_cell else ["indicator_name"] if around.unit_in_name else []
    implied += ["comparator_column"] if lent is not None else []
    return _date_target(printed, bounded(date, words.signs.get(joined.sign, lent)), joined.doubt, tuple(implied))


class _CutUp(NamedTuple):
    """What a text says whatever stands around it: its tokens, and the quantity or why it holds none."""

    text: str
    repaired: damage.Repair | None
    readable: str
    tokens: list[Token]
    quantity: Quantity | None
    refusal: Refusal | None


@lru_cache(maxsize=32768)
def _cut_up(text: str) -> _CutUp:
    """The same values come again in every form (≥95%), each time beside another name: cut them once."""
    words = lexicon()
    repaired = damage.repair(text)
    readable = repaired.readable if repaired else text
    tokens = cut(readable, words)
    try:
        return _CutUp(text, repaired, readable, tokens, quantity_of(tokens, readable, words), None)
    except UnreadableError as error:
        return _CutUp(text, repaired, readable, tokens, None, error.said)


def _limit_before_a_promise(tokens: list[Token], text: str, words: Lexicon) -> Quantity | None:
    """24小时内处置率100%: the time limit, in doubt, because the promise behind it is not read as the number."""
    end = next((i + 1 for i, t in enumerate(tokens) if t.text in _WITHIN), 0)
    if not end or not tokens[end].kind:
        return None
    while tokens[end].text == ",":
        end += 1
    promised = text[tokens[end].start :] if tokens[end].kind else ""
    try:
        quantity_of(cut(promised, words), promised, words)
        limit = Parser([*tokens[:end], END], text[: tokens[end].start], words).quantity()
    except UnreadableError:
        return None
    if limit.unit is None or limit.unit.unit is None or limit.unit.unit.kind is not Kind.DURATION or limit.per:
        return None
    limit.doubts += (f"时限之后另有“{promised}”，未作为数值读取",)
    return limit


# -- targets ----------------------------------------------------------------------------------------------------------


def _target(
    printed: str, text: str, quantity: Quantity, around: Surroundings, repaired: damage.Repair | None
) -> Target:
    doubts = list(quantity.doubts)
    implied: list[str] = []
    likely = repaired.likely if repaired else None
    if repaired:
        doubts.insert(0, repaired.reason)
    unit, per = unit_with_context(quantity, around, implied, doubts)
    comparator, low, high = comparator_with_context(quantity, around, implied, doubts)
    kind = _kind(unit, per)
    if (
        kind is Kind.PERCENT
        and "%" in text
        and any(n is not None and abs(n) >= _IMPOSSIBLE_PERCENT for n in (low, high))
    ):
        raise UnreadableError("百分数大得不可能，疑为多个值连印")
    if unit is not None and unit.unknown and "unit_column" not in implied:
        doubts.append(f"计量单位“{unit.counted}”不在词表中")
    if repaired is None and not doubts:
        found = damage.doubt_about(
            kind, comparator, low, high, unit.code if unit else None, text, around.dimension, around.names_day
        )
        if found:
            doubts.append(found[0])
            likely = found[1]
    canonical_low, canonical_high, canonical_unit = _canonical(low, high, unit)
    return Target(
        printed=printed,
        kind=kind,
        comparator=comparator,
        low=low,
        high=high,
        low_open=quantity.low_open,
        high_open=quantity.high_open,
        unit_printed=unit.printed + unit.behind if unit else None,
        unit=unit.code if unit else None,
        counted=unit.counted if unit else None,
        per=per,
        canonical_low=canonical_low,
        canonical_high=canonical_high,
        canonical_unit=canonical_unit,
        implied=tuple(implied),
        uncertain=bool(doubts),
        likely=likely,
        reason_code="target_is_certain" if doubts else None,
        reason="；".join(doubts) if doubts else _said_besides(quantity),
        change=quantity.change,
    )


def _said_besides(quantity: Quantity) -> str | None:
    """What the bounds do not say by themselves; no doubt."""
    ends = ("下限" * quantity.low_open, "上限" * quantity.high_open)
    said = ["区间不含" + "、".join(filter(None, ends))] if any(ends) else []
    if quantity.note:
        said.append(quantity.note)
    return "；".join(said) or None


def _kind(unit: UnitReading | None, per: tuple[str, ...]) -> Kind:
    if per:
        return Kind.RATE
    if unit is None or unit.code is None:
        return Kind.NUMBER
    return unit.unit.kind if unit.unit is not None else Kind.COUNT


def _canonical(
    low: Decimal | None, high: Decimal | None, unit: UnitReading | None
) -> tuple[Decimal | None, Decimal | None, str | None]:
    if unit is None:
        return low, high, None
    factor = unit.multiplier
    name: str | None = None
    if unit.unit is not None:
        factor, name = factor * unit.unit.factor, unit.unit.canonical
    elif unit.counted:
        name = "count"
    if factor == 1:
        return low, high, name
    return None if low is None else _plain(low * factor), None if high is None else _plain(high * factor), name


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent: 12540, not 12540.000 and not 1.254E+4."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


# -- what is not a quantity -------------------------------------------------------------------------------------------


def _in_words(printed: str, text: str, words: Lexicon) -> Target:
    if len(text) <= _LONGEST_QUANTITY:
        unfilled = _unit_only(printed, text, words)
        if unfilled is not None:
            return unfilled
    elif _DIGIT.search(text):
        if _HAN.search(text) is None:
            raise UnreadableError("太长，读不懂")
        return _prose(printed)
    if _HAN.search(text) is None and not text.isalpha():
        raise UnreadableError("没有文字也没有数字")
    graded = grade_of(text, words)
    if graded is None and text[: len(text) // 2] * 2 == text:
        graded = grade_of(text[: len(text) // 2], words)
    return Target(
        printed=printed, kind=Kind.QUALITATIVE, scale=graded[0] if graded else None, grade=graded[1] if graded else None
    )


def _only_levels(tokens: list[Token], words: Lexicon) -> bool:
    """Whether every number here only places something in an order: the 一级A after GB18918-2002."""
    return all(
        tokens[i + 1].text in words.ordinals or tokens[i + 1].text[:1] == "类"
        for i, token in enumerate(tokens)
        if token.kind in (NUMBER, DATE, PART)
    )


def _without_a_number(printed: str, text: str, tokens: list[Token], refusal: Refusal | None, words: Lexicon) -> Target:
    """Not one quantity and not one date. Words with no amount in them are qualitative; amounts in prose stay prose."""
    digits = _DIGIT.search(text) is not None
    amounts = sum(1 for t in tokens if t.kind in (NUMBER, DATE, PART))
    if not digits or not amounts or (amounts == 1 and refusal is not None and refusal.code == "ordinal"):
        return _in_words(printed, text, words)
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


def _date_target(printed: str, date: DateReading, doubt: str | None, implied: tuple[str, ...] = ()) -> Target:
    return Target(
        printed=printed,
        kind=Kind.DATE,
        date_from=date.date_from,
        date_to=date.date_to,
        implied=("fiscal_year", *implied) if date.year_implied else implied,
        uncertain=doubt is not None,
        reason_code="target_is_certain" if doubt else None,
        reason=doubt or date.note,
    )


def _blank(printed: str, reason: str | None) -> Target:
    return Target(printed=printed, kind=Kind.BLANK, reason=reason)


def _masked(printed: str, text: str, words: Lexicon) -> Target:
    """A template's mask left unfilled: blank, with the unit the template asks for."""
    readable = damage.without_mask(text.strip("()"))
    try:
        quantity = Parser(cut(readable, words), readable, words).quantity()
    except UnreadableError:
        return Target(printed=printed, kind=Kind.BLANK, reason_code="target_is_filled_in", reason=_UNFILLED_MASK)
    return _unfilled(printed, quantity.unit, quantity.per, _UNFILLED_MASK)


def _unit_only(printed: str, text: str, words: Lexicon) -> Target | None:
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
