"""Quantities times standards against the amount: from the table, from the goal text, and by tariff."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from pipelines.quality.arithmetic.equations import (
    Amount,
    Equation,
    Form,
    Outcome,
    Quantity,
    compare,
    money,
    near,
    plain,
)

_SHARED = re.compile(r"分级负担|分级承担|共同负担|共同承担|按比例|分担|配套|各级财政|财政(和|与).{0,4}财政")
_PEOPLE_NAME = re.compile(r"人数|人员|人次|名额|工作者|网格员|书记")
_TIMES: Mapping[str, Decimal] = {
    "year": Decimal(1),
    "month": Decimal(12),
    "quarter": Decimal(4),
    "half_year": Decimal(2),
}


def quantity_times_standard(form: Form) -> list[Equation]:
    """A quantity of the table times a standard of the table (57人 × 220元/人/年) against the amount.

    Relation ``quantity_times_standard``; ``quoted_standard`` where either of them stands in the goal text;
    ``cost_share`` where the goal says that several levels of government share the cost and prints no share.
    Where several quantities fit the standard and one agrees, that one is meant; where none does it is undecidable.
    """
    if form.amount is None:
        return []
    printed = [t for t in form.targets if _is_standard(t)]
    quoted = [m for m in form.mentions if _is_standard(m)]
    equations = []
    for standard in printed or quoted:
        counted = [t for t in form.targets if _fits(t, standard)]
        relation = "quantity_times_standard" if standard.indicator_id else "quoted_standard"
        spoken = [m for m in form.mentions if _fits(m, standard)]
        if spoken and (not counted or standard.indicator_id is None):
            counted, relation = [*spoken, *counted], "quoted_standard"
        equations.extend(_best(form, form.amount, relation, standard, counted))
    distinct: dict[tuple[str, Decimal | None], Equation] = {}
    for equation in equations:
        distinct.setdefault((equation.relation, equation.left), equation)
    return list(distinct.values())


def _is_standard(quantity: Quantity) -> bool:
    has_thing = any(p not in _TIMES for p in quantity.per)
    return quantity.kind == "rate" and quantity.unit == "CNY" and has_thing and quantity.value is not None


def _fits(quantity: Quantity, standard: Quantity) -> bool:
    """True when the standard is per what the quantity counts."""
    if quantity.kind != "count" or quantity.value is None or quantity.value <= 0 or quantity.per:
        return False
    things = [p for p in standard.per if p not in _TIMES]
    if len(things) != 1:
        return False
    thing = things[0]
    if thing == "person":
        is_people = bool(_PEOPLE_NAME.search(quantity.name)) and quantity.counted in {"个", None}
        return quantity.unit == "person" or (quantity.unit == "count" and is_people)
    if thing.startswith("count:"):
        noun = thing.removeprefix("count:").lstrip("个")
        counted = (quantity.counted or "").lstrip("个")
        return quantity.unit == "count" and bool(noun) and (noun == counted or noun in quantity.name)
    return quantity.unit == thing


def _best(form: Form, amount: Amount, relation: str, standard: Quantity, counted: Sequence[Quantity]) -> list[Equation]:
    tried = [_product(form, amount, relation, standard, quantity) for quantity in counted]
    good = [e for e in tried if e.outcome in {Outcome.AGREES, Outcome.ROUNDING, Outcome.PART_YEAR}]
    if good:
        return good[:1]
    if len(tried) == 1:
        return tried
    if tried and len({e.left for e in tried}) == 1:
        return tried[:1]
    if not tried:
        return []
    cells = tuple(dict.fromkeys(c for e in tried for c in e.cells))
    reason = f"有 {len(tried)} 个数量可以与标准 {standard.printed} 相乘，都不等于金额，不知道是哪一个。"
    return [
        Equation(
            relation,
            Outcome.UNDECIDABLE,
            f"数量 × {standard.printed}",
            None,
            amount.printed,
            amount.yuan,
            "CNY",
            reason,
            cells,
            standard.indicator_id,
            standard.printed,
        )
    ]


def _product(form: Form, amount: Amount, relation: str, standard: Quantity, quantity: Quantity) -> Equation:
    rate, count = standard.value, quantity.value
    assert rate is not None and count is not None  # noqa: S101 (held by _is_standard and _fits)
    times = [p for p in standard.per if p in _TIMES]
    a_year = count * rate * (_TIMES[times[0]] if times else 1)
    left_zh = f"{quantity.printed} × {standard.printed}" + (" × 12个月" if times[:1] == ["month"] else "")
    cells = tuple(
        dict.fromkeys(
            (standard.cell, quantity.cell, amount.cell)
            if standard.indicator_id
            else (amount.cell, standard.cell, quantity.cell)
        )
    )

    def said(outcome: Outcome, left: Decimal, reason: str | None, kind: str = relation) -> Equation:
        return Equation(
            kind,
            outcome,
            left_zh,
            left,
            amount.printed,
            amount.yuan,
            "CNY",
            reason,
            cells,
            standard.indicator_id,
            f"{quantity.printed}×{standard.printed}",
        )

    months, window = months_named(form.targets)
    once = count * rate
    candidates = [a_year] if once == a_year else [a_year, once]
    for left in candidates:
        outcome = compare(left, amount.yuan)
        if outcome in {Outcome.AGREES, Outcome.ROUNDING}:
            off = f"相差 {money(abs(left - amount.yuan))}，在四舍五入之内。"
            reason = None if outcome is Outcome.AGREES else off
            return said(outcome, left, reason)
    if times and months is not None and months < 12 and amount.yuan < a_year:
        part = a_year * months / 12
        reason = (
            f"{left_zh} 全年要 {money(a_year)}；时效只写「{window}」，{months} 个月合 {money(part)}，"
            f"印的是 {amount.printed}"
        )
        if not (part == amount.yuan or near(part, amount.yuan)):
            paid = (amount.yuan / a_year * 12).quantize(Decimal("0.01"))
            reason += f"（相差 {money(abs(part - amount.yuan))}，够付 {plain(paid)} 个月）"
        return said(Outcome.PART_YEAR, part, reason + "。部分年度的钱不能当作全年的。")
    outcome = compare(a_year, amount.yuan)
    reason = f"{left_zh} ＝ {money(a_year)}，金额印的是 {amount.printed}"
    if outcome is Outcome.FACTOR_10000:
        return said(outcome, a_year, reason + "，正好差一万倍，像是把元写成了万元。")
    if _SHARED.search(form.goal) and amount.yuan < a_year:
        share = (amount.yuan / a_year * 100).quantize(Decimal("0.01"))
        reason += f"（{plain(share)}%）；目标写明由几级财政分担，没有印出分担的比例，无从验算。"
        return said(Outcome.UNDECIDABLE, a_year, reason, "cost_share")
    is_floor = standard.comparator in {"ge", "gt"} or quantity.comparator in {"ge", "gt"}
    is_ceiling = standard.comparator in {"le", "lt"} or quantity.comparator in {"le", "lt"}
    if (is_floor and not is_ceiling and amount.yuan > a_year) or (is_ceiling and not is_floor and amount.yuan < a_year):
        bound = "至少" if is_floor else "至多"
        return said(Outcome.UNDECIDABLE, a_year, f"{reason}；数量或标准只说了{bound}，金额可以与它不等。")
    if is_floor and is_ceiling:
        return said(Outcome.UNDECIDABLE, a_year, f"{reason}；数量与标准都只是界限。")
    return said(Outcome.CONTRADICTS, a_year, f"{reason}，相差 {money(abs(a_year - amount.yuan))}。")


def months_named(targets: Iterable[Quantity]) -> tuple[int | None, str]:
    """How many months of the year the timeliness target names (1月和2月: 2), and its words; None when it names none.

    A single date or month is a deadline and no window.
    """
    for target in targets:
        if target.kind != "date" or target.dimension != "timeliness" or not target.date_from or not target.date_to:
            continue
        start, end = _month(target.date_from), _month(target.date_to)
        if (
            start is not None
            and end is not None
            and start < end
            and not re.search(r"前|底|止|以内|完成", target.printed)
        ):
            return end - start + 1, target.printed
    return None, ""


def _month(date: str) -> int | None:
    match = re.match(r"^(?:[0-9]{4}|-)-([0-9]{2})", date)
    return int(match[1]) if match else None


def tariff(form: Form) -> list[Equation]:
    """A tariff by tiers quoted in the goal (<3000户,10万元;…) times the things counted, against the amount.

    Which thing falls in which tier is not printed, so the amount must lie between all in the lowest and all in the
    highest tier.
    """
    if form.amount is None:
        return []
    tiers: dict[str, list[tuple[Quantity, Quantity]]] = defaultdict(list)
    for bound, price in itertools.pairwise(form.mentions):
        is_bound = bound.kind == "count" and (bound.low is None or bound.high is None or bound.low != bound.high)
        if is_bound and price.kind == "money" and price.is_exact and bound.cell == price.cell:
            tiers[bound.cell].append((bound, price))
    quoted = next((t for t in tiers.values() if len(t) >= 2 and len({b.unit for b, _ in t}) == 1), None)
    if quoted is None:
        return []
    prices = sorted(p.low for _, p in quoted if p.low is not None)
    words = "；".join(f"{b.printed} {p.printed}" for b, p in quoted)
    amount = form.amount
    counts = [
        t
        for t in form.targets
        if t.kind == "count" and t.dimension == "quantity" and t.unit == "count" and t.is_exact and t.value
    ]
    cells = (amount.cell, quoted[0][0].cell, *(c.cell for c in counts))
    if len(counts) != 1:
        why = "目标引用了分档标准，表里没有（或不止一个）可以相乘的数量。"
        return [
            Equation(
                "tariff",
                Outcome.UNDECIDABLE,
                f"数量 × 分档标准（{words}）",
                None,
                amount.printed,
                amount.yuan,
                "CNY",
                why,
                cells,
                None,
                "tariff",
            )
        ]
    count = counts[0].value or Decimal(0)
    least, most = count * prices[0], count * prices[-1]
    left = least if amount.yuan < least else most if amount.yuan > most else amount.yuan
    outcome = compare(left, amount.yuan)
    reason: str | None = None
    if outcome not in {Outcome.AGREES, Outcome.ROUNDING}:
        reason = (
            f"按目标所引标准，{counts[0].printed} × {money(prices[0])} 至 {money(prices[-1])}，"
            f"应在 {money(least)} 至 {money(most)} 之间，印的是 {amount.printed}。"
        )
        if _SHARED.search(form.goal):
            outcome = Outcome.UNDECIDABLE
    return [
        Equation(
            "tariff",
            outcome,
            f"{counts[0].printed} × 分档标准（{words}）",
            left,
            amount.printed,
            amount.yuan,
            "CNY",
            reason,
            cells,
            None,
            "tariff",
        )
    ]
