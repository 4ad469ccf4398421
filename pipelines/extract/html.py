"""Web pages (.html), also under names of Office, and single-file pages (.mht): tables with their spans."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Mapping
from typing import Final

from lxml import etree

from pipelines.extract import limits
from pipelines.extract.charset import DAMAGED_UTF8, byte_order_mark, decode
from pipelines.extract.grid import Pages, Place, too_large
from pipelines.extract.html_tables import CellPlace, Size, is_layout, places_of_cells, printed_sizes, row_groups
from pipelines.extract.html_text import COLLAPSED, NOT_PRINTED, OWN_LINE, Lines, control, is_hidden, name_of, own_text
from pipelines.model.cells import Content, RefusedDocumentError

_HEAD: Final = 8192
_META = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE
)
_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32), 127))
"""Control characters end the parsing of libxml2; they print nothing."""


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
    text, encoding = _decoded(data, stated, pages)
    root = _tree(text)
    if root is not None:
        _Page(pages, printed_sizes(root)).flow(root)
    return encoding


def _decoded(data: bytes, stated: str | None, pages: Pages) -> tuple[str, str]:
    """The characters of a page and its encoding; what the page states wrongly, and what is damaged, is noted."""
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
    return text, encoding


def _tree(text: str) -> etree._Element | None:
    """The elements of a page; None for a page without any.

    Raises:
        RefusedDocumentError: broken beyond mending, or beyond the bounds.
    """
    if text.count("<") - text.count("</") > limits.ELEMENTS or any(
        len(tag[0]) > limits.ATTRIBUTES and len(_QUOTED.sub("", tag[0]).split()) > limits.ATTRIBUTES
        for tag in _TAG.finditer(text)
    ):
        raise too_large(f"网页超过 {limits.ELEMENTS // 10_000} 万个标签，或一个标签超过 {limits.ATTRIBUTES} 个属性")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.translate(_CONTROLS).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedDocumentError("document_damaged", "网页内容残缺，读不出来。请重新保存网页后再放入。") from error
    for entry in parser.error_log:
        if "epth" in entry.message or "huge" in entry.message.lower() or entry.level_name == "FATAL":
            raise too_large("网页的标签嵌套太深，或一段文字超长")
    return root


class _Page:
    """Walks one page."""

    def __init__(self, pages: Pages, sizes: Mapping[etree._Element, Size]) -> None:
        self._pages = pages
        self._sizes = sizes

    def flow(self, element: etree._Element, depth: int = 0) -> None:
        """Text outside tables as running text; tables on the way become blocks."""
        lines = Lines()
        self._contents(element, lines)
        for run in lines.runs():
            if isinstance(run, str):
                self._pages.add_text(run)
            else:
                self._table(run, depth + 1)

    def _inline(self, element: etree._Element, lines: Lines, *, raised: bool) -> None:
        """Add what an element prints; a table is only noted at its place."""
        name = name_of(element)
        if not name or name in NOT_PRINTED:
            return
        if is_hidden(element):
            self._aside(element)
        elif name == "table":
            lines.parts.append(element)
        elif name == "br":
            lines.end_line(always=True)
        elif name in {"input", "select"}:
            lines.add(control(element))
        else:
            self._contents(element, lines, raised=raised or name == "sup")

    def _contents(self, element: etree._Element, lines: Lines, *, raised: bool = False) -> None:
        name = name_of(element)
        if name in OWN_LINE:
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
        if name in OWN_LINE:
            lines.end_line()

    def _aside(self, element: etree._Element) -> None:
        text = " ".join(t for e in element.iter() if name_of(e) and name_of(e) not in NOT_PRINTED for t in own_text(e))
        if text.strip():
            self._pages.add_aside(COLLAPSED.sub(" ", text).strip(), "hidden_text")

    def _table(self, table: etree._Element, depth: int) -> None:
        if depth > limits.NESTING:
            raise too_large(f"表格套表格超过 {limits.NESTING} 层")
        groups = list(row_groups(table))
        for caption in table:
            if name_of(caption) == "caption":
                self.flow(caption, depth)
        cells = [cell for group in groups for row in group for cell in row]
        if len(cells) == 1 or is_layout(table, len(cells), self._sizes[table]):
            for cell in cells:
                self.flow(cell, depth)
            return
        nested: list[etree._Element] = []
        self._pages.add_table([self._printed(place, nested) for place in places_of_cells(groups)])
        for inner in nested:
            self._table(inner, depth + 1)

    def _printed(self, place: CellPlace, nested: list[etree._Element]) -> Place:
        """What a cell prints at its place; the tables in it are put to those ``nested`` in the table."""
        lines = Lines()
        self._contents(place.cell, lines)
        nested.extend(lines.tables())
        return Place(lines.printed(), place.row, place.column, place.row_span, place.column_span)
