"""Random forms printed in every way and read back: every cell, span and place, and nothing else."""

from __future__ import annotations

import random
from dataclasses import replace

import form_printer as printer
import pytest
from form_checks import differences

from pipelines.extract.pdf import read_pdf

STYLES = {
    **{border: printer.Style(border=border) for border in printer.BORDERS},
    "rows cut by the page": printer.Style(break_inside_rows=True),
    "header repeated": printer.Style(repeat_header=True, break_inside_rows=True),
    "one form a page": printer.Style(several_a_page=False),
    "fake bold": printer.Style(fake_bold=True),
    "slanted watermark": printer.Style(watermark="slanted"),
    "level watermark": printer.Style(watermark="level"),
    "strewn watermark": printer.Style(watermark="strewn"),
    "seal": printer.Style(seal=True),
    "label one character a line": printer.Style(vertical_label=True),
    "label turned": printer.Style(turned_label=True),
    "page x of y": printer.Style(page_number="第 {page} 页 共 {pages} 页"),
    "inside a form object": printer.Style(inside_form_object=True),
    "rotate 90": printer.Style(turn=90),
    "rotate 180": printer.Style(turn=180),
    "rotate 270": printer.Style(turn=270),
    "lying on its side": printer.Style(sideways=True),
    "lying and rotated": printer.Style(sideways=True, turn=90),
    "shaded labels": printer.Style(shaded_labels=True),
    "underlined values": printer.Style(underlines=True),
    "origin elsewhere": printer.Style(stray=(100.0, -50.0), turn=90),
    "inner lines only": printer.Style(border="inner", page_height=2000.0),
    "over many small pages": printer.Style(page_height=420.0, break_inside_rows=True),
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
def test_every_way_of_printing_gives_the_printed_cells(style: printer.Style) -> None:
    rng = random.Random(7)
    printed = printer.print_forms([printer.random_form(rng) for _ in range(3)], style, seed=1)
    assert differences(read_pdf(printed.data), printed) == []


@pytest.mark.parametrize("seed", range(12))
def test_random_documents_are_read_whole(seed: int) -> None:
    assert_read_whole(seed)


@pytest.mark.hard
@pytest.mark.parametrize("first", range(100, 1100, 50))
def test_a_thousand_random_documents_are_read_whole(first: int) -> None:
    for seed in range(first, first + 50):
        assert_read_whole(seed)


def assert_read_whole(seed: int) -> None:
    rng = random.Random(seed)
    style = printer.random_style(rng)
    forms = [printer.random_form(rng) for _ in range(rng.randint(1, 5))]
    printed = printer.print_forms(forms, style, seed)
    assert differences(read_pdf(printed.data), printed) == [], f"seed {seed}: {style}"


@pytest.mark.parametrize("border", ["lines", "rects", "dots", "shades"])
def test_the_reference_reader_gives_the_same(border: str) -> None:
    rng = random.Random(11)
    style = printer.Style(border=border, running_header=False, watermark="slanted")
    printed = printer.print_forms([printer.random_form(rng)], style, seed=2)
    assert differences(read_pdf(printed.data, reader="pdfplumber"), printed) == []


@pytest.mark.parametrize("seed", range(4))
def test_wide_tables_of_many_projects_are_joined_over_pages(seed: int) -> None:
    assert_wide_read_whole(seed)


@pytest.mark.hard
@pytest.mark.parametrize("first", range(100, 400, 50))
def test_hundreds_of_wide_tables(first: int) -> None:
    for seed in range(first, first + 50):
        assert_wide_read_whole(seed)


_TAIL_APART = frozenset({166, 222, 336})
"""Three of four hundred tables whose last rows, alone on a page, are read as a table of their own: not mended yet.
Nothing of them is lost but that they belong together; when they are joined, this list says so by failing."""


def assert_wide_read_whole(seed: int) -> None:
    rng = random.Random(seed)
    style = replace(
        printer.random_style(rng),
        page_width=rng.choice((841.89, 1190.55)),
        page_height=rng.choice((595.28, 420.0, 841.89)),
        vertical_label=False,
        turned_label=False,
    )
    forms = [printer.random_wide_form(rng) for _ in range(rng.randint(1, 3))]
    # One unit's second table under the very same title is, to every reader, the first one continued.
    forms = [replace(form, title=f"附件{n}：{form.title}") for n, form in enumerate(forms, start=1)]
    printed = printer.print_forms(forms, style, seed)
    found = differences(read_pdf(printed.data), printed)
    if seed in _TAIL_APART:
        (difference,) = found
        assert "printed on" in difference, f"seed {seed}: {style}"
    else:
        assert found == [], f"seed {seed}: {style}"


@pytest.mark.parametrize("seed", range(3))
def test_titles_printed_again_on_every_page_are_named(seed: int) -> None:
    rng = random.Random(seed)
    style = printer.Style(repeat_header=True, repeat_title=True, page_width=841.89, page_height=420.0)
    printed = printer.print_forms([printer.random_wide_form(rng)], style, seed)
    content = read_pdf(printed.data)
    assert differences(content, printed) == []
    again = [f.cell.page for f in content.furniture if f.reason == "repeated_title"]
    assert again == list(range(2, printed.page_count + 1))


def test_page_breaks_do_not_change_what_is_read() -> None:
    """The same forms on tall and on short pages: the same tables, only pages and boxes differ."""
    rng = random.Random(3)
    forms = [printer.random_form(rng) for _ in range(2)]

    def cells(height: float) -> list[tuple[object, ...]]:
        style = printer.Style(page_height=height, break_inside_rows=True)
        content = read_pdf(printer.print_forms(forms, style).data)
        return [(c.text, c.table, c.row, c.column, c.row_span, c.column_span) for c in content.cells()]

    assert cells(1600.0) == cells(500.0) == cells(380.0)


def test_turning_the_page_changes_only_boxes() -> None:
    rng = random.Random(5)
    forms = [printer.random_form(rng)]
    upright = printer.Style(several_a_page=False)

    def cells(style: printer.Style) -> list[tuple[object, ...]]:
        return [c[:7] for c in read_pdf(printer.print_forms(forms, style).data).cells()]

    assert cells(upright) == cells(replace(upright, turn=90)) == cells(replace(upright, sideways=True))
