"""An amount stands beside its label or directly below it; a number farther away belongs to nobody."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.text import read_text
from pipelines.normalise import read_forms

_HEAD = "2024年项目支出绩效目标表\n项目名称\t街区巡查\t主管部门\t甲街道\n"
_TABLE = "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t巡查次数\t≥12次\n"


def _amounts(text: str) -> dict[str, Decimal | None]:
    (project,) = read_forms(read_text(text.encode())).projects
    return {f.fund_source: f.amount_yuan for f in project.funding}


@pytest.mark.parametrize("lone", ["3", "12.5", "5万元", "— 3 —", "2024年1月5日"])
def test_a_lone_number_after_the_table_is_not_the_blank_amount(lone: str) -> None:
    money = "项目资金（万元）\t年度资金总额\t8\n\t其中：财政拨款\t8\n\t其他资金\t\n"
    assert _amounts(_HEAD + money + _TABLE + f"\n{lone}\n") == {
        "total": Decimal(80_000),
        "fiscal_appropriation": Decimal(80_000),
        "other_funds": None,
    }


def test_amounts_in_the_row_below_their_heads_are_theirs() -> None:
    money = "项目资金（万元）\t年度资金总额\t其中：财政拨款\t其他资金\n\t8\t6\t2\n"
    assert _amounts(_HEAD + money + _TABLE) == {
        "total": Decimal(80_000),
        "fiscal_appropriation": Decimal(60_000),
        "other_funds": Decimal(20_000),
    }
