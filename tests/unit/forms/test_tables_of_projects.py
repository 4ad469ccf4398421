"""Tables of many projects as they are exported: cells repeated in each row, numbered columns, heads of several rows."""

# ruff: noqa: E501 - printed forms are wider than a line of code
from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.html import read_html
from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

TITLE = "2024年项目支出绩效目标表\n单位：万元\n"
HEADS = "一级指标\t二级指标\t三级指标\t指标值"
QUANTITY = "产出指标\t数量指标"
SATISFACTION = "满意度指标\t服务对象满意度指标"


def read(text: str) -> Reading:
    return read_forms(read_text(text.encode()))


def projects(reading: Reading) -> list[tuple[str | None, Decimal | None, list[tuple[str, str]]]]:
    """Name, total and the printed indicators of each project."""
    return [
        (
            project.name.printed if project.name is not None else None,
            next((row.amount_yuan for row in project.funding if row.fund_source == "total"), None),
            [(indicator.name, indicator.target.printed) for indicator in project.indicators],
        )
        for project in reading.projects
    ]


def codes(reading: Reading) -> set[str]:
    return {issue.rule_code for issue in reading.issues}


TWO = [
    ("河道保洁", 1_250_000, [("保洁河长", "186公里"), ("群众满意度", "≥90%")]),
    ("水文监测", 380_000, [("监测站点", "14个")]),
]


@pytest.mark.parametrize(
    ("head", "first", "second", "third"),
    [
        ("项目名称\t项目金额", "河道保洁\t125", "河道保洁\t125", "水文监测\t38"),
        ("序号\t项目名称\t项目金额", "1\t河道保洁\t125", "1\t河道保洁\t125", "2\t水文监测\t38"),
        ("序号\t项目名称\t项目金额", "1\t河道保洁\t125", "2\t河道保洁\t125", "3\t水文监测\t38"),
        ("单位名称\t项目名称\t项目金额", "甲站\t河道保洁\t125", "甲站\t河道保洁\t125", "甲站\t水文监测\t38"),
        ("项目名称\t项目金额\t绩效目标", "河道保洁\t125\t保洁", "河道保洁\t125\t保洁", "水文监测\t38\t监测"),
        ("项目名称\t项目金额\t绩效目标", "河道保洁\t125\t保洁", "河道保洁\t125\t巡河", "水文监测\t38\t监测"),
    ],
)
def test_cells_repeated_in_each_row_are_of_one_project(head: str, first: str, second: str, third: str) -> None:
    reading = read(
        f"{TITLE}{head}\t{HEADS}\n{first}\t{QUANTITY}\t保洁河长\t186公里\n"
        f"{second}\t{SATISFACTION}\t群众满意度\t≥90%\n{third}\t{QUANTITY}\t监测站点\t14个\n"
    )
    assert projects(reading) == TWO
    assert "every_cell_is_understood" not in codes(reading)


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        ("单位名称\t项目名称\t项目金额", "甲镇\t办公费\t10", "乙镇\t办公费\t10"),
        ("项目名称\t项目金额", "办公费\t10", "办公费\t12"),
        ("序号\t项目名称", "1\t办公费", "2\t办公费"),
        ("序号\t项目名称\t项目金额\t绩效目标", "1\t办公费\t10\t保障甲镇", "2\t办公费\t10\t保障乙镇"),
    ],
)
def test_the_same_name_with_another_head_is_another_project(head: str, first: str, second: str) -> None:
    reading = read(f"{TITLE}{head}\t{HEADS}\n{first}\t{QUANTITY}\t人数\t10人\n{second}\t{QUANTITY}\t人数\t20人\n")
    assert [indicators for _, _, indicators in projects(reading)] == [[("人数", "10人")], [("人数", "20人")]]


def test_the_same_project_below_another_title_is_another() -> None:
    table = f"项目名称\t项目金额\t{HEADS}\n办公费\t10\t{QUANTITY}\t人数\t10人\n"
    reading = read(f"{TITLE}{table}2023年项目支出绩效目标表\n{table}")
    assert [project.fiscal_year for project in reading.projects] == [2024, 2023]


