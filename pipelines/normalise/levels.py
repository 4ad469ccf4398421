"""Names of indicator levels: how they are printed, which category and dimension they mean, which rows they hold for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipelines.normalise.builder import FormBuilder, Level
from pipelines.normalise.labels import Label, home_categories, is_level1_of, match_label
from pipelines.normalise.spelling import PINYIN

_EXTRAS = re.compile(r"\s*[(（\[【][^()（）\[\]【】]*[)）\]】]\s*$")
_BLANKS = re.compile(r"\s+")


def level_name(text: str) -> str:
    """The name of a level as printed, without blanks, line ends and what stands in brackets (必填量化, 50分).

    >>> level_name("数量 指标 (必填量化)")
    '数量指标'
    """
    text = PINYIN.sub("", text.strip())
    bare = _EXTRAS.sub("", text)
    return _BLANKS.sub("", bare or text)


@lru_cache(maxsize=8192)
def read_level(text: str) -> tuple[str, Label | None]:
    """The name of a level, and its meaning where it is known.

    >>> read_level("1.2质量指标")[1].dimension
    'quality'
    """
    label = match_label(text)
    return level_name(text), label if label is not None and label.is_level else None


def classify(level1: Level | None, level2: Level | None) -> tuple[str | None, str | None]:
    """The contract's category and dimension of an indicator under these level names.

    The second level decides where both are known: it is the finer word, and a level 1 such as 社会效益指标 is a slip.
    成本 below 产出 is the dimension of the 2015 scheme; 成本 as level 1 the category of the 2021 scheme.
    """
    first = level1.label if level1 is not None else None
    second = level2.label if level2 is not None else None
    dimension = second.dimension if second is not None else None
    category = first.category if first is not None else None
    if dimension is None:
        # 产出指标 below 实施效果指标: the name of a category one level deeper than usual
        return category or (second.category if second is not None else None), _only_dimension(first)
    home = home_categories()[dimension]
    if dimension == "cost":
        return category or home, "cost"
    return home, dimension


def _only_dimension(first: Label | None) -> str | None:
    if first is not None and first.category == "satisfaction":
        return "beneficiary_satisfaction"
    return None


def stands_for_both(level1: Level | None, level2: Level) -> bool:
    """满意度 below another category: one merged cell that is level 1 and level 2."""
    if level2.label is None or level2.label.category != "satisfaction":
        return False
    return level1 is None or level1.label is None or level1.label.category != "satisfaction"


def is_only_first(level: Level) -> bool:
    """满意度指标 without another word: the name of the level 1, though it is also printed as a level 2."""
    return level.label is not None and level.label.key.removesuffix("指标").removesuffix("值") in ("满意度", "满意")


def belongs_below(level2: Level | None, level1: Level) -> bool:
    """Whether a level 2 is one of this level 1."""
    dimension = level2.label.dimension if level2 is not None and level2.label is not None else None
    return is_level1_of(level1.label, dimension)


def settle_levels(form: FormBuilder) -> None:
    """Give rows above a level label that is printed in the middle of its merged block their level 1.

    Only where the rows' dimension belongs to another category than the label above them (or none stands above) and to
    that of the next label below.
    """
    following: Level | None = None
    for at in range(len(form.indicators) - 1, -1, -1):
        above = form.level1_of[at]
        indicator = form.indicators[at]
        if above is not None and is_level1_of(above.label, indicator.dimension):
            following = above
        elif above is not None and above.label is None:
            following = None  # 投入, which no list knows: what it says of its rows stands
        elif following is not None and is_level1_of(following.label, indicator.dimension) and at not in form.own_level1:
            form.indicators[at] = replace(
                indicator, level1_printed=following.printed, category=classify(following, form.level2_of[at])[0]
            )


def settle_blocks(form: FormBuilder) -> None:
    """Two blocks of columns side by side that hold different levels each are one table, and not of two periods."""
    levels: dict[str | None, set[str | None]] = {}
    for indicator in form.indicators:
        levels.setdefault(indicator.block, set()).add(indicator.level1_printed)
    if set(levels) != {"mid_term", "annual"} or levels["mid_term"] & levels["annual"]:
        return
    if None not in levels["mid_term"] | levels["annual"]:
        form.indicators = [replace(indicator, block=None) for indicator in form.indicators]
