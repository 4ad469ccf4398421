"""Signs that the cells of a table did not come out as they are printed: then no pair is better than wrong ones."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.normalise import contents as c
from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.contents import content_of
from pipelines.normalise.spelling import squash

_VALUES = (c.QUANTITY, c.NUMBER, c.POINTS)
_NOT_VALUES = (*c.LEVELS, c.LABEL, c.ORDINAL_NAME)
_NAME_END = re.compile(r"^[^0-9]{2,}(?:率|数量|人数|次数|数|面积|满意度|时间|成本|金额|情况)$")
_WORDS = ("一级指标", "二级指标", "三级指标", "产出指标", "数量指标", "质量指标", "时效指标", "效益指标", "满意度指标")
_LONG, _FOUR = 80, 4


def is_out_of_order(form: FormBuilder) -> bool:
    """True when a quarter of the pairs are no pairs: values where names should stand, names where values should.

    Text that was taken from a page in drawing order, or from a sheet column by column, comes out like that.
    """
    wrong = 0
    for indicator in form.indicators:
        printed = indicator.target.printed
        value = content_of(printed)
        if value in _VALUES or value == c.UNIT:
            continue
        if value in _NOT_VALUES or content_of(indicator.name) in _VALUES or _NAME_END.match(squash(printed)):
            wrong += 1
    return wrong >= 2 and wrong * 4 >= len(form.indicators)


@lru_cache(maxsize=4096)
def is_unparted(text: str) -> bool:
    """True when one cell holds a whole table run together.

    >>> is_unparted("项目名称养老机构补助一级指标二级指标三级指标指标值产出指标数量指标补助机构数量≥40家" * 3)
    True
    """
    if len(text) < _LONG:
        return False
    key = squash(text)
    return sum(word in key for word in _WORDS) >= _FOUR
