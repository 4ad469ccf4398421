"""Pictures of pages for people: a printed cell framed in red, and what became of every cell of a page."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from pipelines.extract.pdf.damage import trimmed
from pipelines.extract.pdf.marks import Colour
from pipelines.extract.pdf.pdfium_source import open_document
from pipelines.model.cells import Box

if TYPE_CHECKING:
    from PIL.Image import Image

RED: Colour = (214, 39, 40)
LARGEST = 3_000
"""No side of a picture has more pixels, however large the page is."""


class Shown(NamedTuple):
    """A cell to be drawn over its page: its box, a colour for its fate, and a short label in plain ASCII."""

    box: Box
    colour: Colour
    label: str = ""


def page_crop(
    data: bytes, page: int, box: Box, *, margin: float = 40.0, dpi: int = 110, password: str | None = None
) -> bytes:
    """The part of a page around a cell as PNG, the cell framed in red.

    ``page`` counts from 1, ``box`` and ``margin`` are points of the page as seen.

    Raises:
        IndexError: the document has no such page.
        RefusedDocumentError: it cannot be opened.
    """
    return page_crops(data, page, [box], across=margin, along=margin, dpi=dpi, password=password)[0]


def page_crops(
    data: bytes,
    page: int,
    boxes: Iterable[Box],
    *,
    across: float = 40.0,
    along: float = 40.0,
    dpi: int = 110,
    password: str | None = None,
) -> list[bytes]:
    """As :func:`page_crop` for several cells of one page, which is drawn once.

    ``across`` and ``along`` are the points shown beside a cell, and above and below it.

    Raises:
        IndexError: the document has no such page.
        RefusedDocumentError: it cannot be opened.
    """
    image, scale = _drawn(data, page, dpi, password)
    return [_crop(image, tuple(v * scale for v in box), across * scale, along * scale) for box in boxes]


def _crop(image: Image, frame: tuple[float, ...], across: float, along: float) -> bytes:
    framed = image.copy()
    _frame(framed, frame, RED, width=3)
    left, top = max(0, round(frame[0] - across)), max(0, round(frame[1] - along))
    right, bottom = min(image.width, round(frame[2] + across)), min(image.height, round(frame[3] + along))
    if right <= left or bottom <= top:
        return _png(framed)  # the box lies off the page: the whole page says more than nothing
    return _png(framed.crop((left, top, right, bottom)))


def explain_page(
    data: bytes, page: int, cells: Iterable[Shown], *, dpi: int = 110, password: str | None = None
) -> bytes:
    """The whole page as PNG with each of these cells framed and tinted in its colour, its label in the corner.

    Raises:
        IndexError: the document has no such page.
        RefusedDocumentError: it cannot be opened.
    """
    from PIL import Image, ImageDraw

    image, scale = _drawn(data, page, dpi, password)
    tint = Image.new("RGBA", image.size, (0, 0, 0, 0))
    brush = ImageDraw.Draw(tint)
    shown = [(tuple(v * scale for v in c.box), c.colour, c.label) for c in cells]
    for frame, colour, _ in shown:
        brush.rectangle(frame, fill=(*colour, 44), outline=(*colour, 255), width=2)
    for frame, colour, label in shown:
        if label:
            text = label.encode("ascii", "replace").decode()
            at = frame[2] - brush.textlength(text) - 3, frame[3] - 13  # few texts reach into this corner
            brush.rectangle(brush.textbbox(at, text), fill=(255, 255, 255, 200))
            brush.text(at, text, fill=(*colour, 255))
    return _png(Image.alpha_composite(image.convert("RGBA"), tint).convert("RGB"))


def _drawn(data: bytes, page: int, dpi: int, password: str | None) -> tuple[Image, float]:
    """The page as an image, and its pixels per point."""
    with open_document(trimmed(data), password) as document:
        if not 1 <= page <= len(document):
            raise IndexError(f"page {page} of {len(document)}")
        opened = document[page - 1]
        try:
            scale = min(dpi / 72, LARGEST / max(*opened.get_size(), 1.0))
            bitmap = opened.render(scale=scale, may_draw_forms=False)
            try:
                return bitmap.to_pil().convert("RGB"), scale
            finally:
                bitmap.close()
        finally:
            opened.close()


def _frame(image: Image, frame: tuple[float, ...], colour: Colour, width: int) -> None:
    from PIL import ImageDraw

    left, top, right, bottom = frame
    ImageDraw.Draw(image).rectangle((left - width, top - width, right + width, bottom + width), None, colour, width)


def _png(image: Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
