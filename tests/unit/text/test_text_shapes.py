"""Shapes of text: how the cells of a table are found again, region by region."""

# ruff: noqa: E501 - printed forms are wider than a line of code
from __future__ import annotations

import pytest

from pipelines.extract.text import read_text
from pipelines.model.cells import Structure

CASES = [
    ("tabs", "项目名称\t\t经费\n主管部门\t甲\n", Structure.ROWS, [["项目名称", "", "经费"], ["主管部门", "甲"]]),
    ("tabs and quoted cells", '名称\t\t"农产品\n监测"\t\n资金\t"320,000.00"\t"说""明"""\n', Structure.ROWS,
     [["名称", "", "农产品\n监测"], ["资金", "320,000.00", '说"明"']]),
    ("printed quotes", '名称\t"平安"建设\n目标\t"两不愁"\n备注\t"未完\n丙\n甲\t乙\n', Structure.ROWS,
     [["名称", '"平安"建设'], ["目标", '"两不愁"'], ["备注", '"未完'], ["丙"], ["甲", "乙"]]),
    ("wide bars", "项目名称　｜　课后服务\n主管部门　｜　甲　乙　｜　单位\n", Structure.ROWS,
     [["项目名称", "课后服务"], ["主管部门", "甲　乙", "单位"]]),
    ("a drawn frame", "┌──┬──┐\n│名称│甲 │\n├──┼──┤\n│单位│  │\n└──┴──┘\n", Structure.ROWS, [["名称", "甲"], ["单位"]]),
    ("bars", "项目名称 | 经费 |||\n主管部门 | 甲 | 实施单位 | 乙 |\n", Structure.ROWS,
     [["项目名称", "经费"], ["主管部门", "甲", "实施单位", "乙"]]),
    ("leading bars", "| 名称 | 值 |\n| 甲 | 1 |\n", Structure.ROWS, [["名称", "值"], ["甲", "1"]]),
    ("blank between bars", "促进和谐 |  | 定性 | 良好 |\n发放率 | % | ≥ | 95 |\n", Structure.ROWS,
     [["促进和谐", "", "定性", "良好"], ["发放率", "%", "≥", "95"]]),
    ("a cell a line", "名称 |\n经费 |\n|\n部门 |\n甲 |\n", Structure.SEQUENCE,
     [["名称"], ["经费"], [""], ["部门"], ["甲"]]),
    ("a wrapped cell", "名称 |\n项目资金\n(万元) |\n年度资金总额 |\n3.7 |\n甲 |\n", Structure.SEQUENCE,
     [["名称"], ["项目资金\n(万元)"], ["年度资金总额"], ["3.7"], ["甲"]]),
    ("rows closed by bars", "|\n名称 |\n甲 |\n|||\n|\n部门 |\n乙 |\n单位 |\n||\n|\n期限 |\n|\n|||\n", Structure.ROWS,
     [["名称", "甲"], ["部门", "乙", "单位"], ["期限"]]),
    ("runs of blanks", "一级指标  二级指标  指标值\n产出指标  数量 指标  12个\n质量指标  达标率  95%\n时效指标　　及时性　　及时\n",
     Structure.ROWS, [["一级指标", "二级指标", "指标值"], ["产出指标", "数量 指标", "12个"], ["质量指标", "达标率", "95%"],
                      ["时效指标", "及时性", "及时"]]),
    ("single blanks", "一级指标 二级指标\n产出指标 数量指标\n收益率( ≥**% ) >=8%\n满意度 ≥90%\n", Structure.WORDS,
     [["一级指标", "二级指标"], ["产出指标", "数量指标"], ["收益率( ≥**% )", ">=8%"], ["满意度", "≥90%"]]),
    ("glued", "项目名称补助资金\n产出指标数量指标\n达标率100%\n满意度90%\n", Structure.GLUED,
     [["项目名称补助资金"], ["产出指标数量指标"], ["达标率100%"], ["满意度90%"]]),
    ("prose", "附件3\n", Structure.PROSE, [["附件3"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "structure", "rows"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_shape(text: str, structure: Structure, rows: list[list[str]]) -> None:
    (block,) = read_text(text.encode()).blocks
    assert block.structure is structure
    assert [[cell.text for cell in row] for row in block.rows] == rows


def test_a_cell_a_paragraph_keeps_its_blank_cells() -> None:
    texts = ["项目名称", "经费", "\u00a0", "部门", "甲", "产出", "数量", "人数", "12人", "\u00a0"]
    (block,) = read_text("\n\n".join(texts).encode()).blocks
    assert block.structure is Structure.SEQUENCE
    assert [row[0].is_blank for row in block.rows] == [text == "\u00a0" for text in texts]


def test_exploded_bars_keep_the_printed_cells_and_one_blank_between_them() -> None:
    (block,) = read_text(("|" * 900 + "名称" + "|" * 500 + "经费" + "|" * 700 + "\n").encode()).blocks
    assert [cell.text for cell in block.rows[0]] == ["", "名称", "", "经费"]
    assert [cell.column for cell in block.rows[0]] == [1, 900, 901, 1400]


def test_regions_of_one_file_have_their_own_shapes() -> None:
    text = "说明文字。\n\n甲\t1\n乙\t2\n\n又一段说明。\n\n| 丙 | 3 |\n| 丁 | 4 |\n"
    content = read_text(text.encode())
    assert [block.structure for block in content.blocks] == [
        Structure.PROSE, Structure.ROWS, Structure.PROSE, Structure.ROWS,
    ]  # fmt: skip
    assert [cell.line for cell in content.cells()] == [1, 3, 3, 4, 4, 6, 8, 8, 9, 9]
    assert [cell.table for cell in content.cells()] == [1, 2, 2, 2, 2, 3, 4, 4, 4, 4]


def test_markdown_prints_neither_its_rule_lines_nor_its_marks() -> None:
    text = (
        "## 一、甲项目\n\n| 项目名称 | 甲 |\n|:--|--:|\n| **指标值** | 5人<br>8人次 |\n| 合格率 | \\>95% |\n| 甲\\|乙 | &ge;6人 |\n"
        "\n### 二、乙项目\n\n| 项目名称 | 乙 |\n| --- | :-: |\n| 人数 | -- |\n"
    )
    content = read_text(text.encode())
    assert [[[cell.text for cell in row] for row in block.rows] for block in content.blocks] == [
        [["一、甲项目"]],
        [["项目名称", "甲"], ["指标值", "5人\n8人次"], ["合格率", ">95%"], ["甲|乙", "≥6人"]],
        [["二、乙项目"]],
        [["项目名称", "乙"], ["人数", "--"]],
    ]
    assert [block.rows[0][0].line for block in content.blocks] == [1, 3, 9, 11]


def test_marks_stay_where_no_rule_line_says_that_it_is_markdown() -> None:
    content = read_text("| 项目名称 | 甲<br>乙 |\n| - | - |\n| **指标** | \\>95% |\n".encode())
    assert [cell.text for cell in content.cells()] == ["项目名称", "甲<br>乙", "-", "-", "**指标**", "\\>95%"]


def test_blank_lines_without_end_are_read_in_one_pass() -> None:
    """A hundred thousand of them took half a minute when each was taken away from the lines that were left."""
    blank = " \n" * 100_000
    content = read_text(f"绩效目标\n{blank}社区经费".encode())
    assert [cell.text for cell in content.cells()] == ["绩效目标", "社区经费"]
    assert [cell.text for cell in read_text(f"{blank}绩效目标\n{blank}".encode()).cells()] == ["绩效目标"]


def test_a_bracket_that_stays_open_for_a_hundred_thousand_words_is_one_word() -> None:
    (cell,) = read_text(f"绩效\n( {'甲 ' * 100_000})\n目标\n".encode()).blocks[0].rows[1]
    assert cell.text.split() == ["(", *["甲"] * 100_000, ")"]
