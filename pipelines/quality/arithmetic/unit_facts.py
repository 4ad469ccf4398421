"""Facts across the projects of one unit: the same number everywhere, and targets that cover whom the money is for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from pipelines.quality.arithmetic.equations import Equation, Form, Outcome, Quantity, plain

_OWN_STAFF = frozenset(
    {"职工", "在职职工", "编制人员", "行政事业编制人员", "行政编制人员", "在编人员", "在职人员", "在编在职人员"}
)
_STAFF_WORD = re.compile(r"社区工作者|网格员|公益性岗位|护林员|协管员|辅警|村干部|村医|保洁员")
_WHOLE_GROUP = re.compile(r"(人数|工资|报酬|薪酬|补贴人数|数量)$")
_PART_GROUP = re.compile(r"参保|投保|培训|体检|参训")
_FACT_NAME = re.compile(r"(?:总)?(?:人数|数量|总数|个数|户数|数)$")


def same_facts(forms: Sequence[Form]) -> list[Equation]:
    """The same fact in several projects of one unit: equal names of what is counted, and the unit's own staff.

    Compared are counts of quantity indicators whose names, less 人数 or 数量, are the same in two projects, and counts
    of one noun quoted in goal texts (19个社区居委会). Bounds (≥24) of the own staff are compared as numbers, because a
    staff is a fact; other bounds are not.
    """
    told: dict[tuple[str, str], list[tuple[Form, Quantity]]] = defaultdict(list)
    for form in forms:
        seen: set[tuple[str, str]] = set()
        for quantity in (*form.targets, *form.mentions):
            key = _fact(quantity)
            if key is not None and key not in seen:
                seen.add(key)
                told[key].append((form, quantity))
    equations = []
    for (thing, _), places in told.items():
        if len({form.project_id for form, _ in places}) < 2:
            continue
        first_form, first = places[0]
        for form, quantity in places[1:]:
            if form.project_id == first_form.project_id or first.value is None or quantity.value is None:
                continue
            outcome = Outcome.AGREES if first.value == quantity.value else Outcome.CONTRADICTS
            reason = None
            if outcome is Outcome.CONTRADICTS:
                reason = (
                    f"同一单位的「{thing}」：项目「{first_form.project_name}」是 {first.printed}，"
                    f"本项目是 {quantity.printed}；应当一致，或写明口径的不同。"
                )
            equations.append(
                Equation(
                    "same_fact",
                    outcome,
                    f"{first_form.project_name}：{first.name} {first.printed}",
                    first.value,
                    f"{form.project_name}：{quantity.name} {quantity.printed}",
                    quantity.value,
                    quantity.unit,
                    reason,
                    (quantity.cell, first.cell),
                    quantity.indicator_id,
                    f"{thing} {form.project_id}",
                )
            )
    return equations


def _fact(quantity: Quantity) -> tuple[str, str] | None:
    if quantity.kind != "count" or quantity.value is None:
        return None
    if quantity.indicator_id is None:
        noun = (quantity.counted or "").lstrip("个")
        return ("社区", "count") if noun.startswith("社区") and quantity.is_exact else None
    if quantity.dimension != "quantity" or quantity.block is not None:
        return None
    name = re.sub(r"[\s　（(].*$", "", quantity.name)
    thing = _FACT_NAME.sub("", name)
    if thing in _OWN_STAFF:
        return "本单位人员", "person"
    if not quantity.is_exact or thing == name or len(thing) < 2:
        return None
    unit = "person" if quantity.unit == "person" else quantity.unit or ""
    return thing, unit


def coverage(forms: Sequence[Form]) -> list[Equation]:
    """Does a target in persons cover the group that its goal names, or the staff that another project pays?"""
    groups: dict[str, tuple[Form, Quantity]] = {}
    for form in forms:
        for target in form.targets:
            word = _STAFF_WORD.search(target.name)
            is_staff = target.unit == "person" and target.dimension == "quantity" and _WHOLE_GROUP.search(target.name)
            if word and is_staff and target.value and not _PART_GROUP.search(target.name):
                held = groups.get(word[0])
                if held is None or (held[1].value or 0) < target.value:
                    groups[word[0]] = (form, target)
    equations = []
    for form in forms:
        stated = [m for m in form.mentions if m.unit == "person" and m.kind == "count" and m.is_exact]
        for target in form.targets:
            is_people = target.unit in {"person", "person_time"} and target.kind == "count"
            if not is_people or target.dimension != "quantity" or not target.value:
                continue
            group: Quantity | None = None
            where = "目标文字"
            if len({m.value for m in stated}) == 1:
                group = stated[0]
            elif _PART_GROUP.search(target.name) and (word := _STAFF_WORD.search(target.name)) and word[0] in groups:
                other, group = groups[word[0]]
                where = f"项目「{other.project_name}」"
            if group is None or group.value is None or group.cell == target.cell:
                continue
            covers = target.value >= group.value
            share = (target.value / group.value * 100).quantize(Decimal("0.1"))
            reason = (
                None
                if covers
                else f"{where}说有 {group.printed}，指标「{target.name}」只要求 {target.printed}，占 {plain(share)}%。"
            )
            equations.append(
                Equation(
                    "coverage",
                    Outcome.AGREES if covers else Outcome.CONTRADICTS,
                    f"{target.name} {target.printed}",
                    target.value,
                    f"{where} {group.printed}",
                    group.value,
                    "person",
                    reason,
                    (target.cell, group.cell),
                    target.indicator_id,
                    target.indicator_id or "",
                )
            )
    return equations
