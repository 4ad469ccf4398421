"""The refresh over the life of its documents: new, unchanged, replaced, withdrawn, copied, broken."""

from __future__ import annotations

import datetime
import json
import os
import shutil
from pathlib import Path

import duckdb
import pytest
from refreshing import YONGNING, YUANZHOU, Points, asked, options_in, raw_of, refresh_in

from pipelines import settings
from pipelines.flow.promises import verify_row_counts
from pipelines.flow.refresh import BlockedError, open_refresh, run_refresh
from pipelines.model.errors import PlainError
from pipelines.warehouse.lock import LockedError, single_writer
from pipelines.warehouse.release import LOCK_FILE, list_releases
from pipelines.workers import Limits

STATES = "select path, state from core.dim_document order by path"


def test_the_life_of_documents(tmp_path: Path) -> None:
    raw = raw_of(tmp_path / "raw", YUANZHOU)
    outside = tmp_path / "secret.txt"
    outside.write_text("not yours")
    (raw / "坏.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (raw / ".hidden.txt").write_text("not a document")
    (raw / "link.txt").symlink_to(outside)
    (raw / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(raw / "pipe.txt")
    (raw / 'it\'s "odd"\n\u202e.txt').write_text("no form")
    (raw / os.fsdecode("预算".encode("gb18030") + b".txt")).write_text("no form either")
    (raw / "empty.txt").touch()
    first = refresh_in(tmp_path)
    assert first.release and first.lives
    assert asked(tmp_path / "marts", "select path, state, refusal_code from staging.document order by path") == [
        (YUANZHOU, "read", None),
        ("dangling.txt", "refused", "document_link_outside"),
        ("empty.txt", "refused", "document_empty"),
        ('it\'s "odd"\n\u202e.txt', "refused", "layout_is_recognised"),
        ("link.txt", "refused", "document_link_outside"),
        ("pipe.txt", "refused", "document_unsupported"),
        ("坏.pdf", "refused", "document_damaged"),
        ("预算.txt", "refused", "layout_is_recognised"),
    ]
    assert asked(tmp_path / "marts", "select count(*) from core.fact_project") == [(7,)]
    assert outside.read_text() not in str(asked(tmp_path / "marts", "select text_printed from staging.source_cell"))

    # The same again, and nothing kept from the first: nothing differs but the name of the release.
    shutil.rmtree(tmp_path / "cache")
    second = refresh_in(tmp_path)
    assert second.release and second.lives
    assert second.release.content_hash == first.release.content_hash
    assert second.release.release_id > first.release.release_id
    assert (second.lives.new, second.lives.unchanged) == (0, 8)

    # One is replaced by a shorter one, a copy of it comes under another name, others go away; somebody is reading.
    shorter = (raw / YUANZHOU).read_text(encoding="utf-8").splitlines(keepends=True)
    (raw / YUANZHOU).write_text("".join(shorter[:90]), encoding="utf-8")
    shutil.copy(raw / YUANZHOU, raw / "copy.txt")
    for path in raw.iterdir():
        if path.name not in {YUANZHOU, "copy.txt"}:
            path.unlink()
    with duckdb.connect(str(tmp_path / "marts" / "indicators.duckdb"), read_only=True) as reader:
        third = refresh_in(tmp_path, now=datetime.datetime(2037, 3, 4, 12, tzinfo=datetime.UTC))
        assert reader.execute("select count(*) from core.fact_project").fetchall() == [(7,)]
    assert third.lives and third.release
    assert (third.lives.new, third.lives.replaced, third.lives.withdrawn_now) == (0, 1, 7)
    states = asked(tmp_path / "marts", STATES)
    assert states[:3] == [(YUANZHOU, "read"), (YUANZHOU, "withdrawn"), ("copy.txt", "duplicate")]
    assert {state for _, state in states[3:]} == {"withdrawn"} and len(states) == 10
    assert asked(tmp_path / "marts", "select count(distinct document_id), count(*) < 7 from core.fact_project") == [
        (1, True)
    ]
    causes = {row[0] for row in asked(tmp_path / "marts", "select distinct cause from marts.mart_change")}
    assert "replaced" in causes and "parser" not in causes

    # The same inputs with the clock set back: a later name, the same content, and the tombstones keep their day.
    fourth = refresh_in(tmp_path, now=datetime.datetime(2020, 3, 9, 12, tzinfo=datetime.UTC))
    assert fourth.release and fourth.release_id > third.release_id
    assert fourth.release.content_hash == third.release.content_hash
    reason = asked(tmp_path / "marts", "select state_reason from core.dim_document where path = '坏.pdf'")
    assert reason[0][0].startswith("2037-03-04")
    # The first and the second are of one day, of which the last stays.
    assert [r.release_id for r in list_releases(tmp_path / "marts")] == [
        release.release.release_id for release in (fourth, third, second)
    ]

    # A run that fails is recorded and leaves the release.
    (raw / "sources.yml").write_text("sources:\n  - id: x\n    nonsense: 1\n")
    with pytest.raises(PlainError, match=r"sources\.yml"):
        refresh_in(tmp_path)
    record = json.loads((tmp_path / "marts" / ".refresh.json").read_text())
    assert record["state"] == "failed" and "sources.yml" in record["error"] and record["step"] == "staging"
    assert asked(tmp_path / "marts", "select distinct release_id from core.fact_project") == [(fourth.release_id,)]


@pytest.mark.hard
def test_one_document_withdrawn_and_back_again(tmp_path: Path) -> None:
    raw = raw_of(tmp_path / "raw", YONGNING, YUANZHOU)
    first = refresh_in(tmp_path)
    (raw / YONGNING).unlink()
    refresh_in(tmp_path)
    assert asked(tmp_path / "marts", STATES) == [(YONGNING, "withdrawn"), (YUANZHOU, "read")]
    assert asked(tmp_path / "marts", "select count(*) from core.fact_project") == [(7,)]
    raw_of(raw, YONGNING)
    third = refresh_in(tmp_path, full=True)
    assert first.release and third.release
    same = [address for address in first.release.tables if address.startswith("core.fact")]
    assert all(first.release.tables[address] == third.release.tables[address] for address in same)


def test_nothing_to_read_is_said_and_nothing_published(tmp_path: Path) -> None:
    with pytest.raises(PlainError, match="no such directory"):
        refresh_in(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / ".keep").touch()
    with pytest.raises(PlainError, match="no documents here"):
        refresh_in(tmp_path)
    assert not (tmp_path / "marts" / "indicators.duckdb").exists()


@pytest.mark.hard
def test_a_document_that_takes_too_long_is_refused_alone(tmp_path: Path) -> None:
    raw_of(tmp_path / "raw", YUANZHOU)
    refresh = refresh_in(tmp_path, limits=Limits(seconds=0.01))
    assert [reason for _, reason in refresh.refused if "秒" in reason]
    assert not list((tmp_path / "cache").rglob("*.arrow")), "what another try might read is not remembered"


def test_lost_rows_of_unchanged_documents_block_publication(tmp_path: Path) -> None:
    raw_of(tmp_path / "raw", YUANZHOU)
    first = refresh_in(tmp_path)
    with open_refresh(options_in(tmp_path)) as refresh:
        for step in ("staging", "core"):
            refresh.run(step)
        refresh.connection.execute("delete from core.fact_target")
        refresh.connection.execute("delete from core.fact_indicator")
        with pytest.raises(BlockedError, match="--accept-row-counts"):
            verify_row_counts(refresh.connection, refresh.previous, accepted=False)
        assert not verify_row_counts(refresh.connection, refresh.previous, accepted=True).passed
    assert first.release
    assert asked(tmp_path / "marts", "select distinct release_id from core.fact_project") == [
        (first.release.release_id,)
    ]


def test_steps_run_in_order_only(tmp_path: Path) -> None:
    raw_of(tmp_path / "raw")
    with open_refresh(options_in(tmp_path)) as refresh, pytest.raises(PlainError, match="built whole"):
        refresh.run("marts")


def test_a_second_refresh_waits_and_says_for_whom(tmp_path: Path) -> None:
    raw_of(tmp_path / "raw")
    points = Points()
    with (
        single_writer(tmp_path / "marts" / LOCK_FILE, 0),
        pytest.raises(LockedError, match=f"process {os.getpid()}"),
        open_refresh(options_in(tmp_path, lock_wait_seconds=0.3), points),
    ):
        pass
    assert "waiting" in points.messages[0]


@pytest.mark.hard
@pytest.mark.parametrize("damage", ["truncated", "garbage", "other version"])
def test_a_damaged_cache_is_read_again_from_the_source(tmp_path: Path, damage: str) -> None:
    raw_of(tmp_path / "raw")
    first = refresh_in(tmp_path)
    (kept,) = (tmp_path / "cache").rglob("*.arrow")
    if damage == "truncated":
        kept.write_bytes(kept.read_bytes()[:-100])
    elif damage == "garbage":
        kept.write_bytes(b"not arrow")
    else:
        kept.parent.parent.rename(tmp_path / "cache" / "0123456789ab")
    second = refresh_in(tmp_path)
    assert first.release and second.release
    assert first.release.content_hash == second.release.content_hash


@pytest.mark.hard
def test_a_file_that_changes_or_vanishes_while_it_is_read(tmp_path: Path) -> None:
    raw = raw_of(tmp_path / "raw", YUANZHOU)
    (raw / "gone.txt").write_text("项目名称 道路")

    class Meddler(Points):
        def reached(self, point: str) -> None:
            if point == "documents listed":
                (raw / "gone.txt").unlink()
                shutil.copy(settings.RAW / YONGNING, raw / YUANZHOU)

    run_refresh(options_in(tmp_path), Meddler())
    assert asked(tmp_path / "marts", "select path, state, refusal_code from staging.document order by path") == [
        (YUANZHOU, "read", None),
        ("gone.txt", "refused", "document_vanished"),
    ]
    assert asked(tmp_path / "marts", "select count(*) from core.fact_project") == [(21,)]


@pytest.mark.hard
def test_a_damaged_last_release_does_not_stop_the_next(tmp_path: Path) -> None:
    raw_of(tmp_path / "raw")
    refresh_in(tmp_path)
    (tmp_path / "marts" / "indicators.duckdb").resolve().write_bytes(b"nonsense")
    points = Points()
    run_refresh(options_in(tmp_path), points)
    assert any("passed over" in message for message in points.messages)
    assert asked(tmp_path / "marts", "select count(*) from core.fact_project") == [(7,)]
