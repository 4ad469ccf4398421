"""What a release is on disk: its name, its RELEASE.json, where the published one stands, which old ones are kept.

``data/marts/`` holds symbolic links of fixed names (``indicators.duckdb``, ``quality``…) into ``.current``, which is
one symbolic link to ``.published/<release_id>/``. Replacing that one link switches every file at once. The dated copy
under ``releases/<release_id>/`` shares its bytes (hard links), so that deleting either leaves the other whole.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pipelines.model.errors import PlainError

BEIJING = ZoneInfo("Asia/Shanghai")
DATABASE = "indicators.duckdb"
RELEASE_FILE = "RELEASE.json"
RELEASES = "releases"
CURRENT = ".current"
PUBLISHED = ".published"
BUILDING = ".build"
LOCK_FILE = ".refresh.lock"

_ID_FORMAT = "%Y%m%dT%H%M%S"
_ID = re.compile(r"\d{8}T\d{6}")
NIGHTLY_KEPT = 14
"""Days whose last release is kept; beyond them the last of each month stays for ever."""


class ReleaseError(PlainError):
    """A release is missing or not whole. The message says where, and what to do."""


@dataclass(frozen=True, slots=True)
class Release:
    """RELEASE.json. ``contents`` are the SHA-256 of the documents; ``tables`` and ``files`` are keyed
    by address and by path inside the release.

    ``content_hash`` is the same for two releases that differ in nothing but their id; ``input_hash`` for two that were
    made from the same documents, registrations, code and reference data.
    """

    release_id: str
    published_at: str
    code_version: str
    parser_version: str
    input_hash: str
    content_hash: str
    documents: Mapping[str, int]
    contents: Sequence[str]
    tables: Mapping[str, Mapping[str, Any]]
    findings: Mapping[str, int]
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    accepted_row_counts: bool = False

    def as_json(self) -> str:
        """The text of RELEASE.json."""
        facts = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"

    def rows(self, address: str) -> int:
        """Rows of a table; 0 for one that the release does not have."""
        return int(self.tables.get(address, {}).get("rows", 0))


def read_release(directory: Path) -> Release:
    """The release that stands in ``directory``.

    Raises:
        ReleaseError: there is none, or its RELEASE.json cannot be read.
    """
    path = directory / RELEASE_FILE
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return Release(**{name: facts[name] for name in Release.__slots__})
    except FileNotFoundError:
        raise ReleaseError(f"{directory}: no release here. Run `indicators refresh` first") from None
    except (ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"{path}: not a readable release ({error}). Run `indicators refresh`") from error


def published_directory(marts: Path) -> Path | None:
    """The directory of the published release, links resolved; None before the first one."""
    current = marts / CURRENT
    return current.resolve() if (current / RELEASE_FILE).is_file() else None


def list_releases(marts: Path) -> list[Release]:
    """Every kept release that is readable, newest first."""
    found = []
    for name in sorted(_ids_in(marts / RELEASES), reverse=True):
        try:
            found.append(read_release(marts / RELEASES / name))
        except ReleaseError:
            continue
    return found


def known_ids(marts: Path) -> set[str]:
    """Every release id that was ever given and can still be seen."""
    seen = _ids_in(marts / RELEASES) | _ids_in(marts / PUBLISHED) | _ids_in(marts / BUILDING)
    published = published_directory(marts)
    return seen | ({published.name} if published else set())


def next_release_id(known: Iterable[str], now: datetime) -> str:
    """The id of a release made at ``now`` (Beijing time), later than every known one even if the clock was set back.

    >>> from datetime import datetime
    >>> next_release_id(["20260102T030405"], datetime(2025, 1, 1, tzinfo=BEIJING))
    '20260102T030406'
    """
    wanted = now.astimezone(BEIJING).strftime(_ID_FORMAT)
    last = max(known, default="")
    if wanted > last:
        return wanted
    return (datetime.strptime(last, _ID_FORMAT).replace(tzinfo=BEIJING) + timedelta(seconds=1)).strftime(_ID_FORMAT)


def kept_ids(ids: Iterable[str], current: str | None) -> set[str]:
    """Which releases stay: the current one and the one before it, the last of each of 14 days, of each month for ever.

    >>> sorted(kept_ids(["20250131T010000", "20250130T010000", "20250130T020000"], None))
    ['20250130T020000', '20250131T010000']
    """
    ordered = sorted(ids, reverse=True)
    last_of_day: dict[str, str] = {}
    last_of_month: dict[str, str] = {}
    for name in ordered:
        last_of_day.setdefault(name[:8], name)
        last_of_month.setdefault(name[:6], name)
    kept = set(list(last_of_day.values())[:NIGHTLY_KEPT]) | set(last_of_month.values()) | set(ordered[:2])
    return kept | ({current} if current else set())


def file_checksums(directory: Path) -> dict[str, dict[str, Any]]:
    """Bytes and SHA-256 of every file of a release but RELEASE.json, by path inside it."""
    return {
        path.relative_to(directory).as_posix(): {"bytes": path.stat().st_size, "sha256": _sha256(path)}
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.relative_to(directory).as_posix() != RELEASE_FILE
    }


def check_whole(directory: Path) -> Release:
    """The release in ``directory``, after every file was compared with its checksum.

    Raises:
        ReleaseError: a file is missing or differs.
    """
    release = read_release(directory)
    found = file_checksums(directory)
    for name, facts in release.files.items():
        if name not in found:
            raise ReleaseError(f"{directory}: {name} is missing. Choose another release (`indicators releases`)")
        if found[name] != dict(facts):
            raise ReleaseError(f"{directory}: {name} is damaged. Choose another release (`indicators releases`)")
    return release


def _ids_in(directory: Path) -> set[str]:
    if not directory.is_dir():
        return set()
    return {path.name for path in directory.iterdir() if _ID.fullmatch(path.name)}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
