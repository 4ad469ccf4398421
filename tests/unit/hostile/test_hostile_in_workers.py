# ruff: noqa: E501 - a case is read best in one line
"""Documents made to harm, read as the refresh reads them: in worker processes, with healthy documents between them.

Each is refused by a rule with a name, or read; no worker dies, and the healthy documents are read all the same. The hard
form makes them as large as they can be and looks at what the worker used.
"""

from __future__ import annotations

import hashlib
import resource
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest

from pipelines import settings
from pipelines.extract import received_documents
from pipelines.flow.reading import Job, read_guarded
from pipelines.model.cells import RefusedDocumentError
from pipelines.warehouse.arrow import unpack
from pipelines.workers import DEFAULT_LIMITS, Limits
from tests.documents import hostile_office as office
from tests.documents import hostile_pdf as pdf
from tests.documents.package import sheet, word

HEALTHY = (settings.RAW / "004_e556e0c65d17b465.txt").read_bytes()
_CPU_SECONDS = 60
"""Far above what each takes alone (see the closing note), far below a hang."""
_RESIDENT_KIB = 1_600 * 1024


class Hostile(NamedTuple):
    """One kind of attack: a small and a full-grown file of it, and how each ends. None: only the full one attacks."""

    fault: str
    suffix: str
    small: Callable[[], bytes] | None
    full: Callable[[], bytes]
    ends: str
    full_ends: str = ""


def _same(fault: str, suffix: str, make: Callable[[], bytes], ends: str) -> Hostile:
    return Hostile(fault, suffix, make, make, ends)


TOO_LARGE, DAMAGED, READ = "document_too_large", "document_damaged", "read"
NO_FORM = "layout_is_recognised"

