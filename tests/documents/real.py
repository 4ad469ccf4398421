"""The two real documents as printed: their text put back into the cells of the ministry's template.

Each printed text stays as it is in the source, wrong rows of money and cut goals included. What text extraction lost
and the template decides is put back: which cells are merged, and the columns that lost level cells had pushed away.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.documents.printed import Paragraph, Printed, PrintedCell, PrintedTable

_RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
_FIRST_LEVELS = {"产出指标", "效益指标", "社会效益指标", "满意度指标"}
_SECOND_LEVELS = {
    "数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标",
    "服务对象满意度指标",
}  # fmt: skip
_COLUMNS = 5


def yongning() -> Printed:
    """永宁县团结西路街道: 21 forms, goal and money printed twice."""
    return _document("000_ef21f049d5e649fa.txt")


def yuanzhou() -> Printed:
    """原州区古雁街道: 7 forms with placeholder rows."""
    return _document("004_e556e0c65d17b465.txt")


def _document(name: str) -> Printed:
    parts: list[Paragraph | PrintedTable] = []
    rows: list[list[str]] = []
    for line in (_RAW / name).read_text(encoding="utf-8").splitlines():
        if "\t" in line:
            rows.append([cell for cell in line.split("\t") if cell.strip()])
            continue
        if not line.strip():
            continue
        if rows:
            parts.append(_table(rows))
            rows = []
        parts.append(Paragraph(line))
    return (*parts, _table(rows))


def _table(rows: list[list[str]]) -> PrintedTable:
    """One form: head, money, goal, then the indicators under their header."""
    header = next(n for n, row in enumerate(rows) if _plain(row[:2]) == ["绩效指标", "一级指标"])
    head: list[tuple[PrintedCell, ...]] = []
    for number, row in enumerate(rows[:header]):
        # The goals of one form stand in the row below their labels.
        more = header - number - 1 if _plain(row)[0] in {"绩效目标", "年度总体", "年度总体目标"} else 0
        head.append(tuple(_two_columns(row) if _plain(row)[0].startswith("目标:") else _head_row(row, more)))
    return PrintedTable((*head, *_indicators(rows[header], rows[header + 1 :])))


def _head_row(row: list[str], more: int) -> list[PrintedCell]:
    label = _plain(row)[0]
    if label == "项目名称":
        return [PrintedCell(row[0], 1, 2), PrintedCell(row[1], 1, 3)]
    if label.startswith(("主管部门", "项目属性")):
        return [PrintedCell(row[0], 1, 2), *map(PrintedCell, row[1:])]
    if label.startswith("项目资金"):
        return [PrintedCell(row[0], 3, 2), *_two_columns(row[1:])]
    if label.startswith(("其中", "其他资金")):
        return _two_columns(row)
    return [
        PrintedCell(row[0], 1 + more, 2),
        *(_two_columns(row[1:]) if len(row) == 3 else [PrintedCell("".join(row[1:]), 1, 3)]),
    ]


def _two_columns(row: list[str]) -> list[PrintedCell]:
    return [PrintedCell(row[0], 1, 2), PrintedCell(row[1] if len(row) > 1 else "")]


def _indicators(header: list[str], rows: list[list[str]]) -> list[tuple[PrintedCell, ...]]:
    """Header and indicator rows, the levels merged down to the next one."""
    levels: list[tuple[str | None, str | None]] = []
    tails: list[tuple[PrintedCell, ...]] = []
    for row in rows:
        labels = [
            cell for cell in row[:2] if re.sub(r"\(.*\)", "", _plain([cell])[0]) in _FIRST_LEVELS | _SECOND_LEVELS
        ]
        rest = row[len(labels) :]
        if len(labels) == 2:
            levels.append((labels[0], labels[1]))
        else:
            levels.append((None, labels[0] if labels else None))
        name, value = (*rest, "", "")[:2]
        tails.append((PrintedCell(name), PrintedCell(value)))
    out = [(PrintedCell(header[0], 1 + len(rows)), *map(PrintedCell, header[1:]))]
    for number, tail in enumerate(tails):
        first, second = levels[number]
        cells: list[PrintedCell] = []
        if first is not None:
            cells.append(PrintedCell(first, _until(levels, number, 0)))
        if second is not None:
            cells.append(PrintedCell(second, _until(levels, number, 1)))
        out.append((*cells, *tail))
    return out


def _until(levels: list[tuple[str | None, str | None]], number: int, which: int) -> int:
    """Rows from one level label to the next."""
    rest = levels[number + 1 :]
    return 1 + next((n for n, level in enumerate(rest) if level[which] is not None), len(rest))


def _plain(cells: list[str]) -> list[str]:
    return [re.sub(r"\s", "", cell) for cell in cells]
