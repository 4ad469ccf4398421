"""Dates and periods as they stand in target values: 2024年12月底前, 1月和2月, 2023.07-2024.01, 每年12月底前, 全年.

A date has the precision it is printed with: ``2024-12``, ``--12-31`` (no year), ``---10`` (a day of each month). Words
for an end (12月底, 年底) are its last day. Durations (30天内) are quantities and stand in grammar.py.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.model.target import Comparator
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.lexicon import Lexicon
from pipelines.normalise.targets.numerals import NumeralError, read_numeral
from pipelines.normalise.targets.tokens import DATE as DATE_TOKEN
from pipelines.normalise.targets.tokens import NUMBER, TEXT, WORD, Token, cut


@dataclass(frozen=True, slots=True)
class DateReading:
    """From and to, each an ISO date or a part of one; None where the value leaves that side open or says no date.

    ``promised`` is what a deadline is followed by when that is no mere wording: the 100%到位 of 12月底前100%到位.
    ``note`` says in Chinese what the dates do not show; no doubt.
    """

    date_from: str | None
    date_to: str | None
    year_implied: bool = False
    promised: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Point:
    first: str | None
    last: str | None
    yearless: bool


_WHOLE_YEAR = _Point("--01-01", "--12-31", True)
_UNTIL = frozenset({"前", "之前", "以前", "内", "以内", "之内", "止", "为止", "前后", "中", "底", "末"})
_FROM = frozenset({"起", "后", "之后", "以后", "开始", "始", "起始"})
_JOINS = frozenset({"-", "--", "~", "~~", "至", "到", "和", "与", "及", "、", "或", ","})
_RANGES = frozenset({"-", "--", "~", "~~", "至", "到"})
_SEASONS = (("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"))
_DIGIT_YEAR = str.maketrans("〇零一二三四五六七八九", "00123456789")
_POINT = re.compile(
    r"(?:([\d〇零一二三四五六七八九]{4})(?:年度?|[./-]))?"
    r"(?:(上|下)半年|第?([一二三四1-4])季度|([\d十一二三四五六七八九]{1,3})月份?)?"
    r"(?:([\d十一二三四五六七八九]{1,3})[日号])?(月?[底末初]|[中终]|[上中下]旬|全年)?"
)
_MONTH_RANGE = re.compile(
    r"(?:(\d{4})(?:年度?|[./-]))?([\d十一二三四五六七八九]{1,2})(?:月?[-~至到]|、(?:[\d十一二三四五六七八九]{1,2}、)*)"
    r"([\d十一二三四五六七八九]{1,2})月份?"
)
_SEASON_RANGE = re.compile(
    r"(?:(\d{4})年度?)?(?:前([两二三23])个?|第?([一二三四1-4])(?:季度?)?[-~至到、]第?([一二三四1-4]))季度"
)
_YEAR_RANGE = re.compile(r"(\d{4})[-~至到](\d{4})年度?")
_NUMERIC = re.compile(r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2})[日号]?)?")
_EVERY = frozenset({"年", "月", "季度", "季", "学期", "学年", "半年", "周"})
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NEGATION = re.compile("[不未无非没早晚先后大小高低多少超]")
_NOT_LATER = frozenset(
    {"不晚于", "不迟于", "不得晚于", "不得迟于", "最迟", "最晚", "最迟于", "最晚于", "最迟不晚于", "最晚不超过"}
)
_SIDES = {"不超过": Comparator.LE, "不得超过": Comparator.LE, "不早于": Comparator.GE, "早于": Comparator.LT}
PARTS_OF_A_DATE = frozenset({"月", "月份", "日", "号"})
"""What cannot follow a year as the unit of a quantity: 2024年13月 is a broken date."""
_LEAD_LENGTH = 12
_MONTH_OF_A_SEASON = re.compile(r"每?季度?的?(?:[首末]|(?:第[一二三]|最后一?|[首末])个)月(?:份|的|中)?(?=[\d一二三十])")
_THIS_MONTH = re.compile(r"[当本]月(?=\d)")
_NEXT_YEAR = frozenset({"次", "翌"})
_LATER = re.compile("(?:次|翌|下一?)个?(?:年度?|(?P<month>月))的?")
_HOUR = re.compile(r"(?<=[日号])(?:2[0-4]|1?\d)(?:[时点](?:整|正|\d{1,2}分)?|:\d\d)(?=之?前|以前|止|$)")
_LEAD = re.compile(
    r"[\u4e00-\u9fff]*(?:时间|日期|时限|期限|工期|周期|进度|于|在|为|至|到|截止|截至)[:：]?|自|从|项目|工程|确保|力争|计划|预计|全部|按时"
)
"""Words that lead to a date; after any other words a date is part of a sentence (按照2023年标准执行)."""


def read_date(tokens: list[Token], text: str, lexicon: Lexicon, fiscal_year: int | None) -> DateReading:
    """Read a whole value as a date or period.

    Raises:
        UnreadableError: the value is not one date phrase with at most words around it, or a promise after a deadline.
    """
    hour = _HOUR.search(text)
    if hour is not None:
        text = text[: hour.start()] + text[hour.end() :]
        return replace(read_date(cut(text, lexicon), text, lexicon, fiscal_year), note=f"当日{hour[0]}")
    later = _LATER.match(text)
    if later is not None:
        return _later(text[later.end() :], later, lexicon, fiscal_year)
    some_month = _MONTH_OF_A_SEASON.match(text) or _THIS_MONTH.match(text)
    if some_month is not None:
        return _day_of_a_month(text[some_month.end() :], some_month[0], lexicon)
    i, every = 0, False
    while tokens[i].kind in (WORD, TEXT) and tokens[i].text != "每":
        i += 1
    lead = text[: tokens[i].start]
    comparator = lexicon.signs.get(lead) or _SIDES.get(lead)
    deadline = lead in _NOT_LATER or comparator in (Comparator.LE, Comparator.LT)
    if comparator is Comparator.APPROX:
        raise UnreadableError("日期之前的文字读不懂")
    if (
        lead
        and not deadline
        and comparator is None
        and (len(lead) > _LEAD_LENGTH or not _LEAD.fullmatch(lead) or _NEGATION.search(lead))
    ):
        raise UnreadableError("日期之前的文字读不懂")
    if tokens[i].text == "每" and tokens[i + 1].text in _EVERY:
        every = True
        i += 2
    elif tokens[i].text == "每" and tokens[i + 1].kind == DATE_TOKEN:
        every = True
        i += 1
    points = []
    if every and tokens[i].kind == NUMBER and tokens[i + 1].text in ("日", "号"):
        if tokens[i - 1].text != "月":
            raise UnreadableError("日期的写法读不懂")
        day = _small(tokens[i].text)
        if not 1 <= day <= 31:
            raise UnreadableError("日期不成立")
        points.append(_Point(f"---{day:02d}", f"---{day:02d}", False))
        i += 2
    connector = joined = ""
    ends_next_year = False
    while tokens[i].kind == DATE_TOKEN:
        point = _closing(read_point(tokens[i].text), tokens[i + 1].text)
        if points and not joined:
            points[-1] = _completed(points[-1], point)
        else:
            points.append(point)
        connector = connector or ("、" if "、" in tokens[i].text else "")
        i, joined = i + 1, ""
        if tokens[i].text in _JOINS and tokens[i + 1].kind == DATE_TOKEN:
            connector = joined = tokens[i].text
            i += 1
        elif tokens[i].text in _RANGES and _next_year_follows(tokens, i):
            connector = joined = tokens[i].text
            ends_next_year = True
            i += 3
    if not points or len(points) > 4 or (len(points) > 2 and connector in _RANGES):
        raise UnreadableError("日期的写法读不懂")
    side = "until" if deadline else "from" if comparator in (Comparator.GE, Comparator.GT) else _side(tokens, i)
    while tokens[i].kind and tokens[i].text in (_UNTIL | _FROM | {"(", ")", ",", "、", ":", "年", "期间", "左右"}):
        i += 1
    rest = text[tokens[i].start :] if tokens[i].kind else ""
    promised = ""
    if rest and not _is_prose(rest):
        if side != "until":
            raise UnreadableError("一格里有两个值（时间和数量）" if re.search(r"\d", rest) else "日期之后另有内容")
        promised = rest
    elif rest and not (side or tokens[i].text in lexicon.tails | lexicon.subject_verbs):
        raise UnreadableError("日期之后另有内容")
    reading = _reading(points, side, None if every else fiscal_year, ends_next_year)
    listed = connector and connector not in _RANGES and not _are_neighbours(reading)
    note = "列举了几个日期，取其首尾" if listed else "止于次年" if ends_next_year else None
    return replace(reading, promised=promised, note=note)


def _later(text: str, later: re.Match[str], lexicon: Lexicon, fiscal_year: int | None) -> DateReading:
    """次年3月底前: a date of the year after the table's. 次月10日前: the tenth of each month, for the month before."""
    if later["month"]:
        return replace(read_date(cut("每月" + text, lexicon), "每月" + text, lexicon, None), note="所指月份的次月")
    date = read_date(cut(text, lexicon), text, lexicon, fiscal_year + 1 if fiscal_year is not None else None)
    if any(end is not None and end[:1] != "-" for end in (date.date_from, date.date_to)) and not date.year_implied:
        raise UnreadableError("“次年”之后又有年份")
    return replace(date, note="所指年度的次年")


