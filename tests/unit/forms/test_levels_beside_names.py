"""Levels that stand elsewhere than in a column of their own: joined, before the name, beside each other, numbered."""

from __future__ import annotations

import pytest

from pipelines.extract.text import read_text
from pipelines.model.records import Project
from pipelines.normalise import read_forms

_HEAD = (
    "项目支出绩效目标表\n（2024年度）\n单位：甲县公共交通公司\n"
    "项目名称\t街区巡查\n实施单位\t甲街道\n资金总额（万元）\t5\n"
)


def _project(table: str) -> Project:
    (project,) = read_forms(read_text((_HEAD + table).encode())).projects
    return project


@pytest.mark.parametrize(
    "table",
    [
        "指标类别\t指标名称\t目标值\n产出指标—数量指标\t培训人次\t≥5人次\n产出指标—数量指标\t开办期数\t3期\n"
        "满意度指标—服务对象满意度指标\t学员满意度\t≥95%\n",
        "一级指标/二级指标\t三级指标\t目标值\n产出指标/数量指标\t培训人次\t≥5人次\n\t开办期数\t3期\n"
        "满意度指标/服务对象满意度指标\t学员满意度\t≥95%\n",
        "一级指标\t三级指标\t指标值\n产出指标\t数量指标：培训人次\t≥5人次\n\t数量指标：开办期数\t3期\n"
        "满意度指标\t服务对象满意度指标：学员满意度\t≥95%\n",
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标1\t培训人次\t≥5人次\n\t数量指标2\t开办期数\t3期\n"
        "满意度指标\t服务对象满意度指标1\t学员满意度\t≥95%\n",
    ],
)
def test_both_levels_are_found(table: str) -> None:
    found = [(i.category, i.dimension, i.name, i.target.printed) for i in _project(table).indicators]
    assert found == [
        ("output", "quantity", "培训人次", "≥5人次"),
        ("output", "quantity", "开办期数", "3期"),
        ("satisfaction", "beneficiary_satisfaction", "学员满意度", "≥95%"),
    ]


def test_blocks_side_by_side_have_their_own_levels() -> None:
    head = "一级指标\t二级指标\t三级指标\t指标值"
    rows = (
        "产出指标\t数量指标\t培训人次\t≥5人次\t效益指标\t社会效益指标\t知晓率\t≥90%\n"
        "\t质量指标\t合格率\t≥95%\t满意度指标\t服务对象满意度指标\t学员满意度\t≥92%\n"
    )
    found = [(i.category, i.dimension, i.name, i.block) for i in _project(f"{head}\t{head}\n{rows}").indicators]
    assert found == [
        ("output", "quantity", "培训人次", None),
        ("benefit", "social_benefit", "知晓率", None),
        ("output", "quality", "合格率", None),
        ("satisfaction", "beneficiary_satisfaction", "学员满意度", None),
    ]


def test_the_unit_that_carries_out_the_project_goes_before_that_of_the_page() -> None:
    project = _project("一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训人次\t≥5人次\n")
    assert project.agency is not None
    assert project.agency.printed == "甲街道"
