"""Money against money: the total and its sources, the cost targets and the amount."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.quality.arithmetic.equations import Equation, Form, Outcome, compare, money

_INVESTMENT = re.compile(r"总投资|概算|投资额|单位成本|单价|每|人均|平均|标准|节约|节省|利润|收入|增加|带动")


@dataclass(frozen=True, slots=True)
class Source:
    """One printed amount by source of money and scope; ``parent`` is the source it is part of."""

    fund_source: str
    parent: str | None
    scope: str
    printed: str | None
    yuan: Decimal | None
    acceptance: str
    cell: str


def funding_sources(sources: Sequence[Source]) -> list[Equation]:
    """The total of each scope against its sources; a blank source counts as nothing in this sum only.

    A form may print sources and their parts: either level may be the one that adds up, and what was carried over may be
    part of the total or stand beside it.
    """
    equations = []
    by_scope: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        by_scope[source.scope].append(source)
    for scope, members in by_scope.items():
        total = next((s for s in members if s.fund_source == "total"), None)
        stated_total = total.yuan if total is not None else None
        stated = [s for s in members if s.fund_source != "total" and s.yuan is not None and s.acceptance != "disputed"]
        if total is None or stated_total is None or total.printed is None or not stated:
            continue
        if any(s.acceptance in {"proposed", "disputed", "unreadable"} for s in members):
            cells = (total.cell, *(s.cell for s in stated))
            why = "有的金额读不出或有疑问，无从相加。"
            equations.append(
                Equation(
                    "funding_sources",
                    Outcome.UNDECIDABLE,
                    "各来源之和",
                    None,
                    total.printed,
                    total.yuan,
                    "CNY",
                    why,
                    cells,
                    None,
                    scope,
                )
            )
            continue
        levels = [
            [s for s in stated if s.parent == "total"],
            [s for s in stated if s.parent == "total" and s.fund_source != "carry_over"],
            [s for s in stated if s.parent not in {"total", None}],
            stated,
        ]
        sums = [(sum((s.yuan for s in level if s.yuan is not None), Decimal(0)), level) for level in levels if level]
        apart = [abs(added - stated_total) for added, _ in sums]
        best = sums[apart.index(min(apart))]
        added, level = best if compare(best[0], stated_total) is not Outcome.CONTRADICTS else sums[0]
        if len(level) == 1 and level[0].parent != "total" and added < stated_total:
            continue  # one part of a source says nothing about the whole
        outcome = compare(added, stated_total)
        if outcome is Outcome.ROUNDING and abs(added - stated_total) > 100:
            outcome = Outcome.CONTRADICTS
        words = " ＋ ".join(s.printed or money(s.yuan or Decimal(0)) for s in level)
        reason = None
        if outcome is Outcome.FACTOR_10000:
            reason = f"总额 {total.printed} 与各来源之和 {words} 差一万倍，像是把元写成了万元。"
        elif outcome is not Outcome.AGREES:
            reason = f"总额 {total.printed} 与各来源之和 {words} 相差 {money(abs(added - stated_total))}。"
        equations.append(
            Equation(
                "funding_sources",
                outcome,
                words,
                added,
                total.printed,
                total.yuan,
                "CNY",
                reason,
                (total.cell, *(s.cell for s in level)),
                None,
                scope,
            )
        )
    return equations


def cost_targets(form: Form) -> list[Equation]:
    """Each cost target in money against the amount: equal, a part of it, or more than there is."""
    if form.amount is None or form.amount.yuan <= 0:
        return []
    amount = form.amount
    equations = []
    for target in form.targets:
        bound = target.high if target.high is not None else target.low
        is_cost = target.kind == "money" and target.dimension in {"cost", "economic_cost"} and target.unit == "CNY"
        if not is_cost or bound is None or bound <= 0 or target.block not in {None, "annual"}:
            continue
        outcome = compare(bound, amount.yuan)
        reason: str | None = None
        if outcome is Outcome.FACTOR_10000:
            reason = f"成本指标 {target.printed} 与金额 {amount.printed} 差一万倍，像是把元写成了万元。"
        elif outcome is Outcome.CONTRADICTS and (bound < amount.yuan or target.comparator in {"ge", "gt"}):
            outcome, reason = Outcome.UNDECIDABLE, "小于金额，是其中一项的成本，没有印出其余各项。"
        elif outcome is Outcome.CONTRADICTS and _INVESTMENT.search(target.name):
            outcome, reason = Outcome.UNDECIDABLE, "说的是总投资、单价或收益，不能与本年金额相比。"
        elif outcome is Outcome.CONTRADICTS:
            reason = f"成本指标 {target.printed} 超过了金额 {amount.printed}。"
        elif outcome is Outcome.ROUNDING:
            reason = f"相差 {money(abs(bound - amount.yuan))}，在四舍五入之内。"
        equations.append(
            Equation(
                "cost_target",
                outcome,
                f"{target.name} {target.printed}",
                bound,
                amount.printed,
                amount.yuan,
                "CNY",
                reason,
                (target.cell, amount.cell),
                target.indicator_id,
                target.indicator_id or "",
            )
        )
    return equations
