"""The plain script that one would write instead: split lines, split cells, a few regular expressions. No ledger, no
places, no findings, no grammar of units; it knows the two layouts it was written for, and reads those alone.

It stands here to be measured against, as the floor of what a parser in Python costs.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

_BLANK = re.compile(r"\s+")
_ORDINAL = re.compile(r"指标\d+[:：]\s*")
_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(?:万元)?$")
_VALUE = re.compile(r"(≥|≤|>|<)?\s*([0-9]+(?:\.[0-9]+)?)\s*(.*)$")
_SIGNS = {"≥": "ge", "≤": "le", ">": "gt", "<": "lt", None: "unstated"}
_FUNDS = {"年度资金总额": "total", "财政拨款": "fiscal_appropriation", "其他资金": "other_funds"}


class Indicator(NamedTuple):
    level1: str
    level2: str
    name: str
    printed: str
    comparator: str | None
    number: Decimal | None
    unit: str


class Form(NamedTuple):
    fields: dict[str, str]
    funding: dict[str, Decimal]
    indicators: list[Indicator]


def parse(data: bytes) -> list[Form]:
    """The forms of a text file whose cells are parted by tabs."""
    forms: list[Form] = []
    form = Form({}, {}, [])
    level1 = level2 = ""
    for line in data.decode("utf-8").split("\n"):
        cells = line.split("\t")
        printed = [cell for cell in cells if cell]
        if not printed:
            continue
        first = _BLANK.sub("", printed[0])
        if first == "项目名称":
            form = Form({}, {}, [])
            forms.append(form)
        if first in ("项目名称", "主管部门", "主管部门及代码", "项目属性"):
            form.fields.update(zip(printed[::2], printed[1::2], strict=False))
            continue
        if "资金" in line or "财政拨款" in line:
            found = _AMOUNT.search(printed[-1])
            source = next((code for label, code in _FUNDS.items() if label in line), None)
            if found and source:
                form.funding[source] = Decimal(found[1]) * 10_000
            continue
        if first.startswith(("年度", "绩效目标")):
            form.fields["goal"] = printed[-1]
            continue
        ordinal = next((at for at, cell in enumerate(printed) if _ORDINAL.match(cell)), None)
        if ordinal is None:
            continue
        levels = [_BLANK.sub("", cell) for cell in printed[:ordinal]]
        if len(levels) > 1:
            level1 = levels[0]
        if levels:
            level2 = levels[-1]
        name = _ORDINAL.sub("", printed[ordinal])
        if not name:
            continue
        value = printed[ordinal + 1] if len(printed) > ordinal + 1 else ""
        read = _VALUE.match(value)
        if read:
            form.indicators.append(Indicator(level1, level2, name, value, _SIGNS[read[1]], Decimal(read[2]), read[3]))
        else:
            form.indicators.append(Indicator(level1, level2, name, value, None, None, ""))
    return forms
