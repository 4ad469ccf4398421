"""The cells of one indicator to its record: name, value, comparator, unit, weight, what was achieved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pipelines.model.records import Indicator, Issue
from pipelines.model.target import Kind, Target
from pipelines.normalise import contents as c
from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.contents import ORDINAL, content_of, is_declared_none, is_unnamed_level
from pipelines.normalise.levels import classify
from pipelines.normalise.printed import one_line
from pipelines.normalise.rows import Token, cells_of
from pipelines.normalise.spelling import squash
from pipelines.normalise.targets import TargetContext, read_target

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

Roles = Mapping[str, Sequence[Token]]
"""What each cell of an indicator is, by the role of its column."""

_TAKEN = {
    "level3": "indicator.name",
    "value": "indicator.value",
    "comparator": "indicator.comparator",
    "direction": "indicator.direction",
    "unit": "indicator.unit",
    "weight": "indicator.weight",
    "actual": "indicator.actual",
    "score": "indicator.score",
    "standard": "indicator.standard",
    "note": "indicator.note",
}
_LEVELS = ("level1", "level2")
_NUMBERED = re.compile(
    r"^\s*([①-⑳]|[(（]\d{1,2}[)）]|\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2}[.、．]?|、)(?!\d)|\d{1,2}[.、．](?!\d))\s*(?=\D)"
)
"""A running number that is printed without the word 指标: ①, （1）, 1., 1.1.1. Of two parts it could be a quantity."""
_LONGEST_FILLER = 6
_NOT_DIGITS = re.compile(r"[分%\s]")


def add_indicator(
    reader: FormReader, form: FormBuilder, roles: Roles, block: str | None, printed_name: str | None = None
) -> None:
    """Record the indicator that these cells print, below the level names that hold now.

    A placeholder of the template is ignored by name, a row without a name refused. ``printed_name`` is given where the
    name stands in a head and not in a cell of its own.
    """
    if "value_type" in roles and content_of(roles["value_type"][0].text) == c.COMPARATOR:
        roles = {("comparator" if role == "value_type" else role): tokens for role, tokens in roles.items()}
    if "comparator" in roles or "direction" in roles:
        roles = _by_content(roles)
    name_cells, value_cells = roles.get("level3", ()), roles.get("value", ())
    if not name_cells:
        _without_name(reader, form, roles)
        return
    printed = printed_name or _line(name_cells)
    ordinal = ORDINAL.match(printed) or _NUMBERED.match(printed)
    name = printed[ordinal.end() :].strip() if ordinal else printed
    if _is_filler(printed) and all(_is_filler(t.text) for t in value_cells):
        reader.ledger.ignore(
            cells_of(name_cells), "placeholder_ordinal" if ordinal else "placeholder_dots", form.number
        )
        reader.ledger.ignore(cells_of(value_cells), "placeholder_dots", form.number)
        _ignore_others(reader, form, roles, (*_LEVELS, "level3", "value"))
        return
    if not name and value_cells:
        reader.ledger.ignore(cells_of(name_cells), "placeholder_ordinal", form.number)
        _without_name(reader, form, {role: tokens for role, tokens in roles.items() if role != "level3"})
        return
    number = len(form.indicators)
    value = _line(value_cells) if value_cells else ""
    none_named, none_promised = is_declared_none(name), is_declared_none(value)
    plain = roles.keys() <= {"level3", "value"}
    level1, level2 = form.level1, form.level2
    category, dimension = classify(level1, level2)
    form.level1_of.append(level1)
    form.level2_of.append(level2)
    form.indicators.append(
        Indicator(
            level1_printed=level1.printed if level1 is not None else None,
            level2_printed=level2.printed if level2 is not None else None,
            category=category,
            dimension=dimension,
            ordinal_printed=ordinal[1] if ordinal else None,
            name=name,
            requirement=level2.label.requirement if level2 is not None and level2.label is not None else None,
            declared_none=none_named or none_promised,
            target=Target(printed=value, kind=Kind.DECLARED_NONE)
            if none_promised or (none_named and not value)
            else _target(form, name, value, dimension, roles),
            name_cell=name_cells[0].cell,
            value_cell=value_cells[0].cell if value_cells else None,
            weight=None if plain else _points(roles.get("weight")),
            actual_printed=None if plain else _text(roles.get("actual")),
            score_printed=None if plain else _text(roles.get("score")),
            direction_printed=None if plain else _text(roles.get("direction")),
            standard_printed=None if plain else _text(roles.get("standard")),
            note_printed=None if plain else _text(roles.get("note")),
            block=block,
        )
    )
    for role, tokens in roles.items():
        if role in _TAKEN:
            cells = cells_of(tokens)
            form.claim(cells)
            reader.ledger.use(cells, _TAKEN[role], form.number, number)
    if not plain:
        _ignore_others(reader, form, roles, (*_LEVELS, *_TAKEN))


def _is_filler(text: str) -> bool:
    """What a template prints for an indicator or a value that is none: ……, 指标2：, 具体指标."""
    return content_of(text) == c.PLACEHOLDER or (len(text) <= _LONGEST_FILLER and is_unnamed_level(text))


def _target(form: FormBuilder, name: str, value: str, dimension: str | None, roles: Roles) -> Target:
    sign = roles.get("comparator")
    if not value and sign and content_of(sign[0].text) == c.QUALITATIVE:
        return Target(printed=value, kind=Kind.QUALITATIVE)
    context = TargetContext(
        indicator_name=name,
        unit_cell=_text(roles.get("unit")),
        comparator_cell=_text(sign),
        form_unit=form.form_unit,
        dimension=dimension,
        fiscal_year=form.fiscal_year,
    )
    return read_target(value, context)


def _without_name(reader: FormReader, form: FormBuilder, roles: Roles) -> None:
    """A row without a name: only level names, or cells that cannot be said to belong to anything."""
    for role, tokens in roles.items():
        if role in _LEVELS:
            continue
        if role not in _TAKEN:
            reader.ledger.ignore(cells_of(tokens), f"column_{role}", form.number)
            continue
        if role == "value" and all(is_declared_none(token.text) for token in tokens):
            reader.ledger.ignore(cells_of(tokens), "declared_none", form.number)
            continue
        filler = [t for t in tokens if content_of(t.text) == c.PLACEHOLDER]
        refused = [t for t in tokens if t not in filler]
        reader.ledger.ignore(cells_of(filler), "placeholder_dots", form.number)
        reader.refuse(refused)
        if refused and role == "value":
            printed = one_line(refused[0].text)
            message = f"指标值“{printed}”旁没有指标名称，未采用。"
            form.issues.append(Issue("indicator_has_a_name", message, (refused[0].cell,), printed))


def _ignore_others(reader: FormReader, form: FormBuilder, roles: Roles, taken: tuple[str, ...]) -> None:
    for role, tokens in roles.items():
        if role not in taken:
            reader.ledger.ignore(cells_of(tokens), f"column_{role}", form.number)


def _by_content(roles: Roles) -> Roles:
    """指标性质 and 指标方向 hold either the comparator or the direction: what the cell says decides."""
    both = [*roles.get("comparator", ()), *roles.get("direction", ())]
    kept = {role: list(tokens) for role, tokens in roles.items() if role not in ("comparator", "direction")}
    for token in both:
        kept.setdefault("direction" if content_of(token.text) == c.DIRECTION else "comparator", []).append(token)
    return _with_words_for_sign(kept)


def _with_words_for_sign(roles: dict[str, list[Token]]) -> Roles:
    """改善 in the column of the signs, no value beside it, is the value."""
    sign = roles.get("comparator", [])
    if len(sign) != 1 or content_of(sign[0].text) not in (c.SHORT, c.TEXT) or "unit" in roles:
        return roles
    if any(token.text.strip() for token in roles.get("value", ())):
        return roles
    return {**{role: tokens for role, tokens in roles.items() if role != "comparator"}, "value": sign}


def _text(tokens: Sequence[Token] | None) -> str | None:
    return _line(tokens) if tokens else None


def _line(tokens: Sequence[Token]) -> str:
    return one_line(tokens[0].text if len(tokens) == 1 else " ".join(t.text for t in tokens))


def _points(tokens: Sequence[Token] | None) -> Decimal | None:
    if not tokens:
        return None
    try:
        return Decimal(_NOT_DIGITS.sub("", squash(tokens[0].text)))
    except InvalidOperation:
        return None
