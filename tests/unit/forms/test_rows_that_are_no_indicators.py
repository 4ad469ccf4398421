"""Rows below a table, names that look like levels, levels that are not named: by their places and their neighbours."""

from __future__ import annotations

import pytest

from pipelines.extract import read_document
from pipelines.extract.text import read_text
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

HEAD = "2024年项目支出绩效自评表\n项目名称\t助学金\n"
SCORED = (
    "一级指标\t二级指标\t三级指标\t预期指标值\t实际完成值\t权重\t得分\n"
    "产出指标\t数量指标\t资助人数\t642人\t640人\t20\t19.94\n"
)
COLUMNS = "一级指标\t二级指标\t三级指标\t指标值\n"
Row = tuple[str | None, str | None, str, str]


def read(text: str) -> Reading:
    return read_forms(read_text(text.encode()))


def page(rows: str) -> Reading:
    """The same rows as a web page: a printed grid. ``>`` in front of a text: the cell covers that many more columns."""
    lines = []
    for line in rows.rstrip("\n").split("\n"):
        cells = [(len(cell) - len(cell.lstrip(">")), cell.lstrip(">")) for cell in line.split("\t")]
        lines.append("<tr>" + "".join(f'<td colspan="{1 + more}">{text}</td>' for more, text in cells) + "</tr>")
    html = f"<html><meta charset='utf-8'><body><table>{''.join(lines)}</table></body></html>"
    return read_forms(read_document(html.encode(), "form.html")[1])


def rows(reading: Reading) -> list[Row]:
    return [(i.level1_printed, i.level2_printed, i.name, i.target.printed) for i in reading.projects[0].indicators]


def refused(reading: Reading) -> int:
    return sum(fate.disposition == "refused" for fate in reading.fates)


ONE: list[Row] = [("产出指标", "数量指标", "资助人数", "642人")]


@pytest.mark.parametrize(
    "row",
    [
        "预算执行率\t\t\t\t\t10\t9.97",
        "预算执行率\t\t\t\t10\t9.97",
        "预算执行率（10分）\t\t\t\t\t10\t9.97",
        "资金执行率\t10\t9.97",
    ],
)
def test_the_points_of_the_execution_are_no_indicator(row: str) -> None:
    for reading in (read(HEAD + SCORED + row + "\n"), page(HEAD + SCORED + row + "\n")):
        assert rows(reading) == ONE
        assert refused(reading) == 0


def test_the_execution_may_be_an_indicator_with_a_value() -> None:
    row = "\t质量指标\t预算执行率\t100%\t99.7%\t10\t9.97\n"
    assert rows(read(HEAD + SCORED + row))[1:] == [("产出指标", "质量指标", "预算执行率", "100%")]


@pytest.mark.parametrize(
    ("cells", "value"), [("\t\t10\t9.97", ""), ("\t640人\t10\t9.97", ""), ("30人\t\t10\t", "30人")]
)
def test_a_blank_value_is_not_filled_with_points(cells: str, value: str) -> None:
    reading = read(HEAD + SCORED + f"\t\t走访人数\t{cells}\n")
    assert rows(reading) == [*ONE, ("产出指标", "数量指标", "走访人数", value)]
    assert reading.projects[0].indicators[1].weight == 10


@pytest.mark.parametrize(
    "row",
    [
        "其他说明的问题\t无",
        "保障绩效目标实现措施\t加强考核。",
        "存在问题及原因\t拨付不及时",
        "偏差原因及改进措施\t无偏差",
    ],
)
def test_what_stands_below_is_ignored_by_name(row: str) -> None:
    for reading in (read(HEAD + SCORED + row + "\n"), page(HEAD + SCORED + row + "\n")):
        assert rows(reading) == ONE
        assert refused(reading) == 0


def test_what_begins_left_of_the_names_is_refused_in_a_grid() -> None:
    for row in ("经验总结\t>>>>>加强核对", ">>>>>>某局绩效科制", "经验总结\t>>>>>9.5"):
        reading = page(HEAD + SCORED + row + "\n")
        assert rows(reading) == ONE
        assert refused(reading) == len(row.split("\t"))


def test_what_begins_left_of_the_names_is_refused_where_blanks_stand_for_spans() -> None:
    table = (
        "\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t资助人数\t642人\n\t\t质量指标\t准确率\t100%\n"
    )
    reading = read(HEAD + table + "经验总结\t加强核对\n")
    assert [name for *_, name, _ in rows(reading)] == ["资助人数", "准确率"]
    assert refused(reading) == 2


