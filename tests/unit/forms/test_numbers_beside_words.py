"""Numbers in front of words: running numbers of several parts, amounts before a label, thousands by blanks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

COLUMNS = (
    "一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 培训班次 8期\n满意度指标 服务对象满意度指标 学员满意度 ≥90%\n"
)


def read(text: str) -> Reading:
    return read_forms(read_text(text.encode()))


def money(reading: Reading) -> dict[str, Decimal | None]:
    return {row.fund_source: row.amount_yuan for row in reading.projects[0].funding}


def test_running_numbers_of_several_parts() -> None:
    reading = read(
        "2024年项目支出绩效目标表\n\n项目名称\t甲\n一级指标\t二级指标\t三级指标\t指标值\n"
        "1.产出指标\t1.1数量指标\t1.1.1培训班次\t8期\n\t1.2质量指标\t1.2.1、合格率\t≥95%\n\t1.3、时效指标\t2.5公里道路完工\t12月底\n"
    )
    assert [(i.dimension, i.name) for i in reading.projects[0].indicators] == [
        ("quantity", "培训班次"),
        ("quality", "合格率"),
        ("timeliness", "2.5公里道路完工"),
    ]


def test_an_amount_before_the_next_label_is_no_running_number() -> None:
    text = (
        "项目支出绩效目标表\n项目名称 甲项目\n"
        f"项目资金（万元） 年度资金总额： 36.5 其中：财政拨款 30.5 其他资金 6\n{COLUMNS}"
    )
    assert money(read(text)) == {"total": 365_000, "fiscal_appropriation": 305_000, "other_funds": 60_000}


@pytest.mark.parametrize("gap", ["", " "])
@pytest.mark.parametrize("printed", ["1 200.00", "1 200", "1 200.00 0.5", "12 345 678.90"])
def test_blanks_that_may_part_thousands_are_no_amount(printed: str, gap: str) -> None:
    money_line = f"项目资金（万元） 年度资金总额：{gap}{printed} 其中：财政拨款 200.00"
    text = f"项目支出绩效目标表\n项目名称 甲项目\n{money_line}\n{COLUMNS}"
    reading = read(text)
    assert money(reading) == {"total": None, "fiscal_appropriation": 2_000_000}
    assert "amount_is_readable" in {issue.rule_code for issue in reading.issues}
