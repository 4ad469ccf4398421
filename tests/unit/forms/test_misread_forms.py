"""Forms that were once misread in silence: a wrong number, a lost indicator, an invented one. One document each."""

# ruff: noqa: E501, SIM905 - printed forms are wider than a line of code
from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

HEAD = "2024年项目支出绩效目标表\n项目名称\t社区经费\n主管部门\t甲县民政局\t实施单位\t甲县乙街道办事处\n"
COLUMNS = "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n"


def read(text: str) -> Reading:
    return read_forms(read_text(text.encode()))


def money(reading: Reading) -> dict[tuple[str, str], Decimal | None]:
    return {(row.fund_source, row.scope): row.amount_yuan for row in reading.projects[0].funding}


def rows(reading: Reading) -> list[tuple[str | None, str | None, str, str]]:
    return [(i.level1_printed, i.level2_printed, i.name, i.target.printed) for i in reading.projects[0].indicators]


def codes(reading: Reading) -> set[str]:
    return {issue.rule_code for issue in reading.issues}


@pytest.mark.parametrize(
    "printed",
    [
        "项目资金(万元)\t\t年度资金总额(含本级和市县)9万元\t\t年度资金总额(含本级) 7万元\n\t\t其中:财政拨款8万元\t\t其中:财政拨款 7万元\n\t\t其他资金1万元\t\t其他资金\n",
        "项目资金(万元)\t年度资金总额(含本级和市县)\t9\t年度资金总额(含本级)\t7\n\t其中:财政拨款\t8\t其中:财政拨款\t7\n\t其他资金\t1\t其他资金\t\n",
        "项目资金(万元)\t\t年度资金总额(含本级和市县)9万元\t\t年度资金总额(含本级)7万元\n\t\t其中:财政拨款8万元\t\t其中:财政拨款7万元\n\t\t其他资金1万元\n",
    ],
)
def test_each_money_column_has_its_own_amounts(printed: str) -> None:
    reading = read(HEAD + printed + COLUMNS + "\t产出指标\t数量指标\t社区数量\t3个\n")
    found = money(reading)
    assert found.pop(("other_funds", "own_level"), None) is None
    assert found == {
        ("total", "all_levels"): Decimal(90_000),
        ("total", "own_level"): Decimal(70_000),
        ("fiscal_appropriation", "all_levels"): Decimal(80_000),
        ("fiscal_appropriation", "own_level"): Decimal(70_000),
        ("other_funds", "all_levels"): Decimal(10_000),
    }
    assert "fund_source_is_stated_once" not in codes(reading)


def test_an_amount_alone_in_its_row_stands_below_its_own_total() -> None:
    printed = "项目资金(万元)\t\t年度资金总额(含本级和市县)\t\t年度资金总额(含本级)7万元\n\t\t\t\t其中:财政拨款7万元\n"
    found = money(read(HEAD + printed + COLUMNS + "\t产出指标\t数量指标\t社区数量\t3个\n"))
    assert found["fiscal_appropriation", "own_level"] == 70_000


def test_a_value_read_in_doubt_is_told() -> None:
    reading = read(HEAD + COLUMNS + "\t产出指标\t数量指标\t培训人数\t50人/次\n\t\t质量指标\t合格率\t≥95%\n")
    doubts = [(issue.rule_code, issue.indicator) for issue in reading.issues if issue.rule_code.startswith("target_")]
    assert doubts == [("target_is_certain", 0)]


SATISFIED = ("满意度指标", None, "群众满意度", "≥95%")


@pytest.mark.parametrize(
    "printed",
    [
        COLUMNS + "\t产出指标\t数量指标\t社区数量\t3个\n\t满意度指标\t\t群众满意度\t≥95%\n",
        COLUMNS + "\t产出指标\t数量指标\t社区数量\t3个\n\t满意度指标\t群众满意度\t≥95%\n",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 备注\n产出指标 | 数量指标 | 社区数量 | 3个 | \n满意度指标 | 群众满意度 | ≥95% | 问卷调查\n",
        "一级指标\t三级指标\t指标值\n产出指标\t社区数量\t3个\n满意度指标\t群众满意度\t≥95%\n",
    ],
)
def test_a_name_before_a_number_is_no_level(printed: str) -> None:
    head = HEAD.replace("\t", " | ") if "|" in printed else HEAD
    assert rows(read(head + printed))[-1] == SATISFIED


def test_satisfaction_of_one_merged_level_in_paragraphs() -> None:
    cells = "一级指标 二级指标 三级指标 指标值 产出指标 数量指标 社区数量 3个 满意度指标 群众满意度 ≥95%".split()
    head = HEAD.replace("\n", "\t").strip("\t").split("\t")
    assert rows(read("\n\n".join([*head, *cells])))[-1] == SATISFIED


