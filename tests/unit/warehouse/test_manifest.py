"""The register of the raw directory."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import pytest

from pipelines import settings
from pipelines.model.errors import PlainError
from pipelines.warehouse.manifest import load_manifest


def write(raw: Path, text: str) -> Path:
    (raw / "sources.yml").write_text(text, encoding="utf-8")
    return raw


def test_no_register_is_an_empty_one(tmp_path: Path) -> None:
    assert load_manifest(tmp_path).of("a.txt") is None


@pytest.mark.parametrize("text", ["", "sources: []\n", "# only a remark\n", "\ufeffsources: []\n"])
def test_an_empty_register(tmp_path: Path, text: str) -> None:
    assert not load_manifest(write(tmp_path, text)).by_file


def test_a_code_of_digits_needs_no_quotes(tmp_path: Path) -> None:
    source = load_manifest(write(tmp_path, "sources:\n- {id: 7, file: x, place_code: 640121}\n")).of("x")
    assert source is not None
    assert (source.id, source.place_code) == ("7", "640121")


def test_an_entry(tmp_path: Path) -> None:
    text = (
        "sources:\n- {id: a-1, file: 2024/甲 乙.txt, place_code: '640121001', fiscal_year: 2024, "
        "obtained_on: 2024-03-01, form_type: target_table}\n"
    )
    source = load_manifest(write(tmp_path, text)).of("2024/甲 乙.txt")
    assert source is not None
    assert (source.district_code, source.obtained_on) == ("640121", datetime.date(2024, 3, 1))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sources:\n- {id: a}\n", "sources.0.file"),
        ("sources:\n- {id: a, file: x, colour: red}\n", "colour"),
        ("sources:\n- {id: a, file: x, place_code: '64'}\n", "place_code"),
        ("sources:\n- {id: a, file: x, place_code: 6401210}\n", "place_code"),
        ("sources:\n- {id: a, file: x, form_type: letter}\n", "form_type"),
        ("sources:\n- {id: a, file: x, sha256: abc}\n", "sha256"),
        ("sources:\n- {id: a b, file: x}\n", "id"),
        ("sources:\n- {id: a, file: x}\n- {id: a, file: y}\n", "the same id"),
        ("sources:\n- {id: a, file: x}\n- {id: b, file: x}\n", "the same file"),
        ("sources: [\n", "YAML"),
        ("- a\n", "Mend"),
    ],
)
def test_a_wrong_register_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(PlainError, match=told) as caught:
        load_manifest(write(tmp_path, text))
    assert "\n" not in str(caught.value)
    assert "sources.yml" in str(caught.value)


def test_the_documents_of_this_repository_are_registered_as_they_are() -> None:
    manifest = load_manifest(settings.RAW)
    assert manifest.by_file
    for path, source in manifest.by_file.items():
        assert hashlib.sha256((settings.RAW / path).read_bytes()).hexdigest() == source.sha256
