"""Marks of a page from pdfplumber: the reference source, ten times slower, made by other hands than pdfium.

It does not say which text is without ink, so a hidden text layer comes back as if it were printed.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pipelines.extract.pdf.bounds import BOUNDS, Bounds, TooManyObjectsError
from pipelines.extract.pdf.marks import Colour, Glyph, PageMarks
from pipelines.extract.pdf.paths import PathInk, Point, ink_of
from pipelines.model.cells import Box, RefusedDocumentError

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it reports harmless font details by the dozen


@contextmanager
def open_reference(data: bytes, password: str | None) -> Iterator[Any]:
    """The document as pdfplumber opens it, closed on leaving.

    Raises:
        RefusedDocumentError: pdfplumber cannot open it; ``document_encrypted`` where a password is missing.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        document = pdfplumber.open(io.BytesIO(data), password=password or "")
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise RefusedDocumentError("document_encrypted", "文件设有打开密码，无法读取。") from error
        raise RefusedDocumentError("document_damaged", "文件不是完整的 PDF，无法打开。") from error
    try:
        yield document
    finally:
        document.close()


def reference_marks(document: Any, index: int, bounds: Bounds = BOUNDS) -> PageMarks:
    """Everything drawn on the page with this 0-based index, as seen.

    Raises:
        TooManyObjectsError: more than the bounds allow.
    """
    page = document.pages[index]
    try:
        return _read(page, index + 1, bounds)
    finally:
        page.close()


def _read(page: Any, number: int, bounds: Bounds) -> PageMarks:
    objects: Mapping[str, list[dict[str, Any]]] = page.objects
    count = sum(len(found) for kind, found in objects.items() if kind != "char")
    if count > bounds.objects or len(objects.get("char", ())) > bounds.glyphs:
        raise TooManyObjectsError(count)
    left, top, right, bottom = (float(v) for v in page.bbox)
    ink = PathInk([], [], [])
    for kind in ("line", "rect", "curve"):
        for item in objects.get(kind, ()):
            stroked = bool(item["stroke"])
            if not stroked and not item["fill"]:
                continue
            colour = _colour(item["stroking_color" if stroked else "non_stroking_color"])
            corners: list[Point] = [(x - left, y - top) for x, y in item["pts"]]
            if kind == "rect":
                x0, y0 = item["x0"] - left, item["top"] - top
                x1, y1 = item["x1"] - left, item["bottom"] - top
                corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
            ink_of([(corners, _is_curved(item))], stroked, colour, ink)
    wide, high = right - left, bottom - top
    glyphs = (_glyph(c, left, top, page.height + 0.0) for c in objects.get("char", ()))
    return PageMarks(
        page=number,
        width=wide,
        height=high,
        glyphs=tuple(g for g in glyphs if -1 <= g.centre[0] <= wide + 1 and -1 <= g.centre[1] <= high + 1),
        strokes=tuple(ink.strokes),
        shades=tuple(ink.shades),
        rounds=tuple(ink.rounds),
        pictures=tuple(
            Box(i["x0"] - left, i["top"] - top, i["x1"] - left, i["bottom"] - top) for i in objects.get("image", ())
        ),
        objects=count + len(objects.get("char", ())),
    )


def _is_curved(item: Mapping[str, Any]) -> bool:
    return any(step[0] in ("c", "v", "y") for step in item.get("path") or ())


def _glyph(char: Mapping[str, Any], left: float, top: float, height: float) -> Glyph:
    a, b, _, _, e, f = char["matrix"]
    text: str = char["text"]
    mapped = not text.startswith("(cid:")
    return Glyph(
        text=text if mapped else "\ufffd",
        box=Box(char["x0"] - left, char["top"] - top, char["x1"] - left, char["bottom"] - top),
        x=e - left,
        y=height - f,
        size=float(char["size"]),
        turn=round(-math.degrees(math.atan2(b, a))) % 360,
        colour=_colour(char["non_stroking_color"]),
        mapped=mapped,
    )


def _colour(stated: Any) -> Colour:
    """Grey, RGB or CMYK as PDF states them (0–1); a pattern or nothing is taken as black."""
    values = stated if isinstance(stated, (tuple, list)) else (stated,)
    if not values or not all(isinstance(v, (int, float)) for v in values):
        return (0, 0, 0)
    parts = [min(max(float(v), 0.0), 1.0) for v in values]
    if len(parts) == 3:
        red, green, blue = parts
    elif len(parts) == 4:
        red, green, blue = ((1 - p) * (1 - parts[3]) for p in parts[:3])
    else:
        red = green = blue = parts[0]
    return round(255 * red), round(255 * green), round(255 * blue)
