"""One cell a line: what a row prints less, what stands below the table, amounts below their heads."""

from __future__ import annotations

import pytest

from pipelines.extract.text import read_text
from pipelines.model.records import Project
from pipelines.normalise import read_forms

_HEAD = "项目支出绩效目标表|（2024年度）|项目名称|城市公交补贴|主管部门|甲县交通局"
_OPERATORS = "一级指标|二级指标|三级指标|计算符号|目标值|度量单位|指标值说明"


def _project(*parts: str) -> Project:
    (project,) = read_forms(read_text("|".join(parts).replace("|", "\n").encode())).projects
    return project


def _facts(project: Project) -> list[tuple[str | None, str, str]]:
    return [(i.dimension, i.name, i.target.printed) for i in project.indicators]


def test_units_and_remarks_may_be_left_out() -> None:
    rows = "产出指标|数量指标|运营线路|＝|28|条|年行驶里程|≥|860|万公里|时效指标|补贴拨付时间|≤|2024年11月"
    rows += "|效益指标|社会效益指标|出行便利度|定性|提高|满意度指标|服务对象满意度指标|乘客满意度|≥|90|%"
    assert _facts(_project(_HEAD, _OPERATORS, rows)) == [
        ("quantity", "运营线路", "28"),
        ("quantity", "年行驶里程", "860"),
        ("timeliness", "补贴拨付时间", "2024年11月"),
        ("social_benefit", "出行便利度", "提高"),
        ("beneficiary_satisfaction", "乘客满意度", "90"),
    ]


def test_an_indicator_that_is_none_may_print_no_points() -> None:
    rows = "成本指标|经济成本指标|每亩成本|≤1600元|10|社会成本指标|无|无|产出指标|数量指标|建设面积|2万亩|20"
    project = _project(_HEAD, "一级指标|二级指标|三级指标|指标值|分值", rows)
    assert _facts(project)[1:] == [("social_cost", "无", "无"), ("quantity", "建设面积", "2万亩")]
    assert project.indicators[1].weight is None


@pytest.mark.parametrize("foot", ["说明|无", "总分|100|98", "备注|本表随预算批复。"])
def test_what_stands_below_the_table_is_no_indicator(foot: str) -> None:
    heads = "一级指标|二级指标|三级指标|年度指标值|全年完成值|未完成原因和改进措施"
    rows = "产出指标|数量指标|扶持户数|≥86户|86户|满意度指标|服务对象满意度指标|搬迁户满意度|≥95%|97%"
    assert [name for _, name, _ in _facts(_project(_HEAD, heads, rows, foot))] == ["扶持户数", "搬迁户满意度"]


def test_amounts_below_as_many_heads_are_theirs_in_order() -> None:
    money = "项目资金（万元）|资金总额|财政拨款|其他资金|95.5|90|5.5"
    rows = "一级指标|二级指标|三级指标|指标值|产出指标|数量指标|运营线路|28条|质量指标|合格率|100%"
    project = _project(_HEAD, money, rows)
    assert {f.fund_source: f.printed for f in project.funding} == {
        "total": "95.5",
        "fiscal_appropriation": "90",
        "other_funds": "5.5",
    }


def test_a_second_head_below_the_first_table_is_a_head() -> None:
    heads = "一级指标|二级指标|三级指标|指标值"
    rows = "产出指标|数量指标|修缮文物建筑|12处|效益指标|社会效益指标|文物保存状况|明显改善"
    later = "产出指标|数量指标|修缮文物建筑|4处|时效指标|修缮完成时间|10月底"
    project = _project(_HEAD, "中期绩效指标", heads, rows, "年度绩效指标", heads, later)
    assert [(i.name, i.target.printed, i.block) for i in project.indicators] == [
        ("修缮文物建筑", "12处", "mid_term"),
        ("文物保存状况", "明显改善", "mid_term"),
        ("修缮文物建筑", "4处", "annual"),
        ("修缮完成时间", "10月底", "annual"),
    ]


def _paragraphs(*parts: str) -> tuple[Project, ...]:
    return read_forms(read_text("|".join(parts).replace("|", "\n\n").encode())).projects


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        # a head that is not known: what stands below it cannot be counted into rows
        (
            "一级指标|二级指标|三级指标|年度指标值|1-7月执行情况|完成可能性",
            "产出指标|数量指标|扶持人数|≥4600人|4600人|确定能|质量指标|补助准确率|100%|100%|确定能",
        ),
        # a head above two others, a third beside it printed between them
        (
            "一级指标|二级指标|三级指标|指标值|指标标准|2023年实际|预期2024年",
            "产出指标|数量指标|公共自行车|9800辆|10200辆|计划标准|质量指标|完好率|96%|≥97%|行业标准",
        ),
        # many projects, whose blank cells are not printed
        (
            "序号|项目名称|预算金额|一级指标|二级指标|三级指标|目标值",
            "1|路灯维护|52|产出指标|数量指标|路灯盏数|60盏|质量指标|亮灯率|98%|2|保洁|30|产出指标|数量指标|面积|3万平方米",
        ),
    ],
)
def test_rows_that_cannot_be_counted_give_no_targets(heads: str, rows: str) -> None:
    assert not any(project.indicators for project in _paragraphs(_HEAD, heads, rows))


def test_an_explanation_before_its_rule_of_points_is_no_name() -> None:
    heads = "一级指标|二级指标|三级指标|指标值类型|指标值|计量单位|指标解释|评扣分标准|备注"
    rows = "产出指标|数量指标|整治山塘|定量|≥120|口|全县山塘|每少1口扣1分|"
    rows += "|质量指标|工程合格率|定量|100|%|合格占比|每低1%扣1分|"
    rows += "|满意度指标|服务对象满意度指标|群众满意度|定量|≥90|%|问卷|达到90%得满分|"
    cells = f"{_HEAD}|{heads}|{rows}".replace("|", " |\n") + "|\n"
    (project,) = read_forms(read_text(cells.encode())).projects
    assert _facts(project) == [
        ("quantity", "整治山塘", "≥120"),
        ("quality", "工程合格率", "100"),
        ("beneficiary_satisfaction", "群众满意度", "≥90"),
    ]
