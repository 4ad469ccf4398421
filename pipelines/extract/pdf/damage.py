"""Streams that do not unpack, or that unpack without end. Readers of PDF pass over the first in silence, and a page
comes back short or empty; the second fill their memory.

Every packed stream that may hold a page's drawing is unpacked once and its checksum looked at; only when one fails is
it found out which pages draw with it. What the drawings draw in turn is added up where it could be too much.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zlib
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from pipelines.extract.pdf.bounds import BOUNDS
from pipelines.extract.pdf.multiplied import Drawing, drawing_of, drawn_bytes, may_multiply
from pipelines.model.cells import RefusedDocumentError

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_NO_DRAWING = re.compile(
    rb"/Subtype\s*/(?:Image|XML|Type1C|CIDFontType0C|OpenType)|/Length1\b|/Type\s*/(?:Metadata|XRef|EmbeddedFile)"
)
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_DICTIONARY = 4_000
"""How far (bytes) before its stream an object may begin."""
_PREFIX = 1 << 20
"""How far (bytes) into a file its header is looked for; pdfium itself looks through the first thousand."""
LARGEST_DRAWING = 64 << 20
"""Bytes that one page's drawing may unpack to before it is taken for an attack. A dense form takes 200 000."""


class Damage(NamedTuple):
    """What does not unpack: 1-based pages that draw with it, and whether anything else of the document is hit."""

    pages: frozenset[int] = frozenset()
    elsewhere: bool = False


def trimmed(data: bytes) -> bytes:
    """The document from its header on: mail gateways and web servers put lines of their own before it."""
    at = data.find(b"%PDF-", 0, _PREFIX)
    return data[at:] if at > 0 else data


def damage_of(data: bytes, password: str | None) -> Damage:
    """The damage of a document that could be opened. An encrypted document is not looked into.

    Raises:
        RefusedDocumentError: a drawing unpacks to far more than a page can hold (``document_too_large``).
    """
    if b"/Encrypt" in data[-4096:] or re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", data):
        return Damage()
    broken = set()
    drawings: dict[int, Drawing] = {}
    for stream in _streams(data):
        if not stream.whole:
            broken.add(stream.number)
        elif b"Do" in stream.content:
            drawings[stream.number] = drawing_of(stream.content, is_form=stream.is_form)
        elif stream.is_form:
            drawings[stream.number] = Drawing(True, len(stream.content))
    if may_multiply(drawings, LARGEST_DRAWING) and drawn_bytes(data, password, drawings) > LARGEST_DRAWING:
        raise _too_large()
    if not broken:
        return Damage()
    pages, known = _pages_drawing_with(data, password, broken)
    return Damage(frozenset(pages), elsewhere=bool(broken - known))


class _Stream(NamedTuple):
    """A stream that may hold drawing: its object's number, whether it unpacks and, if so, to what."""

    number: int
    whole: bool
    is_form: bool
    content: bytes


def _streams(data: bytes) -> Iterator[_Stream]:
    """Every stream that may hold drawing, those in packings that are not looked into left out."""
    end = 0
    for found in _STREAM.finditer(data):
        if found.start() < end:
            continue
        head = data[max(0, found.start() - _DICTIONARY) : found.start()]
        begun = list(_OBJECT.finditer(head))
        if not begun:
            continue
        dictionary = head[begun[-1].end() :]
        start = found.end()
        stated = _LENGTH.search(dictionary)
        end = start + int(stated[1]) if stated else -1
        if end < start or not data[end : end + 12].lstrip(b"\r\n ").startswith(b"endstream"):
            end = data.find(b"endstream", start)
            if end < 0:
                end = len(data)
        if _NO_DRAWING.search(dictionary):
            continue
        number, is_form = int(begun[-1][1]), _FORM.search(dictionary) is not None
        filters = _FILTER.search(dictionary)
        names = re.findall(rb"/(\w+)", filters[1]) if filters else []
        if not names:
            yield _Stream(number, True, is_form, data[start:end])
        elif names[-1] in (b"FlateDecode", b"Fl"):
            content = _unpacked(data[start:end], names[:-1])
            yield _Stream(number, content is not None, is_form, content or b"")


