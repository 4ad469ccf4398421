"""Lengths and places of the charts, and the words of their numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.pages.comparison import charts, words
from pipelines.pages.comparison.charts import Value
from pipelines.pages.comparison.words import Words

NAME = Words("甲", "A")


def value(number: str | None, series: int = 0) -> Value:
    return Value(series, NAME, None if number is None else Decimal(number), NAME)


def test_bars_of_all_groups_share_one_scale_from_nought() -> None:
    drawn = charts.bars([(NAME, [value("10"), value("5")]), (NAME, [value("2.5")])])
    longest = drawn[0].bars[0].length
    assert longest is not None
    assert drawn[0].bars[1].length == longest / 2
    assert drawn[1].bars[0].length == longest / 4


@pytest.mark.parametrize(("number", "length"), [(None, None), ("-1", None), ("0", Decimal(0))])
def test_a_missing_number_has_no_bar_and_nought_a_bar_of_no_length(number: str | None, length: Decimal | None) -> None:
    assert charts.bars([(NAME, [value(number)])])[0].bars[0].length == length


def test_few_missing_numbers_stand_by_name_and_many_in_one_line() -> None:
    few, many = charts.bars(
        [
            (NAME, [value(None), value("1"), value(None), value(None)]),
            (NAME, [value(None), value("2", 7), value(None), value(None), value(None)]),
        ]
    )
    assert [bar.value.value for bar in few.bars] == [None, Decimal(1), None, None]
    assert few.missing == []
    assert [bar.value.series for bar in many.bars] == [7]
    assert many.said_of_missing.zh == "4 个单位没有这个数"
    assert len(many.values) == 5


def test_equal_targets_of_one_agency_become_one_dot_and_other_agencies_stand_above() -> None:
    strip = charts.dots(
        [(0, Decimal(90), NAME), (0, Decimal(90), NAME), (1, Decimal(90), NAME), (0, Decimal(100), NAME)],
        Decimal(80),
        Decimal(100),
        Decimal(10),
    )
    assert [(d.series, d.row, d.size) for d in strip.dots] == [(0, 0, 2), (1, 1, 1), (0, 0, 1)]
    assert strip.dots[0].x == strip.dots[1].x == Decimal("50.00")
    assert [label for _, label in strip.ticks] == ["80", "90", "100"]
    assert strip.rows == 2


@pytest.mark.parametrize(("number", "x"), [("70", "3.00"), ("80", "3.00"), ("120", "97.00")])
def test_dots_stay_inside_the_strip(number: str, x: str) -> None:
    (dot,) = charts.dots([(0, Decimal(number), NAME)], Decimal(80), Decimal(100), Decimal(10)).dots
    assert dot.x == Decimal(x)


@pytest.mark.parametrize(
    ("yuan", "zh", "en"),
    [
        (None, "没有", "none"),
        ("0", "0 元", "0 yuan"),
        ("183.2701", "183.27 元", "183.27 yuan"),
        ("9999.5", "10,000 元", "10,000 yuan"),
        ("10000", "1 万元", "10,000 yuan"),
        ("169657.8947", "16.97 万元", "169,658 yuan"),
        ("12647100", "1,264.71 万元", "12,647,100 yuan"),
    ],
)
def test_money_in_words(yuan: str | None, zh: str, en: str) -> None:
    assert words.money(None if yuan is None else Decimal(yuan)) == Words(zh, en)


def test_form_types_in_words() -> None:
    assert words.form_types("approval_table,target_table") == Words("批复表、目标表", "approval table, target table")
    assert words.form_types(None) == words.UNKNOWN
