"""``indicators sql``, ``quality``, ``trace`` and ``questions``: what the published release answers."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines import settings
from pipelines.cli.printing import print_table, printable
from pipelines.model.errors import PlainError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    import duckdb

    from pipelines.warehouse.query import Answer

_CELL_CHARACTERS = 60
_BY_ENDING = {".csv": "csv", ".json": "json", ".parquet": "parquet", ".xlsx": "xlsx"}
_FINDINGS = """
select
    f.severity, f.rule_code, d.path, p.project_name, c.page, c.line, f.printed, f.expected, f.message_zh, f.finding_id
from quality.finding as f
left join core.dim_document as d on f.document_id = d.document_id
left join core.fact_project as p on f.project_id = p.project_id
left join staging.source_cell as c on f.source_cell_id = c.source_cell_id
where not f.is_waived{only}
order by
    case f.severity when 'error' then 1 when 'warning' then 2 else 3 end, d.path, c.cell_no, f.rule_code, f.finding_id
"""
_DOCUMENTS = "select document_id, path from core.dim_document where document_id = $name or contains(path, $name)"


def run_sql(arguments: argparse.Namespace) -> int:
    """Answer one query, or be a shell."""
    query = _query_of(arguments)
    with closing(_connect(arguments)) as connection:
        if query is None:
            from pipelines.cli.shell import run_shell

            return run_shell(connection)
        answer_query(connection, query, arguments.format, arguments.output)
    return 0


def _query_of(arguments: argparse.Namespace) -> str | None:
    if arguments.query is not None and arguments.file is not None:
        raise PlainError("give either a query or --file, not both")
    if arguments.file is not None:
        return str(arguments.file.read_text(encoding="utf-8-sig"))
    if arguments.query is not None:
        return str(arguments.query)
    return None if sys.stdin.isatty() else sys.stdin.read()


def _connect(arguments: argparse.Namespace) -> duckdb.DuckDBPyConnection:
    from pipelines.warehouse.query import connect_read_only
    from pipelines.warehouse.release import DATABASE

    return connect_read_only((arguments.marts or settings.MARTS) / DATABASE)


def answer_query(
    connection: duckdb.DuckDBPyConnection, query: str, wanted: str | None, output: Path | None, title: str = ""
) -> None:
    """Run a query and give its answer in the wanted form, to a file or to stdout.

    Raises:
        PlainError: the query is wrong, or a form that needs a file has none.
    """
    form = wanted or (_BY_ENDING.get(output.suffix.lower(), "csv") if output else "table")
    if form in {"parquet", "xlsx"} and output is None:
        raise PlainError(f"--format {form} needs a file: add -o answer.{form}")
    if not query.strip():
        raise PlainError("the query is empty. `indicators sql --help` shows examples")
    from pipelines.warehouse.query import answering, write_parquet

    if form == "parquet" and output is not None:
        write_parquet(connection, query, output)
        return
    with answering(connection, query) as answer:
        _write(answer, form, output, title)


def _write(answer: Answer, form: str, output: Path | None, title: str) -> None:
    from pipelines.warehouse.query import write_csv, write_json, write_xlsx

    if form == "xlsx" and output is not None:
        write_xlsx(answer, output)
    elif form == "table":
        _write_table(answer, output, title)
    elif output is not None:
        with output.open("w", encoding="utf-8", newline="") as stream:
            if form == "csv":
                write_csv(answer, stream, for_excel=True)
            else:
                write_json(answer, stream)
    elif form == "csv":
        # On a pipe a program reads; a byte order mark would become part of the first name.
        write_csv(answer, sys.stdout, for_excel=False)
    else:
        write_json(answer, sys.stdout)


def _write_table(answer: Answer, output: Path | None, title: str) -> None:
    from contextlib import nullcontext, redirect_stdout

    stream = output.open("w", encoding="utf-8") if output is not None else nullcontext(sys.stdout)
    with stream as target, redirect_stdout(target):
        print_table(answer.columns, answer.rows, title)


def _give(
    arguments: argparse.Namespace,
    columns: Sequence[str],
    rows: list[tuple[Any, ...]],
    kinds: Sequence[str],
    title: str = "",
) -> None:
    """Rows that were found by several queries, in the wanted form."""
    from pipelines.warehouse.query import Answer

    output: Path | None = arguments.output
    form = arguments.format or (_BY_ENDING.get(output.suffix.lower(), "csv") if output else "table")
    if form == "parquet":
        raise PlainError("--format parquet is for `indicators sql` only. Choose table, csv, json or xlsx")
    if form == "xlsx" and output is None:
        raise PlainError("--format xlsx needs a file: add -o answer.xlsx")
    _write(Answer(columns, kinds, iter(rows)), form, output, title)


def run_quality(arguments: argparse.Namespace) -> int:
    """The findings that are not waived, gravest first; or proposed corrections."""
    with closing(_connect(arguments)) as connection:
        if arguments.propose:
            return _propose(connection, arguments.output)
        only, named = "", {}
        if arguments.document is not None:
            named = {"documents": _documents(connection, arguments.document)}
            only = " and list_contains($documents, f.document_id)"
        cursor = connection.execute(_FINDINGS.format(only=only), named)
        described = cursor.description or ()
        rows = cursor.fetchall()
    if arguments.format in {None, "table"}:
        rows = [tuple(_cut(value) for value in row) for row in rows]
    _give(arguments, [str(c[0]) for c in described], rows, [str(c[1]) for c in described])
    if arguments.format is None and arguments.output is None:
        counts = {severity: sum(row[0] == severity for row in rows) for severity in ("error", "warning", "info")}
        print(" · ".join(f"{count} {severity}" for severity, count in counts.items()))
    return 0


def _cut(value: Any) -> Any:
    """A text short enough for a table; the other formats give it whole."""
    return value[: _CELL_CHARACTERS - 1] + "…" if isinstance(value, str) and len(value) > _CELL_CHARACTERS else value


def _documents(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    found = connection.execute(_DOCUMENTS, {"name": name}).fetchall()
    if not found:
        raise PlainError(f"no document has the id or path {name}. `indicators sql 'from core.dim_document'` lists them")
    return [row[0] for row in found]


def _propose(connection: duckdb.DuckDBPyConnection, output: Path | None) -> int:
    from datetime import datetime

    from pipelines.quality import propose
    from pipelines.warehouse.release import BEIJING

    entries = propose(connection, datetime.now(BEIJING).date())
    if output is not None:
        output.write_text(entries, encoding="utf-8")
    else:
        print(entries or "# nothing is proposed", end="" if entries.endswith("\n") else "\n")
    return 0


def run_trace(arguments: argparse.Namespace) -> int:
    """The cells behind an id."""
    from pipelines.flow.tracing import COLUMNS, trace

    found = trace(arguments.marts or settings.MARTS, arguments.id)
    rows = found.rows
    columns: Sequence[str] = COLUMNS
    if arguments.format in {None, "table"} and arguments.output is None:
        print(f"{printable(arguments.id)}: {found.kind}")
        shown = [n for n in range(len(columns)) if any(row[n] is not None for row in rows)]
        columns, rows = [columns[n] for n in shown], [tuple(row[n] for n in shown) for row in rows]
    _give(arguments, columns, rows, ["VARCHAR"] * len(columns))
    return 0


def run_questions(arguments: argparse.Namespace) -> int:
    """Every question with its answer, or the rows of one."""
    from pipelines.flow.questions import load_questions, short_answer

    questions = load_questions()
    with closing(_connect(arguments)) as connection:
        if arguments.number is not None:
            chosen = [question for question in questions if question.number == arguments.number]
            if not chosen:
                raise PlainError(f"there is no question {arguments.number}. `indicators questions` lists them")
            title = f"Q{chosen[0].number}. {chosen[0].text}"
            answer_query(connection, chosen[0].query, arguments.format, arguments.output, title)
            return 0
        if arguments.format is None and arguments.output is None:
            for question in questions:
                answer_query(connection, question.query, None, None, f"Q{question.number}. {question.text}")
            return 0
        rows = [(question.number, question.text, short_answer(connection, question)) for question in questions]
    _give(arguments, ("number", "question", "answer"), rows, ("INTEGER", "VARCHAR", "VARCHAR"))
    return 0
