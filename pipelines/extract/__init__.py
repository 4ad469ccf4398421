"""Files to cells exactly as printed, each with its place. One reader a medium; no meaning.

What is read is decided by the content of a file, never by its name. Readers are imported when first needed, so that
reading a text file does not load a PDF library.

``sniff`` says what a file is; ``archive`` (with ``zip_directory``) unpacks it, ``encrypted`` opens it, ``legacy``
refuses what has no reader, ``limits`` bounds them all. Texts: ``text`` finds the regions; ``text_tabs``, ``text_bars``
and ``text_blanks`` read them into ``text_lines``; ``text_encoding`` decodes; ``csv_file``. Web pages: ``html`` with
``html_tables`` and ``html_text``, decoded by ``charset``. Office: ``package`` and ``ooxml``; ``word`` with
``word_numbering`` and ``symbols``; ``excel`` with ``workbook_parts`` and ``number_format`` (``format_tokens``,
``digit_places``, ``moment_format``); all put their cells together in a ``grid``. PDF: :mod:`pipelines.extract.pdf`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from pipelines.extract import limits
from pipelines.extract.archive import read_archive_members
from pipelines.extract.grid import too_large
from pipelines.extract.sniff import Medium, signed, sniff
from pipelines.model.cells import Content, RefusedDocumentError, Structure

__all__ = ["is_archive", "read_archive_members", "read_document", "received_documents"]

_EXTENSIONS = {
    Medium.TEXT: (".txt", ".text", ".md", ".log", ""),
    Medium.CSV: (".csv", ".tsv"),
    Medium.HTML: (".html", ".htm", ".shtml", ".xhtml", ".jhtml", ".jsp", ".aspx", ".php"),
    Medium.MHTML: (".mht", ".mhtml"),
    Medium.PDF: (".pdf",),
    Medium.DOCX: (".docx", ".docm", ".dotx", ".dotm"),
    Medium.XLSX: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    Medium.XLS: (".xls", ".et", ".xlt", ".ett"),
}
_SEPARATOR = re.compile(rb"[\n\r\t|]| +")
_NEVER_A_PAGE = frozenset({".pdf", ".docx", ".xlsx", ".zip"})
"""Office programs save pages under .doc and .xls, never under these."""
_CHARACTERS = frozenset({Medium.TEXT, Medium.CSV, Medium.HTML, Medium.MHTML})
_NAMES = {
    Medium.TEXT: "纯文本",
    Medium.CSV: "CSV 表格",
    Medium.HTML: "网页",
    Medium.MHTML: "单文件网页",
    Medium.PDF: "PDF",
    Medium.DOCX: "Word 文档",
    Medium.XLSX: "Excel 工作簿",
    Medium.XLS: "旧版 Excel 工作簿",
}


def is_archive(data: bytes) -> bool:
    """True for an archive of documents (.zip), whatever it is called; an Office package is not one."""
    return signed(data) is Medium.ZIP


def received_documents(data: bytes, name: str) -> Iterator[tuple[str, bytes | RefusedDocumentError]]:
    """The documents that one received file stands for: itself, or each member of an archive.

    Yields (path, bytes) or (path, why that member cannot be unpacked); an archive that cannot be opened at all yields
    its own refusal. Never raises for what is in the bytes.
    """
    if not is_archive(data):
        yield name, data
        return
    try:
        yield from read_archive_members(data, name)
    except RefusedDocumentError as refusal:
        yield name, refusal


def read_document(data: bytes, name: str, *, password: str | None = None) -> tuple[str, Content]:
    """Read one document: its media type, found from the content, and every printed cell.

    Args:
        data: the whole file.
        name: its name; used in messages and to tell CSV from text.
        password: opens an encrypted PDF, Word or Excel file.

    Raises:
        RefusedDocumentError: the document cannot be read; the code says why, the message what to do.
    """
    if len(data) > limits.DOCUMENT_BYTES:
        raise RefusedDocumentError(
            "document_too_large",
            f"文件有 {len(data) // 1024**2} MB，超过 {limits.DOCUMENT_BYTES // 1024**2} MB，没有读取。请拆分后再放入。",
        )
    if not data.strip(b"\x00\t\n\v\f\r \xef\xbb\xbf\xff\xfe"):
        raise RefusedDocumentError("document_empty", "文件是空的，没有任何内容。请重新下载或重新导出。")
    medium = sniff(data, name)
    if medium in _CHARACTERS and len(data) > limits.TEXT_BYTES:
        raise too_large(f"{_NAMES[medium]}超过 {limits.TEXT_BYTES // 1024**2} MB")
    if medium is Medium.ENCRYPTED_OFFICE:
        from pipelines.extract.encrypted import decrypted

        data = decrypted(data, password)
        medium = sniff(data, name)
    content = _read(medium, data, name, password)
    if not content.cells() and not content.furniture and not content.pages:
        raise RefusedDocumentError("document_empty", f"{_NAMES[medium]}里没有任何文字。请确认导出时没有丢失内容。")
    extension = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if medium is Medium.HTML and extension in _NEVER_A_PAGE and not _has_table(content):
        raise RefusedDocumentError(
            "document_damaged",
            f"文件扩展名是 {extension}，内容却是一个没有表格的网页，多半是下载时得到的出错页或登录页。"
            "请重新下载原文件后再放入。",
        )
    if extension and extension not in _EXTENSIONS[medium] and _is_known(extension):
        note = ("extension_fits_content", f"文件扩展名是 {extension}，内容却是{_NAMES[medium]}；已按内容读取。")
        content = replace(content, notes=(*content.notes, note))
    return medium.value, content


def _bounded(content: Content) -> Content:
    if any(len(row) > limits.COLUMNS for block in content.blocks for row in block.rows):
        raise too_large(f"一行超过 {limits.COLUMNS} 格")
    if sum(len(row) for block in content.blocks for row in block.rows) > limits.CELLS:
        raise too_large(f"单元格超过 {limits.CELLS} 个")
    if any(len(cell.text) > limits.LINE_CHARACTERS for cell in content.cells()):
        raise too_large(f"一行超过 {limits.LINE_CHARACTERS // 10_000} 万字")
    return content


def _has_table(content: Content) -> bool:
    return any(block.structure is Structure.GRID for block in content.blocks)


def _is_known(extension: str) -> bool:
    """An extension that promises a medium; others (``.2024年表``) promise nothing."""
    refused = {
        ".doc",
        ".wps",
        ".rtf",
        ".ofd",
        ".xlsb",
        ".ppt",
        ".pptx",
        ".zip",
        ".png",
        ".jpg",
        ".jpeg",
        ".odt",
        ".ods",
    }
    return extension in refused or any(extension in known for known in _EXTENSIONS.values())


def _read(medium: Medium, data: bytes, name: str, password: str | None) -> Content:  # noqa: RET503 - refuse never returns
    match medium:
        case Medium.TEXT:
            from pipelines.extract.text import read_text

            # The cells take a hundred times the memory of what parts them.
            if len(data) > limits.SEPARATORS and sum(1 for _ in _SEPARATOR.finditer(data)) > limits.SEPARATORS:
                raise too_large(f"文字有 {limits.SEPARATORS // 10_000} 万行、格或词以上")
            return _bounded(read_text(data))
        case Medium.PDF:
            from pipelines.extract.pdf import read_pdf

            return read_pdf(data, password=password)
        case Medium.CSV:
            from pipelines.extract.csv_file import read_csv

            return read_csv(data)
        case Medium.HTML:
            from pipelines.extract.html import read_html

            return read_html(data)
        case Medium.MHTML:
            from pipelines.extract.html import read_mhtml

            return read_mhtml(data)
        case Medium.DOCX:
            from pipelines.extract.word import read_docx

            return read_docx(data)
        case Medium.XLSX:
            from pipelines.extract.excel import read_xlsx

            return read_xlsx(data)
        case Medium.XLS:
            from pipelines.extract.excel import read_xls

            return read_xls(data, password=password)
        case Medium.ZIP:
            raise RefusedDocumentError(
                "document_unsupported", "文件是压缩包，其中每个文件各是一个文档；请逐个读取，或解压后放入。"
            )
        case _:
            from pipelines.extract.legacy import refuse

            refuse(medium, name)