def test_the_name_of_a_level_and_the_next_name_are_no_remarks() -> None:
    head = HEAD.replace("\n", "\t").strip("\t").split("\t")
    cells = (
        "一级指标 二级指标 三级指标 年度数值 备注 产出值 数量值 社区数量 3个 培训场次 ≥4场 质量值 合格率 100% "
        "成本值 人均成本 ≤30元 效益值 社会效益值 生活质量 提升 满意度值 服务对象值 居民满意度 ≥92%"
    ).split()
    assert rows(read("\n\n".join([*head, *cells]))) == [
        ("产出值", "数量值", "社区数量", "3个"),
        ("产出值", "数量值", "培训场次", "≥4场"),
        ("产出值", "质量值", "合格率", "100%"),
        ("产出值", "成本值", "人均成本", "≤30元"),
        ("效益值", "社会效益值", "生活质量", "提升"),
        ("满意度值", "服务对象值", "居民满意度", "≥92%"),
    ]


def test_a_row_that_broke_inside_a_cell_is_one_row() -> None:
    reading = read(
        HEAD + "项目资金\n（万元）\t年度资金总额\t1,286.50\t\n\t其中：财政拨款\t1,286.50\t\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t①社区数量\t3个\n\t\t（2）培训人次\n（含线上）\t≥12人次\n"
        "满意度指标\t服务对象满意度指标\t1.居民满意度\t≥95\n%\n"
    )
    assert money(reading)["total", "unstated"] == 12_865_000
    assert rows(reading) == [
        ("产出指标", "数量指标", "社区数量", "3个"),
        ("产出指标", "数量指标", "培训人次（含线上）", "≥12人次"),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "≥95%"),
    ]
    assert [i.ordinal_printed for i in reading.projects[0].indicators] == ["①", "（2）", "1."]
    assert codes(reading) == {"row_is_on_one_line"}


@pytest.mark.parametrize("total", ["金额合计", "合计"])
def test_amounts_of_tasks_are_no_sources_but_their_sum_is(total: str) -> None:
    reading = read(
        "2024年部门整体支出绩效目标表\n部门名称\t甲县某局\n年度主要任务\t任务名称\t主要内容\t预算金额（万元）\t\t\n\t\t\t总额\t财政拨款\t其他资金\n"
        f"\t任务一\t做好工作\t30\t20\t10\n\t任务二\t再做工作\t5\t5\t0\n\t{total}\t\t35\t25\t10\n"
        + COLUMNS
        + "\t产出指标\t数量指标\t社区数量\t3个\n"
    )
    assert money(reading) == {
        ("total", "unstated"): Decimal(350_000),
        ("fiscal_appropriation", "unstated"): Decimal(250_000),
        ("other_funds", "unstated"): Decimal(100_000),
    }


def test_the_name_of_a_source_as_a_value_is_no_amount() -> None:
    printed = "项目口径\t一般公共预算\n财政部门\t甲县财政局\n资金规模\t3万元\n其中：地方资金\t2万元\n"
    reading = read(
        "项目支出绩效目标表\n项目名称\t社区经费\n" + printed + COLUMNS + "\t产出指标\t数量指标\t社区数量\t3个\n"
    )
    assert money(reading) == {("total", "unstated"): Decimal(30_000), ("local", "unstated"): Decimal(20_000)}
    assert reading.projects[0].department is None


def test_weights_may_stand_before_the_values() -> None:
    reading = read(HEAD + "一级指标\t二级指标\t三级指标\t分值\t指标值\t备注\n产出指标\t数量指标\t社区数量\t90\t3个\t\n")
    assert (reading.layout, codes(reading)) == ("weight_before_value", set())
    assert reading.projects[0].indicators[0].weight == 90


@pytest.mark.parametrize("gap", ["\n", ""])
def test_indicators_of_a_notice_go_on_below_and_behind_their_level(gap: str) -> None:
    reading = read(
        "关于下达2023年补助资金的通知\n项目名称：张家村圈棚建设项目\n主管部门：甲县农业局    实施单位：张家乡人民政府\n资金规模：126万元\n"
        f"绩效目标：{gap}产出指标：{gap}数量指标:新建圈棚（≥**座）>=32座；{gap}新建青贮池（≥**立方米）>=4800；{gap}质量指标:验收合格率（**%）=100%；{gap}"
        f"效益指标：{gap}社会效益指标:受益户数（≥**户）>=86户；{gap}满意度指标：{gap}服务对象满意度指标:受益群众满意度（≥**%）>=95%。\n"
    )
    (project,) = reading.projects
    assert (project.department.printed, project.agency.printed) == ("甲县农业局", "张家乡人民政府")
    assert not project.objectives
    assert money(reading) == {("total", "unstated"): Decimal(1_260_000)}
    assert rows(reading) == [
        ("产出指标", "数量指标", "新建圈棚（≥**座）", ">=32座"),
        ("产出指标", "数量指标", "新建青贮池（≥**立方米）", ">=4800"),
        ("产出指标", "质量指标", "验收合格率（**%）", "=100%"),
        ("效益指标", "社会效益指标", "受益户数（≥**户）", ">=86户"),
        ("满意度指标", "服务对象满意度指标", "受益群众满意度（≥**%）", ">=95%"),
    ]
    assert project.indicators[1].target.unit_printed == "立方米"


