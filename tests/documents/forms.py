# ruff: noqa: E501 - a row of a table is read best in one line
"""Forms of other families in the cells of their printed tables: names are invented, shapes are as published."""

from __future__ import annotations

from tests.documents.printed import Paragraph, Printed, PrintedCell, PrintedTable


def _c(text: str, down: int = 1, across: int = 1) -> PrintedCell:
    return PrintedCell(text, down, across)


def _table(*rows: tuple[PrintedCell | str, ...]) -> PrintedTable:
    return PrintedTable(tuple(tuple(c if isinstance(c, PrintedCell) else _c(c) for c in row) for row in rows))


def many_projects() -> Printed:
    """All projects in one table, comparator, value and unit apart, money in yuan, a subtotal of the department."""
    return (
        Paragraph("部门预算项目绩效目标申报表(2023年度)"),
        Paragraph("金额单位:元"),
        _table(
            ("单位名称", "项目名称", "预算数", "年度目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重"),
            ("820-青岭镇部门", "", "3,900,840.00", "", "", "", "", "", "", "", ""),
            (
                _c("820001-云溪县青岭镇人民政府", 5), _c("村组干部补贴", 3), _c("3,309,840.00", 3), _c("按月足额发放村组干部补贴", 3),
                _c("产出指标", 2), "数量指标", "发放人数", "≥", "95", "人", "20",
            ),
            ("时效指标", "发放及时率", "＝", "100", "%", "20"),
            ("效益指标", "社会效益指标", "社会稳定程度", "定性", "良好", "", "10"),
            (
                _c("办公设备购置", 2), _c("591,000.00", 2), _c("保障日常办公", 2),
                _c("产出指标", 2), "数量指标", "购置数量", "≤", "12", "台", "40",
            ),
            ("质量指标", "验收合格率", "≥", "98", "%", "50"),
        ),
    )  # fmt: skip


def comparator_in_words() -> Printed:
    """Inner Mongolia: direction and comparator in words, weights in the level label."""
    return (
        Paragraph("项目绩效目标表"),
        Paragraph("单位:元"),
        _table(
            ("项目名称", "项目单位", "预算数", "年度绩效目标", "一级指标", "二级指标", "三级指标", "指标方向", "指标性质", "目标值", "计量单位", "分值"),
            (
                _c("业务装备经费", 3), _c("776001-白音旗人民检察院", 3), _c("1,030,700.00", 3), _c("保障办公办案装备需要", 3),
                _c("产出指标(50分)", 2), "数量指标", "购置装备数", "正向", "大于等于", "15", "台", "25",
            ),
            ("成本指标", "单台成本", "反向", "小于等于", "7.5", "万元", "25"),
            ("满意度指标(10分)", "服务对象满意度指标", "使用人员满意度", "正向", "大于等于", "98", "%", "10"),
        ),
    )  # fmt: skip


def chongqing() -> Printed:
    """Chongqing: a list of indicators without levels; the unit before the comparator before the value."""
    return (
        Paragraph("2023年一般性项目绩效目标表(一级项目)"),
        _table(
            ("编制单位:", _c("813-临江区桂溪镇", 1, 4), "单位:万元"),
            ("专项资金名称", _c("桂溪镇人居环境整治", 1, 2), "业务主管部门", _c("813-临江区桂溪镇", 1, 2)),
            ("当年预算", _c("229.66", 1, 5)),
            ("项目概况", _c("整治全镇人居环境", 1, 5)),
            ("当年绩效目标", _c("按时足额发放,维护权益", 1, 5)),
            (_c("绩效指标", 4), "指标", "指标权重", "计量单位", "指标性质", "指标值"),
            ("发放人数", "40", "人", "≥", "80"),
            ("是否按时足额发放", "30", "%", "≥", "95"),
            ("促进社会和谐稳定", "30", "", "定性", ""),
        ),
    )


