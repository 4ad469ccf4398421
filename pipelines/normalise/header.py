"""The head row of an indicator table: which column holds what. Everything below is read by it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from pipelines.normalise.alignment import Column
from pipelines.normalise.head_words import head_label
from pipelines.normalise.labels import Label, amount_head, column_by_ending, is_year, match_label
from pipelines.normalise.spelling import squash


class HeadCell(Protocol):
    """What a header needs to know of a cell: its text and where it stands."""

    @property
    def text(self) -> str:
        """The printed text."""

    @property
    def column(self) -> int:
        """The column it stands in, counted from 1."""

    @property
    def span(self) -> int:
        """How many columns it covers."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of an indicator table in printed order. ``printed`` are their heads as printed."""

    columns: tuple[Column, ...]
    printed: tuple[str, ...]
    level_count: int
    width: int
    many_projects: bool
    is_tree: bool = False
    is_transposed: bool = False
    money_unit: str | None = None
    has_units_among_projects: bool = False
    """单位名称、项目名称: a column prints the unit in a row of its own, its projects in those below."""
    names_hold_values: bool = False
    """三级指标及指标值: the name and behind it the value stand in one cell."""
    roles: tuple[str, ...] = field(init=False, repr=False)
    front_of_names: Front | None = field(init=False, repr=False)
    names_hold_levels: bool = field(init=False, repr=False)
    """Both levels are printed in the column of the names: no head of its own stands over either."""
    has_places: bool = field(init=False, repr=False)
    """Several columns of values stand side by side, each headed by the name of a place."""
    plans: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """How rows of a shape were read below this header (see ``indicators.py``)."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", tuple(column.role for column in self.columns))
        levels = [column.position for column in self.columns if column.role in ("level1", "level2")]
        object.__setattr__(self, "names_hold_levels", len(levels) > 1 and not any(levels))
        places = [column for column in self.columns if column.role == "value" and column.block not in PERIODS]
        object.__setattr__(self, "has_places", len(places) > 1)
        object.__setattr__(self, "front_of_names", None if self.many_projects else _front(self.columns))


class Front(NamedTuple):
    """The column behind the first printed level, and those in which the name of an indicator begins and has ended."""

    level_ends: int
    name: int
    name_ends: int


def _front(columns: Sequence[Column]) -> Front | None:
    """The place of the levels before that of the names, or None where the names are not printed once behind levels."""
    names = [column for column in columns if column.role == "level3"]
    levels = [column for column in columns if column.role in ("level1", "level2") and column.position]
    if len(names) != 1 or not levels or names[0].position <= levels[0].position:
        return None
    first, name = levels[0], names[0]
    return Front(first.position + first.span, name.position, name.position + name.span)


PERIODS = (None, "mid_term", "annual")
"""Blocks of columns of one form; any other is the name of a place."""
_OF_THE_WHOLE_TERM = ("项目总投资", "项目总预算", "实施期")
_FRONT = frozenset({"level1", "level2", "level3"})
_CORE = _FRONT | {"value", "unit", "comparator", "weight", "actual"}


_FEW = 3


def may_be_header(cells: Sequence[HeadCell]) -> bool:
    """A quick look: whether the row prints words that heads are made of; of two cells both are."""
    heads, of_a_project = 0, False
    for cell in cells:
        label = match_label(cell.text) if cell.text else None
        if label is not None and label.section == "indicators" and len(cells) <= _FEW:
            heads += 1  # 绩效指标 | 指标值
        elif label is not None and (label.column or label.field == "project_name" or label.ignored_label):
            heads += 1
            if heads > 1:
                return True
            of_a_project = label.column is None
    return of_a_project and len(cells) > 2


def read_header(cells: Sequence[HeadCell]) -> Header | None:
    """The header that a row prints, or None when the row is not the head of an indicator table."""
    return _read(tuple((cell.text, cell.column, cell.span) for cell in cells))


@lru_cache(maxsize=8192)
def _read(cells: tuple[tuple[str, int, int], ...]) -> Header | None:
    cells = tuple(cell for cell in cells if cell[0])
    labels = [(text, column, span, head_label(text)) for text, column, span in cells]
    special = _tree(labels) or _transposed(labels) or _levels_as_columns(labels)
    if special is not None:
        return special
    if any(label is not None and label.column == "level3_with_value" for *_, label in labels):
        return _names_with_values(labels)
    labels = _with_value_goal(labels)
    heads = {label.column for _, _, _, label in labels if label is not None and label.column and not label.rest}
    if "level3" not in heads and not {"level1", "level2"} <= heads and not _names_stand_between(labels):
        return None
    names_only = heads <= {"value", "note"} and _names_stand_between(labels)
    if len(heads & _CORE) < 2 and not names_only:
        return None
    of_projects = any(label is not None and label.field == "project_name" for *_, label in labels)
    amounts = _heads_of_amounts(labels) if of_projects else {}
    columns: list[Column] = []
    printed: list[str] = []
    before: set[str] = set()
    last_value = max((at for at, (*_, label) in enumerate(labels) if label and label.column == "value"), default=-1)
    for at, (text, position, span, label) in enumerate(labels):
        if label is not None and label.goal and not (at or of_projects) and _is_level(labels[1:2]):
            continue  # 年度绩效目标 in front of 一级指标 names the block
        if label is not None and label.section and not label.column and text not in amounts:
            if "level3" not in heads and _stands_between(labels, at):
                columns.append(Column("level3", position=position, span=span))
                before.add("level3")
                printed.append(text)
            continue
        if label is not None and label.column and printed and squash(printed[-1]) == squash(text):
            # a head over two columns, printed in both
            columns[-1] = columns[-1]._replace(span=position + span - columns[-1].position)
            continue
        column = _amounts(amounts.get(text), label) if of_projects else None
        column = column or _column(text, label, before, heads)
        if _describes(column.role, text, before, has_value_behind=at < last_value):
            column = Column("explanation")
        before.add(column.role)
        columns.append(column._replace(position=position, span=span))
        printed.append(text)
    roles = [column.role for column in columns]
    if "value" not in roles and not any(column.block for column in columns):
        return None
    if not _are_places(columns) or roles.count("level3") > _MOST_BLOCKS:
        return None
    columns = _with_levels_below_one_head(_with_level_before_names(_with_group_before_names(columns, printed)))
    if names_only:
        columns = [Column("level1"), Column("level2"), *columns]
    columns = _with_blocks(_with_unprinted_levels(columns))
    levels = sum(column.role in ("level1", "level2") for column in columns)
    return Header(
        tuple(columns),
        tuple(printed),
        levels,
        len(columns),
        any(column.field == "project_name" for column in columns),
        money_unit=_unit_of_amounts(columns) or _money_unit(labels),
        has_units_among_projects="unit_or_project" in heads,
    )


Head = tuple[str, int, int, Label | None]
"""A cell of the head row: its text, column, span and label."""


def _names_with_values(labels: list[Head]) -> Header | None:
    """一级指标 | 二级指标 | 三级指标及指标值: the column of names holds the values too; None beside other values."""
    columns: list[Column] = []
    printed: list[str] = []
    for text, position, span, label in labels:
        if label is None or label.rest:
            return None
        if label.section and not label.column:
            continue
        if label.column not in _BESIDE_NAMES_WITH_VALUES:
            return None
        role = "level3" if label.column == "level3_with_value" else label.column
        columns.append(Column(role or "", position=position, span=span))
        printed.append(text)
    roles = [column.role for column in columns]
    if roles.count("level3") != 1 or len(columns) < 2 or len(set(roles)) < len(roles):
        return None
    columns.insert(roles.index("level3") + 1, Column("value", position=0))
    columns = _with_unprinted_levels(columns)
    levels = sum(column.role in ("level1", "level2") for column in columns)
    return Header(tuple(columns), tuple(printed), levels, len(columns), False, names_hold_values=True)


_BESIDE_NAMES_WITH_VALUES = _FRONT | {"level3_with_value", "weight", "standard", "note", "explanation", "number"}


def _is_level(heads: list[Head]) -> bool:
    return any(label is not None and label.column == "level1" for *_, label in heads)


def _with_value_goal(labels: list[Head]) -> list[Head]:
    """The same heads where 全年绩效目标 behind the names heads the values: none of the others does."""
    columns = [label.column if label is not None and not label.rest else None for *_, label in labels]
    if "level3" not in columns or "value" in columns:
        return labels
    names = columns.index("level3")
    goals = [at for at, (*_, label) in enumerate(labels) if at > names and label and label.goal and not label.column]
    if len(goals) != 1:
        return labels
    at = goals[0]
    text, position, span, label = labels[at]
    head = label._replace(column="value", goal=None) if label is not None else None
    return [*labels[:at], (text, position, span, head), *labels[at + 1 :]]


def _names_stand_between(labels: list[Head]) -> bool:
    """Whether 绩效指标 heads the names of indicators: 一级指标 | 绩效指标 | 目标值."""
    return any(
        label is not None and label.section == "indicators" and not label.column and _stands_between(labels, at)
        for at, (*_, label) in enumerate(labels)
    )


def _stands_between(labels: list[Head], at: int) -> bool:
    """Whether 绩效指标 is the head of the indicators: behind that of a level, before that of the values."""
    before = labels[at - 1][3] if at else None
    behind = labels[at + 1][3] if at + 1 < len(labels) else None
    if not at and len(labels) <= _FEW:
        return (
            behind is not None and behind.column == "value"
        )  # 绩效指标 | 指标值: the levels stand in front of the names
    if labels[at][3] is None or before is None or behind is None:
        return False
    is_level = before.column in ("level1", "level2")
    return is_level and behind.column is not None and behind.column not in ("level1", "level2")


def _describes(role: str, text: str, before: set[str], *, has_value_behind: bool) -> bool:
    """Whether a second head of names (指标内容) or values (指标值内容) says what the first one means."""
    if role not in ("level3", "value") or role not in before or "value" not in before:
        return False
    if role == "value":
        return squash(text).endswith("内容")
    return not has_value_behind


def _money_unit(labels: list[Head]) -> str | None:
    """The unit of all columns of money; None where none is printed, or where each column has its own."""
    units = {label.unit for *_, label in labels if label is not None and label.fund and label.unit}
    return units.pop() if len(units) == 1 else None


def _unit_of_amounts(columns: list[Column]) -> str | None:
    """The one unit that heads of amounts print: it is also that of a part whose head prints none (其中：中央资金)."""
    units = {column.unit for column in columns if column.role == "amount" and column.unit}
    return units.pop() if len(units) == 1 else None


def _tree(labels: list[Head]) -> Header | None:
    """项目 | 指标值 | 绩效金额: one column holds unit, project, level names and indicators, one below the other."""
    if len(labels) != 3 or squash(labels[0][0]) not in ("项目", "项目名称", "项目及指标"):
        return None
    _, value, amount = (label for *_, label in labels)
    if value is None or value.column != "value" or amount is None or not (amount.fund or amount.money_column):
        return None
    roles = (("item", None), ("value", None), ("amount", "total"))
    columns = tuple(
        Column(role, field, position=position, span=span)
        for (role, field), (_, position, span, _) in zip(roles, labels, strict=True)
    )
    return Header(
        columns, tuple(text for text, *_ in labels), 0, 3, False, is_tree=True, money_unit=_money_unit(labels)
    )


def _levels_as_columns(labels: list[Head]) -> Header | None:
    """项目名称 | … | 产出指标 | 效益指标 | 满意度指标: each level is a column, its indicators stand in one cell.

    A row of a form may print the same words beside values: here every cell is a head.
    """
    levels = [at for at, (*_, label) in enumerate(labels) if label is not None and label.is_level and not label.rest]
    if len(levels) < 2 or levels != list(range(levels[0], levels[-1] + 1)):
        return None
    amounts = _heads_of_amounts(labels)
    columns: list[Column] = []
    before: set[str] = set()
    for at, (text, position, span, label) in enumerate(labels):
        if text not in amounts and (
            label is None or label.rest or label.column in ("level1", "level2", "level3", "value")
        ):
            return None
        column = (
            Column("value", level=text.strip(), name="")
            if at in levels
            else _amounts(amounts.get(text), label) or _column(text, label, before, {"value"})
        )
        before.add(column.role)
        columns.append(column._replace(position=position, span=span))
    if sum(column.field == "project_name" for column in columns) != 1:
        return None
    printed = tuple(text for text, *_ in labels)
    unit = _unit_of_amounts(columns) or _money_unit(labels)
    return Header(tuple(columns), printed, 0, len(columns), True, is_transposed=True, money_unit=unit)


def _transposed(labels: list[Head]) -> Header | None:
    """项目名称 | … | 数量指标:扶持村数 | 质量指标:合规率: each indicator is a column, each project a row."""
    columns: list[Column] = []
    amounts = _heads_of_amounts(labels)
    before: set[str] = set()
    for text, position, span, label in labels:
        level, _, name = text.replace("：", ":").partition(":")
        level_label = match_label(level) if name.strip() else None
        if level_label is not None and level_label.is_level:
            column = Column("value", level=level.strip(), name=name.strip())
        else:
            column = _amounts(amounts.get(text), label) or _column(text, label, before, {"value"})
        before.add(column.role)
        columns.append(column._replace(position=position, span=span))
    indicators = sum(column.name is not None for column in columns)
    if indicators < 2 or not any(column.field == "project_name" for column in columns):
        return None
    printed = tuple(text for text, *_ in labels)
    return Header(tuple(columns), printed, 0, len(columns), True, is_transposed=True, money_unit=_money_unit(labels))


def _column(text: str, label: Label | None, before: set[str], heads: set[str]) -> Column:
    if label is None:
        if "level3" in before and "value" not in heads:
            return Column("value", block=text.strip())
        return Column(column_by_ending(text) or "words", "unknown") if "value" in before else Column("words", "unknown")
    if label.column == "unit_or_project":
        return Column("words", "project_name")
    if label.column in ("unit", "note") and label.field == "agency" and "level3" not in before:
        return Column("words", "agency")
    if label.column is not None and not (label.column in ("project_class",) or label.field == "project_name"):
        return Column(label.column)
    if label.field is not None:
        return Column("words", label.field)
    if label.fund is not None:
        return Column("amount", label.fund, unit=label.unit)
    if label.goal is not None:
        return Column("words", f"goal:{label.goal}")
    return Column("words", "ignored")


_SCOPES_OF_AMOUNTS = {
    "amount": "",
    "initial": "/initial",
    "adjusted": "/adjusted",
    "executed": "/executed",
    "this_year": "/annual",
}


def _heads_of_amounts(labels: list[Head]) -> dict[str, Label]:
    """The heads that mean a total among those of projects (预算, 总投资), each over one column only."""
    heads: dict[str, Label] = {}
    for (text, position, span, label), following in itertools.zip_longest(labels, labels[1:]):
        total = amount_head(text) if label is None or label.section or label.spending else None
        if total is not None and span == 1 and (following is None or following[1] == position + 1):
            heads[text] = total
    return heads


def _amounts(total: Label | None, label: Label | None) -> Column | None:
    """The column of amounts whose head names no source or says whose money it is: 预算, 资金总额(含本级)."""
    label = total or label
    if label is None or label.column or label.field or label.rest:
        return None
    if label.money_column is not None and label.fund is None:
        scope = _SCOPES_OF_AMOUNTS.get(label.money_column)
        return Column("amount", "ignored" if scope is None else f"total{scope}", unit=label.unit)
    if label.fund is None:
        return None
    of_the_term = label.fund == "total" and label.key.startswith(_OF_THE_WHOLE_TERM)
    scope = label.scope or ("whole_term" if of_the_term else None)
    return Column("amount", f"{label.fund}/{scope}" if scope else label.fund, unit=label.unit)


def with_described_indicators(header: Header) -> Header:
    """The same header where 指标名称 turns out to hold the level 2 names: the indicator is its description."""
    roles = {"level1": None, "level2": "level1", "level3": "level2", "explanation": "level3"}
    columns = tuple(
        column._replace(role=roles.get(column.role, column.role) or column.role)
        for column in header.columns
        if column.role != "level1"
    )
    return replace(header, columns=columns, level_count=2, width=len(columns))


def with_levels_in_front(header: Header) -> Header:
    """The same header where the rows print levels in front of the names that no head names: 指标 | 目标值 over
    产出指标 | 数量指标 | 补贴人数 | ≥1300人. The places of the heads say nothing then.
    """
    at = header.roles.index("level3")
    levels = (Column("level1"), Column("level2"))
    columns = tuple(column._replace(position=0, span=1) for column in header.columns)
    columns = (*columns[:at], *levels, *columns[at:])
    return replace(header, columns=columns, level_count=2, width=len(columns))


def with_names_below_level2(header: Header) -> Header:
    """The same header where the rows below 一级指标 | 二级指标 print 数量指标 | 巡查次数: the heads count from the
    level that the form names first, and below 二级指标 stand the indicators.
    """
    roles = {"level1": "level2", "level2": "level3"}
    columns = [column._replace(role=roles.get(column.role, column.role)) for column in header.columns]
    columns.insert(header.roles.index("level1"), Column("level1", position=0))
    return replace(header, columns=tuple(columns), width=len(columns))


OTHER_VALUES = frozenset({"previous_value", "later_value", "term_value"})
"""Roles of columns that hold values of the indicators, but not the targets of this form's year."""
_YEAR = re.compile(r"20\d\d")
_WHOLE_TERM = re.compile(r"中期|中长期|长期|实施期|实施周期|项目周期|半年|总体")


