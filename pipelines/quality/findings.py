"""Findings: every place where a rule does not hold, told once, with an id that stays the same from night to night.

Sources are the issues of the parser, one select per rule in ``sql/checks``, documents that could not be read, and
decisions that no longer fit. What a rule means, its severity and how to mend it come from the catalogue.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines import settings
from pipelines.model.errors import PlainError
from pipelines.quality.catalogue import OPINIONS, CatalogueError, Rule, load_catalogue
from pipelines.quality.decisions import Waiver, load_waivers
from pipelines.quality.tables import empty, fill_from_select, insert_rows

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


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, in words that survive a change elsewhere in the document."""

    document_paths: Mapping[str, str]
    project_names: Mapping[str, tuple[str, str]]
    indicator_names: Mapping[str, str]

    def document_of(self, offence: Offence) -> str | None:
        """The document of an offence, found from its project or its cell where it is not said."""
        if offence.document_id:
            return offence.document_id
        if offence.project_id and offence.project_id in self.project_names:
            return self.project_names[offence.project_id][0]
        return offence.source_cell_id.split(":", 1)[0] if offence.source_cell_id else None

    def key(self, offence: Offence) -> str:
        """Rule, document path, project name and indicator (or cell): what the stable id is made of."""
        document = self.document_of(offence)
        path = self.document_paths.get(document or "", document or "")
        project = self.project_names.get(offence.project_id or "", ("", ""))[1]
        spot = self.indicator_names.get(offence.indicator_id or "")
        if spot is None:
            spot = "" if project or not offence.source_cell_id else offence.source_cell_id.split(":", 1)[-1]
        return "\n".join((offence.rule_code, path, project, spot))


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


def _in_printed_order(offence: Offence) -> tuple[object, ...]:
    """The same order whatever the engine did first: ids of repeated findings count in it."""
    numbers = [int(n) for n in re.findall(r"[0-9]+", (offence.source_cell_id or "").partition(":")[2])]
    return offence.rule_code, offence.document_id or "", numbers, offence.indicator_id or "", offence.message_zh


def _spots(offence: Offence) -> set[str]:
    """Where an offence stands: the finest record it names, and the cells it shows."""
    finest = offence.indicator_id or offence.project_id or offence.document_id
    return {*([finest] if finest else []), *offence.source_cell_ids}


def assess(
    connection: duckdb.DuckDBPyConnection,
    *,
    release_id: str,
    today: datetime.date,
    first_seen: Mapping[str, str] | None = None,
    rules: Mapping[str, Rule] | None = None,
    waivers: Sequence[Waiver] | None = None,
    sql: Path = settings.SQL,
) -> Mapping[str, int]:
    """Fill ``quality.rule``, ``quality.correction``, ``quality.waiver`` and ``quality.finding``.

    Run after core is built and ``quality.reconciliation`` is filled (see :func:`pipelines.quality.assess`).

    Args:
        first_seen: the release in which each finding was first seen, by finding id, from the last release.

    Returns:
        Number of findings by severity, waived ones apart.

    Raises:
        CatalogueError: a rule stands nowhere in the catalogue.
        CheckError: a check cannot be run.
    """
    rules = load_catalogue() if rules is None else rules
    waivers = load_waivers() if waivers is None else waivers
    first_seen = first_seen or {}
    for address in ("quality.finding", "quality.waiver", "quality.rule"):
        empty(connection, address)
    place = _places(connection)
    offences = [replace(o, document_id=place.document_of(o)) for o in find_offences(connection, sql)]
    offences += _expired(waivers, today)
    kept = sorted(one_cause_one_finding(offences, rules), key=_in_printed_order)
    rows, covered = _rows(kept, rules, place, waivers, today)
    idle = _idle(waivers, covered, today)
    more, _ = _rows(idle, rules, place, (), today)
    rows += more
    for row in rows:
        row["first_seen_release"] = first_seen.get(row["finding_id"], release_id)
        row["last_seen_release"] = release_id
    _insert_rules(connection, rules, rows)
    _insert_decisions(connection, waivers, covered, today)
    fill_from_select(connection, "quality.correction", settings.SQL / "quality" / "correction.sql")
    insert_rows(connection, "quality.finding", rows)
    counted = Counter(row["severity"] for row in rows if not row["is_waived"])
    return {severity: counted[severity] for severity in ("error", "warning", "info")}


