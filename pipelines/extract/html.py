"""Web pages (.html), also under names of Office, and single-file pages (.mht): tables with their spans."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipelines.extract import limits
from pipelines.extract.charset import DAMAGED_UTF8, byte_order_mark, decode
from pipelines.extract.grid import Pages, Place, too_large
from pipelines.model.cells import Content, RefusedDocumentError

_HEAD: Final = 8192
_META = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE
)
_COLLAPSED = re.compile(r"[ \t\n\r\f]+")
_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_NOT_PRINTED = frozenset(
    {
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "noframes",
        "iframe",
        "object",
        "svg",
        "rt",
        "rp",
        "title",
        "datalist",
    }
)
_OWN_LINE = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main",
        "nav", "ol", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_MOST_SPANNED_COLUMNS: Final = 1000
_MOST_SPANNED_ROWS: Final = 65534


def read_html(data: bytes) -> Content:
    """Read a web page: each data table a GRID block with its spans, other text PROSE, in reading order.

    Tables that only lay out the page are taken apart into what they hold. White space is collapsed as a browser does;
    a line break inside a cell is kept. Hidden text is furniture; scripts and styles are not text.

    Raises:
        RefusedDocumentError: no encoding fits, or the page is beyond the bounds.
    """
    pages = Pages()
    encoding = _read_page(data, None, pages)
    return pages.content(encoding)


def read_mhtml(data: bytes) -> Content:
    """Read a page saved with all its parts in one file: the text/html parts in their order.

    Raises:
        RefusedDocumentError: no page in it, or as :func:`read_html`.
    """
    pages = Pages()
    encoding = None
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                encoding = _read_page(payload, part.get_content_charset(), pages)
    if encoding is None:
        raise RefusedDocumentError("document_damaged", "单文件网页里没有正文。请用浏览器打开后另存为 .html 再放入。")
    return pages.content(encoding)


def _read_page(data: bytes, stated: str | None, pages: Pages) -> str:
    meta = _META.search(data[:_HEAD])
    in_page = (meta[1] or meta[2]).decode("ascii") if meta else None
    # A page that says utf-16 in bytes that could be searched for it is not UTF-16.
    if in_page and in_page.lower().startswith("utf-16"):
        in_page = None
    text, encoding = decode(data, stated or in_page)
    if in_page and not byte_order_mark(data) and encoding == "gb18030" and in_page.lower().startswith("utf"):
        pages.note("encoding_is_stated", f"网页声明的编码是 {in_page}，实际是 {encoding}；已按 {encoding} 读取。")
    if encoding == DAMAGED_UTF8:
        broken = text.count("\ufffd")
        pages.note("characters_are_whole", f"网页里有 {broken} 个字符的编码已损坏，显示为「\ufffd」，无法还原。")
    if text.count("<") - text.count("</") > limits.ELEMENTS or any(
        len(tag[0]) > limits.ATTRIBUTES and len(_QUOTED.sub("", tag[0]).split()) > limits.ATTRIBUTES
        for tag in _TAG.finditer(text)
    ):
        raise too_large(f"网页超过 {limits.ELEMENTS // 10_000} 万个标签，或一个标签超过 {limits.ATTRIBUTES} 个属性")
    # Control characters end the parsing of libxml2; they print nothing.
    text = text.translate(_CONTROLS)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedDocumentError("document_damaged", "网页内容残缺，读不出来。请重新保存网页后再放入。") from error
    for entry in parser.error_log:
        if "epth" in entry.message or "huge" in entry.message.lower() or entry.level_name == "FATAL":
            raise too_large("网页的标签嵌套太深，或一段文字超长")
    if root is not None:
        _Page(pages, _printed_sizes(root)).flow(root)
    return encoding


_CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32), 127))


@dataclass(slots=True)
class _Lines:
    """What an element prints, put together: white space collapses, breaks stay, tables keep their place."""

    parts: list[str | etree._Element] = field(default_factory=list)

    def add(self, text: str, *, raised: bool = False) -> None:
        """Inline text; runs of white space become one blank, raised digits their own characters."""
        self.parts.append(_COLLAPSED.sub(" ", text.translate(_SUPERSCRIPTS) if raised else text))

    def keep(self, text: str) -> None:
        """Preformatted text, as it is."""
        self.parts.append(text.replace("\r\n", "\n").replace("\r", "\n"))

    def end_line(self, *, always: bool = False) -> None:
        """A line ends here; unless it is a printed break (``always``), only where something stands on it."""
        if always or (self.parts and self.parts[-1] != "\n"):
            self.parts.append("\n")

    def tables(self) -> list[etree._Element]:
        """The tables on the way."""
        return [part for part in self.parts if not isinstance(part, str)]

    def printed(self) -> str:
        """The text without tables, white space at the ends of lines, and blank lines at both ends."""
        return _trimmed("".join(part if isinstance(part, str) else "\n" for part in self.parts))

    def runs(self) -> Iterator[str | etree._Element]:
        """Text and tables in reading order."""
        run: list[str] = []
        for part in self.parts:
            if isinstance(part, str):
                run.append(part)
            else:
                yield _trimmed("".join(run))
                yield part
                run = []
        yield _trimmed("".join(run))


def _trimmed(text: str) -> str:
    return "\n".join(_COLLAPSED.sub(" ", line).strip(" ") for line in text.split("\n")).strip("\n")


class _Page:
    """Walks one page."""

    def __init__(self, pages: Pages, sizes: Mapping[etree._Element, _Size]) -> None:
        self._pages = pages
        self._sizes = sizes

    def flow(self, element: etree._Element, depth: int = 0) -> None:
        """Text outside tables as running text; tables on the way become blocks."""
        lines = _Lines()
        self._contents(element, lines)
        for run in lines.runs():
            if isinstance(run, str):
                self._pages.add_text(run)
            else:
                self._table(run, depth + 1)

    def _inline(self, element: etree._Element, lines: _Lines, *, raised: bool) -> None:
        """Add what an element prints; a table is only noted at its place."""
        name = _name(element)
        if not name or name in _NOT_PRINTED:
            return
        if _is_hidden(element):
            self._aside(element)
        elif name == "table":
            lines.parts.append(element)
        elif name == "br":
            lines.end_line(always=True)
        elif name in {"input", "select"}:
            lines.add(_control(element))
        else:
            self._contents(element, lines, raised=raised or name == "sup")

    def _contents(self, element: etree._Element, lines: _Lines, *, raised: bool = False) -> None:
        name = _name(element)
        if name in _OWN_LINE:
            lines.end_line()
        if element.text:
            if name in {"pre", "textarea"}:
                lines.keep(element.text)
            else:
                lines.add(element.text, raised=raised)
        for child in element:
            self._inline(child, lines, raised=raised)
            if child.tail:
                lines.add(child.tail, raised=raised)
        if name in _OWN_LINE:
            lines.end_line()

    def _aside(self, element: etree._Element) -> None:
        text = " ".join(t for e in element.iter() if _name(e) and _name(e) not in _NOT_PRINTED for t in _own_text(e))
        if text.strip():
            self._pages.add_aside(_COLLAPSED.sub(" ", text).strip(), "hidden_text")

    def _table(self, table: etree._Element, depth: int) -> None:
        if depth > limits.NESTING:
            raise too_large(f"表格套表格超过 {limits.NESTING} 层")
        groups = list(_row_groups(table))
        for caption in table:
            if _name(caption) == "caption":
                self.flow(caption, depth)
        cells = [cell for group in groups for row in group for cell in row]
        if len(cells) == 1 or _is_layout(table, len(cells), self._sizes[table]):
            for cell in cells:
                self.flow(cell, depth)
            return
        nested: list[etree._Element] = []
        self._pages.add_table(list(self._places(groups, nested)))
        for inner in nested:
            self._table(inner, depth + 1)

    def _places(self, groups: list[list[list[etree._Element]]], nested: list[etree._Element]) -> Iterator[Place]:
        """Cells at their places, by the algorithm of the HTML standard: a row span takes columns of the rows below."""
        number = 0
        reached = 0
        for group in groups:
            taken: dict[int, int] = {}
            end = number + len(group)
            for row in group:
                number += 1
                column = 1
                for cell in row:
                    while taken.get(column, 0) >= number:
                        column += 1
                    across = min(_span(cell, "colspan", 1), _MOST_SPANNED_COLUMNS)
                    down = min(_span(cell, "rowspan", 1), _MOST_SPANNED_ROWS)
                    last_row = end if down == 0 else min(end, number + down - 1)
                    across = max(1, across)
                    if column + across > limits.COLUMNS:
                        raise too_large(f"表格超过 {limits.COLUMNS} 列")
                    if last_row > number:
                        reached += across
                        if reached > limits.SPANNED_PLACES:
                            raise too_large("合并单元格覆盖的范围太大")
                        taken.update(dict.fromkeys(range(column, column + across), last_row))
                    lines = _Lines()
                    self._contents(cell, lines)
                    nested.extend(lines.tables())
                    yield Place(lines.printed(), number, column, last_row - number + 1, across)
                    column += across


@dataclass(slots=True)
class _Size:
    """Characters printed in a table: in its own cells, and in the tables inside it (None where there is none)."""

    own: int = 0
    inside: int | None = None


def _printed_sizes(root: etree._Element) -> dict[etree._Element, _Size]:
    """The size of every table of a page, in one pass however deep they are nested."""
    sizes: dict[etree._Element, _Size] = {}
    around: list[_Size] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = _name(element)
        if name == "table":
            if event == "start":
                around.append(sizes.setdefault(element, _Size()))
                continue
            size = around.pop()
            if around:
                around[-1].inside = (around[-1].inside or 0) + size.own + (size.inside or 0)
        elif event == "start" and around and name not in _NOT_PRINTED:
            around[-1].own += sum(len(text.strip()) for text in _own_text(element))
    return sizes


def _is_layout(table: etree._Element, cells: int, size: _Size) -> bool:
    """A table that lays out the page: more is printed in the tables inside it than in its own cells."""
    if size.inside is None:
        return False
    if (table.get("role") or "").lower() in {"presentation", "none"} or cells <= 2:
        return True
    return size.inside >= size.own


def _row_groups(table: etree._Element) -> Iterator[list[list[etree._Element]]]:
    """The cells of a table's rows by row group; loose rows form groups of their own. Hidden rows are left out."""
    loose: list[etree._Element] = []
    for child in table:
        if _name(child) in _GROUPS:
            if loose:
                yield _rows(loose)
                loose = []
            if not _is_hidden(child):
                yield _rows(child)
        else:
            loose.append(child)
    if loose:
        yield _rows(loose)


