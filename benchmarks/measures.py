"""What is measured, each as a function that prints its numbers as one line of JSON.

python -m benchmarks.measures floor|regex|extract|records|normalise|record|pack RAW
python -m benchmarks.measures release RAW DIRECTORY
python -m benchmarks.measures reread RAW DIRECTORY full|"nothing changed"|"ten changed"
python -m benchmarks.measures marts DIRECTORY INDICATORS
python -m benchmarks.measures pages DIRECTORY INDICATORS
"""

from __future__ import annotations

import dataclasses
import gc
import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import corpus, regex_baseline
from pipelines.flow.reporting import Silence
from pipelines.workers import cpu_count, look_for_cycles_seldom

_BATCH = 64


def make(raw: Path, forms: int) -> tuple[int, int, int]:
    """A corpus of at least so many forms, written once. Returns documents, forms, bytes."""
    documents = found = size = 0
    exists = raw.is_dir()
    for one in corpus.documents_of(forms):
        documents, found, size = documents + 1, found + len(one.forms), size + len(one.data)
        if not exists:
            path = raw / one.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.data)
    return documents, found, size


def _floor(batch: list[bytes]) -> None:
    for data in batch:
        data.decode("utf-8").split("\n")


def _regex(batch: list[bytes]) -> None:
    for data in batch:
        regex_baseline.parse(data)


def _until(last: str) -> Callable[[list[bytes]], None]:
    """The reader, up to and with this stage."""
    from pipelines.extract import read_document
    from pipelines.normalise import read_forms
    from pipelines.warehouse.arrow import pack
    from pipelines.warehouse.record import stage_document

    def run(batch: list[bytes]) -> None:
        staged = []
        for data in batch:
            media_type, content = read_document(data, "document.txt")
            if last == "extract":
                continue
            reading = read_forms(content)
            if last == "normalise":
                continue
            staged.append(stage_document(hashlib.sha256(data).hexdigest(), len(data), media_type, content, reading))
        if last == "pack":
            pack(staged)

    return run


def read(stage: str, raw: Path) -> dict[str, Any]:
    """CPU seconds of one stage of reading over a corpus, in batches as a worker has them, and its forms."""
    run = {"floor": _floor, "regex": _regex}.get(stage) or _until(stage)
    files = sorted(raw.rglob("*.txt"))
    forms = sum(len(corpus.document(number).forms) for number in range(len(files)))
    gc.freeze()
    look_for_cycles_seldom()
    run([file.read_bytes() for file in files[:3]])  # what is loaded once, is loaded
    began = time.process_time()
    for at in range(0, len(files), _BATCH):
        run([file.read_bytes() for file in files[at : at + _BATCH]])
    return {"forms": forms, "cpu_seconds": time.process_time() - began, "peak_mb": _peak()}


def records(raw: Path) -> dict[str, Any]:
    """CPU seconds to make once more, of ready parts, the records that the readings of a corpus consist of."""
    from pipelines.extract import read_document
    from pipelines.normalise import read_forms

    files = sorted(raw.rglob("*.txt"))
    forms = sum(len(corpus.document(number).forms) for number in range(len(files)))
    look_for_cycles_seldom()
    seconds = 0.0
    for file in files:
        reading = read_forms(read_document(file.read_bytes(), "document.txt")[1])
        parts = list(_parts(reading))
        began = time.process_time()
        for make_record, values in parts:
            make_record(*values)
        seconds += time.process_time() - began
    return {"forms": forms, "cpu_seconds": seconds, "peak_mb": _peak()}


def _parts(value: Any) -> Iterator[tuple[Callable[..., Any], list[Any]]]:
    """Every record in a value, innermost first, with what it is made of."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        values = [getattr(value, field.name) for field in dataclasses.fields(value)]
    elif isinstance(value, tuple):
        values = list(value)
    else:
        return
    for part in values:
        yield from _parts(part)
    if type(value) is not tuple:
        yield type(value), values


def release(raw: Path, directory: Path) -> dict[str, Any]:
    """Seconds of each step of a refresh."""
    from pipelines.flow.refresh import STEPS, Options, open_refresh

    steps: dict[str, float] = {}
    began = time.perf_counter()
    with open_refresh(Options(raw=raw, marts=directory / "marts", cache=directory / "cache")) as refresh:
        for step in STEPS:
            before = time.perf_counter()
            refresh.run(step)
            steps[step] = time.perf_counter() - before
        published = refresh.release
    if published is None:
        raise RuntimeError("nothing was published")
    return {
        "steps": steps,
        "seconds": time.perf_counter() - began,
        "forms": published.rows("core.fact_project"),
        "documents": sum(published.documents.values()),
        "peak_mb": _peak(),
    }


class _Stopwatch(Silence):
    """When a refresh reached each point, in seconds since it began."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.reached_at: dict[str, float] = {}

    def reached(self, point: str) -> None:
        self.reached_at[point] = time.perf_counter() - self.began


