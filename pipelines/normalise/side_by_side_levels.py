"""Tables whose levels stand side by side: 成本指标 | 产出指标 | 效益指标 | 满意度指标, below each 三级指标 | 指标值.

A row holds one indicator of each level. Here each is given a row of its own below one head (一级指标 | 三级指标 |
指标值), as the tables of many projects print them; what the cells say is read there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.model.cells import Structure
from pipelines.normalise.contents import NUMBER, content_of
from pipelines.normalise.labels import match_label
from pipelines.normalise.page_texts import page_part
from pipelines.normalise.rows import Row, Token

_FEWEST_PAIRS = 2
_MOST_ROWS_OF_HEAD = 4


class Pair(NamedTuple):
    """The columns of one level's names and values, and the head that names the level."""

    level: Token
    name: Token
    value: Token


class WideHead(NamedTuple):
    """A head of several rows: where it begins, the heads in front of the pairs, the pairs, all its cells."""

    top: int
    front: list[Token]
    pairs: list[Pair]
    cells: list[Token]


def unfolded(rows: list[Row]) -> list[Row]:
    """The rows of a document, those of tables with levels side by side unfolded to a row for each indicator."""
    bottoms = [at for at, row in enumerate(rows) if len(row.tokens) > 2 * _FEWEST_PAIRS and _has_pairs(row)]
    if not bottoms:
        return rows
    found: list[Row] = []
    done = 0
    for place, bottom in enumerate(bottoms):
        head = _head(rows, bottom)
        end = bottoms[place + 1] if place + 1 < len(bottoms) else len(rows)
        if head is None or head.top < done:
            continue
        following = _head(rows, end) if end < len(rows) else None
        end = following.top if following is not None else end
        below = _table(rows, bottom, end)
        found += rows[done : head.top]
        done = bottom + 1 + len(below)
        if not all(_is_in_place(row, head) for row in below):
            found += [_unparted(row) for row in rows[head.top : done] if _printed(row)]
            continue
        found.append(_head_row(rows[head.top], head))
        for row in below:
            found += [row] if _is_page_number(row) else [_in_place(one) for one in _indicators(row, head)]
    return [*found, *rows[done:]]


def _has_pairs(row: Row) -> bool:
    last = next((token.text for token in reversed(row.tokens) if token.text), "")
    if "值" not in last:
        return False  # nearly every row ends here: the last head is that of values
    columns = [label.column for token in row.tokens if token.cell >= 0 and (label := match_label(token.text))]
    return columns.count("level3") >= _FEWEST_PAIRS and columns.count("level3") == columns.count("value")


def _head(rows: list[Row], bottom: int) -> WideHead | None:
    """The head whose last row is at ``bottom``; None where no row of level names stands over all its pairs."""
    row = rows[bottom]
    if row.structure not in (Structure.GRID, Structure.ROWS) or bottom == 0 or rows[bottom - 1].table != row.table:
        return None
    levels = [token for token in _printed(rows[bottom - 1]) if _is_level(token)]
    pairs: list[Pair] = []
    heads = _printed(row)
    at = 0
    while at < len(heads):
        column = _column(heads[at])
        if column == "level3" and at + 1 < len(heads) and _column(heads[at + 1]) == "value":
            above = [level for level in levels if level.column <= heads[at].column]
            if not above:
                return None
            pairs.append(Pair(above[-1], heads[at], heads[at + 1]))
            at += 2
        elif pairs or column is not None:
            return None
        else:
            at += 1
    if len(pairs) < _FEWEST_PAIRS or len({pair.level.cell for pair in pairs}) < len(pairs) or len(pairs) < len(levels):
        return None
    top = bottom - 1
    while top > 0 and bottom - top < _MOST_ROWS_OF_HEAD and rows[top - 1].table == row.table:
        if not any(_is_front(token) for token in _printed(rows[top - 1])):
            break
        top -= 1
    first = pairs[0].name.column
    cells = [token for one in rows[top : bottom + 1] for token in _printed(one)]
    front = _front(cells, first)
    if not any(_names_project(token) for token in front):
        return None
    return WideHead(top, front, pairs, cells)


def _front(cells: Sequence[Token], first: int) -> list[Token]:
    """The heads in front of the pairs, the lowest over each column, with the unit of money that those above print."""
    heads: list[Token] = []
    for token in cells:
        if token.column >= first:
            continue
        last = token.column + token.span
        above = [head for head in heads if head.column <= token.column < head.column + max(head.span, 1)]
        unit = next((label.unit for head in above if (label := match_label(head.text)) and label.unit), None)
        own = match_label(token.text)
        if unit is not None and own is not None and own.fund and own.unit is None:
            token = token._replace(text=f"{token.text}（{unit}）")
        heads = [head for head in heads if not (head.column < last and token.column < head.column + head.span)]
        heads.append(token)
        if above and above[0].span > token.span:
            rest = above[0]
            moved = rest._replace(column=last, span=rest.column + rest.span - last)
            heads += [moved] if moved.span > 0 else []
    return sorted(heads, key=lambda head: head.column)


