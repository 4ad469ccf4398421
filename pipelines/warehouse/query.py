"""The analysts' connection: read-only, without files and network, bound in memory and time; and the forms of an answer.

The common path imports nothing heavier than duckdb.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, NamedTuple

import duckdb

from pipelines.model.errors import PlainError
from pipelines.warehouse.delimited import BOM, write_delimited

MEMORY = "2GB"
THREADS = 2
SECONDS = 300.0
_CHUNK_ROWS = 2048


class QueryError(PlainError):
    """A query that is wrong, asks for what is not allowed, or takes longer than it may."""


class Answer(NamedTuple):
    """Names and DuckDB types of the columns, and the rows, which are drawn while they are written."""

    columns: Sequence[str]
    types: Sequence[str]
    rows: Iterator[tuple[Any, ...]]


def connect_read_only(database: Path, *, memory: str = MEMORY, threads: int = THREADS) -> duckdb.DuckDBPyConnection:
    """A connection that cannot write, read files, load extensions, reach the network or change any of this.

    Raises:
        QueryError: there is no such database, or it cannot be opened.
    """
    if not database.is_file():
        raise QueryError(
            f"{database}: no release here. Run `indicators refresh` first, or name its directory with --marts"
        )
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": False,
        "memory_limit": memory,
        "threads": threads,
        "temp_directory": "",
        "lock_configuration": True,
    }
    try:
        return duckdb.connect(str(database), read_only=True, config=config)
    except duckdb.Error as error:
        raise QueryError(f"{database}: cannot be opened: {_first_line(error)}") from error


@contextlib.contextmanager
def answering(connection: duckdb.DuckDBPyConnection, query: str, *, seconds: float = SECONDS) -> Iterator[Answer]:
    """Run a query and draw its rows inside the ``with``. Running and drawing together may take ``seconds``.

    Raises:
        QueryError: the query fails, is not allowed, or takes longer.
    """
    late = threading.Event()

    def stop() -> None:
        late.set()
        connection.interrupt()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        if (number := len(connection.extract_statements(query))) != 1:
            raise QueryError("the query is empty" if number == 0 else f"{number} statements: ask one at a time")
        cursor = connection.execute(query)
        described = cursor.description or ()
        names = [str(column[0]) for column in described]
        kinds = [str(column[1]) for column in described]
        yield Answer(names, kinds, _drawn(cursor))
    except duckdb.InterruptException as error:
        if not late.is_set():
            raise
        raise QueryError(
            f"the query was stopped after {seconds:g} seconds. Ask for less, or use the Parquet files"
        ) from error
    except duckdb.Error as error:
        raise QueryError(_told(error)) from error
    finally:
        timer.cancel()


def _drawn(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while chunk := cursor.fetchmany(_CHUNK_ROWS):
        yield from chunk


def _told(error: duckdb.Error) -> str:
    text = str(error)
    if isinstance(error, duckdb.PermissionException) or "configuration has been locked" in text:
        return f"not allowed here: {_first_line(error)}"
    if isinstance(error, duckdb.OutOfMemoryException):
        return "the query needs more memory than it may use. Ask for less, or use the Parquet files"
    lines = [line for line in text.splitlines() if line.strip()]
    hint = next((line for line in lines[1:] if line.startswith(("Did you mean", "Candidate bindings"))), "")
    return " ".join(part for part in (lines[0], hint) if part)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def write_csv(answer: Answer, stream: IO[str], *, for_excel: bool) -> None:
    """CSV with CRLF; with a byte order mark where a person will open it in Excel."""
    if for_excel:
        stream.write(BOM)
    write_delimited(stream, answer.columns, answer.rows)


def write_json(answer: Answer, stream: IO[str]) -> None:
    """A list of objects, one a line. Decimals are written with all their digits, dates as ISO text."""
    names = [json.dumps(name, ensure_ascii=False) for name in answer.columns]
    stream.write("[")
    for number, row in enumerate(answer.rows):
        fields = ", ".join(f"{name}: {json_value(value)}" for name, value in zip(names, row, strict=True))
        stream.write(("," if number else "") + "\n  {" + fields + "}")
    stream.write("\n]\n")


def json_value(value: Any) -> str:
    """One value as JSON text.

    >>> json_value(Decimal("12647100.0000"))
    '12647100'
    >>> json_value([Decimal("0.10"), None, datetime.date(2020, 11, 1)])
    '[0.1, null, "2020-11-01"]'
    """
    match value:
        case Decimal():
            return plain_decimal(value)
        case list() | tuple():
            return "[" + ", ".join(map(json_value, value)) + "]"
        case dict():
            pairs = (f"{json.dumps(str(key), ensure_ascii=False)}: {json_value(item)}" for key, item in value.items())
            return "{" + ", ".join(pairs) + "}"
        case datetime.date() | datetime.time():
            return json.dumps(value.isoformat())
        case float() if value != value or value in (float("inf"), float("-inf")):
            return "null"
        case None | bool() | int() | float() | str():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return json.dumps(str(value), ensure_ascii=False)


def plain_decimal(value: Decimal) -> str:
    """A decimal without exponent and without zeros behind that only show the column's scale.

    >>> plain_decimal(Decimal("1.2540")), plain_decimal(Decimal("100")), plain_decimal(Decimal("0E-10"))
    ('1.254', '100', '0')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_parquet(connection: duckdb.DuckDBPyConnection, query: str, path: Path, *, seconds: float = SECONDS) -> None:
    """The answer of a query as a Parquet file.

    Raises:
        QueryError: as for :func:`answering`.
    """
    import pyarrow.parquet as pq

    with answering(connection, query, seconds=seconds) as answer:
        described = list(answer.rows) if not answer.columns else None
        if described is not None:
            raise QueryError("this statement has no answer that could be written to a file")
        table = _arrow_table(answer)
        pq.write_table(table, path, compression="zstd")


def _arrow_table(answer: Answer) -> Any:
    import pyarrow as pa

    from pipelines.warehouse.arrow import arrow_type

    columns: Iterable[Sequence[Any]] = list(zip(*answer.rows, strict=True)) or [()] * len(answer.columns)
    arrays = []
    for values, kind in zip(columns, answer.types, strict=True):
        try:
            arrays.append(pa.array(values, arrow_type(kind.replace(",", ", ").replace(",  ", ", "))))
        except (KeyError, pa.ArrowException):
            arrays.append(pa.array(values))
    return pa.Table.from_arrays(arrays, names=list(answer.columns))


def write_xlsx(answer: Answer, path: Path) -> None:
    """The answer as a workbook of one sheet, its header frozen, its columns typed."""
    from pipelines.warehouse.workbook import open_workbook, write_sheet

    with open_workbook(path) as workbook:
        write_sheet(workbook, "answer", answer.columns, answer.rows)
