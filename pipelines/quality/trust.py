"""How far each fact can be trusted, and why not further: A as printed, B usable, C doubtful, D not usable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines import settings
from pipelines.quality.tables import fill_from_select

if TYPE_CHECKING:
    import duckdb


def grade_facts(connection: duckdb.DuckDBPyConnection) -> int:
    """Fill ``quality.trust`` and ``quality.trusted_money`` from core and the findings (``sql/quality``).

    Returns:
        The number of facts graded.
    """
    graded = fill_from_select(connection, "quality.trust", settings.SQL / "quality" / "trust.sql")
    fill_from_select(connection, "quality.trusted_money", settings.SQL / "quality" / "trusted_money.sql")
    return graded
