"""Blocks of money as forms print them: pairs, heads over amounts, two totals, other years. Each amount or none."""

# ruff: noqa: E501 - printed forms are wider than a line of code
from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract import read_document
from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

_HEAD = "项目支出绩效目标表\n（2024年度）\n项目名称\t街区巡查\t主管部门\t甲街道\n"
_TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t巡查次数\t≥12次\n"


def _read(printed: str, head: str = _HEAD) -> Reading:
    return read_forms(read_text((head + printed + _TABLE).encode()))


def _amounts(reading: Reading) -> dict[str, str]:
    """Amounts by source and scope, in yuan; those that are not stated are left out."""
    (project,) = reading.projects
    return {
        row.fund_source + ("" if row.scope == "unstated" else f" {row.scope}"): f"{row.amount_yuan:f}"
        for row in project.funding
        if row.amount_yuan is not None
    }


BLOCKS = {
    "what prefectures and counties give together": (
        "资金总额（万元）\t860\n其中：中央资金\t300\n省\t160\n市县资金\t400\n",
        {"total": "8600000", "central": "3000000", "region": "1600000", "prefecture_and_county": "4000000"},
    ),
    "the need of the year beside the whole investment": (
        "资金情况（万元）\t项目总投资\t36000\t本年度资金需求\t12000\n"
        "\t其中：专项债券资金\t28000\t其中：专项债券资金\t9000\n\t自筹资金\t8000\t自筹资金\t3000\n",
        {
            "total whole_term": "360000000",
            "total": "120000000",
            "government_funds whole_term": "280000000",
            "government_funds": "90000000",
            "own_funds whole_term": "80000000",
            "own_funds": "30000000",
        },
    ),
    "pairs of budget and execution, the unit in an unknown name": (
        "项目预算执行情况（万元）\t预算数：\t\t65\t执行数：\t\t63.7\t执行率：98%\n"
        "\t其中：财政拨款\t\t65\t其中：财政拨款\t\t63.7\t\n",
        {
            "total initial": "650000",
            "total executed": "637000",
            "fiscal_appropriation initial": "650000",
            "fiscal_appropriation executed": "637000",
        },
    ),
    "the unit in an unknown name": (
        "街区经费情况表（万元）\t年度资金总额\t8\n\t其中：财政拨款\t8\n",
        {"total": "80000", "fiscal_appropriation": "80000"},
    ),
    "a name of the total before 合计": (
        "本年项目金额（万元）\t合计\t8\n\t其中：财政拨款\t8\n",
        {"total": "80000", "fiscal_appropriation": "80000"},
    ),
    "合计 right behind the name of the block": (
        "项目资金（万元）\t合计\t20\t财政拨款\t15\t其他资金\t5\n",
        {"total": "200000", "fiscal_appropriation": "150000", "other_funds": "50000"},
    ),
    "合计 behind the name of the block, the amounts below": (
        "项目资金（万元）\t合计\t一般公共预算\t政府性基金\n\t20\t15\t5\n",
        {"total": "200000", "general_public_budget": "150000", "government_funds": "50000"},
    ),
    "a label with its amount behind a block's name": (
        "资金金额（万元）\t财政拨款（万元）\t180\n\t其他资金（万元）\t0\n",
        {"fiscal_appropriation": "1800000", "other_funds": "0"},
    ),
    "heads over amounts, the last ones blank": (
        "预算金额（元）\t合计\t一般公共预算\t政府性基金预算\t单位资金\n\t200000\t150000\t50000\t\n",
        {"total": "200000", "general_public_budget": "150000", "government_funds": "50000"},
    ),
    "the year's total beside the whole term's": (
        "项目总额（万元）\t600\t其中：年度预算（万元）\t200\n\t其中：财政拨款\t500\t其中：财政拨款\t150\n",
        {
            "total whole_term": "6000000",
            "total": "2000000",
            "fiscal_appropriation whole_term": "5000000",
            "fiscal_appropriation": "1500000",
        },
    ),
    "the year's total below the whole term's": (
        "资金总额\t600万元\n年度资金总额\t200万元\n",
        {"total whole_term": "6000000", "total": "2000000"},
    ),
    "two totals of one row, heads over amounts": (
        "项目总额（万元）\t年度预算（万元）\n600\t200\n",
        {"total whole_term": "6000000", "total": "2000000"},
    ),
    "a total smaller than the year's is no whole term": (
        "年度资金总额\t200万元\n资金总额\t60万元\n",
        {"total": "2000000"},
    ),
    "the year in a label": ("2024年预算（元）\t1,280,000.00\n", {"total": "1280000"}),
    "another year's budget": ("2023年预算（万元）\t90\n2024年预算（万元）\t100\n", {"total": "1000000"}),
    "carried over from another year": (
        "年度资金总额（万元）\t8\n2023年结转资金\t3\n",
        {"total": "80000", "carry_over": "30000"},
    ),
    "parts in the cell of their sum": (
        "财政拨款：6,923.5万元（其中：上级财政资金：6,923.5万元；本级财政：0万元）\n",
        {"fiscal_appropriation": "69235000", "higher_level_transfer": "69235000", "own_level": "0"},
    ),
    "amounts without a name below money columns": (
        "年度预算（万元）\t预算数\t执行数\t执行率\n\t500\t480\t96%\n",
        {"total initial": "5000000", "total executed": "4800000"},
    ),
    "amounts of which one is blank below money columns": (
        "年度预算（万元）\t预算数\t执行数\t执行率\n\t\t480\t96%\n",
        {"total executed": "4800000"},
    ),
    "heads over amounts, blank cells behind them": (
        "资金情况（万元）\t合计\t一般公共预算\t上年结转\t\t\n\t265.4\t215.4\t50\t\t\n",
        {"total": "2654000", "general_public_budget": "2154000", "carry_over": "500000"},
    ),
    "the sum behind the name of the block": (
        "资金来源（元）\t合计\t300\n\t财政拨款\t200\n\t单位自筹\t100\n",
        {"total": "300", "fiscal_appropriation": "200", "own_funds": "100"},
    ),
    "the total below its head, beside the first source": (
        "年度预算申请（万元）\t资金总额\t按收入性质分\t\t按支出性质分\t\n"
        "\t2,568.36\t其中：一般公共预算\t2,368.36\t其中：基本支出\t1,568.36\n"
        "\t\t政府性基金\t200\t项目支出\t1,000\n",
        {"total": "25683600", "general_public_budget": "23683600", "government_funds": "2000000"},
    ),
    "parts in brackets without 其中": (
        "资金总额：12万元（财政拨款10万元，自筹2万元）\n",
        {"total": "120000", "fiscal_appropriation": "100000", "own_funds": "20000"},
    ),
    "thousands apart in one cell": (
        "项目资金（万元）\t年度资金总额\t1 234.50\n\t其中：财政拨款\t1 234.50\n",
        {"total": "12345000", "fiscal_appropriation": "12345000"},
    ),
    "thousands apart before their unit is known": (
        "年度资金总额\t1 234.50\n项目资金（万元）\t其中：财政拨款\t1 234.50\n",
        {"total": "12345000", "fiscal_appropriation": "12345000"},
    ),
    "thousands apart in the whole term's total beside the year's": (
        "项目总额（万元）\t1 234.50\n其中：年度预算\t200\n",
        {"total whole_term": "12345000", "total": "2000000"},
    ),
    "a remark in brackets is no part": ("资金总额：12万元（含税）\n", {"total": "120000"}),
    "the sum below the sources": (
        "资金来源\t金额（元）\n一般公共预算\t120,000.00\n政府性基金\t0.00\n合计\t120,000.00\n",
        {"total": "120000", "general_public_budget": "120000", "government_funds": "0"},
    ),
    "the unit broken off in front of the amounts": (
        "预算金额\t小计\t财政拨款\t其他资金\n（万元）\t12\t10\t2\n",
        {"total": "120000", "fiscal_appropriation": "100000", "other_funds": "20000"},
    ),
    "before and after an adjustment": (
        "年度资金总额（万元）\t调整前\t100\t调整后\t80\n",
        {"total initial": "1000000", "total adjusted": "800000"},
    ),
}


