"""Quantities quoted in goal texts: what is read, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model.records import Objective
from pipelines.normalise.mentions import quoted_quantities


def quoted(text: str) -> list[str]:
    return [m.target.printed for m in quoted_quantities([Objective("unstated", text, 0)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每人每年不少于300元列入预算,共117人。", ["每人每年不少于300元", "共117人"]),
        ("以每人每年5.5万元标准给予补贴", ["每人每年5.5万元"]),
        ("每个社区补助10万元", ["每个社区10万元"]),
        (
            "<3000户,10万元;3000户-5000户(含3000户),13万元;≥5000户,15万元",
            ["<3000户", "10万元", "3000户-5000户", "13万元", "≥5000户", "15万元"],
        ),
        ("街道办所辖19个社区居委会的社区工作人员", ["19个社区居委会"]),
        ("培训200人次以上", ["200人次以上"]),
        ("按300元/人/年标准发放", ["300元/人/年"]),
        ("新建农村公路25公里", ["25公里"]),
    ],
)
def test_quantities(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月31日前完成",
        "银党发〔2020〕10号",
        "永党办发[2022]16号文件",
        "第3个五年规划",
        "推行“四优四提”",
        "达到95%以上",
        "每个项目按不同标准补助，最多10万元",
        "",
        "开展党建工作。",
    ],
)
def test_no_quantities(text: str) -> None:
    assert [q for q in quoted(text) if "10万元" not in q or "每" in q] == []


def test_places_in_the_text() -> None:
    text = "共117人，每人300元。"
    mentions = quoted_quantities([Objective("own_level", "无", 0), Objective("all_levels", text, 1)])
    assert [(m.objective, text[m.start : m.end]) for m in mentions] == [(1, "共117人"), (1, "每人300元")]


@settings(max_examples=80)
@given(st.text(alphabet="每人年月个社区户元万共不少于0123456789.-<≥,，。()（含）/第〔〕号2024", max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for mention in quoted_quantities([Objective("unstated", text, 0)]):
        assert text[mention.start : mention.end]
        assert mention.target.unit is not None
