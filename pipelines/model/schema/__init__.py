"""All tables of the warehouse, stated once."""

from pipelines.model.schema import core, marts, quality, staging
from pipelines.model.schema.table import Column, ForeignKey, Table

TABLES: tuple[Table, ...] = (*staging.TABLES, *core.TABLES, *quality.TABLES, *marts.TABLES)
"""Every table, in the order of building."""


def table(address: str) -> Table:
    """The table with that address (``core.fact_target``).

    Raises:
        KeyError: there is no such table.
    """
    for candidate in TABLES:
        if candidate.address == address:
            return candidate
    raise KeyError(f"no table {address}")


def tables_of(schema: str) -> tuple[Table, ...]:
    """The tables of a schema, in the order of building."""
    return tuple(candidate for candidate in TABLES if candidate.schema == schema)


__all__ = ["TABLES", "Column", "ForeignKey", "Table", "table", "tables_of"]
