"""Values in words: which reviewed scale and grade they stand on, and what counts as nothing printed."""

from __future__ import annotations

import re

from pipelines.normalise.targets.lexicon import Lexicon

_PLACEHOLDER = re.compile(r"[.…。·,、;:_()*\s]+|[xX]{2,}|\*+|#?[Nn]/[Aa]|N\.A\.?|NA")
_DASHES = re.compile(r"[-/\\~—]+")
_PUNCTUATION = "。;;,、.!:"


def is_placeholder(text: str) -> bool:
    """Dots, underscores, empty brackets and N/A of a form's unused rows: ……, ....., (  )."""
    return _PLACEHOLDER.fullmatch(text) is not None


def is_dash(text: str) -> bool:
    """A stroke in place of a value: —, /, --. It says neither 无 nor a value."""
    return _DASHES.fullmatch(text) is not None


def grade_of(text: str, lexicon: Lexicon) -> tuple[str, int] | None:
    """Return (scale, grade) of a value in plain form, or None when no reviewed scale has it.

    >>> from pipelines.normalise.targets.lexicon import lexicon
    >>> grade_of("显著提升", lexicon()), grade_of("严格执行制度", lexicon())
    (('change', 4), None)
    """
    text = text.strip(_PUNCTUATION).lstrip("=≥")
    found = lexicon.grades.get(text)
    if found is None and len(text) <= 12:
        shorter = lexicon.grade_fillers.sub("", text)
        if shorter != text:
            found = lexicon.grades.get(shorter)
    return found