def _day_of_a_month(text: str, month: str, lexicon: Lexicon) -> DateReading:
    """当月25日前: the 25th of each month. 每季度末月25日前: of one month in three, which no date can say."""
    date = read_date(cut("每月" + text, lexicon), "每月" + text, lexicon, None)
    if "季" not in month:
        return date
    if date.promised or not (date.date_from or date.date_to):
        raise UnreadableError("日期的写法读不懂")
    return DateReading(None, None, note=f"{month}的某一日")


def bounded(date: DateReading, comparator: Comparator | None) -> DateReading:
    """A date beside the comparator column: ≤ 2024年12月 is 2024年12月前. A period keeps both its ends."""
    if date.date_from is None or date.date_from != date.date_to:
        return date
    if comparator in (Comparator.LE, Comparator.LT):
        return replace(date, date_from=None)
    if comparator in (Comparator.GE, Comparator.GT):
        return replace(date, date_to=None)
    return date


def _are_neighbours(date: DateReading) -> bool:
    """1月和2月: between the two nothing is left out."""
    first, last = date.date_from or "", date.date_to or ""
    months = len(first) == len(last) in (len("--01"), len("2024-01"))
    return months and first[:-2] == last[:-2] and int(last[-2:]) - int(first[-2:]) == 1


def _closing(point: _Point, after: str) -> _Point:
    """三季度末: the last day of a quarter or half of a year."""
    return _Point(point.last, point.last, point.yearless) if after in ("末", "底") else point


