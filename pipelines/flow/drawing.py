"""The pages of a release: the documents' by several processes where there are many, everything else beside them.

A DuckDB file that one process writes cannot be opened by another. So the build is closed while the pages are drawn, all
processes open it read-only, and it is opened again afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from pipelines.flow.pictures import pictures_of
from pipelines.flow.refresh import Refresh
from pipelines.model.errors import PlainError
from pipelines.pages import quality_report
from pipelines.pages.comparison import render_comparison
from pipelines.warehouse.release import BEIJING
from pipelines.workers import Failure, Limits, cpu_count, run_guarded

_FUNCTION = "pipelines.flow.drawing:draw_share"
_LIMITS = Limits(seconds=3600.0, memory_bytes=16 << 30)
_WORTH_PROCESSES = 300
"""Documents whose pages take longer than it takes to start a process."""


class DrawingError(PlainError):
    """The pages of documents could not be drawn."""


def draw_pages(refresh: Refresh) -> int:
    """Write the quality report and the comparison page of the build. Returns the number of pages.

    Raises:
        DrawingError: a process that drew pages failed.
    """
    workers = refresh.options.workers or cpu_count()
    out_dir = refresh.build / "quality"
    pictures = quality_report.take_pictures(refresh.connection, out_dir, lambda wanted: _pictures(refresh, wanted))
    documents = refresh.connection.execute("select count(*) from core.dim_document").fetchall()[0][0]
    if workers == 1 or documents < _WORTH_PROCESSES:
        drawn = quality_report.render_documents(refresh.connection, out_dir, pictures)
        return drawn + _other_pages(refresh, refresh.connection)
    shares = quality_report.shares(refresh.connection, workers)
    with refresh.closed_for_readers(), ThreadPoolExecutor(1) as thread:
        apart = thread.submit(draw_apart, refresh.database, out_dir, pictures, shares)
        with duckdb.connect(str(refresh.database), read_only=True) as connection:
            others = _other_pages(refresh, connection)
        return apart.result() + others


def draw_apart(
    database: Path, out_dir: Path, pictures: Mapping[str, str], shares: Sequence[quality_report.Share]
) -> int:
    """Write the pages of documents, each share in a process of its own. Returns their number.

    Args:
        database: the built warehouse, which nobody has open for writing.
        out_dir: directory of the report.
        pictures: the picture's address by ``source_cell_id``, where one was taken.
        shares: which documents each process draws.

    Raises:
        DrawingError: a process failed.
    """
    tasks = (_task(database, out_dir, pictures, share) for share in shares)
    drawn = 0
    for answer in run_guarded(_FUNCTION, tasks, workers=len(shares), limits=_LIMITS):
        if isinstance(answer, Failure):
            raise DrawingError(f"the pages of documents could not be drawn: {answer.last_line}")
        drawn += int(answer)
    return drawn


def _task(database: Path, out_dir: Path, pictures: Mapping[str, str], share: quality_report.Share) -> bytes:
    # The id of a cell begins with its document's.
    own = {cell: name for cell, name in pictures.items() if share.first <= cell.partition(":")[0] <= share.last}
    return json.dumps([str(database), str(out_dir), own, share]).encode()


def draw_share(task: bytes) -> bytes:
    """In a worker: the pages of a share of the documents. Answers with their number."""
    database, out_dir, pictures, share = json.loads(task)
    with duckdb.connect(database, read_only=True, config={"threads": 1}) as connection:
        drawn = quality_report.render_documents(connection, Path(out_dir), pictures, quality_report.Share(*share))
    return str(drawn).encode()


def _pictures(
    refresh: Refresh, wanted: list[quality_report.Wanted]
) -> Iterator[tuple[quality_report.Wanted, list[bytes]]]:
    options = refresh.options
    workers = options.workers or cpu_count()
    return pictures_of(
        wanted, list(refresh.received), refresh.manifest, options.cache / "pictures", workers, options.limits
    )


def _other_pages(refresh: Refresh, connection: duckdb.DuckDBPyConnection) -> int:
    built_at = refresh.started.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
    pages = quality_report.render_index(connection, refresh.build / "quality", built_at)
    return pages + render_comparison(connection, refresh.build)
