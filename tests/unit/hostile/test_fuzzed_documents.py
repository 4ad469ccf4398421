"""Files damaged at random: no reader crashes or hangs, and the form engine accounts for every cell of what is left.

The damage is drawn from a fixed seed, so a failure comes back; its message names the medium and the input's number.
"""

from __future__ import annotations

import io
import random
import time
import zipfile
from functools import cache

import pytest

from pipelines.extract import read_document, received_documents
from pipelines.model.cells import RefusedDocumentError
from pipelines.normalise import read_forms
from tests.documents.forms import FORMS
from tests.documents.package import zipped
from tests.documents.write import WRITERS

_SECONDS = 20
_PACKAGES = ("form.docx", "form.xlsx")
_MEDIA = ("form.docx", "form.xlsx", "form.xls", "form.html", "form.csv", "form.txt", "form.zip")
_WORDS = (
    b"<", b">", b'"', b"\x00", b"\xff", b"999999999", b"-1", b"&", b"&#0;", b"\t\t\t", b" | ", b"\r",
    b' colspan="77"', b' rowspan="0"', b"<table>", b' r="A9999"', b' r="XFD1048576"', b' w:val="99999"', b"<w:tbl>",
    "≥".encode(), "万元".encode(),
)  # fmt: skip


@cache
def _whole(name: str, form: str) -> bytes:
    if name == "form.zip":
        return zipped({f"表/{n}": _whole(n, form) for n in ("form.docx", "form.html")})
    return WRITERS[name](FORMS[form]())


def _damaged(data: bytes, random_: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(random_.randint(1, 5)):
        at = random_.randrange(len(out) or 1)
        match random_.randrange(5):
            case 0:
                out[at : at + 1] = bytes([random_.randrange(256)])
            case 1:
                del out[at : at + random_.randint(1, 60)]
            case 2:
                start = random_.randrange(len(out) or 1)
                out[at:at] = out[start : start + random_.randint(1, 200)]
            case 3:
                out[at:at] = random_.choice(_WORDS)
            case _:
                # Whole characters, so that text stays text.
                text = out.decode("utf-8", "ignore")
                cut = random_.randrange(len(text) + 1)
                out[:] = (text[:cut] + text[cut + random_.randint(1, 9) :]).encode() if text else b""
    return bytes(out)


def _one(name: str, number: int) -> bytes:
    """The damaged file of that number: packages mostly inside a part, so that the zip itself stays whole."""
    random_ = random.Random(f"{name}/{number}")
    whole = _whole(name, random_.choice(list(FORMS)))
    if name not in _PACKAGES or random_.random() < 0.15:
        return _damaged(whole, random_)
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        parts: dict[str, str | bytes] = {part: package.read(part) for part in package.namelist()}
    # Twice out of three the part that holds the cells.
    cells = [part for part in parts if "document.xml" in part or "sheet1" in part or "sharedStrings" in part]
    part = random_.choice(cells if random_.random() < 0.67 else list(parts))
    parts[part] = _damaged(bytes(parts[part]) if isinstance(parts[part], bytes) else b"", random_)
    return zipped(parts)


def _try(name: str, number: int) -> None:
    data = _one(name, number)
    started = time.monotonic()
    for path, received in received_documents(data, name):
        if isinstance(received, RefusedDocumentError):
            continue
        try:
            content = read_document(received, path)[1]
        except RefusedDocumentError as refusal:
            assert refusal.message.endswith("。"), (name, number)
            continue
        reading = read_forms(content)
        assert len(reading.fates) == len(content.cells()), (name, number)
    assert time.monotonic() - started < _SECONDS, (name, number)


@pytest.mark.parametrize("name", _MEDIA)
def test_damaged_files_are_refused_or_read_whole(name: str) -> None:
    for number in range(60):
        _try(name, number)


@pytest.mark.hard
@pytest.mark.parametrize("name", _MEDIA)
def test_many_damaged_files_are_refused_or_read_whole(name: str) -> None:
    for number in range(60, 3060):
        _try(name, number)
