"""Offenders: what the parser, the documents that were refused and each select of ``sql/checks`` tell, as they tell it.

Where one cause makes several rules fail at one place, the finest tells of it and the others are silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines import settings
from pipelines.model.errors import PlainError
from pipelines.quality.catalogue import CatalogueError, Rule

if TYPE_CHECKING:
    import duckdb

CHECK_COLUMNS = (
    "document_id",
    "project_id",
    "indicator_id",
    "source_cell_id",
    "source_cell_ids",
    "printed",
    "expected",
    "difference",
    "message_zh",
)
"""What every select in ``sql/checks`` returns, in this order."""
_ISSUES = """
select
    i.rule_code, i.document_id, i.project_id, i.indicator_id, i.source_cell_id, i.source_cell_ids, i.printed,
    i.expected, cast(null as varchar) as difference, i.message_zh
from staging.issue as i
left join staging.document as d on i.document_id = d.document_id
where d.state is distinct from 'withdrawn'
"""
_REFUSALS = """
select
    d.refusal_code, d.document_id, null, null, null, cast([] as varchar[]), d.path, null, null,
    coalesce(d.refusal_message, '这份文件读不了。')
from staging.document as d
where
    d.state = 'refused'
    and d.refusal_code is not null
    and not exists (
        select 1 from staging.issue as i where i.document_id = d.document_id and i.rule_code = d.refusal_code
    )
"""


class CheckError(PlainError):
    """A check could not be run, or answers other columns than it should: an error of ours, not of the data."""


@dataclass(frozen=True, slots=True)
class Offence:
    """One offender as a check or the parser tells it; columns as in ``quality.finding``."""

    rule_code: str
    document_id: str | None
    project_id: str | None
    indicator_id: str | None
    source_cell_id: str | None
    source_cell_ids: tuple[str, ...]
    printed: str | None
    expected: str | None
    difference: str | None
    message_zh: str


def run_check(connection: duckdb.DuckDBPyConnection, path: Path) -> list[Offence]:
    """The offenders that one select of ``sql/checks`` finds; the rule is named as the file.

    Raises:
        CheckError: the select fails or answers other columns.
    """
    import duckdb

    try:
        cursor = connection.execute(path.read_text(encoding="utf-8"))
        columns = tuple(column[0] for column in cursor.description or ())
        rows = cursor.fetchall()
    except duckdb.Error as error:
        raise CheckError(f"{path}: {error}") from error
    if columns != CHECK_COLUMNS:
        raise CheckError(f"{path}: answers {columns}, should answer {CHECK_COLUMNS}")
    return [_offence(path.stem, row) for row in rows]


def _offence(rule_code: str, row: Sequence[Any]) -> Offence:
    document, project, indicator, cell, cells, printed, expected, difference, message = row
    cells = tuple(dict.fromkeys(c for c in (cell, *(cells or ())) if c))
    first = cell or (cells[0] if cells else None)
    words = [None if v is None else str(v) for v in (printed, expected, difference)]
    return Offence(rule_code, document, project, indicator, first, cells, words[0], words[1], words[2], message)


def find_offences(connection: duckdb.DuckDBPyConnection, sql: Path = settings.SQL) -> list[Offence]:
    """All offenders: issues of the parser, refused documents, and what each check finds, in the order of the rules."""
    found = [_offence(row[0], row[1:]) for row in connection.execute(_ISSUES).fetchall()]
    found += [_offence(row[0], row[1:]) for row in connection.execute(_REFUSALS).fetchall()]
    for path in sorted((sql / "checks").glob("*.sql")):
        found += run_check(connection, path)
    return found


def one_cause_one_finding(offences: Iterable[Offence], rules: Mapping[str, Rule]) -> list[Offence]:
    """Drop an offence where a rule that it yields to tells of the same place more exactly, and drop exact repeats.

    Raises:
        CatalogueError: an offence names a rule that the catalogue does not know.
    """
    offences = list(offences)
    unknown = sorted({o.rule_code for o in offences} - set(rules))
    if unknown:
        raise CatalogueError(f"rules.yml has no entry for {', '.join(unknown)}")
    told = {(o.rule_code, spot) for o in offences for spot in _spots(o)}
    kept: dict[tuple[object, ...], Offence] = {}
    for o in offences:
        if any((code, spot) in told for code in rules[o.rule_code].yields_to for spot in _spots(o)):
            continue
        key = (o.rule_code, o.document_id, o.project_id, o.indicator_id, o.source_cell_id, o.printed, o.message_zh)
        kept.setdefault(key, o)
    return list(kept.values())


def _spots(offence: Offence) -> set[str]:
    """Where an offence stands: the finest record it names, and the cells it shows."""
    finest = offence.indicator_id or offence.project_id or offence.document_id
    return {*([finest] if finest else []), *offence.source_cell_ids}


def in_printed_order(offence: Offence) -> tuple[object, ...]:
    """The same order whatever the engine did first: ids of repeated findings count in it."""
    numbers = [int(n) for n in re.findall(r"[0-9]+", (offence.source_cell_id or "").partition(":")[2])]
    return offence.rule_code, offence.document_id or "", numbers, offence.indicator_id or "", offence.message_zh
