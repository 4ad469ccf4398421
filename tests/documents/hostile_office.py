# ruff: noqa: E501 - XML is read best in one line
"""Archives, Office files, pages and texts made to harm a reader. Small on disk or made when asked for."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import xlwt

from tests.documents.package import sheet, word, zipped

MIB = 1024 * 1024
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
NETWORK = (
    '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY a SYSTEM "http://127.0.0.1:9/">]>'
)


def paragraph(text: str) -> str:
    """A paragraph of Word."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def inline(reference: str, text: str) -> str:
    """A cell of Excel with its text in it."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def nest_of_archives(depth: int, each: int = 1) -> bytes:
    """Archives in archives, ``each`` in every one."""
    data = zipped({"甲.txt": b"x"})
    for _ in range(depth):
        data = zipped({f"{n}.zip": data for n in range(each)})
    return data


def overlapping(members: int, unpacked: int) -> bytes:
    """An archive whose directory names one packed body again and again."""
    # Every other block is noise, so that each member by itself expands within reason.
    noise = zlib.compress(bytes(n * 7919 % 251 for n in range(997)))
    body = (noise + bytes(64 * 1024)) * (unpacked // (64 * 1024 + len(noise)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("0.txt", body)
    data = out.getvalue()
    start = data.index(b"PK\x01\x02")
    entry, end = data[start : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    directory = entry * members
    count = members & 0xFFFF
    return data[:start] + directory + end[:8] + struct.pack("<HHI", count, count, len(directory)) + end[16:]


def crowded_directory(entries: int) -> bytes:
    """A directory of so many empty members, the header of an archive before it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("0", b"")
    data = out.getvalue()
    start, stop = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    directory = data[start:stop] * entries
    count = entries & 0xFFFF
    return data[:start] + directory + data[stop : stop + 8] + struct.pack("<HHII", count, count, len(directory), start) + b"\0\0"  # fmt: skip


def zip_bomb(size: int) -> bytes:
    """One member of so many zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target, target.open("甲.txt", "w") as member:
        for _ in range(size // MIB):
            member.write(bytes(MIB))
    return out.getvalue()


def package_of_elements(count: int) -> bytes:
    """A Word file of so many empty paragraphs, stored so that its packing is no tell."""
    return stored(word("<w:p/>" * count))


def stored(package: bytes) -> bytes:
    """The same package without packing."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return zipped({name: source.read(name) for name in source.namelist()}, compression=zipfile.ZIP_STORED)


def rows_of_sheet(rows: int, columns: int = 1) -> bytes:
    """A sheet of so many rows, each of so many numbers."""
    row = "".join("<c><v>1</v></c>" for _ in range(columns))
    return stored(sheet("".join(f"<row>{row}</row>" for _ in range(rows))))


def shared_text(cells: int, characters: int) -> bytes:
    """A sheet whose cells all show one long text that stands in the file once."""
    package = sheet("".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, cells + 1)))
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        parts: dict[str, str | bytes] = {name: source.read(name) for name in source.namelist()}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = bytes(types).replace(  # type: ignore[arg-type]
        b"</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}"><si><t>{"甲" * characters}</t></si></sst>'
    return zipped(parts)


def numbered_at_length(paragraphs: int, characters: int) -> bytes:
    """A list whose every item is numbered with a very long text."""
    numbering = (
        "<w:numbering><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        f"<w:numFmt w:val='decimal'/><w:lvlText w:val='{'甲%1' * (characters // 3)}'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    )
    item = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
    return word(item * paragraphs, numbering=numbering)


def format_of_numbers(characters: int, cells: int) -> bytes:
    """Numbers shown in a format of so many characters."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"><v>{n}.5</v></c></row>' for n in range(1, cells + 1))
    return sheet(rows, formats={200: "0&quot;甲&quot;" * (characters // 4)}, styles=(0, 200))


def spans_of_page(rows: int) -> bytes:
    """A page whose every cell spans a thousand columns and two rows."""
    return ("<table>" + ("<tr>" + "<td colspan=1000 rowspan=2>" * 8) * rows + "甲</table>").encode()


def tables_of_page(count: int, depth: int) -> bytes:
    """Pages of layout tables in layout tables."""
    return (("<table><tr><td>甲<td>乙<td>" * depth + "</table>" * depth) * count).encode()


def old_sheet(rows: int, columns: int) -> bytes:
    """An old workbook of so many short numbers."""
    book = xlwt.Workbook()
    worksheet = book.add_sheet("甲")
    for row in range(rows):
        for column in range(columns):
            worksheet.write(row, column, 1)
        if row % 1000 == 999:
            worksheet.flush_row_data()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def old_sheet_of_blanks(rows: int) -> bytes:
    """A bare stream of old Excel: rows of blank cells, 256 of them in two bytes each."""
    blank = struct.pack("<HH", 0x00BE, 4 + 2 * 256 + 2)
    body = b"".join(blank + struct.pack("<HH", row, 0) + bytes(512) + struct.pack("<H", 255) for row in range(rows))
    start = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0010, 0, 0, 0, 0)
    return b"\x09\x08\x10\x00\x00\x06\x10\x00" + bytes(12) + body + start + struct.pack("<HH", 0x0A, 0)


def attributes_of_page(count: int) -> bytes:
    """One element of so many attributes, each of its own name."""
    return ("<table><tr><td " + " ".join(f"a{n}" for n in range(count)) + ">甲<td>乙</table>").encode()


def old_noise(size: int) -> bytes:
    """A stream that begins as old Excel and goes on as noise."""
    return b"\x09\x08\x10\x00\x00\x06\x05\x00" + random.Random(1).randbytes(size)
