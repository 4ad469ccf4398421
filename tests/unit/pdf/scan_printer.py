"""Scans of printed forms: each page one picture, with or without a hidden text layer, straight or aslant."""

from __future__ import annotations

import io
import math
import random
from dataclasses import replace
from typing import Any

import form_printer
import pikepdf
import pypdfium2 as pdfium
from form_printer import Form, Printed, Style
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def scan_forms(
    forms: list[Form],
    style: Style,
    *,
    with_text: bool = True,
    aslant: float = 0.0,
    dpi: int = 150,
    noisy: bool = False,
    seed: int = 0,
) -> Printed:
    """The forms printed, scanned and put into a PDF; ``aslant`` in degrees, the text layer turned along."""
    printed = form_printer.print_forms(forms, style, seed)
    layer = form_printer.print_forms(forms, replace(style, bare=True, hidden=True), seed)
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    with pdfium.PdfDocument(printed.data) as document:
        for page in document:
            wide, high = page.get_size()
            picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
            if noisy:
                picture = _worn(picture, random.Random(seed))
            if aslant:
                picture = picture.rotate(-aslant, Image.Resampling.BICUBIC, fillcolor=255)
            canvas.setPageSize((wide, high))
            canvas.drawImage(ImageReader(picture), 0, 0, wide, high)
            canvas.showPage()
    canvas.save()
    if not with_text:
        return replace(printed, data=buffer.getvalue())
    with pikepdf.open(buffer) as pictures, pikepdf.open(io.BytesIO(layer.data)) as texts:
        for page, text in zip(pictures.pages, texts.pages, strict=True):
            page.add_overlay(text)
            if aslant:
                _turn_overlay(page, aslant)
        out = io.BytesIO()
        pictures.save(out, static_id=True)
    return replace(printed, data=out.getvalue())


def _turn_overlay(page: Any, angle: float) -> None:
    """Turns the text layer about the middle of the page, as the picture was turned."""
    sine, cosine = math.sin(math.radians(-angle)), math.cos(math.radians(-angle))
    x0, y0, x1, y1 = (float(v) for v in page.mediabox)
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    e, f = cx - cosine * cx + sine * cy, cy - sine * cx - cosine * cy
    for form in page.Resources.XObject.values():
        if form.get("/Subtype") == "/Form":
            form.Matrix = pikepdf.Array([cosine, sine, -sine, cosine, e, f])


def _worn(picture: Image.Image, rng: random.Random) -> Image.Image:
    """Greyer paper, blurred ink, specks."""
    soft = picture.filter(ImageFilter.GaussianBlur(0.6)).point([round(40 + 0.75 * v) for v in range(256)])
    pixels = soft.load()
    for _ in range(soft.width * soft.height // 900):
        pixels[rng.randrange(soft.width), rng.randrange(soft.height)] = rng.randrange(60, 200)
    return soft
