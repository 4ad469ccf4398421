"""Which known place a document is about, from the names of its agencies. An unknown place stays unknown."""

from __future__ import annotations

from functools import cache

from pipelines.normalise.reference_data import Place, places
from pipelines.normalise.spelling import squash


@cache
def _named() -> tuple[tuple[str, Place], ...]:
    """Names of places, the longest and the smallest place first."""
    levels = {"street": 0, "county": 1, "prefecture": 2, "region": 3}
    return tuple(
        (squash(place.name_zh), place)
        for place in sorted(places(), key=lambda p: (levels.get(p.place_level, 4), -len(p.name_zh)))
    )


def place_of(text: str) -> Place | None:
    """The smallest known place named in an agency's name.

    A street's name alone is not enough where its county is not named beside it: streets of one name stand in many
    counties. So the county decides, and the street within it.

    >>> place_of("永宁县团结西路街道办事处").place_code
    '640121001'
    >>> place_of("某县人民政府") is None
    True
    """
    key = squash(text)
    found = [place for name, place in _named() if name in key]
    if not found:
        return None
    smallest = found[0]
    if smallest.place_level == "street" and not any(p.place_code == smallest.parent_code for p in found[1:]):
        return None
    return smallest


def district_of(texts: list[str]) -> str | None:
    """The one county that the names point to; None when they point to none or to several."""
    codes = {place.district_code for text in texts if (place := place_of(text)) is not None and place.district_code}
    return codes.pop() if len(codes) == 1 else None
