"""What a clerk should know about the reading of a form.

Only what the tables do not show any more: sense, arithmetic and the shape of what was read are checked by
``sql/checks`` over the published tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.model.cells import Cell, Content
from pipelines.model.records import Issue, Project
from pipelines.model.target import Kind
from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.labels import match_label

_SIGNS_OF_A_TABLE = 5

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader
    from pipelines.normalise.layout_rules import Layout


def form_issues(form: FormBuilder, project: Project, number: int) -> list[Issue]:
    """The reading problems of one form."""
    issues = [
        Issue(issue.rule_code, issue.message, issue.cells, issue.printed, issue.expected, number, issue.indicator)
        for issue in form.issues
    ]

    def note(code: str, message: str, cells: list[int] | tuple[int, ...], printed: str | None = None) -> None:
        issues.append(Issue(code, message, tuple(cells), printed, None, number))

    if form.broken_labels:
        note("labels_are_whole", "标签不完整，只印出了一部分。", form.broken_labels)
    if form.rejoined:
        note("row_is_on_one_line", f"{len(form.rejoined)} 行内容断成了几行，已连起来读。", form.rejoined)
    if form.header is None:
        note("table_is_complete", "表格到此中断，没有印出绩效指标部分。", (project.last_cell,))
    elif form.rows_with_lost_signs and not project.indicators:
        printed = "｜".join(form.header.printed)
        message = f"表头“{printed}”中有不认识的列，比较符或单位无从归位，指标未采用。"
        note("layout_is_recognised", message, (project.last_cell,), printed)
    elif not project.indicators:
        note("table_is_complete", "绩效指标表头之下没有印出任何指标。", (project.last_cell,))
    issues.extend(_level_issues(form, project, number))
    for at, indicator in enumerate(project.indicators):
        if indicator.target.kind is Kind.UNREADABLE or indicator.target.reason_code is not None:
            cell = indicator.value_cell if indicator.value_cell is not None else indicator.name_cell
            issues.append(
                Issue(
                    indicator.target.reason_code or "target_is_readable",
                    indicator.target.reason or f"指标值“{indicator.target.printed}”读不出。",
                    (cell,),
                    indicator.target.printed,
                    indicator.target.likely,
                    number,
                    at,
                )
            )
    return issues


def _level_issues(form: FormBuilder, project: Project, number: int) -> list[Issue]:
    issues: list[Issue] = []
    for what, odd in (("一级", form.unknown_level1), ("二级", form.unknown_level2)):
        for cell, printed, at in odd:
            indicator = at if at < len(project.indicators) else None
            message = f"{what}指标“{printed}”不在财政部指标体系之内，类别留空。"
            issues.append(Issue("level_is_recognised", message, (cell,), printed, None, number, indicator))
    return issues


def _level_labels(cells: list[Cell]) -> int:
    """How many cells print nothing but a label of the indicator table."""
    labels = (match_label(cell.text) for cell in cells)
    return sum(label is not None and (label.is_level or label.column is not None) for label in labels)


def document_issues(
    content: Content, reader: FormReader, layout: Layout | None, numbers: dict[int, int]
) -> list[Issue]:
    """The reading problems of the document as a whole, and one issue for each region that was not understood."""
    issues = [Issue(code, message) for code, message in content.notes]
    if layout is None:
        seen = "；".join("｜".join(header) for header in dict.fromkeys(reader.headers))
        message = (
            f"表头“{seen}”不合任何已登记的版式。"
            if seen
            else "没有找到绩效指标的表头（如“一级指标｜二级指标｜三级指标｜指标值”）。"
        )
        issues.append(Issue("layout_is_recognised", message, printed=seen or None))
    refused = reader.ledger.refused_cells("not_understood")
    if layout is not None and not refused and not reader.unparted and not any(f.is_out_of_order for f in reader.forms):
        return issues
    cells = content.cells()
    if reader.unparted:
        message = "文字连成一片，单元格之间没有分隔，无法不加猜测地配对，未采用。"
        issues.append(Issue("table_is_parted_into_cells", message, tuple(reader.unparted)))
    scrambled = [form for form in reader.forms if form.is_out_of_order]
    unread = layout is None and not reader.unparted and not reader.headers
    if scrambled or (unread and _level_labels(cells) >= _SIGNS_OF_A_TABLE):
        message = "印有指标表的标签，但文字次序与表格不一致（名称与数值分离），无法配对，未采用。"
        first = tuple(form.first_cell for form in scrambled if form.first_cell >= 0)
        issues.append(Issue("table_is_in_order", message, first))
    region: list[int] = []
    for cell in [*refused, -1]:
        if region and (cell < 0 or cell - region[-1] > 3 or cells[cell].table != cells[region[-1]].table):
            printed = " ".join(cells[at].text.strip() for at in region)[:80]
            issues.append(
                Issue(
                    "every_cell_is_understood",
                    f"{len(region)} 个单元格没有读懂，未采用：“{printed}”。",
                    tuple(region),
                    printed,
                    project=reader.project_of_cell(region[0], numbers),
                )
            )
            region = []
        if cell >= 0:
            region.append(cell)
    return issues
