"""Forms of the ministry's template filled at random: any number of indicators, blanks, and columns behind the value."""

from __future__ import annotations

import random
from typing import NamedTuple

from tests.documents.printed import Paragraph, Printed, PrintedCell, PrintedTable

_LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
    "成本指标": ("经济成本指标", "社会成本指标"),
}
_NAMES = (
    "发放人数", "补贴发放及时率", "验收合格率", "资金支付进度", "培训场次", "服务群众满意度", "设备采购数量",
    "项目成本控制数", "改善人居环境", "群众知晓率", "完成时间",
)  # fmt: skip
_VALUES = (
    "≥95%", "≤50万元", "100%", "及时", "12次", "≥3.5万人次", "2024年12月底前", "显著提升", "7.52万元/年/人", "0", "",
    "≤1年", "长期", "5-10个", "=1", "无",
)  # fmt: skip


class PrintedIndicator(NamedTuple):
    """What a form was given to print: levels, name, value."""

    level1: str
    level2: str
    name: str
    value: str


class FilledForm(NamedTuple):
    """One form: its project, the amount of its total and every indicator, in printed order."""

    project: str
    total: str
    indicators: tuple[PrintedIndicator, ...]
    table: PrintedTable


def random_document(seed: int) -> tuple[list[FilledForm], Printed]:
    """One to three forms below each other, each with its title and year."""
    random_ = random.Random(seed)
    forms = [_form(random_) for _ in range(random_.randint(1, 3))]
    parts: list[Paragraph | PrintedTable] = []
    for form in forms:
        parts += [Paragraph("项目支出绩效目标表"), Paragraph("(2024年度)"), form.table]
    return forms, tuple(parts)


def _form(random_: random.Random) -> FilledForm:
    extra = random_.randint(0, 2)
    width = 5 + extra
    project = f"项目{random_.choice('甲乙丙丁')}{random_.randrange(99)}"
    total = random_.choice(["286", "1.254万元", "3,309.50", "0", ""])
    goal = random_.choice(["按时完成各项任务,保障资金及时足额发放", "目标1:完成任务。目标2:提高质量。", ""])
    rows = [
        (PrintedCell("项目名称", 1, 2), PrintedCell(project, 1, width - 2)),
        (
            PrintedCell("主管部门", 1, 2), PrintedCell("云县财政局", 1, 1 + extra), PrintedCell("实施单位"),
            PrintedCell("云县某镇"),
        ),
        (PrintedCell("项目资金\n(万元)", 3, 2), PrintedCell("年度资金总额", 1, 2), PrintedCell(total, 1, width - 4)),
        (PrintedCell("其中:财政拨款", 1, 2), PrintedCell(total, 1, width - 4)),
        (PrintedCell("其他资金", 1, 2), PrintedCell(random_.choice(["", "0"]), 1, width - 4)),
        (PrintedCell("年度总体目标", 1, 2), PrintedCell(goal, 1, width - 2)),
    ]  # fmt: skip
    indicators: list[PrintedIndicator] = []
    body: list[tuple[PrintedCell, ...]] = []
    for level1 in [name for name in _LEVELS if random_.random() < 0.8] or ["产出指标"]:
        body += _block(random_, level1, extra, indicators)
    heads = ["一级指标", "二级指标", "三级指标", "指标值", "分值", "备注"][: 4 + extra]
    rows.append((PrintedCell("绩效指标", 1 + len(body)), *map(PrintedCell, heads)))
    return FilledForm(project, total, tuple(indicators), PrintedTable((*rows, *body)))


def _block(
    random_: random.Random, level1: str, extra: int, indicators: list[PrintedIndicator]
) -> list[tuple[PrintedCell, ...]]:
    """The rows of one level 1; some rows are left blank, as forms have them."""
    rows: list[list[PrintedCell]] = []
    level2s = [name for name in _LEVELS[level1] if random_.random() < 0.8] or [_LEVELS[level1][0]]
    for level2 in level2s:
        count = random_.choice([1, 1, 1, 2, 3])
        for number in range(count):
            cells = [PrintedCell(level2, count)] if number == 0 else []
            if random_.random() < 0.08:
                rows.append([*cells, *[PrintedCell("")] * (2 + extra)])
                continue
            name, value = random_.choice(_NAMES), random_.choice(_VALUES)
            indicators.append(PrintedIndicator(level1, level2, name, value))
            behind = [random_.choice(["10", "5", ""]), random_.choice(["", "备注文字"])][:extra]
            rows.append([*cells, *map(PrintedCell, (name, value, *behind))])
    rows[0].insert(0, PrintedCell(level1, len(rows)))
    return [tuple(row) for row in rows]