def self_evaluation() -> Printed:
    """The national self-evaluation form: budget, execution, scores; target and actual apart."""
    return (
        Paragraph("项目支出绩效自评表"),
        Paragraph("(2022年度)"),
        _table(
            ("项目名称", _c("农村公路养护", 1, 8)),
            ("主管部门", _c("云江市交通运输局", 1, 4), "实施单位", _c("云江市公路养护中心", 1, 3)),
            (_c("项目资金\n(万元)", 4), _c("", 1, 2), "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
            (_c("年度资金总额", 1, 2), "120.00", "118.50", "110.25", "10", "93.04%", "9.3"),
            (_c("其中:财政拨款", 1, 2), "100.00", "98.50", "90.25", "", "", ""),
            (_c("其他资金", 1, 2), "20.00", "20.00", "20.00", "", "", ""),
            (_c("年度总体目标", 2), _c("预期目标", 1, 4), _c("实际完成情况", 1, 4)),
            (_c("养护农村公路50公里", 1, 4), _c("养护农村公路52公里", 1, 4)),
            (_c("绩效指标", 5), "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"),
            (_c("产出指标(50分)", 2), "数量指标", "养护里程", "≥50公里", "52公里", "25", "25", ""),
            ("成本指标", "每公里成本", "≤2.4万元", "2.1万元", "25", "25", ""),
            ("效益指标(30分)", "社会效益指标", "改善出行条件", "有效改善", "有效改善", "30", "28", "部分路段未完工"),
            ("满意度指标(10分)", "服务对象满意度指标", "群众满意度", "≥90%", "95%", "10", "10", ""),
        ),
    )  # fmt: skip


def value_and_standard() -> Printed:
    """Hunan: value with its unit, and a standard that is neither; empty rows of level 2."""
    return (
        Paragraph("2023年项目支出绩效目标申报表"),
        Paragraph("单位:万元"),
        _table(
            ("项目支出名称", _c("雾炮车抑尘服务", 1, 2), "预算部门", _c("云潭市环境卫生管理处", 1, 2)),
            ("年度本级\n预算金额", _c("250万", 1, 2), "该项目支出上级资金", _c("0", 1, 2)),
            ("本年度绩效目标", _c("采购雾炮车抑尘服务,空气质量达到优良", 1, 5)),
            (_c("本年度绩效指标", 6), "一级指标", "二级指标", "三级指标", "指标值及单位", "绩效标准"),
            (_c("产出指标", 2), "数量指标", "雾炮车数量", "12辆", "计划标准"),
            ("时效指标", "服务期限", "12个月", "计划标准"),
            (_c("效益指标", 2), "经济效益指标", "", "", ""),
            ("生态效益指标", "空气优良率", "≥85%", "行业标准"),
            (_c("满意度指标", 1, 2), "市民满意度", "≥90%", "计划标准"),
        ),
    )


def cost_first() -> Printed:
    """The national scheme of 2021: cost as a level of its own, two indicators under one level 2."""
    return (
        Paragraph("项目支出绩效目标表"),
        Paragraph("（2025年度）"),
        _table(
            ("项目名称", _c("公共图书馆免费开放", 1, 4)),
            (_c("主管部门", 1), _c("云县文化和旅游局", 1, 2), "实施单位", "云县图书馆"),
            (_c("项目资金\n(万元)", 3), _c("年度资金总额", 1, 2), _c("60.5", 1, 2)),
            (_c("其中：财政拨款", 1, 2), _c("60.5", 1, 2)),
            (_c("其他资金", 1, 2), _c("", 1, 2)),
            ("总体目标", _c("保障图书馆全年免费开放", 1, 4)),
            (_c("绩效指标", 7), "一级指标", "二级指标", "三级指标", "指标值"),
            (_c("成本指标", 2), "经济成本指标", "年度运行成本", "≤60.5万元"),
            ("社会成本指标", "扰民投诉次数", "≤3次"),
            (_c("产出指标", 2), _c("数量指标", 2), "开放天数", "≥300天"),
            ("接待人次", "≥1.5万人次"),
            ("效益指标", "可持续影响指标", "提升公民文化素养", "持续提升"),
            ("满意度指标", "服务对象满意度指标", "读者满意度", "≥92%"),
        ),
    )


FORMS = {
    "many_projects": many_projects,
    "comparator_in_words": comparator_in_words,
    "chongqing": chongqing,
    "self_evaluation": self_evaluation,
    "value_and_standard": value_and_standard,
    "cost_first": cost_first,
}
