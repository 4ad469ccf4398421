"""Dates and times under a number format: ``m"月"d"日"``, ``h:mm``, ``上午/下午h"时"``."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from pipelines.extract.format_tokens import Section, literal

Moment = datetime | date | time
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

_WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")


def moment(value: Moment | timedelta, section: Section) -> str:
    """A date or time under the first section of its format."""
    if isinstance(value, timedelta):
        hours, seconds = divmod(int(value.total_seconds()), 3600)
        return f"{hours}:{seconds // 60:02d}:{seconds % 60:02d}"
    shown = [t for t in section if t.kind == "date"]
    if not shown:
        return _iso(value)
    twelve = any(t.kind == "half" for t in section)
    out = []
    for i, token in enumerate(section):
        if token.kind == "date":
            out.append(_date_part(value, token.text.lower(), minutes=_is_minutes(section, i), twelve=twelve))
        elif token.kind == "half":
            out.append(_half(value, token.text))
        elif token.kind in {"digit", "mark"}:
            out.append(token.text if token.text in "./,%" else "")
        else:
            out.append(literal(token))
    return "".join(out).strip().removesuffix(";@")


def _iso(value: Moment) -> str:
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()


def _half(value: Moment, printed: str) -> str:
    afternoon = not isinstance(value, date) or isinstance(value, datetime)
    late = afternoon and getattr(value, "hour", 0) >= 12
    early_word, late_word = ("上午", "下午") if "上" in printed else ("AM", "PM")
    return late_word if late else early_word


def _is_minutes(section: Section, at: int) -> bool:
    """``m`` is minutes after hours or before seconds, else months."""
    if section[at].text.lower() not in {"m", "mm"}:
        return False
    before = next((t.text.lower() for t in reversed(section[:at]) if t.kind == "date"), "")
    after = next((t.text.lower() for t in section[at + 1 :] if t.kind == "date"), "")
    return before.startswith("h") or after.startswith("s")


def _date_part(value: Moment, part: str, *, minutes: bool, twelve: bool) -> str:
    if part[0] in "hs" or minutes:
        hour, minute, second = (getattr(value, name, 0) for name in ("hour", "minute", "second"))
        if twelve:
            hour = (hour - 1) % 12 + 1
        amount = hour if part[0] == "h" else minute if minutes else second
        return str(amount).zfill(len(part))
    if isinstance(value, time):
        return ""
    if part in {"e", "yyyy", "yyy"}:
        return f"{value.year:04d}"
    if part[0] == "y":
        return f"{value.year % 100:02d}"
    if part[0] == "a":
        return ("星期" if len(part) == 4 else "") + _WEEKDAYS[value.weekday()]
    if part[0] == "d":
        return f"{value:%A}" if len(part) == 4 else f"{value:%a}" if len(part) == 3 else str(value.day).zfill(len(part))
    name = _MONTHS[value.month - 1]
    return {1: str(value.month), 2: f"{value.month:02d}", 3: name[:3], 4: name, 5: name[0]}[len(part)]
