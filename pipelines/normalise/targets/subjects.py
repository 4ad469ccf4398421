"""What a value says it is of, printed before its number: 完成率100%, 服务群众10万人次, 小学每生每年720元.

A subject is told from a sentence by its last word, or by the comparator or denominator that follows it; one that could
turn the side (不低于) or hide a denominator (每) is none.
"""

from __future__ import annotations

import re

from pipelines.model.target import Comparator, Kind
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.grammar import Parser
from pipelines.normalise.targets.lexicon import Lexicon
from pipelines.normalise.targets.terms import Quantity
from pipelines.normalise.targets.tokens import IDIOM, NUMBER, PART, TEXT, WORD, Token

_SUBJECT = re.compile(r"[\u4e00-\u9fffA-Za-z()]+")
_UNFINISHED = re.compile("[或及和与并且从由较]$|(?<![占同环])比$")
_SUBJECT_LENGTH = 20
_DEED_LENGTH = 8
# what a value's own subject may not hold: it could turn the side, be a denominator that would be lost, or name a part
_NEGATION = re.compile(
    "[不未无非没勿免超逾每均]|低于|高于|少于|多于|大于|小于|以上|以下|以内|至少|至多|最|约|其中|其余|另|^除"
)
_ONE_OF_MANY = re.compile(
    "亩产|单产|^[百千万](?=[人户名件元辆台公平])|各(?![类种项式级界方])|逐(?![步渐])|旬|全天|单位面积|(?<![订清名账])单(?=[次人户个项件台套村亩头期场日月年笔批])"
    "|按(?=[人户月季年日村亩周天])|隔(?=[日天周月年])|[双半](?=[月周])"
)
"""各村, 单次, 按月, 隔天: a denominator in other words; to a share it means nothing."""
_PLACES = frozenset(
    front + place + end
    for front in "全本"
    for place in (*"省市区县旗镇乡村", "街道", "辖区", "域")
    for end in ("", "内")
) | {"辖区", "辖区内", "范围内", "境内"}
_OF_ANOTHER_TIME = re.compile("^(?:上一?年|去年|往年|历年|次年|下一?年|翌年|半年|基期)")
"""上年度80%: a level of another time than the table's. A change against it (较上年) is one of this year."""
_EACH = frozenset({"日", "周", "月", "季"})
"""日处理500吨, 月工资3000元: so much each day, each month. 年产值 is that of the table's year."""
_POINTS = frozenset({"初", "末", "底", "前", "后"})
# 数十, 几十, 上千: a size, no number
_INDEFINITE = ("数", "几", "上", "成", "好")
_POWERS = frozenset("十拾百佰千仟万亿")


def quantity_of(tokens: list[Token], text: str, words: Lexicon) -> Quantity:
    """The quantity, with or without a subject before it (完成率100%)."""
    try:
        return Parser(tokens, text, words).quantity()
    except UnreadableError:
        quantity = _quantity_of_a_subject(tokens, text, words)
        if quantity is None:
            raise
        return quantity


