"""A built warehouse as files for those who do not open DuckDB: Parquet, CSV, Excel and a Data Package.

Every file follows from the model and the rows: the same warehouse gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.model.schema import TABLES, Table, tables_of
from pipelines.warehouse.arrow import schema_of
from pipelines.warehouse.datapackage import write_data_package
from pipelines.warehouse.ddl import DICTIONARY_COLUMNS, dictionary_rows
from pipelines.warehouse.delimited import FORMULA_STARTS, LIST_DELIMITER
from pipelines.warehouse.workbook import open_workbook, write_sheet

if TYPE_CHECKING:
    import duckdb

BATCH_ROWS = 100_000
VIEW_ROWS = 1_000_000
"""A view with more rows is not written to files, where it would be larger than all tables it follows from."""
EXCEL_ROWS = 50_000
"""A table with more rows is not put into a workbook, which would open no more; its sheet says where the rows are."""


def export_release(
    connection: duckdb.DuckDBPyConnection, directory: Path, release_id: str, tables: Iterable[Table] = TABLES
) -> Sequence[Path]:
    """Write every file of a release below ``directory`` (which exists) and return their paths.

    ``parquet/<schema>/<table>.parquet``, ``csv/<schema>/<table>.csv``, ``excel/<schema>.xlsx``, ``datapackage.json``.
    """
    tables = tuple(tables)
    return [*export_tables(connection, directory, tables), write_data_package(directory, tables, release_id)]


def export_tables(connection: duckdb.DuckDBPyConnection, directory: Path, tables: Iterable[Table]) -> Sequence[Path]:
    """Write the files of some tables, whole schemas together, below ``directory``; return their paths."""
    tables = exported(connection, tables)
    return [
        *write_parquets(connection, directory / "parquet", tables),
        *write_csvs(connection, directory / "csv", tables),
        *write_workbooks(connection, directory / "excel", tables),
    ]


def exported(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> tuple[Table, ...]:
    """Those of the tables that are written to files."""
    return tuple(table for table in tables if not _is_long_view(connection, table))


def write_parquets(connection: duckdb.DuckDBPyConnection, directory: Path, tables: Iterable[Table]) -> Sequence[Path]:
    """Each table as ``<schema>/<table>.parquet``."""
    return [write_parquet(connection, table, directory / table.schema / f"{table.name}.parquet") for table in tables]


def write_csvs(connection: duckdb.DuckDBPyConnection, directory: Path, tables: Iterable[Table]) -> Sequence[Path]:
    """Each table as ``<schema>/<table>.csv``."""
    return [write_csv(connection, table, directory / table.schema / f"{table.name}.csv") for table in tables]


def write_workbooks(connection: duckdb.DuckDBPyConnection, directory: Path, tables: Iterable[Table]) -> Sequence[Path]:
    """Each schema as ``<schema>.xlsx``."""
    tables = tuple(tables)
    return [
        write_workbook(
            connection, schema, [table for table in tables if table.schema == schema], directory / f"{schema}.xlsx"
        )
        for schema in dict.fromkeys(table.schema for table in tables)
    ]


def _is_long_view(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    if not table.is_view:
        return False
    some = f"select 1 from {table.address} limit {VIEW_ROWS + 1}"
    return bool(connection.execute(f"select count(*) > {VIEW_ROWS} from ({some})").fetchall()[0][0])


def write_parquet(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> Path:
    """One table as Parquet; labels, meanings and the grain stand in the metadata of the file and its columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = schema_of(table)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in _batches(connection, f"select {_names(table)} from {_ordered(table)}"):
            writer.write_table(pa.Table.from_batches([batch]).cast(schema))
    return path


def write_csv(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> Path:
    """One table as CSV: UTF-8 with a byte order mark, CRLF, exact decimals, lists joined, no text a formula."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = ", ".join(_csv_expression(column.name, column.type) for column in table.columns)
    with path.open("wb") as file:
        header = pl.DataFrame(schema={column.name: pl.String for column in table.columns})
        header.write_csv(file, include_bom=True, line_terminator="\r\n")
        for batch in _batches(connection, f"select {fields} from {_ordered(table)}"):
            frame = pl.DataFrame(pa.Table.from_batches([batch]))
            frame.write_csv(file, include_header=False, line_terminator="\r\n")
    return path


def write_workbook(
    connection: duckdb.DuckDBPyConnection,
    schema: str,
    tables: Iterable[Table],
    path: Path,
    *,
    most_rows: int = EXCEL_ROWS,
) -> Path:
    """The tables of one schema as a workbook: a dictionary sheet, then a sheet per table with Chinese labels."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_workbook(path) as workbook:
        write_sheet(workbook, "数据字典", DICTIONARY_COLUMNS, dictionary_rows(tables_of(schema)))
        for table in tables:
            columns = [column.name for column in table.columns]
            labels = [column.zh for column in table.columns]
            rows = int(connection.execute(f"select count(*) from {table.address}").fetchall()[0][0])
            if rows > most_rows:
                note = f"共 {rows} 行，请用 parquet/{schema}/{table.name}.parquet 或 csv/{schema}/{table.name}.csv"
                write_sheet(workbook, table.name, columns, [[note]], comments=labels)
                continue
            write_sheet(workbook, table.name, columns, _rows(connection, table), comments=labels)
    return path


def _rows(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[tuple[Any, ...]]:
    cursor = connection.execute(f"select {_names(table)} from {_ordered(table)}")
    while chunk := cursor.fetchmany(4096):
        yield from chunk


def _batches(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[pa.RecordBatch]:
    reader = connection.sql(query).to_arrow_reader(BATCH_ROWS)
    try:
        yield from reader
    finally:
        reader.close()


def _ordered(table: Table) -> str:
    """A table as it lies; a view, which is worked out by several threads, in the order of its key."""
    return f"{table.address} order by {', '.join(table.primary_key)}" if table.is_view else table.address


def _names(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)


def _csv_expression(name: str, kind: str) -> str:
    """A column as the text of its CSV field. Done by the engine: there may be millions of cells."""
    if kind == "VARCHAR" or kind.endswith("[]"):
        text = f"array_to_string({name}, '{LIST_DELIMITER}')" if kind.endswith("[]") else name
        starts = "".join(f"\\x{{{ord(character):X}}}" for character in FORMULA_STARTS)
        return f"case when regexp_matches({text}, '^[{starts}]') then '''' || {text} else {text} end as {name}"
    if kind.startswith("DECIMAL"):
        return rf"regexp_replace(cast({name} as varchar), '\.?0+$', '') as {name}"
    if kind == "BOOLEAN":
        return f"cast({name} as varchar) as {name}"
    return name
