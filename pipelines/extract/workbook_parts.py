"""The parts of an .xlsx that openpyxl's streaming reader does not tell: merged areas, what is hidden, missing results.

Also hands openpyxl a package it can read: only the parts with cells, and styles reduced to number formats. Styles of
other writers (WPS, report servers) often break its strict checks, and the formats that Chinese Excel has built in
(``m"月"d"日"`` is number 58) are unknown to it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.sax.saxutils import quoteattr

from lxml import etree

from pipelines.extract import limits
from pipelines.extract.grid import too_large
from pipelines.extract.number_format import LOCALE_FORMATS
from pipelines.extract.ooxml import attribute, child, local_name
from pipelines.extract.package import Package
from pipelines.model.cells import RefusedDocumentError

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", _MAIN.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LAST_ROW: Final = 1_048_576
_NEEDED: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:_rels/)?workbook[^/]*|xl/sharedStrings\.xml|xl/worksheets/[^/]*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class SheetShape:
    """What a sheet's XML says beside the values. Areas are (first row, first column, last row, last column) from 1."""

    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    without_result: dict[tuple[int, int], str] = field(default_factory=dict)

    def hidden_column_numbers(self, places: Iterable[tuple[int, int]]) -> set[int]:
        """Hidden columns up to the last used one."""
        last = max((column for _, column in places), default=0)
        return {c for first, end in self.hidden_columns for c in range(first, min(end, last) + 1)}


class SheetSource(NamedTuple):
    """One worksheet of a workbook, in the order of its tabs."""

    name: str
    hidden: bool
    shape: SheetShape


def sheet_sources(package: Package) -> list[SheetSource]:
    """The worksheets of a workbook with their shapes; sheets of charts are left out.

    Raises:
        RefusedDocumentError: damaged or beyond the bounds.
    """
    main = next((t for kind, t in package.related("").values() if kind == "officeDocument"), "xl/workbook.xml")
    root = package.tree(main)
    if root is None:
        return []
    related = package.related(main)
    recalculated = attribute(child(root, "calcPr"), "fullCalcOnLoad") in {"1", "true"}
    sources = []
    listed = child(root, "sheets")
    for sheet in listed if listed is not None else ():
        kind, part = related.get(_relationship(sheet), ("", ""))
        raw = package.part(part) if kind == "worksheet" else None
        if raw is not None:
            hidden = attribute(sheet, "state") in {"hidden", "veryHidden"}
            sources.append(SheetSource(attribute(sheet, "name"), hidden, _shape(raw, recalculated=recalculated)))
    return sources


def _relationship(sheet: etree._Element) -> str:
    return next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")


