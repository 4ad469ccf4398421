"""Archives of attachments (.zip): each member is a document of its own, named ``archive.zip!/member.docx``.

Members are only ever read into memory; no name of a member becomes a path on disk.
"""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.extract import limits
from pipelines.extract.sniff import Medium, sniff
from pipelines.extract.zip_directory import BROKEN_ZIP, is_crowded, overlap
from pipelines.model.cells import RefusedDocumentError

SEPARATOR = "!/"
_IGNORED_NAMES = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_CHUNK = 1024 * 1024


@dataclass(slots=True)
class _Allowance:
    """What is left to unpack, over all archives in archives."""

    members: int = limits.ARCHIVE_MEMBERS
    unpacked: int = limits.ARCHIVE_BYTES


def read_archive_members(data: bytes, name: str) -> Iterator[tuple[str, bytes | RefusedDocumentError]]:
    """Every member of an archive, archives in it opened too, in the order of the archive.

    Yields (path, bytes), or (path, the reason) for a member that cannot be unpacked: encrypted, damaged, a link, too
    large. A reason for the rest of the archive (too many members, too much in all) stands under the archive's path.
    ``path`` is ``name!/member``; directories and the litter of operating systems are passed over.

    Raises:
        RefusedDocumentError: the archive itself cannot be opened (``document_damaged``) or is empty.
    """
    yield from _members(data, name, 1, _Allowance())


def _members(
    data: bytes, name: str, depth: int, allowance: _Allowance
) -> Iterator[tuple[str, bytes | RefusedDocumentError]]:
    if is_crowded(data):
        raise _too_many()
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except BROKEN_ZIP as error:
        raise RefusedDocumentError(
            "document_damaged", "压缩包已损坏或没有下载完整，打不开。请重新下载或重新压缩后再放入。"
        ) from error
    if overlap(entries, len(data)):
        raise RefusedDocumentError(
            "document_too_large", "压缩包里的文件互相重叠（常见于攻击文件），没有读取。请重新压缩后再放入。"
        )
    # A name may be empty, which zipfile's own is_dir() does not survive.
    entries = [entry for entry in entries if not entry.filename.endswith("/") and not _is_litter(_member_name(entry))]
    if not entries:
        raise RefusedDocumentError("document_empty", "压缩包里没有文件。")
    seen: dict[str, int] = {}
    with archive:
        for entry in entries:
            if allowance.members <= 0 or allowance.unpacked <= 0:
                yield name, _too_many()
                return
            allowance.members -= 1
            path = _unique(f"{name}{SEPARATOR}{_member_name(entry)}"[: limits.MEMBER_NAME_CHARACTERS], seen)
            unpacked = _unpack(archive, entry, allowance)
            if isinstance(unpacked, RefusedDocumentError) or sniff(unpacked, path) is not Medium.ZIP:
                yield path, unpacked
            elif depth >= limits.ARCHIVE_DEPTH:
                yield (
                    path,
                    RefusedDocumentError(
                        "document_too_large",
                        f"压缩包里套压缩包超过 {limits.ARCHIVE_DEPTH} 层，没有读取。请解压后放入其中的文件。",
                    ),
                )
            else:
                try:
                    yield from _members(unpacked, path, depth + 1, allowance)
                except RefusedDocumentError as refusal:
                    yield path, refusal


def _too_many() -> RefusedDocumentError:
    return RefusedDocumentError(
        "document_too_large",
        f"压缩包里的文件太多或太大（最多 {limits.ARCHIVE_MEMBERS} 个、"
        f"共 {limits.ARCHIVE_BYTES // 1024**2} MB），其余没有读取。请分成几个压缩包。",
    )


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowance: _Allowance) -> bytes | RefusedDocumentError:
    """One member's bytes, or why not. The stated size is not believed: the bytes are counted as they come."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        return RefusedDocumentError("document_unsupported", "压缩包里的这一项是链接，不是文件，没有读取。")
    if entry.flag_bits & _ENCRYPTED:
        return RefusedDocumentError("document_encrypted", "压缩包里的这个文件设有密码。请解压后放入文件本身。")
    bound = min(limits.DOCUMENT_BYTES, allowance.unpacked)
    too_large = RefusedDocumentError(
        "document_too_large",
        f"压缩包里的这个文件解压后太大（最多 {bound // 1024**2} MB）或压缩比异常，没有读取。",
    )
    if entry.file_size > bound or _is_bomb(entry.file_size, entry.compress_size):
        return too_large
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(entry) as member:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                if size > bound:
                    return too_large
                parts.append(chunk)
    except BROKEN_ZIP:
        return RefusedDocumentError("document_damaged", "压缩包里的这个文件已损坏，解压不出来。请重新压缩后再放入。")
    allowance.unpacked -= size
    return b"".join(parts)


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > limits.EXPANSION_FROM_BYTES and unpacked > packed * limits.EXPANSION


def _member_name(entry: zipfile.ZipInfo) -> str:
    """The member's name as its packer meant it: GBK where no flag says UTF-8 (Windows in China packs so)."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return name


def _is_litter(name: str) -> bool:
    return name.startswith(_IGNORED_NAMES[0]) or name.rsplit("/", 1)[-1] in _IGNORED_NAMES


def _unique(path: str, seen: dict[str, int]) -> str:
    """A zip may hold one name twice; the second is told apart by ``#2``."""
    seen[path] = seen.get(path, 0) + 1
    return path if seen[path] == 1 else f"{path}#{seen[path]}"
