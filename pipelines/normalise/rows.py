"""Blocks of cells to printed rows. How a row is recovered depends on what the medium left of it (``Structure``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipelines.model.cells import Block, Content, Structure
from pipelines.normalise.broken_cells import is_one_cell, whole_cells
from pipelines.normalise.contents import (
    COMPARATOR,
    DIRECTION,
    LEVEL_EITHER,
    LEVELS,
    NUMBER,
    ORDINAL,
    PLACEHOLDER,
    POINTS,
    QUALITATIVE,
    QUANTITY,
    content_of,
    is_measured,
    is_name_before_value,
    is_name_behind_level,
    is_remark_impossible,
    is_text_before_number,
    is_unnamed_level,
)
from pipelines.normalise.glued import part_line
from pipelines.normalise.header import Header, read_header
from pipelines.normalise.labels import (
    Label,
    form_type_of_title,
    is_level1_of,
    match_label,
    money_unit_in_brackets,
    page_part,
)
from pipelines.normalise.repeated_cells import once_each
from pipelines.normalise.targets import is_unit

_WORDS_OF_A_TABLE = 12
_FEWEST_HEADS = 3
_MOST_PIECES, _LONGEST_LABEL, _LONGEST_PIECE = 5, 20, 4
_MOST_PLACES, _LONGEST_PLACE = 60, 16
_MOST_TWINS = 7
"""Columns of money that one source has besides the first, in text of one cell a line."""
_ONLY = {
    "comparator": (COMPARATOR, QUALITATIVE, DIRECTION),
    "direction": (COMPARATOR, QUALITATIVE, DIRECTION),
    "weight": (NUMBER, POINTS),
    "score": (NUMBER, POINTS),
}
"""What alone a line must be to stand under a head, where lines are counted."""
_USUAL = 2
"""A width is usual where so many rows have it."""
_LONGEST_LINE = 120
"""A glued line that is longer holds more than one row: it cannot be parted without guessing."""


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
                    row.append(_blank(cell.column, cell.column_span))
                else:
                    row.append(Token(number, text, cell.column, cell.column_span))
                    number += 1
            rows.append(tuple(row))
        repeated: list[int] = []
        if block.structure in (Structure.GRID, Structure.ROWS):
            rows, repeated = once_each(rows)
        first, structure, recovered = True, block.structure, _recovered(block, rows)
        lines = _cells_of_lines(rows) if structure in (Structure.WORDS, Structure.GLUED) else None
        if lines is not None:
            structure, recovered = Structure.SEQUENCE, reflow(lines)
        for tokens in recovered:
            printed.append(Row(tokens, structure, table, first, tuple(repeated) if first else ()))
            first = False
    return printed, number


@lru_cache(maxsize=1024)
def _blank(column: int, span: int) -> Token:
    return Token(-1, "", column, span)


def _cells_of_lines(rows: list[tuple[Token, ...]]) -> list[Token] | None:
    """The lines as cells, where each line is one: the heads of an indicator table stand one below the other, the name
    of a level below them. None for any other text.
    """
    lines = [row[0] if len(row) == 1 else _together(list(row), " ") for row in rows if row]
    lines = [row[0] for row in _whole_labels([(line,) for line in lines])]
    for at, line in enumerate(lines):
        label = match_label(line.text)
        if label is None or label.column is None or label.is_level:
            continue
        found = _header_at(lines, at)
        if found is None or found[1] - at < _FEWEST_HEADS or found[1] >= len(lines):
            return None
        if not set(found[0].roles) <= {"level1", "level2", "level3", "value"} | _REMARKS:
            # of two columns of numbers a blank one could not be told: all must be printed
            return lines if _rows_are_whole(lines, found[1], found[0]) else None
        numbers = [is_measured(line.text) for line in lines[found[1] :]]
        if any(one and next_one for one, next_one in pairwise(numbers)):
            return None  # the values follow each other: the order is not that of the table
        below = [match_label(line.text) for line in lines[found[1] : found[1] + found[0].level_count + 1]]
        levels = [label is not None and label.is_level and not label.rest for label in below]
        return lines if levels[0] and not all(levels) else None
    return None


def _rows_are_whole(lines: list[Token], at: int, header: Header) -> bool:
    """Whether each row below a header prints a line for every column, each of its kind, but for names of levels."""
    others = [role for role in header.roles if role not in ("level1", "level2")]
    first = at
    while at < len(lines):
        if at > first and ends_table(lines[at], match_label(lines[at].text)):
            return True
        levels = 0
        while at < len(lines) and levels < header.level_count and content_of(lines[at].text) in LEVELS:
            at, levels = at + 1, levels + 1
        if at + len(others) > len(lines) or (at - levels == first and not levels):
            return False
        # 群众满意度 is a name where both its levels stand above it
        named = levels == header.level_count and content_of(lines[at].text) == LEVEL_EITHER and others[0] == "level3"
        if not all(
            (named and not place) or _may_stand_under(role, lines[at + place].text) for place, role in enumerate(others)
        ):
            return False
        at += len(others)
    return True


def _may_stand_under(role: str, text: str) -> bool:
    content = content_of(text)
    if role in _ONLY:
        return content in _ONLY[role]
    return content not in (*LEVELS, COMPARATOR) and (role in ("value", "actual") or content != NUMBER)


def _recovered(block: Block, rows: list[tuple[Token, ...]]) -> Iterator[tuple[Token, ...]]:
    if block.structure is Structure.SEQUENCE:
        yield from reflow([token for row in rows for token in row])
    elif block.structure is Structure.WORDS:
        for row in _whole_labels(rows):
            if len(row) > _WORDS_OF_A_TABLE and _holds_a_table(row):
                yield from reflow(list(row))
            else:
                yield row
    elif block.structure is Structure.GLUED:
        yield from _parted(_whole_labels(rows))
    elif block.structure is Structure.ROWS:
        yield from _on_one_line(_whole_goals(whole_cells(rows)))
    else:
        yield from rows


def _on_one_line(rows: list[tuple[Token, ...]]) -> Iterator[tuple[Token, ...]]:
    """Rows of a table that broke over two lines inside a cell (≥95 / %, 项目资金 / （万元）) put together again.

    Only where the two lines together are as wide as other rows, and the second begins with what begins no cell.
    """
    usual = frozenset(width for width, count in Counter(map(len, rows)).items() if count >= _USUAL)
    whole: list[tuple[Token, ...]] = []
    for row in rows:
        if whole and len(whole[-1]) + len(row) - 1 in usual and _goes_on(whole[-1], row):
            first, second = whole[-1], row
            cell = _together([first[-1], second[0]], "")
            shift = cell.column - second[0].column
            behind = [token._replace(column=token.column + shift) for token in second[1:]]
            whole[-1] = (*first[:-1], cell, *behind)
        else:
            whole.append(row)
    yield from whole


def _whole_goals(rows: list[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """Goals whose label broke over the lines of its cell (年度 / 总体 / 目标), a line of the text beside each."""
    whole: list[tuple[Token, ...]] = []
    at = 0
    while at < len(rows):
        end = _end_of_goal(rows, at)
        if end is None:
            whole.append(rows[at])
            at += 1
            continue
        pieces = [row[0] for row in rows[at:end]]
        lines = [row[1] for row in rows[at:end] if len(row) > 1 and row[1].cell >= 0]
        whole.append((_together(pieces, ""), _together(lines, "\n")))
        at = end
    return whole


def _end_of_goal(rows: list[tuple[Token, ...]], at: int) -> int | None:
    joined = ""
    for end in range(at, min(at + _MOST_PIECES, len(rows))):
        row = rows[end]
        if not row or len(row) > 2 or row[0].cell < 0 or len(row[0].text) > _LONGEST_PIECE:
            return None
        if end == at and (len(row) < 2 or row[1].cell < 0 or row[1].text.strip()[:4].isdigit()):
            return None  # no text, or the year of 年度
        joined += row[0].text
        label = match_label(joined) if end > at else None
        behind = rows[end + 1][0].text if end + 1 < len(rows) and rows[end + 1] else ""
        if label is not None and label.goal and not label.rest and behind not in ("目标", "绩效目标"):
            return end + 1
    return None


def _goes_on(first: tuple[Token, ...], second: tuple[Token, ...]) -> bool:
    if not first or not second or first[-1].cell < 0 or second[0].cell < 0:
        return False
    if len(second) > 1 and not any(t.cell >= 0 for t in second[1:]):
        return False
    above, below = first[-1].text, second[0].text
    if _is_level_in_two(above, below) or is_one_cell(above, below):
        return True
    if match_label(below) is not None or page_part(below) is not None or form_type_of_title(above) is not None:
        return False
    if below.lstrip()[0] in "(（":
        if content_of(above) == NUMBER and money_unit_in_brackets(below) is not None:
            return False  # the unit of the block in front, broken around its first amounts
        label = match_label(above)
        unit = match_label(above + below)
        return label is None or (unit is not None and unit.unit is not None)
    return (content_of(above) == NUMBER and is_unit(below.strip())) or (
        content_of(above) == QUANTITY and below.strip() in ("%", "％") and content_of(above + below) == QUANTITY
    )


def _is_level_in_two(above: str, below: str) -> bool:
    """Whether two texts are the halves of a level's name (服务对象 / 满意度指标), the first no name of its own."""
    whole = match_label(above + below)
    if whole is None or not whole.is_level or whole.rest or content_of(above) == PLACEHOLDER:
        return False
    return match_label(above) is None or below.strip() == "指标"


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


