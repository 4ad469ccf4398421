"""Office files with a password: opened with the one that sources.yml states, or the one that Excel itself knows."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Final
from xml.parsers.expat import ExpatError

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from pipelines.model.cells import RefusedDocumentError

_KNOWN_TO_EXCEL: Final = "VelvetSweatshop"
"""What Excel encrypts a workbook with whose structure is protected but which all may open ([MS-OFFCRYPTO] 2.3.7.5)."""
_FAULTS: Final = (
    DecryptionError, FileFormatError, ParseError, ExpatError, zipfile.BadZipFile, struct.error, ValueError, LookupError,
    TypeError, AttributeError, AssertionError, OSError, EOFError, OverflowError, RecursionError,
)  # fmt: skip


def decrypted(data: bytes, password: str | None) -> bytes:
    """The file without its encryption.

    Args:
        data: an encrypted Word or Excel file, old or new.
        password: as sources.yml states it; without one the password that Excel knows by itself is tried.

    Raises:
        RefusedDocumentError: no password, a wrong one, or a way of encryption that cannot be undone
            (``document_encrypted``).
    """
    opened = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        if office.format == "ooxml":
            office.load_key(password=password or _KNOWN_TO_EXCEL, verify_password=True)
        else:
            office.load_key(password=password or _KNOWN_TO_EXCEL)
        office.decrypt(opened)
    except InvalidKeyError as error:
        raise _refusal("所给密码不对，" if password else "") from error
    except _FAULTS as error:
        if password is None:
            raise _refusal("") from error
        raise RefusedDocumentError(
            "document_encrypted",
            "文件已加密，其加密方式本程序不支持，或文件已损坏。请在 Word、Excel 或 WPS 中取消密码后另存再放入。",
        ) from error
    return opened.getvalue()


def _refusal(why: str) -> RefusedDocumentError:
    return RefusedDocumentError(
        "document_encrypted",
        f"文件设有打开密码，{why}无法读取。请在 data/raw/sources.yml 该文件条目下写明 password，"
        "或在 Word、Excel、WPS 中取消密码（文件－信息－保护）后另存再放入。",
    )