def test_a_name_in_front_is_an_indicator_where_cells_are_lost_to_spans() -> None:
    table = COLUMNS + "产出指标\t数量指标\t资助人数\t642人\n走访人数\t30人\n质量指标\t准确率\t100%\n培训\t及时\n"
    assert [name for *_, name, _ in rows(read(HEAD + table))] == ["资助人数", "走访人数", "准确率", "培训"]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("产出指标\t成本指标\t项目成本\t≤106万元", ("产出指标", "成本指标", "项目成本", "≤106万元")),
        ("成本指标\t项目成本\t≤106万元", (None, "成本指标", "项目成本", "≤106万元")),
        ("成本指标\t经济成本指标\t成本控制\t≤106万元", ("成本指标", "经济成本指标", "成本控制", "≤106万元")),
        ("产出指标\t时效指标\t及时性\t及时", ("产出指标", "时效指标", "及时性", "及时")),
        ("时效指标\t进度\t按时", (None, "时效指标", "进度", "按时")),
        ("\t\t及时性\t100%", (None, None, "及时性", "100%")),
        ("效益指标\t社会效益指标\t社会影响\t显著", ("效益指标", "社会效益指标", "社会影响", "显著")),
        ("成本指标\t经济成本\t单价\t≤5元", ("成本指标", "经济成本", "单价", "≤5元")),
    ],
)
def test_names_that_are_also_names_of_levels(row: str, found: Row) -> None:
    assert [r[2:] for r in rows(read(HEAD + COLUMNS + row + "\n"))] == [found[2:]]
    if found[0] is not None:
        assert rows(page(HEAD + COLUMNS + row + "\n")) == [found]


def test_a_level_2_that_is_not_named() -> None:
    row = "产出指标\t数量指标\t1、改造面积\t1万亩\n服务对象满意度指标\t具体指标\t1、枣农满意度\t≥95%\n"
    for reading in (read(HEAD + COLUMNS + row), page(HEAD + COLUMNS + row)):
        assert rows(reading)[1] == ("服务对象满意度指标", None, "枣农满意度", "≥95%")
        assert reading.projects[0].indicators[1].dimension == "beneficiary_satisfaction"
        assert not reading.issues


@pytest.mark.parametrize("head", ["指标值确定依据", "绩效指标值设定依据及数据来源", "取值来源", "口径说明"])
def test_where_a_value_comes_from_is_a_known_column_by_its_ending(head: str) -> None:
    reading = read(HEAD + COLUMNS.rstrip("\n") + f"\t{head}\n产出指标\t数量指标\t资助人数\t642人\t台账\n")
    assert (rows(reading), reading.issues) == (ONE, ())
    assert {fate.disposition for fate in reading.fates} == {"used"}


@pytest.mark.parametrize(
    ("heads", "term"),
    [("实施周期指标值\t年度指标值", 0), ("半年（程）目标值\t全年（程）目标值", 0), ("年度指标值\t长期指标值", 1)],
)
def test_the_value_of_the_term_is_ignored_by_name(heads: str, term: int) -> None:
    values = ["642人", "642人"]
    values[term] = "900人"
    table = f"一级指标\t二级指标\t三级指标\t{heads}\n产出指标\t数量指标\t资助人数\t" + "\t".join(values) + "\n"
    reading = read(HEAD + table)
    assert (rows(reading), reading.issues) == (ONE, ())
    assert [fate.reason for fate in reading.fates if fate.disposition == "ignored"] == ["column_term_value"]


def test_levels_that_are_called_goals_or_numbered() -> None:
    table = "一级目标\t二级目标\t三级目标\t指标目标值\n"
    table += "产出目标\t1.1数量\t资助人数\t642人\n影响力目标\t长效管理\t制度\t完善\n"
    found = [(i.category, i.dimension) for i in read(HEAD + table).projects[0].indicators]
    assert found == [("output", "quantity"), ("benefit", None)]


def test_labels_that_broke_over_lines_are_whole() -> None:
    reading = read(
        HEAD + "年度\t目标1：资助困难学生；\n总体\t目标2：提高入学率。\n目标\n"
        "绩效\t一级指标\t二级指标\t三级指标\t指标值\n\t产出指标\t数量指标\t资助人数\t642人\n指标\n"
        "\t满意度指标\t服务对象满意度\t学生满意度\t≥90%\n\t\t指标\n"
    )
    assert [goal.text for goal in reading.projects[0].objectives] == ["目标1：资助困难学生；目标2：提高入学率。"]
    assert rows(reading) == [*ONE, ("满意度指标", "服务对象满意度指标", "学生满意度", "≥90%")]
    assert refused(reading) == 0


def test_a_year_and_a_goal_one_below_the_other_are_no_broken_label() -> None:
    reading = read(
        "项目支出绩效目标表\n项目名称\t助学金\n年度\t2024\n目标\t资助困难学生。\n"
        + COLUMNS
        + "产出指标\t数量指标\t资助人数\t642人\n"
    )
    assert reading.projects[0].fiscal_year == 2024
    assert [goal.text for goal in reading.projects[0].objectives] == ["资助困难学生。"]


