"""How much of a PDF is read before it is refused: bounded work for documents made by anybody."""

from __future__ import annotations

from typing import NamedTuple


class TooManyObjectsError(Exception):
    """A page draws more than the bounds allow."""


class Bounds(NamedTuple):
    """Limits of one reading. The worker process around it holds the hard ones (memory, wall time)."""

    pages: int = 3_000
    """Pages of one document."""
    objects: int = 200_000
    """Text, path and picture objects of one page, nested ones counted (33 600 dots of a dotted frame are ordinary)."""
    glyphs: int = 60_000
    """Characters of one page; a dense form has 3 000."""
    notes: int = 3_000
    """Notes and form fields of one page; a form typed into a PDF has some hundreds."""
    nesting: int = 12
    """Form XObjects inside each other."""
    seconds: float = 300.0
    """Wall time of one document, looked at after every page."""
    second_opinion_seconds: float = 5.0
    """Processor time for each question that pdfminer is asked; an ordinary page takes it a twentieth of a second."""


BOUNDS = Bounds()