def _whole_labels(rows: list[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """Mend labels that blanks and line ends broke: 服务对象 / 满意度指标, 项目完成 / 指标."""
    mended: list[tuple[Token, ...]] = []
    for row in rows:
        words = _whole_words(list(row))
        if mended and words and mended[-1]:
            whole = _joined([mended[-1][-1], words[0]])
            if whole is not None:
                mended[-1] = (*mended[-1][:-1], whole)
                words = words[1:]
        if words:
            mended.append(tuple(words))
    return mended


def _whole_words(words: list[Token]) -> list[Token]:
    """Put the pieces of labels together, and a running number with the name behind it (指标1: 社区数量)."""
    whole: list[Token] = []
    at = 0
    while at < len(words):
        token, end = words[at], at + 1
        for stop in range(min(len(words), at + _MOST_PIECES), at + 1, -1):
            joined = _joined(words[at:stop])
            if joined is not None:
                token, end = joined, stop
                break
        if end == at + 1 and end < len(words) and _is_bare_ordinal(token.text):
            behind = content_of(words[end].text)
            if behind not in (*LEVELS, PLACEHOLDER):
                token, end = _together([token, words[end]], " "), end + 1
        whole.append(token)
        at = end
    return whole


def _is_bare_ordinal(text: str) -> bool:
    ordinal = ORDINAL.match(text)
    return ordinal is not None and ordinal.end() == len(text)


def _joined(pieces: list[Token]) -> Token | None:
    """The label that these pieces make together, where they are no labels of their own standing side by side."""
    texts = [piece.text for piece in pieces]
    if any(piece.cell < 0 or content_of(piece.text) == PLACEHOLDER for piece in pieces):
        return None
    if sum(map(len, texts)) > _LONGEST_LABEL or is_measured(texts[0]):
        return None
    whole = match_label("".join(texts))
    if whole is None or whole.rest or not (whole.is_level or whole.section or whole.goal or whole.fund or whole.column):
        return None
    if texts[-1][0] in "(（[【" and not (whole.unit or whole.scope or whole.requirement):
        return None
    first, last = match_label(texts[0]), match_label(texts[-1])
    if len(pieces) == 2 and first is not None and last is not None and texts[-1].rstrip(":：") not in ("指标", "目标"):
        return None
    if first is not None and texts[-1] == "指标" and not (first.is_level or first.section or whole.section):
        return None
    return _together(pieces, "")


def _together(pieces: list[Token], between: str) -> Token:
    first = pieces[0]
    more = [cell for piece in pieces[1:] for cell in (piece.cell, *piece.more)]
    return Token(first.cell, between.join(p.text for p in pieces), first.column, first.span, (*first.more, *more))


def reflow(cells: list[Token]) -> Iterator[tuple[Token, ...]]:
    """Rows from a run of cells without row ends: a label and what follows it; below a header, as many cells a row as
    the header has columns, level names in front of them where they are printed.
    """
    at, end = 0, len(cells)
    header: Header | None = None
    while at < end:
        start = at
        label = match_label(cells[at].text)
        if header is not None and not ends_table(cells[at], label):
            at = _end_of_indicator(cells, at, header)
            yield tuple(cells[start:at])
            continue
        header = None
        tree = read_header(cells[at : at + 3])
        if tree is not None and tree.is_tree:
            header, at = tree, at + 3
            yield tuple(cells[start:at])
            continue
        if label is None:
            at += 1
            while cells[start].cell >= 0 and at < end and cells[at].cell < 0:
                at += 1
            yield tuple(cells[start:at])
            continue
        found = _header_at(cells, at)
        if found is not None:
            header, at = found
        elif label.money_column or label.goal or label.fund:
            at = _end_of_group(cells, at)
        else:
            at = _end_of_values(cells, at + 1)
        yield tuple(cells[start:at])


def ends_table(token: Token, label: Label | None) -> bool:
    """True when a cell in front of a row says that the indicator table is over and something else begins."""
    if label is None:
        return token.cell >= 0 and (form_type_of_title(token.text) or page_part(token.text)) is not None
    if label.is_level or label.column:
        return label.field == "project_name" or label.ignored_field in ("review", "totals")
    return bool(label.field or label.ignored_field) or (label.section in ("money", "base"))


def _header_at(cells: list[Token], at: int) -> tuple[Header, int] | None:
    end = at
    while end < len(cells) and end - at < 24:
        label = match_label(cells[end].text)
        if label is None or not (label.column or label.section or label.field or label.fund or label.goal):
            break
        if label.rest or (label.is_level and label.column is None and label.section is None):
            break  # 年度资金总额 50万元 prints its value, and is no head
        end += 1
    if end - at < 2:
        return None
    header = read_header(cells[at:end])
    if header is not None and not any(column.block for column in header.columns):
        return header, end
    return _header_with_places(cells, at, end)


def _header_with_places(cells: list[Token], at: int, end: int) -> tuple[Header, int] | None:
    """A header that goes on with the names of places: one value column for each, up to the first level name."""
    stop = end
    while stop < len(cells) and stop - end < _MOST_PLACES and cells[stop].cell >= 0:
        label = match_label(cells[stop].text)
        if label is not None and label.is_level:
            header = read_header(cells[at:stop])
            return (header, stop) if header is not None else None
        if label is not None or len(cells[stop].text) > _LONGEST_PLACE:
            return None
        stop += 1
    return None


def _end_of_group(cells: list[Token], at: int) -> int:
    """Labels of one kind that follow each other stand in one row, with the cells after them; so do twin columns of
    money (其中：财政拨款, 360, 其中：财政拨款, 120).
    """
    first = match_label(cells[at].text)
    at += 1
    if first is not None and first.fund is not None:
        at = _end_of_values(cells, at)
        for _ in range(_MOST_TWINS):
            label = match_label(cells[at].text) if at < len(cells) else None
            if label is None or label.fund != first.fund:
                break
            at = _end_of_values(cells, at + 1)
        return at
    while at < len(cells):
        label = match_label(cells[at].text)
        if label is None or first is None:
            break
        same = (first.money_column and label.money_column) or (first.goal and label.goal and not label.rest)
        if not same:
            break
        at += 1
    return _end_of_values(cells, at)


def _end_of_values(cells: list[Token], at: int) -> int:
    while at < len(cells):
        token = cells[at]
        if token.cell >= 0 and (match_label(token.text) is not None or form_type_of_title(token.text) is not None):
            break
        at += 1
    return at


_REMARKS = frozenset({"note", "standard", "explanation", "reason"})


def _text_at(cells: list[Token], at: int, blank: str = "") -> str:
    """The text of a cell, ``blank`` beyond the last one."""
    return cells[at].text if at < len(cells) else blank


def _end_of_indicator(cells: list[Token], at: int, header: Header) -> int:
    levels = 0
    while at < len(cells) and levels < header.level_count:
        label = match_label(cells[at].text)
        if label is not None and label.section and not label.is_level:
            at += 1
            continue
        if levels and is_unnamed_level(cells[at].text):
            levels, at = levels + 1, at + 1
            continue
        if label is None or not label.is_level or is_name_before_value(cells[at].text, _text_at(cells, at + 1)):
            break
        if levels and is_name_behind_level(cells[at - 1].text, cells[at].text, _text_at(cells, at + 1)):
            break
        levels += 1
        at += 1
        if levels < header.level_count and label.dimension is None and _text_at(cells, at, blank="-") == "":
            levels, at = levels + 1, at + 1
    others = [role for role in header.roles if role not in ("level1", "level2")]
    for taken, role in enumerate(others):
        if at >= len(cells):
            break
        if role in _REMARKS and "value" in others[:taken] and not set(others[taken:]) - _REMARKS:
            text = cells[at].text
            if text and is_remark_impossible(text, _text_at(cells, at + 1)):
                break
        is_last = role == "value" and taken > 0 and set(others[taken + 1 :]) <= _REMARKS
        if (
            is_last
            and is_text_before_number(cells[at].text, _text_at(cells, at + 1))
            and not is_measured(_text_at(cells, at + 2))
        ):
            break  # a text right before a number is the next name: the value itself was not printed
        if taken and role != "level3" and ORDINAL.match(cells[at].text):
            break  # 指标2: begins the next indicator
        label = match_label(cells[at].text)
        if taken and label is not None and not label.rest:
            below = match_label(_text_at(cells, at + 1))
            unmistakable = label.is_level and (
                label.key.endswith("指标")
                # 满意 may be a value: of a level 1, the level 2 below is one of its own
                or (below is not None and not below.rest and is_level1_of(label, below.dimension))
            )
            if unmistakable or (ends_table(cells[at], label) and label.key not in ("合计", "其他")):
                break
        if taken and label is None and form_type_of_title(cells[at].text) is not None:
            break
        at += 1
    return at
