"""Many statements as one transaction on a warehouse that is being built."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


@contextmanager
def together(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """One commit for many statements: the file is private, and flushing it to disk for each takes longer than they.

    An error passes by the commit, which after it would roll back in silence; the file it leaves is thrown away.
    """
    connection.begin()
    yield
    connection.commit()
