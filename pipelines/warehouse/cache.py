"""Readings kept from earlier refreshes, so that only what is new is read. May be deleted at any time: nothing is lost.

``<directory>/<parser version>/<kind>/<sha256 of the file>.arrow``: packed documents (:mod:`pipelines.warehouse.arrow`),
many to a file. ``kind`` is what else decides a reading beside content and code (the ending of the name, a password). A
file is written once under the checksum of its bytes, so that a damaged one is known, and read again from the source.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.warehouse.arrow import nested_schema, unpack

_FILES_BEFORE_MERGING = 32
_VERSIONS_KEPT = 3
_SUFFIX = ".arrow"


@dataclass(frozen=True, slots=True)
class ReadingCache:
    """The kept readings of one parser version."""

    directory: Path
    parser_version: str
    _home: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_home", self.directory / self.parser_version)

    def find(self, wanted: Mapping[str, set[str]]) -> Iterator[tuple[str, pa.Table]]:
        """The kept readings of these contents (SHA-256, by kind): per file its kind and a table, each content once.

        Damaged files are forgotten. A content that is not found is simply not among the answers.
        """
        for kind, contents in wanted.items():
            missing = set(contents)
            for path in self._files(kind):
                if not missing:
                    break
                kept = _whole(path)
                if kept is None:
                    continue
                found = kept.filter(pc.is_in(kept.column("sha256"), pa.array(sorted(missing), pa.string())))
                if found.num_rows:
                    missing -= set(found.column("sha256").to_pylist())
                    yield kind, found

    def keep(self, kind: str, packed: bytes) -> None:
        """Keep packed documents. A cache that cannot be written (disk full, read-only) is no reason to fail."""
        with contextlib.suppress(OSError):
            home = self._home / kind
            home.mkdir(parents=True, exist_ok=True)
            path = home / (hashlib.sha256(packed).hexdigest() + _SUFFIX)
            if not path.exists():
                unfinished = path.with_suffix(f".{os.getpid()}")
                unfinished.write_bytes(packed)
                unfinished.replace(path)

    def tidy(self, wanted: Mapping[str, set[str]]) -> None:
        """Put many small files together, drop what no document needs, and forget the readings of older code."""
        with contextlib.suppress(OSError):
            for kind, contents in wanted.items():
                files = self._files(kind)
                if len(files) > _FILES_BEFORE_MERGING:
                    self._merge(kind, files, contents)
            versions = [path for path in self.directory.iterdir() if path.is_dir()]
            self._home.touch()
            for old in sorted(versions, key=lambda path: path.stat().st_mtime, reverse=True)[_VERSIONS_KEPT:]:
                shutil.rmtree(old, ignore_errors=True)

    def _merge(self, kind: str, files: Iterable[Path], contents: set[str]) -> None:
        found = [table for _, table in self.find({kind: contents})]
        if found:
            self.keep(kind, packed(pa.concat_tables(found)))
        newest = max(self._files(kind), key=lambda path: path.stat().st_mtime_ns)
        for path in files:
            if path != newest:
                path.unlink(missing_ok=True)

    def _files(self, kind: str) -> list[Path]:
        return sorted((self._home / kind).glob("*" + _SUFFIX))


def packed(nested: pa.Table) -> bytes:
    """A table of the nested schema as bytes."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, nested_schema(), options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(nested)
    return bytes(sink.getvalue())


def _whole(path: Path) -> pa.Table | None:
    try:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == path.stem:
            return unpack(data)
    except (OSError, ValueError):
        return None
    path.unlink(missing_ok=True)
    return None
