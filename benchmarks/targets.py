"""Accuracy and time of the grammar of target values beside other parsers of numbers, in one run.

    python benchmarks/targets.py [--repeat N] [--values FILE]

``target_values.tsv`` holds values of published tables, labelled by hand before the grammar was written: comparator,
bounds, multiplier; no comparator where the value holds no number. A reading is *right* when comparator and bounds are
those of the label (printed or in base units, 95 % also as 0.95), *wrong* when it says another number or another side,
*none* when a number is there and nothing was read. A wrong number is worse than none. Parsers that are not installed
are left out; ``pip install -e .[bench] -c constraints.txt`` brings them into an environment of their own.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import re
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

VALUES = Path(__file__).parent / "target_values.tsv"


class Reading(NamedTuple):
    """What a parser says: comparator (``unstated`` counts as ``eq``) and bounds."""

    comparator: str
    low: Decimal | None
    high: Decimal | None


class Labelled(NamedTuple):
    """A printed value and the readings that are right; none when it holds no number."""

    printed: str
    right: frozenset[Reading]


Parser = Callable[[str], Reading | None]


def labelled(path: Path) -> list[Labelled]:
    """The labelled values of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_label(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _label(row: dict[str, str]) -> Labelled:
    if not row["comparator"]:
        return Labelled(row["printed"], frozenset())
    low, high = (Decimal(row[end]) if row[end] else None for end in ("low", "high"))
    sizes = {Decimal(1), Decimal(row["multiplier"] or 1), Decimal("0.01"), Decimal("0.1")}
    comparator = "eq" if row["comparator"] in ("unstated", "approx") else row["comparator"]
    readings = frozenset(Reading(comparator, _scaled(low, size), _scaled(high, size)) for size in sizes)
    return Labelled(row["printed"], readings)


def _scaled(end: Decimal | None, size: Decimal) -> Decimal | None:
    return None if end is None else (end * size).normalize()


def _reading(comparator: str, low: object, high: object) -> Reading | None:
    try:
        ends = [None if end is None else Decimal(str(end)).normalize() for end in (low, high)]
    except InvalidOperation:
        return None
    return Reading("eq" if comparator in ("unstated", "approx") else comparator, *ends)


def _ours() -> Parser:
    from pipelines.normalise.targets import read_target

    def parse(text: str) -> Reading | None:
        target = read_target(text)
        if target.comparator is None:
            return None
        return _reading(target.comparator.value, target.low, target.high)

    parse.clear = _clear_ours  # type: ignore[attr-defined]
    return parse


def _clear_ours() -> None:
    from pipelines.normalise.targets import reading

    for cached in (reading._alone, reading._beside, reading._cut_up):
        cached.cache_clear()


def _cn2an() -> Parser:
    import cn2an

    def parse(text: str) -> Reading | None:
        value = cn2an.cn2an(text, "smart")
        return _reading("eq", value, value)

    return parse


def _pint() -> Parser:
    import pint

    registry = pint.UnitRegistry()

    def parse(text: str) -> Reading | None:
        quantity = registry.Quantity(text)
        return _reading("eq", quantity.magnitude, quantity.magnitude)

    return parse


def _quantulum() -> Parser:
    from quantulum3 import parser

    def parse(text: str) -> Reading | None:
        found = parser.parse(text)
        return _reading("eq", found[0].value, found[0].value) if found else None

    return parse


def _jionlp() -> Parser:
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp

    sides = {"blur+": "ge", "blur-": "le"}

    def parse(text: str) -> Reading | None:
        found = jionlp.parse_money(text)
        number = found["num"]
        if isinstance(number, list):
            return _reading("range", number[0], number[1])
        side = sides.get(found["definition"], "eq")
        return _reading(side, None if side == "le" else number, None if side == "ge" else number)

    return parse


def _recognizers() -> Parser:
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    def parse(text: str) -> Reading | None:
        for recognize in (recognize_percentage, recognize_currency, recognize_dimension, recognize_number):
            found = recognize(text, "zh-cn")
            if found and found[0].resolution:
                number = re.sub(r"[^\d.eE+-]", "", str(found[0].resolution.get("value") or ""))
                return _reading("eq", number, number)
        return None

    return parse


PARSERS: dict[str, Callable[[], Parser]] = {
    "this grammar": _ours,
    "Recognizers-Text": _recognizers,
    "JioNLP parse_money": _jionlp,
    "quantulum3": _quantulum,
    "cn2an": _cn2an,
    "pint": _pint,
}


class Score(NamedTuple):
    """How one parser did."""

    name: str
    right: int
    wrong: int
    none: int
    microseconds: float


def scores(values: list[Labelled], repeat: int) -> Iterator[Score]:
    """Run every installed parser over the values; the time is CPU time, best of ``repeat`` rounds, without a cache."""
    for name, make in PARSERS.items():
        try:
            parse = make()
        except ImportError as missing:
            print(f"{name}: not installed ({missing.name})", file=sys.stderr)
            continue
        readings = [_attempt(parse, value.printed) for value in values]
        right = sum(_is_right(value, reading) for value, reading in zip(values, readings, strict=True))
        wrong = sum(
            reading is not None and not _is_right(value, reading)
            for value, reading in zip(values, readings, strict=True)
        )
        yield Score(name, right, wrong, len(values) - right - wrong, _best_time(parse, values, repeat))


def _is_right(value: Labelled, reading: Reading | None) -> bool:
    return reading in value.right if value.right else reading is None


def _attempt(parse: Parser, text: str) -> Reading | None:
    """A parser that raises on a text has not read it."""
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            return parse(text)
        except Exception:  # noqa: BLE001  (every parser has its own ways to fail)
            return None


def _best_time(parse: Parser, values: list[Labelled], repeat: int) -> float:
    best = float("inf")
    for _ in range(repeat):
        if clear := getattr(parse, "clear", None):
            clear()
        started = time.process_time()
        for value in values:
            _attempt(parse, value.printed)
        best = min(best, time.process_time() - started)
    return best / len(values) * 1e6


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--repeat", type=int, default=5)
    arguments.add_argument("--values", type=Path, default=VALUES)
    chosen = arguments.parse_args()
    values = labelled(chosen.values)
    print(f"{len(values)} values\n\n{'parser':<20} {'right':>6} {'wrong':>6} {'none':>6} {'µs/value':>10}")
    for score in scores(values, chosen.repeat):
        print(f"{score.name:<20} {score.right:>6} {score.wrong:>6} {score.none:>6} {score.microseconds:>10.1f}")


if __name__ == "__main__":
    main()