def of_one_period(header: Header, fiscal_year: int | None) -> Header:
    """The same header where value columns of several years or periods stand side by side: one holds this form's
    targets. Where the heads differ and do not say which, none does.
    """
    at = [place for place, column in enumerate(header.columns) if column.role == "value"]
    if len(at) < 2 or header.is_transposed or header.roles.count("level3") > 1:
        return header
    heads = _heads(header)
    texts = [header.columns[place].block or heads[place] for place in at]
    named = [_YEAR.search(text) for text in texts]
    years = [int(found[0]) if found is not None else None for found in named]
    blocks = [header.columns[place].block for place in at]
    if any(blocks) and None in years:
        return header
    if len(set(texts)) < len(texts):
        return header
    own: int | None = None
    if any(years):
        for wanted in (fiscal_year, None):
            if own is None and years.count(wanted) == 1:
                own = at[years.index(wanted)]
    else:
        annual = [place for place, text in zip(at, texts, strict=True) if not _WHOLE_TERM.search(text)]
        own = annual[0] if len(annual) == 1 else None
    columns = list(header.columns)
    for place, year in zip(at, years, strict=True):
        column = columns[place]._replace(block=None)
        if own is None:
            column = column._replace(role="words", field="unknown")
        elif place != own and year is not None and fiscal_year is not None:
            column = column._replace(role="previous_value" if year < fiscal_year else "later_value")
        elif place != own:
            column = column._replace(role="previous_value" if year is not None else "term_value")
        columns[place] = column
    return replace(header, columns=tuple(columns))


