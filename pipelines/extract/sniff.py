"""What a file is, found from its content. The name is only asked where contents look alike (text, CSV)."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from enum import StrEnum
from pathlib import PurePosixPath

from pipelines.extract.charset import byte_order_mark, unmarked_utf16
from pipelines.extract.zip_directory import BROKEN_ZIP, is_crowded


class Medium(StrEnum):
    """Sorts of files that arrive; the value is the media type of the contract."""

    TEXT = "text/plain"
    CSV = "text/csv"
    HTML = "text/html"
    MHTML = "multipart/related"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    ZIP = "application/zip"
    # from here on: refused by name
    ENCRYPTED_OFFICE = "application/x-ole-encrypted-package"
    XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
    DOC = "application/msword"
    PPT = "application/vnd.ms-powerpoint"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    OLE = "application/x-ole-storage"
    RTF = "application/rtf"
    OFD = "application/ofd"
    ODF = "application/vnd.oasis.opendocument"
    OFFICE_XML = "application/xml"
    IMAGE = "image/*"
    RAR = "application/vnd.rar"
    SEVEN_ZIP = "application/x-7z-compressed"
    GZIP = "application/gzip"
    TAR = "application/x-tar"
    BINARY = "application/octet-stream"


_HEAD = 64 * 1024
_PDF_HEADER = re.compile(rb"%PDF-\d\.\d")
"""Looked for in the whole head: mail gateways put their own lines before it."""
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_SIGNATURES = (
    (b"{\\rtf", Medium.RTF),
    (b"Rar!\x1a\x07", Medium.RAR),
    (b"7z\xbc\xaf\x27\x1c", Medium.SEVEN_ZIP),
    (b"\x1f\x8b", Medium.GZIP),
    (b"BZh", Medium.GZIP),
    (b"\xfd7zXZ\x00", Medium.GZIP),
    (b"\x89PNG\r\n\x1a\n", Medium.IMAGE),
    (b"\xff\xd8\xff", Medium.IMAGE),
    (b"GIF87a", Medium.IMAGE),
    (b"GIF89a", Medium.IMAGE),
    (b"II*\x00", Medium.IMAGE),
    (b"MM\x00*", Medium.IMAGE),
)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|table|tbody|tr|td|div|p|span|meta|title|style|script|h[1-6]|font|center|br|ul|section|article)\b",
    re.IGNORECASE,
)
_MARKUP_FIRST = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<", re.DOTALL)
_TABLE = re.compile(r"<table\b.*?<t[dh]\b", re.IGNORECASE | re.DOTALL)
_MIME = re.compile(rb"\A(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?mime-version:", re.IGNORECASE)
_QUOTED = re.compile(r'(?<![^,\r\n])"(?:[^"]++|"")*+"(?![^,\r\n])')
_PROBE = 16 * 1024
"""Characters looked at to tell a table with commas from a text."""
_PROBED_LINES = 200
_FEWEST_RECORDS = 4
_SHORT = 20
"""A field this short is no sentence."""
_SHEET_EXTENSIONS = frozenset({".csv", ".tsv", ".xls", ".xlsx", ".et"})


def sniff(data: bytes, name: str) -> Medium:
    """The sort of file that the bytes are.

    ``name`` decides only between text and CSV where they look alike, and may be anything at all. Never raises; what
    nothing fits is TEXT when it has the look of characters, else BINARY.

    >>> sniff(b"%PDF-1.7 ...", "表.docx").value
    'application/pdf'
    >>> sniff("项目名称,居家养老\\n".encode(), "表.csv").value
    'text/csv'
    """
    return signed(data) or _characters(data[:_HEAD], name)


def signed(data: bytes) -> Medium | None:
    """The sort of file that says so itself at its beginning; None for texts, CSV and markup, which say nothing.

    >>> signed(b"%PDF-1.7 ...").value
    'application/pdf'
    >>> signed("项目名称".encode()) is None
    True
    """
    head = data[:_HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package(data)
    if head.startswith(_OLE):
        return _ole(data)
    for signature, medium in _SIGNATURES:
        if head.startswith(signature):
            return medium
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return Medium.IMAGE
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Medium.IMAGE
    if head[257:262] == b"ustar":
        return Medium.TAR
    if _PDF_HEADER.search(head) and not head.lstrip().startswith(b"<"):
        return Medium.PDF
    if (
        head[:1] == b"\x09"
        and head[1:2] in b"\x00\x02\x04\x08"
        and head[2:4] in (b"\x04\x00", b"\x06\x00", b"\x08\x00", b"\x10\x00")
    ):
        return Medium.XLS
    return None


def _characters(head: bytes, name: str) -> Medium:
    """Text, CSV, markup or none of them."""
    encoding = byte_order_mark(head) or unmarked_utf16(head)
    text = head.decode(encoding or "utf-8", "ignore").lstrip("\ufeff")
    if encoding is None and _share_of_controls(head) > 0.05:
        return Medium.BINARY
    if _MIME.match(head) and b"multipart/related" in head[:8192].lower():
        return Medium.MHTML
    extension = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if _MARKUP_FIRST.match(text):
        if "urn:schemas-microsoft-com:office:spreadsheet" in text[:4096] and "<Workbook" in text:
            return Medium.OFFICE_XML
        if "<w:wordDocument" in text or "<pkg:package" in text:
            return Medium.OFFICE_XML
        if _HTML.search(text):
            return Medium.HTML
    if _TABLE.search(text) or (extension in {".html", ".htm", ".shtml", ".xhtml"} and _HTML.search(text)):
        return Medium.HTML
    if extension in _SHEET_EXTENSIONS or is_surely_delimited(text):
        return Medium.CSV
    return Medium.TEXT


def is_surely_delimited(text: str) -> bool:
    """True for the beginning of a text that can only be a table with commas, under whatever name.

    Either nearly every line has the same three or more fields, and some are blank, quoted, or all are short; or most
    lines have fields and several are quoted because a comma, a quote or a line end stands in them. A form printed as
    text has commas in its sentences, which part its lines unevenly. Tabs and bars are for the text reader.

    >>> is_surely_delimited('项目名称,养老,,\\n一级,二级,三级,值\\n产出,数量,人数,"1,200人"\\n产出,质量,合格率,95%\\n')
    True
    >>> is_surely_delimited("为提高效率,改善环境,保障安全\\n项目名称\\n街道经费\\n数量指标\\n≥5,次\\n")
    False
    """
    lines = text[:_PROBE].splitlines(keepends=True)[:_PROBED_LINES]
    if sum("\t" in line or " | " in line for line in lines) * 20 > len(lines):
        return False
    try:
        records = [fields for fields in csv.reader(lines) if any(field.strip() for field in fields)]
    except csv.Error:
        return False
    if len(text) > _PROBE or len(lines) == _PROBED_LINES:
        records = records[:-1]  # it may be cut
    if len(records) < _FEWEST_RECORDS:
        return False
    widths = Counter(map(len, records))
    width, times = widths.most_common(1)[0]
    quoted = sum(any(c in field[0] for c in ",\n\r") or '""' in field[0] for field in _QUOTED.finditer("".join(lines)))
    if width > 2 and times * 10 >= len(records) * 9:
        blank = sum(any(not field.strip() for field in fields) for fields in records)
        short = all(len(field) <= _SHORT for fields in records for field in fields)
        sentences = sum(fields[-1].rstrip().endswith(("。", "；", ";", "！", "：", ":")) for fields in records)
        return quoted > 0 or blank * 5 >= len(records) or (short and sentences * 10 <= len(records))
    parted = len(records) - widths[1]
    return quoted > 2 and parted * 5 >= len(records) * 4


def _share_of_controls(head: bytes) -> float:
    """Share of control bytes that no text has; UTF-16 must have been ruled out before."""
    allowed = b"\t\n\r\f\v\x1a\x1b\x08"
    controls = sum(head.count(bytes([byte])) for byte in range(32) if byte not in allowed)
    return controls / max(1, len(head))


def _package(data: bytes) -> Medium:
    """Which zip package it is, by its member names; a damaged directory is judged by the names in the raw bytes."""
    try:
        if is_crowded(data):
            raise zipfile.BadZipFile
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except BROKEN_ZIP:
        names = re.findall(r"(?:word|xl|ppt)/[\w.]+|OFD\.xml", data[:_HEAD].decode("latin-1"))
    known = set(names)
    if "EncryptedPackage" in known:
        return Medium.ENCRYPTED_OFFICE
    if "OFD.xml" in known:
        return Medium.OFD
    if "META-INF/manifest.xml" in known and "content.xml" in known:
        return Medium.ODF
    if "[Content_Types].xml" in known or any(n.startswith(("word/", "xl/", "ppt/")) for n in names):
        if "xl/workbook.bin" in known:
            return Medium.XLSB
        for folder, medium in (("word/", Medium.DOCX), ("xl/", Medium.XLSX), ("ppt/", Medium.PPTX)):
            if any(n.startswith(folder) for n in names):
                return medium
    return Medium.ZIP


def _ole(data: bytes) -> Medium:
    """Which Office program wrote an OLE file, by the streams in its directory."""
    for stream, medium in (
        ("EncryptedPackage", Medium.ENCRYPTED_OFFICE),
        ("Workbook", Medium.XLS),
        ("Book", Medium.XLS),
        ("WordDocument", Medium.DOC),
        ("PowerPoint Document", Medium.PPT),
    ):
        if _has_stream(data, stream):
            return medium
    return Medium.OLE


def _has_stream(data: bytes, stream: str) -> bool:
    """True when a directory entry of that name stands in the file: 128 bytes, aligned, its name's length after it."""
    name = stream.encode("utf-16-le") + b"\x00\x00"
    at = data.find(name)
    while at != -1:
        if at % 128 == 0 and int.from_bytes(data[at + 64 : at + 66], "little") == len(name):
            return True
        at = data.find(name, at + 1)
    return False
