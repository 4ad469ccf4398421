"""The interactive shell of ``indicators sql``: a line editor with history and completion, over one connection."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.printing import printable
from pipelines.model.errors import PlainError

if TYPE_CHECKING:
    import duckdb

_HISTORY = Path(os.environ.get("XDG_STATE_HOME", "~/.local/state")).expanduser() / "indicators" / "sql_history"
_HISTORY_LINES = 1000
_NAMES = """
select table_schema || '.' || table_name from information_schema.tables where table_schema <> 'main'
union select distinct column_name from information_schema.columns
"""
_WORDS = ("select", "from", "where", "group by", "order by", "limit", "inner join", "left join", "count(*)", "sum(")
_HELP = (
    "SQL ends with ; and may stand on several lines. Tab completes names.\n"
    ".tables   the tables and what they hold\n.quit     leave (or Ctrl-D)\n"
)
_TABLES = """
select "模式" || '.' || "表" as "table", any_value("表名") as "名称", any_value("粒度") as "粒度", count(*) as columns
from main."数据字典" group by all order by 1
"""


def run_shell(connection: duckdb.DuckDBPyConnection) -> int:
    """Read queries until the end of input; an error is told and the shell goes on."""
    names = sorted(row[0] for row in connection.execute(_NAMES).fetchall())
    with _line_editing([*names, *_WORDS]):
        print("Read-only SQL on the published release. .help shows what else can be typed.")
        while (statement := _read_statement()) is not None:
            if statement in {".quit", ".exit"}:
                break
            _answer(connection, statement)
    return 0


def _read_statement() -> str | None:
    """The next statement or dot command; None at the end of input."""
    lines: list[str] = []
    while True:
        try:
            line = input("...> " if lines else "sql> ")
        except EOFError:
            print()
            return None
        except KeyboardInterrupt:
            print()
            lines.clear()
            continue
        if not lines and line.strip().startswith("."):
            return line.strip()
        lines.append(line)
        if line.rstrip().endswith(";"):
            return "\n".join(lines)
        if not "".join(lines).strip():
            lines.clear()


def _answer(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    from pipelines.cli.asking import answer_query

    if statement == ".help":
        print(_HELP)
        return
    if statement.startswith(".") and statement != ".tables":
        print(printable(f"{statement}: not known. {_HELP}", newlines=True))
        return
    try:
        answer_query(connection, _TABLES if statement == ".tables" else statement, None, None)
    except PlainError as error:
        print(printable(str(error), newlines=True), file=sys.stderr)
    except KeyboardInterrupt:
        connection.interrupt()
        print("stopped", file=sys.stderr)


@contextlib.contextmanager
def _line_editing(words: list[str]):  # type: ignore[no-untyped-def]
    try:
        import readline
    except ImportError:
        yield
        return
    readline.set_completer_delims(" \t\n()=<>,;+-*/'\"")
    readline.set_completer(lambda text, state: _completion(words, text, state))
    readline.parse_and_bind("tab: complete")
    with contextlib.suppress(OSError):
        readline.read_history_file(_HISTORY)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            _HISTORY.parent.mkdir(parents=True, exist_ok=True)
            readline.set_history_length(_HISTORY_LINES)
            readline.write_history_file(_HISTORY)


def _completion(words: list[str], text: str, state: int) -> str | None:
    """The ``state``-th word that begins with ``text``, or whose last part (after the schema) does."""
    pattern = re.compile(rf"(^|\.){re.escape(text)}", re.IGNORECASE)
    found = [word for word in words if pattern.search(word)]
    return found[state] if state < len(found) else None
