"""What the cells beside a value lend it, where they contradict it, and what money cells of the head hold."""

# ruff: noqa: E501  (a case a line)
from __future__ import annotations

from decimal import Decimal

import pytest
from target_summary import summary

from pipelines.normalise.targets import (
    TargetContext,
    UnreadableError,
    is_comparator,
    is_number,
    is_unit,
    looks_like_target,
    parse_amount,
    parse_target,
    read_target,
    split_trailing_target,
)

C = TargetContext


@pytest.mark.parametrize(
    ("printed", "context", "reading"),
    [
        ("95", C(unit_cell="%", comparator_cell="≥"), "percent ge 95 %=percent from unit_column,comparator_column"),
        ("95%", C(unit_cell="%", comparator_cell="≥"), "percent ge 95 %=percent from comparator_column"),
        ("≥95%", C(unit_cell="%", comparator_cell="≥"), "percent ge 95 %=percent"),
        ("98", C(unit_cell="%", comparator_cell="大于等于"), "percent ge 98 %=percent from unit_column,comparator_column"),
        ("95", C(unit_cell="％", comparator_cell="正向"), "percent unstated 95 %=percent from unit_column"),
        ("80", C(unit_cell="人数", comparator_cell="≥"), "count ge 80 人数=person from unit_column,comparator_column"),
        ("50", C(unit_cell="万元", comparator_cell="≤"), "money le 50 万元=CNY → 500000 CNY from unit_column,comparator_column"),
        ("5万", C(unit_cell="人"), "count unstated 5 万人=person → 50000 person from unit_column"),
        ("5万", C(unit_cell="万元"), "money unstated 5 万元=CNY → 50000 CNY from unit_column"),
        ("12", C(unit_cell="月"), "duration unstated 12 月=month from unit_column"),
        ("12", C(unit_cell="月", comparator_cell="≤", indicator_name="完成时间"), "date ..--12 from unit_column,comparator_column ?"),
        ("12", C(unit_cell="月", indicator_name="完成时间", fiscal_year=2024), "date 2024-12..2024-12 from fiscal_year,unit_column ?"),
        ("12", C(unit_cell="月", comparator_cell="≥", indicator_name="开工时间"), "date --12.. from unit_column,comparator_column ?"),
        ("≤12月", C(indicator_name="项目完成时间", dimension="timeliness"), "date ..--12 ?"),
        ("≤12月", C(indicator_name="响应时间", dimension="timeliness"), "duration le 12 月=month ?"),
        ("12月", C(unit_cell="月", comparator_cell="≤", indicator_name="完成时间"), "date ..--12 from comparator_column"),
        ("12", C(unit_cell="月", comparator_cell="≥", dimension="timeliness", indicator_name="服务时间"), "duration ge 12 月=month from unit_column,comparator_column ?"),
        ("12", C(unit_cell="月底前", dimension="timeliness", indicator_name="资金拨付"), "date ..--12-31 from unit_column"),
        ("2024", C(unit_cell="年", comparator_cell="≤"), "date ..2024 from unit_column,comparator_column"),
        ("2024年12", C(unit_cell="月"), "date 2024-12..2024-12 from unit_column"),
        ("2024.12", C(unit_cell="月", comparator_cell="≤"), "date ..2024-12 from unit_column,comparator_column"),
        ("2024.1", C(unit_cell="月"), "date 2024-01..2024-01 from unit_column ?"),
        ("202412", C(unit_cell="月"), "date 2024-12..2024-12 from unit_column"),
        ("20241231", C(unit_cell="日"), "date 2024-12-31..2024-12-31 from unit_column"),
        ("12月31", C(unit_cell="日", comparator_cell="≤"), "date ..--12-31 from unit_column,comparator_column"),
        ("12.31", C(unit_cell="日", comparator_cell="≤", indicator_name="完成时间"), "date ..--12-31 from unit_column,comparator_column ?"),
        ("12.5", C(unit_cell="日", indicator_name="平均住院日"), "duration unstated 12.5 日=day from unit_column"),
        ("31", C(unit_cell="日", comparator_cell="≤", indicator_name="完成时间"), "duration le 31 日=day from unit_column,comparator_column"),
        ("2024年12月31日", C(comparator_cell="≤"), "date ..2024-12-31 from comparator_column"),
        ("1-12月", C(comparator_cell="≤"), "date --01..--12"),
        ("12", C(unit_cell="个月", comparator_cell="≤", indicator_name="完成时间"), "duration le 12 个月=month from unit_column,comparator_column"),
        ("12", C(unit_cell="月", dimension="timeliness", indicator_name="建设工期"), "duration unstated 12 月=month from unit_column"),
        ("12", C(dimension="timeliness", indicator_name="完成时间（月）"), "date --12..--12 from indicator_name ?"),
        ("12", C(dimension="timeliness", indicator_name="响应时间（月）"), "duration unstated 12 月=month from indicator_name ?"),
        ("18", C(dimension="timeliness", indicator_name="完成时间（月）"), "duration unstated 18 月=month from indicator_name"),
        ("12", C(dimension="timeliness", indicator_name="建设工期（月）"), "duration unstated 12 月=month from indicator_name"),
        ("1", C(unit_cell="人/年", comparator_cell="≥"), "rate ge 1 人/年=person per year from unit_column,comparator_column"),
        ("300", C(unit_cell="元/人·月"), "rate unstated 300 元/人·月=CNY per person,month from unit_column"),
        ("5000元", C(unit_cell="元/亩"), "rate unstated 5000 元=CNY per mu from unit_column"),
        ("12个党支部", C(unit_cell="个"), "count unstated 12 个党支部=count (党支部)"),
        ("50万元", C(unit_cell="元"), "money unstated 50 万元=CNY → 500000 CNY"),
        ("50", C(indicator_name="项目总投资(万元)"), "money unstated 50 万元=CNY → 500000 CNY from indicator_name"),
        ("50", C(indicator_name="新增就业（单位：人）"), "count unstated 50 人=person from indicator_name"),
        ("50", C(indicator_name="社区数（≥**个）"), "count unstated 50 个=count from template_mask"),
        (">=85", C(indicator_name="满意度( ≥**% )"), "percent ge 85 %=percent from template_mask"),
        ("50", C(indicator_name="补贴资金(含本级)"), "number unstated 50"),
        ("50", C(form_unit="万元", dimension="cost", indicator_name="项目成本"), "money unstated 50 万元=CNY → 500000 CNY from form_unit"),
        ("2024.12", C(unit_cell="万元"), "money unstated 2024.12 万元=CNY → 20241200 CNY from unit_column"),
        ("2024.12", C(dimension="cost"), "number unstated 2024.12"),
        ("12月底前", C(fiscal_year=2024), "date ..2024-12-31 from fiscal_year"),
        ("每年12月底前", C(fiscal_year=2024), "date ..--12-31"),
        ("11月底之前", C(comparator_cell="定性"), "date ..--11-30"),
        ("基本建立", C(comparator_cell="定性"), "qualitative"),
        ("优", C(comparator_cell="≥"), "qualitative quality_grade:5"),
        ("10-20", C(comparator_cell="=", unit_cell="人"), "count range [10,20] 人=person from unit_column"),
        ("1:3", C(unit_cell="比例", comparator_cell="≥"), "rate ge 1 per 3 from comparator_column"),
        ("由80提高到85", C(unit_cell="%"), "percent unstated 85 %=percent from unit_column"),
        ("2024年≥95%", C(fiscal_year=2024), "percent ge 95 %=percent"),
        ("次年3月底前", C(fiscal_year=2024), "date ..2025-03-31 from fiscal_year"),
        ("50", C(unit_cell="万", dimension="social_benefit", indicator_name="受益人口"), "number unstated 50 万= → 500000 from unit_column"),
        ("50", C(unit_cell="万", dimension="cost", indicator_name="项目成本", form_unit="万元"), "money unstated 50 万=CNY → 500000 CNY from unit_column"),
        ("3000", C(indicator_name="补助标准（元/人*月）"), "rate unstated 3000 元/人*月=CNY per person,month from indicator_name"),
        ("3000", C(indicator_name="补助标准[元/(人·月)]"), "rate unstated 3000 元/(人·月)=CNY per person,month from indicator_name"),
        ("95", C(unit_cell="%", comparator_cell="≥（正向）"), "percent ge 95 %=percent from unit_column,comparator_column"),
        ("95", C(unit_cell="%", comparator_cell="正向（大于等于）"), "percent ge 95 %=percent from unit_column,comparator_column"),
        ("5", C(unit_cell="万字", comparator_cell="≥"), "count ge 5 万字=count (字) → 50000 count from unit_column,comparator_column"),
        ("第四", C(unit_cell="季度", indicator_name="完成时间"), "date --10-01..--12-31 from unit_column"),
        ("4", C(unit_cell="季度", indicator_name="完成时间"), "date --10-01..--12-31 from unit_column ?"),
        ("4", C(unit_cell="季度", dimension="timeliness", indicator_name="建设工期"), "duration unstated 4 季度=quarter → 12 month from unit_column"),
        ("2024.12", C(comparator_cell="≤", dimension="timeliness", indicator_name="完成时间"), "date ..2024-12 from comparator_column ?"),
        ("11月15日至3月15日", C(fiscal_year=2024), "date --11-15..--03-15"),
        ("9月至次年6月", C(fiscal_year=2024), "date 2024-09..2025-06 from fiscal_year"),
        # nothing is guessed
        ("95", C(dimension="quality", indicator_name="群众满意度"), "number unstated 95"),
        ("50", C(form_unit="万元", dimension="cost", indicator_name="补助标准"), "number unstated 50"),
        ("100", C(form_unit="万元", dimension="cost", indicator_name="成本控制率"), "number unstated 100"),
        ("50", C(form_unit="万元", dimension="quantity", indicator_name="购置数量"), "number unstated 50"),
        ("5万", C(indicator_name="参与人数"), "number unstated 5 万= → 50000"),
        ("95", C(unit_cell="/"), "number unstated 95"),
        ("2", C(unit_cell="名次"), "number unstated 2 ?"),
        # what may be a day is doubted where a day is meant
        ("12.31", C(comparator_cell="≤", dimension="timeliness", indicator_name="完成时间"), "number le 12.31 from comparator_column ?"),
        ("6-30", C(dimension="timeliness", indicator_name="完成时间"), "number range [6,30] ?"),
        ("12/31", C(dimension="timeliness", indicator_name="完成时间"), "number unstated 0.3870967742 ?"),
        ("12.5", C(dimension="timeliness", indicator_name="平均住院日"), "number unstated 12.5"),
        ("20241231", C(comparator_cell="≤", indicator_name="完成时间"), "number le 20241231 from comparator_column ? ~2024年12月31日"),
        # contradictions are doubts
        ("50万元以上", C(comparator_cell="≤"), "money ge 50 万元=CNY → 500000 CNY ?"),
        ("≥95", C(unit_cell="%", comparator_cell="="), "percent ge 95 %=percent from unit_column ?"),
        ("12个", C(unit_cell="人"), "count unstated 12 个=count ?"),
        ("5000元/亩", C(unit_cell="元/户"), "rate unstated 5000 元/亩=CNY per mu ?"),
        ("5亿", C(unit_cell="万元"), "money unstated 5 亿元=CNY → 500000000 CNY from unit_column ?"),
        ("3", C(unit_cell="xyz"), "number unstated 3 ?"),
        ("1/3", C(unit_cell="人"), "count unstated 0.3333333333 人=person from unit_column ?"),
        ("1/3", C(unit_cell="%"), "unreadable"),
        ("80", C(unit_cell="%", comparator_cell="区间"), "percent unstated 80 %=percent from unit_column ?"),
        ("2024年≥95%", C(fiscal_year=2023), "percent ge 95 %=percent ?"),
        ("2024", C(dimension="timeliness"), "number unstated 2024 ? ~2024年"),
    ],
)  # fmt: skip
def test_surroundings_lend_and_contradict(printed: str, context: TargetContext, reading: str) -> None:
    assert summary(read_target(printed, context)) == reading


