"""Scans: with a text layer the lines of the picture part the cells; without one the page needs OCR."""

from __future__ import annotations

import random

import pytest
from form_checks import differences
from form_printer import Style, random_form
from scan_printer import scan_forms

from pipelines.extract.pdf import read_pdf
from pipelines.model.cells import PageOutcome, RefusedDocumentError


@pytest.mark.parametrize(
    ("aslant", "noisy", "dpi"),
    [(0.0, False, 150), (0.0, True, 200), (0.4, False, 150), (-1.2, False, 150), (2.5, True, 150)],
)
def test_a_scan_with_a_text_layer_is_read_by_the_lines_of_its_picture(aslant: float, noisy: bool, dpi: int) -> None:
    rng = random.Random(5)
    printed = scan_forms([random_form(rng)], Style(running_header=False), aslant=aslant, noisy=noisy, dpi=dpi)
    content = read_pdf(printed.data)
    assert {p.outcome for p in content.pages} == {PageOutcome.OCR_TEXT}
    assert [code for code, _ in content.notes] == ["page_text_is_printed"]
    assert differences(content, printed) == []


@pytest.mark.parametrize("aslant", [0.0, 1.0])
def test_a_scan_without_text_needs_ocr(aslant: float) -> None:
    rng = random.Random(5)
    printed = scan_forms([random_form(rng)], Style(), with_text=False, aslant=aslant)
    with pytest.raises(RefusedDocumentError) as caught:
        read_pdf(printed.data)
    assert caught.value.code == "document_needs_ocr"


def test_a_scan_whose_lines_cannot_be_made_out_is_refused() -> None:
    rng = random.Random(5)
    printed = scan_forms([random_form(rng)], Style(border="dashed"))
    with pytest.raises(RefusedDocumentError) as caught:
        read_pdf(printed.data)
    assert caught.value.code == "document_needs_ocr"
    assert "表格线" in caught.value.pages[0].message
