"""How printed words are compared: without width, blanks, traditional characters and damage. The printed text stays."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipelines.normalise.reference_data import traditional_characters

_BLANK = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff\u3000]+")
_TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ"
PINYIN = re.compile(rf"(?<=[\u3400-\u9fff])\([a-zü]*[{_TONED}][a-zü]*\)")
"""A reading behind a character, put there by a site against copying: 績(jì)效. Without a tone it may be a unit (km)."""
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
    if "(" in plain:
        plain = PINYIN.sub("", plain)
    return plain.translate(traditional_characters())
