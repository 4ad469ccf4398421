"""Pictures for people, and the comparison of the two readers."""

from __future__ import annotations

import io
import random

import pytest
from form_printer import FONT, Printed, Style, print_forms, random_form
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.pdf import (
    Shown,
    checked_against_reference,
    explain_page,
    page_crop,
    read_pdf,
    reader_differences,
)
from pipelines.extract.pdf.pictures import RED
from pipelines.model.cells import Box


@pytest.fixture(scope="module")
def printed() -> Printed:
    return print_forms([random_form(random.Random(2))], Style(turn=90))


def test_the_cell_is_framed_in_red_in_its_surroundings(printed: Printed) -> None:
    cell = next(c for c in read_pdf(printed.data).cells() if c.text == "项目名称")
    assert cell.page is not None
    assert cell.box is not None
    picture = Image.open(io.BytesIO(page_crop(printed.data, cell.page, cell.box, margin=30, dpi=72)))
    assert picture.getpixel((29, 29)) == RED
    assert abs(picture.width - (cell.box.x1 - cell.box.x0) - 60) <= 2


def test_a_box_off_the_page_gives_the_page(printed: Printed) -> None:
    picture = Image.open(io.BytesIO(page_crop(printed.data, 1, Box(5000, 5000, 5010, 5010), dpi=72)))
    assert picture.size == (842, 596)


def test_no_such_page(printed: Printed) -> None:
    for page in (0, 99):
        with pytest.raises(IndexError):
            page_crop(printed.data, page, Box(0, 0, 1, 1))
        with pytest.raises(IndexError):
            reader_differences(printed.data, page)


def test_every_cell_is_shown_in_the_colour_of_its_fate(printed: Printed) -> None:
    cells = [c for c in read_pdf(printed.data).cells() if c.page == 1 and c.box]
    shown = [Shown(c.box, (31, 119, 180), f"r{c.row}c{c.column} {c.row_span}x{c.column_span}") for c in cells if c.box]
    picture = Image.open(io.BytesIO(explain_page(printed.data, 1, shown, dpi=72)))
    corner = shown[0].box
    assert picture.getpixel((round(corner.x0), round(corner.top))) == (31, 119, 180)


def test_both_readers_agree(printed: Printed) -> None:
    content = read_pdf(printed.data)
    assert reader_differences(printed.data, 1) == ()
    assert checked_against_reference(content, printed.data) is content


def test_a_note_tells_where_the_readers_differ() -> None:
    """pdfplumber does not know text without ink: a number written invisibly into a cell is where they part."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.grid([60, 200, 400], [700, 720, 740])
    for x, y, text, mode in (
        (65, 725, "项目名称", 0),
        (205, 725, "道路清扫", 0),
        (65, 705, "指标值", 0),
        (205, 705, "95", 3),
    ):
        line = canvas.beginText(x, y)
        line.setFont(FONT, 10)
        line.setTextRenderMode(mode)
        line.textOut(text)
        canvas.drawText(line)
    canvas.save()
    content = read_pdf(buffer.getvalue())
    assert [f.reason for f in content.furniture] == ["hidden_text"]
    [(code, message)] = checked_against_reference(content, buffer.getvalue()).notes
    assert code == "pdf_readers_agree"
    assert "第2行第2列" in message
    assert "95" in message
