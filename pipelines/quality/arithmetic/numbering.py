"""Weights that add up and running numbers that run on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.quality.arithmetic.equations import Equation, Outcome, plain

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Weighted:
    """One indicator as far as weights and running numbers go."""

    indicator_id: str
    cell: str
    block: str | None
    kind: str
    ordinal: str | None
    weight: Decimal | None
    declared_none: bool = False


def weights(indicators: Sequence[Weighted]) -> list[Equation]:
    """The weights of each block against 90 or 100 (the nearer one). Fractions of 1 are read as percent."""
    equations = []
    blocks: dict[str | None, list[Weighted]] = defaultdict(list)
    for indicator in indicators:
        blocks[indicator.block].append(indicator)
    for block, members in blocks.items():
        given = [m for m in members if m.weight is not None]
        if not given:
            continue
        added = sum((m.weight for m in given if m.weight is not None), Decimal(0))
        scale = Decimal(100) if 0 < added <= Decimal("1.5") else Decimal(1)
        added *= scale
        right = min((Decimal(90), Decimal(100)), key=lambda goal: abs(goal - added))
        lacking = [m for m in members if m.weight is None and not m.declared_none]
        outcome = Outcome.AGREES if added == right else Outcome.CONTRADICTS
        reason = None
        if outcome is Outcome.CONTRADICTS and lacking:
            outcome, reason = Outcome.UNDECIDABLE, f"有 {len(lacking)} 个指标没有印权重。"
        elif outcome is Outcome.CONTRADICTS:
            reason = f"权重之和是 {plain(added)}，应为 90（另有预算执行率 10）或 100。"
        words = " ＋ ".join(plain(m.weight * scale) for m in given if m.weight is not None)
        equations.append(
            Equation(
                "weights",
                outcome,
                words,
                added,
                plain(right),
                right,
                None,
                reason,
                tuple(m.cell for m in given),
                None,
                block or "",
            )
        )
    return equations


def ordinals(indicators: Sequence[Weighted]) -> list[Equation]:
    """Running numbers of each kind of indicator: one equation for the project, naming the kinds that do not run on."""
    groups: dict[tuple[str | None, str], list[tuple[int, str]]] = defaultdict(list)
    for indicator in indicators:
        digits = re.search(r"[0-9]+", (indicator.ordinal or "").translate(_FULL_WIDTH))
        if digits:
            groups[indicator.block, indicator.kind].append((int(digits[0]), indicator.cell))
    if not groups:
        return []
    wrong = {
        key: members
        for key, members in groups.items()
        if sorted(n for n, _ in members) != list(range(1, len(members) + 1))
    }
    numbered = sum(len(members) for members in groups.values())
    if not wrong:
        cells = tuple(cell for members in groups.values() for _, cell in members)
        return [
            Equation(
                "ordinals",
                Outcome.AGREES,
                f"{len(groups)} 类指标的序号",
                Decimal(numbered),
                "从1起连续",
                Decimal(numbered),
                None,
                None,
                cells,
                None,
                "",
            )
        ]
    words = "；".join(f"{kind}：{'、'.join(str(n) for n, _ in members)}" for (_, kind), members in wrong.items())
    cells = tuple(cell for members in wrong.values() for _, cell in members)
    right = sum(len(members) for members in groups.values()) - sum(len(members) for members in wrong.values())
    return [
        Equation(
            "ordinals",
            Outcome.CONTRADICTS,
            words,
            Decimal(right),
            "从1起连续",
            Decimal(numbered),
            None,
            f"指标序号不是从1起连续：{words}。",
            cells,
            None,
            "",
        )
    ]
