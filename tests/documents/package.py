"""Office packages made by hand: a part says exactly what a test wants it to say."""

# ruff: noqa: E501 - XML is read best in one line
from __future__ import annotations

import io
import zipfile

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD_HEAD = (
    f'<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
)


def zipped(parts: dict[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


_STRICT = (
    (WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (SHEET, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (_OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
)


def _strict(parts: dict[str, str | bytes]) -> dict[str, str | bytes]:
    """The same parts in the namespaces of strict Open XML."""
    out: dict[str, str | bytes] = {}
    for name, content in parts.items():
        for transitional, strict in _STRICT:
            content = content.replace(transitional, strict) if isinstance(content, str) else content
        out[name] = content
    return out


def word(body: str, *, prologue: str = "", transitional: bool = True, **parts: str) -> bytes:
    """A Word file with this body. ``parts`` are other parts by their type: styles, numbering, header, footnotes…"""
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(parts, start=1)
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES.format(""),
        "_rels/.rels": _RELATIONSHIPS.format(
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"{prologue}{_WORD_HEAD}<w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _RELATIONSHIPS.format(listed),
        **{
            f"word/{kind}.xml": content.replace(f"<w:{kind}", f'<w:{kind} xmlns:w="{WORD}"', 1)
            for kind, content in parts.items()
        },
    }
    return zipped(made if transitional else _strict(made))


def sheet(
    data: str, *, after: str = "", before: str = "", formats: dict[int, str] | None = None, styles: tuple[int, ...] = (0,),
    workbook: str = "", prologue: str = "", transitional: bool = True,
) -> bytes:  # fmt: skip
    """A workbook of one sheet whose ``sheetData`` holds this. ``styles`` are number format ids by style index."""
    listed = "".join(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in (formats or {}).items())
    cells = "".join(f'<xf numFmtId="{n}"/>' for n in styles)
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES.format(
            f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{main}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{main}.styles+xml"/>'
        ),
        "_rels/.rels": _RELATIONSHIPS.format(
            f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{_OFFICE}">{workbook}<sheets>'
        '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELATIONSHIPS.format(
            f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        ),
        "xl/worksheets/sheet1.xml": f'{prologue}<worksheet xmlns="{SHEET}">{before}<sheetData>{data}</sheetData>{after}'
        "</worksheet>",
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><numFmts>{listed}</numFmts>'
        f"<fonts><font><color rgb='#12'/></font></fonts><cellXfs>{cells}</cellXfs></styleSheet>",
    }
    return zipped(made if transitional else _strict(made))
