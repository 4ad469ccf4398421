# ruff: noqa: E501 - a case is read best in one line
"""Files made to harm a reader: each is refused by name or read within bounds, and soon."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest

from pipelines.extract import limits, read_document, received_documents
from pipelines.model.cells import RefusedDocumentError
from tests.documents.package import sheet, word, zipped

_SECONDS = 20
"""Far above what each takes (under two), far below a hang; the machine of the tests is shared."""

_MIB = 1024 * 1024
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _nested(depth: int) -> str:
    """Word tables in tables; two cells each, so that none is a mere frame."""
    body = _p("底")
    for _ in range(depth):
        body = f"<w:tbl><w:tr><w:tc>{_p('外')}</w:tc><w:tc>{body}<w:p/></w:tc></w:tr></w:tbl>"
    return body


def _refused(data: bytes, name: str) -> str:
    started = time.monotonic()
    with pytest.raises(RefusedDocumentError) as refusal:
        read_document(data, name)
    assert time.monotonic() - started < _SECONDS
    assert refusal.value.message.endswith("。")
    return refusal.value.code


def _read(data: bytes, name: str) -> list[str]:
    started = time.monotonic()
    cells = read_document(data, name)[1].cells()
    assert time.monotonic() - started < _SECONDS
    return [c.text for c in cells]


REFUSED: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("entities in Word", lambda: word(_p("&j;"), prologue=_LAUGHS), "a.docx", "document_damaged"),
    ("outside entity in Word", lambda: word(_p("&a;"), prologue=_OUTSIDE), "a.docx", "document_damaged"),
    ("entities in UTF-16", lambda: _utf16_part(), "a.docx", "document_damaged"),
    ("entities in Excel", lambda: sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>', prologue=_LAUGHS), "a.xlsx", "document_damaged"),
    ("outside entity in Excel", lambda: sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>', prologue=_OUTSIDE), "a.xlsx", "document_damaged"),
    ("bomb in a part", lambda: zipped({"[Content_Types].xml": "<x/>", "word/document.xml": b" " * (64 * _MIB)}), "a.docx", "document_too_large"),
    ("many parts", lambda: zipped({"word/document.xml": "x"} | {f"word/{n}": "" for n in range(limits.PACKAGE_PARTS + 1)}, compression=zipfile.ZIP_STORED), "a.docx", "document_too_large"),
    ("truncated Word", lambda: word(_p("x" * 5000))[:700], "a.docx", "document_damaged"),
    ("truncated Excel", lambda: sheet("<row/>" * 5000)[:700], "a.xlsx", "document_damaged"),
    ("broken XML", lambda: word("<w:p><w:r>"), "a.docx", "document_damaged"),
    ("no body", lambda: zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "a.docx", "document_damaged"),
    ("a name, no workbook", lambda: zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), "a.xlsx", "document_damaged"),
    ("gigantic cell in Word", lambda: word(f"<w:tbl><w:tr><w:tc>{_p('甲' * 4_000_000)}</w:tc><w:tc>{_p('x')}</w:tc></w:tr></w:tbl>"), "a.docx", "document_too_large"),
    ("gigantic cell in Excel", lambda: sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 10 * _MIB}</t></is></c></row>'), "a.xlsx", "document_too_large"),
    ("gigantic cell in HTML", lambda: f"<table><tr><td>{'甲' * 4_000_000}<td>x</table>".encode(), "a.html", "document_too_large"),
    ("gigantic cell in CSV", lambda: f"绩效,目标\n{'甲' * 4_000_000},x\n".encode(), "a.csv", "document_too_large"),
    ("quote never closed", lambda: ('绩效,目标\n"' + "甲,乙\n" * 200_000).encode(), "a.csv", "document_too_large"),
    ("tables in tables in Word", lambda: word(_nested(100)), "a.docx", "document_too_large"),
    ("tables in tables in HTML", lambda: ("<table><tr><td>甲<td>" * 2000).encode(), "a.html", "document_too_large"),
    ("elements in elements in HTML", lambda: b"<div>" * 100_000 + b"x", "a.html", "document_too_large"),
    ("elements in elements in Word", lambda: word("<w:sdt><w:sdtContent>" * 400 + _p("x") + "</w:sdtContent></w:sdt>" * 400), "a.docx", "document_too_large"),
    ("merged sheet", lambda: sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "a.xlsx", "document_too_large"),
    ("full extent from two cells a row", lambda: sheet("".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c><c r="XFD{r}"><v>1</v></c></row>' for r in range(1, 1001))), "a.xlsx", "document_too_large"),
    ("a row of no sheet", lambda: sheet('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'), "a.xlsx", "document_damaged"),
    ("a merge of no sheet", lambda: sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after='<mergeCells><mergeCell ref="x"/></mergeCells>'), "a.xlsx", "document_damaged"),
    ("a stair of spans", lambda: ("<table>" + "<tr><td rowspan=65534>甲</td></tr>" * 5000 + "</table>").encode(), "a.html", "document_too_large"),
    ("exploded spans", lambda: ("<table><tr>" + "<td colspan=1000 rowspan=65534>甲" * 100 + "</table>").encode(), "a.html", "document_too_large"),
    ("columns in CSV", lambda: ("绩效" + "," * 20_000).encode(), "a.csv", "document_too_large"),
    ("text behind an Excel signature", lambda: b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"x" * 500, "a.xls", "document_damaged"),
    ("mail parts in mail parts", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n" + b"--B\r\nContent-Type: multipart/related; boundary=B\r\n\r\n" * 3000, "a.mht", "document_damaged"),
]  # fmt: skip


def _utf16_part() -> bytes:
    text = _LAUGHS.replace('"1.0"', '"1.0" encoding="UTF-16"') + "<x>&j;</x>"
    return zipped({"[Content_Types].xml": "<x/>", "word/document.xml": text.encode("utf-16")})


@pytest.mark.parametrize(("make", "name", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refused_by_name(make: Callable[[], bytes], name: str, code: str) -> None:
    assert _refused(make(), name) == code


def test_tables_in_tables_within_reason_are_read() -> None:
    assert _read(word(_nested(20)), "a.docx") == ["外"] * 20 + ["底"]


def test_spans_beyond_the_standard_are_cut_to_it() -> None:
    page = "<table><tr><td colspan=999999999 rowspan=999999999>甲<td>乙<tr><td>丙</table>"
    assert _read(page.encode(), "a.html") == ["甲", "乙", "丙"]


def test_a_list_that_counts_to_a_billion_is_read() -> None:
    numbering = (
        "<w:numbering><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='999999999999'/>"
        "<w:numFmt w:val='lowerRoman'/><w:lvlText w:val='%1%9'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    )
    listed = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
    assert _read(word(listed, numbering=numbering), "a.docx") == ["i甲"]


@pytest.mark.parametrize("name", ["../../x.docx", "a\nb.docx", "\u202excod.docx", "'; drop table x; --.docx", "<b>.docx", "\x00.docx", "x" * 5000 + ".docx"])  # fmt: skip
def test_a_name_is_only_a_name(name: str) -> None:
    assert _read(word(_p("甲")), name) == ["甲"]


def _archive(members: dict[str, bytes]) -> bytes:
    return zipped(dict(members))


def _nest(levels: int, payload: bytes) -> bytes:
    for n in range(levels):
        payload = _archive({f"{n}.zip": payload})
    return payload


def _codes(data: bytes, name: str = "z.zip") -> dict[str, str]:
    started = time.monotonic()
    found = {p: c.code if isinstance(c, RefusedDocumentError) else "read" for p, c in received_documents(data, name)}
    assert time.monotonic() - started < _SECONDS
    return found


def test_a_bomb_in_an_archive_is_refused_and_the_others_are_read() -> None:
    assert _codes(_archive({"bomb.txt": b"0" * (64 * _MIB), "a.txt": b"x"})) == {
        "z.zip!/bomb.txt": "document_too_large",
        "z.zip!/a.txt": "read",
    }


def test_archives_in_archives_end() -> None:
    found = _codes(_nest(30, b"x"))
    assert list(found.values()) == ["document_too_large"]
    assert next(iter(found)).count("!/") == limits.ARCHIVE_DEPTH


def test_an_archive_that_multiplies_in_each_level_is_bounded() -> None:
    data = _archive({f"{n}.txt": b"x" for n in range(100)})
    for _ in range(2):
        data = _archive({f"{n}.zip": data for n in range(100)})
    started = time.monotonic()
    found = list(received_documents(data, "z.zip"))
    assert len(found) <= limits.ARCHIVE_MEMBERS + 200
    assert isinstance(found[-1][1], RefusedDocumentError)
    assert time.monotonic() - started < _SECONDS


def test_a_size_that_lies_is_not_believed() -> None:
    data = bytearray(_archive({"a.txt": b"0" * (40 * _MIB)}))
    size = (40 * _MIB).to_bytes(4, "little")
    for start in (data.find(size), data.rfind(size)):
        data[start : start + 4] = (10).to_bytes(4, "little")
    assert set(_codes(bytes(data)).values()) <= {"document_damaged", "read"}
    assert all(len(c) <= 10 for _, c in received_documents(bytes(data), "z.zip") if isinstance(c, bytes))


@pytest.mark.parametrize("member", ["../../etc/passwd", "/abs.txt", "C:\\x.txt", "a\nb.txt", "\u202etxt.exe", "'\"<b>.txt", "x" * 3000])  # fmt: skip
def test_a_member_name_never_becomes_a_path(member: str) -> None:
    [path] = _codes(_archive({member: b"x"}))
    assert path.startswith("z.zip!/")
    assert len(path) <= limits.MEMBER_NAME_CHARACTERS


def test_every_way_of_cutting_a_file_short_is_refused_or_read() -> None:
    whole = {
        "a.docx": word(_p("甲" * 50)),
        "a.xlsx": sheet('<row r="1"><c r="A1"><v>1</v></c></row>'),
        "a.html": "<table><tr><td rowspan=2>甲<td>乙</table>".encode(),
        "a.csv": '绩效,目标\n指标,"值"\n'.encode("gbk"),
    }
    for name, data in whole.items():
        for end in range(0, len(data), max(1, len(data) // 60)):
            try:
                read_document(data[:end], name)
            except RefusedDocumentError as refusal:
                assert refusal.message


def test_an_archive_cut_or_damaged_anywhere_is_refused_or_read() -> None:
    data = _archive({"甲.txt": b"x" * 50, "乙.txt": b"y" * 50})
    for at in range(0, len(data), 3):
        damaged = bytearray(data)
        damaged[at] ^= 0xFF
        for content in (data[:at], bytes(damaged)):
            for path, found in received_documents(content, "z.zip"):
                assert path.startswith("z.zip")
                assert isinstance(found, bytes | RefusedDocumentError)


def test_the_zip_of_an_encrypted_part_is_refused() -> None:
    data = bytearray(word(_p("x")))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        assert package.infolist()
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert _refused(bytes(data), "a.docx") == "document_encrypted"
