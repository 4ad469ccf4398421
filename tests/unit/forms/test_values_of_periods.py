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


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("甲县教育局2025年部门预算公开说明", 2025),
        ("2025年度单位预算", 2025),
        ("与2024年部门预算相比增加", None),
        ("甲县2024年部门预算执行情况和2025年部门预算", None),
    ],
)
def test_the_heading_of_the_budget_tells_the_columns_of_years_apart(heading: str, year: int | None) -> None:
    """Of values for several years those of the form's own year are the targets; without one there are none."""
    form = (
        f"{heading}\n项目支出绩效目标表\n项目名称\t街区巡查\n一级指标\t二级指标\t三级指标\t2024年\t2025年\t2026年\n"
        "产出指标\t数量指标\t巡查次数\t≥12次\t≥13次\t≥14次\n"
    )
    reading = read_forms(read_document(form.encode(), "form.txt")[1])
    (project,) = reading.projects
    assert project.fiscal_year is None  # what the page is about is not printed on the form
    assert [i.target.printed for i in project.indicators] == (["≥13次"] if year else [])
