"""The reviewed reference files, loaded once: labels, layouts, names, topics, places."""

from __future__ import annotations

import csv
from functools import cache
from typing import Any, NamedTuple

from pipelines.settings import REFERENCE


@cache
def read_yaml(name: str) -> Any:
    """A reference file as plain data. ``name`` is relative to the reference directory."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (REFERENCE / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=loader)  # noqa: S506 - both are safe loaders


@cache
def traditional_characters() -> dict[int, str]:
    """Translation table from traditional to simplified characters, for comparing words."""
    pairs = "".join(read_yaml("labels.yml")["traditional"])
    return {ord(old): new for old, new in zip(pairs[::2], pairs[1::2], strict=True)}


class Place(NamedTuple):
    """One row of ``places.csv``: a region, prefecture, county or street with its code and where the code was found."""

    place_code: str
    name_zh: str
    name_en: str
    place_level: str
    parent_code: str | None
    district_code: str | None
    source: str
    grade: str


@cache
def places() -> tuple[Place, ...]:
    """All known places; a new district is a row."""
    with (REFERENCE / "places.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Place(
                row["place_code"],
                row["name_zh"],
                row["name_en"],
                row["place_level"],
                row["parent_code"] or None,
                row["district_code"] or None,
                row["source"],
                row["grade"],
            )
            for row in csv.DictReader(file)
        )


@cache
def layout_files() -> tuple[str, ...]:
    """Names of the layout files, in the order of their names."""
    return tuple(sorted(f"layouts/{path.name}" for path in (REFERENCE / "layouts").glob("*.yml")))
