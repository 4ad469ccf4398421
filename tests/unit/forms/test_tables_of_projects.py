"""Tables of many projects as they are exported: cells repeated in each row, numbered columns, heads of several rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

TITLE = "2024年项目支出绩效目标表\n单位：万元\n"
HEADS = "一级指标\t二级指标\t三级指标\t指标值"
QUANTITY = "产出指标\t数量指标"
SATISFACTION = "满意度指标\t服务对象满意度指标"


def read(text: str) -> Reading:
    return read_forms(read_text(text.encode()))


def projects(reading: Reading) -> list[tuple[str | None, Decimal | None, list[tuple[str, str]]]]:
    """Name, total and the printed indicators of each project."""
    return [
        (
            project.name.printed if project.name is not None else None,
            next((row.amount_yuan for row in project.funding if row.fund_source == "total"), None),
            [(indicator.name, indicator.target.printed) for indicator in project.indicators],
        )
        for project in reading.projects
    ]


def codes(reading: Reading) -> set[str]:
    return {issue.rule_code for issue in reading.issues}


TWO = [
    ("河道保洁", 1_250_000, [("保洁河长", "186公里"), ("群众满意度", "≥90%")]),
    ("水文监测", 380_000, [("监测站点", "14个")]),
]


@pytest.mark.parametrize(
    ("head", "first", "second", "third"),
    [
        ("项目名称\t项目金额", "河道保洁\t125", "河道保洁\t125", "水文监测\t38"),
        ("序号\t项目名称\t项目金额", "1\t河道保洁\t125", "1\t河道保洁\t125", "2\t水文监测\t38"),
        ("序号\t项目名称\t项目金额", "1\t河道保洁\t125", "2\t河道保洁\t125", "3\t水文监测\t38"),
        ("单位名称\t项目名称\t项目金额", "甲站\t河道保洁\t125", "甲站\t河道保洁\t125", "甲站\t水文监测\t38"),
        ("项目名称\t项目金额\t绩效目标", "河道保洁\t125\t保洁", "河道保洁\t125\t保洁", "水文监测\t38\t监测"),
        ("项目名称\t项目金额\t绩效目标", "河道保洁\t125\t保洁", "河道保洁\t125\t巡河", "水文监测\t38\t监测"),
    ],
)
def test_cells_repeated_in_each_row_are_of_one_project(head: str, first: str, second: str, third: str) -> None:
    reading = read(
        f"{TITLE}{head}\t{HEADS}\n{first}\t{QUANTITY}\t保洁河长\t186公里\n"
        f"{second}\t{SATISFACTION}\t群众满意度\t≥90%\n{third}\t{QUANTITY}\t监测站点\t14个\n"
    )
    assert projects(reading) == TWO
    assert "every_cell_is_understood" not in codes(reading)


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        ("单位名称\t项目名称\t项目金额", "甲镇\t办公费\t10", "乙镇\t办公费\t10"),
        ("项目名称\t项目金额", "办公费\t10", "办公费\t12"),
        ("序号\t项目名称", "1\t办公费", "2\t办公费"),
        ("序号\t项目名称\t项目金额\t绩效目标", "1\t办公费\t10\t保障甲镇", "2\t办公费\t10\t保障乙镇"),
    ],
)
def test_the_same_name_with_another_head_is_another_project(head: str, first: str, second: str) -> None:
    reading = read(f"{TITLE}{head}\t{HEADS}\n{first}\t{QUANTITY}\t人数\t10人\n{second}\t{QUANTITY}\t人数\t20人\n")
    assert [indicators for _, _, indicators in projects(reading)] == [[("人数", "10人")], [("人数", "20人")]]


def test_the_same_project_below_another_title_is_another() -> None:
    table = f"项目名称\t项目金额\t{HEADS}\n办公费\t10\t{QUANTITY}\t人数\t10人\n"
    reading = read(f"{TITLE}{table}2023年项目支出绩效目标表\n{table}")
    assert [project.fiscal_year for project in reading.projects] == [2024, 2023]


@pytest.mark.parametrize(
    "numbers",
    [
        "1\t2\t3\t4\t5\t6",
        "栏次\t1\t2\t3\t4\t5",
        "①\t②\t③\t④\t⑤\t⑥",
        "甲\t乙\t1\t2\t3\t4",
        "A\tB\tC\tD\tE\tF",
        "1\t2=3\t3\t4\t5\t6",
        "一\t二\t三\t四\t五\t六",
    ],
)
def test_the_row_that_numbers_the_columns_is_no_project(numbers: str) -> None:
    reading = read(f"{TITLE}项目名称\t项目金额\t{HEADS}\n{numbers}\n水文监测\t38\t{QUANTITY}\t监测站点\t14个\n")
    assert projects(reading) == TWO[1:]
    assert {fate.reason for fate in reading.fates if fate.disposition != "used"} == {"column_numbering"}
    reading = read(f"{TITLE}项目名称\t水文监测\n{HEADS}\t备注\t权重\n{numbers}\n{QUANTITY}\t监测站点\t14个\t\t10\n")
    assert projects(reading) == [("水文监测", None, [("监测站点", "14个")])]
