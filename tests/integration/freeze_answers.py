"""Writes the rows of every question into the frozen answer beside it (``freeze_answers.py MARTS``).

A frozen answer (``sql/questions/q….json``) also holds a sentence that was worked out by hand from the two documents.
Look at the difference before committing it: a row that moved without a reason is a defect, not an answer.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import duckdb

from pipelines import settings

QUESTIONS = settings.SQL / "questions"


def answer_rows(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, Any]:
    """Columns and rows of one question, every value as text, so that decimals stay exact."""
    cursor = connection.execute(path.read_text(encoding="utf-8"))
    columns = [column[0] for column in cursor.description or ()]
    rows = [[None if value is None else str(value) for value in row] for row in cursor.fetchall()]
    return {"columns": columns, "rows": rows}


def main(marts: Path) -> None:
    with duckdb.connect(str(marts / "indicators.duckdb"), read_only=True) as connection:
        for path in sorted(QUESTIONS.glob("q*.sql")):
            frozen = path.with_suffix(".json")
            kept = json.loads(frozen.read_text(encoding="utf-8")) if frozen.exists() else {}
            answer = {"answer": kept.get("answer", "")} | answer_rows(connection, path)
            rows = ",\n    ".join(json.dumps(row, ensure_ascii=False) for row in answer["rows"])
            text = (
                f'{{\n  "answer": {json.dumps(answer["answer"], ensure_ascii=False)},\n'
                f'  "columns": {json.dumps(answer["columns"], ensure_ascii=False)},\n  "rows": [\n    {rows}\n  ]\n}}\n'
            )
            frozen.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else settings.MARTS)
