"""Streams that do not unpack. Readers of PDF pass over them in silence, and a page comes back short or empty.

Every packed stream that may hold a page's drawing is unpacked once and its checksum looked at; only when one fails is
it found out which pages draw with it.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zlib
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_NO_DRAWING = re.compile(
    rb"/Subtype\s*/(?:Image|XML|Type1C|CIDFontType0C|OpenType)|/Length1\b|/Type\s*/(?:Metadata|XRef)"
)
_DICTIONARY = 4_000
"""How far (bytes) before its stream an object may begin."""
_PREFIX = 1 << 20
"""How far (bytes) into a file its header is looked for; pdfium itself looks through the first thousand."""
_LARGEST = 64 << 20
"""Bytes that one page's drawing may unpack to before it is taken for an attack."""


class Damage(NamedTuple):
    """What does not unpack: 1-based pages that draw with it, and whether anything else of the document is hit."""

    pages: frozenset[int] = frozenset()
    elsewhere: bool = False


def trimmed(data: bytes) -> bytes:
    """The document from its header on: mail gateways and web servers put lines of their own before it."""
    at = data.find(b"%PDF-", 0, _PREFIX)
    return data[at:] if at > 0 else data


def damage_of(data: bytes, password: str | None) -> Damage:
    """The damage of a document that could be opened. An encrypted document is not looked into."""
    if b"/Encrypt" in data[-4096:] or re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", data):
        return Damage()
    broken = {number for number, whole in _streams(data) if not whole}
    if not broken:
        return Damage()
    pages, known = _pages_drawing_with(data, password, broken)
    return Damage(frozenset(pages), elsewhere=bool(broken - known))


def _streams(data: bytes) -> Iterator[tuple[int, bool]]:
    """(object number, whether it unpacks) of every packed stream that may hold drawing."""
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
        filters = _FILTER.search(dictionary)
        if filters is None or _NO_DRAWING.search(dictionary):
            continue
        names = re.findall(rb"/(\w+)", filters[1])
        if names and names[-1] in (b"FlateDecode", b"Fl"):
            yield int(begun[-1][1]), _unpacks(data[start:end], names[:-1])


def _unpacks(packed: bytes, before: list[bytes]) -> bool:
    try:
        for name in before:
            if name in (b"ASCII85Decode", b"A85"):
                packed = base64.a85decode(packed.strip().removesuffix(b"~>"), ignorechars=b" \t\n\r\v\x00")
            elif name in (b"ASCIIHexDecode", b"AHx"):
                packed = binascii.unhexlify(re.sub(rb"\s", b"", packed).removesuffix(b">"))
            else:
                return True  # another packing: not looked into
        unpacker = zlib.decompressobj()
        unpacker.decompress(packed, _LARGEST)
        if unpacker.eof or unpacker.unconsumed_tail:
            return True
        # Some writers leave the checksum out: the packed data itself must still come to its end.
        bare = zlib.decompressobj(-15)
        bare.decompress(packed[2:], _LARGEST)
    except (zlib.error, ValueError, binascii.Error):
        return False
    return bare.eof


def _pages_drawing_with(data: bytes, password: str | None, broken: set[int]) -> tuple[set[int], set[int]]:
    """Pages that draw with these objects, and the objects that were found there."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.psexceptions import PSException

    pages: set[int] = set()
    known: set[int] = set()
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)), password or "")
        for number, page in enumerate(PDFPage.create_pages(document), start=1):
            drawn = set(_references(page.attrs.get("Contents"), 0)) | set(_forms(page.resources, 0))
            if drawn & broken:
                pages.add(number)
                known |= drawn & broken
    except (PDFException, PSException, KeyError, TypeError, ValueError, RecursionError):
        return pages, known
    return pages, known


def hollow_pages(data: bytes, password: str | None, blank: Collection[int]) -> frozenset[int]:
    """Those of the (1-based) blank pages that name a drawing which is not there: lost, not blank."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFStream, resolve1
    from pdfminer.psexceptions import PSException

    found: set[int] = set()
    if not blank:
        return frozenset()
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)), password or "")
        for number, page in enumerate(PDFPage.create_pages(document), start=1):
            if number not in blank or "Contents" not in page.attrs:
                continue
            drawing = resolve1(page.attrs["Contents"])
            parts = [resolve1(part) for part in drawing] if isinstance(drawing, list) else [drawing]
            if not all(isinstance(part, PDFStream) for part in parts):
                found.add(number)
    except (PDFException, PSException, KeyError, TypeError, ValueError, RecursionError):
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
