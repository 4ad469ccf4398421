"""Traces of damage in a printed value: OCR readings of ≥ and =, doubled cells, lost characters.

Each is recognised by evidence in the value itself, never by what would look better.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipelines.model.target import Comparator, Kind


class Repair(NamedTuple):
    """A text that can be read in place of the printed one, what was most likely printed, and why (Chinese)."""

    readable: str
    likely: str | None
    reason: str


_DIGIT_LETTERS = re.compile(r"(?=.*\d)[≥≤<>=]?[\dOoIl]*[OoIl][\dOoIl]*(?:\.\d+)?(%|[\u4e00-\u9fff].*)")
_MASK = re.compile(r"\*{2,}|(?<![\u4e00-\u9fffA-Za-z)])\*|[xX]{2,}|_{2,}|□+|○{2,}|＿+")
_LETTER_MASK = re.compile(r"([≥≤<>=]?)[xXnN]((?:%|‰|[\u4e00-\u9fff]).*)")
_MOST_YEARS = 150
_SHORT_YEAR = re.compile(r"(?<![\d.,])(1[5-9]|2\d|3[0-5])年(?=(?:1[0-2]|0?[1-9])月|底|末)")
_PLUS = re.compile(r"(\d[\d.,]*)(?:\+([\u4e00-\u9fff%]{0,6})|([\u4e00-\u9fff%]{1,6})\+)")
_POINT_FIRST = re.compile(r"([≥≤<>=]?)(\.\d+[%‰]?)")
_PARTED = re.compile(r"[≥≤<>=]?\d{2,3}␣?\.␣?\d{1,2}%|[^\d␣]*\d{1,3}(?:␣\d{3})*␣000[^\d␣]*")
"""A share around whose point there is a blank, and digits in groups of three whose last group could not stand alone."""
_SIGNS = "≥≤<>="
_MONTH_AND_DAY = re.compile(r"(?:1[0-2]|0?[1-9])[./-](?:3[01]|[12]\d|0?[1-9])")
_TWO = re.compile(r"2(\d\d(?:\.\d+)?|100)%")


def repair(text: str) -> Repair | None:
    """Return how a damaged text can be read, or None when it shows no damage of a known kind."""
    if text.startswith("%=") and text[2:3].isdigit():
        return Repair(text[1:], "≥" + text[2:], "“%=”疑为“≥”的误识")
    if text[0] == "二" and text[1:2].isdigit():
        return Repair("=" + text[1:], "=" + text[1:], "“二”疑为“=”的误识")
    if text[0] in "之zZ" and text[1:2].isdigit() and text.endswith("%"):
        return Repair(text[1:], "≥" + text[1:], f"“{text[0]}”疑为“≥”的误识")
    if text[0] in "?\ufffd" and text[1:2].isdigit():
        return Repair(text[1:], None, "数字之前有一个丢失的字符，可能是比较符")
    short = _SHORT_YEAR.sub(r"20\1年", text)
    if short != text:
        return Repair(short, short, "年份只印了后两位")
    more = _PLUS.fullmatch(text)
    if more:
        number = more[1] + (more[2] or more[3] or "")
        return Repair(f"{number}以上", f"≥{number}", "“+”多指“以上”")
    pointed = _POINT_FIRST.fullmatch(text)
    if pointed:
        whole = f"{pointed[1]}0{pointed[2]}"
        return Repair(whole, whole, "小数点之前没有数字")
    if "␣" in text and _PARTED.fullmatch(text):
        joined = text.replace("␣", "")
        return Repair(joined, joined, "数字中间有空格")
    dashed = re.fullmatch(r"(\D{0,6}\d[\d.]*%?)一(\d.*)", text)
    if dashed:
        likely = f"{dashed[1]}-{dashed[2]}"
        return Repair(likely, likely, "“一”疑为“—”")
    half, odd = divmod(len(text), 2)
    if not odd and half >= 2 and text[:half] == text[half:] and not text.isdigit():
        return Repair(text[:half], text[:half], "同一个值连印两次，疑为目标值与完成值相连")
    return None


def letters_for_digits(text: str) -> str | None:
    """Return 100% for l00% or 1OO%, None for anything else."""
    if _DIGIT_LETTERS.fullmatch(text) is None:
        return None
    return text.translate(str.maketrans("OoIl", "0011"))


def is_mask(text: str) -> bool:
    """A template's mask stands where a number should: ≥**个, **元/人·月."""
    return _MASK.search(text) is not None and not any(c.isdigit() for c in text)


def unit_of_mask(text: str) -> str | None:
    """What stands around one letter in place of a number (X个, ≥N%); None where no letter stands so."""
    match = _LETTER_MASK.fullmatch(text)
    return match[1] + match[2] if match else None


def without_mask(text: str) -> str:
    """The mask's text with a number in place of the stars, so that the grammar can read its unit."""
    return _MASK.sub("1", text)


def doubt_about(
    kind: Kind,
    comparator: Comparator,
    low: Decimal | None,
    high: Decimal | None,
    unit: str | None,
    text: str,
    dimension: str | None,
    names_day: bool,
) -> tuple[str, str | None] | None:
    """Return (reason, likely) when a value that was read as printed is probably damaged."""
    if kind is Kind.PERCENT and comparator is Comparator.UNSTATED and unit == "percent":
        two = _TWO.fullmatch(text)
        if two and low is not None and low > 200 and Decimal(two[1]) <= 100:
            return "超过200%，“2”疑为“≥”的误识", f"≥{two[1]}%"
    if unit in ("year", "school_year") and any(end is not None and end > _MOST_YEARS for end in (low, high)):
        return "年数大得不可能，疑为年份与别的数相连", None
    if kind is not Kind.NUMBER:
        return None
    text = text.lstrip(_SIGNS)
    if names_day and _MONTH_AND_DAY.fullmatch(text):
        return "没有单位，疑为月日", None
    return _looks_like_date(text, dimension) or (_looks_joined(text) if comparator is Comparator.UNSTATED else None)


def _looks_like_date(text: str, dimension: str | None) -> tuple[str, str | None] | None:
    if not text.isdigit():
        return None
    day = re.fullmatch(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", text)
    if day:
        return "没有单位，疑为年月日", f"{day[1]}年{int(day[2])}月{int(day[3])}日"
    if len(text) == 6 and text[:2] in ("19", "20") and 1 <= int(text[4:]) <= 12:
        return "没有单位，疑为年月", f"{text[:4]}年{int(text[4:])}月"
    if dimension == "timeliness" and len(text) == 4 and text[:2] == "20":
        return "时效指标的四位数没有单位，疑为年份", f"{text}年"
    return None


def _looks_joined(text: str) -> tuple[str, str | None] | None:
    if not text.isdigit():
        return None
    if len(text) >= 7:
        return "没有单位的长串数字，疑为多个值连印", None
    if len(text) == 5 and text.endswith("100") and text[0] in "6789":
        return "没有单位，疑为两个值连印", None
    return None
