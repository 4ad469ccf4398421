"""All benchmarks in one run, as tables of ratios: absolute times are those of this machine on this day.

    python -m benchmarks [--forms 20000] [--indicators 1000000 10000000] [--keep DIRECTORY]
        [--only reading release incremental marts pages targets pdf startup]

Every measurement runs in a process of its own, so that no cache of one helps another; times of CPU are compared where a
machine is shared with others.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import measures

_ROOT = Path(__file__).resolve().parents[1]
_PACKAGES = ("duckdb", "polars", "pyarrow", "dagster", "great-expectations", "pdfplumber")
_SECTIONS = ("reading", "release", "incremental", "marts", "pages", "targets", "pdf", "startup")
_INDICATORS_OF_PAGES = 920_000
"""Of some ten thousand documents."""
_TYPICAL = ("funding_part", "project", "agency_year", "funding_per_community", "funding_per_capita")
_TYPICAL += ("funding_by_category", "funding_by_topic", "coverage")
_COMMANDS = (
    ("--help",),
    ("target", "≥95%"),
    ("parse", "data/raw/004_e556e0c65d17b465.txt", "--json"),
    ("sql", "select count(*) from core.fact_indicator"),
    ("status",),
)


def _table(title: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    print(f"\n### {title}\n\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def _machine() -> None:
    model = platform.processor() or platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    print(f"machine: {os.cpu_count()} × {model}, {memory:.0f} GB, load {load:.1f} at the start; {platform.platform()}")
    print("versions: Python " + platform.python_version() + ", " + ", ".join(f"{p} {version(p)}" for p in _PACKAGES))


def _measured(name: str, *options: str) -> dict[str, Any]:
    """The numbers of one function of :mod:`benchmarks.measures`, run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.measures", name, *options]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _reading(raw: Path) -> None:
    floor = _measured("floor", str(raw))
    rows = []
    for name, said in (
        ("floor", "read, decode, split lines"),
        ("regex", "plain regex script, two layouts, no ledger"),
        ("extract", "cells with their places"),
        ("records", "only to make the records of what was read once more, of ready parts"),
        ("normalise", "+ forms, targets, money, findings, ledger"),
        ("record", "+ rows of staging"),
        ("pack", "+ Arrow"),
    ):
        found = floor if name == "floor" else _measured(name, str(raw))
        rate = found["forms"] / found["cpu_seconds"]
        ratio = rate / (floor["forms"] / floor["cpu_seconds"])
        rows.append((said, f"{rate:,.0f}", f"1/{1 / ratio:,.1f}", f"{found['peak_mb']:.0f}"))
    _table("Reading text, one process", ("what", "forms per CPU second", "of the floor", "peak MB"), rows)


def _release(raw: Path, directory: Path) -> None:
    found = _measured("release", str(raw), str(directory))
    rows = [(step, f"{seconds:.2f}", f"{seconds / found['seconds']:.0%}") for step, seconds in found["steps"].items()]
    rows.append(("all", f"{found['seconds']:.2f}", f"{found['forms'] / found['seconds']:,.0f} forms/s"))
    _table("A release, end to end, without Dagster", ("step", "seconds", "share"), rows)
    print(f"\npeak memory {found['peak_mb']:.0f} MB; {found['documents']} documents, {found['forms']} forms")


def _incremental(raw: Path, directory: Path) -> None:
    rows = []
    first = None
    for name in ("full", "nothing changed", "ten changed"):
        found = _measured("reread", str(raw), str(directory), name)
        work = found["list"] + found["read"]
        first = first or work
        rows.append((name, *(f"{found[part]:.2f}" for part in ("list", "read", "load")), f"{work / first:.1%}"))
    heads = ("what", "list and hash, s", "find or read, s", "load, s", "list and read, of the first")
    _table("Reading again (staging alone; what is loaded are all facts)", heads, rows)