def _unpacked(packed: bytes, before: list[bytes]) -> bytes | None:
    """The content; None where it is damaged, nothing where its packing is not looked into."""
    try:
        for name in before:
            if name in (b"FlateDecode", b"Fl"):
                packed = _bounded(zlib.decompressobj(), packed)
            elif name in (b"ASCII85Decode", b"A85"):
                packed = base64.a85decode(packed.strip().removesuffix(b"~>"), ignorechars=b" \t\n\r\v\x00")
            elif name in (b"ASCIIHexDecode", b"AHx"):
                packed = binascii.unhexlify(re.sub(rb"\s", b"", packed).removesuffix(b">"))
            else:
                return b""
        unpacker = zlib.decompressobj()
        content = _bounded(unpacker, packed)
        if unpacker.eof:
            return content
        # Some writers leave the checksum out: the packed data itself must still come to its end.
        bare = zlib.decompressobj(-15)
        content = _bounded(bare, packed[2:])
    except (zlib.error, ValueError, binascii.Error):
        return None
    return content if bare.eof else None


def _bounded(unpacker: zlib._Decompress, packed: bytes) -> bytes:
    unpacked = unpacker.decompress(packed, LARGEST_DRAWING)
    if unpacker.unconsumed_tail:
        raise _too_large()
    return unpacked


def _too_large() -> RefusedDocumentError:
    return RefusedDocumentError(
        "document_too_large",
        f"文件里有一段绘图展开后超过{LARGEST_DRAWING >> 20}MB（正常页面不会这样，常见于攻击文件），没有读取。"
        "请重新下载，或向公开单位索取完整文件。",
    )


def _pages_drawing_with(data: bytes, password: str | None, broken: set[int]) -> tuple[set[int], set[int]]:
    """Pages that draw with these objects, and the objects that were found there."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    from pipelines.extract.pdf.patience import PDFMINER_FAULTS, at_most

    pages: set[int] = set()
    known: set[int] = set()
    try:
        with at_most(BOUNDS.second_opinion_seconds):
            document = PDFDocument(PDFParser(io.BytesIO(data)), password or "")
            for number, page in enumerate(PDFPage.create_pages(document), start=1):
                drawn = set(_references(page.attrs.get("Contents"), 0)) | set(_forms(page.resources, 0))
                if drawn & broken:
                    pages.add(number)
                    known |= drawn & broken
    except PDFMINER_FAULTS:
        return pages, known
    return pages, known


def hollow_pages(data: bytes, password: str | None, blank: Collection[int]) -> frozenset[int]:
    """Those of the (1-based) blank pages that name a drawing which is not there: lost, not blank."""
    if not blank:
        return frozenset()
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFStream, resolve1

    from pipelines.extract.pdf.patience import PDFMINER_FAULTS, at_most

    found: set[int] = set()
    try:
        with at_most(BOUNDS.second_opinion_seconds):
            document = PDFDocument(PDFParser(io.BytesIO(data)), password or "")
            for number, page in enumerate(PDFPage.create_pages(document), start=1):
                if number not in blank or "Contents" not in page.attrs:
                    continue
                drawing = resolve1(page.attrs["Contents"])
                parts = [resolve1(part) for part in drawing] if isinstance(drawing, list) else [drawing]
                if not all(isinstance(part, PDFStream) for part in parts):
                    found.add(number)
    except PDFMINER_FAULTS:
        return frozenset(found)
    return frozenset(found)


def _references(value: Any, depth: int) -> Iterator[int]:
    from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

    if isinstance(value, PDFObjRef):
        yield value.objid
        value = resolve1(value)
    if isinstance(value, PDFStream) and value.objid is not None:
        yield value.objid
    if isinstance(value, list) and depth < 3:
        for item in value:
            yield from _references(item, depth + 1)


def _forms(resources: Any, depth: int) -> Iterator[int]:
    """Objects of the Form XObjects among these resources, and of those inside them."""
    from pdfminer.pdftypes import PDFStream, resolve1

    resources = resolve1(resources)
    objects = resolve1(resources.get("XObject")) if isinstance(resources, dict) else None
    if not isinstance(objects, dict) or depth > 4:
        return
    for item in objects.values():
        stream = resolve1(item)
        if isinstance(stream, PDFStream) and getattr(stream.get("Subtype"), "name", "") == "Form":
            yield from _references(item, 0)
            yield from _forms(stream.get("Resources"), depth + 1)
