"""One line that says all a reading says, so that a table of cases can be read by eye.

ge 95 % = percent            comparator, bounds, unit as printed = its code
range [80,90) …              an end that excludes its number
rate … per person,month      denominators, → canonical bounds, ↑↓ a change, ? uncertain, ~ likely original
"""

from __future__ import annotations

from pipelines.model.target import Kind, Target


def summary(target: Target) -> str:
    words = [target.kind.value]
    if target.kind is Kind.DATE:
        words.append(f"{target.date_from or ''}..{target.date_to or ''}")
    elif target.comparator is not None:
        words += [target.comparator.value, _bounds(target)]
    if target.unit_printed:
        words.append(f"{target.unit_printed}={target.unit or ''}")
    if target.counted and target.counted != target.unit_printed:
        words.append(f"({target.counted})")
    if target.per:
        words.append(f"per {','.join(target.per)}")
    if (target.canonical_low, target.canonical_high) != (target.low, target.high):
        words.append(f"→ {_ends(target.canonical_low, target.canonical_high)} {target.canonical_unit or ''}".rstrip())
    if target.change:
        words.append({"increase": "↑", "decrease": "↓"}[target.change])
    if target.scale:
        words.append(f"{target.scale}:{target.grade}")
    if target.implied:
        words.append(f"from {','.join(target.implied)}")
    if target.uncertain:
        words.append("?")
    if target.likely:
        words.append(f"~{target.likely}")
    return " ".join(words)


def _bounds(target: Target) -> str:
    if target.low == target.high:
        return str(target.low)
    if target.low is not None and target.high is not None:
        return f"{'(' if target.low_open else '['}{target.low},{target.high}{')' if target.high_open else ']'}"
    return str(target.low if target.low is not None else target.high)


def _ends(low: object, high: object) -> str:
    return str(low) if low == high or high is None else str(high) if low is None else f"{low},{high}"
