"""What lies in the raw directory: every file, archives opened, each document with the SHA-256 of its content.

Nothing is understood here and nothing is left out in silence: what cannot be opened is received with its refusal.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.extract import limits, received_documents
from pipelines.model.cells import RefusedDocumentError
from pipelines.model.errors import PlainError

REGISTER = "sources.yml"
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Received:
    """One document as it was received.

    ``path`` is relative to the raw directory, with ``/``, and for a member of an archive ``archive.zip!/member``.
    ``file`` holds its bytes. ``sha256`` is that of the content (of the name, where there is none to read).
    """

    path: str
    file: Path
    sha256: str
    size_bytes: int
    refusal: RefusedDocumentError | None = None


def list_received(raw: Path) -> list[Received]:
    """Every document below ``raw``, in the order of their paths. Hidden files and ``sources.yml`` are no documents.

    Raises:
        PlainError: the directory is missing, or there is no document in it.
    """
    if not raw.is_dir():
        raise PlainError(f"{raw}: no such directory. Make it and put documents there, or name another with --raw")
    received = [document for file in _files(raw) for document in _received_in(file, raw)]
    if not received:
        raise PlainError(f"{raw}: no documents here. Put text, PDF, Word or Excel files into it")
    return sorted(received, key=lambda document: document.path)


def read_bytes(received: list[Received]) -> Iterator[tuple[Received, bytes | RefusedDocumentError]]:
    """The bytes of each document, files opened once even where they hold several documents.

    A file may have changed or vanished since it was listed: a changed one comes with the SHA-256 of what is there now,
    a vanished one with the refusal ``document_vanished``.
    """
    by_file: dict[Path, list[Received]] = {}
    for document in received:
        if document.refusal is not None:
            # Never opened: it may be a pipe that blocks, or a link that leads out.
            yield document, document.refusal
        else:
            by_file.setdefault(document.file, []).append(document)
    for file, documents in by_file.items():
        yield from _contents(file, documents)


def _contents(file: Path, documents: list[Received]) -> Iterator[tuple[Received, bytes | RefusedDocumentError]]:
    """The documents of one file as they are unpacked: of an archive one member is in memory at a time."""
    waiting = {document.path: document for document in documents}
    refusal = RefusedDocumentError("document_vanished", "文件在读取过程中消失了。请确认文件仍在，下次更新会再读。")
    try:
        for path, content in received_documents(_steady_bytes(file), _top_name(documents[0].path)):
            document = waiting.pop(path, None)
            if document is None:
                continue
            if isinstance(content, RefusedDocumentError):
                yield document, content
            else:
                yield Received(path, file, hashlib.sha256(content).hexdigest(), len(content)), content
    except FileNotFoundError:
        pass
    except OSError as error:
        refusal = _inaccessible(error)
    for document in waiting.values():
        yield document, refusal


def _top_name(path: str) -> str:
    return path.partition("!/")[0]


def _files(raw: Path) -> Iterator[Path]:
    for directory, names, files in os.walk(raw):
        names[:] = sorted(name for name in names if not name.startswith("."))
        here = Path(directory)
        linked = [name for name in names if (here / name).is_symlink()]
        for name in sorted([*files, *linked]):
            if not name.startswith(".") and not (here == raw and name == REGISTER):
                yield here / name


def _received_in(file: Path, raw: Path) -> Iterator[Received]:
    path = _shown_path(file, raw)
    try:
        # realpath, not resolve(): a link to itself must not raise.
        if file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(raw.resolve()):
            yield _refused(
                path, file, "document_link_outside", "这是指向原始目录之外的链接，没有读取。请放入文件本身。"
            )
        elif not stat.S_ISREG(file.stat().st_mode):
            yield _refused(path, file, "document_unsupported", "这不是普通文件（目录链接、管道或设备），没有读取。")
        elif (size := file.stat().st_size) > (
            bound := limits.ARCHIVE_BYTES if _is_zip(file) else limits.DOCUMENT_BYTES
        ):
            message = f"文件有 {size >> 20} MB，超过 {bound >> 20} MB，没有读取。请拆分后再放入。"
            with file.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            yield Received(path, file, sha256, size, RefusedDocumentError("document_too_large", message))
        else:
            data = _steady_bytes(file)
            for member, content in received_documents(data, path):
                if isinstance(content, RefusedDocumentError):
                    whole = member == path
                    sha256 = hashlib.sha256(data).hexdigest() if whole else _hash_of_name(member)
                    yield Received(member, file, sha256, len(data) if whole else 0, content)
                else:
                    yield Received(member, file, hashlib.sha256(content).hexdigest(), len(content))
    except FileNotFoundError:
        # It was taken away again while the directory was listed: it never arrived.
        if file.is_symlink():
            yield _refused(path, file, "document_vanished", "这是一个失效的链接，没有内容可读。请放入文件本身。")
    except OSError as error:
        yield Received(path, file, _hash_of_name(path), 0, _inaccessible(error))


def _steady_bytes(file: Path) -> bytes:
    """The bytes of a file that did not change while they were read, where it stands still for long enough."""
    for _ in range(_ATTEMPTS):
        with file.open("rb") as stream:
            before = os.fstat(stream.fileno())
            data = stream.read()
            after = os.fstat(stream.fileno())
        if (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size) and len(data) == after.st_size:
            break
    return data


def _is_zip(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def _refused(path: str, file: Path, code: str, message: str) -> Received:
    return Received(path, file, _hash_of_name(path), 0, RefusedDocumentError(code, message))


def _inaccessible(error: OSError) -> RefusedDocumentError:
    message = f"文件打不开（{error.strerror or error}），没有读取。请检查权限或重新放入。"
    return RefusedDocumentError("document_inaccessible", message)


def _hash_of_name(path: str) -> str:
    return hashlib.sha256(f"no content: {path}".encode()).hexdigest()


def _shown_path(file: Path, raw: Path) -> str:
    """The path as text: names that are not UTF-8 are read as the Chinese Windows writes them, else escaped."""
    name = file.relative_to(raw).as_posix()
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raw_name = os.fsencode(name)
        try:
            return raw_name.decode("gb18030")
        except UnicodeDecodeError:
            return raw_name.decode("utf-8", "backslashreplace")
    return name
