"""The numbers that Word prints before paragraphs of a list: they are on the page, but not in the text of the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Self

from lxml import etree

from pipelines.extract.ooxml import attribute, child, local_name, whole_number
from pipelines.extract.package import Package
from pipelines.extract.symbols import character_of

_DIGITS: Final = "〇一二三四五六七八九"
_LEVELS: Final = 9


class _Level(NamedTuple):
    """How one level of a list is printed: its pattern (``（%1）``), the sort of number, where it starts."""

    pattern: str
    sort: str
    start: int
    font: str


@dataclass(slots=True)
class Numbering:
    """Lists of one document and how far each has counted."""

    lists: dict[str, dict[int, _Level]]
    styles: dict[str, tuple[str, int]]
    _counted: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, related: dict[str, tuple[str, str]]) -> Self:
        """The lists that a package defines; none where it has no numbering part."""
        parts = {kind: target for kind, target in related.values() if kind in {"numbering", "styles"}}
        numbering = package.tree(parts["numbering"]) if "numbering" in parts else None
        styles = package.tree(parts["styles"]) if "styles" in parts else None
        return cls(_lists(numbering), _styles(styles))

    def label(self, properties: etree._Element | None, style: str) -> str:
        """What is printed before a paragraph, without the blank after it; empty where it belongs to no list."""
        number = child(properties, "numPr")
        of_style = self.styles.get(style)
        list_id = attribute(child(number, "numId")) or (of_style[0] if of_style else "")
        level_printed = attribute(child(number, "ilvl")) or (str(of_style[1]) if of_style else "0")
        level_no = int(level_printed) if level_printed.isdecimal() and len(level_printed) == 1 else 0
        levels = self.lists.get(list_id, {})
        level = levels.get(level_no)
        if level is None:
            return ""
        counted = self._counted.setdefault(list_id, [0] * _LEVELS)
        counted[level_no] = counted[level_no] + 1 if counted[level_no] else level.start
        for deeper in range(level_no + 1, _LEVELS):
            counted[deeper] = 0
        if level.sort in {"none", "bullet"}:
            return "".join(character_of(level.font, c) for c in level.pattern)
        return re.sub(r"%([1-9])", lambda m: self._number(levels, counted, int(m[1]) - 1), level.pattern)

    @staticmethod
    def _number(levels: dict[int, _Level], counted: list[int], level_no: int) -> str:
        level = levels.get(level_no)
        if level is None:
            return ""
        return _printed(counted[level_no] or level.start, level.sort)


def _printed(number: int, sort: str) -> str:
    """A number as Word prints it; sorts that are not listed are printed as digits.

    >>> _printed(12, "chineseCountingThousand"), _printed(3, "decimalEnclosedCircleChinese"), _printed(2, "upperLetter")
    ('十二', '③', 'B')
    """
    return _SORTS.get(sort, str)(number)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return "".join(_DIGITS[int(d)] for d in str(number))
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 40:
        return str(number)
    tens, ones = divmod(number, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


_SORTS: Final[dict[str, Callable[[int], str]]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedCircle": _circled,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
}


def _lists(root: etree._Element | None) -> dict[str, dict[int, _Level]]:
    if root is None:
        return {}
    abstract = {
        attribute(e, "abstractNumId"): {
            whole_number(attribute(v, "ilvl"), 0): _level(v) for v in e if local_name(v) == "lvl"
        }
        for e in root
        if local_name(e) == "abstractNum"
    }
    lists: dict[str, dict[int, _Level]] = {}
    for element in root:
        if local_name(element) != "num":
            continue
        levels = dict(abstract.get(attribute(child(element, "abstractNumId")), {}))
        for override in element:
            level_no = whole_number(attribute(override, "ilvl"), 0)
            start = attribute(child(override, "startOverride"))
            if local_name(override) == "lvlOverride" and start and level_no in levels:
                levels[level_no] = levels[level_no]._replace(start=whole_number(start, 1))
        lists[attribute(element, "numId")] = levels
    return lists


def _level(element: etree._Element) -> _Level:
    fonts = child(child(element, "rPr"), "rFonts")
    return _Level(
        attribute(child(element, "lvlText")),
        attribute(child(element, "numFmt")) or "decimal",
        whole_number(attribute(child(element, "start")), 1),
        attribute(fonts, "ascii") if fonts is not None else "",
    )


def _styles(root: etree._Element | None) -> dict[str, tuple[str, int]]:
    """Paragraph styles that belong to a list: style id to (list id, level)."""
    if root is None:
        return {}
    found = {}
    for style in root:
        number = child(child(style, "pPr"), "numPr")
        list_id = attribute(child(number, "numId"))
        if list_id:
            found[attribute(style, "styleId")] = (list_id, whole_number(attribute(child(number, "ilvl")), 0))
    return found
