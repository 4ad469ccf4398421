"""Great Expectations in a process of its own: imported while documents are read, checking while files are written.

The tables go there as Parquet files, the results come back as JSON. A crash of the checks is an error of ours and
blocks publication; it is never taken for a table that is wrong.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.flow.refresh import BlockedError
from pipelines.model.schema import table
from pipelines.quality.importing import import_great_expectations
from pipelines.quality.suites import SuiteResult, load_suites
from pipelines.workers import Failure, Limits, run_guarded

if TYPE_CHECKING:
    import duckdb

_FUNCTION = "pipelines.flow.suites:check_in_worker"
_LIMITS = Limits(seconds=3600.0, memory_bytes=16 << 30)
_WARM_UP = b""


class SuiteProcess:
    """Started early, asked once. Forgotten without being asked where the run fails before."""

    def __init__(self) -> None:
        self._tasks: queue.Queue[bytes | None] = queue.Queue()
        self._tasks.put(_WARM_UP)
        self._answers: list[bytes | Failure] = []
        self._thread = threading.Thread(target=self._work, daemon=True, name="suites")
        self._thread.start()

    def _work(self) -> None:
        tasks: Iterator[bytes] = iter(self._tasks.get, None)
        self._answers.extend(run_guarded(_FUNCTION, tasks, workers=1, limits=_LIMITS))

    def ask(self, tables: Path, pages: Path) -> None:
        """Check the tables that stand as ``<schema>.<table>.parquet`` in ``tables``; write the pages to ``pages``."""
        self._tasks.put(json.dumps([str(tables), str(pages)]).encode())
        self._tasks.put(None)

    def results(self) -> tuple[SuiteResult, ...]:
        """Wait for the answer.

        Raises:
            BlockedError: a suite is not one, or Great Expectations crashed.
        """
        self._thread.join()
        answer = self._answers[-1] if self._answers else b""
        if isinstance(answer, Failure):
            raise BlockedError(f"the suites could not be run: {answer.detail.strip().splitlines()[-1]}")
        return tuple(SuiteResult(**result) for result in json.loads(answer))

    def forget(self) -> None:
        """End the process."""
        self._tasks.put(None)


def put_out(connection: duckdb.DuckDBPyConnection, directory: Path) -> None:
    """Write every table that has a suite to ``directory``.

    Raises:
        SuiteError: a suite is not one.
    """
    from pipelines.warehouse.export import write_parquet

    for suite in load_suites():
        write_parquet(connection, table(suite.address), directory / f"{suite.address}.parquet")


def check_in_worker(task: bytes) -> bytes:
    """In the worker: import Great Expectations (the first, empty task, to have it early), or run every suite."""
    import_great_expectations()
    if task == _WARM_UP:
        return b"[]"
    import duckdb

    from pipelines.quality import run_suites
    from pipelines.warehouse.ddl import create_tables, quoted

    tables, pages = json.loads(task)
    with duckdb.connect() as connection:
        create_tables(connection, [table("quality.suite_result")], comments=False)
        for path in sorted(Path(tables).glob("*.parquet")):
            schema = path.stem.partition(".")[0]
            connection.execute(f"create schema if not exists {schema}")
            connection.execute(f"create view {path.stem} as select * from read_parquet({quoted(str(path))})")
        return json.dumps([asdict(result) for result in run_suites(connection, Path(pages))]).encode()
