"""An Office package (.docx, .xlsx): a zip of XML parts, tried for what attacks a reader before any part is parsed."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import Final

from lxml import etree

from pipelines.extract import limits
from pipelines.extract.zip_directory import BROKEN_ZIP, is_crowded, overlap
from pipelines.model.cells import Content, RefusedDocumentError

_PROLOGUE: Final = 64 * 1024
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE_DECLARATION = re.compile(rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T|E\x00?N\x00?T\x00?I)", re.IGNORECASE)


class Package:
    """The parts of one Office file by name.

    Raises:
        RefusedDocumentError: damaged, encrypted, too large, or a part declares entities (``document_damaged``,
            ``document_encrypted``, ``document_too_large``).
    """

    def __init__(self, data: bytes) -> None:
        if is_crowded(data):
            raise _too_large(f"部件超过 {limits.PACKAGE_PARTS} 个")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except BROKEN_ZIP as error:
            raise _damaged() from error
        if len(entries) > limits.PACKAGE_PARTS:
            raise _too_large(f"部件超过 {limits.PACKAGE_PARTS} 个")
        if sum(entry.file_size for entry in entries) > limits.PACKAGE_BYTES:
            raise _too_large(f"解压后超过 {limits.PACKAGE_BYTES // 1024**2} MB")
        if overlap(entries, len(data)):
            raise _too_large("部件互相重叠（常见于攻击文件）")
        for entry in entries:
            if entry.flag_bits & 0x1:
                raise RefusedDocumentError("document_encrypted", "文件设有密码，无法读取。请取消密码后另存再放入。")
            expands = entry.file_size > entry.compress_size * limits.EXPANSION
            if entry.file_size > limits.PART_BYTES or (entry.file_size > limits.EXPANSION_FROM_BYTES and expands):
                raise _too_large(f"部件 {_shown(entry.filename)} 解压后太大或压缩比异常")
        # Names in packages are compared without case; writers differ in the leading slash too.
        self._entries = {entry.filename.lstrip("/").lower(): entry for entry in entries}

    def names(self) -> list[str]:
        """Names of all parts, as the package writes them."""
        return [entry.filename.lstrip("/") for entry in self._entries.values()]

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, or None where the package has no such part."""
        entry = self._entries.get(name.lstrip("/").lower())
        if entry is None:
            return None
        try:
            return self._zip.read(entry)
        except BROKEN_ZIP as error:
            raise _damaged() from error

    def tree(self, name: str) -> etree._Element | None:
        """The root element of an XML part, or None where there is none. Entities and DTDs are refused, not expanded."""
        raw = self.part(name)
        if raw is None:
            return None
        self._bounded(name, raw)
        return parse_xml(raw)

    def with_words(self, content: Content) -> Content:
        """The content, unless nothing but pictures is in the package: scans pasted into Word are common.

        Raises:
            RefusedDocumentError: pictures without any text (``document_needs_ocr``).
        """
        if not content.cells() and any("/media/" in name for name in self._entries):
            raise RefusedDocumentError(
                "document_needs_ocr",
                "文件里只有图片，没有文字，无法读取。请取得原来的电子表格，或用文字识别软件转成 .docx 并核对后再放入。",
            )
        return content

    def refuse_attacks(self) -> None:
        """Refuse the package when any XML part declares a document type or is beyond the bounds: before parts go to a
        library of others."""
        for name in self._entries:
            if name.endswith((".xml", ".rels", ".vml")):
                raw = self.part(name) or b""
                self._bounded(name, raw)
                _refuse_declaration(raw)

    @staticmethod
    def _bounded(name: str, raw: bytes) -> None:
        if len(raw) > limits.XML_PART_BYTES:
            raise _too_large(f"部件 {_shown(name)} 超过 {limits.XML_PART_BYTES // 1024**2} MB")
        if raw.count(b"<") - raw.count(b"</") > limits.ELEMENTS:
            raise _too_large(f"部件 {_shown(name)} 的标签超过 {limits.ELEMENTS // 10_000} 万个")

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Relationships of a part: id to (last word of its type, target part). External ones left out."""
        folder, file = posixpath.split(name.lstrip("/"))
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return {}
        return {
            link.get("Id", ""): (link.get("Type", "").rsplit("/", 1)[-1], _resolved(folder, link.get("Target", "")))
            for link in root
            if isinstance(link.tag, str) and link.get("TargetMode") != "External"
        }


def parse_xml(raw: bytes) -> etree._Element:
    """Parse one XML part: no document type, no entities, no network, libxml2's own bounds on depth and text.

    Raises:
        RefusedDocumentError: not well formed, or it declares a document type (``document_damaged``); beyond the bounds
            (``document_too_large``).
    """
    _refuse_declaration(raw)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        if "huge" in str(error).lower() or "depth" in str(error).lower():
            raise _too_large("文件里有超长的文字或嵌套太深") from error
        raise _damaged() from error
    except (ValueError, LookupError) as error:
        raise _damaged() from error


def _refuse_declaration(raw: bytes) -> None:
    head = raw[:_PROLOGUE]
    # A declaration may only stand before the root element, but comments can push it back: the whole part is searched
    # where it is cheap, its beginning in any encoding.
    if _WIDE_DECLARATION.search(head) or _DECLARATION.search(raw):
        raise RefusedDocumentError(
            "document_damaged",
            "文件的 XML 里声明了实体或文档类型（Office 不会这样写，常见于攻击文件），没有读取。请用 WPS 另存。",
        )


def _resolved(folder: str, target: str) -> str:
    path = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path).lstrip("/")


def _shown(name: str) -> str:
    return "".join(c for c in name if c.isprintable())[:80]


def _damaged() -> RefusedDocumentError:
    return RefusedDocumentError(
        "document_damaged", "文件已损坏或没有下载完整，打不开。请重新下载，或用 Office、WPS 打开后另存再放入。"
    )


def _too_large(why: str) -> RefusedDocumentError:
    return RefusedDocumentError(
        "document_too_large", f"{why}，没有读取。请删去空白页和图片或拆成几个文件，另存后再放入。"
    )
