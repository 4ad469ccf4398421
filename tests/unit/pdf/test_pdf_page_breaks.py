"""Rows that a page break cut in two: what the texts and the room at the cut say."""

from __future__ import annotations

import pytest

from pipelines.extract.pdf.continuation import Piece, belongs
from pipelines.extract.pdf.wording import PrintedLine
from pipelines.model.cells import Box

_SIZE, _WIDTH = 10.0, 104.0


def _piece(text: str, page: int, room: float = 1.0) -> Piece:
    """A cell ten characters wide; ``text`` is its line at the cut."""
    length = sum(_SIZE / 2 if character.isascii() else _SIZE for character in text)
    line = PrintedLine(text, Box(0, 0, length, _SIZE), _SIZE)
    box = Box(0, 0, _WIDTH, _SIZE)
    return Piece(0, 1, 0.0, _WIDTH, text, (line,), page, box, room_above=room, room_below=room)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("保障社区团建工作有实", "效开展", True),
        ("目标:开展党建工作用", "作。", True),  # a full stop does not begin a line, so 作 went with it
        ("目标:根据党办发号", "【2022】26号文件精神", True),
        ("补贴标准为7.52万", "元/年/人", True),
        ("年度总体绩效目标(含本级和市", "县) 目标:调节矛盾", True),
        ("年度绩效目标", "(含本级) 目标:调节矛盾", True),
        ("开展培训", "提高能力", False),  # the line had room: what stands below is another text
        ("指标1:随申请随审批即发", "指标2:", False),
        ("指标2:", ".....", False),
        ("数量指标", "质量指标", False),
    ],
)
def test_whether_a_cell_goes_on_over_the_page(above: str, below: str, expected: bool) -> None:
    assert belongs(_piece(above, 1), _piece(below, 2), lambda _text: False) is expected


@pytest.mark.parametrize("room", [30.0, 15.0])
def test_a_text_that_ends_above_the_cut_does_not_go_on(room: float) -> None:
    assert belongs(_piece("保障社区团建工作有实", 1, room), _piece("效开展", 2), lambda _text: False) is False
