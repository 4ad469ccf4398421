"""Which known place a document is about, from the names of its agencies. An unknown or doubtful place stays unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from pipelines.normalise.reference_data import Place, places
from pipelines.normalise.spelling import squash

_SHORT = 2
"""A name of two characters (新县, 城区) also stands inside other words, so more must speak for it."""


def place_of(text: str) -> Place | None:
    """The smallest known place named in an agency's name.

    Names are not unique: of several places of one name it is the one whose region or prefecture is named before it, and
    a street's name counts only behind its county's. Where that leaves a doubt, or two places are named of which neither
    lies in the other, there is no answer.

    >>> place_of("永宁县团结西路街道办事处").place_code
    '640121001'
    >>> place_of("江苏省南京市鼓楼区教育局").place_code
    '320106'
    >>> place_of("鼓楼区教育局") is None
    True
    >>> place_of("永宁县与原州区联合办公室") is None
    True
    >>> place_of("某县人民政府") is None
    True
    """
    return _place_in(squash(text))


@lru_cache(maxsize=4096)
def _place_in(key: str) -> Place | None:
    within: tuple[Place, ...] = ()
    end = 0
    for start, name in _names_in(key):
        named = [place for place in _by_name()[name] if _stands_alone(place, within, follows=start == end)]
        candidates = [place for place in named if _belongs(place, within)]
        if any(place in within for place in named):
            end = start + len(name)
        elif len(candidates) == 1:
            within = (*within, candidates[0])
            end = start + len(name)
        elif named:
            return None
    return within[-1] if within else None


def district_of(names: list[str], title: str | None = None) -> str | None:
    """The one county that the agencies' names point to, or, where they name none, the title.

    None when they point to none or to several.
    """
    for texts in (names, [title] if title else []):
        found = (place_of(text) for text in texts)
        codes = {place.district_code for place in found if place is not None and place.district_code}
        if codes:
            return codes.pop() if len(codes) == 1 else None
    return None


def _belongs(place: Place, within: tuple[Place, ...]) -> bool:
    """Whether a place lies in every place that was named before it."""
    return all(wider.place_code in _wider(place) for wider in within)


def _stands_alone(place: Place, within: tuple[Place, ...], *, follows: bool) -> bool:
    """Whether nothing else is likely to be meant: streets need their county, short names a place right before them."""
    if len(place.place_code) > len("640121"):
        return place.parent_code in {wider.place_code for wider in within}
    if len(place.name_zh) > _SHORT:
        return True
    return follows and (bool(within) or place.name_zh.endswith("县"))


@cache
def _by_name() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for place in places():
        name = squash(place.name_zh)
        found[name] = (*found.get(name, ()), place)
    return found


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(name) for name in _by_name()}, reverse=True))


@cache
def _by_code() -> Mapping[str, Place]:
    return {place.place_code: place for place in places()}


def _wider(place: Place) -> Iterator[str]:
    """The codes of the places that a place lies in."""
    code = place.parent_code
    while code is not None:
        yield code
        code = _by_code()[code].parent_code


def _names_in(key: str) -> Iterator[tuple[int, str]]:
    """Where names of places stand in a text, the longest at each point, none inside another: 大城县 is not 城县."""
    names = _by_name()
    at = 0
    while at < len(key):
        name = next((key[at : at + length] for length in _lengths() if key[at : at + length] in names), None)
        if name is None or (name.endswith("区") and key.startswith("域", at + len(name))):
            at += 1
        else:
            yield at, name
            at += len(name)