def test_a_blank_among_amounts_below_their_heads() -> None:
    printed = "项目资金（万元）\t年度资金总额\t其中：财政拨款\t其他资金\n\t1200\t\t1200\n"
    found = money(read(HEAD + printed + COLUMNS + "\t产出指标\t数量指标\t社区数量\t3个\n"))
    assert found["total", "unstated"] == found["other_funds", "unstated"] == 12_000_000
    assert found["fiscal_appropriation", "unstated"] is None


@pytest.mark.parametrize("column", ["数据来源", "责任科室", "参考值", "基期值", "上年度指标值", "前年实现值"])
def test_further_columns_are_known(column: str) -> None:
    reading = read(HEAD + f"一级指标\t二级指标\t三级指标\t指标值\t{column}\n产出指标\t数量指标\t社区数量\t3个\t2个\n")
    assert reading.layout is not None
    assert codes(reading) == set()
    assert rows(reading) == [("产出指标", "数量指标", "社区数量", "3个")]


def test_a_level_2_holds_on_below_the_level_1_in_the_middle_of_its_block() -> None:
    reading = read(
        HEAD + COLUMNS + "\t\t数量指标\t社区数量\t3个\n\t产出指标\t\t培训场次\t4场\n\t\t质量指标\t合格率\t95%\n"
    )
    assert [(i.category, i.dimension) for i in reading.projects[0].indicators] == [
        ("output", "quantity"),
        ("output", "quantity"),
        ("output", "quality"),
    ]


def test_the_head_above_a_table_of_projects_holds_for_all() -> None:
    reading = read(
        "2024年部门项目支出绩效目标公开表\n部门名称：甲县文旅局\t\t单位：万元\n序号\t项目名称\t预算金额\t一级指标\t二级指标\t三级指标\t指标值\n"
        "1\t建设分馆\t8\t产出指标\t数量指标\t分馆\t≥6个\n2\t保护遗产\t4\t产出指标\t数量指标\t培训人次\t50人次\n"
    )
    assert [(p.department.printed, p.fiscal_year) for p in reading.projects] == [("甲县文旅局", 2024)] * 2


@pytest.mark.parametrize(
    ("printed", "department"),
    [
        ("中央主管部门\t交通运输部\n地方主管部门\t甲市交通局\n", "甲市交通局"),
        ("地方主管部门\t甲市交通局\n中央主管部门\t交通运输部\n", "甲市交通局"),
        ("主管部门\t甲市交通局\n省级主管部门\t某省交通厅\n", "甲市交通局"),
        ("省级主管部门\t某省交通厅\n市级主管部门\t甲市交通局\n", "甲市交通局"),
    ],
)
def test_of_departments_of_several_levels_the_nearest_is_the_form_s(printed: str, department: str) -> None:
    text = "项目支出绩效目标表\n项目名称\t省道建设\n" + printed + COLUMNS + "\t产出指标\t数量指标\t里程\t3公里\n"
    (project,) = read(text).projects
    assert project.department is not None
    assert project.department.printed == department


@pytest.mark.parametrize("line", ["部门：甲县民政局\t单位：元", "部门：甲县民政局          单位：元"])
def test_the_department_above_the_tables_is_that_of_forms_without_one(line: str) -> None:
    form = "项目支出绩效目标表\n{}项目名称\t{}\n{}年度资金总额\t200\n" + COLUMNS + "\t产出指标\t数量指标\t人数\t3人\n"
    reading = read(form.format(line + "\n", "甲", "") + "\n" + form.format("", "乙", "主管部门\t乙县医保局\n"))
    assert [(p.department.printed, p.funding[0].amount_yuan) for p in reading.projects if p.department] == [
        ("甲县民政局", Decimal(200)),
        ("乙县医保局", Decimal(200)),
    ]


def test_the_year_stands_in_one_line_with_the_unit() -> None:
    text = "项目支出绩效目标表\n\n（2024年度）                    单位：万元\n\n项目名称\t小区改造\n年度资金总额\t20\n"
    (project,) = read(text + COLUMNS + "\t产出指标\t数量指标\t小区\t3个\n").projects
    assert (project.fiscal_year, project.funding[0].amount_yuan) == (2024, Decimal(200_000))


def test_an_empty_running_number_is_no_value() -> None:
    lines = (
        "2024年项目支出绩效目标表 项目名称 社区经费 一级指标 二级指标 三级指标 指标值 产出指标 数量指标 指标1:社区数量 3个 指标2: 效益指标 经济效益指标 "
        "指标1:无 指标2: ..... 社会效益指标 指标1:居民生活 改善 满意度指标 服务对象满意度指标 指标1:无 指标2:"
    ).split()
    reading = read("\n\n".join(lines) + "\n")
    assert rows(reading) == [
        ("产出指标", "数量指标", "社区数量", "3个"),
        ("效益指标", "经济效益指标", "无", ""),
        ("效益指标", "社会效益指标", "居民生活", "改善"),
        ("满意度指标", "服务对象满意度指标", "无", ""),
    ]
    assert sum(i.declared_none for i in reading.projects[0].indicators) == 2
    assert not codes(reading) & {"target_is_readable", "every_cell_is_understood"}
