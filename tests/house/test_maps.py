"""The first page of a package names every module of it, so that the next developer knows where to look."""

from __future__ import annotations

import ast

import pytest

from pipelines import settings

MAPPED = ("extract", "extract/pdf", "normalise", "normalise/money")


@pytest.mark.parametrize("package", MAPPED)
def test_the_docstring_of_a_package_names_each_of_its_modules(package: str) -> None:
    directory = settings.ROOT / "pipelines" / package
    text = ast.get_docstring(ast.parse((directory / "__init__.py").read_text(encoding="utf-8"))) or ""
    modules = {path.stem for path in directory.glob("*.py")} - {"__init__"}
    unnamed = sorted(module for module in modules if f"``{module}``" not in text)
    assert not unnamed, f"pipelines/{package}/__init__.py does not say what these are for: {unnamed}"
