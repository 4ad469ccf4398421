"""The policy topic of a project, by reviewed words: its name first, its goal second, its indicators never."""

from __future__ import annotations

from functools import cache, lru_cache

from pipelines.normalise.reference_data import read_yaml
from pipelines.normalise.spelling import squash


@cache
def _rules() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (
            str(topic["code"]),
            tuple(squash(word) for word in topic["words"]),
            tuple(squash(word) for word in topic.get("not", ())),
        )
        for topic in read_yaml("topics.yml")["topics"]
    )


@lru_cache(maxsize=16384)
def topic_of(name: str | None, goal: str | None) -> str | None:
    """The topic's code, or None when neither name nor goal holds a reviewed word.

    >>> topic_of("社区工作者社会保险、公积金", None)
    'community_workforce'
    >>> topic_of("设备购置", "用于设备更新") is None
    True
    """
    for text in (name, goal):
        if not text:
            continue
        key = squash(text)
        for code, words, unless in _rules():
            if any(word in key for word in words) and not any(word in key for word in unless):
                return code
    return None