@pytest.mark.parametrize(
    ("printed", "unit", "yuan"),
    [
        ("50万元", None, "500000"),
        ("50 万元", "元", "500000"),
        ("3.7", "万元", "37000"),
        ("１２．５", "万元", "125000"),
        ("3,309,840.00", "元", "3309840"),
        ("8,827,620.53", "元", "8827620.53"),
        ("854万(高标准农田建设400万元,示范建设295万元,畅通工程159万元)", "万元", "8540000"),
        ("250万", None, "2500000"),
        ("1.40万元", "元", "14000"),
        ("￥50,000.00", None, "50000"),
        ("人民币50万元", None, "500000"),
        ("共50万元。", None, "500000"),
        ("伍拾万元整", None, "500000"),
        ("1.5千元", None, "1500"),
        ("50（万元）", "元", "500000"),
        ("12.5亿", "万元", "1250000000"),
        ("15000", "千元", "15000000"),
        ("2024.12", "万元", "20241200"),
        ("-5.00", "万元", "-50000"),
        ("0", None, "0"),
        ("0.00", "万元", "0"),
        ("￥", "万元", None),
        ("", "万元", None),
        ("无", "万元", None),
        ("-", "万元", None),
        ("/", "万元", None),
        ("……", "万元", None),
    ],
)
def test_money_cell_is_exact_yuan_or_nothing_stated(printed: str, unit: str | None, yuan: str | None) -> None:
    amount = parse_amount(printed, unit).amount_yuan
    assert amount == (None if yuan is None else Decimal(yuan))


