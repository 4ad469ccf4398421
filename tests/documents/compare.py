"""What two readings of one printed form are compared by."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from pipelines.model.cells import Content
from pipelines.model.records import Reading


def comparable(value: Any) -> Any:
    """Facts without the places they were read from. White space is left out: what stands at the end of a printed line
    inside a cell (a blank, a line break, nothing) is not seen on paper and lost in PDF."""
    if isinstance(value, str):
        return re.sub(r"\s", "", value)
    if isinstance(value, dict):
        return {k: comparable(v) for k, v in value.items() if not k.endswith("cell")}
    if isinstance(value, list | tuple):
        return [comparable(v) for v in value]
    return value


def facts(reading: Reading) -> list[Any]:
    """What a document says, wherever it stands."""
    return [
        reading.title,
        reading.form_type,
        reading.fiscal_year,
        reading.district_code,
        reading.layout,
        *(comparable(asdict(project)) for project in reading.projects),
    ]


def findings(content: Content, reading: Reading) -> list[Any]:
    """Each finding with what is printed there and the record it belongs to."""
    cells = content.cells()
    return [
        comparable(
            [i.rule_code, i.message, i.printed, i.expected, i.project, i.indicator, [cells[c].text for c in i.cells]]
        )
        for i in reading.issues
    ]
