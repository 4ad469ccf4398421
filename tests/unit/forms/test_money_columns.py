"""Columns of money in tables of many projects: each in its own unit, none ignored in silence, none taken for another."""

# ruff: noqa: E501 - printed tables are wider than a line of code
from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms
from pipelines.normalise.targets import AmountError, parse_amount

TITLE = "2024年项目支出绩效目标表\n"
IN_WAN = TITLE + "单位：万元\n"
LEVELS = "一级指标\t二级指标\t三级指标\t指标值\n"
ROW = "产出指标\t数量指标\t培训班次\t8期\n"


def read(title: str, heads: str, *rows: str) -> Reading:
    text = f"{title}\n项目名称\t{heads}\t{LEVELS}" + "".join(f"{row}\t{ROW}" for row in rows)
    return read_forms(read_text(text.encode()))


def money(reading: Reading, project: int = 0) -> dict[tuple[str, str], Decimal | None]:
    return {(row.fund_source, row.scope): row.amount_yuan for row in reading.projects[project].funding}


def codes(reading: Reading) -> set[str]:
    return {issue.rule_code for issue in reading.issues}


def test_each_column_is_read_in_the_unit_that_its_own_head_prints() -> None:
    reading = read(TITLE, "资金总额（万元）\t财政拨款（元）", "甲\t12.5\t125000", "乙\t3\t30000")
    assert money(reading) == {("total", "unstated"): 125_000, ("fiscal_appropriation", "unstated"): 125_000}
    assert money(reading, 1) == {("total", "unstated"): 30_000, ("fiscal_appropriation", "unstated"): 30_000}


def test_a_column_without_a_unit_takes_that_of_the_one_beside_it() -> None:
    reading = read(TITLE, "资金总额（万元）\t其中：财政拨款", "甲\t12.5\t12.5")
    assert set(money(reading).values()) == {Decimal(125_000)}


@pytest.mark.parametrize(
    ("title", "heads"),
    [(TITLE, "资金总额（万元）\t财政拨款（元）\t其他资金"), (IN_WAN, "资金总额（元）\t财政拨款（元）\t其他资金")],
)
def test_a_column_without_a_unit_beside_two_different_ones_is_not_read(title: str, heads: str) -> None:
    reading = read(title, heads, "甲\t12\t12\t3")
    assert money(reading)["other_funds", "unstated"] is None
    assert "amount_unit_is_known" in codes(reading)


def test_the_unit_of_one_column_is_not_that_of_a_cost_target() -> None:
    text = f"{TITLE}金额单位：万元\n\n项目名称\t资金总额（元）\t{LEVELS}甲\t125000\t产出指标\t成本指标\t总成本\t12.5\n"
    reading = read_forms(read_text(text.encode()))
    assert money(reading) == {("total", "unstated"): 125_000}
    assert reading.projects[0].indicators[0].target.unit is None


def test_amounts_below_heads_with_different_units() -> None:
    text = f"{TITLE}\n项目名称\t甲\n资金总额（万元）\t财政拨款（元）\n12.5\t125000\n{LEVELS}{ROW}"
    assert set(money(read_forms(read_text(text.encode()))).values()) == {Decimal(125_000)}


def test_money_columns_of_a_form_have_their_own_units() -> None:
    text = (
        f"{TITLE}\n项目名称\t甲\n资金\t年初预算数（万元）\t全年执行数（元）\n年度资金总额\t12.5\t120000\n{LEVELS}{ROW}"
    )
    assert money(read_forms(read_text(text.encode()))) == {
        ("total", "initial"): 125_000,
        ("total", "executed"): 120_000,
    }


@pytest.mark.parametrize(
    ("heads", "amounts", "expected"),
    [
        ("预算", "12.5", {("total", "unstated"): 125_000}),
        ("预算（元）", "125000", {("total", "unstated"): 125_000}),
        ("项目经费", "12.5", {("total", "unstated"): 125_000}),
        (
            "总投资\t2024年资金需求\t其中：中央资金",
            "500\t120\t80",
            {("total", "whole_term"): 5_000_000, ("total", "unstated"): 1_200_000, ("central", "unstated"): 800_000},
        ),
        (
            "年初预算数\t全年预算数\t全年执行数\t执行率",
            "90\t100\t95\t95%",
            {("total", "initial"): 900_000, ("total", "adjusted"): 1_000_000, ("total", "executed"): 950_000},
        ),
        ("资金总额（含本级）", "12.5", {("total", "own_level"): 125_000}),
    ],
)
def test_a_head_that_names_no_source_is_that_of_the_total(
    heads: str, amounts: str, expected: dict[tuple[str, str], int]
) -> None:
    reading = read(IN_WAN, heads, f"甲\t{amounts}")
    assert money(reading) == expected
    assert not codes(reading) & {"every_cell_is_understood", "layout_is_recognised"}


def test_numbers_under_an_unknown_head_are_refused_with_a_finding() -> None:
    reading = read(IN_WAN, "测算口径", "甲\t12.5")
    assert money(reading) == {}
    assert "every_cell_is_understood" in codes(reading)


def test_a_column_of_units_is_no_column_of_agencies() -> None:
    reading = read(TITLE, "单位\t预算金额", "甲\t万元\t12.5", "乙\t元\t30000")
    assert [project.agency for project in reading.projects] == [None, None]
    assert [money(reading, at)["total", "unstated"] for at in (0, 1)] == [125_000, 30_000]
    named = read(IN_WAN, "单位\t预算金额", "甲\t甲县民政局\t12.5")
    assert named.projects[0].agency is not None
    assert named.projects[0].agency.printed == "甲县民政局"


def test_a_unit_beside_an_amount_whose_head_prints_another_one_is_not_believed() -> None:
    reading = read(TITLE, "单位\t预算金额（元）", "甲\t万元\t12.5")
    assert money(reading)["total", "unstated"] is None


@pytest.mark.parametrize("printed", ["100/120", "2024/5", "1／2", "三分之一", "100÷3"])
def test_an_amount_is_never_a_quotient(printed: str) -> None:
    with pytest.raises(AmountError) as error:
        parse_amount(printed, "万元")
    assert error.value.code == "amount_is_readable"


def test_a_head_over_several_columns_is_not_that_of_the_first() -> None:
    text = f"{IN_WAN}\n项目名称\t资金安排\t\t\t{LEVELS}甲\t95\t94.2\t100\t{ROW}"
    assert money(read_forms(read_text(text.encode()))) == {}
