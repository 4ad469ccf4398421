"""What a table is: the one place from which DDL, comments, dictionary, Parquet metadata and datapackage.json follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Money = "DECIMAL(20, 4)"
"""Exact yuan. Four decimals: 0.0001 yuan is below anything a budget prints."""
Number = "DECIMAL(38, 10)"
"""A printed or canonical number of a target."""
Text = "VARCHAR"


class Column(NamedTuple):
    """One column: its DuckDB type, Chinese label, and what it means in one sentence of each language.

    ``required`` becomes NOT NULL; ``null_means`` says what an empty field tells (not stated, not applicable…);
    ``allowed`` is the closed list of a code, which becomes a CHECK.
    """

    name: str
    type: str
    zh: str
    note_zh: str
    note_en: str
    required: bool = False
    null_means: str = ""
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``column`` points to ``table`` (schema-qualified), whose column ``target`` has the same values."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the warehouse. ``grain_*`` is the first line of its comment.

    ``is_view``: nothing is stored; its select answers when it is asked.
    """

    schema: str
    name: str
    zh: str
    grain_zh: str
    grain_en: str
    note_zh: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    is_view: bool = False

    @property
    def address(self) -> str:
        """``core.fact_target``: the name it has in SQL, as asset, file, suite and test folder (with / for .)."""
        return f"{self.schema}.{self.name}"

    def column(self, name: str) -> Column:
        """The column of that name.

        Raises:
            KeyError: the table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.address} has no column {name}")
