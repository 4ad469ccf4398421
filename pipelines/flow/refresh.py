"""The refresh: from what lies in the raw directory to a published release, step by step, all or nothing.

The steps work in a private directory under the writer's lock; only the last one touches what readers see. Dagster calls
the same steps, one asset step each.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines import settings
from pipelines.flow.reporting import Reporter, Silence
from pipelines.flow.run_record import RunRecord, write_record
from pipelines.model.errors import PlainError
from pipelines.warehouse.lock import single_writer
from pipelines.warehouse.manifest import Manifest
from pipelines.warehouse.release import (
    BEIJING,
    BUILDING,
    DATABASE,
    LOCK_FILE,
    Release,
    known_ids,
    next_release_id,
)
from pipelines.workers import DEFAULT_LIMITS, Limits, Worker, cpu_count

if TYPE_CHECKING:
    import duckdb

    from pipelines.flow.beside import Beside
    from pipelines.flow.receiving import Received
    from pipelines.warehouse.life import LastRelease, Lives

STEPS = ("staging", "core", "quality", "marts", "suites", "pages", "exports", "release")
"""In the order in which they must run."""

_REVIEWED = (settings.SQL, settings.EXPECTATIONS, settings.REFERENCE)

LOCK_WAIT_SECONDS = 3600.0
"""How long a second refresh queues behind the first."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a refresh is asked to do. ``workers`` None is one a CPU; ``now`` is the clock, given by tests.

    ``suites_apart``: Great Expectations and the workbooks have a process of their own; faster for one refresh, slower
    for many.
    """

    raw: Path = settings.RAW
    marts: Path = settings.MARTS
    cache: Path = settings.ROOT / ".cache" / "readings"
    workers: int | None = None
    full: bool = False
    accept_row_counts: bool = False
    limits: Limits = DEFAULT_LIMITS
    lock_wait_seconds: float = LOCK_WAIT_SECONDS
    now: datetime.datetime | None = None
    suites_apart: bool = True


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What one check came to. ``blocking``: it is a promise of our own, and publication stops where it is broken."""

    address: str
    name: str
    passed: bool
    severity: str
    offenders: int
    message: str
    blocking: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step did: rows per table, facts worth showing, checks."""

    rows: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, str | int | float] = field(default_factory=dict)
    table_facts: Mapping[str, Mapping[str, str | int | float]] = field(default_factory=dict)
    checks: Sequence[CheckOutcome] = ()


class BlockedError(PlainError):
    """Publication is blocked: the pipeline does not keep a promise of its own. The last release stands."""


@dataclass(slots=True)
class Refresh:
    """One refresh under the lock. Make it with :func:`open_refresh`; run the steps in order."""

    options: Options
    reporter: Reporter
    release_id: str
    started: datetime.datetime
    parser_version: str
    build: Path
    connection: duckdb.DuckDBPyConnection
    previous: LastRelease | None
    input_hash: str = ""
    lives: Lives | None = None
    findings: Mapping[str, int] = field(default_factory=dict)
    checks: list[CheckOutcome] = field(default_factory=list)
    target_counts: Mapping[str, int] = field(default_factory=dict)
    refused: Sequence[tuple[str, str]] = ()
    beside: Beside | None = None
    reader: Worker | None = None
    received: Sequence[Received] = ()
    manifest: Manifest = field(default_factory=Manifest)
    release: Release | None = None
    step: str | None = None
    error: str | None = None
    _done: list[str] = field(default_factory=list)

    @property
    def today(self) -> datetime.date:
        """The day of the run in Beijing."""
        return self.started.astimezone(BEIJING).date()

    def run(self, step: str) -> Outcome:
        """Run one step.

        Raises:
            PlainError: steps are run out of order, or the step failed in a way that a person can act on.
        """
        if len(self._done) == len(STEPS) or step != STEPS[len(self._done)]:
            raise PlainError(f"step {step}: a release is built whole. Run the job `refresh`, not some of its assets")
        self.step = step
        try:
            from pipelines.flow import steps

            outcome = steps.run_step(self, step)
        except BaseException as error:
            told = _told(error, self.build)
            self.error = str(told) if isinstance(told, PlainError) else f"{type(error).__name__}: {error}"
            if told is not error:
                raise told from error
            raise
        self.checks.extend(outcome.checks)
        self._done.append(step)
        self.reporter.reached(f"after {step}")
        return outcome

    @property
    def database(self) -> Path:
        """The file of the private build."""
        return self.build / DATABASE

    @contextmanager
    def closed_for_readers(self) -> Iterator[None]:
        """The warehouse closed, so that several processes can open its file read-only; open again afterwards."""
        self.connection.close()
        try:
            yield
        finally:
            self.connection = _open_build(self.database)

    def preview(self, address: str, limit: int) -> tuple[list[str], list[list[str]]]:
        """The first rows of a table as text, for a person to look at; without the columns every table repeats."""
        cursor = self.connection.execute(f"select * from {address} limit {int(limit)}")
        names = [column[0] for column in cursor.description or ()]
        shown = [n for n, name in enumerate(names) if name not in {"release_id", "parser_version"}]
        rows = [["" if row[n] is None else str(row[n]) for n in shown] for row in cursor.fetchall()]
        return [names[n] for n in shown], rows


@contextmanager
def open_refresh(options: Options, reporter: Reporter | None = None) -> Iterator[Refresh]:
    """Take the lock, make a private build, and record how the run ends.

    Raises:
        LockedError: another refresh held the lock for longer than ``lock_wait_seconds``.
        PlainError: the release that stands cannot be read, or the target cannot be written.
    """
    from pipelines.warehouse.publish import tidy

    teller = reporter or Silence()
    marts = options.marts
    try:
        marts.mkdir(parents=True, exist_ok=True)
        lock = single_writer(
            marts / LOCK_FILE,
            options.lock_wait_seconds,
            lambda holder: teller.said(
                f"waiting: {f'process {holder.pid}' if holder else 'another process'} is refreshing {marts}"
            ),
        )
        with lock:
            tidy(marts)
            teller.reached("lock taken")
            with _recorded(options, teller) as refresh:
                yield refresh
    except OSError as error:
        raise PlainError(
            f"{error.filename or marts}: {error.strerror or error}. The last release stands; "
            "make room or make it writable, or choose another place with --marts"
        ) from error


@contextmanager
def _recorded(options: Options, reporter: Reporter) -> Iterator[Refresh]:
    from pipelines.flow.beside import Beside

    started = options.now or datetime.datetime.now(datetime.UTC)
    release_id = next_release_id(known_ids(options.marts), started)
    record = RunRecord(release_id, _pid(), started.isoformat(timespec="seconds"))
    write_record(options.marts, record)
    refresh: Refresh | None = None
    error: str | None = None
    beside = Beside() if options.suites_apart else None  # at once: its imports take longest
    try:
        refresh = _begin(options, reporter, release_id, started, beside)
        yield refresh
    except BaseException as raised:
        error = str(raised) or type(raised).__name__
        raise
    finally:
        step = None
        if beside is not None:
            beside.forget()
        if refresh is not None:
            refresh.connection.close()
            if refresh.reader is not None:
                refresh.reader.stop()
            step = refresh.step
            error = error or refresh.error or (None if refresh.release else "stopped before it was published")
        with contextlib.suppress(OSError):
            write_record(options.marts, record.ended(error, step))
            _forget(options.marts / BUILDING)


def _begin(
    options: Options, reporter: Reporter, release_id: str, started: datetime.datetime, beside: Beside | None
) -> Refresh:
    from pipelines.flow.reading import start_reader
    from pipelines.warehouse.cache import ReadingCache
    from pipelines.warehouse.life import last_release
    from pipelines.warehouse.version import parser_version

    build = options.marts / BUILDING / release_id
    build.mkdir(parents=True)
    version = parser_version()
    all_is_new = options.full or ReadingCache(options.cache, version).is_empty()
    return Refresh(
        options=options,
        reporter=reporter,
        release_id=release_id,
        started=started,
        parser_version=version,
        build=build,
        connection=_open_build(build / DATABASE),
        previous=last_release(options.marts, reporter.said),
        beside=beside,
        reader=start_reader(options.limits) if all_is_new else None,
    )


def _open_build(path: Path) -> duckdb.DuckDBPyConnection:
    import duckdb

    from pipelines.warehouse.ddl import STORAGE

    return duckdb.connect(str(path), config={**STORAGE, "threads": cpu_count()})


def _told(error: BaseException, place: Path) -> BaseException:
    """The error as the operator needs it: what DuckDB says of a full or broken disk is no defect of ours."""
    import duckdb

    # A write that fails while a transaction is committed comes as an error of the transaction.
    full = isinstance(error, Exception) and not isinstance(error, OSError) and "No space left on device" in str(error)
    if full or isinstance(error, duckdb.IOException):
        return PlainError(
            f"{place}: {str(error).splitlines()[0]}. The last release stands; make room or make it writable, "
            "or choose another place with --marts"
        )
    return error


def _pid() -> int:
    import os

    return os.getpid()


def _forget(directory: Path) -> None:
    import shutil

    shutil.rmtree(directory, ignore_errors=True)


def hash_of_inputs(parser_version: str, received: Sequence[tuple[str, str]], register: Path) -> str:
    """The same for two refreshes of the same documents, register, code, SQL, rules and reference data."""
    reviewed = [path for place in _REVIEWED for path in sorted(place.rglob("*")) if path.is_file()]
    digest = hashlib.sha256(parser_version.encode())
    for path in [*reviewed, *([register] if register.is_file() else [])]:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    listed = json.dumps(sorted(received), ensure_ascii=False)
    digest.update(listed.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def run_refresh(options: Options, reporter: Reporter | None = None) -> Refresh:
    """The whole refresh without Dagster. The refresh that is returned has been published."""
    with open_refresh(options, reporter) as refresh:
        for step in STEPS:
            refresh.run(step)
    return refresh
