"""Ways in which forms are broken, and what is read of them all the same. One small document each."""

# ruff: noqa: E501 - printed forms are wider than a line of code
from __future__ import annotations

import gc
from decimal import Decimal

import pytest

from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

HEAD = "2024年项目支出绩效目标表\n项目名称\t社区经费\n主管部门\t甲县民政局\t实施单位\t甲县乙街道办事处\n"
MONEY = "项目资金(万元)\t年度资金总额\t3.7\n"
COLUMNS = "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n"


def read(text: str) -> Reading:
    return read_forms(read_text(text.encode()))


def pairs(reading: Reading, project: int = 0) -> list[tuple[str | None, str | None, str, str]]:
    return [
        (i.level1_printed, i.level2_printed, i.name, i.target.printed) for i in reading.projects[project].indicators
    ]


def codes(reading: Reading) -> list[str]:
    return [issue.rule_code for issue in reading.issues]


def test_shifted_and_lost_cells_find_their_columns() -> None:
    reading = read(
        HEAD + COLUMNS + "\t产出指标\t数量指标\t指标1:社区数量\t\t10个\n成本指标\t指标1:经费\t≤3万元\n"
        "满意度指标\t服务对象满意度指标\t指标1:群众满意度\t95%\n"
    )
    assert pairs(reading) == [
        ("产出指标", "数量指标", "社区数量", "10个"),
        ("产出指标", "成本指标", "经费", "≤3万元"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "95%"),
    ]


def test_placeholders_are_ignored_by_name_and_none_is_declared() -> None:
    reading = read(
        HEAD + COLUMNS + "\t产出指标\t数量指标\t指标1:社区数量\t10个\n\t\t\t指标2:\n\t\t\t.....\n"
        "\t效益指标\t经济效益指标\t指标1:无\n\t\t生态效益指标\t本项目不适用此指标\t无\n"
    )
    assert [i.declared_none for i in reading.projects[0].indicators] == [False, True, True]
    assert [f.reason for f in reading.fates if f.disposition == "ignored"] == [
        "placeholder_ordinal",
        "placeholder_dots",
    ]


@pytest.mark.parametrize(
    ("printed", "yuan", "basis"),
    [("年度资金总额\t3.7万元", 37000, "value"), ("年度资金总额(含本级)3.7万元", 37000, "value"), ("年度资金总额\t3.7", 37000, "form_unit"),
     ("年度资金总额(元)\t37,000.00", 37000, "label"), ("年度资金总额\t0", 0, "form_unit"), ("年度资金总额\t", None, None)],
)  # fmt: skip
def test_amounts_with_their_unit(printed: str, yuan: int | None, basis: str | None) -> None:
    (total,) = read(HEAD + f"项目资金(万元)\t{printed}\n" + COLUMNS).projects[0].funding
    assert (total.amount_yuan, total.unit_basis) == (yuan if yuan is None else Decimal(yuan), basis)


def test_an_amount_without_any_unit_is_not_read() -> None:
    reading = read(HEAD + "年度资金总额\t3.7\n" + COLUMNS)
    assert reading.projects[0].funding[0].amount_yuan is None
    assert "amount_unit_is_known" in codes(reading)


def test_one_source_printed_twice_counts_once() -> None:
    reading = read(HEAD + MONEY + "年度资金总额\t4.2\n" + COLUMNS)
    assert [amount.printed for amount in reading.projects[0].funding] == ["3.7"]
    assert "fund_source_is_stated_once" in codes(reading)


def test_amounts_stand_below_their_heads() -> None:
    text = HEAD + "预算数(万元)\t其中:财政资金\t其他资金\n40.00\t38.00\t2.00\n" + COLUMNS
    funding = read(text).projects[0].funding
    assert {a.fund_source: a.amount_yuan for a in funding} == {
        "total": 400000, "fiscal_appropriation": 380000, "other_funds": 20000,
    }  # fmt: skip


def test_a_goal_stands_on_the_row_below_its_label() -> None:
    reading = read(
        HEAD + "绩效目标\t年度总体绩效目标(含本级和市县)\t\t年度绩效目标(含本级)\n\t目标:甲。\t\t目标:乙。\n" + COLUMNS
    )
    assert [(g.scope, g.text) for g in reading.projects[0].objectives] == [
        ("all_levels", "目标:甲。"),
        ("own_level", "目标:乙。"),
    ]


def test_a_table_cut_in_the_middle_keeps_what_is_certain() -> None:
    reading = read(HEAD + MONEY)
    assert reading.projects[0].name is not None
    assert reading.projects[0].indicators == ()
    assert "table_is_complete" in codes(reading)


def test_a_broken_form_leaves_its_neighbours_alone() -> None:
    good = HEAD + COLUMNS + "\t产出指标\t数量指标\t社区数量\t10个\n"
    broken = "2024年项目支出绩效目标表\n项目名称\t\n???\t!!!\t@@@\n"
    reading = read(good + "\n" + broken + "\n" + good.replace("社区经费", "养老经费"))
    assert [p.name.printed for p in reading.projects if p.name is not None] == ["社区经费", "养老经费"]
    assert [len(p.indicators) for p in reading.projects] == [1, 1]


def test_cells_without_a_label_are_refused_with_one_issue_a_region() -> None:
    reading = read(HEAD + "蓝天\t白云\n" + MONEY + COLUMNS + "\t产出指标\t数量指标\t社区数量\t10个\n")
    assert codes(reading) == ["every_cell_is_understood"]
    assert [f.disposition for f in reading.fates].count("refused") == 2


