# ruff: noqa: E501 - a case is read best in one line
"""A raw directory as an enemy would leave it: names that are commands, links that lead out, things that are no files.

The whole refresh runs over it. Every healthy document is read under its own name, everything else is listed with a
reason, nothing from outside gets in, and no name does anything where it is shown.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from pipelines import settings
from pipelines.extract import read_document, received_documents
from pipelines.model.cells import RefusedDocumentError
from pipelines.normalise import read_forms
from tests.documents import hostile_office as office
from tests.documents import hostile_pdf as pdf
from tests.documents.forms import FORMS
from tests.documents.package import word, zipped
from tests.documents.write import WRITERS
from tests.integration.refreshing import asked, refresh_in

_FORM = (settings.RAW / "004_e556e0c65d17b465.txt").read_bytes()
_SECRET = "这一行不在原始目录里"
_NAMES = [
    "'; drop table core.dim_document; --.txt", 'quo"ted.txt', "line\nbreak.txt", "\u202etxt.exe.txt", "<script>alert(1)<b>.txt",
    "=cmd|' C'!A0.txt", "+1.txt", "-rf.txt", "@SUM(A1).txt", "\x1b[31mred.txt", "{{ 7*7 }}.txt", "%2e%2e%2fx.txt",
    " blank .txt", "长" * 80 + ".txt", "no ending", "wrong.pdf", "wrong.docx", "sub/\u200b.txt", "a\\b.txt",
]  # fmt: skip


def _fill(raw: Path) -> int:
    """Everything at once; returns how many healthy documents there are, each of its own content."""
    for number, name in enumerate(_NAMES):
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_bytes(_FORM + b"\n" * (number + 2))
    Path(os.fsdecode(os.fsencode(raw) + b"/" + "国标名.txt".encode("gbk"))).write_bytes(_FORM + b"\n" * 100)
    (raw / "members.zip").write_bytes(
        zipped(
            {
                "../../../outside.txt": _FORM + b"\n" * 101,
                "/root.txt": _FORM + b"\n" * 102,
                "x\ny'.txt": _FORM + b"\n" * 103,
            }
        )
    )
    outside = raw.parent / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(_SECRET * 10, encoding="utf-8")
    (raw / "itself.txt").symlink_to(raw / "itself.txt")
    (raw / "link.txt").symlink_to(outside / "secret.txt")
    (raw / "up").symlink_to(outside)
    (raw / "loop").symlink_to(raw)
    os.mkfifo(raw / "pipe.txt")
    (raw / "bomb.zip").write_bytes(office.zip_bomb(40 * office.MIB))
    (raw / "overlap.zip").write_bytes(office.overlapping(100, office.MIB))
    (raw / "laughs.docx").write_bytes(word(office.paragraph("&j;"), prologue=office.LAUGHS))
    (raw / "circle.pdf").write_bytes(pdf.drawing_that_draws_itself())
    (raw / "empty.pdf").write_bytes(b"")
    return len(_NAMES) + 4


@pytest.mark.hard
def test_a_hostile_directory_harms_nothing(tmp_path: Path) -> None:
    raw, marts = tmp_path / "raw", tmp_path / "marts"
    raw.mkdir()
    healthy = _fill(raw)
    assert refresh_in(tmp_path).release is not None
    states = dict(asked(marts, "select path, state from core.dim_document"))
    reasons = dict(asked(marts, "select path, refusal_code from staging.document where state = 'refused'"))
    assert list(states.values()).count("read") == healthy
    assert states["国标名.txt"] == "read"
    assert set(_NAMES) <= set(states)
    assert reasons == {
        "link.txt": "document_link_outside", "up": "document_link_outside", "loop": "document_unsupported",
        "pipe.txt": "document_unsupported", "bomb.zip!/甲.txt": "document_too_large",
        "overlap.zip": "document_too_large", "laughs.docx": "document_damaged", "circle.pdf": "document_too_large",
        "empty.pdf": "document_empty", "itself.txt": "document_inaccessible",
    }  # fmt: skip
    assert asked(marts, "select count(*) from core.fact_project") == [(7 * healthy,)]
    for page in marts.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert _SECRET not in text
        assert "<script>alert(1)" not in text
    for file in marts.rglob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            starts = {field[:1] for row in csv.reader(stream) for field in row if not _is_number(field)}
        assert not starts & set("=+@\t\r"), file.name
    assert not (tmp_path / "outside.txt").exists()
    assert sorted(path.name for path in (tmp_path / "outside").iterdir()) == ["secret.txt"]


def _is_number(field: str) -> bool:
    return field.lstrip("+-").replace(".", "", 1).isdecimal()


@pytest.mark.parametrize("name", [*WRITERS, "form.zip"])
def test_a_file_cut_at_every_tenth_is_refused_or_its_cells_are_accounted_for(name: str) -> None:
    form = next(iter(FORMS.values()))()
    whole = (
        zipped({n: WRITERS[n](form) for n in ("form.docx", "form.txt")}) if name == "form.zip" else WRITERS[name](form)
    )
    for tenth in range(10):
        for path, content in received_documents(whole[: len(whole) * tenth // 10], name):
            try:
                if isinstance(content, RefusedDocumentError):
                    raise content
                read = read_document(content, path)[1]
            except RefusedDocumentError as refusal:
                assert refusal.message.endswith("。")
            else:
                assert len(read_forms(read).fates) == len(read.cells())
