"""Readings are kept by content and code; damaged ones, and failures of the moment, are read again."""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path

import pytest

from pipelines import settings
from pipelines.flow.reading import Job, pack_refusal, read_guarded
from pipelines.model.cells import RefusedDocumentError
from pipelines.model.errors import PlainError
from pipelines.warehouse.arrow import unpack
from pipelines.warehouse.cache import ReadingCache, in_order
from pipelines.workers import DEFAULT_LIMITS, Limits

TEXT = (settings.RAW / "004_e556e0c65d17b465.txt").read_bytes()
SHA256 = hashlib.sha256(TEXT).hexdigest()
JOB = Job(SHA256, "txt", ".txt", None, TEXT)
OTHER = Job(hashlib.sha256(b"no form").hexdigest(), "txt", ".txt", None, b"no form")


@pytest.fixture(scope="module")
def packed() -> bytes:
    (read,) = read_guarded([JOB, OTHER], 1, DEFAULT_LIMITS)
    assert read.trouble is None
    assert read.documents == 2
    return read.packed


def heads(packed: bytes) -> dict[str, tuple[str, str | None]]:
    rows = unpack(packed).select(["sha256", "state", "refusal_code"]).to_pylist()
    return {row["sha256"]: (row["state"], row["refusal_code"]) for row in rows}


def test_a_batch_holds_readings_and_refusals(packed: bytes) -> None:
    assert heads(packed) == {SHA256: ("read", None), OTHER.sha256: ("refused", "layout_is_recognised")}


def test_documents_that_take_too_long_are_refused_one_by_one() -> None:
    reads = list(read_guarded([JOB, OTHER], 1, Limits(seconds=0.01)))
    assert [heads(read.packed) for read in reads] == [
        {SHA256: ("refused", "document_time_limit")},
        {OTHER.sha256: ("refused", "document_time_limit")},
    ]
    assert all(read.trouble for read in reads)


def found(cache: ReadingCache, *contents: str) -> set[str]:
    places = cache.find({"txt": set(contents)})
    for sha256, (nested,) in ((sha256, in_order(places, [sha256])) for sha256 in places):
        assert nested.column("sha256").to_pylist() == [sha256]
    return set(places)


def test_what_was_kept_is_found_by_content_kind_and_code(packed: bytes, tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path, "v1")
    cache.keep("txt", packed)
    assert found(cache, SHA256, OTHER.sha256, "ff") == {SHA256, OTHER.sha256}
    assert found(cache, OTHER.sha256) == {OTHER.sha256}
    assert not cache.find({"csv": {SHA256}})
    assert not found(ReadingCache(tmp_path, "v2"), SHA256)


@pytest.mark.parametrize("damage", ["truncated", "garbage", "one bit"])
def test_a_damaged_file_is_forgotten(packed: bytes, tmp_path: Path, damage: str) -> None:
    cache = ReadingCache(tmp_path, "v1")
    cache.keep("txt", packed)
    (kept,) = tmp_path.rglob("*.arrow")
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes({"truncated": bytes(data[:-50]), "garbage": b"not arrow", "one bit": bytes(data)}[damage])
    assert not found(cache, SHA256)
    assert not kept.exists()


def test_a_cache_that_cannot_be_written_is_no_error(packed: bytes, tmp_path: Path) -> None:
    (tmp_path / "v1").write_text("a file where a directory should be")
    cache = ReadingCache(tmp_path, "v1")
    assert cache.keep("txt", packed) is None
    with cache.in_use():
        cache.tidy({"txt": {SHA256}}, [])
    assert not found(cache, SHA256)


def kept_one_by_one(cache: ReadingCache, number: int) -> list[str]:
    contents = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(number)]
    for sha256 in contents:
        cache.keep("txt", pack_refusal(sha256, 1, RefusedDocumentError("document_empty", "空")))
    return contents


def test_many_small_files_become_one_and_old_code_is_forgotten(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path, "v9")
    contents = kept_one_by_one(cache, 40)
    for age, version in enumerate(("v5", "v6", "v7", "v8")):
        (tmp_path / version).mkdir()
        os.utime(tmp_path / version, (age, age))
    cache.tidy({"txt": set(contents[:30])}, [])
    assert len(list(tmp_path.rglob("*.arrow"))) == 1
    assert found(cache, *contents) == set(contents[:30])
    assert {path.name for path in tmp_path.iterdir()} == {"v7", "v8", "v9"}


def test_files_that_another_process_uses_are_left_alone(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path, "v1")
    contents = kept_one_by_one(cache, 40)
    with ReadingCache(tmp_path, "v1").in_use():
        cache.tidy({"txt": set(contents)}, [])
    assert len(list(tmp_path.rglob("*.arrow"))) == 40


def test_what_no_refresh_used_for_long_is_forgotten(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path, "v1")
    contents = kept_one_by_one(cache, 3)
    places = cache.find({"txt": set(contents)})
    for path in places.values():
        os.utime(path, (0, 0))
    cache.tidy({"txt": set(contents)}, [places[contents[0]]])
    assert found(cache, *contents) == {contents[0]}


def test_readings_come_in_the_order_that_is_asked_for_each_once(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path, "v1")
    contents = kept_one_by_one(cache, 300)
    places = cache.find({"txt": set(contents)})
    random.Random(3).shuffle(contents)
    tables = list(in_order(places, [*contents, contents[0]]))
    assert [sha256 for table in tables for sha256 in table.column("sha256").to_pylist()] == contents
    with pytest.raises(KeyError):
        list(in_order(places, ["f" * 64]))
    places[contents[7]].unlink()
    with pytest.raises(PlainError, match="vanished"):
        list(in_order(places, [contents[7]]))
