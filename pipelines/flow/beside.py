"""What runs beside a refresh in a process of its own: Great Expectations, and those workbooks that are written last.

Great Expectations is imported while documents are read, and checks what stands while the marts are built. The tables
come as the Parquet files of the release, the results go back as JSON. A crash of the checks is an error of ours
and blocks publication; it is never taken for a table that is wrong.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipelines.flow.refresh import BlockedError
from pipelines.model.errors import PlainError
from pipelines.model.schema import TABLES, Table, table
from pipelines.quality.suites import SuiteResult
from pipelines.workers import Failure, FailureKind, Limits, Worker, run_guarded

if TYPE_CHECKING:
    import duckdb

_FUNCTION = "pipelines.flow.beside:work"
_LIMITS = Limits(seconds=3600.0, memory_bytes=16 << 30)
_REHEARSED = table("core.fact_target")


class WorkbookError(PlainError):
    """The workbooks could not be written."""


class Beside:
    """Started early, asked schema by schema as they are built. Forgotten when the run ends."""

    def __init__(self) -> None:
        self._tasks: queue.Queue[bytes | None] = queue.Queue()
        self._answers: Mapping[str, queue.Queue[bytes | Failure]] = {kind: queue.Queue() for kind in _WORK}
        self._asked: list[str] = []
        self._thread = threading.Thread(target=self._work, daemon=True, name="beside")
        self._thread.start()

    def _work(self) -> None:
        tasks: Iterator[bytes] = iter(self._tasks.get, None)
        # Started here and not with the first task. It dies with the thread that starts it.
        answers = run_guarded(_FUNCTION, tasks, workers=1, limits=_LIMITS, ready=Worker(_FUNCTION, _LIMITS))
        try:
            for number, answer in enumerate(answers):
                self._answers[self._asked[number]].put(answer)
        finally:
            # Nobody is left waiting for an answer that will not come.
            for waiting in self._answers.values():
                waiting.put(Failure(FailureKind.CRASHED, "the process beside the refresh has ended"))

    def _ask(self, kind: str, files: Path, place: Path, schemas: Sequence[str]) -> None:
        self._asked.append(kind)
        self._tasks.put(json.dumps([kind, str(files), str(place), schemas]).encode())

    def check(self, files: Path, pages: Path, schemas: Sequence[str]) -> None:
        """Run the suites of these schemas on the tables that stand as ``<schema>/<table>.parquet`` below ``files``.

        The pages of Great Expectations go to ``pages``.
        """
        self._ask("check", files, pages, schemas)

    def results(self) -> tuple[SuiteResult, ...]:
        """Wait for what all the suites came to.

        Raises:
            BlockedError: a suite is not one, or Great Expectations crashed.
        """
        found: list[SuiteResult] = []
        for _ in range(self._asked.count("check")):
            answer = self._answers["check"].get()
            if isinstance(answer, Failure):
                raise BlockedError(f"the suites could not be run: {answer.last_line}")
            found += (SuiteResult(**result) for result in json.loads(answer))
        return tuple(found)

    def write_workbooks(self, files: Path, directory: Path, schemas: Sequence[str]) -> None:
        """Write the workbooks of these schemas to ``directory``, from the same files."""
        self._ask("write_workbooks", files, directory, schemas)

    def written(self) -> None:
        """Wait until all the workbooks are written.

        Raises:
            WorkbookError: they could not be.
        """
        for _ in range(self._asked.count("write_workbooks")):
            answer = self._answers["write_workbooks"].get()
            if isinstance(answer, Failure):
                raise WorkbookError(f"the workbooks could not be written: {answer.last_line}")

    def forget(self) -> None:
        """End the process."""
        self._tasks.put(None)


def prepare() -> None:
    """In the worker, before there is a task: one empty table is checked, so that imports and first times are over."""
    import duckdb

    import pipelines.warehouse.export  # noqa: F401 - the workbooks'
    from pipelines.quality import check_suites, load_suites
    from pipelines.warehouse.ddl import create_tables

    suite = next(suite for suite in load_suites() if suite.address == _REHEARSED.address)
    with duckdb.connect() as connection, TemporaryDirectory() as thrown_away:
        create_tables(connection, [_REHEARSED], comments=False)
        check_suites(connection, Path(thrown_away), [suite])


def work(task: bytes) -> bytes:
    """In the worker: what a task asks for."""
    import duckdb

    kind, files, place, schemas = json.loads(task)
    with duckdb.connect() as connection:
        return _WORK[kind](connection, _open(connection, Path(files), schemas), Path(place))


def _open(connection: duckdb.DuckDBPyConnection, files: Path, schemas: Sequence[str]) -> list[Table]:
    """The files of some schemas as tables of the same names. Which tables there are."""
    from pipelines.warehouse.ddl import quoted

    for schema in schemas:
        connection.execute(f"create schema {schema}")
    there = []
    for known in TABLES:
        path = files / known.schema / f"{known.name}.parquet"
        if known.schema in schemas and path.is_file():
            connection.execute(f"create view {known.address} as select * from read_parquet({quoted(str(path))})")
            there.append(known)
    return there


def _check(connection: duckdb.DuckDBPyConnection, tables: Sequence[Table], pages: Path) -> bytes:
    from pipelines.quality import check_suites, load_suites

    there = {table.address for table in tables}
    results = check_suites(connection, pages, [suite for suite in load_suites() if suite.address in there])
    return json.dumps([asdict(result) for result in results]).encode()


def _write_workbooks(connection: duckdb.DuckDBPyConnection, tables: Sequence[Table], directory: Path) -> bytes:
    from pipelines.warehouse.export import write_workbooks

    write_workbooks(connection, directory, tables)
    return b""


_WORK: Mapping[str, Callable[[duckdb.DuckDBPyConnection, Sequence[Table], Path], bytes]] = {
    "check": _check,
    "write_workbooks": _write_workbooks,
}
