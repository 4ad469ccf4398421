"""The row below a head that numbers the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.normalise.header import HeadCell
from pipelines.normalise.spelling import squash

_NUMBERING_WORDS = frozenset({"栏次", "列次", "行次", "序号"})
_STEMS, _CHINESE = "甲乙丙丁戊己庚辛壬癸", "一二三四五六七八九十"
_FORMULA = re.compile(r"[=＝].*")
_FEWEST_NUMBERED = 3
_LONGEST_NUMBER = 12


def is_column_numbering(cells: Sequence[HeadCell]) -> bool:
    """Whether the row below a head numbers its columns: 1 | 2 | 3, 栏次 | 1 | 2 | 3=4+5, 甲 | 乙 | 1 | 2, ① | ② | ③."""
    if len(cells) < _FEWEST_NUMBERED or len(cells[-1].text) > _LONGEST_NUMBER:
        return False
    texts = [_FORMULA.sub("", squash(cell.text)).strip("()[].、") for cell in cells]
    if texts[0] in _NUMBERING_WORDS:
        texts = texts[1:]
    stems = 0
    while stems < min(len(texts), len(_STEMS)) and texts[stems] == _STEMS[stems]:
        stems += 1
    numbers = texts[stems:]
    if not numbers:
        return stems >= _FEWEST_NUMBERED
    return len(texts) >= _FEWEST_NUMBERED and numbers in (
        [str(number) for number in range(1, len(numbers) + 1)],
        [chr(ord("A") + number) for number in range(len(numbers))],
        list(_CHINESE[: len(numbers)]),
    )