@pytest.mark.parametrize(
    "numbers",
    [
        "1\t2\t3\t4\t5\t6",
        "栏次\t1\t2\t3\t4\t5",
        "①\t②\t③\t④\t⑤\t⑥",
        "甲\t乙\t1\t2\t3\t4",
        "A\tB\tC\tD\tE\tF",
        "1\t2=3\t3\t4\t5\t6",
        "一\t二\t三\t四\t五\t六",
    ],
)
def test_the_row_that_numbers_the_columns_is_no_project(numbers: str) -> None:
    reading = read(f"{TITLE}项目名称\t项目金额\t{HEADS}\n{numbers}\n水文监测\t38\t{QUANTITY}\t监测站点\t14个\n")
    assert projects(reading) == TWO[1:]
    assert {fate.reason for fate in reading.fates if fate.disposition != "used"} == {"column_numbering"}
    reading = read(f"{TITLE}项目名称\t水文监测\n{HEADS}\t备注\t权重\n{numbers}\n{QUANTITY}\t监测站点\t14个\t\t10\n")
    assert projects(reading) == [("水文监测", None, [("监测站点", "14个")])]


ROADS = [
    ("公路养护", 1_800_000, [("养护里程", "1200公里"), ("群众满意度", "≥90%")]),
    ("隐患整治", 1_000_000, [("整治路段", "35处")]),
]


@pytest.mark.parametrize(
    ("upper", "lower", "first", "second"),
    [
        ("项目名称\t资金总额\t绩效指标\t\t\t", f"\t\t{HEADS}", "公路养护\t180", "隐患整治\t100"),
        ("项目名称\t资金总额\t绩效指标", HEADS, "公路养护\t180", "隐患整治\t100"),
        (
            "序号\t项目名称\t资金安排（万元）\t\t绩效指标\t\t\t",
            f"\t\t2023年预算数\t2024年预算数\t{HEADS}",
            "1\t公路养护\t170\t180",
            "2\t隐患整治\t95\t100",
        ),
        (
            "项目名称\t资金安排（万元）\t\t绩效目标\t绩效指标\t\t\t",
            f"\t小计\t财政拨款\t\t{HEADS}",
            "公路养护\t180\t150\t养护公路",
            "隐患整治\t100\t100\t整治隐患",
        ),
        (
            "项目名称\t2023年\t2024年\t\t绩效指标\t\t\t",
            f"\t预算数\t预算数\t财政拨款\t{HEADS}",
            "公路养护\t170\t180\t150",
            "隐患整治\t95\t100\t100",
        ),
        (
            "项目名称\t资金安排（万元）\t\t\t绩效指标\t\t\t\n\t2023年预算数\t2024年预算数\t\t\t\t\t",
            f"\t\t小计\t财政拨款\t{HEADS}",
            "公路养护\t170\t180\t150",
            "隐患整治\t95\t100\t100",
        ),
    ],
)
def test_a_head_of_several_rows_is_read_column_by_column(upper: str, lower: str, first: str, second: str) -> None:
    blank = "\t" * first.count("\t")
    reading = read(
        f"{TITLE}{upper}\n{lower}\n{first}\t{QUANTITY}\t养护里程\t1200公里\n"
        f"{blank}\t{SATISFACTION}\t群众满意度\t≥90%\n{second}\t{QUANTITY}\t整治路段\t35处\n"
    )
    assert projects(reading) == ROADS
    assert "every_cell_is_understood" not in codes(reading)


def test_a_head_of_several_rows_in_a_grid() -> None:
    html = (
        "<p>2024年项目支出绩效目标表</p><table><tr><td rowspan=3>项目名称</td><td colspan=3>资金安排（万元）</td>"
        "<td colspan=4>绩效指标</td></tr><tr><td rowspan=2>2023年预算数</td><td colspan=2>2024年预算数</td>"
        + "".join(f"<td rowspan=2>{head}</td>" for head in HEADS.split("\t"))
        + "</tr><tr><td>小计</td><td>其中：财政拨款</td></tr><tr><td rowspan=2>公路养护</td><td rowspan=2>170</td>"
        "<td rowspan=2>180</td><td rowspan=2>150</td><td>产出指标</td><td>数量指标</td><td>养护里程</td><td>1200公里</td></tr>"
        "<tr><td>满意度指标</td><td>服务对象满意度指标</td><td>群众满意度</td><td>≥90%</td></tr>"
        "<tr><td>隐患整治</td><td>95</td><td>100</td><td>100</td><td>产出指标</td><td>数量指标</td><td>整治路段</td><td>35处</td></tr></table>"
    )
    reading = read_forms(read_html(html.encode()))
    assert projects(reading) == ROADS
    assert [row.amount_yuan for row in reading.projects[0].funding] == [1_800_000, 1_500_000]


