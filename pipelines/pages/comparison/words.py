"""Numbers and codes as the page shows them: Chinese beside English, money in 万元 beside yuan."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple


class Words(NamedTuple):
    """The same in Chinese and in English."""

    zh: str
    en: str


FORM_TYPES = {
    "target_table": Words("目标表", "target table"),
    "approval_table": Words("批复表", "approval table"),
    "application_form": Words("申报表", "application form"),
    "self_evaluation": Words("自评表", "self-evaluation"),
    "evaluation_report": Words("评价报告", "evaluation report"),
}
RELATIONS = {
    "harder": Words("更高", "harder"),
    "easier": Words("更低", "easier"),
    "same": Words("相同", "same"),
    "not_comparable": Words("不可比", "not comparable"),
}
BASES = {
    "funding_over_quantity": Words("拨款 ÷ 数量", "money over quantity"),
    "printed_rate": Words("印出的标准", "printed standard"),
    "same_people": Words("同一批人合计 ÷ 人数", "all money for the same people"),
}
UNKNOWN = Words("未判定", "unknown")


def rounded(value: Decimal, digits: int) -> str:
    """Half up, thousands apart, without trailing zeros of the fraction.

    >>> rounded(Decimal("1264710"), 2)
    '1,264,710'
    >>> rounded(Decimal("183.2701"), 2)
    '183.27'
    """
    exact = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    text = f"{exact:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(yuan: Decimal | None) -> Words:
    """Yuan as people say it: 万元 from ten thousand on in Chinese, yuan in English.

    >>> money(Decimal("1264710.0000"))
    Words(zh='126.47 万元', en='1,264,710 yuan')
    >>> money(Decimal("20.0491"))
    Words(zh='20.05 元', en='20.05 yuan')
    """
    if yuan is None:
        return Words("没有", "none")
    digits = 2 if abs(yuan) < 1000 else 0
    english = f"{rounded(yuan, digits)} yuan"
    if abs(yuan) < 10000:
        return Words(f"{rounded(yuan, digits)} 元", english)
    return Words(f"{rounded(yuan / 10000, 2)} 万元", english)


def count(value: int | Decimal | None) -> Words:
    """A whole number, thousands apart."""
    text = "–" if value is None else rounded(Decimal(value), 0)
    return Words(text, text)


def percent(share: Decimal | None) -> Words:
    """A part of a whole in percent.

    >>> percent(Decimal("0.612903")).zh
    '61.3 %'
    """
    text = "–" if share is None else f"{rounded(share * 100, 1)} %"
    return Words(text, text)


def form_types(codes: str | None) -> Words:
    """Form types joined by commas, in words."""
    if codes is None:
        return UNKNOWN
    known = [FORM_TYPES.get(code, Words(code, code)) for code in codes.split(",")]
    return Words("、".join(word.zh for word in known), ", ".join(word.en for word in known))
