"""Characters of symbol fonts: the code in the file is a place in the font, the sign on paper is another character."""

from __future__ import annotations

from typing import Final

_SYMBOL: Final = {
    0x25: "%",
    0x2B: "+",
    0x2D: "−",
    0x3C: "<",
    0x3D: "=",
    0x3E: ">",
    0x40: "≅",
    0xA3: "≤",
    0xA5: "∞",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBA: "≡",
    0xBB: "≈",
}
_WINGDINGS: Final = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x75: "◆",
    0x76: "❖",
    0xA7: "▪",
    0xA8: "□",
    0xAB: "★",
    0xD8: "➢",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2: Final = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x96: "●"}
_FONTS: Final = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def character_of(font: str, code: str) -> str:
    """The sign on paper of one character in a font. Other fonts, and places not listed, give the character itself.

    Only codes of the private area (U+F000 to U+F0FF, where Office puts these fonts) are looked up.

    >>> character_of("Symbol", "\\uf0b3"), character_of("Wingdings 2", "\\uf052"), character_of("宋体", "≥")
    ('≥', '☑', '≥')
    """
    table = _FONTS.get(font.lower())
    point = ord(code)
    if table is None or not 0xF000 <= point <= 0xF0FF:
        return code
    return table.get(point - 0xF000, code)
