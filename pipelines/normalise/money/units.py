"""The unit of money that a form prints apart from its amounts."""

from __future__ import annotations

from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.contents import NUMBER, QUANTITY, content_of
from pipelines.normalise.head_rows import HeadRow
from pipelines.normalise.money_units import money_unit_behind, money_unit_in_brackets
from pipelines.normalise.rows import Token

_LONGEST_NAME = 32


def take_behind_name(form: FormBuilder, head: HeadRow) -> bool:
    """Read the unit in brackets behind the unknown name of a money block, right before a label: 某金额（万元）."""
    name, label = head.tokens[0].text, head.label_at(1)
    if head.labels[0] is not None or label is None:
        return False
    unit = money_unit_behind(name) if len(name) <= _LONGEST_NAME else None
    if unit is None or content_of(name) in (NUMBER, QUANTITY):
        return False
    if not (label.fund or label.money_column or label.ignored_field == "totals"):
        return False
    form.state_unit(unit, "form_unit")
    return True


def take_alone(form: FormBuilder, tokens: list[Token]) -> bool:
    """Read a unit alone in its row, below the name of the block that it broke off from: 项目资金 / （万元）."""
    unit = money_unit_in_brackets(tokens[0].text) if len(tokens) == 1 else None
    if unit is None or not form.funding or form.indicators or form.form_unit not in (None, unit):
        return False
    form.state_unit(unit, "form_unit")
    return True


def one_unit(one: str | None, other: str | None) -> str | None:
    """The unit of an amount for which two heads may print one: empty where they print different ones."""
    return one or other if not (one and other and one != other) else ""
