"""What cannot be read is refused by name, page by page where pages can be told apart; nothing is invented."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import replace

import damage_printer as damage
import form_printer as printer
import pikepdf
import pytest
from form_checks import differences
from form_printer import Printed
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.pdf import BOUNDS, read_pdf
from pipelines.model.cells import PageOutcome, RefusedDocumentError, Structure

STYLE = printer.Style(several_a_page=False, page_height=1200.0)


@pytest.fixture(scope="module")
def printed() -> Printed:
    return damage.three_pages()


def refusal(data: bytes, password: str | None = None) -> RefusedDocumentError:
    with pytest.raises(RefusedDocumentError) as caught:
        read_pdf(data, password=password)
    return caught.value


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_a_user_password_is_asked_for_and_taken(printed: Printed, revision: int) -> None:
    locked = damage.encrypted(printed.data, user="lowu2024", owner="o", revision=revision)
    refused = refusal(locked)
    assert refused.code == "document_encrypted"
    assert "sources.yml" in refused.message
    assert "不对" in refusal(locked, "wrong").message
    assert differences(read_pdf(locked, password="lowu2024"), printed) == []


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_an_owner_password_alone_is_no_obstacle(printed: Printed, revision: int) -> None:
    guarded = damage.encrypted(printed.data, user="", owner="o", revision=revision)
    assert differences(read_pdf(guarded), printed) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document_empty"),
        (b" \r\n", "document_empty"),
        (b"%PDF-1.7\n", "document_damaged"),
        (b"<html><body><table><tr><td>\xe8\xa1\xa8</td></tr></table></body></html>", "document_damaged"),
        (b"\x00" * 5000, "document_damaged"),
    ],
)
def test_what_is_no_pdf_is_refused(data: bytes, code: str) -> None:
    assert refusal(data).code == code


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6, 0.9])
def test_a_cut_file_is_refused_as_damaged(printed: Printed, part: float) -> None:
    whole = damage.changed(printed.data, lambda pdf: None)
    assert refusal(whole[: int(len(whole) * part)]).code == "document_damaged"


@pytest.mark.parametrize(
    "mangle",
    [
        lambda data: b"X-Mailer: gateway\r\n" * 40 + data + b"\r\n--boundary--\r\n",
        lambda data: b"junk" * 700 + data,
        lambda data: data[: data.rindex(b"xref\n")],
        lambda data: data.replace(b"startxref\n", b"startxref\n9"),
    ],
    ids=["mail lines around", "2800 bytes before", "no cross reference", "wrong cross reference"],
)
def test_what_can_be_mended_is_read(printed: Printed, mangle: Callable[[bytes], bytes]) -> None:
    assert differences(read_pdf(mangle(printed.data)), printed) == []


@pytest.mark.parametrize("at", [0.02, 0.5, 0.97])
def test_a_page_that_does_not_unpack_is_refused_and_the_others_are_read(printed: Printed, at: float) -> None:
    content = read_pdf(damage.with_broken_page(printed.data, 2, at))
    assert [p.outcome for p in content.pages] == [PageOutcome.RULED, PageOutcome.DAMAGED, PageOutcome.RULED]
    assert "损坏" in content.pages[1].message
    rest = replace(printed, forms=(printed.forms[0], printed.forms[2]), pages=[[1], [3]])
    assert differences(content, rest) == []


def test_a_page_whose_drawing_is_lost_is_damaged_not_blank(printed: Printed) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].Contents = pdf.make_indirect(pikepdf.Dictionary(Lost=True))

    outcomes = [p.outcome for p in read_pdf(damage.changed(printed.data, lose)).pages]
    assert outcomes == [PageOutcome.RULED, PageOutcome.DAMAGED, *[PageOutcome.RULED] * (printed.page_count - 2)]


@pytest.mark.parametrize(
    "map_to",
    [
        lambda c: chr(ord(c) + 1),
        lambda c: chr(ord(c) + 37),
        lambda c: chr(0xE000 + ord(c) % 6000),
        lambda c: chr(0xC0 + ord(c) % 60),
        lambda c: chr(0x21 + ord(c) % 90),
        lambda c: chr(0xAC00 + ord(c) % 3000),
        lambda c: c if ord(c) % 3 else "\ufffd",
    ],
    ids=["shifted", "shifted far", "private use", "Latin-1", "keyboard signs", "Hangul", "a third lost"],
)
def test_a_text_layer_of_other_characters_is_garbled(printed: Printed, map_to: Callable[[str], str]) -> None:
    refused = refusal(damage.with_text_map(printed, map_to))
    assert refused.code == "document_garbled"
    assert {p.outcome for p in refused.pages} == {PageOutcome.GARBLED}


def test_glyphs_that_nothing_explains_are_garbled(printed: Printed) -> None:
    assert refusal(damage.without_text_map(printed)).code == "document_garbled"


def test_compatibility_characters_are_kept_as_printed(printed: Printed) -> None:
    radicals = {"目": "\u2f6c", "金": "\u2fa6", "一": "\u2f00"}
    content = read_pdf(damage.with_text_map(printed, lambda c: radicals.get(c, c)))
    assert [p.outcome for p in content.pages] == [PageOutcome.RULED] * 3
    assert "项\u2f6c名称" in {c.text for c in content.cells()}


def test_a_few_unexplained_glyphs_are_marked_and_told(printed: Printed) -> None:
    content = read_pdf(damage.with_text_map(printed, lambda c: "\ufffd" if c == "年" else c))
    assert any("\ufffd" in c.text for c in content.cells())
    assert {code for code, _ in content.notes} == {"glyph_has_its_character"}


def test_a_page_without_labels_is_not_therefore_garbled() -> None:
    names = ("张三", "李四", "王五", "赵六")
    cells = tuple(
        printer.TrueCell(r, c, 1, 1, text)
        for r, row in enumerate([("姓名", "职务", "电话"), *((n, "科员", "0951-8011") for n in names)])
        for c, text in enumerate(row)
    )
    form = printer.Form("机关通讯录", cells, (120.0, 120.0, 120.0), 5, 0)
    page = printer.print_forms([form], printer.Style())
    assert differences(read_pdf(page.data), page) == []


def test_a_form_without_lines_is_refused_as_borderless(printed: Printed) -> None:
    bare = printer.print_forms(list(printed.forms), printer.Style(bare=True))
    refused = refusal(bare.data)
    assert refused.code == "document_borderless"
    assert all("框线" in p.message for p in refused.pages)


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_a_blank_page_is_empty() -> None:
    assert refusal(drawn(lambda canvas: None)).code == "document_empty"


def test_text_turned_into_curves_needs_ocr() -> None:
    def curves(canvas: Canvas) -> None:
        for i in range(60):
            x, y = 60 + 8 * (i % 40), 700 - 14 * (i // 40)
            canvas.bezier(x, y, x + 3, y + 9, x + 5, y - 3, x + 6, y + 6)

    assert refusal(drawn(curves)).code == "document_needs_ocr"


def test_running_text_is_read_as_lines_not_as_a_table() -> None:
    def prose(canvas: Canvas) -> None:
        canvas.setFont(printer.FONT, 12)
        for i in range(20):
            canvas.drawString(60, 760 - 20 * i, "年度总体绩效目标：逐步改善县城零散及无人管理老旧小区环境卫生")

    content = read_pdf(drawn(prose))
    assert [b.structure for b in content.blocks] == [Structure.PROSE]
    assert [p.outcome for p in content.pages] == [PageOutcome.TEXT]


@pytest.mark.parametrize("bounds", [BOUNDS._replace(objects=50), BOUNDS._replace(glyphs=50)])
def test_a_page_beyond_the_bounds_is_refused(printed: Printed, bounds: object) -> None:
    with pytest.raises(RefusedDocumentError) as caught:
        read_pdf(printed.data, bounds=bounds)  # type: ignore[arg-type]
    assert caught.value.code == "document_too_large"
    assert {p.outcome for p in caught.value.pages} == {PageOutcome.TOO_LARGE}


def test_too_many_pages_and_too_much_time_are_refused(printed: Printed) -> None:
    for bounds, code in (
        (BOUNDS._replace(pages=2), "document_too_large"),
        (BOUNDS._replace(seconds=0.0), "document_time_limit"),
    ):
        with pytest.raises(RefusedDocumentError) as caught:
            read_pdf(printed.data, bounds=bounds)
        assert caught.value.code == code


def test_what_was_typed_into_the_form_belongs_to_it(printed: Printed) -> None:
    """A ruled page whose whole text stands in a free text note, as fill-in programs write it."""
    empty = printer.print_forms(list(printed.forms), replace(STYLE, hidden=True))
    typed = printer.print_forms(list(printed.forms), replace(STYLE, bare=True))
    with pikepdf.open(io.BytesIO(empty.data)) as pdf, pikepdf.open(io.BytesIO(typed.data)) as texts:
        for page, text in zip(pdf.pages, texts.pages, strict=True):
            look = pdf.copy_foreign(text.as_form_xobject())
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.FreeText,
                Rect=page.mediabox,
                F=4,
                Contents=pikepdf.String("note"),
                AP=pikepdf.Dictionary(N=look),
            )
            page.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
        out = io.BytesIO()
        pdf.save(out)
    assert differences(read_pdf(out.getvalue()), printed) == []


def test_progress_is_told_page_by_page(printed: Printed) -> None:
    told: list[tuple[int, int]] = []
    read_pdf(printed.data, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_content_and_refusals_come_back_from_a_worker(printed: Printed) -> None:
    content = read_pdf(printed.data)
    assert pickle.loads(pickle.dumps(content)) == content
    refused = refusal(b"%PDF-")
    assert pickle.loads(pickle.dumps(refused)).code == refused.code
