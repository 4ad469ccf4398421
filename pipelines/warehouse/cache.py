"""Readings kept from earlier refreshes, so that only what is new is read. May be deleted at any time: nothing is lost.

``<directory>/<parser version>/<kind>/<sha256 of the file>.arrow``: packed documents (:mod:`pipelines.warehouse.arrow`),
many to a file. ``kind`` is what else decides a reading beside content and code (the ending of the name, a password). A
file is written once under the checksum of its bytes, so that a damaged one is known, and read again from the source.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import itertools
import os
import shutil
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.model.errors import PlainError
from pipelines.warehouse.arrow import contents_of, nested_schema, pack_table, unpack

_LOCK = ".in_use"
_SUFFIX = ".arrow"
_SMALL_BYTES = 1 << 20
_SMALL_FILES = 32
"""More files smaller than that are put together: a nightly handful of documents must not become ten thousand files."""
_UNUSED_DAYS = 60
_VERSIONS_KEPT = 3
_DOCUMENTS_AT_ONCE = 256
_FILES_OPEN = 8
"""Neighbours were mostly kept together, so that few files are opened twice."""


@dataclass(frozen=True, slots=True)
class ReadingCache:
    """The kept readings of one parser version."""

    directory: Path
    parser_version: str
    _home: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_home", self.directory / self.parser_version)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """While this lasts no other process puts files together. A cache that cannot be written needs no guard."""
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(OSError):
                fcntl.flock(stack.enter_context(self._lock()), fcntl.LOCK_SH)
            yield

    def is_empty(self) -> bool:
        """Whether no reading is kept: everything will have to be read."""
        return not any(self._home.glob(f"*/*{_SUFFIX}"))

    def find(self, wanted: Mapping[str, set[str]]) -> dict[str, Path]:
        """The file that holds the reading of each of these contents (SHA-256, by kind). Damaged files are forgotten.

        A content that was not kept is simply not among the answers.
        """
        found: dict[str, Path] = {}
        for kind, contents in wanted.items():
            for path in self._files(kind):
                for sha256 in _contents_of_whole(path):
                    if sha256 in contents:
                        found.setdefault(sha256, path)
        return found

    def keep(self, kind: str, packed: bytes) -> Path | None:
        """Keep packed documents. A cache that cannot be written (disk full, read-only) is no reason to fail: None."""
        home = self._home / kind
        path = home / (hashlib.sha256(packed).hexdigest() + _SUFFIX)
        try:
            home.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                unfinished = path.with_suffix(f".{os.getpid()}")
                unfinished.write_bytes(packed)
                unfinished.replace(path)
        except OSError:
            return None
        return path

    def tidy(self, wanted: Mapping[str, set[str]], used: Iterable[Path]) -> None:
        """Put small files together without what is not wanted, forget what no refresh used for long, and older code.

        Not while another process uses them; a cache that cannot be written is no reason to fail.
        """
        with contextlib.suppress(OSError):
            for path in set(used):
                path.touch()
            with self._lock() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                for kind, contents in wanted.items():
                    self._merge(kind, contents)
                forgotten = time.time() - _UNUSED_DAYS * 86400
                for path in self._home.glob("*/*"):
                    if path.stat().st_mtime < forgotten:
                        path.unlink(missing_ok=True)
            self._home.touch()
            versions = [path for path in self.directory.iterdir() if path.is_dir()]
            for old in sorted(versions, key=lambda path: path.stat().st_mtime, reverse=True)[_VERSIONS_KEPT:]:
                shutil.rmtree(old, ignore_errors=True)

    def _merge(self, kind: str, contents: set[str]) -> None:
        small = [path for path in self._files(kind) if path.stat().st_size < _SMALL_BYTES]
        if len(small) <= _SMALL_FILES:
            return
        waiting: list[Path] = []
        for path in small:
            waiting.append(path)
            if sum(one.stat().st_size for one in waiting) >= _SMALL_BYTES:
                self._merge_files(kind, waiting, contents)
                waiting = []
        self._merge_files(kind, waiting, contents)

    def _merge_files(self, kind: str, paths: list[Path], contents: set[str]) -> None:
        missing = set(contents)
        tables = [nested_schema().empty_table()]
        for path in paths:
            table = unpack(path.read_bytes())
            tables.append(table.filter(pc.is_in(table.column("sha256"), pa.array(sorted(missing), pa.string()))))
            missing.difference_update(tables[-1].column("sha256").to_pylist())
        merged = pa.concat_tables(tables)
        kept = self.keep(kind, pack_table(merged)) if merged.num_rows else None
        if kept or not merged.num_rows:
            for path in paths:
                if path != kept:
                    path.unlink(missing_ok=True)

    def _lock(self) -> TextIO:
        self._home.mkdir(parents=True, exist_ok=True)
        return (self._home / _LOCK).open("a")

    def _files(self, kind: str) -> list[Path]:
        return sorted((self._home / kind).glob("*" + _SUFFIX))


def in_order(places: Mapping[str, Path], contents: Iterable[str]) -> Iterator[pa.Table]:
    """The kept readings of these contents, in this order, each once, some hundred documents at a time.

    Holds a few files in memory, never all: so that rows stand in the order of the documents whatever was kept when.

    Raises:
        KeyError: a content is not among ``places``.
        PlainError: a file is gone or damaged since it was found.
    """
    files: OrderedDict[Path, tuple[pa.Table, dict[str, int]]] = OrderedDict()

    def row_of(sha256: str) -> pa.Table:
        path = places[sha256]
        if path not in files:
            try:
                table = unpack(path.read_bytes())
            except (OSError, ValueError) as error:
                raise PlainError(f"{path}: kept readings vanished while they were needed. Refresh again") from error
            files[path] = table, {content: row for row, content in enumerate(table.column("sha256").to_pylist())}
        files.move_to_end(path)
        if len(files) > _FILES_OPEN:
            files.popitem(last=False)
        table, rows = files[path]
        return table.slice(rows[sha256], 1)

    distinct = iter(dict.fromkeys(contents))
    while some := list(itertools.islice(distinct, _DOCUMENTS_AT_ONCE)):
        yield pa.concat_tables([row_of(sha256) for sha256 in some])


def _contents_of_whole(path: Path) -> list[str]:
    """What a file holds; nothing where it is damaged, and then it is forgotten."""
    try:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == path.stem:
            return contents_of(data)
    except (OSError, ValueError):
        return []
    path.unlink(missing_ok=True)
    return []
