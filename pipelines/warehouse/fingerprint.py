"""What a warehouse holds, in numbers to compare: rows per table, and a hash that does not know their order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pipelines.model.schema import TABLES, Table

if TYPE_CHECKING:
    import duckdb

RUN_COLUMNS = frozenset({"release_id", "last_seen_release"})
"""Columns that tell when a row was published and nothing of what it says."""


def fingerprint(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table] = TABLES) -> dict[str, dict[str, Any]]:
    """``rows`` and ``content_hash`` of each table, by address. Equal rows in another order have the same hash.

    A view says nothing that its tables do not say: it is not in it.
    """
    return {table.address: _fingerprint_of(connection, table) for table in tables if not table.is_view}


def _fingerprint_of(connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, Any]:
    names = [column.name for column in table.columns if column.name not in RUN_COLUMNS]
    # Text with separators that no cell prints: half the time of casting a struct; DuckDB's own hash may change with it.
    values = ", ".join(f"coalesce(cast({name} as varchar), chr(30))" for name in names)
    # The sum, not xor: two equal rows must not cancel each other.
    query = f"select count(*), sum(md5_number_lower(concat_ws(chr(31), {values}))) from {table.address}"
    rows, total = connection.execute(query).fetchall()[0]
    digest = hashlib.sha256(f"{rows} {int(total or 0)} {' '.join(names)}".encode()).hexdigest()
    return {"rows": rows, "content_hash": digest[:16]}


def hash_of_tables(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """One hash for all tables: the same for two releases that say the same."""
    listed = sorted((address, facts["content_hash"]) for address, facts in tables.items())
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()
