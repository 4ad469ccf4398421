"""Readers of PDF forms beside each other: right cells, milliseconds of CPU a page, peak memory.

    python benchmarks/pdf.py [--documents 60] [--pages 500]

Prints random forms (the printer of the tests), in plain and in hard ways, and lets each reader read them in a process
of its own. A cell is right when its text, place and spans are; blanks do not count. pdfplumber's tables are given their
spans from their boxes, as any user would have to; every form stands on one page, so that nobody is blamed for not
joining pages, and counts by the table that fits it best. Camelot takes part where it is installed. The last line reads
one document of many pages, to see whether memory stays flat.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "unit" / "pdf")]

Cell = tuple[int, int, int, int, str]
TUNED = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": 3,
    "join_tolerance": 5,
    "intersection_tolerance": 6,
    "edge_min_length": 6,
    "edge_min_length_prefilter": 0.7,
}


def squeezed(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def print_documents(folder: Path, count: int) -> None:
    """Half of the documents plain (lines, rectangles, cells), half in any way at all, each form on one page."""
    import form_printer as printer

    for number in range(count):
        rng = random.Random(number)
        plain = number % 2 == 0
        style = (
            printer.Style(border=rng.choice(("lines", "rects", "cellrects"))) if plain else printer.random_style(rng)
        )
        style = replace(style, several_a_page=False, page_height=1600.0, running_header=False, underlines=False)
        printed = printer.print_forms([printer.random_form(rng) for _ in range(3)], style, number)
        truth = [sorted((*c[:4], squeezed(c.text)) for c in form.cells) for form in printed.forms]
        name = f"{'plain' if plain else 'hard'}{number:04}"
        (folder / f"{name}.pdf").write_bytes(printed.data)
        (folder / f"{name}.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")


def ours(reader: str) -> Callable[[bytes], Iterator[list[Cell]]]:
    from pipelines.extract.pdf import read_pdf
    from pipelines.model.cells import RefusedDocumentError, Structure

    def read(data: bytes) -> Iterator[list[Cell]]:
        try:
            content = read_pdf(data, reader=reader)  # type: ignore[arg-type]
        except RefusedDocumentError:
            return
        for block in content.blocks:
            if block.structure is Structure.GRID:
                yield [
                    (c.row - 1, c.column - 1, c.row_span, c.column_span, squeezed(c.text))
                    for row in block.rows
                    for c in row
                ]

    return read


def plumber(settings: dict[str, Any] | None) -> Callable[[bytes], Iterator[list[Cell]]]:
    import pdfplumber

    def read(data: bytes) -> Iterator[list[Cell]]:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                for table in page.find_tables(settings or {}):
                    texts = table.extract()
                    boxed = [
                        (box, text)
                        for row, printed in zip(table.rows, texts, strict=True)
                        for box, text in zip(row.cells, printed, strict=True)
                        if box is not None
                    ]
                    yield _placed(boxed)
                page.close()

    return read


def _placed(boxed: list[tuple[tuple[float, ...], str | None]]) -> list[Cell]:
    xs = sorted({round(v) for box, _ in boxed for v in (box[0], box[2])})
    ys = sorted({round(v) for box, _ in boxed for v in (box[1], box[3])})

    def span(places: list[int], low: float, high: float) -> tuple[int, int]:
        first, last = places.index(round(low)), places.index(round(high))
        return first, last - first

    cells = []
    for (x0, top, x1, bottom), text in boxed:
        column, columns = span(xs, x0, x1)
        row, rows = span(ys, top, bottom)
        cells.append((row, column, rows, columns, squeezed(text)))
    return cells


def bare_pdfium(data: bytes) -> Iterator[list[Cell]]:
    """Text without cells: only its speed and memory can be compared."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            text.get_text_bounded()
            text.close()
            page.close()
            yield []


def camelot(data: bytes) -> Iterator[list[Cell]]:
    import camelot as package

    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        for table in package.read_pdf(file.name, pages="all", flavor="lattice"):
            cells = [
                (r, c, 1, 1, squeezed(t)) for r, row in enumerate(table.df.values.tolist()) for c, t in enumerate(row)
            ]
            yield cells


READERS: dict[str, Callable[[], Callable[[bytes], Iterator[list[Cell]]]]] = {
    "this reader": lambda: ours("pdfium"),
    "this reader over pdfplumber": lambda: ours("pdfplumber"),
    "pdfplumber, tuned": lambda: plumber(TUNED),
    "pdfplumber, default": lambda: plumber(None),
    "pypdfium2, text only": lambda: bare_pdfium,
}
if importlib.util.find_spec("camelot"):
    READERS["camelot, lattice"] = lambda: camelot


def measure(name: str, folder: Path) -> dict[str, Any]:
    """In a process of its own: the reader over all documents of the folder."""
    read = READERS[name]()
    right: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    pages, spent = 0, 0.0
    for file in sorted(folder.glob("*.pdf")):
        data = file.read_bytes()
        truth = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        began = time.process_time()
        tables = list(read(data))
        spent += time.process_time() - began
        pages += len(truth)
        kind = "plain" if file.name.startswith("plain") else "hard"
        found = [Counter(table) for table in tables]
        for cells in truth:
            wanted = Counter(tuple(c) for c in cells)
            printed[kind] += wanted.total()
            right[kind] += max(((wanted & table).total() for table in found), default=0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    share = {kind: right[kind] / printed[kind] for kind in printed}
    return {"reader": name, **share, "ms": 1000 * spent / pages, "mb": memory, "cells": printed.total()}


def flat_memory(pages: int) -> dict[str, Any]:
    """In a process of its own: one document of many pages."""
    import form_printer as printer

    from pipelines.extract.pdf import read_pdf

    rng = random.Random(1)
    forms = [printer.random_form(rng) for _ in range(20)]
    style = printer.Style(several_a_page=False, page_height=1600.0)
    data = printer.print_forms([forms[i % 20] for i in range(pages)], style).data
    peaks: dict[int, float] = {}

    def note(done: int, total: int) -> None:
        if done in (total // 10, total):
            peaks[done] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    began = time.process_time()
    content = read_pdf(data, progress=note)
    return {
        "pages": len(content.pages),
        "cells": len(content.cells()),
        "ms": 1000 * (time.process_time() - began) / len(content.pages),
        "mb": {str(done): round(peak) for done, peak in peaks.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure == "flat":
        print(json.dumps(flat_memory(asked.pages)))
        return
    if asked.measure:
        print(json.dumps(measure(asked.measure, asked.folder)))
        return
    with tempfile.TemporaryDirectory() as folder:
        print_documents(Path(folder), asked.documents)
        print(f"{'reader':30} {'plain':>8} {'hard':>8} {'ms/page':>8} {'peak MB':>8}")
        for name in READERS:
            row = _apart("--measure", name, "--folder", folder)
            plain, hard = (
                f"{100 * row[kind]:.1f} %" if name != "pypdfium2, text only" else "–" for kind in ("plain", "hard")
            )
            print(f"{name:30} {plain:>8} {hard:>8} {row['ms']:8.1f} {row['mb']:8.0f}", flush=True)
    row = _apart("--measure", "flat", "--pages", str(asked.pages))
    print(f"one document of {row['pages']} pages: {row['cells']} cells, {row['ms']:.1f} ms a page, peak MB {row['mb']}")


def _apart(*options: str) -> dict[str, Any]:
    done = subprocess.run([sys.executable, __file__, *options], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
