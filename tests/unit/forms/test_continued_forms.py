"""A form whose title and head are printed again on the next page: one project, one amount. Another project: two."""

from __future__ import annotations

import pytest

from pipelines.extract.text import read_text
from pipelines.normalise import read_forms

TITLE = "2024年项目支出绩效目标表"
HEAD = "项目名称\t{name}\n主管部门\t甲局\t实施单位\t{agency}\n年度资金总额（万元）\t{amount}\n"
COLUMNS = "一级指标\t二级指标\t三级指标\t指标值\n"
FIRST = "产出指标\t数量指标\t培训班次\t8期\n"
SECOND = "产出指标\t质量指标\t合格率\t≥95%\n"


def form(title: str, rows: str, name: str = "甲项目", agency: str = "甲局", amount: str = "50") -> str:
    return f"{title}\n\n{HEAD.format(name=name, agency=agency, amount=amount)}{COLUMNS}{rows}\n"


def projects(*forms: str) -> list[tuple[str, int, list[str]]]:
    reading = read_forms(read_text("\n".join(forms).encode()))
    assert sum(fate.project is None for fate in reading.fates if fate.role == "indicator.name") == 0
    return [
        (project.name.printed if project.name else "", len(project.funding), [i.name for i in project.indicators])
        for project in reading.projects
    ]


@pytest.mark.parametrize("title", [f"{TITLE}（续表）", f"{TITLE}（续）", f"{TITLE}(续表一)", TITLE])
def test_a_form_with_its_head_printed_again_goes_on(title: str) -> None:
    assert projects(form(TITLE, FIRST), form(title, SECOND)) == [("甲项目", 1, ["培训班次", "合格率"])]


@pytest.mark.parametrize("changed", [{"name": "乙项目"}, {"agency": "乙局"}, {"amount": "60"}])
@pytest.mark.parametrize("title", [f"{TITLE}（续表）", TITLE])
def test_a_head_that_differs_begins_another_project(title: str, changed: dict[str, str]) -> None:
    assert len(projects(form(TITLE, FIRST), form(title, SECOND, **changed))) == 2


def test_a_form_printed_twice_is_not_continued() -> None:
    assert len(projects(form(TITLE, FIRST), form(TITLE, FIRST))) == 2


def test_a_form_behind_a_continued_one_is_numbered_on() -> None:
    third = form(TITLE, FIRST, name="乙项目")
    assert projects(form(TITLE, FIRST), form(f"{TITLE}（续表）", SECOND), third) == [
        ("甲项目", 1, ["培训班次", "合格率"]),
        ("乙项目", 1, ["培训班次"]),
    ]


_FORM = "2024年项目支出绩效目标表\n项目名称 大棚\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 大棚数量 26个\n"


@pytest.mark.parametrize("between", ["— 2 —", "- 2 -", "第 2 页 共 5 页", "2/5\n公开表24"])
def test_a_page_number_in_words_parts_no_table(between: str) -> None:
    """Its words were the name and the value of an indicator: — and 2."""
    text = _FORM + between + "\n大棚面积 ≥8200平方米\n质量指标 验收合格率 100%\n"
    (project,) = read_forms(read_text(text.encode())).projects
    assert [(i.name, i.dimension) for i in project.indicators] == [
        ("大棚数量", "quantity"),
        ("大棚面积", "quantity"),
        ("验收合格率", "quality"),
    ]


def test_heads_repeated_on_the_next_page_leave_the_levels() -> None:
    heads = "一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
    text = "2024年项目支出绩效目标表\n项目名称 | 大棚 |\n" + heads + "产出指标 | 数量指标 | 大棚数量 | 26个 |\n"
    text += "项目支出绩效目标表（续） |\n" + heads + "大棚面积 | ≥8200平方米 |\n"
    (project,) = read_forms(read_text(text.encode())).projects
    assert [(i.name, i.dimension) for i in project.indicators] == [("大棚数量", "quantity"), ("大棚面积", "quantity")]


def test_the_upper_heads_alone_on_the_next_page_change_no_column() -> None:
    heads = "一级指标 | 二级指标 | 三级指标 | 指标值 | |\n"
    text = "2024年项目支出绩效目标表\n项目名称 | 公共自行车 |\n" + heads + "2023年实际 | 预期2024年 |\n"
    text += "产出指标 | 数量指标 | 自行车数量 | 9800辆 | 10200辆 |\n" + heads
    text += "产出指标 | 质量指标 | 车辆完好率 | 96% | ≥97% |\n"
    (project,) = read_forms(read_text(text.encode())).projects
    assert [i.target.printed for i in project.indicators] == ["10200辆", "≥97%"]
