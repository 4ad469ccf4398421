"""The directory of members at the end of a zip, tried for attacks before a library builds it in memory."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import Final

from pipelines.extract import limits

BROKEN_ZIP: Final = (
    zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, LookupError,
    OverflowError, struct.error,
)  # fmt: skip
"""What zipfile raises on broken archives."""
_END: Final = b"PK\x05\x06"
_WIDE_END: Final = b"PK\x06\x06"
_LONGEST_END: Final = 22 + 65_535
_IN_WIDE_END: Final = 0xFFFF_FFFF


def directory_bytes(data: bytes) -> int:
    """Bytes of the directory, as its end states them; 0 where the end is not found.

    >>> directory_bytes(b"PK\\x05\\x06" + bytes(8) + (77).to_bytes(4, "little") + bytes(6)), directory_bytes(b"PK")
    (77, 0)
    """
    at = data.rfind(_END, max(0, len(data) - _LONGEST_END))
    if at < 0:
        return 0
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    if size == _IN_WIDE_END and (wide := data.rfind(_WIDE_END, max(0, at - _LONGEST_END), at)) >= 0:
        size = int.from_bytes(data[wide + 40 : wide + 48], "little")
    return size


def is_crowded(data: bytes) -> bool:
    """True for a directory so long that only listing it would fill the memory."""
    return directory_bytes(data) > limits.ARCHIVE_DIRECTORY_BYTES


def overlap(entries: Sequence[zipfile.ZipInfo], size: int) -> bool:
    """True where the packed members cannot all lie in a file of ``size`` bytes: one body is named many times, which
    unpacks a small file to any size.
    """
    return sum(entry.compress_size for entry in entries) > size
