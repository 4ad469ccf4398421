"""Encodings of files that may state their own: byte order marks, and web pages whose statement is often wrong.

Plain text, which states nothing, is decoded by the words seen in it, in :mod:`pipelines.extract.text_encoding`.
"""

from __future__ import annotations

import codecs

from pipelines.model.cells import RefusedDocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PROBE = 4096
_WHOLE_TO_BROKEN = 20
DAMAGED_UTF8 = "utf-8 (damaged)"
"""UTF-8 with a few broken characters, as pages cut or joined by byte counts have them; each stands as U+FFFD."""


def byte_order_mark(data: bytes) -> str | None:
    """Encoding that a byte order mark at the start of the data states, or None.

    >>> byte_order_mark(b"\\xff\\xfea\\x00")
    'utf-16'
    """
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark is recognised by the zero bytes of its blanks, digits and line ends, on one side only.

    >>> unmarked_utf16("指标值\\t95%\\n".encode("utf-16-le"))
    'utf-16-le'
    >>> unmarked_utf16(b"\\x00\\x01\\x00\\x00") is None
    True
    """
    probe = data[:_PROBE]
    low, high = probe[0::2].count(0), probe[1::2].count(0)
    if low == high or min(low, high) > max(low, high) // 20:
        return None
    encoding = "utf-16-be" if low > high else "utf-16-le"
    try:
        text = probe[: len(probe) // 2 * 2].decode(encoding, "strict")
    except UnicodeDecodeError:
        return None
    return encoding if all(c.isprintable() or c in "\t\r\n\f\v" or c.isspace() for c in text) else None


def decode(data: bytes, stated: str | None = None) -> tuple[str, str]:
    """Characters and the name of the encoding that fits every byte: mark, then ``stated``, UTF-8, UTF-16, GB18030.

    A stated encoding that does not fit is not believed: pages that say utf-8 and are GBK are common. ``gb2312`` and
    ``gbk`` are read as GB18030, which contains both. UTF-8 with very few broken characters keeps them as U+FFFD.

    Raises:
        RefusedDocumentError: no encoding fits every byte (``document_unreadable_encoding``).

    >>> decode("绩效".encode("gbk"), "utf-8")
    ('绩效', 'gb18030')
    """
    for encoding in (byte_order_mark(data), stated and _canonical(stated), "utf-8", unmarked_utf16(data)):
        if encoding is not None:
            try:
                return data.decode(encoding, "strict"), encoding
            except (UnicodeDecodeError, LookupError):
                continue
    if b"\x00" not in data:
        mended = data.decode("utf-8", "replace")
        # Bytes of GB18030 hardly ever make a three-byte character of UTF-8; a page of them is UTF-8 with a wound.
        if mended.count("\ufffd") * _WHOLE_TO_BROKEN <= sum(c > "\u2000" for c in mended) and "\ufffd" in mended:
            return mended, DAMAGED_UTF8
        try:
            return data.decode("gb18030", "strict"), "gb18030"
        except UnicodeDecodeError:
            pass
    raise RefusedDocumentError(
        "document_unreadable_encoding",
        "文件的文字编码无法判定（不是 UTF-8、UTF-16 或 GB18030）。请用记事本或 WPS 打开后另存为 UTF-8 编码再放入。",
    )


def _canonical(stated: str) -> str | None:
    """The codec of a stated encoding; None for a name that no codec of text has."""
    try:
        name = codecs.lookup(stated.strip()).name
        "".encode(name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return "gb18030" if name in {"gb2312", "gbk", "hz"} else name
