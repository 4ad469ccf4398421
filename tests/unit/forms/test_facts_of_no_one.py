"""Forms from which facts were once taken that they do not print: a level, a name, an amount, a project. One case each."""

# ruff: noqa: E501 - printed forms are wider than a line of code
from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.text import read_text
from pipelines.model.records import Project, Reading
from pipelines.normalise import read_forms

HEAD = "2024年项目支出绩效目标表\n项目名称\t村道修缮\n实施单位\t甲县乙镇人民政府\n"
NOTICE = "2024年农业局重点项目绩效目标\n一、项目名称：农民培训\n实施单位：甲县农广校\n"


def read(text: str) -> Reading:
    return read_forms(read_text(text.encode()))


def facts(project: Project) -> list[tuple[str | None, str | None, str, str]]:
    return [(i.category, i.level2_printed, i.name, i.target.printed) for i in project.indicators]


def amounts(project: Project) -> dict[str, Decimal | None]:
    return {row.fund_source: row.amount_yuan for row in project.funding}


def test_pairs_side_by_side_have_each_their_own_first_level() -> None:
    (project,) = read(
        HEAD + "一级指标\t三级指标\t指标值\t一级指标\t三级指标\t指标值\n"
        "产出指标\t修缮村道\t12公里\t效益指标\t带动就业人数\t≥300人\n"
        "\t验收合格率\t100%\t满意度指标\t村民满意度\t≥90%\n"
    ).projects
    assert facts(project) == [
        ("output", None, "修缮村道", "12公里"),
        ("benefit", None, "带动就业人数", "≥300人"),
        ("output", None, "验收合格率", "100%"),
        ("satisfaction", None, "村民满意度", "≥90%"),
    ]


@pytest.mark.parametrize("fourth", ["四级指标", "具体指标", "明细指标"])
def test_names_stand_in_the_fourth_level(fourth: str) -> None:
    reading = read(
        HEAD + f"一级指标\t二级指标\t三级指标\t{fourth}\t目标值\n"
        "产出指标\t数量指标\t助农服务\t建设服务中心\t≥4个\n\t质量指标\t助农服务\t验收合格率\t100%\n"
    )
    assert reading.layout == "national"
    assert facts(reading.projects[0]) == [
        ("output", "数量指标", "建设服务中心", "≥4个"),
        ("output", "质量指标", "验收合格率", "100%"),
    ]


def test_a_first_level_on_a_line_of_its_own_ends_the_second_above_it() -> None:
    (project,) = read(
        NOTICE + "（一）产出指标\n1.数量指标：培训人数≥280人。\n2.成本指标：人均费用≤2000元。\n"
        "（二）效益指标\n户均增收≥500元。\n（三）满意度指标\n学员满意度≥90%。\n"
    ).projects
    assert facts(project) == [
        ("output", "数量指标", "培训人数", "≥280人"),
        ("output", "成本指标", "人均费用", "≤2000元"),
        ("satisfaction", None, "学员满意度", "≥90%"),  # below 效益指标 it could be any of the four
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("预算资金：56万元（其中：中央资金50万元，县级资金6万元）\n", {"total": 56, "central": 50, "county": 6}),
        ("预算资金：56万元\n", {"total": 56}),
        (
            "资金总额：60万元\n预算资金：56万元\n其他资金：4万元\n",
            {"total": 60, "fiscal_appropriation": 56, "other_funds": 4},
        ),
        ("预算资金：56万元\n其他资金：4万元\n", {"fiscal_appropriation": 56, "other_funds": 4}),
    ],
)
def test_budget_funds_are_the_total_unless_others_stand_beside(printed: str, expected: dict[str, int]) -> None:
    (project,) = read(NOTICE + printed + "（一）产出指标\n1.数量指标：培训人数≥280人。\n").projects
    assert amounts(project) == {source: Decimal(amount * 10_000) for source, amount in expected.items()}


_TREE = "2024年部门预算项目绩效目标批复表|单位：元|项目|指标值|绩效金额|甲市图书馆|购书经费|350000|产出指标|数量指标（必填硬性指标）|购置册数|≥6000册"
_REST = "|效益指标|社会效益指标|借阅量|提高|满意度指标|读者满意度|≥90%"
_NEXT = "|开放经费|500000|产出指标|数量指标|开放天数|≥320天"


def _tree(printed: str) -> Reading:
    return read(printed.replace("|", "\n\n") + "\n")


def test_a_tree_without_blank_cells_is_read_by_what_its_cells_are() -> None:
    projects = _tree(_TREE + _REST + _NEXT + "|乙市文化馆|展览经费|80000|产出指标|数量指标|展览场次|≥8场").projects
    named = [(p.name and p.name.printed, p.agency and p.agency.printed, amounts(p)) for p in projects]
    assert named == [
        ("购书经费", "甲市图书馆", {"total": Decimal(350_000)}),
        ("开放经费", "甲市图书馆", {"total": Decimal(500_000)}),
        ("展览经费", "乙市文化馆", {"total": Decimal(80_000)}),
    ]
    assert facts(projects[0]) == [
        ("output", "数量指标（必填硬性指标）".partition("（")[0], "购置册数", "≥6000册"),
        ("benefit", "社会效益指标", "借阅量", "提高"),
        ("satisfaction", None, "读者满意度", "≥90%"),
    ]
    assert [fact[2:] for project in projects[1:] for fact in facts(project)] == [
        ("开放天数", "≥320天"),
        ("展览场次", "≥8场"),
    ]


@pytest.mark.parametrize(
    "printed",
    [
        _TREE.replace("|≥6000册", "") + _REST + _NEXT,  # a value is missing
        _TREE + _REST.replace("|≥90%", "") + _NEXT,  # the last before the next project
        _TREE + _REST + _NEXT.replace("|500000", ""),  # an amount
        _TREE + _REST + _NEXT.replace("|产出指标", ""),  # a level 1
        _TREE.replace("甲市图书馆", "甲市文旅局|甲市图书馆") + _REST,  # of two units
        _TREE + "|效益指标|社会效益指标|借阅量|90000|满意度指标|读者满意度|≥90%",  # 借阅量 could be a project
    ],
)
def test_a_tree_in_which_a_cell_is_uncertain_gives_nothing(printed: str) -> None:
    reading = _tree(printed)
    assert [facts(project) for project in reading.projects] == []
    assert "every_cell_is_understood" in {issue.rule_code for issue in reading.issues}


@pytest.mark.parametrize("money", ["资金情况（万元）\t年度金额\t\t1200\t500\t700", "资金（万元）\t\t\t1200\t500\t700"])
def test_amounts_of_places_below_their_heads_are_not_the_form_s(money: str) -> None:
    reading = read(
        f"2024年农田水利补助资金区域绩效目标表\n一级指标\t二级指标\t三级指标\t全市\t青山县\t绿水县\n{money}\n"
        "产出指标\t数量指标\t灌溉面积\t≥12万亩\t≥5万亩\t≥7万亩\n"
    )
    (project,) = reading.projects
    assert amounts(project) == {}
    assert [i.target.printed for i in project.indicators] == ["≥12万亩", "≥5万亩", "≥7万亩"]
    assert "every_cell_is_understood" in {issue.rule_code for issue in reading.issues}
