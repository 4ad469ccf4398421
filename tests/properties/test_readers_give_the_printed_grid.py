"""Any table, written as Word, Excel and HTML, comes back cell for cell: text, place and spans."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.extract import read_document
from pipelines.model.cells import Structure
from tests.documents.printed import Paragraph, PrintedCell, PrintedTable
from tests.documents.write import WRITERS

_TEXTS = st.text(st.sampled_from("产出指标数量值≥95%万元（）：.,-/ＡB1０\u3000\n"), min_size=1, max_size=12).filter(
    lambda text: text == text.strip() and "\n\n" not in text
)


@st.composite
def _tables(draw: st.DrawFn) -> PrintedTable:
    """A full rectangle cut into cells: spans grow to the right and down while the places are free."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    taken: set[tuple[int, int]] = set()
    out: list[tuple[PrintedCell, ...]] = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            if (row, column) in taken:
                continue
            free = next((c for c in range(column, columns) if (row, c) in taken), columns) - column
            across = draw(st.integers(1, free))
            down = draw(st.integers(1, rows - row))
            taken.update((r, c) for r in range(row, row + down) for c in range(column, column + across))
            cells.append(PrintedCell(draw(_TEXTS), down, across))
        out.append(tuple(cells))
    return PrintedTable(tuple(out))


@given(_tables())
@settings(max_examples=25, deadline=None)
def test_a_table_comes_back_cell_for_cell(table: PrintedTable) -> None:
    if len(list(table.placed())) < 2:
        return
    expected = sorted(tuple(cell) for cell in table.placed())
    for name in ("form.docx", "form.html", "form.xlsx"):
        content = read_document(WRITERS[name]((table,)), name)[1]
        [block] = content.blocks
        assert block.structure is Structure.GRID, name
        assert sorted((c.text, *c[2:6]) for row in block.rows for c in row) == expected, name


@given(_tables(), st.lists(_TEXTS, min_size=1, max_size=3))
@settings(max_examples=15, deadline=None)
def test_every_medium_prints_the_same_words_in_the_same_order(table: PrintedTable, lines: list[str]) -> None:
    # One cell alone frames its text: it is read as the lines in the frame.
    assume(len(list(table.placed())) > 1)
    paragraphs = [Paragraph(" ".join(line.split("\n"))) for line in lines]
    document = (*paragraphs, table)
    expected = [p.text for p in paragraphs] + [c.text for c in table.placed()]
    for name in ("form.txt", "form.csv", "form.docx", "form.html", "form.xlsx"):
        cells = read_document(WRITERS[name](document), name)[1].cells()
        printed = [c.text for c in cells]
        if name == "form.txt":
            assert [t.split() for t in printed] == [t.split() for t in expected]
        else:
            assert printed == expected, name