def reread(raw: Path, directory: Path, what: str) -> dict[str, Any]:
    """Seconds of the parts of staging where everything, nothing or ten documents are new to the cache."""
    from pipelines.flow.refresh import Options, open_refresh

    if what == "ten changed":
        for file in sorted(raw.rglob("*.txt"))[:10]:
            file.write_bytes(file.read_bytes() + b"\n")
    options = Options(
        raw=raw, marts=directory / "marts", cache=directory / "cache", full=what == "full", suites_apart=False
    )
    watch = _Stopwatch()
    with open_refresh(options, watch) as refresh:
        watch.began = time.perf_counter()
        refresh.run("staging")
    listed, created, read, loaded = (
        watch.reached_at[point] for point in ("documents listed", "tables created", "documents read", "after staging")
    )
    return {"list": listed, "read": read - created, "load": loaded - read, "peak_mb": _peak()}


def marts(directory: Path, indicators: int) -> dict[str, Any]:
    """CPU seconds of each mart over a warehouse of so many indicators, and of the floors below them.

    Of a mart: its rows; the select into memory, and its wall time; the same rows copied in memory; the select with its
    rows put in order, written and its keys verified; the same rows written as they are.
    """
    import duckdb

    from benchmarks.warehouse import build_warehouse
    from pipelines import settings
    from pipelines.model.schema import table, tables_of
    from pipelines.warehouse.build import build_table

    seconds: dict[str, tuple[int, float, float, float, float, float]] = {}
    with duckdb.connect(str(build_warehouse(directory, indicators))) as connection:

        def spent(statement: str) -> float:
            began = time.process_time()
            connection.execute(statement)
            return time.process_time() - began

        targets = [target for target in tables_of("marts") if not target.is_view]
        for target in reversed(targets):
            connection.execute(f"delete from {target.address}")
        for target in targets:
            select = (settings.SQL / "marts" / f"{target.name}.sql").read_text(encoding="utf-8")
            began = time.perf_counter()
            answered = spent(f"create or replace temp table answer as {select}")
            waited = time.perf_counter() - began
            copied = spent("create or replace temp table copied as from answer")
            connection.execute("drop table copied")
            written = spent("create or replace table marts.written as from answer")
            connection.execute("drop table marts.written")
            connection.execute("drop table answer")
            before = time.process_time()
            rows = build_table(connection, target)
            seconds[target.name] = (rows or 0, answered, waited, copied, time.process_time() - before, written)
        found = connection.execute("select count(*) from core.fact_indicator").fetchall()[0][0]
        traced = connection.execute("select min(row_id) from marts.mart_agency_year").fetchall()[0][0]
        build_table(connection, table("marts.mart_lineage"))
        began = time.process_time()
        connection.execute(
            "select count(*) from marts.mart_lineage where mart_name = 'mart_agency_year' and mart_row_id = ?", [traced]
        ).fetchall()
        trace = time.process_time() - began
    return {"indicators": found, "marts": seconds, "trace": trace, "peak_mb": _peak()}


def pages(directory: Path, indicators: int) -> dict[str, Any]:
    """CPU seconds and the largest page of the quality report and the comparison page over a made-up warehouse, and
    seconds of the report's documents where the processes of the machine share them.
    """
    import duckdb

    from benchmarks.warehouse import build_warehouse
    from pipelines.flow.drawing import draw_apart
    from pipelines.model.schema import tables_of
    from pipelines.pages.comparison import render_comparison
    from pipelines.pages.quality_report import render_quality, shares
    from pipelines.warehouse.build import build_table

    look_for_cycles_seldom()
    database = build_warehouse(directory, indicators, cells=True)
    found: dict[str, Any] = {}
    with duckdb.connect(str(database)) as connection:
        tables = tables_of("marts")
        for table in reversed([table for table in tables if not table.is_view]):
            connection.execute(f"delete from {table.address}")
        for table in tables:
            build_table(connection, table)
        found["documents"] = connection.execute("select count(*) from core.dim_document").fetchall()[0][0]
        quality, comparison = directory / "pages" / "quality", directory / "pages"
        for name, render in (
            ("quality report", lambda: render_quality(connection, quality, built_at="")),
            ("comparison page", lambda: render_comparison(connection, comparison)),
        ):
            began = time.process_time()
            count = render()
            found[name] = (count, time.process_time() - began)
        split = shares(connection, cpu_count())
    began = time.perf_counter()
    draw_apart(database, quality, {}, split)
    found["apart"] = (len(split), time.perf_counter() - began)
    sizes = sorted((file.stat().st_size, file.name) for file in (directory / "pages").rglob("*") if file.is_file())
    largest = sizes[-1], max(size for size in sizes if size[1].endswith(".html"))
    return found | {"largest": largest, "bytes": sum(size for size, _ in sizes), "peak_mb": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    name, raw, *others = sys.argv[1:]
    if name == "release":
        found = release(Path(raw), Path(others[0]))
    elif name == "reread":
        found = reread(Path(raw), Path(others[0]), others[1])
    elif name == "records":
        found = records(Path(raw))
    elif name in ("marts", "pages"):
        found = {"marts": marts, "pages": pages}[name](Path(raw), int(others[0]))
    else:
        found = read(name, Path(raw))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
