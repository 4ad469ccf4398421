"""How far each fact can be trusted, and why not further: A as printed, B usable, C doubtful, D not usable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines import settings
from pipelines.quality.tables import fill_from_select

if TYPE_CHECKING:
    import duckdb


def grade_facts(connection: duckdb.DuckDBPyConnection) -> int:
    """Fill ``quality.trust`` from core and the findings (``sql/quality/trust.sql``). Returns the number of facts."""
    return fill_from_select(connection, "quality.trust", settings.SQL / "quality" / "trust.sql")
