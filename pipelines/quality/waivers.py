"""Waivers against offenders: which covers one, which has run out, which covers nothing any more."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence

from pipelines.quality.decisions import Waiver
from pipelines.quality.offences import Offence
from pipelines.quality.places import Places


def waiver_of(
    waivers: Sequence[Waiver], finding_id: str, offence: Offence, places: Places, today: datetime.date
) -> Waiver | None:
    """The first waiver in force that covers an offence."""
    return next((w for w in waivers if w.until >= today and _covers(w, finding_id, offence, places)), None)


def _covers(waiver: Waiver, finding_id: str, offence: Offence, places: Places) -> bool:
    if waiver.rule != offence.rule_code:
        return False
    if waiver.finding is not None:
        return waiver.finding == finding_id
    if places.document_paths.get(offence.document_id or "") != waiver.path:
        return False
    return waiver.project is None or places.project_name(offence) == waiver.project


def expired(waivers: Iterable[Waiver], today: datetime.date) -> list[Offence]:
    """An offence for each waiver that has run out."""
    return [
        _offence("waiver_is_in_force", w, f"已于 {w.until} 到期。", f"{(today - w.until).days} 天")
        for w in waivers
        if w.until < today
    ]


def idle(waivers: Iterable[Waiver], covered: Counter[str], today: datetime.date) -> list[Offence]:
    """An offence for each waiver in force that covered no finding of this run."""
    return [
        _offence("waiver_covers_a_finding", w, "不再对应任何问题，可以删去。")
        for w in waivers
        if w.until >= today and not covered[w.id]
    ]


def _offence(rule_code: str, waiver: Waiver, what: str, difference: str | None = None) -> Offence:
    message = f"豁免 {waiver.id}（{waiver.rule}）{what}"
    return Offence(rule_code, None, None, None, None, (), waiver.id, None, difference, message)