@pytest.mark.parametrize(
    "row", ["\t\t合格率\t/\t良好\t/\t10", "\t\t合格率\t-\t良好\t-\t10\t-", "\t\t合格率\t\t良好\t/\t10"]
)
def test_strokes_stand_in_for_signs_and_units(row: str) -> None:
    table = "一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重\t备注\n"
    table += "产出指标\t数量指标\t资助人数\t≥\t642\t人\t20\t\n"
    for reading in (read(HEAD + table + row), page(HEAD + table + row)):
        assert rows(reading)[1] == ("产出指标", "数量指标", "合格率", "良好")
        assert reading.projects[0].indicators[1].weight == 10
        assert not reading.issues


@pytest.mark.parametrize("ending", ["", "\t"])
def test_an_explanation_in_its_place_is_no_value(ending: str) -> None:
    table = "一级指标\t二级指标\t三级指标\t指标解释\t指标值\n产出指标\t质量指标\t合格率\t合格人数/总人数" + ending
    assert rows(read(HEAD + table + "\n")) == [("产出指标", "质量指标", "合格率", "")]


def test_levels_that_are_not_known_stand_in_their_places() -> None:
    table = COLUMNS + "决策指标\t项目立项\t立项规范性\t规范\n过程指标\t资金管理\t预算执行率\t＝100%\n"
    assert rows(read(HEAD + table)) == rows(page(HEAD + table)) == [
        ("决策指标", "项目立项", "立项规范性", "规范"),
        ("过程指标", "资金管理", "预算执行率", "＝100%"),
    ]  # fmt: skip


def test_a_level_that_may_be_either_is_what_its_place_says() -> None:
    table = COLUMNS + "效益指标\t经济效益指标\t不适用\t不适用\n\t社会效益指标\t影响力\t提升\n"
    assert [(i.level1_printed, i.dimension) for i in read(HEAD + table).projects[0].indicators] == [
        ("效益指标", "economic_benefit"),
        ("效益指标", "social_benefit"),
    ]


def test_a_category_printed_one_level_deeper() -> None:
    table = COLUMNS + "实施效果指标\t产出指标\t建设项目个数\t1个\n"
    for reading in (read(HEAD + table), page(HEAD + table)):
        assert [(i.level2_printed, i.category) for i in reading.projects[0].indicators] == [("产出指标", "output")]


def test_numbers_in_front_of_names_and_rows() -> None:
    table = "序号\t" + COLUMNS + "1\t1.产出指标\t1.1数量指标\t1.1.1资助人数\t642人\n"
    for reading in (read(HEAD + table), page(HEAD + table)):
        (indicator,) = reading.projects[0].indicators
        assert (indicator.ordinal_printed, indicator.name, indicator.dimension) == ("1.1.1", "资助人数", "quantity")
        assert refused(reading) == 0


def test_a_level_broken_inside_its_row_is_whole() -> None:
    table = COLUMNS + "产出指标\t数量指标\t资助人数\t642人\n\t质量指标\t准确率\t100%\n"
    broken = "满意度指标\t服务对象\n满意度指标\t学生满意度\t≥90%\n"
    assert rows(read(HEAD + table + broken))[2:] == [("满意度指标", "服务对象满意度指标", "学生满意度", "≥90%")]


def test_none_beside_a_level_without_a_name_is_ignored_by_name() -> None:
    table = COLUMNS + "产出指标\t数量指标\t资助人数\t642人\n\t质量指标\t\t无\n"
    for reading in (read(HEAD + table), page(HEAD + table)):
        assert (rows(reading), reading.issues) == (ONE, ())


def test_a_sign_parted_from_its_number_by_a_blank_is_of_the_value() -> None:
    table = "一级指标 二级指标 三级指标 指标值 权重\n"
    table += "产出指标 数量指标 培训 人数 ≥ 100 人 10\n产出指标 质量指标 合格率 ≥ 95 % 10\n"
    reading = read(HEAD.replace("\t", " ") + table)
    found = [(i.target.comparator, i.target.low, i.weight) for i in reading.projects[0].indicators]
    assert found == [("ge", 100, 10), ("ge", 95, 10)]


@pytest.mark.parametrize("unused", ["指标2：……", "指标2:.....", "指标2……", "2.……", "（2）……", "①……", "……", "指标2："])
def test_an_unused_row_of_the_form_is_no_indicator(unused: str) -> None:
    reading = read(HEAD + COLUMNS + f"产出指标\t数量指标\t指标1：资助人数\t642人\n\t\t{unused}\t\n\t\t{unused}\t……\n")
    assert rows(reading) == [("产出指标", "数量指标", "资助人数", "642人")]
    assert refused(reading) == 0