def test_money_of_several_years_without_the_year_of_the_form_is_no_amount() -> None:
    upper = f"项目名称\t2023年预算数\t2024年预算数\t{HEADS}\n公路养护\t170\t180\t{QUANTITY}\t养护里程\t1200公里\n"
    assert projects(read("项目支出绩效目标表\n单位：万元\n" + upper)) == [
        ("公路养护", None, [("养护里程", "1200公里")])
    ]


@pytest.mark.parametrize("content", ["内容", "数值", "目标值"])
def test_a_value_in_three_columns_below_its_head(content: str) -> None:
    reading = read(
        f"{TITLE}项目名称\t隔离带\n一级指标\t二级指标\t三级指标\t指标值\t\t\t备注\n\t\t\t运算符号\t{content}\t度量单位\t\n"
        f"{QUANTITY}\t隔离带长度\t>=\t12.6\t公里\t\n"
    )
    target = reading.projects[0].indicators[0].target
    assert (target.comparator, target.low, target.unit_printed) == ("ge", Decimal("12.6"), "公里")


def test_performance_indicator_as_the_head_of_the_names() -> None:
    reading = read(f"{TITLE}项目名称\t培训\n一级指标\t二级指标\t绩效指标\t指标值\n{QUANTITY}\t培训班次\t8期\n")
    assert projects(reading) == [("培训", None, [("培训班次", "8期")])]


@pytest.mark.parametrize("head", ["单位名称、项目名称", "单位（专项）名称", "单位/项目名称"])
def test_units_in_rows_of_their_own_among_the_projects(head: str) -> None:
    reading = read(
        f"{TITLE}{head}\t项目目标\t{HEADS}\n甲县民政局\n甲县福利院\n养老服务\t新建幸福食堂五个。\n\t\t产出指标\n\t\t\t数量指标\n"
        f"\t\t\t\t食堂数量\t5个\n乙县民政局\t\t\t\t\t\n社会救助\t发放救助。\t{QUANTITY}\t救助人数\t10人\n"
    )
    assert projects(reading) == [("养老服务", None, [("食堂数量", "5个")]), ("社会救助", None, [("救助人数", "10人")])]
    units = [
        tuple(field.printed if field is not None else None for field in (project.department, project.agency))
        for project in reading.projects
    ]
    assert units == [("甲县民政局", "甲县福利院"), (None, "乙县民政局")]


def test_what_an_indicator_means_is_not_its_name_or_its_value() -> None:
    reading = read(
        f"{TITLE}项目名称\t养护\n{HEADS}\t指标值内容\t度量单位\t指标内容\n{QUANTITY}\t养护里程\t1200\t里程之和\t公里\t反映里程\n"
    )
    target = reading.projects[0].indicators[0].target
    assert (target.low, target.unit_printed) == (1200, "公里")


@pytest.mark.parametrize("between", ["", "2024年\n"])
def test_a_list_of_projects_before_the_forms_is_nobodys_money(between: str) -> None:
    reading = read(
        "2024年项目支出汇总表\n单位：万元\n序号\t项目名称\t年度资金总额\t财政拨款\t其他资金\n1\t疫苗冷链\t25.5\t25.5\t0\n"
        f"2\t妇幼筛查\t18\t15\t3\n合计\t\t43.5\t40.5\t3\n{between}项目支出绩效目标表\n（2024年度）\n项目名称\t疫苗冷链\n"
        f"项目资金（万元）\t年度资金总额\t25.5\n\t财政拨款\t25.5\n{HEADS}\n{QUANTITY}\t设备台数\t36台\n"
    )
    assert projects(reading) == [("疫苗冷链", 255_000, [("设备台数", "36台")])]
    assert [project.fiscal_year for project in reading.projects] == [2024]
    assert "every_cell_is_understood" not in codes(reading)


def test_a_title_ends_a_form_without_a_name_that_has_money() -> None:
    reading = read(
        f"年度资金总额\t43.5万元\n其他资金\t3万元\n\n项目支出绩效目标表\n项目名称\t疫苗冷链\n年度资金总额\t25.5万元\n{HEADS}\n"
        f"{QUANTITY}\t设备台数\t36台\n"
    )
    assert projects(reading) == [("疫苗冷链", 255_000, [("设备台数", "36台")])]