DOCUMENTS = [
    _same("the tree of pages is its own child", ".pdf", pdf.tree_that_is_its_own_child, NO_FORM),
    _same("the tree of pages goes in a circle", ".pdf", pdf.tree_in_a_circle, TOO_LARGE),
    Hostile("the tree of pages doubles", ".pdf", lambda: pdf.tree_that_doubles(4), lambda: pdf.tree_that_doubles(20), NO_FORM, DAMAGED),
    Hostile("the tree of pages is deep", ".pdf", lambda: pdf.tree_that_is_deep(2_000), lambda: pdf.tree_that_is_deep(100_000), DAMAGED),
    Hostile("ten thousand pages", ".pdf", lambda: pdf.many_pages(3_001), lambda: pdf.many_pages(10_000), TOO_LARGE),
    _same("a number of pages that lies", ".pdf", pdf.count_that_lies, NO_FORM),
    _same("a length that is its own object", ".pdf", pdf.length_that_is_its_own_object, NO_FORM),
    Hostile("references in a circle", ".pdf", None, pdf.references_in_a_circle, "document_empty"),
    _same("tables of places in a circle", ".pdf", pdf.tables_of_places_in_a_circle, NO_FORM),
    _same("streams of objects in a circle", ".pdf", pdf.object_streams_in_a_circle, NO_FORM),
    _same("a drawing that draws itself", ".pdf", pdf.drawing_that_draws_itself, TOO_LARGE),
    _same("drawings that multiply", ".pdf", lambda: pdf.drawings_that_multiply(9), TOO_LARGE),
    _same("a font that draws itself", ".pdf", pdf.font_that_draws_itself, "document_garbled"),
    Hostile("a drawing that is a bomb", ".pdf", lambda: pdf.drawing_bomb(70_000_000, b" "), lambda: pdf.drawing_bomb(500_000_000), TOO_LARGE),
    Hostile("a bomb packed twice", ".pdf", lambda: pdf.drawing_bomb(70_000_000, b" ", times=2), lambda: pdf.drawing_bomb(500_000_000, b"0 ", times=2), TOO_LARGE),
    Hostile("a picture that is a bomb", ".pdf", lambda: pdf.image_bomb(4_000, with_text=True), lambda: pdf.image_bomb(60_000, with_text=True), "document_needs_ocr"),
    _same("a page as large as a town", ".pdf", lambda: pdf.page_as_large_as_a_town(with_text=True), "document_empty"),
    Hostile("arrays in arrays", ".pdf", lambda: pdf.arrays_in_arrays(5_000), lambda: pdf.arrays_in_arrays(100_000), NO_FORM),
    Hostile("dictionaries in dictionaries", ".pdf", lambda: pdf.dictionaries_in_dictionaries(5_000), lambda: pdf.dictionaries_in_dictionaries(100_000), NO_FORM),
    Hostile("a million letters on a page", ".pdf", lambda: pdf.letters(50_000), lambda: pdf.letters(1_000_000), NO_FORM),
    Hostile("two million lines on a page", ".pdf", lambda: pdf.lines(5_000), lambda: pdf.lines(2_000_000), "document_needs_ocr", TOO_LARGE),
    Hostile("a grid finer than any print", ".pdf", lambda: pdf.fine_grid(100, 100), lambda: pdf.fine_grid(3_000, 3_000), NO_FORM),
    Hostile("fields of a form without end", ".pdf", lambda: pdf.notes(500), lambda: pdf.notes(50_000), NO_FORM, TOO_LARGE),
    Hostile("a table of characters without end", ".pdf", None, lambda: pdf.text_map_bomb(20_000_000), NO_FORM),
    _same("pictures of monstrous sizes", ".pdf", pdf.picture_decoders, "document_needs_ocr"),
    _same("a thousand million laughs in Word", ".docx", lambda: word(office.paragraph("&j;"), prologue=office.LAUGHS), DAMAGED),
    _same("an entity on the network in Word", ".docx", lambda: word(office.paragraph("&a;"), prologue=office.NETWORK), DAMAGED),
    _same("an entity that is a file in Excel", ".xlsx", lambda: sheet(f"<row>{office.inline('A1', '&a;')}</row>", prologue=office.OUTSIDE), DAMAGED),
    _same("laughs in a page", ".html", lambda: f"{office.LAUGHS}<html><body>&j;</body></html>".encode(), NO_FORM),
    _same("a file in a page", ".html", lambda: f"{office.OUTSIDE}<html><body>&a;</body></html>".encode(), NO_FORM),
    _same("laughs in XML", ".xml", lambda: f"{office.LAUGHS}<lolz>&j;</lolz>".encode(), NO_FORM),
    Hostile("a part of elements alone", ".docx", lambda: office.package_of_elements(3_000_001), lambda: office.package_of_elements(15_000_000), TOO_LARGE),
    Hostile("one paragraph without end", ".docx", lambda: word(office.paragraph("甲" * 4_000_000)), lambda: office.stored(word(office.paragraph("甲" * 30_000_000))), TOO_LARGE),
    Hostile("numbers of a list that are books", ".docx", lambda: office.numbered_at_length(5, 310_000), lambda: office.numbered_at_length(20_000, 90_000), TOO_LARGE),
    Hostile("a million rows", ".xlsx", None, lambda: office.rows_of_sheet(1_000_000), TOO_LARGE),
    Hostile("cells without anything", ".xlsx", lambda: office.stored(sheet("<row>" + "<c/>" * 3_000_001 + "</row>")), lambda: office.stored(sheet("<row>" + "<c/>" * 20_000_000 + "</row>")), TOO_LARGE),
    Hostile("one long text in every cell", ".xlsx", lambda: office.shared_text(600, 99_000), lambda: office.shared_text(100_000, 90_000), TOO_LARGE),
    Hostile("a number format that is a book", ".xlsx", lambda: office.format_of_numbers(8_000, 10), lambda: office.format_of_numbers(200_000, 1_000), NO_FORM),
    Hostile("elements in elements", ".html", lambda: b"<div>" * 5_000 + b"x", lambda: b"<div>" * 1_000_000 + b"x", TOO_LARGE),
    Hostile("one cell of fifty megabytes", ".html", lambda: b"<table><tr><td>" + b"x " * 60_000 + b"<td>y</table>", lambda: b"<table><tr><td>" + b"x" * 50_000_000 + b"<td>y</table>", TOO_LARGE),
    Hostile("ten million elements", ".html", lambda: b"<p>x" + b"<br>" * 3_000_001, lambda: b"<p>x" + b"<br>" * 10_000_000, TOO_LARGE),
    Hostile("a page of two hundred megabytes", ".html", None, lambda: b"<p>" + b"x" * (190 << 20), TOO_LARGE),
    Hostile("spans over everything", ".html", lambda: office.spans_of_page(700), lambda: office.spans_of_page(40_000), TOO_LARGE),
    Hostile("layouts in layouts", ".html", lambda: office.tables_of_page(2, 40), lambda: office.tables_of_page(3_000, 40), NO_FORM),
    Hostile("attributes without end", ".html", lambda: office.attributes_of_page(1_001), lambda: office.attributes_of_page(2_000_000), TOO_LARGE),
    Hostile("one field of fifty megabytes", ".csv", lambda: b"a,b\n" + b"x" * 2_000_000 + b",y\n", lambda: b"a,b\n" + b"x" * 50_000_000 + b",y\n", TOO_LARGE),
    Hostile("commas alone", ".csv", lambda: b"a" + b"," * 20_000, lambda: b"a" + b"," * 150_000_000, TOO_LARGE),
    Hostile("short lines without end", ".csv", lambda: b"a,b\n" * 300_000, lambda: b"a,b\n" * 40_000_000, TOO_LARGE),
    Hostile("an old workbook of noise", ".xls", lambda: office.old_noise(100_000), lambda: office.old_noise(20_000_000), DAMAGED),
    Hostile("an old workbook full of numbers", ".xls", lambda: office.old_sheet(200, 200), lambda: office.old_sheet(65_536, 20), NO_FORM, TOO_LARGE),
    Hostile("lines without end", ".txt", lambda: b"a\n" * 1_000_001, lambda: "绩效目标\n".encode() * 4_000_000, TOO_LARGE),
    Hostile("words without end", ".txt", None, lambda: "提高 效率 ".encode() * 4_000_000, TOO_LARGE),
    Hostile("cells without end in a line", ".txt", lambda: "值\t".encode() * 20_000, lambda: "值\t".encode() * 900_000, TOO_LARGE),
    Hostile("one line of fifty megabytes", ".txt", None, lambda: "绩效目标".encode() * 4_000_000, TOO_LARGE),
    _same("letters that are none", ".txt", lambda: ("绩效目标\t指标\n" * 50).encode() + b"\xed\xa0\x80", "document_unreadable_encoding"),
    _same("half a character of UTF-16", ".txt", lambda: b"\xff\xfe" + "绩效目标\t指标".encode("utf-16-le") * 50 + b"\x00\xd8\n\x00", "document_unreadable_encoding"),
    _same("zeros in text", ".txt", lambda: "绩效\x00目标\t指标值\n".encode() * 100, "document_not_text"),
]  # fmt: skip


