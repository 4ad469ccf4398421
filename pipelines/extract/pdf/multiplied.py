"""Drawings that draw drawings. Each may draw the next one ten times, and a few hundred bytes become a thousand million
objects, which pdfium makes before anybody can count them.
"""

from __future__ import annotations

import io
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.extract.pdf.bounds import BOUNDS

_DRAWN = re.compile(rb"/([^\s/\[\]<>(){}%]+)\s+Do\b")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A stream of drawing: whether it is a Form XObject, its own bytes, and how often it draws which name."""

    is_form: bool
    size: int
    draws: Mapping[bytes, int] = field(default_factory=dict)


def drawing_of(content: bytes, *, is_form: bool) -> Drawing:
    """What a drawing draws, by the names of its page or form.

    >>> drawing_of(b"q /X1 Do Q /X1 Do", is_form=False).draws
    Counter({b'X1': 2})
    """
    return Drawing(is_form, len(content), Counter(_DRAWN.findall(content)))


def may_multiply(drawings: Mapping[int, Drawing], bound: int) -> bool:
    """True where adding up is worth the while: forms draw something, or something is drawn very often."""
    if any(d.is_form and d.draws for d in drawings.values()):
        return True
    times = sum(sum(d.draws.values()) for d in drawings.values())
    return times * max((d.size for d in drawings.values() if d.is_form), default=0) > bound


def drawn_bytes(data: bytes, password: str | None, drawings: Mapping[int, Drawing]) -> float:
    """Bytes of the largest page or form with everything that is drawn in it; infinite where one draws itself.

    0 where pdfminer cannot tell: then the worker's own limits hold.
    """
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFStream, resolve1

    from pipelines.extract.pdf.patience import PDFMINER_FAULTS, at_most

    whole: dict[int, float] = {}

    def number_of(value: Any) -> int | None:
        number = value.objid if isinstance(value, PDFStream) else None
        return number if number in drawings else None

    def expanded(number: int, resources: Any) -> float:
        """The drawing of that object with all it draws. A drawing that is still being added up draws itself."""
        if number in whole:
            return whole[number]
        drawing = drawings[number]
        whole[number] = math.inf
        named = resolve1(resolve1(resources).get("XObject")) if resources is not None else None
        size = float(drawing.size)
        for name, times in drawing.draws.items():
            reference = named.get(name.decode("latin-1")) if isinstance(named, dict) else None
            child = resolve1(reference)
            form = number_of(child)
            if form is not None and drawings[form].is_form:
                size += times * expanded(form, child.get("Resources", resources))
        whole[number] = size
        return size

    largest = 0.0
    try:
        with at_most(BOUNDS.second_opinion_seconds):
            for page in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)), password or "")):
                parts = [n for n in map(number_of, map(resolve1, page.contents)) if n is not None]
                largest = max(largest, sum(expanded(number, page.resources) for number in parts))
                for number in parts:
                    whole.pop(number, None)  # another page may give its names other drawings
    except PDFMINER_FAULTS:
        return largest
    return largest
