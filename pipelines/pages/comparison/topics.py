"""Money by topic: where several agencies have the same one, and where only one has it."""

from __future__ import annotations

from itertools import groupby

from pipelines.pages.comparison import charts, records, words
from pipelines.pages.comparison.figures import Figures, Shown
from pipelines.pages.comparison.words import Words

_MOST_TOPICS_APART = 12


def _label(topic: records.Topic) -> Words:
    return Words(topic.topic_name, topic.topic_name_en)


def shared(page: Figures, topics: list[records.Topic]) -> list[charts.Bars]:
    """Topics that several agencies have, per community: where like meets like. Each topic on a scale of its own."""
    groups: list[charts.Bars] = []
    for _, found in groupby(topics, key=lambda t: t.topic_code):
        rows = sorted(found, key=lambda t: page.series[t.agency_key])
        if len(rows) < 2 or rows[0].topic_code == "?":
            continue
        label = _label(rows[0])
        values = [
            page.value(
                t.agency_key,
                t.row_id,
                "funding_per_community_yuan",
                label,
                t.funding_per_community_yuan,
                words.money(t.funding_per_community_yuan),
            )
            for t in rows
        ]
        heading = label
        if not all(t.is_comparable for t in rows):
            heading = Words(f"{label.zh}（不可比）", f"{label.en} (not comparable)")
        groups.extend(charts.bars([(heading, values)]))
    return groups


def table(page: Figures, topics: list[records.Topic]) -> list[tuple[records.Topic, Words, Words, Shown]]:
    """Every topic of every agency as a table row: topic, agency, money."""
    found = []
    for topic in topics:
        label, money = _label(topic), words.money(topic.funding_yuan)
        figure = page.shown(topic.agency_key, topic.row_id, "funding_yuan", label, topic.funding_yuan, money)
        found.append((topic, label, page.name(topic.agency_key), figure))
    return found


def apart(page: Figures, topics: list[records.Topic]) -> list[charts.Bars]:
    """Topics that only one agency's file has, in yuan."""
    groups = []
    for _, found in groupby(topics, key=lambda t: t.topic_code):
        rows = list(found)
        if len(rows) != 1:
            continue
        topic = rows[0]
        label = _label(topic)
        shown = words.money(topic.funding_yuan)
        groups.append(
            (label, [page.value(topic.agency_key, topic.row_id, "funding_yuan", label, topic.funding_yuan, shown)])
        )
    return charts.bars(groups[:_MOST_TOPICS_APART])
