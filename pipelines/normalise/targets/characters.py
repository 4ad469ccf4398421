"""One form for every character: width, blanks, look-alikes, the traditional forms the grammar knows.

Changes only what the grammar reads; the printed text is kept beside it. Nothing here knows what a word means.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LOOK_ALIKES = {
    "≥": "≧⩾≽⋝≿㊣⪰",
    "≤": "≦⩽≼⋜≾⪯",
    ">": "﹥›＞〉",
    "<": "﹤‹＜〈",
    "=": "﹦＝゠꞊═〓",
    "≈": "≒≃≅∼≌",
    "±": "﹢",
    "%": "％﹪٪℅",
    "-": "－﹣‐‑‒–—―─━−ー﹘⁃",
    "~": "～〜˜∽﹏",
    "/": "／∕⁄╱",
    "·": "•‧・･∙⋅●",
    "*": "＊﹡✱∗×╳✕",
    "¥": "￥",
    "(": "（﹙〔【［[「『",
    ")": "）﹚〕】］]」』",
    ",": "，﹐",
    ";": "；",
    ":": "：﹕∶",
    "…": "⋯",
    "m²": "㎡",
    "m³": "㎥",
    "km²": "㎢",
    "kg": "㎏",
    "km": "㎞",
    "cm": "㎝",
    "mm": "㎜",
    "万": "萬",
    "亿": "億",
    "个": "個箇",
    "户": "戶",
    "亩": "畝",
    "吨": "噸",
    "两": "兩",
    "达": "達",
    "于": "於",
    "过": "過",
    "数": "數",
    "满": "滿",
    "内": "內",
    "间": "間",
    "时": "時",
    "项": "項",
    "条": "條",
    "种": "種",
    "约": "約",
    "余": "餘",
    "岁": "歲",
    "张": "張",
    "钱": "錢",
    "钟": "鐘鍾",
    "处": "處",
    "场": "場",
    "组": "組",
    "辆": "輛",
    "无": "無",
    "显": "顯",
    "区": "區",
    "县": "縣",
    "乡": "鄉",
    "镇": "鎮",
    "学": "學",
    "医": "醫",
    "员": "員",
    "补": "補",
    "发": "發",
    "长": "長",
    "稳": "穩",
    "贰": "貳弍",
    "叁": "參叄",
    "陆": "陸",
    "圆": "圓",
    "点": "點",
    "优": "優",
}


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - 0xFEE0)
    # Kangxi radicals and compatibility ideographs, as PDF fonts and old encodings print ordinary characters
    for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAFF)):
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1:
                table[code] = plain
    for plain, others in _LOOK_ALIKES.items():
        for other in others:
            table[ord(other)] = plain
    for code in (0xFEFF, 0x00AD, 0x2060, *range(0x200B, 0x2010), *range(0x202A, 0x202F)):
        table[code] = ""
    return table


_TABLE = _table()
_PINYIN = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)")
"""Sites that show traditional characters print the reading after a rare one: 績效目標(biāo)."""
_TONED = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_BLANKS_BETWEEN_DIGITS = re.compile(r"(?<=[0-9.%])\s+(?=[0-9.])")
_BLANK = "␣"
_ROUND_ZERO = re.compile("[一二][○◯oO0〇零一二三四五六七八九]{3}(?=年)")
"""二○二四年, 二O二四年: the zero of a year in characters is printed as whatever is round."""
_ZEROS = str.maketrans("○◯oO0", "〇〇〇〇〇")


@lru_cache(maxsize=65536)
def plain_form(printed: str) -> str:
    """Return the text in one width, with look-alikes unified and without blanks.

    A blank between two digits is kept as ``␣``: it may part two values, and joining them would invent a number.

    >>> plain_form(" ≧ ９５ ％ ")
    '≥95%'
    >>> plain_form("10 20")
    '10␣20'
    """
    text = printed.translate(_TABLE)
    if text.isalnum() and "年" not in text:
        return text
    pieces = text.split()
    if not pieces:
        return ""
    text = "".join(_BLANKS_BETWEEN_DIGITS.sub(_BLANK, text.strip()).split()) if len(pieces) > 1 else pieces[0]
    if "(" in text and _TONED.search(text):
        text = _PINYIN.sub("", text)
    if "年" in text:
        text = _ROUND_ZERO.sub(lambda year: year.group().translate(_ZEROS), text)
    return text
