"""Heads of tables of many projects: columns of fields and amounts, and shapes in which the levels are no columns."""

from __future__ import annotations

import itertools

from pipelines.normalise.alignment import Column
from pipelines.normalise.header import Head, Header
from pipelines.normalise.labels import Label, amount_head, column_by_ending, match_label
from pipelines.normalise.spelling import squash

_OF_THE_WHOLE_TERM = ("项目总投资", "项目总预算", "实施期")
_SCOPES_OF_AMOUNTS = {
    "amount": "",
    "initial": "/initial",
    "adjusted": "/adjusted",
    "executed": "/executed",
    "this_year": "/annual",
}


def tree(labels: list[Head]) -> Header | None:
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
    return Header(columns, tuple(text for text, *_ in labels), 0, 3, False, is_tree=True, money_unit=money_unit(labels))


def levels_as_columns(labels: list[Head]) -> Header | None:
    """项目名称 | … | 产出指标 | 效益指标 | 满意度指标: each level is a column, its indicators stand in one cell.

    A row of a form may print the same words beside values: here every cell is a head.
    """
    levels = [at for at, (*_, label) in enumerate(labels) if label is not None and label.is_level and not label.rest]
    if len(levels) < 2 or levels != list(range(levels[0], levels[-1] + 1)):
        return None
    amounts = heads_of_amounts(labels)
    for text, *_, label in labels:
        if text not in amounts and (
            label is None or label.rest or label.column in ("level1", "level2", "level3", "value")
        ):
            return None
    columns = _columns(labels, amounts, {at: Column("value", level=labels[at][0].strip(), name="") for at in levels})
    if sum(column.field == "project_name" for column in columns) != 1:
        return None
    return _header(labels, columns, unit_of_amounts(columns) or money_unit(labels))


def transposed(labels: list[Head]) -> Header | None:
    """项目名称 | … | 数量指标:扶持村数 | 质量指标:合规率: each indicator is a column, each project a row."""
    indicators = {}
    for at, (text, *_) in enumerate(labels):
        level, _, name = text.replace("：", ":").partition(":")
        label = match_label(level) if name.strip() else None
        if label is not None and label.is_level:
            indicators[at] = Column("value", level=level.strip(), name=name.strip())
    if len(indicators) < 2:
        return None
    columns = _columns(labels, heads_of_amounts(labels), indicators)
    if not any(column.field == "project_name" for column in columns):
        return None
    return _header(labels, columns, money_unit(labels))


def _columns(labels: list[Head], amounts: dict[str, Label], values: dict[int, Column]) -> list[Column]:
    """The columns below the heads; ``values`` are those of indicators, by their place."""
    columns: list[Column] = []
    before: set[str] = set()
    for at, (text, position, span, label) in enumerate(labels):
        column = (
            values.get(at)
            or column_of_amounts(amounts.get(text), label)
            or column_of_head(text, label, before, {"value"})
        )
        before.add(column.role)
        columns.append(column._replace(position=position, span=span))
    return columns


def _header(labels: list[Head], columns: list[Column], unit: str | None) -> Header:
    printed = tuple(text for text, *_ in labels)
    return Header(tuple(columns), printed, 0, len(columns), True, is_transposed=True, money_unit=unit)


def column_of_head(text: str, label: Label | None, before: set[str], heads: set[str]) -> Column:
    """The column below a head by its label; without one, by the heads printed before it and in the whole row."""
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


def heads_of_amounts(labels: list[Head]) -> dict[str, Label]:
    """The heads that mean a total among those of projects (预算, 总投资), each over one column only."""
    heads: dict[str, Label] = {}
    for (text, position, span, label), following in itertools.zip_longest(labels, labels[1:]):
        total = amount_head(text) if label is None or label.section or label.spending else None
        if total is not None and span == 1 and (following is None or following[1] == position + 1):
            heads[text] = total
    return heads


def column_of_amounts(total: Label | None, label: Label | None) -> Column | None:
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


def money_unit(labels: list[Head]) -> str | None:
    """The unit of all columns of money; None where none is printed, or where each column has its own."""
    units = {label.unit for *_, label in labels if label is not None and label.fund and label.unit}
    return units.pop() if len(units) == 1 else None


def unit_of_amounts(columns: list[Column]) -> str | None:
    """The one unit that heads of amounts print: it is also that of a part whose head prints none (其中：中央资金)."""
    units = {column.unit for column in columns if column.role == "amount" and column.unit}
    return units.pop() if len(units) == 1 else None
