"""Rows inside and below an indicator table that print no indicator: headings, notes, scores, stamps."""

from __future__ import annotations

from pipelines.model.cells import Structure
from pipelines.normalise import contents as c
from pipelines.normalise.contents import content_of, is_measured
from pipelines.normalise.header import Header
from pipelines.normalise.labels import match_label
from pipelines.normalise.page_texts import foot_part, is_sentence
from pipelines.normalise.project_columns import names_project
from pipelines.normalise.row_places import CERTAIN, POSITIONS_COUNT, is_as_wide
from pipelines.normalise.rows import Row, Token


def is_heading(header: Header, row: Row, token: Token) -> bool:
    """Whether a row is one cell over all columns that names no level: a heading, never an indicator."""
    if header.many_projects or header.is_tree or content_of(token.text) not in c.WORDS or len(header.columns) < 3:
        return False
    if row.structure is Structure.GRID:
        last = header.columns[-1].position
        return token.column <= header.columns[0].position and token.column + token.span > last > 0
    return row.structure in POSITIONS_COUNT and token.column == 1 and names_project(token.text)


def is_foot(header: Header, tokens: list[Token]) -> bool:
    """Whether a row begins with what stands below a table: a note, an opinion with its stamp, a score."""
    part = foot_part(tokens[0].text)
    if part is None and len(tokens) == 1 and is_sentence(tokens[0].text):
        return not header.is_tree
    if part is None or header.many_projects or header.is_tree:
        return False
    if len(tokens) > 1 + len(header.columns) - header.level_count:
        return False
    if part == "execution":
        return _prints_only_points(header, tokens[1:])
    return not (part in ("review", "signature") and len(tokens) > 1 and is_measured(tokens[1].text))


def _prints_only_points(header: Header, tokens: list[Token]) -> bool:
    """Whether cells are no more than a weight and a score, behind blanks where places count."""
    if len(tokens) > header.roles.count("weight") + header.roles.count("score"):
        return False
    return all(content_of(token.text) in (c.NUMBER, c.POINTS, c.PLACEHOLDER) for token in tokens)


def stands_beside_names(header: Header, row: Row, tokens: list[Token], *, in_place: bool) -> bool:
    """Whether a row of certain places begins left of the names with what is no level, and prints no name: what
    stands below the table in the columns of its levels, and no indicator.
    """
    first = tokens[0]
    if row.structure not in POSITIONS_COUNT or content_of(first.text) in (*CERTAIN, c.PLACEHOLDER):
        return False
    front = header.front_of_names
    if front is None or first.column >= front.level_ends:
        return False
    if row.structure is Structure.GRID and len(tokens) == 1 and first.column + first.span <= front.name_ends:
        return False  # the name of a level that is not known
    if any(front.name <= token.column + token.span - 1 < front.name_ends for token in tokens):
        return False
    label = match_label(first.text)
    if label is not None and (label.section is not None or label.is_level):
        return False
    return row.structure is Structure.GRID or in_place or is_as_wide(header, row.tokens)
