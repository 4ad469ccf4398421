"""Labels that blanks and line ends broke, where cells are parted by no more than a blank."""

from __future__ import annotations

import re

from pipelines.normalise.contents import LEVELS, ORDINAL, PLACEHOLDER, content_of, is_measured
from pipelines.normalise.labels import is_year, match_label
from pipelines.normalise.rows import Token, together

_MOST_PIECES, _LONGEST_LABEL = 5, 20
BRACKETED = re.compile(r"\s*[(（\[【](?![一二三四五六七八九十\d]{1,2}[)）])[^()（）]*[)）\]】]\s*")
"""A text in one pair of brackets that is no running number."""


def whole_labels(rows: list[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """Mend labels that blanks and line ends broke: 服务对象 / 满意度指标, 项目完成 / 指标."""
    mended: list[tuple[Token, ...]] = []
    for row in rows:
        words = _whole_words(list(row))
        if mended and words and mended[-1]:
            whole = _joined([mended[-1][-1], words[0]])
            if whole is not None:
                mended[-1] = (*mended[-1][:-1], whole)
                words = words[1:]
        if words:
            mended.append(tuple(words))
    return mended


def _whole_words(words: list[Token]) -> list[Token]:
    """Put the pieces of labels together, and a running number with the name behind it (指标1: 社区数量)."""
    whole: list[Token] = []
    at = 0
    while at < len(words):
        token, end = words[at], at + 1
        for stop in range(min(len(words), at + _MOST_PIECES), at + 1, -1):
            joined = _joined(words[at:stop])
            if joined is not None:
                token, end = joined, stop
                break
        if end == at + 1 and end < len(words) and _is_bare_ordinal(token.text):
            behind = content_of(words[end].text)
            if behind not in (*LEVELS, PLACEHOLDER):
                token, end = together([token, words[end]], " "), end + 1
        whole.append(token)
        at = end
    return whole


def _is_bare_ordinal(text: str) -> bool:
    ordinal = ORDINAL.match(text)
    return ordinal is not None and ordinal.end() == len(text)


def _joined(pieces: list[Token]) -> Token | None:
    """The label that these pieces make together, where they are no labels of their own standing side by side."""
    texts = [piece.text for piece in pieces]
    if any(piece.cell < 0 or content_of(piece.text) == PLACEHOLDER for piece in pieces):
        return None
    if sum(map(len, texts)) > _LONGEST_LABEL or is_measured(texts[0]):
        return None
    whole = match_label("".join(texts))
    if whole is None or whole.rest:
        return None
    is_spaced = bool(whole.field) and all(len(text.rstrip(":：")) == 1 for text in texts)  # 项 目 名 称
    if not (whole.is_level or whole.section or whole.goal or whole.fund or whole.column or is_spaced):
        return None
    if texts[-1][0] in "(（[【" and not (whole.unit or whole.scope or whole.requirement):
        return None
    if is_year(texts[0]) or is_year(texts[-1]):
        return None  # 指标值 above 2025年 | 2026年: heads of their own
    if BRACKETED.fullmatch(texts[0]) is not None:
        return None  # the end of what stands in front: （万元） below 项目资金, and no part of the label behind it
    first, last = match_label(texts[0]), match_label(texts[-1])
    if len(pieces) == 2 and first is not None and last is not None and texts[-1].rstrip(":：") not in ("指标", "目标"):
        return None
    if first is not None and texts[-1] == "指标" and not (first.is_level or first.section or whole.section):
        return None
    return together(pieces, "")
