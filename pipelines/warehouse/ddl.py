"""DDL, comments and the data dictionary, all generated from the tables as ``pipelines.model.schema`` states them.

Nothing here knows what a table means; nothing elsewhere writes DDL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.model.schema import TABLES, Column, Table

if TYPE_CHECKING:
    import duckdb

DICTIONARY = '"数据字典"'
"""The view in schema main that lists every column of every table."""
STORAGE: Mapping[str, str] = {"storage_compatibility_version": "v1.1.0", "default_block_size": "16384"}
"""How a published file is stored: as DuckDB 1.1 and later read it (2.0 writes a format of its own unless told).

In small blocks, because many of some sixty tables hold a few rows: 7 MB instead of 40 for two documents, and a quarter
less for 8 000.
"""
DICTIONARY_COLUMNS = (
    "模式",
    "表",
    "表名",
    "列",
    "列序",
    "类型",
    "中文名",
    "说明",
    "English",
    "空值含义",
    "键",
    "取值",
    "粒度",
    "Grain",
)


def quoted(text: str | None) -> str:
    """A string literal of SQL.

    >>> quoted("a'b")
    "'a''b'"
    >>> quoted(None)
    'null'
    """
    return "null" if text is None else "'" + text.replace("'", "''") + "'"


def create_table_statement(table: Table) -> str:
    """``create table`` with types, NOT NULL and CHECK. Keys are verified (:mod:`pipelines.warehouse.keys`).

    >>> from pipelines.model.schema import table
    >>> print(create_table_statement(table("staging.page")))
    create table staging.page (
        document_id VARCHAR not null,
        page INTEGER not null,
        outcome VARCHAR not null,
        message VARCHAR
    )
    """
    body = ",\n    ".join(_column_clause(column) for column in table.columns)
    return f"create table {table.address} (\n    {body}\n)"


def _column_clause(column: Column) -> str:
    clause = f"{column.name} {column.type}"
    if column.required:
        clause += " not null"
    if column.allowed:
        clause += f" check ({column.name} in ({', '.join(map(quoted, column.allowed))}))"
    return clause


def create_view_statement(table: Table, select: str) -> str:
    """``create view`` of a table that is a view, made of its select (without a semicolon)."""
    return f"create or replace view {table.address} as {select}"


def comment_statements(table: Table) -> list[str]:
    """``comment on`` for a table or view (first line its grain, then label and note) and for each of its columns."""
    text = f"{table.grain_zh}（{table.grain_en}）\n{table.zh}：{table.note_zh}"
    kind = "view" if table.is_view else "table"
    statements = [f"comment on {kind} {table.address} is {quoted(text)}"]
    for column in table.columns:
        null = f"空值：{column.null_means}。" if column.null_means else ""
        text = f"{column.zh}：{column.note_zh}{null}"
        statements.append(f"comment on column {table.address}.{column.name} is {quoted(text)}")
    return statements


def dictionary_rows(tables: Iterable[Table]) -> Iterator[tuple[str | int | None, ...]]:
    """The rows of the dictionary, as :data:`DICTIONARY_COLUMNS` names their fields: one per column of every table."""
    for table in tables:
        for number, column in enumerate(table.columns, start=1):
            yield (
                table.schema,
                table.name,
                table.zh,
                column.name,
                number,
                column.type,
                column.zh,
                column.note_zh,
                column.note_en,
                column.null_means or None,
                _key_of(table, column),
                "、".join(column.allowed) or None,
                table.grain_zh,
                table.grain_en,
            )


def dictionary_statement(tables: Iterable[Table] = TABLES) -> str:
    """``create view main."数据字典"``: one row per column of every table, in the order of building."""
    names = ", ".join(f'"{name}"' for name in DICTIONARY_COLUMNS)
    values = ",\n".join(f"({', '.join(map(_literal, row))})" for row in dictionary_rows(tables))
    return f"create or replace view main.{DICTIONARY} as select * from (values\n{values}\n) as t ({names})"


def _literal(value: str | int | None) -> str:
    return str(value) if isinstance(value, int) else quoted(value)


def _key_of(table: Table, column: Column) -> str | None:
    keys = ["主键"] if column.name in table.primary_key else []
    keys += [f"→ {key.table}.{key.target}" for key in table.foreign_keys if key.column == column.name]
    return "；".join(keys) or None


def create_warehouse(path: Path, tables: Iterable[Table] = TABLES) -> duckdb.DuckDBPyConnection:
    """A new database file that DuckDB 1.1 and later can read, with its empty tables. The caller closes it."""
    import duckdb

    connection = duckdb.connect(str(path), config=dict(STORAGE))
    create_tables(connection, tables)
    return connection


def create_tables(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[Table] = TABLES, *, comments: bool = True
) -> None:
    """Create the schemas, the empty tables with their comments, and the dictionary of exactly these tables.

    Views are in the dictionary; they are created when they are built, because they ask for tables.
    """
    tables = tuple(tables)
    for schema in dict.fromkeys(table.schema for table in tables):
        connection.execute(f"create schema if not exists {schema}")
    for table in (table for table in tables if not table.is_view):
        connection.execute(create_table_statement(table))
        if comments:
            # One call: hundreds of short statements take longer to hand over than to run.
            connection.execute(";\n".join(comment_statements(table)))
    if comments:
        connection.execute(dictionary_statement(tables))
        note = "每张表的每一列一行（one row per column of every table）\n数据字典：由 pipelines/model/schema 生成。"
        connection.execute(f"comment on view main.{DICTIONARY} is {quoted(note)}")
