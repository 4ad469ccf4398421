"""Goals of a form: the label and its text in one cell, side by side, or the text below several heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.model.cells import Structure
from pipelines.model.records import Objective
from pipelines.normalise.builder import FormBuilder, GoalHead
from pipelines.normalise.labels import Label, next_label
from pipelines.normalise.printed import one_line
from pipelines.normalise.rows import Row, Token, cells_of

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader

_HINT_ENDS = ("字以内)", "字以内）", "字以内。)", "字以内）。", "字以内)。", "字以内)；", "字以内）；")
"""The form's own instruction left in place: (100字以内)."""
_NEXT_GOAL = re.compile(r"\s*(?:目标\s*[0-9一二三四五六七八九十]+|[(（]?[0-9一二三四五六七八九十]{1,2}[)）.、．])")
_WHOLE_WORDS = frozenset({"年度总体", "年度总体绩效", "总体", "中期"})
"""Labels that lost their second half (年度总体目标)."""


def is_hint(text: str) -> bool:
    """True for an instruction of the form that was never replaced by content."""
    return text.rstrip().endswith(_HINT_ENDS)


def take(reader: FormReader, form: FormBuilder, tokens: list[Token], labels: Sequence[Label | None], at: int) -> int:
    """Read the goal label at ``at``; returns where the next label of the row begins."""
    label, token = labels[at], tokens[at]
    if label is None:
        return at + 1
    if label.rest:
        _add(reader, form, label, label.rest, [token])
        return at + 1
    reader.use([token], "label", form)
    if label.key in _WHOLE_WORDS:
        form.broken_labels.append(token.cell)
    end = next_label(labels, at + 1)
    texts = tokens[at + 1 : end]
    heads = _heads_before(labels, at)
    first = labels[heads[0]]
    if len(heads) > 1 and first is not None and first.goal == "unstated":
        heads = heads[1:]
    if texts and len(heads) > 1 and len(texts) > 1:
        return _share(reader, form, labels, heads, texts, end)
    if texts:
        text = " ".join(one_line(t.text) for t in texts)
        _add(reader, form, label, text, texts)
        return end
    if at == 0 and not (at + 1 < len(tokens) and labels[at + 1] is not None):
        form.pending_goals = []
    elif at == 0:
        form.pending_goals = []
        following = labels[at + 1]
        if following is not None and following.goal is not None:
            return end
    form.pending_goals.append(GoalHead(label, token))
    return end


def _heads_before(labels: Sequence[Label | None], at: int) -> list[int]:
    """The run of goal heads without texts of their own that ends at ``at``."""
    start = at
    while start > 0 and (before := labels[start - 1]) is not None and before.goal is not None and not before.rest:
        start -= 1
    return list(range(start, at + 1))


def _share(
    reader: FormReader,
    form: FormBuilder,
    labels: Sequence[Label | None],
    heads: list[int],
    texts: list[Token],
    end: int,
) -> int:
    """Several heads and then their texts: each text belongs to one head, the first head may only name the block."""
    heads = heads[-len(texts) :] if len(texts) < len(heads) else heads
    if len(texts) > len(heads):
        heads = heads[-1:] if labels[heads[-1]] is None else heads
    for number, head in enumerate(heads):
        label = labels[head]
        own = texts[number : number + 1] if number < len(heads) - 1 else texts[number:]
        if label is not None and own:
            _add(reader, form, label, " ".join(one_line(t.text) for t in own), own)
    form.pending_goals = []
    return end


def take_text(reader: FormReader, form: FormBuilder, row: Row, tokens: list[Token]) -> bool:
    """Take a row without labels as the texts below the goal heads that wait for them."""
    heads = form.pending_goals
    if not heads:
        return _take_more(reader, form, row, tokens)
    runs_together = row.structure in (Structure.WORDS, Structure.GLUED, Structure.PROSE) and len(tokens) != len(heads)
    if runs_together or len(heads) == 1:
        _add(reader, form, heads[0].label, " ".join(one_line(t.text) for t in tokens), tokens)
        form.pending_goals = []
        return True
    for head, token in _under(heads, tokens, row.structure):
        _add(reader, form, head.label, one_line(token.text), [token])
    form.pending_goals = []
    return True


def _take_more(reader: FormReader, form: FormBuilder, row: Row, tokens: list[Token]) -> bool:
    """Take a line that goes on with the goal above it: nothing else was printed between."""
    goes_on = form.goal_goes_on and row.structure is not Structure.GRID and not row.first_of_block
    if not goes_on or reader.title_is_new or not (len(tokens) == 1 or _NEXT_GOAL.match(tokens[0].text)):
        return False
    last = form.goals[-1]
    form.goals[-1] = replace(last, text=last.text + " ".join(one_line(t.text) for t in tokens))
    reader.use(tokens, "objective.text", form)
    return True


def take_text_beside_labels(
    reader: FormReader, form: FormBuilder, tokens: list[Token], labels: Sequence[Label | None]
) -> bool:
    """A goal may begin with words that look like a label behind a colon (目标:…): with heads waiting it is text."""
    if not form.pending_goals or len(tokens) != len(form.pending_goals):
        return False
    if not all(label is None or (label.goal is not None and label.rest) for label in labels):
        return False
    if all(label is None for label in labels):
        return False
    if any(_says_more(label, head.label) for label, head in zip(labels, form.pending_goals, strict=True)):
        form.pending_goals = []
        return False
    for head, token in zip(form.pending_goals, tokens, strict=True):
        _add(reader, form, head.label, one_line(token.text), [token])
    form.pending_goals = []
    return True


def _says_more(label: Label | None, head: Label) -> bool:
    """Whether what looks like a label is one: 年度总体目标:… below 绩效目标, which only names the block."""
    return label is not None and head.goal == "unstated" and label.goal != "unstated"


def give_up(reader: FormReader, form: FormBuilder) -> None:
    """The indicators begin: heads that still wait for a text have none, and no goal goes on."""
    form.pending_goals = []
    form.goal_goes_on = False


def _under(heads: list[GoalHead], tokens: list[Token], structure: Structure) -> list[tuple[GoalHead, Token]]:
    if structure is Structure.GRID or len(tokens) < len(heads):
        pairs = []
        for token in tokens:
            head = max(
                (h for h in heads if h.token.column <= token.column), key=lambda h: h.token.column, default=heads[0]
            )
            pairs.append((head, token))
        return pairs
    return [(heads[min(n, len(heads) - 1)], token) for n, token in enumerate(tokens)]


def _add(reader: FormReader, form: FormBuilder, label: Label, text: str, cells: list[Token]) -> None:
    if is_hint(text):
        reader.ledger.ignore(cells_of(cells), "form_hint", form.number)
        return
    if label.goal == "achieved":
        reader.use(cells, "objective.achieved", form)
        return
    reader.use(cells, "objective.text", form)
    period = label.goal if label.goal in ("annual", "whole_term", "mid_term") else "unstated"
    form.goals.append(Objective(label.scope or "unstated", one_line(text), cells[0].cell, period or "unstated"))
    form.goal_goes_on = True