def _shape(raw: bytes, *, recalculated: bool) -> SheetShape:
    """Stream through a sheet's XML; the tree is thrown away row by row."""
    shape = SheetShape()
    row_number = column_number = 0
    covered = padded = rows = 0
    try:
        for event, element in etree.iterparse(
            io.BytesIO(raw),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            name = local_name(element)
            if event == "start":
                if name == "row":
                    stated = element.get("r")
                    row_number = int(stated) if stated else row_number + 1
                    column_number = 0
                    if element.get("hidden") in {"1", "true"}:
                        shape.hidden_rows.add(row_number)
                    if row_number > _LAST_ROW:
                        raise ValueError(row_number)
                elif name == "col" and element.get("hidden") in {"1", "true"}:
                    first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                    shape.hidden_columns.append((first, min(last, limits.COLUMNS)))
            elif name == "c":
                address = _ADDRESS.fullmatch(element.get("r") or "")
                column_number = _column(address[1]) if address else column_number + 1
                _note_cell(shape, element, (row_number, column_number), recalculated=recalculated)
            elif name == "mergeCell":
                area = _area(element.get("ref") or "")
                covered += (area[2] - area[0] + 1) * (area[3] - area[1] + 1)
                if area[:2] != area[2:]:
                    shape.merges.append(area)
            elif name == "row":
                element.clear()
                padded += column_number
                rows += column_number > 0
                if rows > limits.ROWS:
                    raise too_large(f"工作表超过 {limits.ROWS} 行")
    except etree.XMLSyntaxError as error:
        raise _damaged() if "huge" not in str(error).lower() else too_large("单元格里的文字超长") from error
    except (ValueError, TypeError) as error:
        raise _damaged() from error
    if covered > limits.MERGED_PLACES:
        raise too_large("合并单元格覆盖的范围太大")
    if padded > limits.PADDED_PLACES:
        raise too_large("工作表的行太多、太宽")
    return shape


def _note_cell(shape: SheetShape, cell: etree._Element, place: tuple[int, int], *, recalculated: bool) -> None:
    """Count a cell that holds something; remember a formula whose result is not in the file."""
    formula, value, inline = child(cell, "f"), child(cell, "v"), child(cell, "is")
    has_value = value is not None and bool(value.text)
    if not has_value and inline is None and formula is None:
        return
    shape.cells += 1
    if shape.cells > limits.CELLS:
        raise too_large(f"工作表里有内容的单元格超过 {limits.CELLS} 个")
    shape.last_row = max(shape.last_row, place[0])
    shape.last_column = max(shape.last_column, place[1])
    # Writers that do not calculate leave the result out, or write 0 and ask Excel to calculate when it opens the file.
    unknown = not has_value and cell.get("t") != "str"
    placeholder = recalculated and value is not None and value.text == "0"
    if formula is not None and (unknown or placeholder):
        shape.without_result[place] = "=" + (formula.text or "")


def _area(reference: str) -> tuple[int, int, int, int]:
    """``A1:C2`` as (first row, first column, last row, last column). Raises ValueError for anything else."""
    first, _, last = reference.replace("$", "").partition(":")
    corners = [_ADDRESS.fullmatch(corner) for corner in (first, last or first)]
    if corners[0] is None or corners[1] is None:
        raise ValueError(reference)
    rows = sorted(int(corner[2]) for corner in corners if corner)
    columns = sorted(_column(corner[1]) for corner in corners if corner)
    return rows[0], columns[0], rows[-1], columns[-1]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def for_openpyxl(package: Package) -> io.BytesIO:
    """The same workbook as openpyxl reads it best: cells, shared strings, number formats; nothing else."""
    prepared = io.BytesIO()
    with zipfile.ZipFile(prepared, "w", zipfile.ZIP_STORED) as target:
        for name in package.names():
            if name.lower() == "xl/styles.xml":
                target.writestr(name, _number_formats_only(package.tree(name)))
            elif _NEEDED.fullmatch(name):
                content = package.part(name) or b""
                for strict, transitional in _STRICT:
                    content = content.replace(strict, transitional)
                target.writestr(name, content)
    prepared.seek(0)
    return prepared


def _number_formats_only(root: etree._Element | None) -> bytes:
    formats = dict(LOCALE_FORMATS)
    used: list[int] = []
    for element in root if root is not None else ():
        if local_name(element) == "numFmts":
            for stated in element:
                number = attribute(stated, "numFmtId")
                if number.isdecimal():
                    formats[int(number)] = attribute(stated, "formatCode")
        elif local_name(element) == "cellXfs":
            numbers = [attribute(xf, "numFmtId") for xf in element if local_name(xf) == "xf"]
            used = [int(n) if n.isdecimal() and len(n) < 7 else 0 for n in numbers]
    listed = "".join(f'<numFmt numFmtId="{n}" formatCode={quoteattr(code)}/>' for n, code in sorted(formats.items()))
    cells = "".join(f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for n in used or [0])
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="{_MAIN}">'
        f'<numFmts count="{len(formats)}">{listed}</numFmts>'
        '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
        '<borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{max(1, len(used))}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).encode()


def _damaged() -> RefusedDocumentError:
    return RefusedDocumentError(
        "document_damaged", "工作簿里的工作表残缺，读不出来。请用 Excel 或 WPS 打开后另存为 .xlsx 再放入。"
    )