def _table(rows: list[Row], bottom: int, end: int) -> list[Row]:
    """The rows below a head: those of its table, and of tables behind it that go on in the same columns."""
    width = _width(rows[bottom])
    below: list[Row] = []
    last = rows[bottom]
    for row in rows[bottom + 1 : end]:
        if not _is_page_number(row):
            if row.table != last.table and not (row.structure is rows[bottom].structure and _width(row) == width):
                break
            last = row
        below.append(row)
    while below and _is_page_number(below[-1]):
        below.pop()
    return below


def _in_place(row: Row) -> Row:
    return row._replace(structure=Structure.GRID)


def _is_page_number(row: Row) -> bool:
    printed = _printed(row)
    return len(printed) == 1 and page_part(printed[0].text) == "page_number"


def _width(row: Row) -> int:
    return max((token.column + token.span for token in row.tokens), default=0)


def _is_in_place(row: Row, head: WideHead) -> bool:
    """Whether the cells of a row stand below their heads: in text, cells lost in front would move the others there."""
    if row.structure is Structure.GRID:
        return True
    printed = _printed(row)
    if not printed or len(printed) == 1:
        return True
    first = head.pairs[0].name.column
    in_front = [token for token in printed if token.column < first]
    amounts = {token.column for token in head.front if (label := match_label(token.text)) and label.fund}
    return not in_front or any(
        token.column in amounts and (content_of(token.text) == NUMBER or token.text.strip().endswith("元"))
        for token in in_front
    )


def _unparted(row: Row) -> Row:
    """The row as one text: below such heads its cells cannot be told apart."""
    first, *others = _printed(row)
    text = " ".join(token.text for token in (first, *others))
    more = tuple(cell for token in others for cell in (token.cell, *token.more))
    whole = first._replace(text=text, more=(*first.more, *more))
    return row._replace(tokens=(whole,), structure=Structure.PROSE)


def _head_row(row: Row, head: WideHead) -> Row:
    first = head.pairs[0]
    used = {token.cell for token in head.front}
    more = tuple(token.cell for token in head.cells if token.cell not in used and token.cell != first.level.cell)
    column = first.name.column
    tokens = (
        *head.front,
        Token(first.level.cell, "一级指标", column, 1, more),
        Token(-2, "三级指标", column + 1),
        Token(-2, "指标值", column + 2),
    )
    cell = first.level.cell
    return row._replace(tokens=tuple(token._replace(cell=cell) if token.cell == -2 else token for token in tokens))


def _indicators(row: Row, head: WideHead) -> list[Row]:
    """A row for each indicator that a row prints, the head cells in the first."""
    printed = _printed(row)
    if len(printed) == 1:
        return [row]
    column = head.pairs[0].name.column
    front = [token for token in row.tokens if token.column < column]
    found: list[Row] = []
    for pair in head.pairs:
        names = [token for token in printed if _stands_below(token, pair.name)]
        values = [token for token in printed if _stands_below(token, pair.value)]
        if not (names or values):
            continue
        cells = [token._replace(column=column + 1, span=1) for token in names]
        cells += [token._replace(column=column + 2, span=1) for token in values]
        level = Token(pair.level.cell, pair.level.text, column)
        in_front = front if not found else [token._replace(cell=-1, text="") for token in front]
        first = row.first_of_block and not found
        found.append(Row((*in_front, level, *cells), row.structure, row.table, first, row.repeated if first else ()))
    if not found:
        return [row]
    placed = {token.cell for one in found for token in one.tokens}
    beyond = [token for token in printed if token.cell not in placed]
    moved = [token._replace(column=column + 3 + at, span=1) for at, token in enumerate(beyond)]
    return [*found[:-1], found[-1]._replace(tokens=(*found[-1].tokens, *moved))]


def _stands_below(token: Token, head: Token) -> bool:
    return head.column <= token.column < head.column + head.span


def _printed(row: Row) -> list[Token]:
    return [token for token in row.tokens if token.cell >= 0]


def _column(token: Token) -> str | None:
    label = match_label(token.text)
    return label.column if label is not None and not label.rest else None


def _is_level(token: Token) -> bool:
    label = match_label(token.text)
    return label is not None and label.is_level and not label.rest


def _names_project(token: Token) -> bool:
    label = match_label(token.text)
    return label is not None and (label.field == "project_name" or label.column == "unit_or_project")


def _is_front(token: Token) -> bool:
    label = match_label(token.text)
    return label is not None and not label.rest and (_names_project(token) or label.fund is not None)
