"""What is measured, each as a function that prints its numbers as one line of JSON.

python -m benchmarks.measures floor|regex|extract|normalise|record|pack RAW
python -m benchmarks.measures release RAW DIRECTORY
python -m benchmarks.measures reread RAW DIRECTORY full|"nothing changed"|"ten changed"
"""

from __future__ import annotations

import gc
import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import corpus, regex_baseline

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
    gc.set_threshold(200_000, 20, 20)
    run([file.read_bytes() for file in files[:3]])  # what is loaded once, is loaded
    began = time.process_time()
    for at in range(0, len(files), _BATCH):
        run([file.read_bytes() for file in files[at : at + _BATCH]])
    return {"forms": forms, "cpu_seconds": time.process_time() - began, "peak_mb": _peak()}


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


def reread(raw: Path, directory: Path, what: str) -> dict[str, Any]:
    """Seconds of staging where everything, nothing or ten documents are new to the cache."""
    from pipelines.flow.refresh import Options, open_refresh

    if what == "ten changed":
        for file in sorted(raw.rglob("*.txt"))[:10]:
            file.write_bytes(file.read_bytes() + b"\n")
    options = Options(raw=raw, marts=directory / "marts", cache=directory / "cache", full=what == "full")
    with open_refresh(options) as refresh:
        began = time.perf_counter()
        refresh.run("staging")
        return {"seconds": time.perf_counter() - began, "peak_mb": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    name, raw, *others = sys.argv[1:]
    if name == "release":
        found = release(Path(raw), Path(others[0]))
    elif name == "reread":
        found = reread(Path(raw), Path(others[0]), others[1])
    else:
        found = read(name, Path(raw))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