def _completed(year: _Point, point: _Point) -> _Point:
    """2024年年底, 当年12月: the year and what of it.

    Raises:
        UnreadableError: two dates with nothing between them.
    """
    if year == _WHOLE_YEAR:
        return point
    if year.first is None or not year.first.isdigit() or year.first != year.last:
        raise UnreadableError("日期的写法读不懂")
    if point.first is None or point.last is None:
        return year
    if not point.yearless:
        raise UnreadableError("日期的写法读不懂")
    return _Point(year.first + point.first[1:], year.last + point.last[1:], False)


def _next_year_follows(tokens: list[Token], i: int) -> bool:
    """11月至次年4月."""
    after = tokens[i + 1 : i + 4]
    return len(after) == 3 and after[0].text in _NEXT_YEAR and after[1].text == "年" and after[2].kind == DATE_TOKEN


def _side(tokens: list[Token], i: int) -> str:
    words = []
    while tokens[i].text in _UNTIL | _FROM:
        words.append(tokens[i].text)
        i += 1
    if any(word in ("起", "后", "之后", "以后", "开始", "始", "起始") for word in words):
        return "from"
    return "until" if any(word not in ("中", "底", "末", "前后") for word in words) else ""


def _is_prose(rest: str) -> bool:
    return all(_HAN.fullmatch(c) or c in ",、。;()" for c in rest)


