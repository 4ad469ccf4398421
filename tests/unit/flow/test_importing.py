"""Packages that are kept out are kept out, and only for as long as that."""

from __future__ import annotations

import sys

import pytest

from pipelines.importing import hidden


def test_what_is_hidden_cannot_be_imported_until_the_end() -> None:
    with hidden("colorsys"), pytest.raises(ModuleNotFoundError, match="colorsys"):
        sys.modules.pop("colorsys", None)
        __import__("colorsys")
    assert __import__("colorsys").rgb_to_hsv(0, 0, 0) == (0, 0, 0)
