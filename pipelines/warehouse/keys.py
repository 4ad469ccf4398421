"""Primary and foreign keys, verified when a table is full.

They are not constraints of the file: the indexes that DuckDB keeps for constraints on text make it 2.6 times as large
and its tables half as fast to fill, and it cannot hold a key that leads into another schema.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipelines.model.errors import PlainError
from pipelines.model.schema import Table

if TYPE_CHECKING:
    import duckdb


class BrokenKeyError(PlainError):
    """A key is not unique or leads to nothing: an error of ours, nothing may be published."""


def verify_keys(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> None:
    """Check that in each table every primary key stands once and every foreign key is found where it leads.

    Raises:
        BrokenKeyError: it is not so; an example is told.
    """
    for target in tables:
        key = ", ".join(target.primary_key)
        twice = connection.execute(
            f"select {key} from {target.address} group by {key} having count(*) > 1 limit 1"
        ).fetchall()
        if twice:
            raise BrokenKeyError(f"{target.address}: two rows of the key {_shown(twice[0])}")
        for foreign in target.foreign_keys:
            lost = connection.execute(
                f"select t.{foreign.column} from {target.address} as t "
                f"anti join {foreign.table} as o on t.{foreign.column} = o.{foreign.target} "
                f"where t.{foreign.column} is not null limit 1"
            ).fetchall()
            if lost:
                raise BrokenKeyError(f"{target.address}.{foreign.column}: {_shown(lost[0])} is not in {foreign.table}")


def _shown(row: tuple[object, ...]) -> str:
    return ", ".join(map(str, row))
