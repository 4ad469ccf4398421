"""The policy topic of a project, by reviewed words: its name first, its goal second, its indicators never."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.normalise.reference_data import read_yaml
from pipelines.normalise.spelling import squash


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (str(topic["code"]), _one_of(topic["words"]), _one_of(topic["not"]) if topic.get("not") else None)
        for topic in read_yaml("topics.yml")["topics"]
    )


def _one_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(squash(word)) for word in words))


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
            if words.search(key) and not (unless and unless.search(key)):
                return code
    return None
