"""Labels that name one kind of a source's money: 福利彩票公益金 is money of government funds, as 专项债券资金 is."""

from __future__ import annotations

import pytest

from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

_TABLE = (
    "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t建设数量\t≥3个\n"
    "成本指标\t经济成本指标\t福利彩票公益金\t≤30万元\n"
)


def _read(money: str, name: str = "养老服务中心建设") -> Reading:
    head = f"项目支出绩效目标表\n（2024年度）\n项目名称\t{name}\t主管部门\t云县民政局\n"
    return read_forms(read_text((head + money + _TABLE).encode()))


def _amounts(reading: Reading) -> dict[str, str | None]:
    (project,) = reading.projects
    return {
        row.fund_source: None if row.amount_yuan is None else f"{row.amount_yuan:f}"
        for row in project.funding
        if row.printed is not None
    }


@pytest.mark.parametrize(
    ("money", "amounts"),
    [
        (
            "项目资金(万元)\t年度资金总额\t30\n\t其中:财政拨款\t20\n\t福利彩票公益金\t10\n",
            {"total": "300000", "fiscal_appropriation": "200000", "government_funds": "100000"},
        ),
        (
            "项目资金\t年度资金总额\t30万元\n\t其中：体彩公益金10万元\n",
            {"total": "300000", "government_funds": "100000"},
        ),
        (
            "预算金额（万元）\t合计\t一般债券资金\t专项债券资金\n\t20\t15\t5\n",
            {"total": "200000", "general_public_budget": "150000", "government_funds": "50000"},
        ),
        (
            "项目资金(万元)\t年度资金总额\t30\n\t体育彩票公益金\t\n\t福利彩票公益金\t10\n\t政府性基金\t\n",
            {"total": "300000", "government_funds": "100000"},
        ),
    ],
)
def test_one_kind_is_the_amount_of_its_source(money: str, amounts: dict[str, str | None]) -> None:
    reading = _read(money)
    assert _amounts(reading) == amounts
    assert not any(fate.disposition == "refused" for fate in reading.fates)


@pytest.mark.parametrize(
    "rows",
    ["\t政府性基金\t12\n\t其中：福利彩票公益金\t10\n", "\t其中：福利彩票公益金\t10\n\t政府性基金\t12\n"],
    ids=["source-first", "kind-first"],
)
def test_the_source_itself_wins_over_its_kind(rows: str) -> None:
    reading = _read("项目资金(万元)\t年度资金总额\t30\n" + rows)
    assert _amounts(reading) == {"total": "300000", "government_funds": "120000"}
    assert not reading.issues
    assert [fate.reason for fate in reading.fates if fate.disposition == "ignored"] == ["part_of_fund_source"]


def test_of_two_kinds_neither_is_the_amount_of_the_source() -> None:
    reading = _read("项目资金(万元)\t年度资金总额\t15\n\t体育彩票公益金\t5\n\t福利彩票公益金\t10\n")
    assert _amounts(reading) == {"total": "150000", "government_funds": None}
    (issue,) = reading.issues
    assert issue.rule_code == "fund_source_is_stated_once"
    assert (issue.printed, issue.expected) == ("10", "5")


def test_a_project_or_an_indicator_may_bear_the_name_of_a_kind() -> None:
    reading = _read("项目资金(万元)\t年度资金总额\t15\n", name="福利彩票公益金")
    (project,) = reading.projects
    assert project.name is not None
    assert project.name.printed == "福利彩票公益金"
    assert [indicator.name for indicator in project.indicators] == ["建设数量", "福利彩票公益金"]