@pytest.mark.parametrize(
    ("printed", "unit", "code"),
    [
        ("50", None, "amount_unit_is_known"),
        ("50", "个", "amount_unit_is_known"),
        ("40004000100%", "万元", "amount_is_readable"),
        ("≤50万元", None, "amount_is_readable"),
        ("约50万元", None, "amount_is_readable"),
        ("50万元左右", None, "amount_is_readable"),
        ("50万元以内", None, "amount_is_readable"),
        ("50万元(不含税)", None, "amount_is_readable"),
        ("50-60万元", None, "amount_is_readable"),
        ("50、60", "万元", "amount_is_readable"),
        ("5 0", "万元", "amount_is_readable"),
        ("50 60", "万元", "amount_is_readable"),
        ("1,23", "元", "amount_is_readable"),
        ("05", "元", "amount_is_readable"),
        ("50人", "万元", "amount_is_readable"),
        ("50万人", "万元", "amount_is_readable"),
        ("50万美元", None, "amount_is_readable"),
        ("50万元/年", None, "amount_is_readable"),
        ("100%", "万元", "amount_is_readable"),
        ("参见附件1具体金额", "万元", "amount_is_readable"),
        ("3.7万元2万元", None, "amount_is_readable"),
    ],
)
def test_what_is_not_one_whole_amount_is_refused(printed: str, unit: str | None, code: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        parse_amount(printed, unit)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("学校改造覆盖率100%", ("学校改造覆盖率", "100%")),
        ("学生家长满意度≥90%", ("学生家长满意度", "≥90%")),
        ("教育优质均衡发展情况稳步提高", ("教育优质均衡发展情况", "稳步提高")),
        ("补助标准每人每月300元", ("补助标准", "每人每月300元")),
        ("学生人数 不低于 500 人", ("学生人数", "不低于 500 人")),
        ("完成时间2024年12月底前", ("完成时间", "2024年12月底前")),
        ("社会稳定水平明显提升", ("社会稳定水平", "明显提升")),
        ("全面落实责任", None),
        ("第2季度", None),
        ("及时发放率100", None),
        ("水质达到三类", None),
        ("10kV线路改造3公里", ("10kV线路改造", "3公里")),
        ("2024年培训3期", None),
        ("3类人群补助发放", None),
        ("控制成本在50万元以内", None),
        ("不低于95%", None),
        ("50万元", None),
        ("数量指标", None),
        ("提高群众幸福感", None),
    ],
)
def test_glued_row_splits_only_where_that_is_certain(glued: str, parts: tuple[str, str] | None) -> None:
    assert split_trailing_target(glued) == parts