def _reading(points: list[_Point], side: str, fiscal_year: int | None, ends_next_year: bool) -> DateReading:
    first, last = points[0].first, points[-1].last
    year = next((int(p.first[:4]) for p in points if p.first and p.first[0] != "-"), None)
    implied = False
    yearless = _is_yearless(first) and _is_yearless(last)
    crosses = yearless and not side and not ends_next_year and str(first) > str(last)
    if year is None and fiscal_year is not None and yearless and not crosses:
        year, implied = fiscal_year, True
    if year is not None:
        first, last = _with_year(first, year), _with_year(last, year + ends_next_year)
    if side == "until":
        return DateReading(None, last, implied)
    if side == "from":
        return DateReading(first, None, implied)
    if first is not None and last is not None and len(first) == len(last) and first > last and year is not None:
        raise UnreadableError("起止日期颠倒")
    return DateReading(first, last, implied)


def _is_yearless(end: str | None) -> bool:
    """--12-31, --12; not ---10, a day of each month."""
    return end is not None and end.startswith("--") and end[2] != "-"


def _with_year(end: str | None, year: int) -> str | None:
    return f"{year}{end[1:]}" if end is not None and _is_yearless(end) else end


@lru_cache(maxsize=1024)
def read_point(text: str) -> _Point:
    """Read one date word of the lexicon, such as 2024年12月, 12月底, 一季度, 年底, 全年 or 2023.07.

    Raises:
        UnreadableError: there is no such day (2月30日).
    """
    match = _YEAR_RANGE.fullmatch(text)
    if match:
        return _Point(match[1], match[2], False)
    match = _NUMERIC.fullmatch(text)
    if match:
        return _calendar(match[1], int(match[2]), int(match[3]) if match[3] else None, "")
    match = _MONTH_RANGE.fullmatch(text)
    if match:
        front = match[1] or "-"
        first, last = _small(match[2]), _small(match[3])
        if not (1 <= first <= 12 and 1 <= last <= 12):
            raise UnreadableError("没有这样的月份")
        return _Point(f"{front}-{first:02d}", f"{front}-{last:02d}", match[1] is None)
    match = _SEASON_RANGE.fullmatch(text)
    if match:
        year, until, begin, end = match.groups()
        first, last = (1, _small(until)) if until else (_small(begin), _small(end))
        if first >= last:
            raise UnreadableError("起止日期颠倒")
        front = year or "-"
        return _Point(f"{front}-{_SEASONS[first - 1][0]}", f"{front}-{_SEASONS[last - 1][1]}", year is None)
    if text in ("年底", "年末", "年终", "年度末", "年度底", "本年底", "本年末", "本年度末", "本年度底", "年度终"):
        return _Point("--12-31", "--12-31", True)
    if text in ("全年", "当年", "本年", "全年度", "当年度", "本年度", "年内", "年度内"):
        return _WHOLE_YEAR
    match = _POINT.fullmatch(text)
    return _structured(match) if match else _Point(None, None, False)


def _structured(match: re.Match[str]) -> _Point:
    year, half, quarter, month, day, part = match.groups()
    if year is not None and not year.isdigit():
        year = year.translate(_DIGIT_YEAR)
    front = year or "-"
    if half or quarter:
        if half:
            first, last = ("01-01", "06-30") if half == "上" else ("07-01", "12-31")
        else:
            first, last = _SEASONS[_small(quarter) - 1]
        return _Point(f"{front}-{first}", f"{front}-{last}", year is None)
    part = (part or "").removeprefix("月")
    if month:
        return _calendar(year, _small(month), _small(day) if day else None, part)
    if year is None:
        return _Point(None, None, False)
    if part in ("底", "末", "终"):
        return _Point(f"{year}-12-31", f"{year}-12-31", False)
    return _Point(year, year, False)


def _calendar(year: str | None, month: int, day: int | None, part: str) -> _Point:
    front = year or "-"
    if not 1 <= month <= 12:
        raise UnreadableError("没有这样的月份")
    longest = calendar.monthrange(int(year) if year else 2000, month)[1]
    if day is None and part in ("底", "末") and (year or month != 2):
        day = longest
    if day is None:
        return _Point(f"{front}-{month:02d}", f"{front}-{month:02d}", year is None)
    if not 1 <= day <= longest:
        raise UnreadableError("没有这样的日子")
    return _Point(f"{front}-{month:02d}-{day:02d}", f"{front}-{month:02d}-{day:02d}", year is None)


def _small(text: str) -> int:
    if text.isdigit():
        return int(text)
    try:
        return int(read_numeral(text).value)
    except NumeralError as error:
        raise UnreadableError("日期的写法读不懂") from error
