"""Findings: every place where a rule does not hold, told once, with an id that stays the same from night to night.

Sources are the issues of the parser, one select per rule in ``sql/checks``, documents that could not be read, and
decisions that no longer fit. What a rule means, its severity and how to mend it come from the catalogue.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines import settings
from pipelines.model.codes import SEVERITIES
from pipelines.quality.catalogue import OPINIONS, Rule, load_catalogue
from pipelines.quality.decisions import Waiver, load_waivers
from pipelines.quality.offences import Offence, find_offences, in_printed_order, one_cause_one_finding
from pipelines.quality.places import Places, places_of
from pipelines.quality.tables import empty, fill_from_select, insert_rows
from pipelines.quality.waivers import expired, idle, waiver_of

if TYPE_CHECKING:
    import duckdb


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
    places = places_of(connection)
    offences = [replace(o, document_id=places.document_of(o)) for o in find_offences(connection, sql)]
    offences += expired(waivers, today)
    kept = sorted(one_cause_one_finding(offences, rules), key=in_printed_order)
    rows, covered = _rows(kept, rules, places, waivers, today)
    rows += _rows(idle(waivers, covered, today), rules, places, (), today)[0]
    for row in rows:
        row["first_seen_release"] = first_seen.get(row["finding_id"], release_id)
        row["last_seen_release"] = release_id
    _insert_rules(connection, rules, rows)
    _insert_decisions(connection, waivers, covered, today)
    fill_from_select(connection, "quality.correction", settings.SQL / "quality" / "correction.sql")
    insert_rows(connection, "quality.finding", rows)
    counted = Counter(row["severity"] for row in rows if not row["is_waived"])
    return {severity: counted[severity] for severity in SEVERITIES}


def _rows(
    offences: Iterable[Offence],
    rules: Mapping[str, Rule],
    places: Places,
    waivers: Sequence[Waiver],
    today: datetime.date,
) -> tuple[list[dict[str, Any]], Counter[str]]:
    """The rows of ``quality.finding``, and how many of them each waiver covers."""
    rows: list[dict[str, Any]] = []
    times: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    for o in offences:
        rule = rules[o.rule_code]
        key = places.key(o)
        times[key] += 1
        digest = hashlib.sha256(key.encode()).hexdigest()[:16]
        finding_id = f"q:{digest}" if times[key] == 1 else f"q:{digest}~{times[key]}"
        waiver = waiver_of(waivers, finding_id, o, places, today)
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