@pytest.mark.parametrize(
    ("level1", "level2", "category", "dimension"),
    [
        ("产出指标", "成本指标", "output", "cost"),
        ("成本指标", "经济成本指标", "cost", "economic_cost"),
        ("社会效益指标", "生态效益指标", "benefit", "ecological_benefit"),
        ("满意度指标", "满意度指标", "satisfaction", "beneficiary_satisfaction"),
        ("项目完成指标", "质量指标", "output", "quality"),
    ],
)
def test_levels_give_category_and_dimension(level1: str, level2: str, category: str, dimension: str) -> None:
    (indicator,) = read(HEAD + COLUMNS + f"\t{level1}\t{level2}\t某项内容\t10个\n").projects[0].indicators
    assert (indicator.category, indicator.dimension) == (category, dimension)


def test_an_unknown_level_stays_unknown() -> None:
    from pipelines.model.cells import Block, Cell, Content, Structure

    rows = [["项目名称", "经费"], ["一级指标", "二级指标", "三级指标", "指标值"], ["影响", "民生", "受益户数", "12户"]]
    cells = tuple(tuple(Cell(t, 1, r, c) for c, t in enumerate(row, 1)) for r, row in enumerate(rows, 1))
    reading = read_forms(Content((Block(Structure.GRID, cells),)))
    (indicator,) = reading.projects[0].indicators
    assert (indicator.level1_printed, indicator.category, indicator.dimension) == ("影响", None, None)
    assert codes(reading).count("level_is_recognised") == 2


def test_a_level_label_in_the_middle_of_its_block_holds_for_the_rows_above() -> None:
    reading = read(HEAD + COLUMNS + "\t数量指标\t车辆数\t80辆\n产出指标\t质量指标\t合格率\t100%\n")
    assert [i.level1_printed for i in reading.projects[0].indicators] == ["产出指标", "产出指标"]


def test_values_that_stand_where_names_should_are_refused() -> None:
    cells = ["项目支出绩效目标表", "项目名称", "培训", "一级指标", "二级指标", "三级指标", "指标值", "产出指标", "数量指标", "培训人数量",
             "培训合格率", "就业满意度", "受训人数量", "≥120人", "≥95%", "提升", "≥90%"]  # fmt: skip
    reading = read("\n\n".join(cells) + "\n")
    assert reading.projects == ()
    assert "table_is_in_order" in codes(reading)


def test_a_table_run_together_is_refused() -> None:
    text = "项目名称养老机构补助一级指标二级指标三级指标指标值产出指标数量指标补助机构数量≥40家质量指标合规率=100%效益指标社会效益指标提升满意度指标"
    reading = read("项目支出绩效目标表\n\n" + text * 2 + "\n")
    assert reading.projects == ()
    assert "table_is_parted_into_cells" in codes(reading)


def test_a_page_without_a_form_is_refused_by_name() -> None:
    reading = read("您访问的页面不存在\n")
    assert reading.projects == ()
    assert reading.layout is None
    assert codes(reading) == ["layout_is_recognised"]
    assert [f.reason for f in reading.fates] == ["no_form_recognised"]


def test_a_title_repeated_on_the_next_page_begins_no_form() -> None:
    reading = read(
        HEAD + COLUMNS + "\t产出指标\t数量指标\t社区数量\t10个\n\n2024年项目支出绩效目标表\n\n"
        "\t产出指标\t质量指标\t达标率\t95%\n"
    )
    assert [len(project.indicators) for project in reading.projects] == [2]


def test_a_table_whose_signs_stand_in_unknown_columns_gives_no_value() -> None:
    reading = read(
        HEAD + "一级指标\t二级指标\t三级指标\t某某符\t指标值\t某某量\n"
        "产出指标\t数量指标\t社区数量\t≥\t10\t个\n效益指标\t社会效益指标\t覆盖面\t≥\t95\t%\n"
    )
    assert reading.projects[0].name is not None
    assert reading.projects[0].indicators == ()
    assert "layout_is_recognised" in codes(reading)


def test_a_goal_goes_on_over_several_lines() -> None:
    reading = read(HEAD + "年度目标\t1.建设平台；\n2.培训人员。\n" + COLUMNS + "\t产出指标\t数量指标\t平台数\t1个\n")
    assert [goal.text for goal in reading.projects[0].objectives] == ["1.建设平台；2.培训人员。"]


def test_heads_of_two_lines_part_the_value_column() -> None:
    reading = read(
        HEAD + "一级指标\t二级指标\t三级指标\t指标值\t指标标准\n\t\t\t2021年实际\t预期2022年\n"
        "产出指标\t数量指标\t养护面积\t52亩\t55亩\t计划标准\n"
    )
    (indicator,) = reading.projects[0].indicators
    assert (indicator.target.printed, indicator.standard_printed) == ("55亩", "计划标准")


def test_a_document_that_was_read_is_freed_at_once() -> None:
    text = HEAD + MONEY + COLUMNS + "\t产出指标\t数量指标\t指标1:社区数量\t{0}个\n\t\t\t指标2:补助标准\t{0}元{0}人{0}\n"
    read(text.format(7))  # what is loaded once, is loaded
    gc.collect()
    gc.disable()
    try:
        for number in range(31, 51):
            read(text.format(number))
        assert gc.collect() == 0
    finally:
        gc.enable()
