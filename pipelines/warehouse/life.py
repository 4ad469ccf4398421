"""What the last release knew, carried into the next: documents that are gone, findings' first day, what was measured.

A document has a life: new, unchanged, replaced (same source, new content), withdrawn (gone; a tombstone stays).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.model.schema.staging import PREVIOUS
from pipelines.warehouse.ddl import quoted
from pipelines.warehouse.release import (
    DATABASE,
    RELEASES,
    Release,
    ReleaseError,
    published_directory,
    read_release,
)
from pipelines.warehouse.stage import ReceivedFile, Withdrawn

_ORIGINS = {
    "previous_document": "last_release.core.dim_document",
    "previous_project": "last_release.core.fact_project",
    "previous_funding": "last_release.core.fact_funding",
    "previous_target": "(select t.*, i.dimension, i.indicator_name from last_release.core.fact_target as t "
    "inner join last_release.core.fact_indicator as i on t.indicator_id = i.indicator_id)",
}


@dataclass(frozen=True, slots=True)
class LastRelease:
    """The published release and where it stands."""

    directory: Path
    release: Release

    def documents(self) -> list[dict[str, Any]]:
        """Its rows of ``staging.document``."""
        return self._rows("select * from staging.document order by path")

    def first_seen(self) -> Mapping[str, str]:
        """The release in which each of its findings was first seen, by finding id."""
        rows = self._rows("select finding_id, first_seen_release from quality.finding")
        return {row["finding_id"]: row["first_seen_release"] for row in rows}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The answer of a select on it."""
        with duckdb.connect(str(self.directory / DATABASE), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def copy_into(self, connection: duckdb.DuckDBPyConnection, *, same_inputs: bool) -> Mapping[str, int]:
        """Fill the tables ``staging.previous_*`` with what this release said.

        ``same_inputs``: nothing was changed since it was made, so the tables hold what it was compared with itself, and
        the same inputs give the same tables. Returns rows per table, by address.
        """
        counts: dict[str, int] = {}
        connection.execute(f"attach {quoted(str(self.directory / DATABASE))} as last_release (read_only)")
        try:
            for target in PREVIOUS:
                origin = f"last_release.{target.address}" if same_inputs else _ORIGINS[target.name]
                cursor = connection.execute(f"describe select * from {origin}")
                there = {row[0] for row in cursor.fetchall()}
                # A release made before a column existed has nothing to put into it.
                names = ", ".join(column.name for column in target.columns if column.name in there)
                connection.execute(f"insert into {target.address} by name select {names} from {origin}")
                rows = connection.execute(f"select count(*) from {target.address}").fetchall()
                counts[target.address] = rows[0][0]
        finally:
            connection.execute("detach last_release")
        return counts

    def _rows(self, query: str) -> list[dict[str, Any]]:
        with duckdb.connect(str(self.directory / DATABASE), read_only=True) as connection:
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def last_release(marts: Path, said: Callable[[str], None]) -> LastRelease | None:
    """The published release; where it is damaged the newest kept one that can be read; None where there is none.

    A damaged release must not stop the next one from being made: it is told, and passed over.
    """
    published = published_directory(marts)
    kept = sorted((path for path in (marts / RELEASES).glob("*") if path.is_dir()), reverse=True)
    for directory in [*([published] if published else []), *kept]:
        try:
            found = LastRelease(directory, read_release(directory))
            found.documents()
        except (ReleaseError, duckdb.Error) as error:
            said(f"{directory} is passed over, it cannot be read: {str(error).splitlines()[0]}")
        else:
            return found
    return None


@dataclass(frozen=True, slots=True)
class Lives:
    """Number of documents by what happened to them since the last release, and the tombstones."""

    new: int
    unchanged: int
    replaced: int
    withdrawn_now: int
    tombstones: Sequence[Withdrawn]


def follow(before: Iterable[Mapping[str, Any]], files: Sequence[ReceivedFile], today: datetime.date) -> Lives:
    """What became of each document of the last release, and which of those received now are new.

    ``before`` are its rows of ``staging.document``, tombstones among them. A content that came back is not withdrawn
    any more; a copy (state ``duplicate``) leaves no tombstone, because its content is still there or has its own.
    """
    contents = {file.sha256 for file in files}
    paths = {file.path: file.sha256 for file in files}
    tombstones: list[Withdrawn] = []
    known: set[str] = set()
    replaced_paths: set[str] = set()
    withdrawn_now = 0
    for row in before:
        state, sha256, path = row["state"], row["sha256"], row["path"]
        if state == "duplicate":
            continue
        if sha256 in contents:
            if state != "withdrawn":
                known.add(sha256)
            continue
        if state == "withdrawn":
            tombstones.append(Withdrawn(row, _since(row, today)))
            continue
        tombstones.append(Withdrawn(row, today))
        if path in paths:
            replaced_paths.add(path)
        else:
            withdrawn_now += 1
    replaced = len(replaced_paths)
    unchanged = len(contents & known)
    return Lives(len(contents) - unchanged - replaced, unchanged, replaced, withdrawn_now, tombstones)


def _since(row: Mapping[str, Any], today: datetime.date) -> datetime.date:
    """The day a tombstone already carries, which stands at the head of its message."""
    try:
        return datetime.date.fromisoformat(str(row["refusal_message"])[:10])
    except ValueError:
        return today
