"""From a printed value and its surroundings to a Target: the one place where all parts of the grammar meet."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pipelines.model.target import Kind, Target
from pipelines.normalise.targets import damage
from pipelines.normalise.targets.characters import plain_form
from pipelines.normalise.targets.context import Refusal, TargetContext, UnreadableError
from pipelines.normalise.targets.date_target import beside_a_sign, dated_by_its_unit, target_of_date
from pipelines.normalise.targets.dates import DateReading
from pipelines.normalise.targets.frames import quantity_in_a_frame
from pipelines.normalise.targets.grammar import Parser
from pipelines.normalise.targets.lexicon import Lexicon, lexicon
from pipelines.normalise.targets.quantity_target import target_of_quantity
from pipelines.normalise.targets.subjects import quantity_of
from pipelines.normalise.targets.surroundings import Surroundings, may_be_month, surroundings_of
from pipelines.normalise.targets.terms import Quantity
from pipelines.normalise.targets.tokens import DATE, END, Token, cut
from pipelines.normalise.targets.without_number import (
    LONGEST_QUANTITY,
    UNFILLED_MASK,
    blank,
    in_words,
    masked,
    only_levels,
    unit_only,
    without_a_number,
)
from pipelines.normalise.targets.wording import is_dash, is_placeholder

_NO_CONTEXT = TargetContext()
_LONGEST_CACHED = 200
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十两零半壹贰叁肆伍陆柒捌玖拾百千万分年季成廿卅月每]")
_ENDS = "。;,、:!"
_QUOTES = frozenset({"“”", "‘’", '""', "''", "””", "““", "＂＂"})
_INTERVAL = re.compile(r"\(([\d.]+%?),([\d.]+%?)\)(\D{0,6})")
_INTERVAL_ENDS = frozenset("[］［](（)）")
_SQUARE = re.compile(r"[\[\]［］]")
_GROUPED = re.compile(r"\d{1,3},\d{3}")
_NEXT_MONTH = frozenset({"次月", "下月"})
_WITHIN = frozenset({"内", "以内", "之内"})
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
        return blank(printed, "占位符号，没有填写" if text else None)
    if bare in words.declared_none:
        return Target(printed=printed, kind=Kind.DECLARED_NONE)
    if is_dash(bare) or is_placeholder(bare):
        return blank(printed, f"以“{printed.strip()}”占位，没有填写")
    if damage.is_mask(bare):
        return masked(printed, bare, words)
    asked = damage.unit_of_mask(bare)
    if asked is not None and (unfilled := unit_only(printed, asked, words)):
        return replace(unfilled, reason=UNFILLED_MASK)
    bare = _unwrapped(printed, bare, words)
    if len(bare) > LONGEST_QUANTITY or _NUMERAL.search(bare) is None:
        return in_words(printed, bare, words)
    if _YEAR_DOT_MONTH.fullmatch(bare) is None:
        named = words.standards.sub("", bare)
        if named != bare and only_levels(cut(named, words), words):
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
        return beside_a_sign(printed, DateReading(month, month), around, "可能是年月，也可能是小数", None)
    _, repaired, readable, tokens, quantity, refusal = _cut_up(text)
    if around.calendar and (in_two_cells := dated_by_its_unit(printed, text, around, words)):
        return in_two_cells
    if quantity is not None:
        return target_of_quantity(printed, text, quantity, around, repaired)
    of_each_month = "每" in readable or readable[:2] in _NEXT_MONTH
    dated = any(token.kind == DATE for token in tokens) or (of_each_month and ("日" in readable or "号" in readable))
    if dated:
        try:
            return target_of_date(printed, tokens, readable, around, repaired, words)
        except UnreadableError as error:
            refusal = error.said
    framed = quantity_in_a_frame(readable, words, around.fiscal_year)
    if framed is not None:
        return target_of_quantity(printed, text, framed, around, repaired)
    unfilled = unit_only(printed, text, words)
    if unfilled is not None:
        return unfilled
    limit = _limit_before_a_promise(tokens, readable, words)
    if limit is not None:
        return target_of_quantity(printed, text, limit, around, repaired)
    return without_a_number(printed, text, tokens, refusal, words)


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
