"""The version of what reads documents: derived from the code, the reference data and the libraries that do it."""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path

from pipelines import settings

_PACKAGE = settings.ROOT / "pipelines"
_READ_BY = ("model", "extract", "normalise", "warehouse/record.py", "warehouse/arrow.py")
_LOADED_BY_CORE_ONLY = frozenset(
    (
        "fund_sources.csv",
        "indicator_categories.csv",
        "place_statistics.csv",
        "project_natures.csv",
        "measures.csv",
        "cost_subjects.csv",
        "denominators.csv",
    )
)
_LIBRARIES = ("lxml", "openpyxl", "pdfminer.six", "pdfplumber", "pypdfium2", "python-docx", "xlrd")


def parser_version(package: Path = _PACKAGE) -> str:
    """Twelve hex digits that change whenever the same bytes might be read differently.

    Reference tables that only SQL reads (statistics, names of codes) are left out: they change marts, not readings.
    """
    digest = hashlib.sha256()
    for path in sorted(_files(package)):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for library in _LIBRARIES:
        digest.update(f"{library}={_version_of(library)}\n".encode())
    return digest.hexdigest()[:12]


def _files(package: Path) -> list[Path]:
    found: list[Path] = []
    for part in _READ_BY:
        place = package / part
        inside = [place] if place.is_file() else place.rglob("*")
        found += [
            path
            for path in inside
            if path.is_file() and "__pycache__" not in path.parts and path.name not in _LOADED_BY_CORE_ONLY
        ]
    return found


def _version_of(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "none"