def test_columns_are_told_apart_by_their_cells() -> None:
    comparators = ["≥", "＞=", "≦", "大于等于", "不超过", "=", "等于", "定性"]
    units = [
        "万元",
        "%",
        "个",
        "人次",
        "元/人·月",
        "次/年",
        "百分比",
        "m2",
        "㎡",
        "月",
        "日",
        "个（处）",
        "台/套",
        "单位：万元",
        "个工作日",
    ]
    numbers = ["95", " 3,309,840.00", "-2.5", "１００", "0"]
    others = [
        "正向",
        "定量",
        "及时",
        "无",
        "满意",
        "是/否",
        "优",
        "长期",
        "",
        "产出指标",
        "率",
        "10分",
        "95%",
        "1,23",
        "计划标准",
    ]
    assert [text for text in comparators + units + numbers + others if is_comparator(text)] == comparators
    assert [text for text in comparators + units + numbers + others if is_unit(text)] == units
    assert [text for text in comparators + units + numbers + others if is_number(text)] == numbers


def test_a_value_is_told_from_a_name() -> None:
    assert all(looks_like_target(text) for text in ("≥95%", "12个党支部", "2024年12月底前", "显著提升", "及时"))
    assert not any(looks_like_target(text) for text in ("", "无", "群众满意度", "街道办事处", "%", "≥**个", "95%98%"))


def test_refusal_names_the_reason_and_its_rule() -> None:
    with pytest.raises(UnreadableError, match="互相矛盾") as refusal:
        parse_target("不低于90%以内")
    assert refusal.value.code == "target_is_readable"


@pytest.mark.parametrize(
    "printed", ["≥95%", "178台", "≤120万元", "每年2次", "12", "2024.06", "6月底前", "明显改善", "1O0%"]
)
def test_beside_names_that_say_nothing_a_value_is_read_once(printed: str) -> None:
    first, second = (
        read_target(printed, C(indicator_name=name, dimension="quality", fiscal_year=2024))
        for name in ("甲村道路验收合格率", "乙镇环境改善情况")
    )
    assert first is second
    assert first == read_target(printed, C(dimension="quality", fiscal_year=2024))
