"""Blocks of cells to printed rows. How a row is recovered depends on what the medium left of it (``Structure``).

A grid stands as it is; rows on lines are put together where they broke inside a cell; a sequence of cells is reflowed;
words are joined to the labels that blanks broke; glued lines are parted where that is certain; prose stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.model.cells import Block, Content, Structure
from pipelines.normalise.broken_cells import whole_cells
from pipelines.normalise.broken_labels import whole_labels
from pipelines.normalise.broken_names import names_around_values
from pipelines.normalise.broken_rows import rows_on_one_line, whole_goals
from pipelines.normalise.glued import part_line
from pipelines.normalise.header_reading import read_header
from pipelines.normalise.labels import match_label
from pipelines.normalise.lines_as_cells import cells_of_lines
from pipelines.normalise.page_texts import page_part
from pipelines.normalise.reflow import reflow
from pipelines.normalise.repeated_cells import once_each
from pipelines.normalise.rows import Row, Token, blank, together
from pipelines.normalise.table_ends import ends_table

_WORDS_OF_A_TABLE = 12
"""A line of more words may hold the head of a table and rows of it."""
_MOST_WORDS_OF_PAGE, _LONGEST_WORD_OF_PAGE = 8, 5
_LONGEST_LINE = 120
"""A glued line that is longer holds more than one row: it cannot be parted without guessing."""


def printed_rows(content: Content) -> tuple[list[Row], int]:
    """All rows of a document in reading order, and how many cells it prints (numbered as in ``Content.cells()``)."""
    printed: list[Row] = []
    number = 0
    for table, block in enumerate(content.blocks, start=1):
        rows: list[tuple[Token, ...]] = []
        for cells in block.rows:
            row = []
            for cell in cells:
                text = cell.text
                if not text or text.isspace():
                    row.append(blank(cell.column, cell.column_span))
                else:
                    row.append(Token(number, text, cell.column, cell.column_span))
                    number += 1
            rows.append(tuple(row))
        repeated: list[int] = []
        if block.structure in (Structure.GRID, Structure.ROWS):
            rows, repeated = once_each(rows)
        first, structure, recovered = True, block.structure, _recovered(block, rows)
        lines = cells_of_lines(rows) if structure in (Structure.WORDS, Structure.GLUED) else None
        if lines is not None:
            structure, recovered = Structure.SEQUENCE, reflow(lines)
        for tokens in recovered:
            printed.append(Row(tokens, structure, table, first, tuple(repeated) if first else ()))
            first = False
    return printed, number


def _recovered(block: Block, rows: list[tuple[Token, ...]]) -> Iterator[tuple[Token, ...]]:
    if block.structure is Structure.SEQUENCE:
        yield from reflow([token for row in rows for token in row])
    elif block.structure is Structure.WORDS:
        for row in names_around_values(whole_labels([_whole_page_number(row) for row in rows])):
            if len(row) > _WORDS_OF_A_TABLE and _holds_a_table(row):
                yield from reflow(list(row))
            else:
                yield row
    elif block.structure is Structure.GLUED:
        yield from _parted(whole_labels(rows))
    elif block.structure is Structure.ROWS:
        yield from rows_on_one_line(whole_goals(whole_cells(rows)))
    else:
        yield from rows


def _whole_page_number(row: tuple[Token, ...]) -> tuple[Token, ...]:
    """The number of a page that blanks parted into words: — 2 —, 第 2 页 共 5 页."""
    if not 1 < len(row) <= _MOST_WORDS_OF_PAGE or row[0].text[0] not in "-—–第0123456789":
        return row
    if any(len(token.text) > _LONGEST_WORD_OF_PAGE for token in row):
        return row
    whole = together(row, "")
    return (whole,) if page_part(whole.text) == "page_number" else row


def _holds_a_table(row: tuple[Token, ...]) -> bool:
    """Whether one line holds the head of an indicator table and rows of it."""
    labels = [match_label(token.text) for token in row]
    heads = sum(label is not None and label.column is not None and not label.is_level for label in labels)
    return heads > 2 and any(label is not None and label.is_level and label.column is None for label in labels)


def _parted(rows: list[tuple[Token, ...]]) -> Iterator[tuple[Token, ...]]:
    """Lines of glued cells, parted where that is certain. The parts are all in the same printed cell."""
    in_table = False
    for row in rows:
        token = row[0]
        if len(row) > 1 or len(token.text) > _LONGEST_LINE:
            yield row
            continue
        label = match_label(token.text)
        in_table = in_table and not ends_table(token, label)
        parts = [
            Token(token.cell, text, at, 1, token.more)
            for at, text in enumerate(part_line(token.text, in_table=in_table), 1)
        ]
        in_table = in_table or read_header(parts) is not None
        yield tuple(parts)
