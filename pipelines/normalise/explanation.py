"""For ``indicators parse --explain``: which labels decided, and what every printed cell became."""

from __future__ import annotations

from pipelines.model.cells import Cell, Content
from pipelines.model.records import Disposition, Reading
from pipelines.normalise.layout_rules import layouts as known_layouts

_FATES = {Disposition.USED: "采用", Disposition.IGNORED: "忽略", Disposition.REFUSED: "拒绝"}


def explain(content: Content, reading: Reading) -> str:
    """The reading of a document, cell by cell, in Chinese: place, fate, role or reason, the printed text."""
    lines = [f"版式：{reading.layout or '未识别'}", *(f"依据：{line}" for line in reading.evidence)]
    if reading.layout is None:
        lines.append("新增版式：见 CONTRIBUTING.md“新增版式”一节；已登记的版式见 indicators layouts。")
    lines.extend(f"发现：{issue.rule_code} {issue.message}" for issue in reading.issues)
    structures = {row[0].table: block.structure.value for block in content.blocks for row in block.rows if row}
    table = 0
    for cell, fate in zip(content.cells(), reading.fates, strict=True):
        if cell.table != table:
            table = cell.table
            lines.append(f"—— 第 {table} 块（{structures[table]}） ——")
        whose = f" 项目{fate.project + 1}" if fate.project is not None else ""
        whose += f" 指标{fate.indicator + 1}" if fate.indicator is not None else ""
        why = fate.role or fate.reason or ""
        lines.append(f"{_place(cell)}\t{_FATES[fate.disposition]}\t{why}{whose}\t{' '.join(cell.text.split())}")
    return "\n".join(lines)


def _place(cell: Cell) -> str:
    if cell.line is not None:
        return f"第{cell.line}行第{cell.column}格"
    page = f"第{cell.page}页" if cell.page is not None else (f"{cell.sheet}" if cell.sheet else "")
    return f"{page}第{cell.table}表{cell.row}行{cell.column}列"


def layouts() -> list[dict[str, str]]:
    """The reviewed layouts for ``indicators layouts``: id, title, columns in order, families, note."""
    return [
        {
            "id": layout.id,
            "title": layout.title,
            "columns": "｜".join(layout.must),
            "families": " ".join(layout.families),
            "note": layout.note,
        }
        for layout in known_layouts()
    ]