def test_headings_between_the_rows_begin_projects() -> None:
    rows = (f"{QUANTITY}\t物资储备\t≥20吨", f"{QUANTITY}\t巡查水库\t12座")
    headings = ("项目一：防汛抗旱（预算金额：45万元）", "项目二：水库巡查（预算金额：30万元）")
    expected = [("防汛抗旱", 450_000, [("物资储备", "≥20吨")]), ("水库巡查", 300_000, [("巡查水库", "12座")])]
    text = "\n".join(f"{heading}\n{row}" for heading, row in zip(headings, rows, strict=True))
    assert projects(read(f"{TITLE}{HEADS}\n{text}\n")) == expected
    cells = "".join(
        f"<tr><td colspan=4>{heading}</td></tr><tr><td>{row.replace(chr(9), '</td><td>')}</td></tr>"
        for heading, row in zip(headings, rows, strict=True)
    )
    head = HEADS.replace("\t", "</td><td>")
    html = f"<p>2024年项目支出绩效目标表</p><table><tr><td>{head}</td></tr>{cells}</table>"
    assert projects(read_forms(read_html(html.encode()))) == expected


def test_a_cell_over_the_whole_table_is_no_indicator() -> None:
    head = HEADS.replace("\t", "</td><td>")
    row = f"{QUANTITY}\t物资储备\t≥20吨".replace("\t", "</td><td>")
    html = f"<table><tr><td>{head}</td></tr><tr><td colspan=4>以下由各乡镇填写</td></tr><tr><td>{row}</td></tr></table>"
    reading = read_forms(read_html(html.encode()))
    assert projects(reading) == [(None, None, [("物资储备", "≥20吨")])]
    assert "every_cell_is_understood" in codes(reading)


LINES = "2024年项目支出绩效目标表\n项目名称\n法律援助\n一级指标\n二级指标\n三级指标\n指标性质\n指标值\n度量单位\n权重\n"
FULL = "产出指标\n数量指标\n援助案件\n≥\n320\n件\n20\n接待群众\n≥\n3\n次\n5\n满意度指标\n服务对象满意度指标\n群众满意度\n≥\n95\n%\n10\n"


def test_one_cell_a_line_is_read_where_every_row_is_whole() -> None:
    reading = read(LINES + FULL + "填报人：张三\n")
    assert [
        (i.name, i.target.comparator, i.target.low, i.target.unit_printed, i.weight)
        for i in reading.projects[0].indicators
    ] == [
        ("援助案件", "ge", 320, "件", 20),
        ("接待群众", "ge", 3, "次", 5),
        ("群众满意度", "ge", 95, "%", 10),
    ]


@pytest.mark.parametrize("lost", ["≥\n320\n", "件\n20\n", "320\n件\n", "次\n", "10\n"])
def test_one_cell_a_line_is_refused_where_a_line_is_missing(lost: str) -> None:
    before, _, behind = (LINES + FULL).rpartition(lost)
    assert projects(read(before + behind)) == []


def test_the_name_of_a_category_one_level_deeper() -> None:
    reading = read(
        f"{TITLE}专项名称\t农业绿色发展\n下达地方或单位\t甲区政府\n下达中央预算内投资（万元）\t2350\n{HEADS}\n"
        "实施效果指标\t产出指标\t项目个数\t1个\n\t\t合格率\t100%\n过程管理指标\t资金管理指标\t支付率\t≥75%\n"
    )
    (project,) = reading.projects
    assert [(row.fund_source, row.amount_yuan) for row in project.funding] == [("central", 23_500_000)]
    assert project.agency is not None
    assert project.agency.printed == "甲区政府"
    assert [indicator.category for indicator in project.indicators] == ["output", "output", None]


def test_the_money_of_projects_whose_indicators_are_columns() -> None:
    reading = read(
        "2024年产业项目绩效目标公示\n序号\t项目名称\t资金（万元）\t数量指标:扶持村数\t质量指标:资金合规率\n"
        "1\t茶园改造\t36\t3个\t100%\n2\t蜜蜂养殖\t18.5\t2个\t100%\n"
    )
    assert [(name, total) for name, total, _ in projects(reading)] == [("茶园改造", 360_000), ("蜜蜂养殖", 185_000)]
