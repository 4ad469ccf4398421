"""What must not matter for a target value (width, blanks, look-alikes), and what must never happen: a turned side."""

from __future__ import annotations

import dataclasses
import time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipelines.model.target import Comparator, Kind, Target
from pipelines.normalise.targets import TargetContext, parse_amount, read_target, split_trailing_target, written
from pipelines.normalise.targets.context import UnreadableError

LOWER = [
    "≥",
    ">=",
    "＞＝",
    "≧",
    "⩾",
    "不低于",
    "不少于",
    "不小于",
    "不得低于",
    "不应少于",
    "至少",
    "大于等于",
    "高于或等于",
    "最低",
]
UPPER = [
    "≤",
    "<=",
    "＜＝",
    "≦",
    "⩽",
    "不超过",
    "不高于",
    "不多于",
    "不得超过",
    "不大于",
    "至多",
    "小于等于",
    "低于或等于",
    "最高",
    "不超",
]
ABOVE = [">", "＞", "大于", "超过", "高于", "多于", "超"]
BELOW = ["<", "＜", "小于", "低于", "少于", "不足", "不满", "不到"]
AFTER_LOWER = ["以上", "及以上", "（含）以上", "或以上"]
AFTER_UPPER = ["以下", "以内", "之内", "及以下", "（含）以下", "（含）以内"]
UNITS = [
    "%",
    "‰",
    "元",
    "万元",
    "亿元",
    "人",
    "名",
    "人次",
    "户",
    "个",
    "次",
    "个党支部",
    "万字",
    "台（套）",
    "场次",
    "平方米",
    "公里",
    "吨",
    "天",
    "个工作日",
    "小时",
    "亩",
    "",
]
RATES = ["", "/年", "/人", "/人/年", "/人·月", "/次", "/村"]
SENSE = {
    **dict.fromkeys(LOWER, Comparator.GE),
    **dict.fromkeys(UPPER, Comparator.LE),
    **dict.fromkeys(ABOVE, Comparator.GT),
    **dict.fromkeys(BELOW, Comparator.LT),
}
AFTER_SENSE = {**dict.fromkeys(AFTER_LOWER, Comparator.GE), **dict.fromkeys(AFTER_UPPER, Comparator.LE)}

numbers = st.decimals(min_value=0, max_value=99_999, places=2).map(lambda d: d.normalize() + 0).map(lambda d: f"{d:f}")
units = st.sampled_from(UNITS)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WIDE = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "0123456789.,%()<>=-/"})
ALPHABET = (
    "0123456789.,%‰≥≤<>=~-—/·()（）每人年月日次元万亿千百十一二两三半个不超过低于以上下内约至到含无第级前底成分之% \n*X"
)


def _sense(target: Target) -> tuple[object, ...]:
    values = dataclasses.asdict(target)
    return tuple(values[name] for name in values if name not in ("printed", "unit_printed"))


@quick
@given(st.sampled_from(sorted(SENSE)), numbers, units, st.sampled_from(RATES))
def test_a_comparator_keeps_its_side(comparator: str, number: str, unit: str, per: str) -> None:
    rate = per if unit not in ("", "%", "‰") else ""
    target = read_target(f"{comparator}{number}{unit}{rate}")
    assert target.comparator is SENSE[comparator]
    lower = SENSE[comparator] in (Comparator.GE, Comparator.GT)
    assert (target.low, target.high) == ((Decimal(number), None) if lower else (None, Decimal(number)))


@quick
@given(st.sampled_from(sorted(AFTER_SENSE)), numbers, units)
def test_a_bound_after_the_number_includes_it(bound: str, number: str, unit: str) -> None:
    assert read_target(f"{number}{unit}{bound}").comparator is AFTER_SENSE[bound]


@quick
@given(st.sampled_from(sorted(SENSE)), st.sampled_from(sorted(AFTER_SENSE)), numbers, units)
def test_two_comparators_agree_or_are_refused(before: str, after: str, number: str, unit: str) -> None:
    target = read_target(f"{before}{number}{unit}{after}")
    lower = (Comparator.GE, Comparator.GT)
    if (SENSE[before] in lower) == (AFTER_SENSE[after] in lower):
        assert (target.comparator in lower) == (AFTER_SENSE[after] in lower)
    else:
        assert target.kind is Kind.UNREADABLE


@quick
@given(st.sampled_from(["", *sorted(SENSE)]), numbers, units, st.sampled_from(RATES), st.data())
def test_width_and_blanks_change_nothing(
    comparator: str, number: str, unit: str, per: str, data: st.DataObject
) -> None:
    rate = per if unit not in ("", "%", "‰") else ""
    plain = f"{comparator}{number}{unit}{rate}"
    expected = _sense(read_target(plain))
    assert _sense(read_target(plain.translate(WIDE))) == expected
    parts = [comparator, number, unit, rate]
    blanks = data.draw(st.lists(st.sampled_from(["", " ", "　", "\n", "\xa0"]), min_size=5, max_size=5))
    spaced = blanks[0] + "".join(part + blank for part, blank in zip(parts, blanks[1:], strict=True))
    assert _sense(read_target(spaced)) == expected


