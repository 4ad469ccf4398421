"""What runs beside a refresh in a process of its own: Great Expectations, and after it the writing of the workbooks.

Great Expectations is imported while documents are read, and checks while other files are written. The tables come as
the Parquet files of the release, the results go back as JSON. A crash of the checks is an error of ours and blocks
publication; it is never taken for a table that is wrong.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.flow.refresh import BlockedError
from pipelines.model.errors import PlainError
from pipelines.model.schema import TABLES, Table
from pipelines.quality.importing import import_great_expectations
from pipelines.quality.suites import SuiteResult
from pipelines.workers import Failure, FailureKind, Limits, run_guarded

if TYPE_CHECKING:
    import duckdb

_FUNCTION = "pipelines.flow.beside:work"
_LIMITS = Limits(seconds=3600.0, memory_bytes=16 << 30)
_WARM_UP = b""


class WorkbookError(PlainError):
    """The workbooks could not be written."""


class Beside:
    """Started early, asked for the suites and then for the workbooks. Forgotten where the run ends before."""

    def __init__(self) -> None:
        self._tasks: queue.Queue[bytes | None] = queue.Queue()
        self._answers: queue.Queue[bytes | Failure] = queue.Queue()
        self._tasks.put(_WARM_UP)
        self._thread = threading.Thread(target=self._work, daemon=True, name="beside")
        self._thread.start()

    def _work(self) -> None:
        tasks: Iterator[bytes] = iter(self._tasks.get, None)
        answers = run_guarded(_FUNCTION, tasks, workers=1, limits=_LIMITS)
        try:
            next(answers)  # the warm-up's: what is wrong with it is wrong with the next task too
            for answer in answers:
                self._answers.put(answer)
        finally:
            # Nobody is left waiting for an answer that will not come.
            self._answers.put(Failure(FailureKind.CRASHED, "the process beside the refresh has ended"))

    def check(self, files: Path, pages: Path) -> None:
        """Run the suites on the tables that stand as ``<schema>/<table>.parquet`` below ``files``.

        The pages of Great Expectations go to ``pages``.
        """
        self._tasks.put(json.dumps(["check", str(files), str(pages)]).encode())

    def results(self) -> tuple[SuiteResult, ...]:
        """Wait for what the suites came to.

        Raises:
            BlockedError: a suite is not one, or Great Expectations crashed.
        """
        answer = self._answers.get()
        if isinstance(answer, Failure):
            raise BlockedError(f"the suites could not be run: {_last_line(answer)}")
        return tuple(SuiteResult(**result) for result in json.loads(answer))

    def write_workbooks(self, files: Path, directory: Path) -> None:
        """Write the workbook of each schema to ``directory``, from the same files."""
        self._tasks.put(json.dumps(["write_workbooks", str(files), str(directory)]).encode())

    def written(self) -> None:
        """Wait until the workbooks are written.

        Raises:
            WorkbookError: they could not be.
        """
        answer = self._answers.get()
        if isinstance(answer, Failure):
            raise WorkbookError(f"the workbooks could not be written: {_last_line(answer)}")

    def forget(self) -> None:
        """End the process."""
        self._tasks.put(None)


def _last_line(failure: Failure) -> str:
    return failure.detail.strip().splitlines()[-1]


def work(task: bytes) -> bytes:
    """In the worker: what a task asks for. The first asks for nothing, so that the slow import is done early."""
    import_great_expectations()
    if task == _WARM_UP:
        return b""
    import duckdb

    asked, files, place = json.loads(task)
    with duckdb.connect() as connection:
        tables = _open(connection, Path(files))
        return {"check": _check, "write_workbooks": _write_workbooks}[asked](connection, tables, Path(place))


def _open(connection: duckdb.DuckDBPyConnection, files: Path) -> list[Table]:
    """The files of a release as tables of the same names, and the dictionary. Which tables there are."""
    from pipelines.warehouse.ddl import dictionary_statement, quoted

    there = [(table, path) for table in TABLES if (path := files / table.schema / f"{table.name}.parquet").is_file()]
    for schema in dict.fromkeys(table.schema for table, _ in there):
        connection.execute(f"create schema {schema}")
    for table, path in there:
        connection.execute(f"create view {table.address} as select * from read_parquet({quoted(str(path))})")
    connection.execute(dictionary_statement(TABLES))
    return [table for table, _ in there]


def _check(connection: duckdb.DuckDBPyConnection, _tables: Iterable[Table], pages: Path) -> bytes:
    from pipelines.quality import check_suites

    return json.dumps([asdict(result) for result in check_suites(connection, pages)]).encode()


def _write_workbooks(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table], directory: Path) -> bytes:
    from pipelines.warehouse.export import write_workbooks

    write_workbooks(connection, directory, tables)
    return b""
