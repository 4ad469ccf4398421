"""Office files under a password: new ones as Office 2010 writes them, old workbooks as Excel 97 does."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterator

import olefile
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

_BOF, _FILE_PASS, _BOUND_SHEET = 0x0809, 0x002F, 0x0085
_BLOCK = 1024


def encrypted_package(data: bytes, password: str) -> bytes:
    """A .docx or .xlsx under this password."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def encrypted_workbook(data: bytes, password: str) -> bytes:
    """An .xls under this password, by the RC4 of Excel 97 ([MS-OFFCRYPTO] 2.3.6)."""
    records = list(_records(olefile.OleFileIO(io.BytesIO(data)).openstream("Workbook").read()))
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    keys = _Keys(password, salt)
    check = _rc4(keys.block(0), verifier + hashlib.md5(verifier).digest())
    file_pass = struct.pack("<HHH", 1, 1, 1) + salt + check
    shift = 4 + len(file_pass)
    out = bytearray()
    for number, (kind, body) in enumerate(records):
        if kind == _BOUND_SHEET:
            body = struct.pack("<I", struct.unpack("<I", body[:4])[0] + shift) + body[4:]
        out += struct.pack("<HH", kind, len(body))
        plain = len(body) if kind == _BOF else 4 if kind == _BOUND_SHEET else 0
        out += body[:plain] + keys.applied(body[plain:], len(out) + plain)
        if number == 0:
            out += struct.pack("<HH", _FILE_PASS, len(file_pass)) + file_pass
    rest = -len(out) % 4
    out += struct.pack("<HH", 0, rest) + bytes(
        rest
    )  # the writer fills up with zeros, four of which are an empty record
    saved = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(saved, bytes(out))
    return saved.getvalue()


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack("<HH", stream[at : at + 4])
        if not kind:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


class _Keys:
    """The stream of key bytes, a new key every 1 024 bytes of the workbook."""

    def __init__(self, password: str, salt: bytes) -> None:
        first = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
        self._base = hashlib.md5((first + salt) * 16).digest()[:5]
        self._blocks: dict[int, bytes] = {}

    def block(self, number: int) -> bytes:
        return hashlib.md5(self._base + struct.pack("<I", number)).digest()

    def applied(self, data: bytes, at: int) -> bytes:
        out = bytearray()
        for offset, byte in enumerate(data, start=at):
            number = offset // _BLOCK
            if number not in self._blocks:
                self._blocks[number] = _rc4(self.block(number), bytes(_BLOCK))
            out.append(byte ^ self._blocks[number][offset % _BLOCK])
        return bytes(out)


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