@quick
@given(numbers, numbers, units, st.sampled_from(["-", "—", "~", "～", "至", "到", "－"]))
def test_a_range_holds_both_ends_in_order(one: str, other: str, unit: str, between: str) -> None:
    low, high = sorted((Decimal(one), Decimal(other)))
    target = read_target(f"{low:f}{between}{high:f}{unit}")
    if target.kind is not Kind.UNREADABLE and target.kind is not Kind.DATE:
        assert target.comparator is Comparator.RANGE
        assert target.low is not None and target.high is not None and target.low <= target.high
        if not unit.startswith(("万", "亿")):
            assert (target.low, target.high) == (low, high)


@quick
@given(
    st.sampled_from(["", *sorted(SENSE)]), numbers, units, st.sampled_from(RATES), st.sampled_from(["", "增长", "下降"])
)
def test_what_is_written_reads_the_same(comparator: str, number: str, unit: str, per: str, change: str) -> None:
    target = read_target(f"{change}{comparator}{number}{unit}{per if unit not in ('', '%', '‰') else ''}")
    again = read_target(written(target))
    same = ("kind", "comparator", "low", "high", "unit", "counted", "per", "canonical_low", "canonical_high", "change")
    assert [getattr(again, name) for name in same] == [getattr(target, name) for name in same]


@quick
@given(st.sampled_from(sorted(SENSE)), numbers, st.sampled_from([u for u in UNITS if u]), st.sampled_from(RATES))
def test_a_value_reads_the_same_cut_into_its_columns(comparator: str, number: str, unit: str, per: str) -> None:
    cell = unit + (per if unit not in ("%", "‰") else "")
    whole = read_target(f"{comparator}{number}{cell}")
    cut_up = read_target(number, TargetContext(unit_cell=cell, comparator_cell=comparator))
    assert whole.uncertain <= cut_up.uncertain
    assume(not whole.uncertain)
    same = ("kind", "comparator", "low", "high", "unit", "counted", "per", "canonical_low", "canonical_high")
    assert [getattr(cut_up, name) for name in same] == [getattr(whole, name) for name in same]


@quick
@given(numbers, units)
def test_a_second_value_in_the_cell_is_never_swallowed(number: str, unit: str) -> None:
    for second in ("，20%", "、20个", " 20%", "；≥20%"):
        target = read_target(f"{number}{unit or '个'}{second}")
        assert target.kind in (Kind.UNREADABLE, Kind.QUALITATIVE)


@quick
@given(st.text(max_size=40) | st.text(alphabet=ALPHABET, max_size=30), st.text(alphabet=ALPHABET, max_size=8))
def test_no_text_is_too_much(printed: str, cell: str) -> None:
    _never_raises(printed, cell)


@pytest.mark.hard
@settings(max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60) | st.text(alphabet=ALPHABET, max_size=40), st.text(alphabet=ALPHABET, max_size=10))
def test_no_text_is_too_much_in_a_long_run(printed: str, cell: str) -> None:
    _never_raises(printed, cell)


def _never_raises(printed: str, cell: str) -> None:
    for context in (None, TargetContext(cell, cell, cell, cell, "cost", 2024)):
        target = read_target(printed, context)
        assert target.printed == printed
        assert (target.comparator is not None) == (target.low is not None or target.high is not None)
        assert (target.kind is Kind.UNREADABLE) <= (target.reason is not None)
        if target.low is not None and target.high is not None:
            assert target.low <= target.high
        written(target)
    split_trailing_target(printed)
    try:
        parse_amount(printed, cell)
    except UnreadableError as refusal:
        assert refusal.reason


@pytest.mark.parametrize(
    "unit",
    [
        "9",
        "≥",
        "万",
        "95%",
        "不",
        "每人",
        "1-",
        "(",
        "12个",
        "零",
        "a",
        "年",
        "一",
        "1.",
        "1,",
        "不超过5",
        "2024年",
        "*",
        " ",
        "、1",
    ],
)
def test_a_cell_of_ten_thousand_characters_is_read_or_refused_at_once(unit: str) -> None:
    cell = unit * (10_000 // len(unit))
    started = time.perf_counter()
    target = read_target(cell)
    split_trailing_target(cell)
    assert time.perf_counter() - started < 0.5
    assert target.kind in (Kind.UNREADABLE, Kind.QUALITATIVE, Kind.BLANK)
