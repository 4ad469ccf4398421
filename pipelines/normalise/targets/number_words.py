"""Numbers as they stand in a value: 95, -5, 3.5万, ±5, 1/3, 1:19, 百分之九十, 三分之二."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.numerals import NumeralError, read_numeral
from pipelines.normalise.targets.terms import HUNDRED, ONE, Term, UnitReading
from pipelines.normalise.targets.tokens import DATE, NUMBER, PART
from pipelines.normalise.targets.unit_words import UnitParser, is_base

_FRACTION_DIGITS = 20
_PLACES = 10
_FRACTION_PLACES = ONE.scaleb(-_PLACES)
_RATIO_SIGNS = frozenset({":", "比"})
_MONTH = re.compile(r"(\d{1,2})月")


class NumberParser(UnitParser):
    """Reads one number into its term: sign, numeral, tolerance, fraction or ratio."""

    __slots__ = ()

    def _number(self, term: Term) -> None:
        kind, text, _ = self.tokens[self.i]
        sign = 1
        if text in ("第", "前") and self.tokens[self.i + 1].kind == NUMBER:
            raise UnreadableError("等级、名次不是数量", code="ordinal")
        if text in ("-", "负") and self.tokens[self.i + 1].kind in (NUMBER, PART):
            sign = -1
            self.i += 1
            kind, text, _ = self.tokens[self.i]
        if text == "±":
            self.i += 1
            term.tolerance = self._numeral().value
            return
        if kind == PART:
            self._part(term, text, sign)
            return
        month = _MONTH.fullmatch(text) if kind == DATE and term.before is not None else None
        if month:
            self.i += 1
            term.value, term.unit = Decimal(month[1]), UnitReading(self.lexicon.units["月"], "月")
            term.doubts.append(f"“{text}”可能是月份，也可能是月数")
            return
        if text == "半":
            self.i += 1
            term.value = Decimal("0.5")
            return
        numeral = self._numeral()
        term.numeral = numeral
        term.value = numeral.value
        tokens = self.tokens
        divided = tokens[self.i].text == "/" and tokens[self.i + 1].kind == NUMBER and numeral.multiplier == 1
        if divided and not self._is_per_base():
            self._fraction(term, text)
        elif tokens[self.i].text in _RATIO_SIGNS and tokens[self.i + 1].kind == NUMBER:
            self._ratio(term)
        elif numeral.multiplier_printed:
            term.value = numeral.coefficient
        if tokens[self.i].text == "±" and tokens[self.i + 1].kind == NUMBER:
            self.i += 1
            term.tolerance = self._numeral().value
        if sign < 0:
            term.value = -term.value

    def _is_per_base(self) -> bool:
        """Whether 10万, 1000 … stand behind the slash: a denominator, no fraction."""
        try:
            return is_base(read_numeral(self.tokens[self.i + 1].text).value)
        except NumeralError:
            return False

    def _ratio(self, term: Term) -> None:
        """1:19, 3:1: one to so many; of two other numbers (8:30) nobody can say what they are."""
        self.i += 1
        above, below = term.numeral, self._numeral()
        after = self.tokens[self.i]
        plain = above is not None and above.multiplier == below.multiplier == 1
        if ONE not in (term.value, below.value) or not (plain and term.value and below.value):
            raise UnreadableError("比例的写法读不懂")
        if after.kind and after.text not in self.lexicon.after:
            raise UnreadableError("比例之后另有内容")
        term.per.append(f"{below.value:f}")
        term.per_printed = True

    def _fraction(self, term: Term, above: str) -> None:
        self.i += 1
        below_printed = self.tokens[self.i].text
        below = self._numeral()
        after = self.tokens[self.i].text
        whole = term.value == int(term.value) and below.value == int(below.value)
        if (
            not whole
            or not 0 < term.value < below.value
            or (self.tokens[self.i].kind and after not in self.lexicon.after)
        ):
            raise UnreadableError("斜线两边的数字读不懂")
        term.fraction = f"{above}/{below_printed}"
        self._divided(term, term.value, below.value)
        term.numeral = None

    @staticmethod
    def _divided(term: Term, above: Decimal, below: Decimal) -> None:
        """The value of a fraction: exactly where it is finite, else to ten places, and said so."""
        value = above / below
        if len(value.as_tuple().digits) > _FRACTION_DIGITS:
            value = value.quantize(_FRACTION_PLACES)
            term.note = f"分数“{term.fraction}”没有有限小数，取{_PLACES}位"
        term.value = value

    def _part(self, term: Term, front: str, sign: int) -> None:
        """百分之, 千分之, 万分之: in percent points. 三分之二: a plain fraction."""
        self.i += 1
        printed = front + self.tokens[self.i].text
        whole = front.removesuffix("之").removesuffix("分")
        if front == "百分" and self.tokens[self.i].text == "百":
            self.i += 1
            amount = HUNDRED
        elif not front.endswith("之"):
            raise UnreadableError(f"“{front}”读不懂")
        elif self.tokens[self.i].text == "百":
            self.i += 1
            amount = HUNDRED
        else:
            amount = self._numeral().value
        below = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000}.get(whole)
        if below is None:
            try:
                size = read_numeral(whole).value
            except NumeralError as error:
                raise UnreadableError(f"“{front}”：{error}") from error
            if not 0 < amount < size:
                raise UnreadableError("分数读不懂")
            term.fraction = printed
            self._divided(term, amount, size)
            term.value *= sign
            return
        percent = self.lexicon.units["%"]
        term.part, term.part_size = front, HUNDRED / below
        term.value = sign * amount * term.part_size
        term.unit = UnitReading(percent, front if front.endswith("之") else "百分之")
