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