def with_money_of_one_year(header: Header, fiscal_year: int | None) -> Header:
    """The same header where columns of money name years (2023年预算 | 2024年预算): those of another year than the
    form's are not its money; of several years none is without a fiscal year. What was carried over is this year's.
    """
    if "amount" not in header.roles or not any("20" in head for head in header.printed):
        return header
    heads = _heads(header)
    years = {
        at: int(found[0])
        for at, column in enumerate(header.columns)
        if column.role == "amount" and column.field != "carry_over" and (found := _YEAR.search(heads[at])) is not None
    }
    if fiscal_year is None and len(set(years.values())) < 2:
        return header
    field = "unknown" if fiscal_year is None else "ignored"
    columns = tuple(
        column._replace(role="words", field=field) if years.get(at, fiscal_year) != fiscal_year else column
        for at, column in enumerate(header.columns)
    )
    return replace(header, columns=columns)


def _heads(header: Header) -> list[str]:
    """The printed head of each column without blanks, empty for one that is not printed."""
    printed = iter(header.printed)
    return [squash(next(printed, "")) if column.position else "" for column in header.columns]


def with_subheads(header: Header, cells: Sequence[HeadCell]) -> Header | None:
    """The header together with the row below it that parts its value column (2021年实际 | 预期2022年), or None."""
    if len(cells) < 2 or header.roles.count("value") != 1:
        return None
    labels = [match_label(cell.text) for cell in cells]
    years = [cell.text.strip() if is_year(cell.text) else None for cell in cells]
    roles = [
        "value" if year else label.column if label is not None and not label.rest else None
        for label, year in zip(labels, years, strict=True)
    ]
    if not {"value"} <= set(roles) <= {"value", "previous_value", "actual"}:
        return None
    at = header.roles.index("value")
    parts = [
        Column(role or "", block=year, position=cell.column, span=cell.span)
        for role, year, cell in zip(roles, years, cells, strict=True)
    ]
    columns = (*header.columns[:at], *parts, *header.columns[at + 1 :])
    return replace(header, columns=columns, width=len(columns), printed=(*header.printed, *(c.text for c in cells)))


