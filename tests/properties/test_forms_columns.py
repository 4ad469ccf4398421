"""Whatever order the columns of a table have, each cell is read as what its head says, from every shape of the text."""

# ruff: noqa: E501 - printed forms are wider than a line of code
from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.text import read_text
from pipelines.model.cells import Block, Cell, Content, Structure
from pipelines.normalise import read_forms

HEADS = {
    "comparator": "指标性质",
    "direction": "指标方向性",
    "value": "指标值",
    "unit": "度量单位",
    "weight": "权重",
    "actual": "实际完成值",
    "score": "得分",
}
ORDERS = (
    ("comparator", "value", "unit", "weight"),
    ("comparator", "value", "unit", "weight", "direction"),
    ("unit", "comparator", "value"),
    ("weight", "unit", "comparator", "value"),
    ("comparator", "value", "unit", "actual", "weight", "score"),
    ("value", "unit", "weight"),
)
LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)


@dataclass(frozen=True)
class Row:
    level: tuple[str, str]
    name: str
    cells: dict[str, str]


@st.composite
def rows(draw: st.DrawFn) -> Row:
    level = draw(st.sampled_from(LEVELS))
    name = draw(
        st.sampled_from(("保障社区数量", "车辆采购数量", "验收合格率", "按月发放补助", "群众满意度", "推动装备标准化"))
    )
    if draw(st.booleans()):
        cells = {
            "comparator": draw(st.sampled_from(("≥", "≤", "=", "大于等于", "小于等于"))),
            "value": draw(st.sampled_from(("95", "1", "12.5", "1000"))),
            "unit": draw(st.sampled_from(("%", "个", "万元", "人次"))),
            "direction": "正向指标",
        }
    else:
        cells = {
            "comparator": "定性",
            "value": draw(st.sampled_from(("有效提升", "长期", "良好"))),
            "unit": "",
            "direction": "",
        }
    cells["weight"] = draw(st.sampled_from(("10", "7.5", "20")))
    cells["actual"] = draw(st.sampled_from(("完成", "98", "")))
    cells["score"] = draw(st.sampled_from(("10", "9.5", "")))
    return Row(level, name, cells)


tables = st.tuples(st.sampled_from(ORDERS), st.lists(rows(), min_size=1, max_size=8))
HEAD = [["2024年项目支出绩效目标表"], ["项目名称", "设备购置"], ["主管部门", "永安县教育局", "实施单位", "永安县第一小学"],
        ["年度资金总额(万元)", "12.50"]]  # fmt: skip


def printed(order: tuple[str, ...], body: list[Row]) -> list[list[str]]:
    return [["一级指标", "二级指标", "三级指标", *(HEADS[role] for role in order)]] + [
        [*row.level, row.name, *(row.cells[role] for role in order)] for row in body
    ]


def tabs(order: tuple[str, ...], body: list[Row]) -> Content:
    return read_text("\n".join("\t".join(row) for row in [*HEAD, *printed(order, body)]).encode())


def bars(order: tuple[str, ...], body: list[Row]) -> Content:
    lines = [" | ".join(row) + " |" + "|" * (12 - len(row)) for row in [*HEAD, *printed(order, body)]]
    return read_text("\n".join(lines).encode())


def cell_a_line(order: tuple[str, ...], body: list[Row]) -> Content:
    cells = [cell for row in [*HEAD, *printed(order, body)] for cell in row]
    return read_text("".join(f"{cell} |\n" if cell else "|\n" for cell in cells).encode())


def single_blanks(order: tuple[str, ...], body: list[Row]) -> Content:
    return read_text("\n".join(" ".join(c for c in row if c) for row in [*HEAD, *printed(order, body)]).encode())


def grid(order: tuple[str, ...], body: list[Row]) -> Content:
    lines = [*HEAD, *printed(order, body)]
    return Content(
        (
            Block(Structure.PROSE, ((Cell(HEAD[0][0], 1, 1, 1),),)),
            Block(
                Structure.GRID,
                tuple(
                    tuple(Cell(text, 2, r, c) for c, text in enumerate(line, 1)) for r, line in enumerate(lines[1:], 1)
                ),
            ),
        )
    )


@settings(max_examples=25, deadline=None)
@given(table=tables)
@pytest.mark.parametrize("shape", [tabs, bars, cell_a_line, single_blanks, grid])
def test_cells_are_read_as_their_heads_say(shape, table) -> None:  # type: ignore[no-untyped-def]
    order, body = table
    if shape is single_blanks:
        order = tuple(role for role in order if role not in ("actual", "score"))
    reading = read_forms(shape(order, body))
    assert len(reading.projects) == 1
    indicators = reading.projects[0].indicators
    assert [(i.level1_printed, i.level2_printed, i.name, i.target.printed) for i in indicators] == [
        (*row.level, row.name, row.cells["value"]) for row in body
    ]
    for indicator, row in zip(indicators, body, strict=True):
        if "weight" in order:
            assert str(indicator.weight) == row.cells["weight"]
        if "actual" in order:
            assert (indicator.actual_printed or "") == row.cells["actual"]
            assert (indicator.score_printed or "") == row.cells["score"]
        if "unit" in order and "comparator" in order and row.cells["unit"]:
            assert indicator.target.comparator is not None
            assert (
                indicator.target.comparator.value
                == {"≥": "ge", "大于等于": "ge", "≤": "le", "小于等于": "le", "=": "eq"}[row.cells["comparator"]]
            )
            assert indicator.target.unit_printed == row.cells["unit"]
