"""Tables of many projects whose levels stand side by side, a pair of columns for each."""

from __future__ import annotations

from pipelines.extract import read_document
from pipelines.model.records import Reading
from pipelines.normalise import read_forms

_HEAD = (
    "<tr><td rowspan=3>单位编码（项目编码）</td><td rowspan=3>项目单位（项目名称）</td>"
    "<td colspan=3>项目金额（万元）</td><td colspan=6>绩效目标</td></tr>"
    "<tr><td rowspan=2>资金总额</td><td rowspan=2>政府预算资金</td><td rowspan=2>单位资金</td>"
    "<td colspan=2>成本指标</td><td colspan=2>产出指标</td><td colspan=2>满意度指标</td></tr>"
    "<tr>" + "<td>三级指标</td><td>指标值</td>" * 3 + "</tr>"
)
_UNIT = "<tr><td>017001</td><td>甲县司法局</td><td>85.5</td><td>85.5</td><td>0</td>" + "<td></td>" * 6 + "</tr>"
_FIRST = (
    "<tr><td rowspan=2>4104</td><td rowspan=2>调解员补贴</td><td rowspan=2>60</td><td rowspan=2>60</td>"
    "<td rowspan=2>0</td>"
    "<td>人均标准</td><td>≤500元/月</td><td>聘用人数</td><td>≥100人</td><td>群众满意度</td><td>≥90%</td></tr>"
    "<tr><td></td><td></td><td>发放及时率</td><td>100%</td><td></td><td></td></tr>"
)
_SECOND = (
    "<tr><td>4105</td><td>法律援助</td><td>25.5</td><td>25.5</td><td></td><td>每件补贴</td><td>≤1000元</td>"
    "<td>办理件数</td><td>≥255件</td><td>受援人满意度</td><td>≥95%</td></tr>"
)


def _read(rows: str) -> Reading:
    page = f"<html><body><p>2024年部门预算项目绩效目标汇总表</p><table>{rows}</table></body></html>"
    return read_forms(read_document(page.encode(), "form.html")[1])


def _facts(reading: Reading) -> list[tuple[str | None, str | None, str]]:
    return [(i.category, i.name, i.target.printed) for project in reading.projects for i in project.indicators]


def test_each_pair_gives_an_indicator_of_its_level() -> None:
    reading = _read(_HEAD + _UNIT + _FIRST + _SECOND)
    assert [(p.name and p.name.printed, p.agency and p.agency.printed) for p in reading.projects] == [
        ("调解员补贴", "甲县司法局"),
        ("法律援助", "甲县司法局"),
    ]
    assert _facts(reading) == [
        ("cost", "人均标准", "≤500元/月"),
        ("output", "聘用人数", "≥100人"),
        ("satisfaction", "群众满意度", "≥90%"),
        ("output", "发放及时率", "100%"),
        ("cost", "每件补贴", "≤1000元"),
        ("output", "办理件数", "≥255件"),
        ("satisfaction", "受援人满意度", "≥95%"),
    ]
    amounts = [(f.fund_source, f"{f.amount_yuan:f}") for f in reading.projects[0].funding]
    assert amounts == [("total", "600000"), ("fiscal_appropriation", "600000"), ("unit_funds", "0")]
    assert {issue.rule_code for issue in reading.issues} <= {"level_is_recognised"}


def test_the_table_goes_on_below_its_repeated_head() -> None:
    again = _read(_HEAD + _UNIT + _FIRST + "</table><p>续表</p><table>" + _HEAD + _SECOND)
    assert _facts(again) == _facts(_read(_HEAD + _UNIT + _FIRST + _SECOND))
    assert len(again.projects) == 2


def test_a_cell_beyond_the_pairs_is_refused() -> None:
    reading = _read(_HEAD + _FIRST + _SECOND.replace("</tr>", "<td>另附说明</td></tr>"))
    assert len(_facts(reading)) == 7
    assert "every_cell_is_understood" in {issue.rule_code for issue in reading.issues}


def test_text_that_lost_its_cells_in_front_is_not_unfolded() -> None:
    text = (
        "2024年部门预算项目绩效目标汇总表\n项目单位（项目名称）\t资金总额\t成本指标\t\t产出指标\n"
        "\t\t三级指标\t指标值\t三级指标\t指标值\n"
        "调解员补贴\t60\t人均标准\t≤500元/月\t聘用人数\t≥100人\n发放及时率\t100%\n"
    )
    reading = read_forms(read_document(text.encode(), "form.txt")[1])
    assert reading.projects == ()
    assert "table_is_in_order" in {issue.rule_code for issue in reading.issues}
