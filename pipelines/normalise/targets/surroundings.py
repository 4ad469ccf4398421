"""The unit and the comparator that the cells around a value lend it, and where they contradict it.

A value's own unit and comparator always win; a contradiction is a doubt, never a silent choice.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipelines.model.target import Comparator, Kind
from pipelines.normalise.targets import damage
from pipelines.normalise.targets.characters import plain_form
from pipelines.normalise.targets.context import TargetContext, UnreadableError
from pipelines.normalise.targets.grammar import unit_alone
from pipelines.normalise.targets.lexicon import lexicon
from pipelines.normalise.targets.terms import Quantity, UnitReading
from pipelines.normalise.targets.unit_words import POWER_WORDS

LONGEST_UNIT = 16
_BRACKETED = re.compile(r"\(((?:[^()]|\([^()]*\))+)\)")
_DIRECTION = re.compile(r"\(?[正反]向(?:指标)?\)?")
_LABEL = re.compile(r"(?:计量|度量)?单位:?")
_POWERS = "百千万亿"
_MONEY_NAME = re.compile("金额|经费|资金|成本|费|补助|支出|预算|投资|工资|补贴|款|价|投入|奖金|薪酬|报酬")
_NOT_THE_TOTAL = re.compile("标准|单价|单位成本|[人户亩生]均|平均|每|[率度比数次]$|比例$|/|次数|数量")
_COUNT_NAME = re.compile("(?:人数|人次|户数|数量|个数|面积|株数|次数|规模|里程|长度|产量|人口|户|数)(?:\\(.*\\))?$")
_POINT_NAME = re.compile("时间|时限|日期|进度")
_SPAN_NAME = re.compile("工期|周期|时长|年限|寿命|用时|耗时|历时|持续|平均|数$|(?<!日)期$")
_COMPLETION_NAME = re.compile(
    "完成|完工|竣工|建成|截止|(?:日期|月份)$"
    "|(?:开工|启动|交付|验收|发放|兑付|拨付|支付|到位|投用|投产|使用|下达|上线|上报|报送).*(?:时间|及时)"
)
_MONTH_WORDS = ("月", "月份")
_CALENDAR = frozenset("年季月日号")
_DATE_IN_DIGITS = re.compile(r"[≥≤<>=]*(?:(?:19|20)\d\d|\d{1,2})[./-]\d{1,2}")
_RATIO_WORDS = re.compile("比[例值率]?|倍数?")
_MONTHS = frozenset(map(Decimal, range(1, 13)))
_COST = frozenset({"cost", "economic_cost"})


class Surroundings(NamedTuple):
    """What of a context can bear on a value. Names that say nothing about it are all alike: beside them the same value
    is read once.

    ``unit_in_name`` is the bracket that may name a unit; ``form_unit`` stands only where the name is one of a sum of
    money; ``dimension`` is "timeliness", "other" or None; ``names_count``, ``names_day`` and ``names_completion`` say
    of what the name is: a number of things, perhaps a point in time, the time at which something is done.
    ``calendar``: the unit of the value is one of the calendar (年, 月, 日), so the two may print a date together.
    """

    unit_cell: str | None
    comparator_cell: str | None
    unit_in_name: str | None
    form_unit: str | None
    dimension: str | None
    names_count: bool
    names_day: bool
    names_completion: bool
    calendar: bool
    fiscal_year: int | None


def surroundings_of(context: TargetContext, text: str, is_quantity: bool) -> Surroundings:
    """What of the context can bear on a value of this text in plain form."""
    name = context.indicator_name or ""
    unit_cell, dimension = context.unit_cell or None, context.dimension
    bracket = _unit_bracket(name) if name else None
    money = bool(context.form_unit) and dimension in _COST and _is_money_total(name)
    calendar = _has_calendar_unit(text, bracket if unit_cell is None else unit_cell, is_quantity)
    names_day = (calendar or (bool(name or dimension) and _is_date_in_digits(text))) and _is_of_a_day(name, dimension)
    return Surroundings(
        unit_cell,
        context.comparator_cell or None,
        bracket,
        context.form_unit if money else None,
        dimension if dimension in (None, "timeliness") else "other",
        ("万" in text or "亿" in text) and _COUNT_NAME.search(plain_form(name)) is not None,
        names_day,
        names_day and _COMPLETION_NAME.search(plain_form(name)) is not None,
        calendar,
        None if is_quantity and not calendar else context.fiscal_year,
    )


def _has_calendar_unit(text: str, unit: str | None, is_quantity: bool) -> bool:
    if unit is None:
        return is_quantity and text.endswith(("月", "月份"))
    return unit.strip()[:1] in _CALENDAR and bool(unit.strip())


@lru_cache(maxsize=4096)
def read_unit(printed: str) -> UnitReading | None:
    """The unit a cell or bracket consists of (万元, 人次/年, 个党支部), or None when it is no unit.

    >>> unit = read_unit("万元/年")
    >>> unit.code, unit.multiplier, unit.per
    ('CNY', Decimal('10000'), ('year',))
    """
    text = _LABEL.sub("", plain_form(printed), count=1)
    if text in lexicon().column_qualitative:
        return None
    if text[:1] == "(" and text[-1:] == ")" and text.count("(") == 1:
        text = text[1:-1]
    return unit_alone(text, lexicon()) if 0 < len(text) <= LONGEST_UNIT else None


@lru_cache(maxsize=4096)
def read_comparator(printed: str) -> Comparator | None:
    """The comparator a cell consists of (≥, 大于等于, 不超过), or None: 定性, 正向 and anything else is none.

    >>> read_comparator("大于等于").value
    'ge'
    """
    words = lexicon()
    text = _DIRECTION.sub("", plain_form(printed))
    if text[:1] == "(" and text[-1:] == ")":
        text = text[1:-1]
    return words.signs.get(text) or words.before.get(text) or (words.after.get(text) if len(text) > 1 else None)


def unit_with_context(
    quantity: Quantity, around: Surroundings, implied: list[str], doubts: list[str]
) -> tuple[UnitReading | None, tuple[str, ...]]:
    """The unit and denominators of a quantity: its own, or what the surroundings lend, named in ``implied``."""
    unit, per = quantity.unit, quantity.per
    column = read_unit(around.unit_cell) if around.unit_cell else None
    if unit is not None and unit.code is not None:
        beside, source, place = column, "unit_column", "计量单位栏"
        if beside is None and around.unit_in_name:
            beside, source = _unit_in_bracket(around.unit_in_name)
            place = "指标名称"
        if beside is None:
            return unit, per
        if not _compatible(unit, beside) or (per and beside.per and per != beside.per):
            doubts.append(f"值中的单位“{unit.printed}”与{place}中的“{beside.printed}”不一致")
        elif beside.per and not per:
            implied.append(source)
            return unit, beside.per
        return unit, per
    found, source = column, "unit_column"
    if found is None and around.unit_cell:
        bare = plain_form(around.unit_cell)
        if unit is None and bare in POWER_WORDS:
            implied.append("unit_column")
            yuan = lexicon().units["元"] if around.form_unit else None
            return UnitReading(yuan, bare, None, Decimal(POWER_WORDS[bare])), per
        if _says_something(around.unit_cell) and not (per and _RATIO_WORDS.fullmatch(bare)):
            doubts.append(f"计量单位栏“{around.unit_cell.strip()}”读不懂")
    if found is None and around.unit_in_name:
        found, source = _unit_in_bracket(around.unit_in_name)
    if found is None and around.form_unit and not per:
        found, source = read_unit(around.form_unit), "form_unit"
        if unit is not None and found is not None:
            found, source = None, ""
    if source in ("unit_column", "indicator_name") and found is not None and _names_a_month(quantity, found, around):
        doubts.append(f"“{found.printed}”可能是月份，也可能是月数")
    if found is None:
        return _yuan_for_bare_multiplier(unit, quantity.subject, around, implied), per
    implied.append(source)
    if quantity.fraction:
        if found.unit is not None and found.unit.kind is Kind.PERCENT:
            raise UnreadableError(f"分数“{quantity.fraction}”与单位“{found.printed}”不能并用")
        doubts.append(f"分数“{quantity.fraction}”与单位“{found.printed}”并用")
    if per and found.per and per != found.per:
        doubts.append("值与计量单位栏的分母不一致")
    per = per or found.per
    if unit is None:
        return found, per
    if found.multiplier not in (1, unit.multiplier):
        doubts.append(f"“{unit.printed}”与单位“{found.printed}”的倍数不一致")
    printed = unit.printed + found.printed.lstrip(_POWERS)
    return UnitReading(found.unit, printed, found.counted, unit.multiplier, behind=unit.behind or found.behind), per


def comparator_with_context(
    quantity: Quantity, around: Surroundings, implied: list[str], doubts: list[str]
) -> tuple[Comparator, Decimal | None, Decimal | None]:
    """The comparator and bounds of a quantity: its own, or that of the comparator column."""
    comparator, low, high = quantity.comparator, quantity.low, quantity.high
    column = read_comparator(around.comparator_cell) if around.comparator_cell else None
    if column is None or column is comparator:
        return comparator, low, high
    if column is Comparator.RANGE:
        doubts.append(f"比较符栏是“{(around.comparator_cell or '').strip()}”，值却只有一个数")
        return comparator, low, high
    if comparator is not Comparator.UNSTATED:
        if not (comparator is Comparator.RANGE and column is Comparator.EQ):
            doubts.append(f"值中的比较符与比较符栏“{(around.comparator_cell or '').strip()}”不一致")
        return comparator, low, high
    implied.append("comparator_column")
    if column in (Comparator.LE, Comparator.LT):
        low = None
    elif column in (Comparator.GE, Comparator.GT):
        high = None
    return column, low, high


def may_be_month(around: Surroundings) -> bool:
    """Whether nothing around 2024.12 makes it a number."""
    return (
        around.dimension in (None, "timeliness")
        and not (around.unit_cell and read_unit(around.unit_cell))
        and (around.names_completion or not (around.comparator_cell and read_comparator(around.comparator_cell)))
        and not (around.unit_in_name and _unit_in_bracket(around.unit_in_name)[0])
    )


def _names_a_month(quantity: Quantity, unit: UnitReading, around: Surroundings) -> bool:
    """响应时间 | ≤ | 12 | 月: a month or a number of months."""
    if unit.printed not in _MONTH_WORDS or unit.per or quantity.unit is not None or quantity.per:
        return False
    return around.names_day and quantity.high in _MONTHS


def _is_date_in_digits(text: str) -> bool:
    """12.31, 12-31, 2024.12: a number, unless its name is one of a day."""
    return text[-1:].isdigit() and _DATE_IN_DIGITS.fullmatch(text) is not None


def _is_of_a_day(name: str, dimension: str | None) -> bool:
    """Whether the name is one of a point in time, not of a span."""
    name = plain_form(name)
    dated = dimension == "timeliness" or _POINT_NAME.search(name) is not None
    return dated and _SPAN_NAME.search(name) is None


def _compatible(unit: UnitReading, column: UnitReading) -> bool:
    if unit.code != column.code:
        return False
    return unit.unit is not None or column.printed in unit.printed or unit.printed in column.printed


def _says_something(cell: str) -> bool:
    text = plain_form(cell)
    words = lexicon()
    return bool(text.strip("-/—.…")) and text not in words.declared_none and text not in words.column_qualitative


def _yuan_for_bare_multiplier(
    unit: UnitReading | None, subject: str, around: Surroundings, implied: list[str]
) -> UnitReading | None:
    """万 and 亿 alone are money in these forms (≤165万), unless the value or its name counts something else."""
    if unit is None or unit.printed[0] not in "万亿" or around.names_count:
        return unit
    if subject and not _MONEY_NAME.search(subject):
        return unit
    implied.append("bare_multiplier")
    return UnitReading(lexicon().units["元"], unit.printed, None, unit.multiplier, behind=unit.behind)


@lru_cache(maxsize=16384)
def _unit_bracket(name: str) -> str | None:
    """The last bracket of a name that holds a unit: 投资额(万元), or a mask that was left in it: 社区数(≥**个)."""
    found = (inside for inside in reversed(_BRACKETED.findall(plain_form(name))) if _unit_in_bracket(inside)[0])
    return next(found, None)


@lru_cache(maxsize=4096)
def _unit_in_bracket(inside: str) -> tuple[UnitReading | None, str]:
    """The unit that a bracket of a name holds, and what lends it."""
    words = lexicon()
    if damage.is_mask(inside):
        front = words.scanner.match(inside)
        sign = front.group() if front and front.group() in words.signs else ""
        unit = unit_alone(damage.without_mask(inside.removeprefix(sign)).removeprefix("1"), words)
        source = "template_mask"
    else:
        unit = unit_alone(_LABEL.sub("", inside, count=1), words)
        source = "indicator_name"
    return (unit, source) if unit is not None and not unit.unknown else (None, "")


@lru_cache(maxsize=16384)
def _is_money_total(name: str) -> bool:
    name = plain_form(name)
    return _MONEY_NAME.search(name) is not None and _NOT_THE_TOTAL.search(name) is None
