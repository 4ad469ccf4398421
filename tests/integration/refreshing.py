"""What the tests of the refresh share: real documents in a directory, a refresh without Dagster, what it published."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb

from pipelines import settings
from pipelines.flow.refresh import Options, Refresh, run_refresh

YONGNING, YUANZHOU = "000_ef21f049d5e649fa.txt", "004_e556e0c65d17b465.txt"


class Points:
    """Remembers the points a run reached, and what it said."""

    def __init__(self) -> None:
        self.reached_points: list[str] = []
        self.messages: list[str] = []

    def reached(self, point: str) -> None:
        self.reached_points.append(point)

    def progressed(self, done: int, total: int) -> None:
        assert 0 <= done <= total

    def said(self, message: str) -> None:
        self.messages.append(message)


def raw_of(directory: Path, *names: str) -> Path:
    """A raw directory that holds copies of the named real documents and no register."""
    directory.mkdir(parents=True, exist_ok=True)
    for name in names or (YUANZHOU,):
        shutil.copy(settings.RAW / name, directory)
    return directory


def options_in(directory: Path, **others: Any) -> Options:
    """Options that keep everything of a test inside its directory."""
    places = {"raw": directory / "raw", "marts": directory / "marts", "cache": directory / "cache"}
    # Here many refreshes run in one process: what they check with is imported once.
    return Options(**places, **({"suites_apart": False} | others))


def refresh_in(directory: Path, **others: Any) -> Refresh:
    """One refresh of ``directory/raw`` to ``directory/marts``."""
    return run_refresh(options_in(directory, **others), Points())


def asked(marts: Path, query: str) -> list[tuple[Any, ...]]:
    """What the published release answers, opened anew."""
    database = (marts / "indicators.duckdb").resolve()
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()