def _marts(directory: Path, indicators: int) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    found = _measured("marts", str(directory), str(indicators))
    rows = [(name, f"{n:,}", *(f"{one:.2f}" for one in seconds)) for name, (n, *seconds) in found["marts"].items()]
    typical = [sum(one) for one in zip(*(found["marts"][f"mart_{name}"] for name in _TYPICAL), strict=True)]
    rows.append((
        f"the {len(_TYPICAL)} without unit costs, comparison, change, reconciliation",
        f"{typical[0]:,}",
        *(f"{one:.2f}" for one in typical[1:]),
    ))  # fmt: skip
    rows.append(("lineage of one row (a view)", "", f"{found['trace']:.2f}", *[""] * 4))
    title = f"Marts over {found['indicators']:,} made-up indicators, CPU seconds"
    heads = ("mart", "rows", "the select", "the same, wall time", "floor: its rows copied")
    _table(title, (*heads, "to work out, order, write and verify", "floor: its rows written"), rows)
    print(f"\npeak memory {found['peak_mb']:.0f} MB. Wall time means something only while nothing else runs")


def _pages(directory: Path, indicators: int) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    found = _measured("pages", str(directory), str(indicators))
    rows = [
        (name, f"{found[name][0]:,}", f"{found[name][1]:.2f}", f"{found[name][1] / found[name][0] * 1000:.1f}")
        for name in ("quality report", "comparison page")
    ]
    _table(
        f"Pages of {found['documents']:,} documents", ("what", "pages", "CPU seconds", "CPU milliseconds a page"), rows
    )
    largest = ", ".join(f"{size / 1e6:.2f} MB {name}" for size, name in found["largest"])
    processes, seconds = found["apart"]
    print(f"\nthe documents in {processes} processes: {seconds:.0f} s; peak memory of one {found['peak_mb']:.0f} MB")
    print(f"{found['bytes'] / 1e6:,.0f} MB in all; the largest {largest}")


def _startup() -> None:
    rows = []
    bare = _best([sys.executable, "-c", "pass"])
    for command in _COMMANDS:
        best = _best([sys.executable, "-m", "pipelines.cli", *command])
        rows.append((f"indicators {' '.join(command)}", f"{best:.2f}", f"{best / bare:.0f}×"))
    _table("Start-up of commands, best of 3", ("command", "seconds", "of a bare Python"), rows)


def _best(command: list[str]) -> float:
    times = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(command, cwd=_ROOT, capture_output=True, check=False)
        times.append(time.perf_counter() - began)
    return min(times)


def _script(name: str, *options: str) -> None:
    print(f"\n### {name}\n", flush=True)
    subprocess.run([sys.executable, str(_ROOT / "benchmarks" / f"{name}.py"), *options], cwd=_ROOT, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--forms", type=int, default=20_000)
    parser.add_argument("--indicators", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--only", nargs="+", choices=_SECTIONS, default=_SECTIONS)
    parser.add_argument("--keep", type=Path, help="make the corpus here, and leave it")
    asked = parser.parse_args()
    _machine()
    with tempfile.TemporaryDirectory() as scratch:
        directory = asked.keep or Path(scratch)
        raw = directory / "raw"
        if {"reading", "release", "incremental"} & set(asked.only):
            documents, forms, size = measures.make(raw, asked.forms)
            print(f"corpus: {forms:,} forms in {documents:,} documents, {size / 1e6:.0f} MB")
        if "reading" in asked.only:
            _reading(raw)
        if "release" in asked.only:
            _release(raw, directory / "release")
        if "incremental" in asked.only:
            _incremental(raw, directory / "again")
        for indicators in asked.indicators if "marts" in asked.only else ():
            _marts(directory / "warehouse", indicators)
        if "pages" in asked.only:
            _pages(directory / "warehouse", _INDICATORS_OF_PAGES)
        if "targets" in asked.only:
            _script("targets")
        if "pdf" in asked.only:
            _script("pdf", "--documents", "12", "--pages", "60")
        if "startup" in asked.only:
            _startup()


if __name__ == "__main__":
    main()