def _quantity_of_a_subject(tokens: list[Token], text: str, words: Lexicon) -> Quantity | None:
    """The quantity behind a subject, None where no subject and quantity can be told apart."""
    number = next((i for i, t in enumerate(tokens) if t.kind in (NUMBER, PART)), 0)
    if not number or tokens[0].kind not in (WORD, TEXT, IDIOM) or len(text[: tokens[number].start]) > _SUBJECT_LENGTH:
        return None
    for start in range(1, number + 1):
        token = tokens[start]
        if token.kind == TEXT or token.text == "均":
            continue
        # an idiom in a subject (PM2.5, 一次性) is no number
        subject = "".join(t.text for t in tokens[:start] if t.kind != IDIOM).removesuffix(":")
        if start == number and token.text[0] in _POWERS and subject.endswith(_INDEFINITE):
            raise UnreadableError("约数，没有确定的数字")
        if any(t.text in words.after and len(t.text) > 1 for t in tokens[:start]):
            continue
        named = (
            may_be_subject(subject, words, compared=_has_comparator(tokens, start, number, words))
            or (start == number and subject.endswith("比") and tokens[number + 1].text == ":")
            or (start == number and (_is_place(subject) or _is_rank(tokens[:start])))
        )
        done = _begins_with_a_deed(subject, tokens, words)
        if not (
            named or done or (start == number and len(subject) > 1 and may_be_subject(subject, words, compared=True))
        ):
            continue
        try:
            quantity = Parser(tokens, text, words, start).quantity()
        except UnreadableError:
            continue
        if not (named or (done and _is_measured(quantity)) or _needs_no_name(quantity, tokens[start - 1], words)):
            continue
        changes = {words.changes[t.text] for t in tokens[:start] if t.text in words.changes}
        if len(changes | ({quantity.change} - {None})) > 1:
            raise UnreadableError("增减方向说不清")
        if not _is_share(quantity):
            if _ONE_OF_MANY.search(subject):
                raise UnreadableError(f"“{subject}”里另有分母")
            quantity.per = _with_period(subject, tokens, quantity.per, words)
        quantity.subject = text[: token.start] + quantity.subject
        quantity.change = quantity.change or next(iter(changes), None)
        if quantity.change is None and _OF_ANOTHER_TIME.match(subject):
            raise UnreadableError(f"“{subject}”不是表的年度")
        return quantity
    return None


def _with_period(subject: str, tokens: list[Token], per: tuple[str, ...], words: Lexicon) -> tuple[str, ...]:
    """The denominators, with the period that the subject begins with or is."""
    period = tokens[0].text
    if (period not in _EACH and not (period == "年" and subject == period)) or subject[1:2] in _POINTS:
        return per
    code = words.units[period].code
    return per if code in per else (code, *per)


def _has_comparator(tokens: list[Token], start: int, number: int, words: Lexicon) -> bool:
    """Whether a comparator, a change or a denominator (每人, 生均) stands between the subject and its number."""
    if tokens[start].text == "每" or tokens[start + 1].text == "均":
        return True
    return any(t.text in words.signs or t.text in words.before or t.text in words.changes for t in tokens[start:number])


def _is_rank(tokens: list[Token]) -> bool:
    """一等奖1个, 一次性3000元: the rank whose things are counted, the way it is paid."""
    return all(token.kind == IDIOM for token in tokens) and tokens[-1].text.endswith(("奖", "性"))


def _is_place(subject: str) -> bool:
    """全县12个乡镇, 辖区内5个社区: where the things are."""
    return subject in _PLACES


def _begins_with_a_deed(subject: str, tokens: list[Token], words: Lexicon) -> bool:
    """服务群众10万人次, 减少排放100吨: a deed or a change and its object; of what a share is, only a name can say."""
    return (
        (tokens[0].text in words.subject_verbs or tokens[0].text in words.changes)
        and len(subject) <= _DEED_LENGTH
        and _SUBJECT.fullmatch(subject) is not None
        and not _NEGATION.search(words.harmless.sub("", subject))
        and "的" not in subject
    )


def _is_measured(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.unit.code is not None and not _is_share(quantity)


def _needs_no_name(quantity: Quantity, before: Token, words: Lexicon) -> bool:
    """系统1套, 道路3公里: the things and how many or how much of them. 胸径5cm以上, 资金到账5日内: a bound behind."""
    unit = quantity.unit
    if unit is None or unit.unknown or not _is_measured(quantity):
        return False
    if quantity.comparator in (Comparator.GE, Comparator.LE):
        return True
    thing = unit.unit is None or unit.unit.quantity in ("length", "area", "volume", "weight")
    return thing and before.text in words.nouns


def _is_share(quantity: Quantity) -> bool:
    return quantity.unit is not None and quantity.unit.unit is not None and quantity.unit.unit.kind is Kind.PERCENT


def may_be_subject(subject: str, words: Lexicon, *, compared: bool) -> bool:
    """Whether the text before a quantity names it and says nothing about its side: no negation, no comparison."""
    if (
        (subject and _SUBJECT.fullmatch(subject) is None)
        or _UNFINISHED.search(subject)
        or _NEGATION.search(words.harmless.sub("", subject.removeprefix("平均")))
    ):
        return False
    return compared or subject.rstrip("()").endswith(words.subject_endings)
