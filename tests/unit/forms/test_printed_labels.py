"""Labels as they are printed: broken, bracketed, glued, traditional; and words that are none."""

# ruff: noqa: E501 - printed forms are wider than a line of code
from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.model import codes
from pipelines.normalise.labels import match_label
from pipelines.normalise.money import columns
from pipelines.normalise.money_units import money_unit_of_heading
from pipelines.normalise.page_texts import form_type_of_title, page_part, year_of_line, year_of_title
from pipelines.normalise.reference_data import read_yaml

CODES = {
    "funds": codes.FUND_SOURCES,
    "fund_parts": codes.FUND_SOURCES,
    "levels": codes.CATEGORIES,
    "dimensions": codes.DIMENSIONS,
    "scopes": codes.SCOPES,
    "amount_heads": codes.SCOPES,
    "title_words": codes.FORM_TYPES,
}
MEANINGS = [
    ("项目名称", "field", "project_name"),
    ("项 目\n名 称:", "field", "project_name"),
    ("*项目名称", "field", "project_name"),
    ("主管部门及代码", "field", "department"),
    ("单位(盖章):", "field", "agency"),
    ("绩效编制单位: 龙泉镇人民政府", "field", "compiler"),
    ("其中: 财政拨款", "fund", "fiscal_appropriation"),
    ("(一)财政拨款小计", "fund", "fiscal_appropriation"),
    ("1、一般公共预算", "fund", "general_public_budget"),
    ("其中 :上级资金16", "fund", "higher_level_transfer"),
    ("满意 度指 标", "category", "satisfaction"),
    ("产出指标(50分)", "category", "output"),
    ("产出值", "category", "output"),
    ("1.1数量指标", "dimension", "quantity"),
    ("2.1、社会效益指标", "dimension", "social_benefit"),
    ("1.1.2 质量指标", "dimension", "quality"),
    ("项目完成指标", "category", "output"),
    ("可持续影 响指标", "dimension", "sustainable_impact"),
    ("社会公众或服务对象满意度指标", "dimension", "beneficiary_satisfaction"),
    ("绩?????效?????指????标", "section", "indicators"),
    ("績效指標(biāo)", "section", "indicators"),
    ("指标值(包含数字及文字描述)", "column", "value"),
    ("2021年实际", "column", "previous_value"),
    ("年度总体", "goal", "annual"),
    ("其中：上年结余结转资金", "fund", "carry_over"),
    ("县级配套", "fund", "county"),
    ("市本级财政资金", "fund", "prefecture"),
    ("自治区财政", "fund", "region"),
    ("中央财政补助资金", "fund", "central"),
    ("单位自筹", "fund", "own_funds"),
    ("上级下达资金", "fund", "higher_level_transfer"),
    ("政府性基金预算拨款收入", "fund", "government_funds"),
    ("预算批复金额（万元）", "fund", "total"),
    ("年度预算执行情况（万元）", "section", "money"),
    ("实际到位资金", "money_column", "executed"),
    ("年初设定目标值", "column", "value"),
    ("指标值单位", "column", "unit"),
    ("关系符号", "column", "comparator"),
    ("评分细则", "column", "standard"),
    ("扣分原因", "column", "reason"),
    ("项目实施主体", "field", "agency"),
    ("归口管理部门", "field", "department"),
]


@pytest.mark.parametrize(("text", "attribute", "meaning"), MEANINGS)
def test_a_label_is_recognised(text: str, attribute: str, meaning: str) -> None:
    label = match_label(text)
    assert label is not None
    assert getattr(label, attribute) == meaning


@pytest.mark.parametrize(
    "text",
    ["", " ", "永宁县团结西路街道办事处", "社区数量", "目标:严格执行规定。", "改善老旧小区环境卫生数量", "数量指标:新造林面积≥3200亩",
     "长期", "项目名称及其说明见附件"],
)  # fmt: skip
def test_a_value_is_no_label(text: str) -> None:
    assert match_label(text) is None


@pytest.mark.parametrize(
    ("text", "rest", "scope", "unit"),
    [
        ("年度资金总额(含本级)3.7万元", "3.7万元", "own_level", None),
        ("年度资金总额（含本级和市县）", "", "all_levels", None),
        ("其中:财政拨款 50万元", "50万元", None, None),
        ("项目资金 (万元)", "", None, "万元"),
        ("年度绩效目标(含本级) 目标:开展党建工作。", "目标:开展党建工作。", "own_level", None),
    ],
)
def test_what_stands_around_a_label_is_read_apart(text: str, rest: str, scope: str | None, unit: str | None) -> None:
    label = match_label(text)
    assert label is not None
    assert (label.rest, label.scope, label.unit) == (rest, scope, unit)


def test_requirements_and_weights_stand_in_brackets() -> None:
    quantified, weighted = match_label("数量指标 (必填量化)"), match_label("效益指标（30分）")
    assert quantified is not None
    assert quantified.requirement == "required_quantified"
    assert weighted is not None
    assert weighted.weight == Decimal(30)


@pytest.mark.parametrize(
    ("text", "form_type"),
    [
        ("2024年部门项目支出预算绩效目标表", "target_table"),
        ("部门项目支出预算绩效批复表", "approval_table"),
        ("项目支出绩效自评表(2023年度)", "self_evaluation"),
        ("部门预算项目绩效目标申报表(2023年度)", "application_form"),
        ("绩效目标", None),
        ("年度绩效目标(含本级)", None),
        ("落实绩效目标管理,完成年度任务。", None),
    ],
)
def test_titles_give_the_form_type(text: str, form_type: str | None) -> None:
    assert form_type_of_title(text) == form_type


def test_years_are_printed_or_unknown() -> None:
    assert year_of_line("（ 2024 年度）") == 2024
    assert year_of_line("2024") is None
    assert year_of_title("2024年部门项目支出绩效目标表") == 2024
    assert year_of_title("2024年与2025年绩效目标表") is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [("金额单位:元", "元"), ("填报单位:(盖章) 单位:万元", "万元"), ("(单位：万元)", "万元"), ("主管单位元件公司", None), ("实施单位", None)],
)  # fmt: skip
def test_a_heading_states_the_unit_of_money(text: str, unit: str | None) -> None:
    assert money_unit_of_heading(text) == unit


@pytest.mark.parametrize(
    ("text", "part"),
    [("表十二", "table_number"), ("附件3", "table_number"), ("第3页 共9页", "page_number"), ("表扬次数", None)],
)
def test_parts_of_the_page_have_names(text: str, part: str | None) -> None:
    assert page_part(text) == part


@pytest.mark.parametrize(("group", "known"), CODES.items())
def test_labels_mean_nothing_but_codes_of_the_contract(group: str, known: tuple[str, ...]) -> None:
    assert set(read_yaml("labels.yml")[group]) <= set(known)


def test_amounts_have_no_scope_but_those_of_the_contract() -> None:
    assert set(columns.SCOPES.values()) <= set(codes.SCOPES)
