"""What the columns of a head row say together: heads that come twice, stand over several columns or are missing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.normalise.alignment import Column
from pipelines.normalise.spelling import squash

_PLACE = re.compile(
    r".*(?:[省市县区旗州盟乡镇村屯组场站所院校局队]|街道|社区|本级|全[省市县区]|合计|小计|公司|中心|管委会|办事处|委员会|单位|部门|处|厅|委|办)"
    r"|20\d\d.*|.{2}"
)
"""How the heads of columns end that hold one place's values each; a name of two characters may be any."""
_FOURTH_LEVEL = re.compile(r"四级|末级|明细|细化|具体|子指标")
_MOST_BELOW_ONE_HEAD = 3


def are_places(columns: Sequence[Column]) -> bool:
    """Whether columns of values that no head names as such are those of places: of other words side by side (具体要求 |
    完成时限) it cannot be said which holds the targets.
    """
    blocks = [column.block for column in columns if column.role == "value" and column.block]
    return len(blocks) < 2 or all(_PLACE.fullmatch(squash(block)) for block in blocks)


def with_level_before_names(columns: list[Column]) -> list[Column]:
    """评价指标 | 绩效内容 | 目标值: of two heads of names side by side the first is that of the level above."""
    roles = [column.role for column in columns]
    if roles.count("level3") != 2 or roles.count("value") != 1 or "level2" in roles:
        return columns
    at = roles.index("level3")
    if roles[at + 1] != "level3" or roles.index("value") < at:
        return columns
    front = columns[:at]
    if front and (front[-1].field or "").startswith("goal:"):
        front[-1] = front[-1]._replace(role="level1", field=None)  # 绩效目标 | 评价指标 | 绩效内容
    return [*front, columns[at]._replace(role="level2"), *columns[at + 1 :]]


def with_group_before_names(columns: list[Column], printed: list[str]) -> list[Column]:
    """三级指标 | 四级指标 | 目标值 behind both levels: the names are those of the fourth, the third groups them."""
    roles = [column.role for column in columns]
    if roles.count("level3") != 2 or roles.count("value") != 1 or "level2" not in roles:
        return columns
    at = roles.index("level3")
    if roles[at + 1] != "level3" or roles.index("value") < at or not squash(printed[at]).startswith("三级"):
        return columns
    if _FOURTH_LEVEL.match(squash(printed[at + 1])) is None:
        return columns
    return [*columns[:at], columns[at]._replace(role="group"), *columns[at + 1 :]]


def with_levels_below_one_head(columns: list[Column]) -> list[Column]:
    """指标 over three columns (or two) heads the levels too: its last column holds the names."""
    roles = [column.role for column in columns]
    if roles.count("level3") != 1 or "level1" in roles or "level2" in roles:
        return columns
    at = roles.index("level3")
    head = columns[at]
    if not head.position or not 1 < head.span <= _MOST_BELOW_ONE_HEAD:
        return columns
    levels = ("level1", "level2")[: head.span - 1]
    below = [Column(role, position=head.position + place, span=1) for place, role in enumerate(levels)]
    names = head._replace(position=head.position + len(levels), span=1)
    return [*columns[:at], *below, names, *columns[at + 1 :]]


def with_unprinted_levels(columns: list[Column]) -> list[Column]:
    """A header may lack one of the two level columns though the rows below print it."""
    roles = [column.role for column in columns]
    if "level1" in roles and "level2" not in roles:
        at = roles.index("level1")
        columns.insert(at + 1, Column("level2", position=0))
    elif "level2" in roles and "level1" not in roles:
        at = roles.index("level2")
        columns.insert(at, Column("level1", position=0))
    return columns


def with_blocks(columns: list[Column]) -> list[Column]:
    """Mid-term and annual columns side by side: the heads of the first block come again."""
    roles = [column.role for column in columns]
    if roles.count("value") < 2 or roles.count("level3") < 2:
        return columns
    second = roles.index("level3", roles.index("level3") + 1)
    while second and roles[second - 1] in ("level1", "level2"):
        second -= 1
    return [column._replace(block="mid_term" if at < second else "annual") for at, column in enumerate(columns)]
