"""A printed row and its cells: what the rows of a document are while forms are read from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipelines.model.cells import Structure


class Token(NamedTuple):
    """A cell of a row, or a part of one where the text ran together.

    ``cell`` is its number in ``Content.cells()`` (-1: blank), ``more`` the other cells that a broken word came out as.
    """

    cell: int
    text: str
    column: int
    span: int = 1
    more: tuple[int, ...] = ()


class Row(NamedTuple):
    """One printed row. ``first_of_block`` marks the first row of a table or run of text.

    ``repeated`` stands at the first row: the cells of the block that only repeat a merged cell in a further column.
    """

    tokens: tuple[Token, ...]
    structure: Structure
    table: int
    first_of_block: bool = False
    repeated: tuple[int, ...] = ()


@lru_cache(maxsize=1024)
def blank(column: int = 0, span: int = 1) -> Token:
    """A cell in which nothing is printed."""
    return Token(-1, "", column, span)


def cells_of(tokens: Iterable[Token]) -> list[int]:
    """The numbers of all cells of these tokens."""
    return [cell for token in tokens for cell in (token.cell, *token.more)]


def together(pieces: Sequence[Token], between: str) -> Token:
    """One token of the pieces of a cell, ``between`` them what their blank or line end stands for."""
    first = pieces[0]
    more = [cell for piece in pieces[1:] for cell in (piece.cell, *piece.more)]
    return Token(first.cell, between.join(p.text for p in pieces), first.column, first.span, (*first.more, *more))
