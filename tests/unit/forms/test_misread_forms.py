"""Forms that were once misread in silence: a wrong number, a lost indicator, an invented one. One document each."""

# ruff: noqa: E501 - printed forms are wider than a line of code
from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

HEAD = "2024年项目支出绩效目标表\n项目名称\t社区经费\n主管部门\t甲县民政局\t实施单位\t甲县乙街道办事处\n"
COLUMNS = "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n"


def read(text: str) -> Reading:
    return read_forms(read_text(text.encode()))


def money(reading: Reading) -> dict[tuple[str, str], Decimal | None]:
    return {(row.fund_source, row.scope): row.amount_yuan for row in reading.projects[0].funding}


def rows(reading: Reading) -> list[tuple[str | None, str | None, str, str]]:
    return [(i.level1_printed, i.level2_printed, i.name, i.target.printed) for i in reading.projects[0].indicators]


def codes(reading: Reading) -> set[str]:
    return {issue.rule_code for issue in reading.issues}


@pytest.mark.parametrize(
    "printed",
    [
        "项目资金(万元)\t\t年度资金总额(含本级和市县)9万元\t\t年度资金总额(含本级) 7万元\n\t\t其中:财政拨款8万元\t\t其中:财政拨款 7万元\n\t\t其他资金1万元\t\t其他资金\n",
        "项目资金(万元)\t年度资金总额(含本级和市县)\t9\t年度资金总额(含本级)\t7\n\t其中:财政拨款\t8\t其中:财政拨款\t7\n\t其他资金\t1\t其他资金\t\n",
        "项目资金(万元)\t\t年度资金总额(含本级和市县)9万元\t\t年度资金总额(含本级)7万元\n\t\t其中:财政拨款8万元\t\t其中:财政拨款7万元\n\t\t其他资金1万元\n",
    ],
)
def test_each_money_column_has_its_own_amounts(printed: str) -> None:
    reading = read(HEAD + printed + COLUMNS + "\t产出指标\t数量指标\t社区数量\t3个\n")
    found = money(reading)
    assert found.pop(("other_funds", "own_level"), None) is None
    assert found == {
        ("total", "all_levels"): Decimal(90_000),
        ("total", "own_level"): Decimal(70_000),
        ("fiscal_appropriation", "all_levels"): Decimal(80_000),
        ("fiscal_appropriation", "own_level"): Decimal(70_000),
        ("other_funds", "all_levels"): Decimal(10_000),
    }
    assert "fund_source_is_stated_once" not in codes(reading)


def test_an_amount_alone_in_its_row_stands_below_its_own_total() -> None:
    printed = "项目资金(万元)\t\t年度资金总额(含本级和市县)\t\t年度资金总额(含本级)7万元\n\t\t\t\t其中:财政拨款7万元\n"
    found = money(read(HEAD + printed + COLUMNS + "\t产出指标\t数量指标\t社区数量\t3个\n"))
    assert found["fiscal_appropriation", "own_level"] == 70_000


def test_a_value_read_in_doubt_is_told() -> None:
    reading = read(HEAD + COLUMNS + "\t产出指标\t数量指标\t培训人数\t50人/次\n\t\t质量指标\t合格率\t≥95%\n")
    doubts = [(issue.rule_code, issue.indicator) for issue in reading.issues if issue.rule_code.startswith("target_")]
    assert doubts == [("target_is_certain", 0)]