_NUMBERING_WORDS = frozenset({"栏次", "列次", "行次", "序号"})
_STEMS, _CHINESE = "甲乙丙丁戊己庚辛壬癸", "一二三四五六七八九十"
_FORMULA = re.compile(r"[=＝].*")
_FEWEST_NUMBERED = 3


def is_column_numbering(cells: Sequence[HeadCell]) -> bool:
    """Whether the row below a head numbers its columns: 1 | 2 | 3, 栏次 | 1 | 2 | 3=4+5, 甲 | 乙 | 1 | 2, ① | ② | ③."""
    if len(cells) < _FEWEST_NUMBERED or len(cells[-1].text) > _LONGEST_NUMBER:
        return False
    texts = [_FORMULA.sub("", squash(cell.text)).strip("()[].、") for cell in cells]
    if texts[0] in _NUMBERING_WORDS:
        texts = texts[1:]
    stems = 0
    while stems < min(len(texts), len(_STEMS)) and texts[stems] == _STEMS[stems]:
        stems += 1
    numbers = texts[stems:]
    if not numbers:
        return stems >= _FEWEST_NUMBERED
    return len(texts) >= _FEWEST_NUMBERED and numbers in (
        [str(number) for number in range(1, len(numbers) + 1)],
        [chr(ord("A") + number) for number in range(len(numbers))],
        list(_CHINESE[: len(numbers)]),
    )


