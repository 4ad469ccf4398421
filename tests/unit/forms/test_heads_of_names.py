"""Which column holds the names of indicators where its head is printed in another way than 三级指标."""

from __future__ import annotations

import pytest

from pipelines.extract.html import read_html
from pipelines.extract.text import read_text
from pipelines.normalise import read_forms

_FORM = (
    "<html><body><p>2025年项目绩效目标表</p><table>"
    "<tr><td>项目名称</td><td colspan=3>社区食堂</td></tr>{rows}</table></body></html>"
)


def _facts(html: str) -> list[tuple[str | None, str | None, str, str]]:
    (project,) = read_forms(read_html(html.encode())).projects
    return [(i.level1_printed, i.level2_printed, i.name, i.target.printed) for i in project.indicators]


def _row(*cells: str) -> str:
    return "<tr>" + "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in cells) + "</tr>"


@pytest.mark.parametrize("head", ["绩效指标", "绩效指标内容"])
def test_names_stand_below_the_indicators_head_between_level_and_value(head: str) -> None:
    rows = _row("一级指标", head, "目标值", "权重") + _row("产出指标", "服务人次", "≥5万人次", "60")
    rows += _row("满意度指标", "老人满意度", "≥90%", "40")
    assert _facts(_FORM.format(rows=rows)) == [
        ("产出指标", None, "服务人次", "≥5万人次"),
        ("满意度指标", None, "老人满意度", "≥90%"),
    ]


def test_one_head_over_three_columns_is_that_of_the_levels_too() -> None:
    rows = _row("<td colspan=3>指标</td>", "目标值")
    rows += _row("<td rowspan=2>1.产出指标</td>", "1.1数量指标", "1.1.1补贴人数", "≥1300人")
    rows += _row("1.2质量指标", "1.2.1对象符合率", "100%")
    rows += _row("2.满意度指标", "2.1服务对象满意度", "2.1.1人才满意度", "≥92%")
    assert [fact[2:] for fact in _facts(_FORM.format(rows=rows))] == [
        ("补贴人数", "≥1300人"),
        ("对象符合率", "100%"),
        ("人才满意度", "≥92%"),
    ]
    (project,) = read_forms(read_html(_FORM.format(rows=rows).encode())).projects
    assert [i.dimension for i in project.indicators] == ["quantity", "quality", "beneficiary_satisfaction"]


def test_the_first_of_two_heads_of_names_is_that_of_the_level_above() -> None:
    rows = _row("一级指标", "评价指标", "绩效内容", "绩效标准", "全年绩效目标")
    rows += _row("产出", "数量目标", "联谊活动场次", "≥4次", "5次") + _row(
        "产出", "质量目标", "补助准确率", "100%", "100%"
    )
    assert _facts(_FORM.format(rows=rows)) == [
        ("产出", "数量目标", "联谊活动场次", "5次"),
        ("产出", "质量目标", "补助准确率", "100%"),
    ]


_WORDS = """项目支出绩效目标表
（2024 年度）
项目名称 设备更新
主管部门 甲县卫健委 实施单位 乙乡卫生院
项目资金
年度资金总额 68.00
（万元） 其中：财政拨款 50.00
其他资金 18.00
一级指标 二级指标 三级指标 指标值
产出指标 数量指标 购置超声诊断仪 1台
购置数字化摄影系统
1套
（DR）
质量指标 设备验收合格率 100%
满意度指标 服务对象满意度指标 患者满意度 ≥90%
"""


def test_a_name_broken_around_its_value_is_one_name() -> None:
    (project,) = read_forms(read_text(_WORDS.encode())).projects
    assert [i.name for i in project.indicators] == [
        "购置超声诊断仪",
        "购置数字化摄影系统（DR）",
        "设备验收合格率",
        "患者满意度",
    ]


def test_a_unit_that_broke_off_belongs_to_no_label_behind_it() -> None:
    (project,) = read_forms(read_text(_WORDS.encode())).projects
    assert {f.fund_source: str(f.amount_yuan) for f in project.funding} == {
        "total": "680000",
        "fiscal_appropriation": "500000",
        "other_funds": "180000",
    }


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("本年绩效指标期望值", "本年权重分值"),
        ("2025年度预期目标值", "自评权重"),
        ("年度任务", "配分"),
        ("目标", "分值"),
    ],
)
def test_heads_made_of_the_usual_words_are_read(value: str, points: str) -> None:
    rows = _row("一级指标", "二级指标", "三级指标", "指标运算关系", value, "指标数值单位", points)
    rows += _row("产出指标", "数量指标", "路灯盏数", "≥", "68000", "盏", "20")
    (project,) = read_forms(read_html(_FORM.format(rows=rows).encode())).projects
    (indicator,) = project.indicators
    assert (indicator.target.printed, indicator.target.unit, str(indicator.weight)) == ("68000", "count", "20")


def test_two_columns_of_unknown_heads_hold_no_targets() -> None:
    """Only names of places head a column of targets each: 具体要求 and 完成时限 do not."""
    rows = _row("一级指标", "二级指标", "三级指标", "具体要求", "完成时限")
    rows += _row("产出指标", "数量指标", "新建厕所", "10座", "2025年底")
    assert not any(project.indicators for project in read_forms(read_html(_FORM.format(rows=rows).encode())).projects)


@pytest.mark.parametrize("standard", ["绩效标准", "指标说明"])
def test_names_stand_below_level_2_where_level_1_heads_the_dimensions(standard: str) -> None:
    rows = _row("一级指标", "二级指标", standard, "当年预期实现值")
    rows += _row("数量指标", "窗口数", "反映窗口情况", "62个") + _row(
        "社会效益指标", "办事便利度", "反映便民程度", "明显提升"
    )
    assert _facts(_FORM.format(rows=rows)) == [
        (None, "数量指标", "窗口数", "62个"),
        (None, "社会效益指标", "办事便利度", "明显提升"),
    ]


def test_two_levels_and_no_names_are_no_indicators() -> None:
    rows = _row("一级指标", "二级指标", "绩效标准", "指标值") + _row("产出指标", "数量指标", "行业标准", "62个")
    reading = read_forms(read_html(_FORM.format(rows=rows).encode()))
    assert [i.name for project in reading.projects for i in project.indicators] == []