@pytest.mark.parametrize(("printed", "expected"), BLOCKS.values(), ids=list(BLOCKS))
def test_each_amount_belongs_to_its_label(printed: str, expected: dict[str, str]) -> None:
    assert _amounts(_read(printed)) == expected


def test_amounts_of_tasks_are_not_the_total() -> None:
    """The name of a task may end in a quantity, and one of its amounts be blank: the sum alone is the form's money."""
    money = (
        "<tr><td rowspan=5>年度主要任务</td><td rowspan=2>任务名称</td><td rowspan=2>主要内容</td>"
        "<td colspan=5>预算金额（万元）</td></tr><tr><td>总额</td><td>财政拨款</td><td>其他资金</td><td></td><td></td></tr>"
        "<tr><td>农村公路</td><td>新建45公里</td><td>3200</td><td>3000</td><td>200</td><td></td><td></td></tr>"
        "<tr><td>养护</td><td>养护县道320公里</td><td>800</td><td>800</td><td></td><td></td><td></td></tr>"
        "<tr><td colspan=2>金额合计</td><td>4000</td><td>3800</td><td>200</td><td></td><td></td></tr>"
    )
    assert _amounts(_page(money)) == {"total": "40000000", "fiscal_appropriation": "38000000", "other_funds": "2000000"}


