"""How printed words are compared: without width, blanks, traditional characters and damage. The printed text stays."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipelines.normalise.reference_data import traditional_characters

_BLANK = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff\u3000]+")
_PINYIN = re.compile(r"\([a-zA-Züāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ]+\)")
_LOST_BLANKS = re.compile(r"\?{2,}|\ufffd+")
"""A converter that could not write the blanks of a vertical label wrote question marks."""


@lru_cache(maxsize=65536)
def squash(text: str) -> str:
    """The letters of a printed text that count when words are compared.

    >>> squash("满意 度指\\n标")
    '满意度指标'
    >>> squash("績效目標(biāo)：")
    '绩效目标:'
    >>> squash("绩?????效?????目??标")
    '绩效目标'
    """
    plain = _BLANK.sub("", unicodedata.normalize("NFKC", text))
    if "?" in plain or "\ufffd" in plain:
        plain = _LOST_BLANKS.sub("", plain)
    if plain.isascii():
        return plain
    plain = plain.translate(traditional_characters())
    return _PINYIN.sub("", plain) if "(" in plain else plain
