"""Bytes to characters: which encoding a text file is in, with evidence, and what is not a text at all."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.extract.charset import byte_order_mark
from pipelines.model.cells import RefusedDocumentError

_EVIDENCE = frozenset("绩效目标指项资金产出数量质时满意度年的部门单位值额績標項資產質滿門單")
"""Characters that every form of this kind prints many times. A wrong decoding turns them into rare ones."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 BOM", "utf-16": "UTF-16", "utf-32": "UTF-32", "big5": "Big5"}


class Decoded(NamedTuple):
    """The text of a file, the encoding it was in, and whether that had to be found out."""

    text: str
    encoding: str
    found_out: bool


def decode(data: bytes) -> Decoded:
    """The characters of a text file.

    A byte order mark decides; else UTF-8 where the bytes are valid UTF-8; else the one of GB18030, Big5 and UTF-16
    without a mark in which the words of the form can be seen. Nothing is replaced or left out.

    Raises:
        RefusedDocumentError: ``document_empty`` (no character), ``document_not_text`` (control characters: some other
            kind of file) or ``document_unreadable_encoding`` (no encoding gives the words of a form).

    >>> decode("绩效".encode("gb18030")).encoding
    'GB18030'
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
        raise RefusedDocumentError("document_empty", "文件是空的：没有任何文字。请核对下载是否完整。")
    marked = byte_order_mark(data)
    if marked is not None:
        try:
            return Decoded(_clean(data.decode(marked)), _NAMES[marked], False)
        except UnicodeDecodeError as error:
            raise _unreadable(f"文件头标明 {_NAMES[marked]}，第 {error.start} 字节起却不是") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _by_evidence(data)
    if "\x00" in text:
        return _by_evidence(data)
    return Decoded(_clean(text), "UTF-8", False)


def _by_evidence(data: bytes) -> Decoded:
    best: tuple[float, str, str] | None = None
    for codec, name in (("gb18030", "GB18030"), ("big5", "Big5"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")):
        if codec.startswith("utf-16") and len(data) % 2:
            continue
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        score = sum(c in _EVIDENCE for c in text) / len(text)
        if best is None or score > best[0]:
            best = (score, name, text)
    if best is None:
        if _looks_binary(data[:4096]):
            raise _not_text()
        raise _unreadable("既不是 UTF-8，也不是 GB18030、Big5、UTF-16")
    score, name, text = best
    if score < 0.01:
        if _looks_binary(data[:4096]):
            raise _not_text()
        raise _unreadable(f"按 {name} 能解码，但读不出绩效目标表的任何字样")
    return Decoded(_clean(text), name, True)


def _looks_binary(head: bytes) -> bool:
    odd = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return odd > len(head) * 0.01


def _clean(text: str) -> str:
    if len(_CONTROL.findall(text[:4096])) > len(text[:4096]) * 0.01:
        raise _not_text()
    return text


def _not_text() -> RefusedDocumentError:
    return RefusedDocumentError(
        "document_not_text", "文件不是文本：其中有大量控制字符，像是改了扩展名的其他文件。请用原来的扩展名重新提供。"
    )


def _unreadable(what: str) -> RefusedDocumentError:
    return RefusedDocumentError(
        "document_unreadable_encoding", f"文本编码无法判定：{what}。请另存为 UTF-8 后重新提供。"
    )
