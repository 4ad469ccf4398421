"""Several values in one cell, each with its own subject, unit or time: 小学650元，初中850元; 上半年完成50%.

None of them is the cell's one value, so none is read: the cell stays words, and the clerk is asked to part it. Values
that nothing tells apart (95%、98%) are refused elsewhere: one of them may be damage.
"""

from __future__ import annotations

import re

from pipelines.normalise.targets.characters import plain_form
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.dates import PARTS_OF_A_DATE, read_date
from pipelines.normalise.targets.grammar import Parser
from pipelines.normalise.targets.lexicon import Lexicon
from pipelines.normalise.targets.tokens import DATE, NUMBER, PART, TEXT, cut

_BETWEEN = re.compile(r"[;、]|(?<!\d),|,(?!\d{3}(?!\d))")
_BLANKS = re.compile(r"\s+")
_LEAD = re.compile(r"[\u4e00-\u9fffA-Za-z()·]{0,16}:?")
_MOST = 12


def several_values(printed: str, text: str, words: Lexicon) -> tuple[str, ...]:
    """The values of a text in plain form that holds more than one; empty where it is not certain that it does."""
    if text.count("(") != text.count(")"):
        return ()
    clauses = [clause for clause in _BETWEEN.split(text) if clause]
    if len(clauses) == 1 and len(pieces := _BLANKS.split(printed.strip())) > 1:
        clauses = [clause for piece in pieces for clause in _BETWEEN.split(plain_form(piece)) if clause]
    if len(clauses) == 1:
        return _time_and_quantity(clauses[0], words)
    if len(clauses) > _MOST:
        return ()
    marks = [_what_it_is_of(clause, words) for clause in clauses]
    if None in marks or len(set(marks)) < len(marks):
        return ()
    return tuple(clauses)


def _what_it_is_of(clause: str, words: Lexicon) -> tuple[object, ...] | None:
    """What tells one value from its neighbours: its subject and unit, or its date. None where it is no whole value."""
    tokens = cut(clause, words)
    first = next((i for i, t in enumerate(tokens) if t.kind in (NUMBER, PART)), None)
    dated = next((t.start for t in tokens if t.kind == DATE), None)
    mark = _date(clause, dated, words) if dated is not None else None
    if mark is not None or first is None:
        return mark
    for start in range(first + 1):
        lead = clause[: tokens[start].start]
        if (start and tokens[start].kind == TEXT) or not _LEAD.fullmatch(lead):
            continue
        try:
            quantity = Parser(tokens, clause, words, start).quantity()
        except UnreadableError:
            continue
        unit, tail = quantity.unit, tokens[-2].text
        if unit is None or unit.code is None:
            return None
        return lead + quantity.subject, unit.code, unit.counted, quantity.per, tail if tail in words.tails else ""
    return None


def _date(clause: str, start: int, words: Lexicon) -> tuple[object, ...] | None:
    phrase = clause[start:]
    if not _LEAD.fullmatch(clause[:start]):
        return None
    try:
        date = read_date(cut(phrase, words), phrase, words, None)
    except UnreadableError:
        return _time_and_quantity(clause, words)[:1] or None
    return clause[:start], date.date_from, date.date_to, date.promised


def _time_and_quantity(clause: str, words: Lexicon) -> tuple[str, ...]:
    """上半年完成50%: a part of the year and the quantity for it, which is no promise for the whole; else empty."""
    tokens = cut(clause, words)
    first = next((i for i, t in enumerate(tokens) if t.kind == DATE), None)
    if first is None or not _LEAD.fullmatch(clause[: tokens[first].start]):
        return ()
    for at in range(first + 1, len(tokens) - 1):
        if tokens[at].kind == TEXT:
            continue
        try:
            quantity = Parser(tokens, clause, words, at).quantity()
        except UnreadableError:
            continue
        if quantity.unit is None or quantity.unit.code is None or quantity.unit.printed in PARTS_OF_A_DATE:
            return ()
        return clause[: tokens[at].start], clause[tokens[at].start :]
    return ()
