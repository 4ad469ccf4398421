"""Rows that print several indicators, one a line of their cells."""

from __future__ import annotations

import pytest

from pipelines.extract import read_document
from pipelines.normalise import read_forms

_PAGE = (
    "<html><body><p>2024年度项目支出绩效目标表</p><table><tr><td>项目名称</td><td colspan=4>街区巡查</td></tr>"
    "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td><td>分值</td></tr>"
    "<tr><td>产出指标</td><td>数量指标</td><td>{name}</td><td>{value}</td><td>{weight}</td></tr>"
    "<tr><td></td><td>质量指标</td><td>整改率</td><td>≥90%</td><td>5</td></tr></table></body></html>"
)


@pytest.mark.parametrize(
    ("name", "value", "weight", "expected"),
    [
        ("①场次<br>②人次", "≥60场<br>≥800人次", "10<br>5", [("场次", "≥60场", 10), ("人次", "≥800人次", 5)]),
        (
            "指标1：场次<br>指标2：<br>指标3：人次",
            "60场<br>改善",
            "10",
            [("场次", "60场", None), ("人次", "改善", None)],
        ),
        (
            "1.文化<br>场次<br>2.人次",
            "1、60场<br>2、800人",
            "10<br>5",
            [("文化场次", "60场", 10), ("人次", "800人", 5)],
        ),
        ("场次<br>人次", "≥60场<br>≥800人次", "10<br>5", [("场次", "≥60场", 10), ("人次", "≥800人次", 5)]),
        ("街区内商铺<br>巡查次数", "2024年<br>12月底前", "10", [("街区内商铺巡查次数", "2024年12月底前", 10)]),
        ("1.场次<br>2.人次", "100%", "10", [("场次2.人次", "100%", 10)]),
    ],
)
def test_each_line_is_an_indicator_where_that_is_certain(
    name: str, value: str, weight: str, expected: list[tuple[str, str, int | None]]
) -> None:
    page = _PAGE.format(name=name, value=value, weight=weight)
    reading = read_forms(read_document(page.encode(), "form.html")[1])
    (project,) = reading.projects
    found = [(i.name, i.target.printed, i.weight) for i in project.indicators]
    assert found == [*expected, ("整改率", "≥90%", 5)]
    assert {i.dimension for i in project.indicators} == {"quantity", "quality"}
    assert all(i.target.reason is None for i in project.indicators)


def test_a_running_number_that_may_be_part_of_the_value_parts_nothing() -> None:
    page = _PAGE.format(name="1.户均<br>2.人均", value="1.5万元<br>2.5万元", weight="10")
    (project,) = read_forms(read_document(page.encode(), "form.html")[1]).projects
    assert [i.target.printed for i in project.indicators] == ["1.5万元2.5万元", "≥90%"]
    assert project.indicators[0].target.low is None


@pytest.mark.parametrize("head", ["三级指标及指标值", "指标内容及目标值", "三级指标/指标值"])
def test_names_and_values_may_stand_in_one_cell(head: str) -> None:
    form = (
        f"2024年项目绩效目标表\n项目名称\t养殖小区\n一级指标\t二级指标\t{head}\t分值\n"
        "产出指标\t数量指标\t新建牛舍≥6栋\t20\n\t质量指标\t验收合格率100%\t10\n"
        "效益指标\t社会效益指标\t非遗传承得到保护\t10\n\t经济效益指标\t户均增收2000元\t10\n"
    )
    reading = read_forms(read_document(form.encode(), "form.txt")[1])
    (project,) = reading.projects
    assert [(i.dimension, i.name, i.target.printed, i.weight) for i in project.indicators] == [
        ("quantity", "新建牛舍", "≥6栋", 20),
        ("quality", "验收合格率", "100%", 10),
        ("economic_benefit", "户均增收", "2000元", 10),
    ]
    assert any("非遗传承得到保护" in (issue.printed or "") for issue in reading.issues)


_SUMMARY = (
    "<html><body><p>2024年项目绩效目标汇总表</p><table><tr><td>序号</td><td>项目名称</td><td>资金总额（万元）</td>"
    "<td>{heads[0]}</td><td>{heads[1]}</td></tr><tr><td>1</td><td>养殖小区</td><td>160</td>"
    "<td>{cells[0]}</td><td>{cells[1]}</td></tr></table></body></html>"
)


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        (
            ("产出指标", "满意度指标"),
            ("数量指标：新建牛舍≥6栋<br>质量指标：验收合格率100%<br>时效指标：10月底前完工", "群众满意度≥90%"),
            [
                ("quantity", "新建牛舍", "≥6栋"),
                ("quality", "验收合格率", "100%"),
                ("beneficiary_satisfaction", "群众满意度", "≥90%"),
            ],
        ),
        (
            ("产出指标", "效益指标"),
            ("数量指标：<br>1.新建牛舍≥6栋<br>2.改造圈舍12栋", "社会效益：受益人口86人；经济效益：增收≥5万元"),
            [
                ("quantity", "新建牛舍", "≥6栋"),
                ("quantity", "改造圈舍", "12栋"),
                ("social_benefit", "受益人口", "86人"),
                ("economic_benefit", "增收", "≥5万元"),
            ],
        ),
        (
            ("数量指标", "社会效益指标"),
            ("新建<br>牛舍≥6栋", "受益人口≥86人"),  # a line may be the first half of a name
            [("social_benefit", "受益人口", "≥86人")],
        ),
    ],
)
def test_levels_may_be_columns_whose_cells_hold_indicators(
    heads: tuple[str, str], cells: tuple[str, str], expected: list[tuple[str, str, str]]
) -> None:
    (project,) = read_forms(read_document(_SUMMARY.format(heads=heads, cells=cells).encode(), "form.html")[1]).projects
    assert [(i.dimension, i.name, i.target.printed) for i in project.indicators] == expected
    assert [row.amount_yuan for row in project.funding] == [1_600_000]
