"""Heads of columns by the words they are made of: 本年绩效指标值, 自评权重分值, 2024年度预期目标值.

Only for cells that stand in a head row. What a whole spelling means stands in the lists of ``labels.yml``; here is what
a head means that is on none of them, so that no column of points or units is taken for one of values.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.normalise.labels import Label, match_label
from pipelines.normalise.reference_data import read_yaml
from pipelines.normalise.spelling import squash

_LONGEST = 18
_BRACKETED = re.compile(r"\([^()]*\)")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a head is by the pattern that it matches whole, in the order of the list."""
    words = read_yaml("labels.yml")["head_patterns"]
    return tuple((str(role), re.compile(str(pattern))) for role, pattern in words.items())


@lru_cache(maxsize=16384)
def head_label(text: str) -> Label | None:
    """The label that a cell of a head row prints: a known spelling, or one made of the same words.

    >>> head_label("本年度绩效指标预期值").column, head_label("上一年度指标完成值").column
    ('value', 'previous_value')
    >>> head_label("绩效指标权重分值").column, head_label("湖头镇") is None
    ('weight', True)
    """
    label = match_label(text)
    if label is not None or not text or len(text) > _LONGEST * 2:
        return label
    key = _BRACKETED.sub("", squash(text)).strip("*:★")
    if not 1 < len(key) <= _LONGEST:
        return None
    role = next((role for role, pattern in _patterns() if pattern.fullmatch(key)), None)
    return Label(key, column=role) if role is not None else None
