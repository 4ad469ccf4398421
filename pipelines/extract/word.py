"""Word documents (.docx, .docm): paragraphs and tables as they print, in reading order.

The parts are read as XML and matched by local names, so that strict and transitional files, and those of WPS that name
parts that are not there, all read alike. Deleted and hidden text is not on the printed page and is not read as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipelines.extract import limits
from pipelines.extract.grid import Pages, Place, too_large
from pipelines.extract.ooxml import attribute, child, local_name, whole_number
from pipelines.extract.package import Package
from pipelines.extract.symbols import character_of
from pipelines.extract.word_numbering import Numbering
from pipelines.model.cells import Content, RefusedDocumentError

_NOT_PRINTED = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "rt",
        "rPr",
        "pPr",
        "sdtPr",
        "sdtEndPr",
        "annotationRef",
        "footnoteReference",
        "endnoteReference",
        "softHyphen",
        "lastRenderedPageBreak",
    }
)
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011"}
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class _Text:
    """The text of one paragraph or cell while it is read, and what is found inside it."""

    parts: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    tables: list[etree._Element] = field(default_factory=list)

    def printed(self) -> str:
        return "".join(self.parts)


def read_docx(data: bytes) -> Content:
    """Read a Word document: tables as GRID blocks, other text as PROSE, one cell a paragraph, in reading order.

    A cell keeps its own text, its paragraphs parted by line breaks; a table inside it, or a text box, follows as blocks
    of their own. Running headers, footers, footnotes and hidden text are furniture.

    Raises:
        RefusedDocumentError: damaged, encrypted, or beyond the bounds.
    """
    package = Package(data)
    main = _main_part(package)
    root = package.tree(main)
    body = None if root is None else next((e for e in root if local_name(e) == "body"), None)
    if body is None:
        raise RefusedDocumentError(
            "document_damaged", "Word 文件里没有正文部分。请用 Word 或 WPS 打开后另存为 .docx 再放入。"
        )
    related = package.related(main)
    reader = _Reader(_hidden_styles(package, related), Numbering.of(package, related))
    reader.flow(body, 0)
    reader.pages.end_text()
    for kind, reason in (("header", "running_header"), ("footer", "running_footer")):
        for part in dict.fromkeys(target for what, target in related.values() if what == kind):
            reader.aside(package.tree(part), reason)
    for kind in ("footnotes", "endnotes"):
        for part in dict.fromkeys(target for what, target in related.values() if what == kind):
            reader.aside(package.tree(part), "footnote")
    if reader.hidden:
        reader.pages.note("text_is_visible", f"文中有 {reader.hidden} 处隐藏文字，打印时不出现，没有当作表格内容读取。")
    return package.with_words(reader.pages.content())


def _main_part(package: Package) -> str:
    for kind, target in package.related("").values():
        if kind == "officeDocument" and package.part(target) is not None:
            return target
    return "word/document.xml"


def _hidden_styles(package: Package, related: dict[str, tuple[str, str]]) -> frozenset[str]:
    """Ids of styles whose text is hidden."""
    target = next((part for kind, part in related.values() if kind == "styles"), None)
    root = None if target is None else package.tree(target)
    if root is None:
        return frozenset()
    hidden = set()
    for style in root:
        if local_name(style) == "style":
            properties = child(style, "rPr")
            if properties is not None and _is_on(child(properties, "vanish")):
                hidden.add(attribute(style, "styleId"))
    return frozenset(hidden - {""})


class _Reader:
    """Walks one document. Holds what was collected and what styles and lists say."""

    def __init__(self, hidden_styles: frozenset[str], numbering: Numbering) -> None:
        self.pages = Pages()
        self.hidden = 0
        self._hidden_styles = hidden_styles
        self._numbering = numbering

    def flow(self, container: etree._Element, depth: int) -> None:
        """Paragraphs and tables of a body, a text box or a cell of a layout table, in reading order."""
        _bounded(depth)
        for element in _blocks(container):
            if local_name(element) == "tbl":
                self._table(element, depth)
            else:
                text = _Text()
                self._paragraph(element, text)
                self.pages.add_text(text.printed())
                self._finish(text, depth)

    def aside(self, root: etree._Element | None, reason: str) -> None:
        """All text of a header, footer or footnote part as furniture."""
        if root is None:
            return
        for paragraph in root.iter("{*}p"):
            if local_name(paragraph) == "p" and "wordprocessingml" in str(paragraph.tag):
                text = _Text()
                self._paragraph(paragraph, text)
                self.pages.add_aside(text.printed().replace("\n", " "), reason)

    def _finish(self, text: _Text, depth: int) -> None:
        """What was found inside a paragraph or cell and stands on its own: boxes, nested tables, hidden text."""
        for hidden in text.hidden:
            self.hidden += 1
            self.pages.add_aside(hidden.replace("\n", " "), "hidden_text")
        for table in text.tables:
            self._table(table, depth + 1)
        for box in text.boxes:
            self.pages.end_text()
            self.flow(box, depth + 1)
            self.pages.end_text()

    def _table(self, table: etree._Element, depth: int) -> None:
        _bounded(depth)
        rows = [row for row in _unwrapped(table, "tr") if not _is_deleted(row)]
        cells = [list(_unwrapped(row, "tc")) for row in rows]
        if sum(map(len, cells)) == 1:
            # A table of one cell is a frame drawn around other content.
            self.flow(cells[0][0], depth + 1)
            return
        texts: list[_Text] = []
        places = list(self._places(rows, cells, texts))
        self.pages.add_table(places)
        for text in texts:
            self._finish(text, depth)

    def _places(
        self, rows: list[etree._Element], cells: list[list[etree._Element]], texts: list[_Text]
    ) -> Iterator[Place]:
        """The cells of a table, merged ones once. A vertical merge goes on while the same columns say "continue"."""
        open_merges: dict[int, int] = {}
        merged: list[Place] = []
        for number, (row, row_cells) in enumerate(zip(rows, cells, strict=True), start=1):
            column = 1 + whole_number(attribute(child(child(row, "trPr"), "gridBefore")), 0)
            still_open: dict[int, int] = {}
            place_before: int | None = None
            for cell in row_cells:
                properties = child(cell, "tcPr")
                if child(properties, "cellDel") is not None:
                    continue
                span = max(1, min(whole_number(attribute(child(properties, "gridSpan")), 1), limits.COLUMNS))
                across = child(properties, "hMerge")
                if across is not None and attribute(across) != "restart" and place_before is not None:
                    merged[place_before] = merged[place_before]._replace(
                        column_span=merged[place_before].column_span + span
                    )
                    column += span
                    continue
                down = child(properties, "vMerge")
                continues = down is not None and attribute(down) in {"", "continue"}
                if continues and column in open_merges:
                    place_before = still_open[column] = open_merges[column]
                    merged[place_before] = merged[place_before]._replace(row_span=number - merged[place_before].row + 1)
                    hidden_below = self._cell(cell)
                    if hidden_below.printed().strip():
                        # Text left in a covered cell is not on the page, but stands in the file.
                        self.pages.add_aside(hidden_below.printed().replace("\n", " "), "covered_by_merge")
                else:
                    text = self._cell(cell)
                    texts.append(text)
                    place_before = len(merged)
                    merged.append(Place(text.printed(), number, column, 1, span))
                    if down is not None:
                        still_open[column] = place_before
                column += span
            open_merges = still_open
        yield from merged

    def _cell(self, cell: etree._Element) -> _Text:
        text = _Text()
        first = True
        for element in _blocks(cell):
            if local_name(element) == "tbl":
                text.tables.append(element)
                continue
            if not first:
                text.parts.append("\n")
            first = False
            self._paragraph(element, text)
        # Empty paragraphs at both ends (Word demands one after a nested table) print nothing.
        text.parts = [text.printed().strip("\n")]
        return text

    def _paragraph(self, paragraph: etree._Element, text: _Text) -> None:
        properties = child(paragraph, "pPr")
        style = attribute(child(properties, "pStyle"))
        text.parts.append(self._numbering.label(properties, style))
        self._runs(paragraph, text, hidden=style in self._hidden_styles)

    def _runs(
        self, container: etree._Element, text: _Text, *, hidden: bool, font: str = "", raised: bool = False
    ) -> None:
        for element in container:
            name = local_name(element)
            if name in _NOT_PRINTED or not name:
                continue
            if name == "r":
                properties = child(element, "rPr")
                style = attribute(child(properties, "rStyle"))
                vanish = child(properties, "vanish")
                self._runs(
                    element,
                    text,
                    hidden=_is_on(vanish) if vanish is not None else hidden or style in self._hidden_styles,
                    font=_font(properties),
                    raised=attribute(child(properties, "vertAlign")) == "superscript",
                )
            elif name == "t":
                printed = "".join(character_of(font, c) for c in element.text or "")
                if raised:
                    printed = printed.translate(_SUPERSCRIPTS)
                (text.hidden if hidden else text.parts).append(printed)
            elif name == "sym":
                code = attribute(element, "char")
                if code:
                    (text.hidden if hidden else text.parts).append(_symbol(attribute(element, "font"), code))
            elif name in _BREAKS:
                if not hidden:
                    text.parts.append(_BREAKS[name])
            elif name == "AlternateContent":
                chosen = child(element, "Choice")
                chosen = child(element, "Fallback") if chosen is None else chosen
                if chosen is not None:
                    self._runs(chosen, text, hidden=hidden, font=font, raised=raised)
            elif name == "txbxContent":
                if not hidden:
                    text.boxes.append(element)
            else:
                self._runs(element, text, hidden=hidden, font=font, raised=raised)


def _symbol(font: str, code: str) -> str:
    try:
        point = int(code, 16)
        return character_of(font, chr(point))
    except (ValueError, OverflowError):
        return ""


def _font(properties: etree._Element | None) -> str:
    fonts = child(properties, "rFonts")
    return (
        ""
        if fonts is None
        else (attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or attribute(fonts, "eastAsia"))
    )


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables of a container, through content controls and tracked insertions."""
    for element in container:
        name = local_name(element)
        if name in {"p", "tbl"}:
            yield element
        elif name in {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}:
            yield from _blocks(element)
        elif name == "AlternateContent":
            chosen = child(element, "Choice")
            chosen = child(element, "Fallback") if chosen is None else chosen
            if chosen is not None:
                yield from _blocks(chosen)


def _unwrapped(container: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows of a table, or cells of a row, through content controls."""
    for element in container:
        name = local_name(element)
        if name == wanted:
            yield element
        elif name in {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}:
            yield from _unwrapped(element, wanted)


def _is_deleted(row: etree._Element) -> bool:
    return child(child(row, "trPr"), "del") is not None


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and attribute(switch).lower() not in _OFF


def _bounded(depth: int) -> None:
    if depth > limits.NESTING:
        raise too_large(f"表格套表格超过 {limits.NESTING} 层")
