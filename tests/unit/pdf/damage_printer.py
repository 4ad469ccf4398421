"""Ways in which a printed PDF goes wrong: encrypted, cut, mangled, badly packed, with a useless text layer."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator

import pikepdf
from form_printer import Printed, Style, print_forms, random_form


def three_pages() -> Printed:
    """Three forms, each on its own page."""
    rng = random.Random(3)
    forms = []
    while len(forms) < 3:
        form = random_form(rng)
        if form.rows < 22 and len(form.cells) < 75:
            forms.append(form)
    printed = print_forms(forms, Style(several_a_page=False, page_height=1200.0))
    assert printed.page_count == 3
    return printed


def encrypted(data: bytes, *, user: str, owner: str, revision: int) -> bytes:
    """Encrypted with these passwords; an empty user password lets anybody open it. Copying is forbidden."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        strong = revision >= 4
        pdf.save(
            out,
            encryption=pikepdf.Encryption(
                user=user,
                owner=owner,
                R=revision,  # type: ignore[arg-type]
                aes=strong,
                metadata=strong,
                allow=pikepdf.Permissions(extract=False),
            ),
        )
        return out.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Saved again after a change, streams packed."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(
            out,
            static_id=True,
            compress_streams=True,
            recompress_flate=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        return out.getvalue()


def with_broken_page(data: bytes, page: int, at: float) -> bytes:
    """Bytes of the page's packed drawing changed, at this part of its length."""
    packed = changed(data, lambda pdf: None)
    with pikepdf.open(io.BytesIO(packed)) as pdf:
        drawing = pdf.pages[page - 1].Contents.read_raw_bytes()
    start = packed.index(drawing) + int(len(drawing) * at)
    return packed[:start] + bytes(b ^ 0x5A for b in packed[start : start + 16]) + packed[start + 16 :]


def with_text_map(printed: Printed, map_to: Callable[[str], str]) -> bytes:
    """Every font says that its characters are others than those it shows."""
    characters = sorted({c for form in printed.forms for cell in form.cells for c in cell.text + form.title})
    lines = []
    for start in range(0, len(characters), 100):
        share = characters[start : start + 100]
        lines.append(f"{len(share)} beginbfchar")
        lines += [f"<{ord(c):04X}> <{map_to(c).encode('utf-16-be').hex()}>" for c in share]
        lines.append("endbfchar")
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def"
    code_space = "1 begincodespacerange <0000> <FFFF> endcodespacerange"
    text_map = "\n".join([head, code_space, *lines, "endcmap end end"]).encode()

    def change(pdf: pikepdf.Pdf) -> None:
        for font in _fonts(pdf):
            font.ToUnicode = pdf.make_stream(text_map)

    return changed(printed.data, change)


def without_text_map(printed: Printed) -> bytes:
    """Glyph numbers that nothing explains, as of a subset font without ToUnicode."""

    def change(pdf: pikepdf.Pdf) -> None:
        for font in _fonts(pdf):
            font.Encoding = pikepdf.Name("/Identity-H")
            font.DescendantFonts[0].CIDSystemInfo = pikepdf.Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            )

    return changed(printed.data, change)


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0":
            yield item