def test_years_side_by_side_without_the_form_s_own_are_refused() -> None:
    reading = _read("2023年预算（万元）\t90\t2024年预算（万元）\t100\n", "项目支出绩效目标表\n项目名称\t街区巡查\n")
    assert _amounts(reading) == {}
    assert "every_cell_is_understood" in {issue.rule_code for issue in reading.issues}


def test_an_amount_column_of_another_year_is_not_the_project_s() -> None:
    columns = "项目名称\t2024年预算（万元）\t2023年预算（万元）\t一级指标\t二级指标\t三级指标\t指标值\n"
    rows = "甲\t100\t90\t产出指标\t数量指标\t班次\t8期\n乙\t85\t80\t产出指标\t数量指标\t演出\t9场\n"
    reading = read_forms(read_text(("2024年项目支出绩效目标表\n" + columns + rows).encode()))
    assert [p.funding[0].amount_yuan for p in reading.projects] == [Decimal(1_000_000), Decimal(850_000)]


def _page(money: str) -> Reading:
    head = "<tr><td>项目名称</td><td colspan=7>街区巡查</td></tr>"
    table = "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td colspan=5>指标值</td></tr>"
    table += "<tr><td>产出指标</td><td>数量指标</td><td>巡查次数</td><td colspan=5>≥12次</td></tr>"
    page = f"<html><body><p>2024年度项目支出绩效自评表</p><table>{head}{money}{table}</table></body></html>"
    return read_forms(read_document(page.encode(), "form.html")[1])


_SHIFTED_HEADS = "<tr><td rowspan=2>项目资金（万元）</td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td><td>分值</td><td>得分</td></tr>"


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (
            "<td>80</td><td>75.5</td><td>75.02</td><td>10</td><td>9.9</td>",
            {"total initial": "800000", "total adjusted": "755000", "total executed": "750200"},
        ),
        ("<td></td><td>75.5</td><td>75.02</td><td>10</td><td></td>", {"total adjusted": "755000", "total executed": "750200"}),
        ("<td>80</td><td colspan=2>75.5</td>", {}),
    ],
)  # fmt: skip
def test_heads_that_do_not_stand_over_their_amounts_are_counted(amounts: str, expected: dict[str, str]) -> None:
    reading = _page(f"{_SHIFTED_HEADS}<tr><td>年度资金总额</td>{amounts}</tr>")
    assert _amounts(reading) == expected


def test_the_sums_of_a_list_are_no_project_s_money() -> None:
    listed = "2024年项目支出汇总表\n单位：万元\n项目名称\t年度资金总额\t财政拨款\n街区巡查\t8\t8\n街区保洁\t9\t7\n合计\t17\t15\n\n"
    reading = _read("年度资金总额（万元）\t8\n\t其中：财政拨款\t6\n", listed + _HEAD)
    assert _amounts(reading) == {"total": "80000", "fiscal_appropriation": "60000"}
    assert "fund_source_is_stated_once" not in {issue.rule_code for issue in reading.issues}