_LONGEST_NUMBER = 12


_MOST_BLOCKS = 2
"""Names stand once, or once for the whole term and once for the year; more often, each level has columns of its own."""
_PLACE = re.compile(
    r".*(?:[省市县区旗州盟乡镇村屯组场站所院校局队]|街道|社区|本级|全[省市县区]|合计|小计|公司|中心|管委会|办事处|委员会|单位|部门|处|厅|委|办)"
    r"|20\d\d.*|.{2}"
)
"""How the heads of columns end that hold one place's values each; a name of two characters may be any."""


def _are_places(columns: Sequence[Column]) -> bool:
    """Whether columns of values that no head names as such are those of places: of other words side by side (具体要求 |
    完成时限) it cannot be said which holds the targets.
    """
    blocks = [column.block for column in columns if column.role == "value" and column.block]
    return len(blocks) < 2 or all(_PLACE.fullmatch(squash(block)) for block in blocks)


def _with_level_before_names(columns: list[Column]) -> list[Column]:
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


_FOURTH_LEVEL = re.compile(r"四级|末级|明细|细化|具体|子指标")


def _with_group_before_names(columns: list[Column], printed: list[str]) -> list[Column]:
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


def _with_levels_below_one_head(columns: list[Column]) -> list[Column]:
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


_MOST_BELOW_ONE_HEAD = 3


def _with_unprinted_levels(columns: list[Column]) -> list[Column]:
    """A header may lack one of the two level columns though the rows below print it."""
    roles = [column.role for column in columns]
    if "level1" in roles and "level2" not in roles:
        at = roles.index("level1")
        columns.insert(at + 1, Column("level2", position=0))
    elif "level2" in roles and "level1" not in roles:
        at = roles.index("level2")
        columns.insert(at, Column("level1", position=0))
    return columns


def _with_blocks(columns: list[Column]) -> list[Column]:
    """Mid-term and annual columns side by side: the heads of the first block come again."""
    roles = [column.role for column in columns]
    if roles.count("value") < 2 or roles.count("level3") < 2:
        return columns
    second = roles.index("level3", roles.index("level3") + 1)
    while second and roles[second - 1] in ("level1", "level2"):
        second -= 1
    return [column._replace(block="mid_term" if at < second else "annual") for at, column in enumerate(columns)]
