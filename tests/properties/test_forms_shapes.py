"""The same form gives the same facts from every shape in which its text may come out."""

# ruff: noqa: E501 - printed forms are wider than a line of code
from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.text import read_text
from pipelines.model.cells import Content
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

sys.path.insert(0, str(Path(__file__).parent))
from printed_forms import TEXT_SHAPES, PrintedForm, PrintedIndicator, as_grid

LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}
NAMES = ("改善老旧小区环境卫生数量", "社区工作者人数", "按时发放补助资金", "验收合格率", "群众对服务的满意程度", "培训场次", "指标1:参保人数",
         "办公设备购置成本", "维护路灯数量", "宣传活动开展及时性", "群众安全感")  # fmt: skip
VALUES = (
    "≥95%",
    "12个",
    "≤3.7万元",
    "及时",
    "明显提升",
    "220元/人/年",
    "100%",
    "≥30人次",
    "2024年12月底前",
    "89个",
    "持续改善",
)
MONEY = ("286", "1.254", "50.00", "0", "3,309.84")
BODIES = ("永安县城北街道办事处", "永安县教育局", "云溪县民政局")

indicators = st.tuples(
    st.sampled_from([(a, b) for a, bs in LEVELS.items() for b in bs]), st.sampled_from(NAMES), st.sampled_from(VALUES)
)
forms = st.builds(
    lambda name, department, agency, total, fiscal, other, goal, rows: PrintedForm(
        name, department, agency, total, fiscal, other, goal,
        tuple(PrintedIndicator(l1, l2, n, v) for (l1, l2), n, v in sorted(rows, key=lambda row: _order(row[0]))),
    ),
    st.sampled_from(["社区运转经费", "路灯维护", "残疾人帮扶补助", "2024年文化站免费开放资金"]),
    st.sampled_from(BODIES), st.sampled_from(BODIES),
    st.sampled_from(MONEY), st.sampled_from(MONEY), st.sampled_from(MONEY),
    st.sampled_from(["保障社区正常运转,服务居民。", "完成全年维护任务。"]),
    st.lists(indicators, min_size=1, max_size=12),
)  # fmt: skip


def _order(level: tuple[str, str]) -> tuple[int, int]:
    return list(LEVELS).index(level[0]), LEVELS[level[0]].index(level[1])


def facts(reading: Reading) -> list[object]:
    rows: list[object] = [reading.form_type, reading.fiscal_year, reading.layout]
    for p in reading.projects:
        rows.append([f and f.printed for f in (p.name, p.department, p.agency)])
        rows.append([(g.scope, g.period, g.text) for g in p.objectives])
        rows.append([(f.fund_source, f.scope, f.printed, f.amount_yuan) for f in p.funding])
        rows += [
            (i.level1_printed, i.level2_printed, i.category, i.dimension, i.ordinal_printed, i.name, i.target)
            for i in p.indicators
        ]
    return rows


def expected_pairs(form: PrintedForm) -> list[tuple[str, str, str, str]]:
    return [(i.level1, i.level2, i.name.removeprefix("指标1:"), i.value) for i in form.indicators]


@settings(max_examples=25, deadline=None)
@given(form=forms)
@pytest.mark.parametrize("shape", TEXT_SHAPES)
def test_every_text_shape_gives_the_facts_of_the_printed_table(shape: str, form: PrintedForm) -> None:
    printed = read_forms(as_grid(form))
    assert [
        (i.level1_printed, i.level2_printed, i.name, i.target.printed) for p in printed.projects for i in p.indicators
    ] == expected_pairs(form)
    content = read_text(TEXT_SHAPES[shape](form).encode())
    reading = read_forms(content)
    assert facts(reading) == facts(printed)
    _all_cells_have_a_fate(content, reading)
    assert not [fate for fate in reading.fates if fate.disposition == "refused"]


def _all_cells_have_a_fate(content: Content, reading: Reading) -> None:
    assert len(reading.fates) == len(content.cells())
