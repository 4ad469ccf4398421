"""Heads of forms as districts print them: where the total, the unit, the year and the levels stand elsewhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.html import read_html
from pipelines.extract.text import read_text
from pipelines.model.records import Project, Reading
from pipelines.normalise import read_forms

_TABLE = "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>"
_ROW = "<tr><td>产出指标</td><td>数量指标</td><td>安装路灯</td><td>48盏</td></tr>"


def _read(*lines: str) -> Reading:
    """A page of paragraphs and rows; cells are parted by strokes."""
    body = ""
    for line in lines:
        if "|" in line:
            body += "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split("|")) + "</tr>"
        elif line.startswith("<"):
            body += line
        else:
            body += f"</table><p>{line}</p><table>"
    return read_forms(read_html(f"<html><body><table>{body}</table></body></html>".encode()))


def _project(*lines: str) -> Project:
    (project,) = _read(*lines).projects
    return project


def _money(project: Project) -> dict[str, Decimal | None]:
    return {f.fund_source: f.amount_yuan for f in project.funding}


def test_columns_of_money_of_another_table_are_not_the_forms() -> None:
    other = (
        "“三公”经费支出表",
        "单位：万元",
        "项目|2024年预算数|2025年预算数",
        "合计|12.60|11.80",
        "公务接待费|2.60|1.80",
    )
    form = ("项目支出绩效目标表", "（2025年度）", "项目名称|甲项目", "项目资金（万元）|年度资金总额|486.2")
    assert _money(_project(*other, *form, "|其中：财政拨款|486.2", _TABLE, _ROW)) == {
        "total": Decimal(4_862_000),
        "fiscal_appropriation": Decimal(4_862_000),
    }


def test_an_amount_behind_the_name_of_the_money_block_is_the_total() -> None:
    head = "项目名称|道路硬化|实施单位|上马村|资金|32.5"
    assert _money(_project("2024年村级项目绩效目标表", "单位：万元", head, _TABLE, _ROW)) == {"total": Decimal(325_000)}
    sources = "资金（万元）|520|财政资金|520"
    assert _money(_project("2024年项目绩效目标表", "项目名称|租赁补贴", sources, _TABLE, _ROW)) == {
        "total": Decimal(5_200_000),
        "fiscal_appropriation": Decimal(5_200_000),
    }


def test_a_total_in_front_of_heads_of_sources_names_their_block() -> None:
    """In text the cell of the block is lost from the row of amounts: they are counted, not placed."""
    text = "部门整体支出绩效目标表\n部门名称 | 甲县林业局 |\n单位：万元\n"
    text += "年度部门整体支出预算 | 资金总额 | 财政拨款 | 其他资金 |\n3580.60 | 3500.60 | 80 |\n"
    text += "一级指标 | 二级指标 | 三级指标 | 指标值 |\n产出指标 | 数量指标 | 造林面积 | ≥3万亩 |\n"
    (project,) = read_forms(read_text(text.encode())).projects
    assert _money(project) == {
        "total": Decimal("35806000.00"),
        "fiscal_appropriation": Decimal("35006000.00"),
        "other_funds": Decimal(800_000),
    }


def test_the_implementing_unit_says_more_than_the_budget_unit() -> None:
    project = _project(
        "2024年项目绩效目标表", "预算单位：甲镇人民政府", "项目名称|大棚", "实施单位|甲镇农技站", _TABLE, _ROW
    )
    assert project.agency is not None
    assert project.agency.printed == "甲镇农技站"


def test_one_blank_may_part_the_department_from_the_unit_of_money() -> None:
    head = "项目名称|预算金额|一级指标|二级指标|三级指标|目标值"
    row = "基层党建|52|产出指标|数量指标|活动次数|20次"
    project = _project("2025年预算项目绩效目标表", "部门：柳城县东泉镇人民政府 单位：万元", head, row)
    assert project.department is not None
    assert project.department.printed == "柳城县东泉镇人民政府"


@pytest.mark.parametrize(
    ("line", "department", "agency"),
    [
        ("部门名称：甲县教育局       单位：元", "甲县教育局", None),
        ("填报单位（盖章）：甲镇人民政府 单位：万元", None, "甲镇人民政府"),
        ("单位名称：302001-甲县水利局   2024年度   金额单位：万元", None, "302001-甲县水利局"),
        ("主管部门：甲县水利局    项目单位：乙水管站    （单位：万元）", "甲县水利局", "乙水管站"),
        ("填报单位：（盖章）         单位：万元", None, None),
    ],
)
def test_the_line_of_the_unit_of_money_may_name_the_units(
    line: str, department: str | None, agency: str | None
) -> None:
    """They are those of the form below, not of the next one, which has a line of its own."""
    form = ("项目支出绩效目标表", line, "项目名称|街区巡查|资金总额|12", _TABLE, _ROW)
    other = ("项目支出绩效目标表", "单位：万元", "项目名称|河道巡查|资金总额|9", _TABLE, _ROW)
    first, second = _read(*form, *other).projects
    assert (first.department and first.department.printed) == department
    assert (first.agency and first.agency.printed) == agency
    assert (second.department, second.agency) == (None, None)


def test_points_may_stand_in_brackets_before_their_unit() -> None:
    row = "<tr><td>成本指标（0-20）分</td><td>经济成本指标</td><td>每座造价</td><td>≤3万元</td></tr>"
    project = _project(
        "2024年项目绩效目标表", "项目名称|大棚", _TABLE, row, _ROW.replace("产出指标", "产出指标（40-50）分")
    )
    assert [(i.category, i.dimension) for i in project.indicators] == [
        ("cost", "economic_cost"),
        ("output", "quantity"),
    ]


def test_a_sentence_below_the_table_is_no_indicator() -> None:
    text = "2024年项目绩效目标表\n项目名称 大棚\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 大棚数量 26个\n"
    (project,) = read_forms(read_text((text + "以上项目已经镇党委会研究通过。\n").encode())).projects
    assert [i.name for i in project.indicators] == ["大棚数量"]


def test_the_templates_word_for_an_indicator_is_none() -> None:
    project = _project("2024年项目绩效目标表", "项目名称|大棚", _TABLE, _ROW, "||具体指标|")
    assert [i.name for i in project.indicators] == ["安装路灯"]


def test_a_notice_names_the_year_of_its_forms() -> None:
    notice = "甲县财政局关于批复2024年度项目绩效目标的通知"
    assert _read(notice, "2023年12月18日", "项目绩效目标批复表", "项目名称|大棚", _TABLE, _ROW).fiscal_year == 2024


def test_a_number_of_the_table_may_stand_before_its_title() -> None:
    text = "表12 项目支出绩效目标表\n（2025年度）\n项目名称 大棚\n一级指标 二级指标 三级指标 指标值\n"
    reading = read_forms(read_text((text + "产出指标 数量指标 大棚数量 26个\n").encode()))
    assert (reading.title, reading.fiscal_year) == ("项目支出绩效目标表", 2025)


def test_a_unit_alone_on_a_line_is_that_of_the_projects_below() -> None:
    text = "2025年项目支出绩效目标表\n"
    text += "单位名称、项目名称 项目年度绩效目标 一级指标 二级指标 三级指标 指标性质 指标值 度量单位\n"
    text += (
        "甲县农业农村局\n农机补贴 补贴农机具 产出指标 数量指标 补贴台数 >= 860 台\n产出指标 质量指标 合格率 = 100 %\n"
    )
    text += (
        "甲县农技推广站\n测土配方 推广测土配方 产出指标 数量指标 推广面积 >= 12 万亩\n产出指标 质量指标 准确率 = 98 %\n"
    )
    projects = read_forms(read_text(text.encode())).projects
    assert [(p.name and p.name.printed, p.agency and p.agency.printed, len(p.indicators)) for p in projects] == [
        ("农机补贴", "甲县农业农村局", 2),
        ("测土配方", "甲县农技推广站", 2),
    ]


def test_names_in_columns_of_their_own_for_each_level_are_not_read_from_words() -> None:
    text = "2025年项目绩效目标表\n单位：万元\n项目名称 资金总额 成本指标 产出指标 效益指标\n"
    text += (
        "三级指标 指标值 三级指标 指标值 三级指标 指标值\n积案化解 85 化解成本 ≤85万元 化解件数 ≥35件 社会稳定 促进\n"
    )
    assert not any(project.indicators for project in read_forms(read_text(text.encode())).projects)


def test_the_unit_above_the_first_form_is_that_of_those_below_it() -> None:
    lines = ("2025年乡镇项目绩效目标表", "填报单位：甲镇人民政府", "项目名称|敬老院运转", _TABLE, _ROW)
    projects = _read(*lines, "项目名称|场镇保洁", _TABLE, _ROW, "项目名称|灌溉", "实施单位|乙村", _TABLE, _ROW).projects
    units = [(field := p.agency) and field.printed for p in projects]
    assert units == ["甲镇人民政府", "甲镇人民政府", "乙村"]


def test_levels_may_stand_before_the_names_below_two_heads() -> None:
    rows = (
        "绩效指标|指标值",
        "产出指标|",
        "数量指标：服务站个数|12个",
        "满意度指标|",
        "服务对象满意度：退役军人满意度|≥95%",
    )
    project = _project("2024年项目绩效目标表", "项目名称|服务站建设", *rows)
    assert [(i.level1_printed, i.dimension, i.name) for i in project.indicators] == [
        ("产出指标", "quantity", "服务站个数"),
        ("满意度指标", "beneficiary_satisfaction", "退役军人满意度"),
    ]


def test_the_money_block_may_print_its_total_in_its_own_cell() -> None:
    project = _project(
        "2023年项目绩效目标表", "项目名称|见习补贴", "项目资金：年度资金总额：240万元|其他资金：0万元", _TABLE, _ROW
    )
    assert _money(project) == {"total": Decimal(2_400_000), "other_funds": Decimal(0)}


def test_the_responsible_unit_of_each_project_is_its_agency() -> None:
    head = "项目名称|责任单位|年度资金（万元）|一级指标|二级指标|三级指标|指标值"
    project = _project("2024年民生实事项目绩效目标表", head, "口袋公园|区城管局|420|产出指标|数量指标|公园数量|6个")
    assert project.agency is not None
    assert project.agency.printed == "区城管局"


def test_heads_of_projects_on_the_line_above_leave_words_that_cannot_be_parted() -> None:
    text = "2025年项目绩效目标汇总表\n主管部门 项目名称 预算数 绩效目标 绩效指标\n二级指标 指标名称 指标值\n"
    text += "县应急管理局 防汛物资储备 45 储备防汛物资 数量指标 储备编织袋 ≥5万条\n质量指标 物资合格率 100%\n"
    assert not any(project.indicators for project in read_forms(read_text(text.encode())).projects)


def test_a_table_of_many_projects_under_a_new_title_takes_nothing_from_the_form_above() -> None:
    """Its unit of money was that of the form above it: each amount ten thousand times too large."""
    form = (
        "部门预算项目支出绩效目标表",
        "项目名称|环卫",
        "实施单位|乙中心",
        "项目资金（万元）|年度资金总额|2150",
        _TABLE,
        _ROW,
    )
    table = (
        "部门预算项目绩效目标表（2025年度）",
        "金额单位：元",
        "单位名称|项目名称|预算数|一级指标|二级指标|三级指标|指标值",
    )
    projects = _read(*form, *table, "甲县水务局|农村饮水|1,830,000.00|产出指标|数量指标|工程处数|46处").projects
    assert [f.amount_yuan for p in projects for f in p.funding] == [Decimal(21_500_000), Decimal("1830000.00")]
    assert [p.agency and p.agency.printed for p in projects] == ["乙中心", "甲县水务局"]


def test_the_head_of_a_form_below_many_projects_is_no_project() -> None:
    head = "项目名称|预算金额|一级指标|二级指标|三级指标|目标值"
    rows = ("基层党建|52|产出指标|数量指标|活动次数|20次", "项目名称|甲项目||||", "主管部门|乙局||||")
    names = [(field := p.name) and field.printed for p in _read("2025年项目绩效目标表", head, *rows).projects]
    assert names == ["基层党建", "甲项目"]


def test_a_chapter_below_a_table_of_text_is_no_indicator() -> None:
    text = "2024年项目绩效目标表\n项目名称 | 大棚 |\n一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
    text += "产出指标 | 数量指标 | 大棚数量 | 26个 |\n四、其他项目情况 |\n"
    (project,) = read_forms(read_text(text.encode())).projects
    assert [i.name for i in project.indicators] == ["大棚数量"]
