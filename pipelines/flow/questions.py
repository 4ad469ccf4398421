"""The questions analysts ask, one select a file in ``sql/questions``: its first comment lines are the question."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipelines import settings
from pipelines.warehouse.query import answering, plain_decimal

if TYPE_CHECKING:
    import duckdb

_NAME = re.compile(r"\D*(\d+)")
_SHOWN_ROWS = 6


class Question(NamedTuple):
    """``number`` stands in the file's name, ``text`` in its first comment lines."""

    number: int
    text: str
    query: str


def load_questions(directory: Path = settings.SQL / "questions") -> list[Question]:
    """Every question, by number."""
    found = []
    for path in directory.glob("*.sql"):
        query = path.read_text(encoding="utf-8")
        if name := _NAME.match(path.stem):
            found.append(Question(int(name[1]), _text_of(query), query))
    return sorted(found)


def _text_of(query: str) -> str:
    """The comment at the head of the file, without the lines that say something of the select (``-- grain: …``)."""
    lines = []
    for line in query.splitlines():
        if not line.startswith("--"):
            break
        text = line.removeprefix("--").strip()
        if not re.match(r"(grain|number|unit|note)\s*:", text):
            lines.append(re.sub(r"^(Q\d+|question)[.:]?\s*", "", text))
    return " ".join(lines)


def short_answer(connection: duckdb.DuckDBPyConnection, question: Question) -> str:
    """The answer in one line: each row's values, rows parted by semicolons; what is left out is counted."""
    with answering(connection, question.query) as answer:
        rows = list(answer.rows)
        words = ["; ".join(" ".join(_word(value) for value in row if value is not None) for row in rows[:_SHOWN_ROWS])]
    if len(rows) > _SHOWN_ROWS:
        words.append(f"and {len(rows) - _SHOWN_ROWS} more rows")
    return "; ".join(words)


def _word(value: object) -> str:
    from decimal import Decimal

    return plain_decimal(value) if isinstance(value, Decimal) else str(value)
