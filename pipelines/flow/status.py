"""How things stand: the last release and its age, what runs, failed or waits. Nothing is opened but small files."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.flow.run_record import RunRecord, read_record
from pipelines.model.errors import PlainError
from pipelines.warehouse.lock import current_holder
from pipelines.warehouse.release import LOCK_FILE, Release, ReleaseError, published_directory, read_release


@dataclass(frozen=True, slots=True)
class Status:
    """What a person or a monitor wants to know. ``problems`` are sentences; none means that all is well."""

    release_id: str | None
    published_at: str | None
    age_hours: float | None
    parser_version: str | None
    documents: dict[str, int]
    projects: int
    findings: dict[str, int]
    running_since: str | None
    last_run: str | None
    last_error: str | None
    waiting: int | None
    scheduler: str
    problems: list[str] = field(default_factory=list)

    def lines(self) -> list[tuple[str, str]]:
        """Name and value of each line of the report."""
        states = " · ".join(f"{count} {state}" for state, count in sorted(self.documents.items()))
        findings = " · ".join(f"{count} {severity}" for severity, count in self.findings.items())
        found = [
            ("release", f"{self.release_id}, {self.age_hours:.1f} h old" if self.age_hours is not None else "none"),
            ("documents", states),
            ("projects", str(self.projects) if self.release_id else ""),
            ("findings", findings),
            ("parser", self.parser_version or ""),
            ("running", f"since {self.running_since}" if self.running_since else "no"),
            ("last run", self.last_run or "none"),
            ("waiting", "" if self.waiting is None else f"{self.waiting} documents that are not in the release"),
            ("scheduler", self.scheduler),
        ]
        return [(name, value) for name, value in found if value]


def look(raw: Path, marts: Path, *, max_age_hours: float, now: datetime.datetime | None = None) -> Status:
    """How things stand in ``marts`` and what waits in ``raw``."""
    from pipelines.flow.serving import scheduler_state

    now = now or datetime.datetime.now(datetime.UTC)
    problems: list[str] = []
    release, age = _release(marts, now, max_age_hours, problems)
    holder = current_holder(marts / LOCK_FILE)
    record = read_record(marts)
    last_run, error = _last_run(record, running=holder is not None)
    if error:
        problems.append(f"the last run failed at {record.step if record else '?'}: {error}")
    scheduler = scheduler_state()
    if scheduler.startswith("dead"):
        problems.append(f"the scheduler is {scheduler}. Start it again with `indicators ui`")
    return Status(
        release_id=release.release_id if release else None,
        published_at=release.published_at if release else None,
        age_hours=age,
        parser_version=release.parser_version if release else None,
        documents=dict(release.documents) if release else {},
        projects=release.rows("core.fact_project") if release else 0,
        findings=dict(release.findings) if release else {},
        running_since=holder.since if holder else None,
        last_run=last_run,
        last_error=error,
        waiting=_waiting(raw, release, problems),
        scheduler=scheduler,
        problems=problems,
    )


def _release(
    marts: Path, now: datetime.datetime, max_age_hours: float, problems: list[str]
) -> tuple[Release | None, float | None]:
    directory = published_directory(marts)
    if directory is None:
        problems.append(f"{marts}: nothing is published. Run `indicators refresh`")
        return None, None
    try:
        release = read_release(directory)
    except ReleaseError as error:
        problems.append(str(error))
        return None, None
    age = (now - datetime.datetime.fromisoformat(release.published_at)).total_seconds() / 3600
    if age > max_age_hours:
        problems.append(f"the release is {age:.0f} hours old, more than {max_age_hours:g}. Run `indicators refresh`")
    return release, max(0.0, age)


def _last_run(record: RunRecord | None, *, running: bool) -> tuple[str | None, str | None]:
    if record is None:
        return None, None
    if record.state == "running" and not running:
        return f"killed, {record.started_at}", "its process was killed. Run `indicators refresh`"
    when = record.ended_at or record.started_at
    return f"{record.state}, {when}", record.error if record.state == "failed" else None


def _waiting(raw: Path, release: Release | None, problems: list[str]) -> int | None:
    """Documents whose content is not in the release; None where there is no raw directory to look into."""
    from pipelines.flow.receiving import list_received

    try:
        received = list_received(raw)
    except PlainError as error:
        problems.append(str(error))
        return None
    known = set(release.contents) if release else set()
    return sum(document.sha256 not in known for document in received)
