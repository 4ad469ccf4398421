"""The Target of a value that is a date, by itself or together with its unit column, on the side its signs say."""

from __future__ import annotations

from dataclasses import replace

from pipelines.model.target import Kind, Target
from pipelines.normalise.targets import damage
from pipelines.normalise.targets.calendar_cells import date_of_two_cells
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.dates import DateReading, bounded, read_date
from pipelines.normalise.targets.lexicon import Lexicon
from pipelines.normalise.targets.subjects import quantity_of
from pipelines.normalise.targets.surroundings import Surroundings, read_comparator
from pipelines.normalise.targets.tokens import Token, cut


def target_of_date(
    printed: str,
    tokens: list[Token],
    readable: str,
    around: Surroundings,
    repaired: damage.Repair | None,
    words: Lexicon,
) -> Target:
    """The date or period that a value is."""
    date = read_date(tokens, readable, words, around.fiscal_year)
    doubt = repaired.reason if repaired else None
    if date.promised:
        if date.date_from is None and date.date_to is None:
            raise UnreadableError("日期之后另有内容")
        quantity_of(cut(date.promised, words), date.promised, words)
        doubt = f"时限之后另有“{date.promised}”，未作为数值读取"
    return beside_a_sign(printed, date, around, doubt, repaired.likely if repaired else None)


def beside_a_sign(
    printed: str, date: DateReading, around: Surroundings, doubt: str | None, likely: str | None
) -> Target:
    """A date, on the side that the comparator column says."""
    sided = bounded(date, read_comparator(around.comparator_cell) if around.comparator_cell else None)
    implied = ("comparator_column",) if sided is not date else ()
    return replace(_date_target(printed, sided, doubt, implied), likely=likely)


def dated_by_its_unit(printed: str, text: str, around: Surroundings, words: Lexicon) -> Target | None:
    """A date that the value prints together with its unit column (2024.12 | 月), None where they print none."""
    joined = date_of_two_cells(text, around)
    if joined is None:
        return None
    try:
        date = read_date(cut(joined.text, words), joined.text, words, around.fiscal_year)
    except UnreadableError:
        return None
    if joined.sign and joined.sign not in words.signs:
        return None
    lent = read_comparator(around.comparator_cell) if around.comparator_cell and not joined.sign else None
    implied = ["unit_column"] if around.unit_cell else ["indicator_name"] if around.unit_in_name else []
    implied += ["comparator_column"] if lent is not None else []
    return _date_target(printed, bounded(date, words.signs.get(joined.sign, lent)), joined.doubt, tuple(implied))


def _date_target(printed: str, date: DateReading, doubt: str | None, implied: tuple[str, ...] = ()) -> Target:
    return Target(
        printed=printed,
        kind=Kind.DATE,
        date_from=date.date_from,
        date_to=date.date_to,
        implied=("fiscal_year", *implied) if date.year_implied else implied,
        uncertain=doubt is not None,
        reason_code="target_is_certain" if doubt else None,
        reason=doubt or date.note,
    )
