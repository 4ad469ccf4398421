"""A date that a value prints together with its unit: 2024.12 | 月, 20241231 | 日, 12 | 月底前, 12 | 月 beside 完成时间.

A month has the word of its unit (月), so 12 beside it is twelve months or December: the indicator's name decides, and
the doubt is told. What can be no number of years, months or days (2024 | 年) is a date whatever its name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.normalise.targets.characters import plain_form
from pipelines.normalise.targets.surroundings import Surroundings

_SIGN = re.compile("[≥≤<>=]*")
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_DATES = re.compile(
    rf"(?P<year>{_YEAR})\|年(?:度|份)?(?P<year_end>[底末]?(?:之前|以前|前|内)?)"
    rf"|(?P<of_year>{_YEAR})(?P<dot>[.年/-]?)(?P<month>{_MONTH})\|(?:年?月份?)(?P<month_end>[底末]?(?:之前|以前|前|内)?)"
    rf"|(?P<of_month>{_YEAR}[.年/-]?)?(?P<in_month>{_MONTH})(?P<mark>[.月/-]?)(?P<day>{_DAY})"
    r"\|(?:年?月?日期?|号)(?P<day_end>(?:之前|以前|前|内)?)"
    r"|(?P<quarter>(?P<nth>第?)[一二三四1-4])\|季度(?P<quarter_end>[底末]?(?:之前|以前|前|内)?)"
    rf"|(?P<month_alone>{_MONTH})\|月份?(?P<alone_end>(?:[底末初]|[上中下]旬)?(?:之前|以前|前|内)?)"
)
_OWN_MONTH = re.compile(rf"({_MONTH})(月份?)")
_LOST_ZERO = "“{}”可能是{}年1月，也可能是{}年10月"
_QUARTER_OR_QUARTERS = "“季度”可能是第几季度，也可能是季度数"
_MONTH_OR_MONTHS = "“月”可能是月份，也可能是月数"


class PrintedDate(NamedTuple):
    """A date put together from two cells, the sign that stood before it, and the doubt about it (Chinese)."""

    text: str
    sign: str
    doubt: str | None


def date_of_two_cells(text: str, around: Surroundings) -> PrintedDate | None:
    """The date that a value in plain form and its unit print together; None where they print none.

    ``around.calendar`` has to say that the unit is one of the calendar.
    """
    sign = _SIGN.match(text)
    assert sign is not None  # noqa: S101  (it may match nothing)
    value, cell = text[sign.end() :], plain_form(around.unit_cell or around.unit_in_name or "")
    own = _OWN_MONTH.fullmatch(value)
    if own and sign[0] and cell in ("", own[2]):
        value, cell = own[1], own[2]
    found = _DATES.fullmatch(f"{value}|{cell}")
    if found is None:
        return None
    if found["year"]:
        return PrintedDate(f"{found['year']}年{found['year_end']}", sign[0], None)
    if found["month"]:
        year, month = found["of_year"], found["month"]
        lost = month == "1" and found["dot"] == "."
        if not found["dot"] and len(month) != 2:
            return None
        doubt = _LOST_ZERO.format(value, year, year) if lost else None
        return PrintedDate(f"{year}年{int(month)}月{found['month_end']}", sign[0], doubt)
    if found["day"]:
        return _day(value, found, sign[0], around)
    if found["quarter"]:
        end, printed = found["quarter_end"], f"{found['quarter']}季度{found['quarter_end']}"
        if not (end or found["nth"] or around.names_completion):
            return None
        return PrintedDate(printed, sign[0], None if end or found["nth"] else _QUARTER_OR_QUARTERS)
    end = found["alone_end"]
    if not end and not around.names_completion:
        return None
    return PrintedDate(f"{int(found['month_alone'])}月{end}", sign[0], None if end else _MONTH_OR_MONTHS)


def _day(value: str, found: re.Match[str], sign: str, around: Surroundings) -> PrintedDate | None:
    year, mark = found["of_month"] or "", found["mark"]
    if not mark and not (len(value) == 8 and year):
        return None
    if not year and mark != "月" and not around.names_completion:
        return None
    doubt = f"“{value}”可能是月日，也可能是天数" if not year and mark != "月" else None
    front = f"{year[:4]}年" if year else ""
    return PrintedDate(f"{front}{int(found['in_month'])}月{int(found['day'])}日{found['day_end']}", sign, doubt)
