"""A release is published whole or not at all, kept by policy, and can be brought back."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipelines.warehouse.publish import publish, roll_back, tidy
from pipelines.warehouse.release import (
    BEIJING,
    BUILDING,
    NIGHTLY_KEPT,
    Release,
    ReleaseError,
    check_whole,
    file_checksums,
    kept_ids,
    known_ids,
    list_releases,
    next_release_id,
    published_directory,
    read_release,
)


def build(marts: Path, release_id: str, text: str) -> Path:
    built = marts / BUILDING / release_id
    (built / "csv" / "core").mkdir(parents=True)
    (built / "indicators.duckdb").write_text(text)
    (built / "csv" / "core" / "fact.csv").write_text(text)
    release = Release(
        release_id, "2026-01-01T00:00:00+00:00", "c", "p", "i", text, {}, [], {}, {}, file_checksums(built)
    )
    (built / "RELEASE.json").write_text(release.as_json(), encoding="utf-8")
    return built


def released(marts: Path, release_id: str, text: str | None = None) -> None:
    publish(marts, build(marts, release_id, text or release_id))


def test_all_names_switch_at_once_and_lead_to_the_release(tmp_path: Path) -> None:
    released(tmp_path, "20260101T023000", "one")
    released(tmp_path, "20260102T023000", "two")
    assert (tmp_path / "indicators.duckdb").read_text() == "two"
    assert (tmp_path / "csv" / "core" / "fact.csv").read_text() == "two"
    assert json.loads((tmp_path / "RELEASE.json").read_text())["release_id"] == "20260102T023000"
    assert [release.release_id for release in list_releases(tmp_path)] == ["20260102T023000", "20260101T023000"]
    assert not (tmp_path / BUILDING).exists()


def test_an_open_file_keeps_what_it_held(tmp_path: Path) -> None:
    released(tmp_path, "20260101T023000", "one")
    with (tmp_path / "indicators.duckdb").open() as reader:
        released(tmp_path, "20260102T023000", "two")
        assert reader.read() == "one"


def test_what_stood_there_before_gives_way(tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "old.csv").write_text("old")
    (tmp_path / "indicators.duckdb").write_text("old")
    (tmp_path / "indicators.duckdb.wal").write_text("stale")
    released(tmp_path, "20260101T023000", "one")
    assert (tmp_path / "indicators.duckdb").read_text() == "one"
    assert not (tmp_path / "indicators.duckdb.wal").exists()
    assert [path.name for path in (tmp_path / "csv").iterdir()] == ["core"]


def test_a_name_that_a_release_no_longer_has_goes_away(tmp_path: Path) -> None:
    built = build(tmp_path, "20260101T023000", "one")
    (built / "extra.html").write_text("x")
    publish(tmp_path, built)
    (tmp_path / "notes of a person.txt").write_text("stay")
    released(tmp_path, "20260102T023000")
    assert not (tmp_path / "extra.html").is_symlink()
    assert (tmp_path / "notes of a person.txt").read_text() == "stay"


def test_deleting_the_dated_copies_does_not_touch_the_published_release(tmp_path: Path) -> None:
    released(tmp_path, "20260101T023000", "one")
    shutil.rmtree(tmp_path / "releases")
    assert (tmp_path / "indicators.duckdb").read_text() == "one"
    tidy(tmp_path)
    assert check_whole(tmp_path / "releases" / "20260101T023000").release_id == "20260101T023000"


def test_what_a_dead_run_left_is_cleared_away(tmp_path: Path) -> None:
    released(tmp_path, "20260101T023000", "one")
    build(tmp_path, "20260102T023000", "half")
    (tmp_path / ".published" / "20260103T023000").mkdir()
    (tmp_path / "releases" / "20260104T023000.unfinished").mkdir()
    tidy(tmp_path)
    assert known_ids(tmp_path) == {"20260101T023000"}
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["20260101T023000"]


def test_roll_back_and_forth(tmp_path: Path) -> None:
    released(tmp_path, "20260101T023000", "one")
    released(tmp_path, "20260102T023000", "two")
    assert roll_back(tmp_path, "20260101T023000").content_hash == "one"
    assert (tmp_path / "csv" / "core" / "fact.csv").read_text() == "one"
    roll_back(tmp_path, "20260101T023000")
    roll_back(tmp_path, "20260102T023000")
    assert (tmp_path / "indicators.duckdb").read_text() == "two"


def test_a_damaged_or_missing_release_is_not_published_again(tmp_path: Path) -> None:
    released(tmp_path, "20260101T023000", "one")
    released(tmp_path, "20260102T023000", "two")
    (tmp_path / "releases" / "20260101T023000" / "indicators.duckdb").write_text("tampered")
    with pytest.raises(ReleaseError, match="damaged"):
        roll_back(tmp_path, "20260101T023000")
    with pytest.raises(ReleaseError, match="no release 20200101T000000"):
        roll_back(tmp_path, "20200101T000000")
    assert (tmp_path / "indicators.duckdb").read_text() == "two"


def test_ids_grow_even_when_the_clock_was_set_back() -> None:
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=BEIJING)
    first = next_release_id([], now)
    second = next_release_id([first], now)
    third = next_release_id([first, second], now - timedelta(days=400))
    assert first == "20260102T030405"
    assert first < second < third


def test_fourteen_nights_and_every_month_are_kept() -> None:
    start = datetime(2025, 1, 1, 2, 30, tzinfo=BEIJING)
    nights = [(start + timedelta(days=day)).strftime("%Y%m%dT%H%M%S") for day in range(400)]
    kept = kept_ids(nights, None)
    assert set(nights[-NIGHTLY_KEPT:]) <= kept
    months = {night[:6] for night in nights}
    assert {night[:6] for night in kept} == months
    last_of_month = {max(night for night in nights if night[:6] == month) for month in months}
    assert kept == set(nights[-NIGHTLY_KEPT:]) | last_of_month
    assert kept_ids(nights, nights[3]) - kept == {nights[3]}
    assert kept_ids([*nights, *(f"{nights[-1][:9]}1{n:05d}" for n in range(30))], None) >= set(nights[-NIGHTLY_KEPT:-1])


def test_a_release_file_that_is_not_one_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="indicators refresh"):
        read_release(tmp_path)
    (tmp_path / "RELEASE.json").write_text('{"release_id": ')
    with pytest.raises(ReleaseError, match="indicators refresh"):
        read_release(tmp_path)
    assert published_directory(tmp_path) is None
