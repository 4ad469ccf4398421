"""A form that goes on below its repeated title and head (续表) is one form, and its money counts once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.spelling import squash

if TYPE_CHECKING:
    from pipelines.normalise.ledger import Ledger

_CONTINUED = re.compile(r"\(续[表页一二三四五六七八九十\d]*\)|续表|接上[页表]")


def is_continued(title: str) -> bool:
    """True for a title that says that its form began on a page before.

    >>> is_continued("项目支出绩效目标表（续表）"), is_continued("延续性项目支出绩效目标表")
    (True, False)
    """
    return _CONTINUED.search(squash(title)) is not None


def goes_on(form: FormBuilder, before: FormBuilder) -> bool:
    """Whether a form below a title of its own is the one before it, whose head was printed again.

    Everything that both heads print must be the same. Where the title does not say that the form goes on, the heads
    must print who and how much, and no indicator may be printed in both: else it could be another project, or a copy.
    """
    if form.title is None or before.title is None or form.title.cell == before.title.cell:
        return False
    if (
        before.is_out_of_order
        or not form.indicators
        or form.scope != before.scope
        or form.fiscal_year != before.fiscal_year
    ):
        return False
    if "project_name" not in form.fields or not _same_head(form, before):
        return False
    if is_continued(form.title.printed):
        return True
    money = [key for key, row in form.funding.items() if row.printed is not None]
    if squash(form.title.printed) != squash(before.title.printed) or not money:
        return False
    if not form.fields.keys() & {"agency", "department", "compiler"} or set(form.funding) != set(before.funding):
        return False
    known = {(i.level2_printed, i.name) for i in before.indicators}
    return bool(before.indicators) and not any((i.level2_printed, i.name) in known for i in form.indicators)


def _same_head(form: FormBuilder, before: FormBuilder) -> bool:
    for role, printed in form.fields.items():
        known = before.fields.get(role)
        if known is None or squash(known.printed) != squash(printed.printed):
            return False
    for key, row in form.funding.items():
        stated = before.funding.get(key)
        if stated is None or (stated.printed, stated.amount_yuan) != (row.printed, row.amount_yuan):
            return False
    goals = {squash(goal.text) for goal in before.goals}
    return all(squash(goal.text) in goals for goal in form.goals)


def join(form: FormBuilder, before: FormBuilder, ledger: Ledger) -> None:
    """Put the indicators of a form behind those of the form that it continues."""
    count = len(before.indicators)
    ledger.hand_over(form.number, before.number, count)
    before.indicators += form.indicators
    before.level1_of += form.level1_of
    before.level2_of += form.level2_of
    before.own_level1 |= {at + count for at in form.own_level1}
    before.unknown_level1 += [(cell, printed, at + count) for cell, printed, at in form.unknown_level1]
    before.unknown_level2 += [(cell, printed, at + count) for cell, printed, at in form.unknown_level2]
    before.issues += form.issues
    before.broken_labels += form.broken_labels
    before.rejoined += form.rejoined
    before.rows_with_lost_signs += form.rows_with_lost_signs
    before.header = before.header or form.header
    before.last_cell = max(before.last_cell, form.last_cell)
