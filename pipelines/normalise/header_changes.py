"""A header whose columns turn out to hold something else, by the rows below it or the year of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.normalise.alignment import Column
from pipelines.normalise.header import HeadCell, Header
from pipelines.normalise.labels import is_year, match_label
from pipelines.normalise.spelling import squash

_YEAR = re.compile(r"20\d\d")
_WHOLE_TERM = re.compile(r"中期|中长期|长期|实施期|实施周期|项目周期|半年|总体")


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
