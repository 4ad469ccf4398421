"""Fills ``quality.reconciliation``: every equation that a form lets us check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.quality.tables import empty

if TYPE_CHECKING:
    import duckdb


def reconcile(connection: duckdb.DuckDBPyConnection) -> int:
    """Fill ``quality.reconciliation`` from core and staging. Returns the number of equations."""
    empty(connection, "quality.reconciliation")
    return 0
