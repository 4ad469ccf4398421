"""Merged cells that were undone by repeating their text: the same facts as merged, the copies ignored by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from pipelines.extract import read_document
from pipelines.model.cells import Content
from pipelines.model.records import Reading
from pipelines.normalise import read_forms
from tests.documents import real
from tests.documents.forms import FORMS
from tests.documents.printed import Paragraph, Printed, PrintedCell, PrintedTable
from tests.documents.random_forms import random_document
from tests.documents.write import WRITERS, with_spans_repeated

COPY = "repeated_merged_cell"


def _c(text: str, down: int = 1, across: int = 1) -> PrintedCell:
    return PrintedCell(text, down, across)


def _self_evaluation() -> Printed:
    """Promised and achieved, budget and spending are equal: under two heads they are two facts."""
    return (
        Paragraph("项目支出绩效自评表"),
        Paragraph("(2022年度)"),
        PrintedTable(
            (
                (_c("项目名称", 1, 2), _c("农村公路养护", 1, 8)),
                (
                    _c("主管部门", 1, 2),
                    _c("云江市交通运输局", 1, 4),
                    _c("实施单位", 1, 2),
                    _c("云江市公路养护中心", 1, 2),
                ),
                (
                    _c("项目资金\n(万元)", 4, 2),
                    _c("", 1, 2),
                    _c("年初预算数"),
                    _c("全年预算数"),
                    _c("全年执行数"),
                    _c("分值"),
                    _c("执行率"),
                    _c("得分"),
                ),
                (_c("年度资金总额", 1, 2), _c("120"), _c("120"), _c("120"), _c("10"), _c("100%"), _c("10")),
                (_c("其中:财政拨款", 1, 2), _c("100"), _c("100"), _c("100"), _c(""), _c(""), _c("")),
                (_c("其他资金", 1, 2), _c("20"), _c("20"), _c("20"), _c(""), _c(""), _c("")),
                (_c("年度总体目标", 2, 2), _c("预期目标", 1, 4), _c("实际完成情况", 1, 4)),
                (_c("养护农村公路50公里", 1, 4), _c("养护农村公路50公里", 1, 4)),
                (
                    _c("绩效指标", 4),
                    _c("一级指标"),
                    _c("二级指标"),
                    _c("三级指标", 1, 2),
                    _c("年度指标值"),
                    _c("实际完成值"),
                    _c("分值"),
                    _c("得分"),
                    _c("偏差原因"),
                ),
                (
                    _c("产出指标(50分)", 2),
                    _c("数量指标"),
                    _c("养护里程", 1, 2),
                    _c("≥50公里"),
                    _c("≥50公里"),
                    _c("25"),
                    _c("25"),
                    _c("无"),
                ),
                (_c("成本指标"), _c("每公里成本", 1, 2), _c("≤2.4万元"), _c("≤2.4万元"), _c("25"), _c("25"), _c("无")),
                (
                    _c("满意度指标(10分)"),
                    _c("满意度指标"),
                    _c("群众满意度", 1, 2),
                    _c("≥90%"),
                    _c("≥90%"),
                    _c("10"),
                    _c("10"),
                    _c("无"),
                ),
            )
        ),
    )


def _two_periods() -> Printed:
    """Goals and amounts of both periods are equal, and each stands under a head of its own."""
    return (
        Paragraph("项目支出绩效目标申报表"),
        Paragraph("(2024年度)"),
        PrintedTable(
            (
                (_c("项目名称", 1, 2), _c("河道保洁", 1, 8)),
                (_c("主管部门", 1, 2), _c("云山市水务局", 1, 4), _c("实施单位", 1, 2), _c("云山市河道所", 1, 2)),
                (
                    _c("项目资金\n(万元)", 3, 2),
                    _c("中期资金总额", 1, 2),
                    _c("360", 1, 2),
                    _c("年度资金总额", 1, 2),
                    _c("360", 1, 2),
                ),
                (_c("其中:财政拨款", 1, 2), _c("360", 1, 2), _c("其中:财政拨款", 1, 2), _c("360", 1, 2)),
                (_c("其他资金", 1, 2), _c("", 1, 2), _c("其他资金", 1, 2), _c("", 1, 2)),
                (_c("总体目标", 2, 2), _c("中期目标(2024年-2026年)", 1, 4), _c("年度目标", 1, 4)),
                (_c("保洁河道300公里", 1, 4), _c("保洁河道300公里", 1, 4)),
                (
                    _c("绩效指标", 3),
                    _c("一级指标"),
                    _c("二级指标", 1, 2),
                    _c("三级指标", 1, 2),
                    _c("指标值"),
                    _c("三级指标", 1, 2),
                    _c("指标值"),
                ),
                (
                    _c("产出指标"),
                    _c("数量指标", 1, 2),
                    _c("保洁里程", 1, 2),
                    _c("≥300公里"),
                    _c("保洁里程", 1, 2),
                    _c("≥300公里"),
                ),
                (
                    _c("满意度指标"),
                    _c("服务对象满意度指标", 1, 2),
                    _c("群众满意度", 1, 2),
                    _c("≥90%"),
                    _c("群众满意度", 1, 2),
                    _c("≥90%"),
                ),
            )
        ),
    )


FURTHER: dict[str, Callable[[], Printed]] = {
    **{name: form for name, form in FORMS.items() if name != "value_and_standard"},
    "equal_achievement": _self_evaluation,
    "equal_periods": _two_periods,
    "yongning": real.yongning,
    "yuanzhou": real.yuanzhou,
}


def _read(document: Printed, name: str = "form.html") -> tuple[Content, Reading]:
    content = read_document(WRITERS[name](document), name)[1]
    return content, read_forms(content)


def _facts(reading: Reading) -> list[Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(r"\s", "", value)
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items() if not k.endswith("cell")}
        return [plain(v) for v in value] if isinstance(value, list | tuple) else value

    issues = [(issue.rule_code, issue.message, issue.printed) for issue in reading.issues]
    return [reading.title, reading.fiscal_year, reading.layout, *(plain(asdict(p)) for p in reading.projects), issues]


def _title_inside(document: Printed) -> Printed:
    """The title as the first row of its table, merged over the width."""
    parts: list[PrintedTable] = []
    titles: list[str] = []
    for part in document:
        if isinstance(part, Paragraph):
            titles.append(part.text)
            continue
        width = part.size()[1]
        parts.append(PrintedTable((*((PrintedCell(title, 1, width),) for title in titles), *part.rows)))
        titles = []
    return tuple(parts)


@pytest.mark.parametrize("down", [False, True], ids=["across", "across-and-down"])
@pytest.mark.parametrize("form", FURTHER)
def test_repeated_cells_give_the_facts_of_the_merged_ones(form: str, down: bool) -> None:
    document = FURTHER[form]()
    assert _facts(_read(with_spans_repeated(document, down=down))[1]) == _facts(_read(document)[1])


@pytest.mark.parametrize("name", ["form.xlsx", "form.txt", "form.csv"])
def test_repeated_cells_are_known_in_every_medium(name: str) -> None:
    document = _self_evaluation()
    assert _facts(_read(with_spans_repeated(document, down=False), name)[1]) == _facts(_read(document)[1])


@pytest.mark.parametrize("seed", range(20))
def test_random_forms_survive_the_repetition(seed: int) -> None:
    document = _title_inside(random_document(seed)[1])
    assert _facts(_read(with_spans_repeated(document, down=seed % 2 == 0))[1]) == _facts(_read(document)[1])


def test_every_copy_is_ignored_by_name_and_nothing_is_lost() -> None:
    document = _self_evaluation()
    merged, repeated = _read(document), _read(with_spans_repeated(document, down=False))
    more = len(repeated[0].cells()) - len(merged[0].cells())
    fates = Counter((fate.disposition, fate.reason) for fate in repeated[1].fates)
    assert fates["ignored", COPY] == more
    assert len(repeated[1].fates) == len(repeated[0].cells())
    assert not any(fate.disposition == "refused" for fate in repeated[1].fates)


def _kept_apart(rows: tuple[tuple[str, ...], ...]) -> Reading:
    table = PrintedTable(tuple(tuple(map(PrintedCell, row)) for row in rows))
    content, reading = _read((Paragraph("项目支出绩效目标表"), Paragraph("(2024年度)"), table))
    assert not any(fate.reason == COPY for fate in reading.fates), [c.text for c in content.cells()]
    return reading


_TABLE = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "服务人数", "≥100人"),
    ("", "满意度指标", "满意度指标", "群众满意度", "≥90%"),
)


def test_twin_funds_and_twin_goals_of_two_scopes_stay_two() -> None:
    reading = _kept_apart(
        (
            ("项目名称", "老饭桌运营", "", "", ""),
            ("项目资金(万元)", "年度资金总额(含本级和市县)", "", "年度资金总额(含本级)", "50"),
            ("", "其他资金", "", "其他资金", "0"),
            ("绩效目标", "年度总体绩效目标(含本级和市县)", "年度总体绩效目标(含本级)", "", ""),
            ("", "服务老人用餐一百人次", "服务老人用餐一百人次", "", ""),
            *_TABLE,
        )
    )
    assert [(goal.scope, goal.text) for goal in reading.projects[0].objectives] == [
        ("all_levels", "服务老人用餐一百人次"),
        ("own_level", "服务老人用餐一百人次"),
    ]


def test_equal_amounts_under_heads_of_their_own_stay_two() -> None:
    reading = _kept_apart(
        (
            ("项目名称", "道路养护", "", "", ""),
            ("项目资金(万元)", "", "全年预算数", "全年执行数", "执行率"),
            ("", "年度资金总额", "50", "50", "100%"),
            ("", "其中:财政拨款", "50", "50", ""),
            *_TABLE,
        )
    )
    assert {(f.fund_source, f.printed) for f in reading.projects[0].funding} == {
        ("total", "50"),
        ("fiscal_appropriation", "50"),
    }


def test_columns_under_equal_heads_stay_two_where_one_row_differs() -> None:
    table = PrintedTable(
        tuple(
            tuple(map(PrintedCell, row))
            for row in (
                ("项目名称", "道路养护", "道路养护", "道路养护", "道路养护", "道路养护"),
                ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "指标值"),
                ("绩效指标", "产出指标", "数量指标", "养护里程", "≥50公里", "≥50公里"),
                ("绩效指标", "产出指标", "质量指标", "合格率", "≥90%", "≥95%"),
            )
        )
    )
    content, reading = _read((Paragraph("项目支出绩效目标表"), table))
    copies = [c.text for c, fate in zip(content.cells(), reading.fates, strict=True) if fate.reason == COPY]
    assert copies == ["道路养护"] * 4