def _ends(documents: Iterable[tuple[str, bytes]], limits: Limits = DEFAULT_LIMITS) -> list[tuple[str, str | None]]:
    """How each document ends (``read`` or the rule that refused it), and what befell its worker; all in one worker.

    Each stands alone in its batch, as a refresh reads it again after a batch has failed.
    """
    jobs = [
        Job(hashlib.sha256(data).hexdigest(), f"{number:03}", suffix, None, data)
        for number, (suffix, data) in enumerate(documents)
    ]
    found = {}
    for read in read_guarded(jobs, 1, limits):
        (head,) = unpack(read.packed).select(["state", "refusal_code"]).to_pylist()
        found[read.kind] = (str(head["refusal_code"] or head["state"]), read.trouble)
    return [found[job.kind] for job in jobs]


def test_hostile_documents_are_refused_by_name_and_harm_no_other() -> None:
    cases = [(case, case.small) for case in DOCUMENTS]
    small = [(case, make()) for case, make in cases if make is not None]
    jobs = [job for case, data in small for job in ((case.suffix, data), (".txt", HEALTHY))]
    ends = _ends(jobs)
    assert set(ends[1::2]) == {(READ, None)}
    assert {case.fault: end for (case, _), end in zip(small, ends[::2], strict=True)} == {
        case.fault: (case.ends, None) for case, _ in small
    }


@pytest.mark.hard
@pytest.mark.parametrize("case", DOCUMENTS, ids=[case.fault for case in DOCUMENTS])
def test_full_grown_ones_too(case: Hostile, capsys: pytest.CaptureFixture[str]) -> None:
    data = case.full()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ends = _ends([(case.suffix, data), (".txt", HEALTHY)])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with capsys.disabled():
        print(
            f"\n{case.fault} | {len(data) / 1e6:.2f} MB | {ends[0][0]} | {used:.1f} CPU s | {after.ru_maxrss >> 10} MB"
        )
    assert ends == [(case.full_ends or case.ends, None), (READ, None)]
    assert used < _CPU_SECONDS
    assert after.ru_maxrss < _RESIDENT_KIB


ARCHIVES: list[tuple[str, Callable[[], bytes], Callable[[], bytes]]] = [
    ("one member that is a bomb", lambda: office.zip_bomb(40 * office.MIB), lambda: office.zip_bomb(2_000 * office.MIB)),
    ("archives in archives", lambda: office.nest_of_archives(30), lambda: office.nest_of_archives(300)),
    ("members that overlap", lambda: office.overlapping(200, office.MIB), lambda: office.overlapping(60_000, 3 * office.MIB)),
    ("a directory without end", lambda: office.crowded_directory(100_000), lambda: office.crowded_directory(2_000_000)),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "small", "full"), ARCHIVES, ids=[case[0] for case in ARCHIVES])
def test_hostile_archives_are_refused(fault: str, small: Callable[[], bytes], full: Callable[[], bytes]) -> None:
    _refused(small())


@pytest.mark.hard
@pytest.mark.parametrize(("fault", "small", "full"), ARCHIVES, ids=[case[0] for case in ARCHIVES])
def test_full_grown_archives_too(fault: str, small: Callable[[], bytes], full: Callable[[], bytes]) -> None:
    _refused(full())


def _refused(data: bytes) -> None:
    started = time.process_time()
    found = [content for _, content in received_documents(data, "z.zip")]
    assert {c.code if isinstance(c, RefusedDocumentError) else len(c) for c in found} == {TOO_LARGE}
    assert time.process_time() - started < 10


@pytest.mark.hard
def test_what_no_reader_could_name_is_refused_by_the_worker() -> None:
    """With limits far below what the healthy document needs, it is the worker's death that is named."""
    assert _ends([(".txt", HEALTHY)], Limits(seconds=0.01))[0][0] == "document_time_limit"
