"""What waits, what stands, what went wrong; and what lies in the raw directory."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import duckdb
import pytest

from pipelines.flow.promises import load_row_limits
from pipelines.flow.receiving import list_received, read_bytes
from pipelines.flow.run_record import RunRecord, write_record
from pipelines.flow.status import look
from pipelines.model.cells import RefusedDocumentError
from pipelines.model.errors import PlainError
from pipelines.model.schema.table import Column, Table
from pipelines.warehouse.fingerprint import fingerprint
from pipelines.warehouse.lock import single_writer
from pipelines.warehouse.release import LOCK_FILE, Release

NOW = datetime.datetime(2026, 1, 2, 12, tzinfo=datetime.UTC)


def publish(marts: Path, *contents: str) -> None:
    release = Release("20260102T023000", "2026-01-01T18:30:00+00:00", "c", "p", "i", "h", {"read": 1}, contents, {}, {})
    (marts / ".published" / release.release_id).mkdir(parents=True)
    (marts / ".published" / release.release_id / "RELEASE.json").write_text(release.as_json())
    (marts / ".current").symlink_to(f".published/{release.release_id}")


def raw_with(directory: Path, **files: str) -> Path:
    directory.mkdir(exist_ok=True)
    for name, text in files.items():
        (directory / f"{name}.txt").write_text(text)
    return directory


def test_before_the_first_release(tmp_path: Path) -> None:
    status = look(raw_with(tmp_path / "raw", a="x"), tmp_path / "marts", max_age_hours=36, now=NOW)
    assert status.release_id is None and "indicators refresh" in status.problems[0]


def test_all_is_well_and_two_documents_wait(tmp_path: Path) -> None:
    raw = raw_with(tmp_path / "raw", a="x", b="y", c="z")
    publish(tmp_path, next(document.sha256 for document in list_received(raw) if document.path == "a.txt"))
    status = look(raw, tmp_path, max_age_hours=36, now=NOW)
    assert (status.problems, status.waiting, status.age_hours) == ([], 2, 17.5)


@pytest.mark.parametrize(
    ("record", "hours", "problem"),
    [
        (RunRecord("r", 1, "t").ended("the disk is full", "exports"), 36, "failed at exports: the disk is full"),
        (RunRecord("r", 1, "t"), 36, "process was killed"),
        (RunRecord("r", 1, "t").ended(None, "release"), 12, "18 hours old"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, record: RunRecord, hours: int, problem: str) -> None:
    publish(tmp_path)
    write_record(tmp_path, record)
    status = look(raw_with(tmp_path / "raw", a="x"), tmp_path, max_age_hours=hours, now=NOW)
    assert problem in status.problems[0]


def test_a_running_refresh_is_no_problem(tmp_path: Path) -> None:
    publish(tmp_path)
    write_record(tmp_path, RunRecord("r", 1, "t"))
    with single_writer(tmp_path / LOCK_FILE, 0):
        status = look(raw_with(tmp_path / "raw", a="x"), tmp_path, max_age_hours=36, now=NOW)
    assert status.running_since and not status.problems


def test_archives_are_opened_and_the_register_is_no_document(tmp_path: Path) -> None:
    raw = raw_with(tmp_path / "raw", b="text")
    (raw / "sources.yml").write_text("sources: []")
    (raw / ".DS_Store").write_text("litter")
    (raw / "deep").mkdir()
    with zipfile.ZipFile(raw / "deep" / "a.zip", "w") as archive:
        archive.writestr("x/一.txt", "one")
        archive.writestr("../../escape.txt", "two")
    received = list_received(raw)
    assert [document.path for document in received] == ["b.txt", "deep/a.zip!/../../escape.txt", "deep/a.zip!/x/一.txt"]
    assert {content for _, content in read_bytes(received)} == {b"text", b"one", b"two"}
    assert not (tmp_path / "escape.txt").exists()


def test_what_changed_or_vanished_since_it_was_listed(tmp_path: Path) -> None:
    raw = raw_with(tmp_path / "raw", changed="before", gone="soon")
    received = list_received(raw)
    (raw / "gone.txt").unlink()
    (raw / "changed.txt").write_text("after")
    (changed, content), (_, refusal) = read_bytes(received)
    assert content == b"after" and changed.sha256 != received[0].sha256
    assert isinstance(refusal, RefusedDocumentError) and refusal.code == "document_vanished"


def test_a_link_that_stays_inside_is_a_file_and_one_that_leaves_is_refused(tmp_path: Path) -> None:
    raw = raw_with(tmp_path / "raw", a="x")
    (raw / "inside.txt").symlink_to(raw / "a.txt")
    (raw / "outside").symlink_to(tmp_path)
    codes = {document.path: document.refusal.code if document.refusal else None for document in list_received(raw)}
    assert codes == {"a.txt": None, "inside.txt": None, "outside": "document_link_outside"}


def test_row_limits_are_reviewed_and_checked(tmp_path: Path) -> None:
    limits = load_row_limits()
    assert limits.allowed_loss("core.fact_target", 1000) == 20
    assert limits.allowed_loss("core.fact_target", 10) == limits.tolerated_rows
    path = tmp_path / "row_counts.yml"
    path.write_text("default_loss: much\n")
    with pytest.raises(PlainError, match=r"row_counts\.yml"):
        load_row_limits(path)


def test_a_fingerprint_knows_rows_but_not_their_order_or_release() -> None:
    text = [Column(name, "VARCHAR", name, name, name) for name in ("a", "release_id")]
    table = Table("main", "t", "t", "t", "t", "t", tuple(text), ("a",))

    def of(*rows: tuple[str | None, str]) -> object:
        with duckdb.connect() as connection:
            connection.execute("create table main.t (a varchar, release_id varchar)")
            for row in rows:
                connection.execute("insert into main.t values (?, ?)", row)
            return fingerprint(connection, [table])["main.t"]

    assert of(("x", "1"), ("y", "1")) == of(("y", "2"), ("x", "2"))
    assert of(("x", "1"), ("x", "1")) != of(("y", "1"), ("y", "1"))
    assert of(("x", "1")) != of(("x", "1"), ("x", "1"), ("x", "1"))
    assert of((None, "1")) != of(("", "1"))
