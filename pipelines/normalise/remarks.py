"""What the reader of a medium remarked about single cells, as issues, now that it is known what each cell is."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model.cells import Content
from pipelines.model.records import CellFate, Issue


def remark_issues(content: Content, fates: Sequence[CellFate]) -> list[Issue]:
    """One issue for each remark that matters in the role its cell was used in.

    A remark about a cell that is not in the ledger (it is furniture) says nothing about the form and is left out.
    """
    if not content.remarks:
        return []
    number_of = {(c.table, c.row, c.column): number for number, c in enumerate(content.cells())}
    issues = []
    for remark in content.remarks:
        number = number_of.get((remark.cell.table, remark.cell.row, remark.cell.column))
        if number is None or remark.in_role not in (None, fates[number].role):
            continue
        fate = fates[number]
        issues.append(
            Issue(
                remark.rule_code,
                remark.message,
                (number,),
                printed=remark.cell.text,
                project=fate.project,
                indicator=fate.indicator,
            )
        )
    return issues
