"""What became of the last run: one small file that monitoring reads, written whole or not at all."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

RECORD = ".refresh.json"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """``state`` is running, done or failed; ``step`` the last point reached; ``error`` why it failed, in one line."""

    release_id: str
    pid: int
    started_at: str
    state: str = "running"
    ended_at: str | None = None
    step: str | None = None
    error: str | None = None

    def ended(self, error: str | None, step: str | None) -> RunRecord:
        """The record of the run now that it has ended."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return replace(self, state="failed" if error else "done", ended_at=now, step=step, error=error)


def write_record(marts: Path, record: RunRecord) -> None:
    """Keep the record in ``marts``."""
    path = marts / RECORD
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(asdict(record), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(path)


def read_record(marts: Path) -> RunRecord | None:
    """The last record; None where there is none that can be read."""
    try:
        return RunRecord(**json.loads((marts / RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
