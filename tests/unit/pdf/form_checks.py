"""What a reading of a printed document must be, as a list of differences that a failing test can show."""

from __future__ import annotations

import re

from form_printer import Printed

from pipelines.model.cells import Content, Structure


def squeezed(text: str) -> str:
    """Without blanks: what was printed with a blank may be wrapped there."""
    return re.sub(r"\s+", "", text)


def differences(content: Content, printed: Printed) -> list[str]:
    """Cells, spans, places, pages, joins and titles that are not as printed; empty when all are."""
    grids = [b for b in content.blocks if b.structure is Structure.GRID]
    found = []
    if len(grids) != len(printed.forms):
        found.append(f"{len(grids)} tables for {len(printed.forms)} forms")
    for number, (block, form) in enumerate(zip(grids, printed.forms, strict=False)):
        got = {
            (c.row - 1, c.column - 1, c.row_span, c.column_span, squeezed(c.text)) for row in block.rows for c in row
        }
        want = {(*cell[:4], squeezed(cell.text)) for cell in form.cells}
        found += [f"form {number}: missing {cell}" for cell in sorted(want - got)]
        found += [f"form {number}: invented {cell}" for cell in sorted(got - want)]
        pages = {c.page for row in block.rows for c in row}
        if pages != set(printed.pages[number]):
            found.append(f"form {number}: pages {pages}, printed on {printed.pages[number]}")
        if bool(block.joined) != (len(printed.pages[number]) > 1):
            found.append(f"form {number}: joined {block.joined} over pages {printed.pages[number]}")
    titles = [c.text for b in content.blocks if b.structure is Structure.PROSE for row in b.rows for c in row]
    if [squeezed(t) for t in titles] != [squeezed(f.title) for f in printed.forms]:
        found.append(f"lines outside tables: {titles}")
    return found
