"""What says that an indicator table is over."""

from __future__ import annotations

from pipelines.normalise.labels import Label
from pipelines.normalise.page_texts import form_type_of_title, page_part
from pipelines.normalise.rows import Token


def ends_table(token: Token, label: Label | None) -> bool:
    """True when a cell in front of a row says that the indicator table is over and something else begins."""
    if label is None:
        return token.cell >= 0 and (form_type_of_title(token.text) or page_part(token.text)) is not None
    if label.is_level or label.column:
        return label.field == "project_name" or label.ignored_field in ("review", "totals")
    return bool(label.field or label.ignored_field) or (label.section in ("money", "base"))
