"""Tables that run over pages: which parts are one table, and which cells at the seam are one cell.

Parts are one table when nothing but furniture stands between them, their columns lie on the same lines and the second
does not begin a form of its own. Each decision says its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.extract.pdf.familiar import is_form_label, is_project_label, squeezed
from pipelines.extract.pdf.rulings import levels
from pipelines.extract.pdf.wording import PrintedLine, is_full, text_of
from pipelines.model.cells import Box

ALIGNED = 4.0
"""Column lines of two parts this close (points) are the same line."""


CUT = 1.2
"""A text that the page cut in two reaches the cut: less than this many ems are free there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell of a table that may run over pages. Rows and columns count from 0; ``left``/``right`` are its x places."""

    row: int
    row_span: int
    left: float
    right: float
    text: str
    lines: tuple[PrintedLine, ...]
    page: int
    box: Box
    room_above: float = 0.0
    """Points between its upper border and its first line."""
    room_below: float = 0.0
    """Points between its last line and its lower border."""

    @property
    def is_blank(self) -> bool:
        """True when nothing is printed in it."""
        return not self.text

    @property
    def last_row(self) -> int:
        """The row after its last one."""
        return self.row + self.row_span


@dataclass(frozen=True, slots=True)
class Part:
    """A table or the part of one on one page."""

    page: int
    xs: tuple[float, ...]
    rows: int
    pieces: tuple[Piece, ...]
    open_top: bool = False
    open_bottom: bool = False
    ys: tuple[float, ...] = ()
    """The row lines of its (last) page."""
    room_below: float = 0.0
    """Points that its (last) page has left under it, measured by the lowest table of such pages."""
    joined: tuple[str, ...] = ()
    copies: tuple[Piece, ...] = ()
    """Cells of repeated headers: printed again on a later page, they add nothing."""

    def starting(self, row: int) -> list[Piece]:
        """The cells that begin in this row, left to right."""
        return sorted((p for p in self.pieces if p.row == row), key=lambda p: p.left)

    def rows_starting(self) -> dict[int, list[Piece]]:
        """As :meth:`starting` for every row at once."""
        rows: dict[int, list[Piece]] = {}
        for piece in sorted(self.pieces, key=lambda p: p.left):
            rows.setdefault(piece.row, []).append(piece)
        return rows

    def ending(self) -> list[Piece]:
        """The cells at the lower edge, left to right."""
        return sorted((p for p in self.pieces if p.last_row == self.rows), key=lambda p: p.left)


def continues(upper: Part, lower: Part) -> bool:
    """True when ``lower`` (first on its page) goes on with ``upper`` (last on the page before)."""
    if not _same_frame(upper, lower):
        return False
    if _repeated_rows(upper, lower):
        return True
    first, head = lower.starting(0), upper.starting(0)
    if not first:
        return False
    if not first[0].is_blank and is_project_label(first[0].text):
        return False
    # A table whose first label is that of the one before begins anew, whatever the form's labels are.
    return not (head and not first[0].is_blank and squeezed(first[0].text) == squeezed(head[0].text))


def _same_frame(upper: Part, lower: Part) -> bool:
    if abs(upper.xs[0] - lower.xs[0]) > ALIGNED or abs(upper.xs[-1] - lower.xs[-1]) > ALIGNED:
        return False
    fewer, more = sorted((upper.xs, lower.xs), key=len)
    missing = [x for x in fewer if all(abs(x - other) > ALIGNED for other in more)]
    return len(missing) <= len(fewer) // 4


def _repeated_rows(upper: Part, lower: Part) -> int:
    """How many rows at the top of ``lower`` are a header of ``upper`` printed again."""
    first = [(p, squeezed(p.text)) for p in lower.starting(0)]
    texts = [t for _, t in first if t]
    if len(texts) < 2 or any(_is_number(t) for t in texts):
        return 0
    if not all(is_form_label(p.text) for p, t in first if t) and not _is_copy(upper.starting(0), lower.starting(0)):
        return 0  # only a row of labels is looked for below the first row
    above = upper.rows_starting()
    for row in range(_start_of_last_form(above), upper.rows):
        if not _is_copy(above.get(row, []), [p for p, _ in first]):
            continue
        count = 1
        while (
            row + count < upper.rows
            and count < lower.rows - 1
            and lower.starting(count)
            and _is_copy(above.get(row + count, []), lower.starting(count))
            and any(not p.is_blank for p in lower.starting(count))
        ):
            count += 1
        return count
    return 0


def _start_of_last_form(rows: Mapping[int, Sequence[Piece]]) -> int:
    """Where the last form of a table that holds several begins: the header of one before is not printed again."""
    starts = (row for row, pieces in rows.items() if any(is_project_label(p.text) for p in pieces[:1]))
    return max(starts, default=0)


def runs_on_under_header(upper: Part, lower: Part) -> bool:
    """True when ``lower`` prints the header again and goes on with a merged cell right under it."""
    copied = _repeated_rows(upper, lower)
    first, last = lower.starting(copied), upper.ending()
    if not copied or not first or not last or not (first[0].is_blank or last[0].is_blank):
        return False
    # A page with room for the row would not have been left: then the table had ended there.
    return upper.room_below < lower.ys[copied + 1] - lower.ys[copied]


def _is_copy(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """True when the row below prints the row above again, at the same places."""
    if len(above) != len(below):
        return False
    return all(
        _prints_again(a, b) and abs(a.left - b.left) <= ALIGNED and abs(a.right - b.right) <= ALIGNED
        for a, b in zip(above, below, strict=True)
    )


def _prints_again(above: Piece, below: Piece) -> bool:
    first, second = squeezed(above.text), squeezed(below.text)
    if first == second:
        return True
    # Of a merged label that runs on over the page only the beginning may stand above.
    return (above.row_span > 1 or is_form_label(below.text)) and second.startswith(first)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\d.,%¥]+", text) is not None


def joined(upper: Part, lower: Part, known: Callable[[str], bool]) -> Part:
    """One table of both parts.

    ``known`` says whether a (squeezed) text stands elsewhere in the document as a whole cell, or is a label.
    """
    reasons = [f"第{lower.page}页与上页表格列线一致，其间只有页眉页脚"]
    copied = _repeated_rows(upper, lower)
    copies = [p for p in lower.pieces if p.last_row <= copied]
    rest = [
        replace(
            p,
            row=max(p.row, copied) - copied,
            row_span=p.last_row - max(p.row, copied),
            text="" if p.row < copied else p.text,
            lines=() if p.row < copied else p.lines,
        )
        for p in lower.pieces
        if p.last_row > copied
    ]
    if copied:
        reasons.append(f"第{lower.page}页重印表头{copied}行，不重复计入")
    below = replace(lower, rows=lower.rows - copied, pieces=tuple(rest))
    pairs, same_row = _seam(upper, below, known)
    if same_row:
        reasons.append(f"第{lower.page}页首行是上页末行的后半")
    elif pairs:
        reasons.append(f"第{lower.page}页首行续上页合并单元格")
    shift = upper.rows - (1 if same_row else 0)
    merged: dict[int, Piece] = {}
    taken = set()
    for above, part in pairs:
        merged[id(above)] = _one(above, part, shift)
        taken.add(id(part))
    pieces = [merged.get(id(p), p) for p in upper.pieces]
    pieces += [replace(p, row=p.row + shift) for p in below.pieces if id(p) not in taken]
    return Part(
        page=upper.page,
        xs=tuple(levels((*upper.xs, *lower.xs), ALIGNED)),
        rows=shift + below.rows,
        pieces=tuple(pieces),
        open_top=upper.open_top,
        open_bottom=lower.open_bottom,
        ys=lower.ys,
        room_below=lower.room_below,
        joined=(*upper.joined, *reasons),
        copies=(*upper.copies, *copies),
    )


def _one(above: Piece, below: Piece, shift: int) -> Piece:
    """Both halves of a cell as one. It keeps the page and box of the half in which its text begins."""
    lines = above.lines + below.lines
    width = above.right - above.left - 4
    text = text_of(lines, width) if above.lines and below.lines else above.text or below.text
    home = above if above.text or not below.text else below
    last = below if below.text else above
    return replace(
        above,
        row_span=below.last_row + shift - above.row,
        text=text,
        lines=lines,
        page=home.page,
        box=home.box,
        room_below=last.room_below,
    )


def _seam(upper: Part, lower: Part, known: Callable[[str], bool]) -> tuple[list[tuple[Piece, Piece]], bool]:
    """The pairs of cells that are one cell, and whether the whole first row goes on with the last one."""
    above, below = upper.ending(), lower.starting(0)
    partners = [_partner(above, piece) for piece in below]
    grouped = _grouped_columns(upper, lower)
    pairs: list[tuple[Piece, Piece]] = []
    for piece, partner in zip(below, partners, strict=True):
        if partner is None or not _in_group(piece, partner, grouped, known):
            break
        pairs.append((partner, piece))
    if pairs and len(pairs) == len(below):
        pairs.pop()  # every column is merged somewhere: then at least the last one may begin a new row
    tail = [(a, b) for a, b in zip(partners, below, strict=True) if a is not None][len(pairs) :]
    if None not in partners and len(above) == len(below):
        is_open = upper.open_bottom or lower.open_top
        if _goes_on(tail, is_open, known) or (all(b.is_blank for _, b in tail) and _is_text_cut(pairs)):
            return pairs + tail, True
    return pairs, False


def _is_text_cut(pairs: Sequence[tuple[Piece, Piece]]) -> bool:
    """True when a text of one row, not a label of several, runs on: then no new row begins beside it."""
    return any(
        a.text and b.text and b.row_span == 1 and not is_form_label(a.text) and not is_form_label(a.text + b.text)
        for a, b in pairs
    )


def _partner(above: Sequence[Piece], piece: Piece) -> Piece | None:
    """The cell right above with the same sides."""
    return next(
        (a for a in above if abs(a.left - piece.left) <= ALIGNED and abs(a.right - piece.right) <= ALIGNED), None
    )


def _grouped_columns(*parts: Part) -> set[tuple[int, int]]:
    """Columns (by their sides) in which cells are merged over rows somewhere in the table."""
    return {(round(p.left), round(p.right)) for part in parts for p in part.pieces if p.row_span > 1}


def _in_group(piece: Piece, partner: Piece, grouped: set[tuple[int, int]], known: Callable[[str], bool]) -> bool:
    """True when the lower cell belongs to the merged cell above."""
    is_grouping = any(
        abs(left - piece.left) <= ALIGNED and abs(right - piece.right) <= ALIGNED for left, right in grouped
    )
    if piece.is_blank or partner.is_blank:
        # The label of a merged cell is printed in its middle, which may lie on either page.
        return is_grouping or is_form_label(partner.text or piece.text)
    whole = is_form_label(partner.text + piece.text)
    return (is_grouping or whole) and belongs(partner, piece, known) is True


def _goes_on(tail: Sequence[tuple[Piece, Piece]], is_open: bool, known: Callable[[str], bool]) -> bool:
    """True when the cells of the lower row are the rest of the cells of the upper one."""
    both = [(a, b) for a, b in tail if not a.is_blank and not b.is_blank]
    if is_open:  # no line closes the row: what the room says is not needed
        return all(_said(a, b, known) is not False for a, b in both) and any(not b.is_blank for _, b in tail)
    verdicts = [belongs(a, b, known) for a, b in both]
    return not any(v is False for v in verdicts) and any(v is True for v in verdicts)


_FRESH = re.compile(
    r"(?:指标|目标)\d*[:：、.]|\d{1,2}[、.．)）:：](?!\d)|[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|其中[:：]?|[≥≤<>=＝≧≦①-⑳]"
)
_DOTS = re.compile(r"[.。…·．]{2,}")
"""An unused row of the form."""
_STARTS_INSIDE = re.compile(r"[，。、；：！？）》」』”’】〕%,.;:!?)\]}\]]")
_ENDS_OPEN = re.compile(r"[，、：（《「『“‘【〔,(\[{—]$")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")


def belongs(above: Piece, below: Piece, known: Callable[[str], bool]) -> bool | None:
    """Whether the text of the lower cell goes on with that of the upper one; None where the texts do not say.

    What the texts say goes before the room: a text that was cut fills its line and reaches the cut.
    """
    said = _said(above, below, known)
    if said is not None or not above.lines or not below.lines:
        return said
    cut = above.room_below <= CUT * above.lines[-1].size and below.room_above <= CUT * below.lines[0].size
    return cut and is_full(above.lines[-1], above.right - above.left - 4, below.lines[0].text)


def _said(above: Piece, below: Piece, known: Callable[[str], bool]) -> bool | None:
    """The same by the texts alone. Evidence in this order: both together are a known text; a new item or label begins;
    punctuation that cannot begin or end a text, an open bracket.
    """
    first, second = squeezed(above.text), squeezed(below.text)
    if known(first + second) and not (is_form_label(first) and is_form_label(second)):
        return True
    if _FRESH.match(second) or _DOTS.fullmatch(second) or is_form_label(second):
        return False
    if _STARTS_INSIDE.match(second) or _ENDS_OPEN.search(first) or _is_unclosed(first):
        return True
    if _BRACKETED.match(second) and is_form_label(first):
        return True
    return False if is_form_label(first) else None


def _is_unclosed(text: str) -> bool:
    return any(text.count(a) > text.count(b) for a, b in ("()", "（）", "《》", "“”", "〔〕", "【】", "[]"))
