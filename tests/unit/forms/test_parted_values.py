"""Values in two or three columns below one head: 符号 | 值 | 单位; and words where a sign is expected."""

from __future__ import annotations

import pytest

from pipelines.extract.html import read_html
from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

_GRID = (
    "<html><body><p>2024年度项目支出绩效自评表</p><table><tr><td>项目名称</td><td colspan=7>街区巡查</td></tr>"
    "<tr><td rowspan=2>一级指标</td><td rowspan=2>二级指标</td><td rowspan=2>三级指标</td>"
    "<td colspan=3>指标值</td><td rowspan=2>实际完成值</td><td rowspan=2>分值</td></tr>"
    "<tr><td>{0}</td><td>{1}</td><td>{2}</td></tr>"
    "<tr><td rowspan=2>产出指标</td><td>数量指标</td><td>巡查次数</td>"
    "<td>≥</td><td>60</td><td>次</td><td>66</td><td>20</td></tr>"
    "<tr><td>质量指标</td><td>整改率</td><td>=</td><td>95</td><td>%</td><td>96</td><td>10</td></tr></table></body></html>"
)
_TEXT = (
    "2024年度项目支出绩效自评表\n项目名称\t街区巡查\n"
    "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\n{0}\t{1}\t{2}\n"
    "产出指标\t数量指标\t巡查次数\t≥\t60\t次\t66\t20\n\t质量指标\t整改率\t=\t95\t%\t96\t10\n"
)


def _targets(reading: Reading) -> list[tuple[str, str | None, int | None, str | None, str | None]]:
    (project,) = reading.projects
    return [
        (i.name, i.target.comparator, int(i.target.low or 0), i.target.unit_printed, i.actual_printed)
        for i in project.indicators
    ]


@pytest.mark.parametrize("medium", ["grid", "text"])
@pytest.mark.parametrize(
    "heads", [("符号", "值", "单位"), ("计算符号", "数值", "计量单位"), ("运算符号", "目标值", "度量单位")]
)
def test_a_second_row_of_heads_parts_the_value(heads: tuple[str, str, str], medium: str) -> None:
    reading = (
        read_forms(read_html(_GRID.format(*heads).encode()))
        if medium == "grid"
        else read_forms(read_text(_TEXT.format(*heads).encode()))
    )
    assert _targets(reading) == [("巡查次数", "ge", 60, "次", "66"), ("整改率", "eq", 95, "%", "96")]


def test_words_in_the_column_of_the_signs_are_the_value_that_none_stands_beside() -> None:
    form = (
        "2025年项目支出绩效目标表\n项目名称\t营养改善\n一级指标\t二级指标\t三级指标\t指标性质\t指标值\t单位\n"
        "产出指标\t数量指标\t受益人数\t≥\t7200\t人\n效益指标\t社会效益指标\t学生营养状况\t改善\t\t\n"
    )
    (project,) = read_forms(read_text(form.encode())).projects
    assert [(i.name, i.target.printed, i.target.kind) for i in project.indicators] == [
        ("受益人数", "7200", "count"),
        ("学生营养状况", "改善", "qualitative"),
    ]
