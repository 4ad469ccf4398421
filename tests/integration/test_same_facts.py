"""The same printed form gives the same facts and findings, whatever file it comes in.

The two real documents and forms of other families are written as text, CSV, HTML, Word, Excel and PDF, with merged
cells where the medium has them, and read back through the public functions of the two stages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.extract import read_document
from pipelines.model.cells import Content
from pipelines.model.records import Reading
from pipelines.normalise import read_forms
from tests.documents import real
from tests.documents.forms import FORMS
from tests.documents.printed import Printed
from tests.documents.write import WRITERS

_RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
_REAL = {"000_ef21f049d5e649fa.txt": real.yongning, "004_e556e0c65d17b465.txt": real.yuanzhou}
_MEDIA = sorted(WRITERS)
_OTHER_MEDIA = [name for name in _MEDIA if name != "form.docx"]


def _comparable(value: Any) -> Any:
    """Facts without the places they were read from. White space is left out: what stands at the end of a printed line
    inside a cell (a blank, a line break, nothing) is not seen on paper and lost in PDF."""
    if isinstance(value, str):
        return re.sub(r"\s", "", value)
    if isinstance(value, dict):
        return {k: _comparable(v) for k, v in value.items() if not k.endswith("cell")}
    if isinstance(value, list | tuple):
        return [_comparable(v) for v in value]
    return value


def _facts(reading: Reading) -> list[Any]:
    return [
        reading.title,
        reading.form_type,
        reading.fiscal_year,
        reading.district_code,
        reading.layout,
        *(_comparable(asdict(project)) for project in reading.projects),
    ]


def _findings(content: Content, reading: Reading) -> list[Any]:
    """Each finding with what is printed there and the record it belongs to."""
    cells = content.cells()
    return [
        _comparable(
            [i.rule_code, i.message, i.printed, i.expected, i.project, i.indicator, [cells[c].text for c in i.cells]]
        )
        for i in reading.issues
    ]


@cache
def _read(make: Callable[[], Printed], name: str) -> tuple[Content, Reading]:
    content = read_document(WRITERS[name](make()), name)[1]
    return content, read_forms(content)


@pytest.mark.parametrize("source", _REAL)
@pytest.mark.parametrize("name", _MEDIA)
def test_a_real_document_gives_the_same_facts_in_every_medium(source: str, name: str) -> None:
    published = read_document((_RAW / source).read_bytes(), source)[1]
    expected = read_forms(published)
    content, reading = _read(_REAL[source], name)
    assert content.notes == ()
    assert _facts(reading) == _facts(expected)
    assert _findings(content, reading) == _findings(published, expected)


@pytest.mark.parametrize("source", _REAL)
@pytest.mark.parametrize("name", _MEDIA)
def test_every_printed_cell_has_the_same_fate_in_every_medium(source: str, name: str) -> None:
    content, reading = _read(_REAL[source], name)
    published, expected = (f(_REAL[source], "form.docx")[n] for n, f in enumerate((_read, _read)))
    assert isinstance(content, Content)
    assert isinstance(published, Content)
    fates = [(_comparable(c.text), f.disposition, f.role) for c, f in zip(content.cells(), reading.fates, strict=True)]
    assert isinstance(expected, Reading)
    others = [
        (_comparable(c.text), f.disposition, f.role) for c, f in zip(published.cells(), expected.fates, strict=True)
    ]
    assert fates == others


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", _OTHER_MEDIA)
def test_forms_of_other_families_give_the_same_facts_in_every_medium(form: str, name: str) -> None:
    content, reading = _read(FORMS[form], name)
    published, expected = _read(FORMS[form], "form.docx")
    assert _facts(reading) == _facts(expected)
    assert _findings(content, reading) == _findings(published, expected)
