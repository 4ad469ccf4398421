"""Bytes of a text file: which encodings are read, and what is refused with which word."""

from __future__ import annotations

import random

import pytest

from pipelines.extract.text import read_text
from pipelines.model.cells import RefusedDocumentError

FORM = "项目支出绩效目标表\n项目名称\t社区运转经费\n产出指标\t数量指标\t社区数量\t≥10个\n"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 BOM"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"),
     ("utf-16-be", "UTF-16"), ("gb18030", "GB18030"), ("gbk", "GB18030"), ("utf-32", "UTF-32")],
)  # fmt: skip
def test_encodings_give_the_same_cells(encoding: str, named: str) -> None:
    content = read_text(FORM.encode(encoding))
    assert [cell.text for cell in content.cells()] == [cell.text for cell in read_text(FORM.encode()).cells()]
    assert content.encoding == named


def test_big5_is_found_by_the_words_of_the_form() -> None:
    content = read_text("項目支出績效目標表\n產出指標\t數量指標\t質量指標\n".encode("big5"))
    assert content.encoding == "Big5"
    assert content.cells()[0].text == "項目支出績效目標表"


def test_an_encoding_that_was_found_out_is_told() -> None:
    assert [code for code, _ in read_text(FORM.encode("gbk")).notes] == ["encoding_is_stated"]
    assert read_text(FORM.encode()).notes == ()


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"\x00\x00", b"\xff\xfe"])
def test_nothing_printed_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        read_text(data)
    assert refusal.value.code == "document_empty"


@pytest.mark.parametrize("seed", range(8))
def test_noise_is_refused(seed: int) -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        read_text(random.Random(seed).randbytes(4000))
    assert refusal.value.code in ("document_not_text", "document_unreadable_encoding")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_line_ends_do_not_matter(end: str) -> None:
    cells = read_text(FORM.replace("\n", end).encode()).cells()
    assert [(cell.line, cell.text) for cell in cells] == [(c.line, c.text) for c in read_text(FORM.encode()).cells()]
