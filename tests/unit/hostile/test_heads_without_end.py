"""Thousands of heads below each other, or side by side: the time grows as they do, and not as their square."""

from __future__ import annotations

import time

import pytest

from pipelines.extract.text import read_text
from pipelines.normalise import read_forms
from pipelines.normalise.header_reading import read_header
from pipelines.normalise.rows import Token

_HEAD = "一级指标|二级指标|三级指标|计算符号|目标值|度量单位"
_ROW = "产出指标|数量指标|运营线路|＝|28|条"
_MANY, _WIDE = 2_500, 16_384
_SECONDS = 6
"""Each takes well under one, and took twenty and more when every head was counted below every other."""


@pytest.mark.parametrize("block", [f"{_HEAD}|{_ROW}", _HEAD], ids=["rows", "heads"])
def test_heads_below_each_other_whose_last_row_is_not_whole(block: str) -> None:
    printed = "|".join(["项目支出绩效目标表", *[block] * _MANY, "产出指标", "乱"])
    content = read_text(printed.replace("|", "\n\n").encode())
    began = time.process_time()
    assert read_forms(content).projects == ()
    assert time.process_time() - began < _SECONDS


@pytest.mark.parametrize(
    "heads",
    [
        ["一级指标", "三级指标", "指标值", *[f"第{at}镇" for at in range(_WIDE)]],
        ["一级指标", "三级指标", "指标值", *["备注", "指标值内容"] * (_WIDE // 2)],
        ["项目名称", *[f"数量指标：户数{at}" for at in range(_WIDE)]],
    ],
    ids=["places", "remarks", "indicators"],
)
def test_heads_side_by_side(heads: list[str]) -> None:
    began = time.process_time()
    read_header([Token(at, text, at + 1) for at, text in enumerate(heads)])
    assert time.process_time() - began < _SECONDS
