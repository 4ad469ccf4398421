"""Values of several periods side by side, the periods in a second row of heads: one column holds the year's targets."""

from __future__ import annotations

import pytest

from pipelines.extract import read_document
from pipelines.normalise import read_forms

_PAGE = (
    "<html><body><p>2024年度项目绩效目标表</p><table><tr><td>项目名称</td><td colspan=5>街区巡查</td></tr>"
    "<tr><td rowspan=2>一级指标</td><td rowspan=2>二级指标</td><td rowspan=2>三级指标</td><td colspan=2>指标值</td>"
    "<td rowspan=2>备注</td></tr><tr><td>{first}</td><td>{second}</td></tr>"
    "<tr><td rowspan=2>产出指标</td><td>数量指标</td><td>巡查次数</td>"
    "<td>{values[0]}</td><td>{values[1]}</td><td></td></tr>"
    "<tr><td>质量指标</td><td>整改率</td><td>{values[0]}</td><td>{values[1]}</td><td></td></tr></table></body></html>"
)


@pytest.mark.parametrize(
    ("first", "second", "values"),
    [
        ("半年（程）目标", "全年（程）目标", ("≥180次", "≥360次")),
        ("上半年", "全年", ("≥180次", "≥360次")),
        ("全年目标", "半年目标", ("≥360次", "≥180次")),
        ("实施期目标", "年度目标", ("≥900次", "≥360次")),
        ("中期指标值", "年度指标值", ("≥900次", "≥360次")),
    ],
)
def test_the_year_s_column_holds_the_targets(first: str, second: str, values: tuple[str, str]) -> None:
    page = _PAGE.format(first=first, second=second, values=values)
    (project,) = read_forms(read_document(page.encode(), "form.html")[1]).projects
    assert [i.name for i in project.indicators] == ["巡查次数", "整改率"]
    assert {i.target.printed for i in project.indicators} == {"≥360次"}


def test_a_year_before_the_unit_of_money_is_the_form_s() -> None:
    page = _PAGE.format(first="半年", second="全年", values=("1次", "2次")).replace("2024年度项", "项")
    page = page.replace("<table>", "<p>（2023 年度） 单位：万元</p><table>", 1)
    (project,) = read_forms(read_document(page.encode(), "form.html")[1]).projects
    assert project.fiscal_year == 2023
