"""Columns that were once misread in silence: another year's, another period's, an unknown one, one printed twice."""

# ruff: noqa: E501, SIM905 - printed forms are wider than a line of code
from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

HEAD = "2024年项目支出绩效目标表\n项目名称\t社区经费\n主管部门\t甲县民政局\t实施单位\t甲县乙街道办事处\n"
TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t社区数量\t3个\n"


def read(text: str) -> Reading:
    return read_forms(read_text(text.encode()))


def money(reading: Reading) -> dict[str, Decimal | None]:
    return {row.fund_source: row.amount_yuan for row in reading.projects[0].funding}


def targets(reading: Reading) -> list[tuple[str, str]]:
    return [(indicator.name, indicator.target.printed) for indicator in reading.projects[0].indicators]


def codes(reading: Reading) -> set[str]:
    return {issue.rule_code for issue in reading.issues}


@pytest.mark.parametrize(
    "heads",
    ["2023年预算数\t2024年预算数", "2023年\t2024年", "2023年执行数\t2024年预算数", "2023年度\t2024年度"],
)
def test_money_of_another_year_is_not_the_amount(heads: str) -> None:
    printed = f"项目资金(万元)\t{heads}\n年度资金总额\t70\t90\n其中:财政拨款\t70\t80\n其他资金\t\t10\n"
    reading = read(HEAD + printed + TABLE)
    assert money(reading) == {"total": 900_000, "fiscal_appropriation": 800_000, "other_funds": 100_000}
    assert "fund_source_is_stated_once" not in codes(reading)


def test_money_of_two_years_without_the_year_of_the_form_is_refused() -> None:
    printed = "项目资金(万元)\t2023年预算数\t2024年预算数\n年度资金总额\t70\t90\n其中:财政拨款\t70\t90\n"
    reading = read(HEAD.removeprefix("2024年") + printed + TABLE)
    assert money(reading) == {}
    assert "every_cell_is_understood" in codes(reading)


def test_a_blank_of_the_own_year_is_not_filled_from_another() -> None:
    printed = "项目资金(万元)\t2023年预算数\t2024年预算数\n年度资金总额\t70\t\n"
    assert money(read(HEAD + printed + TABLE)) == {"total": None}


VALUES = (
    "产出指标\t数量指标\t办件量\t8000件\t≥9000件\n\t\t来访量\t7件\n\t\t来电量\t\t≥5件\n"
    "\t质量指标\t办结率\t93%\t≥95%\n满意度指标\t服务对象满意度指标\t群众满意度\t89%\t≥90%\n"
)
OWN = [("办件量", "≥9000件"), ("来访量", ""), ("来电量", "≥5件"), ("办结率", "≥95%"), ("群众满意度", "≥90%")]


@pytest.mark.parametrize(
    "heads",
    [
        "2023年指标值\t2024年指标值\n",
        "2023年\t2024年\n",
        "2023年目标值\t目标值\n",
        "中期指标值\t年度指标值\n",
        "指标值\n\t\t\t2023年\t2024年\n",
    ],
)
def test_values_of_another_year_or_period_are_no_targets(heads: str) -> None:
    reading = read(HEAD + "一级指标\t二级指标\t三级指标\t" + heads + VALUES)
    assert targets(reading) == OWN
    assert {fate.disposition for fate in reading.fates} == {"used", "ignored"}
    assert "layout_is_recognised" not in codes(reading)


@pytest.mark.parametrize("heads", ["2022年指标值\t2023年指标值", "2023年指标值\t2022年指标值", "指标值\t目标值"])
def test_of_values_that_cannot_be_told_apart_none_is_a_target(heads: str) -> None:
    reading = read(HEAD + f"一级指标\t二级指标\t三级指标\t{heads}\n" + VALUES)
    assert all(not printed for _, printed in targets(reading))


def test_a_value_without_its_place_belongs_to_no_year() -> None:
    cells = (
        "一级指标 二级指标 三级指标 上年指标值 2024年指标值 产出指标 数量指标 办件量 8000件 质量指标 办结率 93% ≥95%"
    )
    head = HEAD.replace("\n", "\t").strip("\t").split("\t")
    reading = read("\n\n".join([*head, *cells.split()]))
    assert ("办件量", "8000件") not in targets(reading)


