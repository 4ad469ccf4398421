"""Cells drawn as they were printed."""

from __future__ import annotations

from pipelines.pages.quality_report.printed_table import draw_block, excerpt, rows_by_place
from pipelines.pages.quality_report.records import PrintedCell


def cell(text: str, row: int, column: int, *, rows: int = 1, columns: int = 1, line: int | None = None) -> PrintedCell:
    place = f"d:t1r{row}c{column}"
    return PrintedCell("d", place, None, line, None, 1, row, column, rows, columns, text, "used", "label")


def drawn(*cells: PrintedCell) -> str:
    return draw_block(rows_by_place(cells).values())


def test_a_merged_cell_stands_once_and_what_it_covers_is_not_drawn_again() -> None:
    html = drawn(cell("产出指标", 1, 1, rows=2), cell("数量", 1, 2), cell("质量", 2, 2))
    assert html.count("<td") == 3
    assert "rowspan=2" in html


def test_a_gap_between_cells_is_drawn_as_an_empty_cell() -> None:
    assert drawn(cell("甲", 1, 1), cell("乙", 1, 3)).count("<td></td>") == 1


def test_hundreds_of_exploded_bars_do_not_blow_up_the_page() -> None:
    assert drawn(cell("甲", 1, 1), cell("乙", 1, 900)).count("<td></td>") == 60


def test_text_is_shown_and_never_run() -> None:
    html = drawn(cell("<script>alert(1)</script>", 1, 1))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_an_excerpt_shows_the_neighbours_and_frames_the_cell_without_a_second_anchor() -> None:
    cells = [cell(str(n), n, 1, line=n + 10) for n in range(1, 6)]
    html = excerpt(rows_by_place(cells), cells[2], {cells[2].source_cell_id})
    assert [n for n in "12345" if f">{n}</td>" in html] == ["2", "3", "4"]
    assert html.count("marked") == 1
    assert " id=" not in html


def test_a_row_is_drawn_in_an_excerpt_without_what_reaches_down_to_it() -> None:
    cells = [cell("产出指标", 1, 1, rows=3), cell("数量", 1, 2), cell("质量", 2, 2), cell("时效", 3, 2)]
    html = excerpt(rows_by_place(cells), cells[2], set())
    assert "rowspan" not in html
    assert html.count("<td></td>") == 2


def test_what_a_cell_is_used_for_is_escaped_too() -> None:
    html = drawn(cell("甲", 1, 1)._replace(why='label "<b>'))
    assert 'title="采用：label &quot;&lt;b&gt;"' in html