def _rows(
    offences: Iterable[Offence],
    rules: Mapping[str, Rule],
    place: Place,
    waivers: Sequence[Waiver],
    today: datetime.date,
) -> tuple[list[dict[str, Any]], Counter[str]]:
    rows: list[dict[str, Any]] = []
    times: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    for o in offences:
        rule = rules[o.rule_code]
        key = place.key(o)
        times[key] += 1
        digest = hashlib.sha256(key.encode()).hexdigest()[:16]
        finding_id = f"q:{digest}" if times[key] == 1 else f"q:{digest}~{times[key]}"
        waiver = next((w for w in waivers if w.until >= today and _covers(w, finding_id, o, place)), None)
        if waiver:
            covered[waiver.id] += 1
        rows.append(
            {
                "finding_id": finding_id,
                "rule_code": o.rule_code,
                "severity": rule.severity,
                "document_id": o.document_id,
                "project_id": o.project_id,
                "indicator_id": o.indicator_id,
                "source_cell_id": o.source_cell_id,
                "source_cell_ids": list(o.source_cell_ids),
                "printed": o.printed,
                "expected": o.expected,
                "difference": o.difference,
                "message_zh": o.message_zh,
                "mend_zh": rule.mend,
                "review_opinion_code": rule.opinion,
                "review_opinion_zh": OPINIONS.get(rule.opinion or 0),
                "is_waived": waiver is not None,
                "waiver_id": waiver.id if waiver else None,
            }
        )
    return rows, covered


def _covers(waiver: Waiver, finding_id: str, offence: Offence, place: Place) -> bool:
    if waiver.rule != offence.rule_code:
        return False
    if waiver.finding is not None:
        return waiver.finding == finding_id
    if place.document_paths.get(offence.document_id or "") != waiver.path:
        return False
    return waiver.project is None or place.project_names.get(offence.project_id or "", ("", ""))[1] == waiver.project


def _expired(waivers: Iterable[Waiver], today: datetime.date) -> list[Offence]:
    return [
        _offence(
            "waiver_is_in_force",
            (
                None,
                None,
                None,
                None,
                (),
                w.id,
                None,
                f"{(today - w.until).days} 天",
                f"豁免 {w.id}（{w.rule}）已于 {w.until} 到期。",
            ),
        )
        for w in waivers
        if w.until < today
    ]


def _idle(waivers: Iterable[Waiver], covered: Counter[str], today: datetime.date) -> list[Offence]:
    return [
        _offence(
            "waiver_covers_a_finding",
            (None, None, None, None, (), w.id, None, None, f"豁免 {w.id}（{w.rule}）不再对应任何问题，可以删去。"),
        )
        for w in waivers
        if w.until >= today and not covered[w.id]
    ]


def _places(connection: duckdb.DuckDBPyConnection) -> Place:
    documents = connection.execute("select document_id, path from staging.document").fetchall()
    projects = connection.execute(
        "select project_id, document_id, coalesce(project_name, '第' || (project_no + 1) || '张表') "
        "from staging.project"
    ).fetchall()
    indicators = connection.execute(
        "select indicator_id, coalesce(dimension, '') || '/' || coalesce(block, '') || '/' || "
        "coalesce(ordinal_printed, '') || '/' || indicator_name from staging.indicator"
    ).fetchall()
    return Place(dict(documents), {p: (d, name) for p, d, name in projects}, dict(indicators))


def _insert_rules(
    connection: duckdb.DuckDBPyConnection, rules: Mapping[str, Rule], findings: Iterable[Mapping[str, Any]]
) -> None:
    counted = Counter(row["rule_code"] for row in findings if not row["is_waived"])
    insert_rows(
        connection,
        "quality.rule",
        [
            {
                "rule_code": rule.code,
                "severity": rule.severity,
                "dimension": rule.dimension,
                "review_opinion_code": rule.opinion,
                "review_opinion_zh": OPINIONS.get(rule.opinion or 0),
                "source": rule.source,
                "found_by": rule.found_by,
                "title_zh": rule.title,
                "claim_en": rule.claim,
                "mend_zh": rule.mend,
                "finding_count": counted[rule.code],
            }
            for rule in rules.values()
        ],
    )


def _insert_decisions(
    connection: duckdb.DuckDBPyConnection, waivers: Iterable[Waiver], covered: Counter[str], today: datetime.date
) -> None:
    insert_rows(
        connection,
        "quality.waiver",
        [
            {
                "waiver_id": w.id,
                "rule_code": w.rule,
                "document_path": w.path,
                "project_name": w.project,
                "finding_id": w.finding,
                "decided_by": w.who,
                "why": w.why,
                "expires_on": w.until,
                "is_expired": w.until < today,
                "finding_count": covered[w.id],
            }
            for w in waivers
        ],
    )