@pytest.mark.parametrize(
    "foot",
    [
        "备注\t本表一式三份",
        "说明\t本表由预算单位填写",
        "绩效目标审核意见\t同意",
        "业务股意见\t同意",
        "县财政局审核意见\t同意上报",
        "主管部门\t(盖章)",
        "县级财政部门\t(盖章)",
        "得分\t98.5",
        "绩效等级\t优",
        "附件:资金分配清单",
        "本页合计\t120",
    ],
)
def test_what_stands_below_the_table_is_no_indicator(foot: str) -> None:
    reading = read(HEAD + TABLE + foot + "\n")
    assert targets(reading) == [("社区数量", "3个")]


@pytest.mark.parametrize("name", ["审核意见办结率", "出具审核意见", "考核得分", "空气质量等级", "主管部门满意度"])
def test_a_name_that_sounds_like_a_foot_is_an_indicator(name: str) -> None:
    assert targets(read(HEAD + TABLE + f"{name}\t≥90\n"))[-1] == (name, "≥90")


LINES = (
    "项目名称 农田灌溉 主管部门 甲县水利局 项目资金 (万元) 年度资金总额 96 其中:财政拨款 96 年度目标 修渠道30公里。"
    " 一级指标 二级指标 三级指标 指标值 产出指标 数量指标 修渠道长度 30公里 受益农户数 ≥45户"
    " 质量指标 验收合格率 100% 效益指标 社会效益指标 灌溉条件 有效改善 满意度 服务对象满意度 农户满意度 ≥90%"
).split(" ")


def test_one_cell_a_line_without_marks_is_a_table() -> None:
    reading = read("\n".join(["2024年项目支出绩效目标表", *LINES]))
    name = reading.projects[0].name
    assert name is not None
    assert name.printed == "农田灌溉"
    assert money(reading) == {"total": 960_000, "fiscal_appropriation": 960_000}
    assert targets(reading) == [
        ("修渠道长度", "30公里"),
        ("受益农户数", "≥45户"),
        ("验收合格率", "100%"),
        ("灌溉条件", "有效改善"),
        ("农户满意度", "≥90%"),
    ]


@pytest.mark.parametrize(("lost", "name"), [("30公里", "修渠道长度"), ("有效改善", "灌溉条件"), ("100%", "验收合格率")])
def test_a_value_lost_between_lines_leaves_its_name_alone(lost: str, name: str) -> None:
    whole = targets(read("\n".join(LINES)))
    found = targets(read("\n".join(line for line in LINES if line != lost)))
    assert found == [(named, "" if named == name else value) for named, value in whole]


def test_lines_in_drawing_order_give_no_pairs() -> None:
    names = [line for line in LINES if line not in ("30公里", "≥45户", "100%", "有效改善", "≥90%")]
    reading = read("\n".join([*names, "30公里", "≥45户", "100%", "有效改善", "≥90%"]))
    assert reading.projects == ()
    assert "table_is_in_order" in codes(reading)


@pytest.mark.parametrize(
    ("heads", "row", "value"),
    [
        ("指标值\t数据出处", "3个\t统计表", "3个"),
        ("参考数\t指标值", "2个\t3个", "3个"),
        ("参考数\t指标值", "2个\t", ""),
        ("参考数\t指标值", "\t3个", "3个"),
        ("指标值\t参考数", "\t2个", ""),
    ],
)
def test_an_unknown_column_beside_the_value_is_left_out(heads: str, row: str, value: str) -> None:
    reading = read(HEAD + f"一级指标\t二级指标\t三级指标\t{heads}\n产出指标\t数量指标\t社区数量\t{row}\n")
    assert targets(reading) == [("社区数量", value)]
    assert "layout_is_recognised" not in codes(reading)


def test_a_sign_in_an_unknown_column_still_leaves_the_layout_unknown() -> None:
    reading = read(HEAD + "一级指标\t二级指标\t三级指标\t甲乙性质\t指标值\n产出指标\t数量指标\t社区数量\t≥\t3\n")
    assert targets(reading) == []
    assert "layout_is_recognised" in codes(reading)


def test_a_merged_cell_printed_in_each_of_its_columns_is_one() -> None:
    printed = (
        "| 一级指标 | 二级指标 | 三级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 办案件数 | 办案件数 | ≥600件 |\n"
        "| 产出指标 | 质量指标 | 案件合格率 | 案件合格率 | ≥98% |\n"
    )
    reading = read(HEAD + "\n" + printed)
    assert targets(reading) == [("办案件数", "≥600件"), ("案件合格率", "≥98%")]
    assert reading.layout == "national"
