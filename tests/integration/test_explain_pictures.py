"""``indicators parse --explain`` on a PDF: a picture a page, each cell framed in the colour of its fate."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from pipelines.flow.explaining import explained_pages
from pipelines.flow.parsing import parse_files
from tests.documents import forms
from tests.documents.printed import Paragraph
from tests.documents.write import as_html, as_pdf

FORM = (*forms.many_projects(), Paragraph("联系人：见门户网站"))
GREEN, GREY, PALE_BLUE = (44, 140, 60), (128, 128, 128), (120, 160, 215)


def explained(*words: str | Path, directory: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipelines.cli", "parse", "--explain", *map(str, words)]
    return subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=240)


def colours(picture: Path) -> set[object]:
    with Image.open(picture) as image:
        return {colour for _, colour in image.convert("RGB").getcolors(1 << 24) or ()}


def test_each_page_is_drawn_with_the_fate_of_its_cells(tmp_path: Path) -> None:
    pdf = tmp_path / "绩效 目标表.pdf"
    pdf.write_bytes(as_pdf(FORM))
    done = explained(pdf, directory=tmp_path)
    assert done.returncode == 0, done.stderr
    drawn = tmp_path / "绩效 目标表-explain"
    assert f"pictures: {len(list(drawn.iterdir()))} in {drawn}" in done.stdout
    assert {GREEN, GREY, PALE_BLUE} <= colours(drawn / "page-1.png")


def test_same_names_keep_apart_and_a_directory_can_be_chosen(tmp_path: Path) -> None:
    pdf = as_pdf(FORM)
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a/form.pdf", pdf)
        archive.writestr("b/form.pdf", as_pdf(forms.comparator_in_words()))
        archive.writestr("b/form.html", as_html(forms.comparator_in_words()))
    chosen = tmp_path / "pictures"
    done = explained("two.zip", "--pictures", chosen, directory=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in chosen.iterdir()) == ["form-explain", "form-explain-2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pictures", "two.zip"]


def test_media_without_pages_write_nothing(tmp_path: Path) -> None:
    (tmp_path / "form.html").write_bytes(as_html(FORM))
    done = explained("form.html", directory=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "pictures" not in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["form.html"]


def test_a_directory_that_cannot_be_made_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(as_pdf(FORM))
    (tmp_path / "taken").write_text("a file")
    done = explained("form.pdf", "--pictures", "taken", directory=tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1 and "taken" in done.stderr


def test_pictures_are_asked_for_with_explain() -> None:
    command = [sys.executable, "-m", "pipelines.cli", "parse", "x.pdf", "--pictures", "."]
    assert subprocess.run(command, capture_output=True, timeout=60).returncode == 2


def test_a_file_that_changed_is_not_drawn(tmp_path: Path) -> None:
    pdf = tmp_path / "form.pdf"
    pdf.write_bytes(as_pdf(FORM))
    (parsed,) = parse_files([pdf], explain=True, guarded=False)
    assert isinstance(parsed, list)
    ((page, picture), *_) = explained_pages(pdf, parsed[0], guarded=False)
    assert page == 1 and isinstance(picture, bytes)
    with Image.open(io.BytesIO(picture)) as image:
        assert image.format == "PNG"
    pdf.write_bytes(as_pdf(forms.comparator_in_words()))
    with pytest.raises(LookupError):
        list(explained_pages(pdf, parsed[0], guarded=False))
