"""However a document is damaged: reading it never raises, every cell has its fate, and nothing printed is made up."""

# ruff: noqa: E501 - long lines of printed forms
from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipelines.extract.text import read_text
from pipelines.model.cells import Block, Content, RefusedDocumentError, Structure
from pipelines.normalise import explain, read_forms, reading_json
from pipelines.normalise.spelling import squash

_ROOT = Path(__file__).parents[1]
TEXTS = [
    path.read_text(encoding="utf-8")
    for path in [*sorted((_ROOT / "golden" / "layouts").glob("*.txt")), *sorted((_ROOT.parent / "data" / "raw").glob("*.txt"))]
]  # fmt: skip


def damaged(text: str, chance: random.Random) -> str:
    if len(text) > 4000:
        start = chance.randrange(len(text) - 3000)
        text = text[start : start + 3000]
    lines = text.split("\n")
    match chance.randrange(8):
        case 0:
            chance.shuffle(lines)
        case 1:
            lines = [line for line in lines if chance.random() > 0.2]
        case 2:
            mark = chance.choice([" ", "|", " | ", "  ", "\n", "\n\n"])
            lines = [line.replace("\t", mark) for line in lines]
        case 3:
            lines = ["".join(c for c in line if chance.random() > 0.05) for line in lines]
        case 4:
            lines += chance.choice(TEXTS).split("\n")[:40]
        case 5:
            lines = ["".join(lines)]
        case 6:
            lines = [line + chance.choice(["", "\t", " |", "||", " 1", " ≥"]) for line in lines]
        case _:
            lines = lines[: chance.randrange(len(lines)) + 1]
    return "\n".join(lines)


def check(text: str, *, as_grid: bool) -> None:
    try:
        content = read_text(text.encode())
    except RefusedDocumentError:
        return
    if as_grid:
        content = Content(tuple(Block(Structure.GRID, block.rows) for block in content.blocks))
    reading = read_forms(content)
    cells = content.cells()
    assert len(reading.fates) == len(cells)
    assert all((fate.reason or fate.role) is not None for fate in reading.fates)
    printed = squash("".join(cell.text for cell in cells))
    for project in reading.projects:
        assert len({(amount.fund_source, amount.scope) for amount in project.funding}) == len(project.funding)
        for indicator in project.indicators:
            assert squash(indicator.name) in printed or " " in indicator.name
            assert all(squash(word) in printed for word in indicator.target.printed.split())
    for issue in reading.issues:
        assert all(0 <= cell < len(cells) for cell in issue.cells)
        assert issue.project is None or issue.project < len(reading.projects)
    counted = reading_json("x.txt", "0" * 64, "text/plain", content, reading, {})["cells"]
    assert counted["used"] + counted["ignored"] + counted["refused"] == counted["non_blank"] == len(cells)
    explain(content, reading)


@pytest.mark.parametrize("seed", range(60))
def test_damaged_documents(seed: int) -> None:
    chance = random.Random(seed)
    check(damaged(chance.choice(TEXTS), chance), as_grid=chance.random() < 0.3)


@pytest.mark.hard
@pytest.mark.parametrize("seed", range(1000, 4000))
def test_many_damaged_documents(seed: int) -> None:
    test_damaged_documents(seed)
