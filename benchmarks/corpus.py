"""Budget performance tables made by rule, with the facts they state: for measuring, and for comparing what was read.

    python -m benchmarks.corpus DIRECTORY --forms 100000 [--pdf 20] [--seed 7]

A document depends on the seed and its own number alone: the first hundred documents of a corpus of a million are the
corpus of a hundred. Names are put together from words of the field, so that hardly a cell of text stands twice, as in
published tables. Places and agencies are invented.

Some documents hold one planted fault. ``Document.findings`` lists the rule codes that must be raised for it, and the
facts are those that remain: nothing is stated of what a fault made unreadable.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

_WAN = Decimal(10_000)


class IndicatorFact(NamedTuple):
    """One indicator as the contract names its parts. ``low``/``high`` are as printed, None where there is no number."""

    dimension: str
    name: str
    kind: str
    comparator: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None


class FormFact(NamedTuple):
    """One project. ``funding`` has the stated amounts in yuan by fund source; what is printed blank is not in it."""

    name: str | None
    agency: str
    fiscal_year: int
    funding: Mapping[str, Decimal]
    indicators: tuple[IndicatorFact, ...]


class Document(NamedTuple):
    """One file: its path, its bytes, the facts it states, and the findings that its planted fault must raise."""

    path: str
    data: bytes
    layout: str
    forms: tuple[FormFact, ...]
    fault: str | None = None
    findings: tuple[str, ...] = ()


# -- words -----------------------------------------------------------------------------------------------------------

_COUNTIES = ("云溪县", "青岭县", "白音旗", "临江区", "澄湖区", "南屏市", "桂岭县", "沙河区", "远山县", "东屿区")
_TOWNS = (
    "安和",
    "古塔",
    "松桥",
    "柳河",
    "石门",
    "望海",
    "长宁",
    "文昌",
    "新兴",
    "太平",
    "红旗",
    "龙泉",
    "清水",
    "金沙",
)
_PLACE_NAMES = "祥宁永胜东西南北安和平福兴荣华光明长春河湖山泉石桥柳松竹梅桂兰云龙凤鹤金银玉德仁义礼信学文武新古大小"
_PLACE_KINDS = ("社区", "村", "路片区", "小区", "街", "园区", "片区")
_THINGS = (
    ("环境卫生整治", "整治点", "处"),
    ("社区养老服务", "服务老人", "人"),
    ("道路养护", "养护路段", "公里"),
    ("基层消防", "配备器材", "套"),
    ("文化活动", "举办活动", "场次"),
    ("困难群众救助", "救助对象", "户"),
    ("网格员补贴", "补贴发放", "人"),
    ("办公设备购置", "购置设备", "台"),
    ("农田水利维修", "维修渠道", "公里"),
    ("卫生院能力建设", "培训医护", "人次"),
)
_PURPOSES = ("经费", "专项资金", "补助资金", "项目", "业务费")
_GOALS = ("逐步改善", "切实提高", "有效保障", "持续推进", "规范落实", "全面加强")
_ENDS = ("群众满意", "按期完成任务", "资金专款专用", "形成长效机制", "辖区和谐稳定")
_QUALITIES = ("验收合格率", "达标率", "完成质量合格率", "资金使用合规率", "覆盖率")
_EFFECTS = ("居住条件改善情况", "服务能力提升程度", "群众出行便利程度", "管理水平提升情况", "环境面貌改善程度")
_GRADES = ("明显改善", "有效提升", "显著提高", "持续改善", "较好")
_UNITS = {"人": "person", "人次": "person_time", "公里": "km", "户": "household"}


class _Value(NamedTuple):
    """A target value in one piece and in three (comparator, number, unit), with what it says."""

    printed: str
    parts: tuple[str, str, str]
    fact: tuple[str, str | None, Decimal | None, Decimal | None, str | None]


def _bounded(sign: str, number: str, unit: str, kind: str, code: str | None) -> _Value:
    comparator, exact = {"≥": "ge", "≤": "le", "": "unstated"}[sign], Decimal(number)
    low = None if sign == "≤" else exact
    high = None if sign == "≥" else exact
    return _Value(sign + number + unit, (sign, number, unit), (kind, comparator, low, high, code))


def _in_words(grade: str) -> _Value:
    return _Value(grade, ("定性", grade, ""), ("qualitative", None, None, None, None))


class _Printed(NamedTuple):
    level1: str
    level2: str
    dimension: str
    name: str
    value: _Value
    weight: str


class _Project(NamedTuple):
    name: str
    county: str
    agency: str
    year: int
    fiscal: Decimal
    """In 万元."""
    other: Decimal
    goal: str
    indicators: tuple[_Printed, ...]


_FEW = ("20", "10", "10", "10", "30", "10", "10")


def _project(random: Random, county: str, town: str, year: int, *, has_other: bool) -> _Project:
    place = "".join(random.choices(_PLACE_NAMES, k=2)) + random.choice(_PLACE_KINDS)
    thing, counted, unit = random.choice(_THINGS)
    name = f"{town}{place}{thing}{random.choice(_PURPOSES)}"
    fiscal = Decimal(random.randrange(100, 90_000)).scaleb(-2)
    other = Decimal(random.randrange(100, 9_000)).scaleb(-2) if has_other and random.random() < 0.3 else Decimal(0)
    lot = random.randrange(2, 400)
    cost = _money(fiscal + other)
    sign = "≥" if random.random() < 0.5 else ""
    rows = [
        ("产出指标", "数量指标", "quantity", f"{place}{counted}数量",
         _bounded(sign, str(lot), unit, "count", _UNITS.get(unit, "count"))),
        ("产出指标", "质量指标", "quality", f"{place}{thing}{random.choice(_QUALITIES)}",
         _bounded("≥", str(random.randrange(80, 100)), "%", "percent", "percent")),
        ("产出指标", "时效指标", "timeliness", f"{thing}按期完成率",
         _bounded(sign, str(random.randrange(85, 101)), "%", "percent", "percent")),
        ("产出指标", "成本指标", "cost", f"{place}{thing}总成本", _bounded("≤", cost, "万元", "money", "CNY")),
        ("效益指标", "社会效益指标", "social_benefit", f"{place}{random.choice(_EFFECTS)}",
         _in_words(random.choice(_GRADES))),
        ("效益指标", "可持续影响指标", "sustainable_impact", f"{thing}机制{random.choice(_EFFECTS)}",
         _in_words(random.choice(_GRADES))),
        ("满意度指标", "服务对象满意度指标", "beneficiary_satisfaction", f"{place}居民对{thing}的满意度",
         _bounded("≥", str(random.randrange(80, 99)), "%", "percent", "percent")),
    ]  # fmt: skip
    if random.random() < 0.4:
        rows.insert(1, ("产出指标", "数量指标", "quantity", f"{thing}开展次数",
                        _bounded("≥", str(random.randrange(2, 60)), "次", "count", "count")))  # fmt: skip
    weights = (*_FEW[:2], "0", *_FEW[2:]) if len(rows) > len(_FEW) else _FEW
    indicators = tuple(_Printed(*row, weight) for row, weight in zip(rows, weights, strict=True))
    goal = f"{random.choice(_GOALS)}{town}{place}{thing}，涉及{lot}{unit}，{random.choice(_ENDS)}。"
    return _Project(name, county, f"{county}{town}街道办事处", year, fiscal, other, goal, indicators)


def _facts(project: _Project) -> FormFact:
    funding = {
        "total": (project.fiscal + project.other) * _WAN,
        "fiscal_appropriation": project.fiscal * _WAN,
    }
    if project.other:
        funding["other_funds"] = project.other * _WAN
    indicators = tuple(IndicatorFact(i.dimension, i.name, *i.value.fact) for i in project.indicators)
    return FormFact(project.name, project.agency, project.year, funding, indicators)


# -- layouts: each prints a project, or several, as rows of cells ----------------------------------------------------

Rows = list[list[str]]
_LEVEL_HEADS = ("一级指标", "二级指标", "三级指标")


def _money(amount: Decimal) -> str:
    return f"{amount:f}"


def _other(project: _Project) -> str:
    return _money(project.other) + "万元" if project.other else ""


def _levels(project: _Project) -> Iterator[tuple[str, str, int, _Printed]]:
    """Level names as merged cells leave them: only where they begin. Numbers count inside a level 2."""
    before: tuple[str, str] = ("", "")
    number = 0
    for indicator in project.indicators:
        number = number + 1 if indicator.level2 == before[1] else 1
        yield (
            "" if indicator.level1 == before[0] else indicator.level1,
            "" if indicator.level2 == before[1] else indicator.level2,
            number,
            indicator,
        )
        before = (indicator.level1, indicator.level2)


def street_form(project: _Project) -> Rows:
    """The table of 永宁县: own level and all levels side by side, amounts glued to their labels."""
    total = _money(project.fiscal + project.other)
    rows = [
        [], [f"{project.year}年部门项目支出预算绩效目标表"], [],
        ["项目名称", "", project.name, "", ""],
        ["主管部门", "", project.agency, "实施单位", project.agency],
        ["项目属性", "", "延续性项目", "项目期", "长期"],
        ["项目资金 (万元)", "", "年度资金总额(含本级和市县)", "", f"年度资金总额(含本级){total}万元"],
        ["", "", "其中:财政拨款", "", f"其中:财政拨款{_money(project.fiscal)}万元"],
        ["", "", "其他资金", "", f"其他资金{_other(project)}"],
        ["绩效目标", "", f"年度总体绩效目标(含本级和市县) 目标:{project.goal}", "",
         f"年度绩效目标(含本级) 目标:{project.goal}"],
        ["绩效指标", *_LEVEL_HEADS, "指标值"],
    ]  # fmt: skip
    rows += [["", one, two, f"指标{n}:{i.name}", i.value.printed] for one, two, n, i in _levels(project)]
    return rows


def approval_form(project: _Project) -> Rows:
    """The table of 原州区: a year line, required and optional kinds, empty numbers of the template left in place."""
    rows = [
        [], ["部门项目支出预算绩效批复表"], [], [f"（ {project.year} 年度）"], [],
        ["项目名称", "", project.name, "", ""],
        ["主管部门及代码", "", project.agency, "实施单位", project.agency],
        ["项目属性", "", "一年期项目", "项目期", "1年"],
        ["项目资金 (万元)", "年度资金总额:", "", _money(project.fiscal + project.other) + "万元", ""],
        ["", "其中: 财政拨款", "", _money(project.fiscal) + "万元", ""],
        ["", "其他资金", "", _other(project), ""],
        ["年度总体 目标", project.goal, "", "", ""],
        ["绩效 指标", *_LEVEL_HEADS, "指标值"],
    ]  # fmt: skip
    tags = {"数量指标": " (必填量化)", "质量指标": " (必填量化)", "社会效益指标": " (必填)"}
    blocks = list(_levels(project))
    for at, (one, two, number, indicator) in enumerate(blocks):
        rows.append(["", one, two + tags.get(two, ""), f"指标{number}: {indicator.name}", indicator.value.printed])
        if at + 1 == len(blocks) or blocks[at + 1][1]:
            rows.append(["", "", "", f"指标{number + 1}:", ""])
            rows.append(["", "", "", "", ""])
    return rows


def national_form(project: _Project) -> Rows:
    """The common form: one column of money, no numbers before the indicators."""
    rows = [
        [], ["项目支出绩效目标表"], [f"（{project.year}年度）"], [],
        ["项目名称", project.name],
        ["主管部门", project.agency, "实施单位", project.agency],
        ["项目资金(万元)", "年度资金总额:", _money(project.fiscal + project.other)],
        ["", "其中:财政拨款", _money(project.fiscal)],
        ["", "其他资金", _money(project.other) if project.other else ""],
        ["年度目标", project.goal],
        ["绩效指标", *_LEVEL_HEADS, "指标值"],
    ]  # fmt: skip
    rows += [["", one, two, i.name, i.value.printed] for one, two, _, i in _levels(project)]
    return rows


def list_of_projects(projects: list[_Project]) -> Rows:
    """All projects of a unit in one table: money in yuan; comparator, value, unit and weight apart."""
    rows = [
        [f"部门预算项目绩效目标申报表({projects[0].year}年度)"], ["金额单位:元"], [],
        [*("单位名称", "项目名称", "预算数", "年度目标"), *_LEVEL_HEADS, *("指标性质", "指标值", "度量单位", "权重")],
    ]  # fmt: skip
    agency = ""
    for project in projects:
        head = [
            "" if project.agency == agency else project.agency,
            project.name,
            _money(project.fiscal * _WAN),
            project.goal,
        ]
        agency = project.agency
        for one, two, _, indicator in _levels(project):
            comparator, number, unit = indicator.value.parts
            rows.append([*head, one, two, indicator.name, comparator, number, unit, indicator.weight])
            head = ["", "", "", ""]
    return rows


def _tabs(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows) + "\n"


def _bars(rows: Rows) -> str:
    return "\n".join(" | ".join(row) + " |" if len(row) > 1 else "".join(row) for row in rows) + "\n"


def _cell_a_paragraph(rows: Rows) -> str:
    """A cell, an empty line, a cell; a blank cell of a row that goes on shows as a no-break space."""
    cells = [cell or "\u00a0" for row in rows for cell in _without_front(row)]
    return "".join(f"{cell}\n\n" for cell in cells)


def _without_front(row: list[str]) -> list[str]:
    start = 0
    while start < len(row) and not row[start]:
        start += 1
    return row[start:]


Printer = Callable[[list[_Project]], str]


def _each(form: Callable[[_Project], Rows], shape: Callable[[Rows], str]) -> Printer:
    return lambda projects: "".join(shape(form(project)) for project in projects)


LAYOUTS: Mapping[str, tuple[int, Printer]] = {
    "street": (40, _each(street_form, _tabs)),
    "approval": (35, _each(approval_form, _tabs)),
    "national, tabs": (8, _each(national_form, _tabs)),
    "national, bars": (5, _each(national_form, _bars)),
    "national, a cell a paragraph": (5, _each(national_form, _cell_a_paragraph)),
    "list of projects": (7, lambda projects: _tabs(list_of_projects(projects))),
}
"""Name: share in a hundred documents, printer."""


# -- faults: each changes the text of a document, and says which findings it must raise ------------------------------


class _Fault(NamedTuple):
    layouts: frozenset[str]
    plant: Callable[[str, list[_Project], list[FormFact]], str]
    findings: tuple[str, ...]


def _sum_is_wrong(text: str, projects: list[_Project], facts: list[FormFact]) -> str:
    first = projects[0]
    right = first.fiscal + first.other
    wrong = right + Decimal("1.5")
    facts[0] = facts[0]._replace(funding={**facts[0].funding, "total": wrong * _WAN})
    return text.replace(f"年度资金总额(含本级){_money(right)}万元", f"年度资金总额(含本级){_money(wrong)}万元", 1)


def _number_is_doubled(text: str, projects: list[_Project], facts: list[FormFact]) -> str:
    last = projects[0].indicators[-1]
    facts[0] = _with_last(facts[0], IndicatorFact(last.dimension, last.name, "unreadable"))
    return _with_value(text, last, "40004000100%")


def _value_is_blank(text: str, projects: list[_Project], facts: list[FormFact]) -> str:
    last = projects[0].indicators[-1]
    facts[0] = _with_last(facts[0], IndicatorFact(last.dimension, last.name, "blank"))
    return _with_value(text, last, "")


def _none_is_declared(text: str, projects: list[_Project], facts: list[FormFact]) -> str:
    last = projects[0].indicators[-1]
    facts[0] = _with_last(facts[0], IndicatorFact(last.dimension, last.name, "declared_none"))
    return _with_value(text, last, "无")


def _number_is_skipped(text: str, projects: list[_Project], facts: list[FormFact]) -> str:
    return text.replace(f"指标1:{projects[0].indicators[0].name}", f"指标3:{projects[0].indicators[0].name}", 1)


def _amount_is_no_number(text: str, projects: list[_Project], facts: list[FormFact]) -> str:
    printed = f"其中:财政拨款{_money(projects[0].fiscal)}万元"
    funding = {source: yuan for source, yuan in facts[0].funding.items() if source != "fiscal_appropriation"}
    facts[0] = facts[0]._replace(funding=funding)
    return text.replace(printed, "其中:财政拨款3.5.7万元", 1)


def _name_is_missing(text: str, projects: list[_Project], facts: list[FormFact]) -> str:
    facts[0] = facts[0]._replace(name=None)
    return text.replace(f"项目名称\t\t{projects[0].name}", "项目名称\t\t", 1)


def _with_last(fact: FormFact, indicator: IndicatorFact) -> FormFact:
    return fact._replace(indicators=(*fact.indicators[:-1], indicator))


def _with_value(text: str, indicator: _Printed, value: str) -> str:
    return text.replace(f"{indicator.name}\t{indicator.value.printed}", f"{indicator.name}\t{value}", 1)


_IN_TABS = frozenset({"street", "approval", "national, tabs"})
_STREET = frozenset({"street"})
FAULTS: Mapping[str, _Fault] = {
    "the sum is wrong": _Fault(_STREET, _sum_is_wrong, ("funding_sources_add_up",)),
    "two numbers ran together": _Fault(_IN_TABS, _number_is_doubled, ("target_is_readable",)),
    "a value is blank": _Fault(_IN_TABS, _value_is_blank, ("named_indicator_has_a_value",)),
    "none is declared": _Fault(_IN_TABS, _none_is_declared, ()),
    "a running number is skipped": _Fault(_STREET, _number_is_skipped, ("ordinals_run_on",)),
    "an amount is no number": _Fault(_STREET, _amount_is_no_number, ("amount_is_readable",)),
    "a name is missing": _Fault(_STREET | {"approval"}, _name_is_missing, ("project_name_is_stated",)),
}
_SHARE_OF_FAULTS = 0.05


# -- documents -------------------------------------------------------------------------------------------------------


def document(number: int, seed: int = 7) -> Document:
    """The document of that number (0-based)."""
    random = Random(f"{seed}/{number}")
    layout = random.choices(list(LAYOUTS), [share for share, _ in LAYOUTS.values()])[0]
    county, town, year = random.choice(_COUNTIES), random.choice(_TOWNS), random.randrange(2021, 2026)
    count = random.randrange(2, 21)
    projects = [_project(random, county, town, year, has_other=layout != "list of projects") for _ in range(count)]
    if layout == "list of projects":
        facts = [fact._replace(funding={"total": fact.funding["total"]}) for fact in map(_facts, projects)]
    else:
        facts = [_facts(project) for project in projects]
    text = LAYOUTS[layout][1](projects)
    planted = None
    if random.random() < _SHARE_OF_FAULTS:
        fitting = [name for name, fault in FAULTS.items() if layout in fault.layouts]
        planted = random.choice(fitting) if fitting else None
    if planted is not None:
        text = FAULTS[planted].plant(text, projects, facts)
    path = f"{number // 1000:04d}/{number:07d}.txt"
    findings = FAULTS[planted].findings if planted is not None else ()
    return Document(path, text.encode(), layout, tuple(facts), planted, findings)


def documents(seed: int = 7) -> Iterator[Document]:
    """All documents, without end."""
    number = 0
    while True:
        yield document(number, seed)
        number += 1


def documents_of(forms: int, seed: int = 7) -> Iterator[Document]:
    """As many documents as hold at least so many forms."""
    found = 0
    for one in documents(seed):
        if found >= forms:
            return
        found += len(one.forms)
        yield one


def pdf_document(number: int, seed: int = 7) -> Document:
    """One project as a ruled PDF of one page. Needs reportlab, and its fonts for Chinese.

    ``layout`` is ``national, pdf``; there are no faults.
    """
    from reportlab.lib import colors, pagesizes
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Table, TableStyle

    random = Random(f"{seed}/pdf/{number}")
    project = _project(random, random.choice(_COUNTIES), random.choice(_TOWNS), 2024, has_other=True)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    rows = [row for row in national_form(project) if len(row) > 1]
    body = [[*row, *[""] * (5 - len(row))] for row in rows]
    spans = [("SPAN", (len(row) - 1, at), (4, at)) for at, row in enumerate(rows) if len(row) < 5]
    first = next(at for at, row in enumerate(rows) if len(row) == 5)
    spans += [("SPAN", (0, first), (0, len(rows) - 1)), ("SPAN", (0, first - 4), (0, first - 2))]
    for column in (1, 2):
        starts = [at for at in range(first + 1, len(rows)) if rows[at][column]]
        ends = [*(at - 1 for at in starts[1:]), len(rows) - 1]
        spans += [("SPAN", (column, s), (column, e)) for s, e in zip(starts, ends, strict=True) if e > s]
    table = Table(body, colWidths=[70, 75, 110, 170, 100], rowHeights=22)
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), "STSong-Light", 7), *spans]
    table.setStyle(TableStyle(style))
    from io import BytesIO

    out = BytesIO()
    canvas = Canvas(out, pagesize=pagesizes.A4, invariant=True)
    canvas.setFont("STSong-Light", 14)
    canvas.drawCentredString(297, 800, "项目支出绩效目标表")
    canvas.setFont("STSong-Light", 9)
    canvas.drawCentredString(297, 782, "（2024年度）")
    _, height = table.wrapOn(canvas, 540, 760)
    table.drawOn(canvas, 35, 770 - height)
    canvas.save()
    return Document(f"pdf/{number:07d}.pdf", out.getvalue(), "national, pdf", (_facts(project),))


def write(directory: Path, found: Iterator[Document]) -> int:
    """Write documents below a directory. Returns the number of forms."""
    forms = 0
    for one in found:
        path = directory / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.data)
        forms += len(one.forms)
    return forms


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--forms", type=int, default=1000)
    parser.add_argument("--pdf", type=int, default=0, help="so many PDFs of one page besides")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    forms = write(asked.directory, documents_of(asked.forms, asked.seed))
    forms += write(asked.directory, (pdf_document(number, asked.seed) for number in range(asked.pdf)))
    print(f"{forms} forms in {asked.directory}")


if __name__ == "__main__":
    main()