def test_a_unit_that_broke_off_around_the_amounts_is_the_block_s() -> None:
    printed = (
        " 项目名称              巡查\n"
        "                       年度资金总额：                    210.00\n"
        " 项目资金\n"
        "                          其中：财政拨款                 200.00\n"
        " （万元）\n"
        "                          其他资金                       10.00\n"
        " 年度     目标1：保障正常运转；\n 总体     目标2：提高安全感。\n 目标\n"
        "          一级指标    二级指标        三级指标            指标值\n"
        "          产出指标    数量指标        巡查次数            12次\n"
    )
    reading = read_forms(read_text(("            项目支出绩效目标表\n" + printed).encode()))
    assert _amounts(reading) == {"total": "2100000", "fiscal_appropriation": "2000000", "other_funds": "100000"}
    assert [goal.text for goal in reading.projects[0].objectives] == ["目标1：保障正常运转；目标2：提高安全感。"]


@pytest.mark.parametrize(
    ("heads", "amounts", "expected"),
    [
        ("预算（万元）", "12.5", {"total": "125000"}),
        ("2024年资金需求（万元）\t其中：中央资金", "120\t80", {"total": "1200000", "central": "800000"}),
        (
            "年初预算数（万元）\t全年预算数\t全年执行数\t执行率",
            "90\t100\t95\t95%",
            {"total initial": "900000", "total adjusted": "1000000", "total executed": "950000"},
        ),
        ("项目总投资（万元）\t年度预算（万元）", "900\t100", {"total whole_term": "9000000", "total": "1000000"}),
        ("预算（万元）\t财政拨款（元）", "12.5\t125000", {"total": "125000", "fiscal_appropriation": "125000"}),
    ],
)
def test_columns_of_amounts_in_a_table_of_projects(heads: str, amounts: str, expected: dict[str, str]) -> None:
    table = f"项目名称\t{heads}\t一级指标\t二级指标\t三级指标\t指标值\n甲\t{amounts}\t产出指标\t数量指标\t班次\t8期\n"
    assert _amounts(read_forms(read_text(("2024年项目支出绩效目标表\n" + table).encode()))) == expected


def test_numbers_below_a_head_that_is_not_known_are_told() -> None:
    table = "项目名称\t测算基数\t一级指标\t二级指标\t三级指标\t指标值\n甲\t500\t产出指标\t数量指标\t班次\t8期\n"
    reading = read_forms(read_text(("2024年项目支出绩效目标表\n" + table).encode()))
    assert "every_cell_is_understood" in {issue.rule_code for issue in reading.issues}


@pytest.mark.parametrize("head", ["金额（万元）", "预算（万元）", "全年执行数"])
def test_amounts_beside_the_indicators_of_a_form_are_not_the_project_s(head: str) -> None:
    table = f"一级指标\t二级指标\t三级指标\t指标值\t{head}\n产出指标\t数量指标\t巡查次数\t≥12次\t3\n"
    assert _amounts(read_forms(read_text((_HEAD + table).encode()))) == {}


def test_money_in_another_block_behind_the_indicators_is_not_the_forms() -> None:
    page = (
        "<p>2023年度项目支出绩效自评表</p><table><tr><td>项目名称</td><td>高龄津贴</td></tr><tr><td>资金总额</td><td>158万元</td></tr>"
        "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>"
        "<tr><td>产出指标</td><td>数量指标</td><td>发放人数</td><td>≥3000人</td></tr></table>"
        "<p>一、财政拨款：指单位取得的财政预算资金。</p>"
        "<table><tr><td>其他资金</td><td>23.26万元</td></tr></table>"
    )
    reading = read_forms(read_document(page.encode(), "form.html")[1])
    assert [(f.fund_source, f.printed) for f in reading.projects[0].funding] == [("total", "158万元")]
    assert not any(issue.rule_code == "amount_is_readable" for issue in reading.issues)
    assert sum(fate.disposition == "refused" for fate in reading.fates) == 3


def test_a_row_of_thousands_of_labels_is_read_in_time_that_grows_with_it() -> None:
    """Each label asked the whole row which of its labels are totals: twenty seconds for nine thousand cells."""
    reading = _read("年度资金总额\t8万元\t\t其中：财政拨款\t8万元\t" * 1500 + "\n")
    assert _amounts(reading) == {"total": "80000", "fiscal_appropriation": "80000"}