def _rows(elements: Iterable[etree._Element]) -> list[list[etree._Element]]:
    """The cells of rows; cells that stand without a row between rows form one, as a browser shows them."""
    rows: list[list[etree._Element]] = []
    is_open = False
    for element in elements:
        name = _name(element)
        if name == "tr" and not _is_hidden(element):
            rows.append(_cells(element))
        elif name in {"td", "th"} and not _is_hidden(element):
            if not is_open:
                rows.append([])
            rows[-1].append(element)
        is_open = name in {"td", "th"}
    return rows


def _cells(row: Iterable[etree._Element]) -> list[etree._Element]:
    return [cell for cell in row if _name(cell) in {"td", "th"} and not _is_hidden(cell)]


def _span(cell: etree._Element, which: str, otherwise: int) -> int:
    digits = re.match(r"\s*(\d{1,9})", cell.get(which) or "", re.ASCII)
    return int(digits[1]) if digits else otherwise


def _control(element: etree._Element) -> str:
    """What a field of a web form shows: its value, its chosen option, a box with or without its tick."""
    if _name(element) == "select":
        options = list(element.iter("option"))
        chosen = next((o for o in options if o.get("selected") is not None), options[0] if options else None)
        return "" if chosen is None else "".join(map(str, chosen.itertext()))
    kind = (element.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return "☑" if element.get("checked") is not None else "□"
    return (element.get("value") or "") if kind in {"text", "number", "date", "tel", "search", "email", "url"} else ""


def _own_text(element: etree._Element) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if child.tail:
            yield child.tail


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None or (element.get("type") or "").lower() == "hidden":
        return True
    style = element.get("style")
    return bool(style and _HIDING.search(style))


def _name(element: etree._Element) -> str:
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""
