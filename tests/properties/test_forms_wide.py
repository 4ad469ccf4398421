"""Many projects in one table: each begins in the middle of it, with cells lost to merged ones, from every shape."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.text import read_text
from pipelines.model.cells import Block, Cell, Content, Structure
from pipelines.normalise import read_forms

HEAD = [
    "单位名称",
    "项目名称",
    "预算数",
    "年度目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "指标值",
    "度量单位",
    "权重",
]
NARROW = [
    "项目名称",
    "项目单位",
    "预算数",
    "年度绩效目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "指标值",
    "计量单位",
    "分值",
]
LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "时效指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)


@dataclass(frozen=True)
class Project:
    name: str
    amount: str
    goal: str
    rows: tuple[tuple[str, ...], ...]


row = st.tuples(
    st.sampled_from(LEVELS),
    st.sampled_from(("持续时间", "村组干部230人", "按时发放", "群众满意程度", "改善环境卫生", "办结案件数量")),
    st.sampled_from(
        (("≥", "95", "%"), ("=", "11", "个"), ("≤", "12.5", "万元"), ("定性", "长期", ""), ("大于等于", "1", "年"))
    ),
    st.sampled_from(("10", "7.5", "20")),
).map(lambda parts: (*parts[0], parts[1], *parts[2], parts[3]))
projects = st.lists(
    st.builds(
        Project,
        st.sampled_from(("村组干部补贴", "党组织活动经费", "办案(业务)经费", "2023年环境整治")),
        st.sampled_from(("3,309,840.00", "660,000.00", "1200")),
        st.sampled_from(("按月足额发放补贴", "保障办公需要,提高效率。")),
        st.lists(row, min_size=1, max_size=5).map(tuple),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda project: (project.name, project.amount),  # a row that repeats its head goes on with it
)
UNIT = "820001-云溪县青岭镇人民政府"


def full_rows(items: list[Project], order: list[str]) -> list[list[str]]:
    """Rows with a blank cell wherever a merged cell goes on."""
    rows = []
    for at, item in enumerate(items):
        for number, cells in enumerate(item.rows):
            front = ["", item.name, item.amount, item.goal] if number == 0 else [""] * 4
            if number == 0 and (at == 0 or order is NARROW):
                front[0] = UNIT
            if order is NARROW:
                front[0], front[1] = front[1], front[0]
            rows.append([*front, *cells])
    return rows


def tabs(items: list[Project], order: list[str]) -> Content:
    lines = [["2023年部门预算项目绩效目标表"], ["单位:元"], order, *full_rows(items, order)]
    return read_text("\n".join("\t".join(line) for line in lines).encode())


def bars_with_lost_cells(items: list[Project], order: list[str]) -> Content:
    lines = [["2023年部门预算项目绩效目标表"], ["单位:元"], order]
    for line in full_rows(items, order):
        front = [cell for cell in line[:4] if cell]
        lines.append([*front, *line[4:]])
    return read_text("\n".join("| " + " | ".join(line) + " |" + "|" * (12 - len(line)) for line in lines).encode())


def grid(items: list[Project], order: list[str]) -> Content:
    title = Block(Structure.PROSE, ((Cell("2023年部门预算项目绩效目标表", 1, 1, 1),), (Cell("单位:元", 1, 2, 1),)))
    lines = [order, *full_rows(items, order)]
    rows = tuple(
        tuple(Cell(text, 2, r, c) for c, text in enumerate(line, 1) if text or c > 4) for r, line in enumerate(lines, 1)
    )
    return Content((title, Block(Structure.GRID, rows)))


@settings(max_examples=25, deadline=None)
@given(items=projects)
@pytest.mark.parametrize("order", [HEAD, NARROW], ids=["unit first", "name first"])
@pytest.mark.parametrize("shape", [tabs, bars_with_lost_cells, grid])
def test_each_project_keeps_its_own(shape, order, items: list[Project]) -> None:  # type: ignore[no-untyped-def]
    reading = read_forms(shape(items, order))
    assert [p.name and p.name.printed for p in reading.projects] == [item.name for item in items]
    assert {p.agency and p.agency.printed for p in reading.projects} == {UNIT}
    for project, item in zip(reading.projects, items, strict=True):
        assert [a.printed for a in project.funding] == [item.amount]
        assert [goal.text for goal in project.objectives] == [item.goal]
        assert [
            (i.level1_printed, i.level2_printed, i.name, i.target.printed, str(i.weight)) for i in project.indicators
        ] == [(row[0], row[1], row[2], row[4], row[6]) for row in item.rows]
    assert not [fate for fate in reading.fates if fate.disposition == "refused"]
