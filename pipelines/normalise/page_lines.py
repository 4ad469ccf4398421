"""Lines of a page that hold for the forms below them: the title, the year, the unit of money, the department."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.model.records import Field
from pipelines.normalise.labels import match_label
from pipelines.normalise.money_units import money_unit_of_heading
from pipelines.normalise.page_texts import (
    department_of_line,
    form_type_of_title,
    year_of_budget,
    year_of_line,
    year_of_notice,
    year_of_title,
)
from pipelines.normalise.printed import one_line
from pipelines.normalise.rows import Token, cells_of
from pipelines.normalise.spelling import squash

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

_WIDE_BLANK = re.compile(r"[ \u3000\t]{2,}")
_BEFORE_MONEY_UNIT = re.compile(
    r"(.+?)\s+[(（]?(?:金额|货币|资金|计量)?单位\s*[:：]?\s*(?:人民币)?[百十]?[亿万千]?元[)）]?$"
)
_BETWEEN_FIELDS = re.compile(r"[ \u3000\t]{2,}|[ \u3000\t](?=[^\s:：]{2,12}[:：]|[(（\[]?20\d\d\s?年)")
_UNIT = re.compile(r"(?:[\[(（]?\d{3,}[\])）]?\s?-?)?[\u4e00-\u9fff()（）、\d\-—]{3,40}")
"""How a unit is printed, its code before it; no blank to fill in (____, 盖章)."""
_YEAR_AHEAD = re.compile(r"\s*[(（\[]\s*20\d\d\s*年\s*度?\s*[)）\]](?=\s)")
_LONGEST_YEAR = 16


def read_title(reader: FormReader, tokens: list[Token]) -> bool:
    """Read the title of a form, with the lines beside it; False for any other row."""
    token = tokens[0]
    form_type = form_type_of_title(token.text)
    if form_type is None:
        return False
    reader.table.close()
    if reader.title is None or squash(reader.title.printed) != squash(token.text):
        reader.table.forget_project()
        reader.page_compiler = None
        reader.units_of_page = {}
    reader.title = Field(one_line(token.text), token.cell)
    reader.title_is_new = True
    reader.first_title = reader.first_title or reader.title
    reader.form_type = reader.form_type or form_type
    year = year_of_title(token.text)
    if year is not None:
        reader.year = year
        reader.years.append(year)
    reader.ledger.use(cells_of([token]), "title")
    reader.refuse(read_lines(reader, tokens[1:]))
    return True


def read_lines(reader: FormReader, tokens: list[Token]) -> list[Token]:
    """Read year lines and unit lines, alone in their row or beside labels; returns the cells that are neither."""
    left: list[Token] = []
    if reader.form is None and reader.title is None and reader.year is None and len(tokens) == 1:
        reader.year = year_of_notice(tokens[0].text)
    if reader.form is None and reader.budget_year is None and len(tokens) == 1:
        reader.budget_year = year_of_budget(tokens[0].text)
    for token in tokens:
        unit = money_unit_of_heading(token.text)
        label = match_label(token.text) if unit else None
        dated = token.text if unit is None else _before_unit(token.text)
        year = year_of_line(dated) if len(dated) < _LONGEST_YEAR else None
        if year is not None and not all(other is token or _is_page_line(other.text) for other in tokens):
            year = None
        department = department_of_line(token.text)
        if department is not None:
            reader.page_department = Field(department, token.cell)
            reader.ledger.use(cells_of([token]), "project.department")
        if year is not None:
            _note_year(reader, year)
        if year is not None and unit is None:
            reader.ledger.use(cells_of([token]), "fiscal_year")
        elif unit is not None and (label is None or (label.fund is None and label.section is None)):
            _note_units(reader, token)
            reader.unit, reader.unit_basis = unit, "title_row"
            if reader.form is not None and not reader.title_is_new and reader.form.form_unit is None:
                reader.form.state_unit(unit, "title_row")
            reader.ledger.use(cells_of([token]), "money_unit")
        elif department is None:
            left.append(token)
    return left


def _note_year(reader: FormReader, year: int) -> None:
    """The year of a line holds for the form that is being read, when it prints none, and for those below."""
    reader.year = year
    reader.years.append(year)
    if reader.form is not None and not reader.title_is_new and not reader.form.indicators:
        reader.form.fiscal_year = reader.form.fiscal_year or year


def _note_units(reader: FormReader, token: Token) -> None:
    """The units that a line names before its unit of money: 填报单位：甲镇    单位：万元. They are the form's below,
    or of the one that is being read.
    """
    ahead = _BEFORE_MONEY_UNIT.match(token.text.strip())
    if reader.form is None or reader.title_is_new:
        reader.units_of_page = {}
    for part in _BETWEEN_FIELDS.split(ahead[1]) if ahead is not None else ():
        label = match_label(part)
        if label is None or label.field not in ("department", "agency", "compiler") or not _UNIT.fullmatch(label.rest):
            continue
        name = Field(one_line(label.rest), token.cell)
        if reader.form is None or reader.title_is_new:
            reader.units_of_page[label.field] = name
        elif not reader.form.indicators:
            reader.form.units_above.setdefault(label.field, name)


def _before_unit(text: str) -> str:
    """What a line prints before its unit: （2024年度） 单位：万元. The blanks of the year itself do not part it."""
    year = _YEAR_AHEAD.match(text)
    return year[0] if year is not None else _WIDE_BLANK.split(text.strip())[0]


def _is_page_line(text: str) -> bool:
    return money_unit_of_heading(text) is not None or department_of_line(text) is not None
