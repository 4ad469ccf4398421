"""The structure of a quantity: comparator, number, unit, denominators, bound; one rule of the grammar a method.

    quantity  = term [ between term | [join] term ] { note }
    term      = { comparator | filler | change | per } number [more] [unit] { denominator } [half] { bound }
    number    = [sign] [百分之] numeral [ "/" numeral ]
    unit      = reviewed unit [noun] | measure word [noun] | noun | unknown short word
    denominator = ("/" | 每 | ·) [numeral] unit
    note      = "(" [含 | 不含] … ")"

A rule that meets anything else raises UnreadableError: a value is read whole or not at all. Dates stand in dates.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.model.target import Comparator, Kind
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.lexicon import Lexicon, Unit
from pipelines.normalise.targets.numerals import Numeral, NumeralError, read_numeral
from pipelines.normalise.targets.tokens import DATE, NUMBER, PART, TEXT, WORD, Token, cut

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_TEN_THOUSAND = Decimal(10_000)
_POWER_WORDS = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_FRACTION_DIGITS = 20
_FRACTION_PLACES = Decimal("1e-10")
_WHOLE_YEAR = frozenset({"全年", "当年", "本年", "全年度", "本年度", "年内", "年度内", "当年度"})
_TURNED = {
    Comparator.LE: Comparator.GE,
    Comparator.LT: Comparator.GT,
    Comparator.GE: Comparator.LE,
    Comparator.GT: Comparator.LT,
}
_CURRENCIES = frozenset({"¥", "$", "€", "£", "人民币", "港币", "美元", "美金", "欧元", "台币", "日元", "RMB", "USD"})
_CLOCK_AND_CALENDAR = frozenset({"year", "month", "day", "hour", "quarter", "week", "semester", "school_year"})
_TWO_DENOMINATORS = {"person_day": ("person", "day"), "person_month": ("person", "month")}
_NOT_IN_NOUNS = re.compile(
    "完成|达到|提升|提高|增加|减少|降低|下降|开展|进行|确保|保障|及时|按时|按期|全部|以上|以下|以内|左右|到位|落实|合格|达标|"
    "[不未无超均都已需应并且或的得了优良等至到]|其中|包括|^[性以内前后级等届]"
)
_MONTH = re.compile(r"(\d{1,2})月")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NOUN_LENGTH = 12


@dataclass(frozen=True, slots=True)
class UnitReading:
    """A unit as it stands in a value: a reviewed one, or None for things counted; ``multiplier``: a 万 before it."""

    unit: Unit | None
    printed: str
    counted: str | None = None
    multiplier: Decimal = _ONE
    per: tuple[str, ...] = ()
    unknown: bool = False
    alternative: str | None = None

    @property
    def code(self) -> str | None:
        """The code of the contract: a reviewed one, ``count`` for things, None for a denominator alone."""
        if self.unit is not None:
            return self.unit.code
        return "count" if self.counted else None


@dataclass(slots=True)
class Term:
    """One number with all that belongs to it."""

    before: Comparator | None = None
    after: Comparator | None = None
    numeral: Numeral | None = None
    value: Decimal = Decimal(0)
    unit: UnitReading | None = None
    per: list[str] = field(default_factory=list)
    per_printed: bool = False
    change: str | None = None
    control: bool = False
    tolerance: Decimal | None = None
    part: str | None = None
    part_size: Decimal = _ONE
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Quantity:
    """A read value before its surroundings are asked: bounds as printed, unit, denominators, doubts."""

    comparator: Comparator
    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    unit: UnitReading | None
    per: tuple[str, ...]
    change: str | None
    doubts: tuple[str, ...]


def _agree(first: Comparator | None, second: Comparator | None, doubts: list[str]) -> Comparator | None:
    """Two comparators of one number: the same, or one that adds nothing; contradictions are refused."""
    if first is None or first == second:
        return second
    if second is None:
        return first
    pair = {first, second}
    for plain, sharper in ((Comparator.GE, Comparator.GT), (Comparator.LE, Comparator.LT)):
        if pair == {plain, sharper}:
            doubts.append("两个比较词宽严不一")
            return plain
    if Comparator.APPROX in pair and pair & {Comparator.GE, Comparator.LE, Comparator.GT, Comparator.LT}:
        doubts.append("既写“约”又写界限")
        return first if second is Comparator.APPROX else second
    raise UnreadableError("比较词互相矛盾")


class Parser:
    """Reads one quantity from tokens. Not reused: one value, one parser."""

    __slots__ = ("i", "lexicon", "text", "tokens")

    def __init__(self, tokens: list[Token], text: str, lexicon: Lexicon, start: int = 0) -> None:
        self.tokens = tokens
        self.text = text
        self.lexicon = lexicon
        self.i = start

    # -- quantity ------------------------------------------------------------------------------------------------

    def quantity(self) -> Quantity:
        """Read everything from here to the end as one quantity."""
        first = self.term()
        second: Term | None = None
        connector = ""
        self._turn_around(first)
        if self.tokens[self.i].text in self.lexicon.between and first.after is None:
            connector = self.tokens[self.i].text
            self.i += 1
            second = self.term()
        elif self._second_bound_follows(first):
            while self.tokens[self.i].text in self.lexicon.joins or self.tokens[self.i].text in (",", "、"):
                self.i += 1
            second = self.term()
        if second is None:
            result = self._single(first)
        elif connector:
            result = self._range(first, second, connector)
        else:
            result = self._two_bounds(first, second)
        result = self._notes(result)
        self._tails(result)
        if self.tokens[self.i].kind:
            raise UnreadableError(f"“{self.rest()}”读不懂")
        return result

    def rest(self) -> str:
        """The text that has not been read."""
        token = self.tokens[self.i]
        return self.text[token.start :] if token.kind else ""

    def _second_bound_follows(self, first: Term) -> bool:
        if first.before is None and first.after is None:
            return False
        i = self.i
        while self.tokens[i].text in self.lexicon.joins or self.tokens[i].text in (",", "、"):
            i += 1
        text = self.tokens[i].text
        if first.before is None and self.tokens[i].kind == NUMBER:
            return True
        return text in self.lexicon.signs or text in self.lexicon.before

    def _turn_around(self, first: Term) -> None:
        """80%≤x≤90%: the sign after the first number points at an unknown, so it is turned and the unknown skipped."""
        sign = self.lexicon.signs.get(self.tokens[self.i].text)
        if sign not in _TURNED or first.before is not None or first.after is not None:
            return
        i = self.i + 1
        while self.tokens[i].kind == TEXT or self.tokens[i].text in self.lexicon.subject_endings:
            i += 1
        if i > self.i + 1 and self.lexicon.signs.get(self.tokens[i].text) is sign:
            first.before = _TURNED[sign]
            self.i = i

    def _single(self, term: Term) -> Quantity:
        doubts = term.doubts
        comparator = _agree(term.before, term.after, doubts) or Comparator.UNSTATED
        unit, per = term.unit, tuple(term.per)
        value = term.value
        if term.tolerance is not None:
            if comparator not in (Comparator.UNSTATED, Comparator.LE, Comparator.EQ):
                raise UnreadableError("“±”与比较符互相矛盾")
            ends = value - term.tolerance, value + term.tolerance
            return Quantity(Comparator.RANGE, *ends, False, False, unit, per, term.change, tuple(doubts))
        if term.control and comparator is Comparator.UNSTATED:
            doubts.append("“控制在”之后没有写以内还是以上")
        low = None if comparator in (Comparator.LE, Comparator.LT) else value
        high = None if comparator in (Comparator.GE, Comparator.GT) else value
        return Quantity(comparator, low, high, False, False, unit, per, term.change, tuple(doubts))

    def _range(self, first: Term, second: Term, connector: str) -> Quantity:
        doubts = first.doubts + second.doubts
        if second.change:
            raise UnreadableError("区间的两端写法不一")
        for end in (first.before, second.before, second.after):
            if end is Comparator.APPROX:
                doubts.append("区间前后写了“约”")
            elif end in (Comparator.LE,) and end is second.after and second.before is None:
                doubts.append("区间之后又写“以内”")
            elif end is not None and end is not Comparator.RANGE:
                raise UnreadableError("区间与比较词互相矛盾")
        unit, per = second.unit, tuple(second.per)
        low: Decimal = first.value
        high: Decimal = second.value
        if first.part is not None or second.part is not None:
            if first.part != second.part and second.part is not None:
                raise UnreadableError("区间两端的单位不同")
            if first.part and second.part is None:
                if second.unit is not None:
                    raise UnreadableError("区间两端的单位不同")
                high, unit = second.value * first.part_size, first.unit
        elif first.unit is not None and second.unit is not None:
            low, high, unit = self._same_unit(first, second)
        elif first.unit is not None:
            raise UnreadableError("区间后一端没有单位")
        else:
            low, high, unit = self._share(first, second)
        if first.per and not first.per_printed:
            per = tuple(first.per) + per
        elif first.per and tuple(first.per) != per:
            raise UnreadableError("区间两端的单位不同")
        if low > high:
            low, high = high, low
        if low == high:
            doubts.append("区间两端相同")
        if unit is None and not per and _looks_like_cut_date(low) and _looks_like_cut_date(high):
            raise UnreadableError("疑为丢失年、月、日字样的日期")
        return Quantity(Comparator.RANGE, low, high, False, False, unit, per, first.change, tuple(doubts))

    @staticmethod
    def _same_unit(first: Term, second: Term) -> tuple[Decimal, Decimal, UnitReading]:
        a, b = first.unit, second.unit
        assert a is not None and b is not None  # noqa: S101  (the caller has looked)
        if a.code is not None and (a.code != b.code or a.counted not in (None, b.counted)):
            raise UnreadableError("区间两端的单位不同")
        if a.multiplier == b.multiplier:
            return first.value, second.value, b
        plain = UnitReading(b.unit, b.printed.lstrip("百千万亿"), b.counted, _ONE, b.per)
        return first.value * a.multiplier, second.value * b.multiplier, plain

    @staticmethod
    def _share(first: Term, second: Term) -> tuple[Decimal, Decimal, UnitReading | None]:
        """The first end has no unit of its own: it takes the unit, and the 万 too unless that would turn the range."""
        unit, numeral = second.unit, second.numeral
        low, high = first.value, second.value
        if unit is not None and unit.multiplier != 1:
            if low <= high:
                return low, high, unit
            if low >= _HUNDRED and low < high * unit.multiplier:
                plain = UnitReading(unit.unit, unit.printed.lstrip("百千万亿"), unit.counted, _ONE, unit.per)
                return low, high * unit.multiplier, plain if plain.printed else None
            raise UnreadableError("区间两端的大小说不清")
        if numeral is not None and numeral.multiplier != 1:
            if low <= numeral.coefficient:
                return low * numeral.multiplier, high, unit
            if low < _HUNDRED and numeral.multiplier >= _TEN_THOUSAND:
                raise UnreadableError("区间两端的大小说不清")
        return low, high, unit

    def _two_bounds(self, first: Term, second: Term) -> Quantity:
        doubts = first.doubts + second.doubts
        a = _agree(first.before, first.after, doubts)
        b = _agree(second.before, second.after, doubts)
        if first.unit is None and second.unit is not None:
            first.unit = second.unit
        elif (
            first.unit is not None
            and second.unit is not None
            and (first.unit.code != second.unit.code or first.unit.multiplier != second.unit.multiplier)
        ):
            raise UnreadableError("上下限的单位不同")
        lower, upper = (Comparator.GE, Comparator.GT), (Comparator.LE, Comparator.LT)
        if a in upper and b in lower:
            first, second, a, b = second, first, b, a
        if a not in lower or b not in upper or first.value > second.value or first.change != second.change:
            raise UnreadableError("一格里有两个值")
        per = tuple(second.per or first.per)
        return Quantity(
            Comparator.RANGE,
            first.value,
            second.value,
            a is Comparator.GT,
            b is Comparator.LT,
            second.unit or first.unit,
            per,
            first.change,
            tuple(doubts),
        )

    # -- term ----------------------------------------------------------------------------------------------------

    def term(self) -> Term:
        """Read one number with its comparators, unit and denominators."""
        term = Term()
        self._opening(term)
        self._number(term)
        self._unit_of(term)
        self._bounds(term)
        return term

    def _opening(self, term: Term) -> None:
        lexicon, tokens = self.lexicon, self.tokens
        signs, before = lexicon.signs, lexicon.before
        while True:
            kind, text, _ = tokens[self.i]
            if kind == NUMBER:
                return
            if kind == WORD:
                if text in signs:
                    term.before = _agree(term.before, signs[text], term.doubts)
                elif text == "每":
                    self.i += 1
                    self._denominator(term)
                    continue
                elif tokens[self.i + 1].text == "均" and (
                    text in lexicon.units or text in lexicon.nouns or text in lexicon.measures
                ):
                    term.per.extend(self._codes(text))
                    self.i += 1
                elif text in before:
                    term.before = _agree(term.before, before[text], term.doubts)
                elif text in lexicon.controls:
                    term.control = True
                elif text in lexicon.changes:
                    term.change = lexicon.changes[text]
                elif text in lexicon.levels:
                    term.change = None
                elif text in lexicon.fillers or text in lexicon.subject_verbs:
                    pass
                elif text in _CURRENCIES and tokens[self.i + 1].kind == NUMBER:
                    term.unit = UnitReading(lexicon.units[text], text)
                elif text == "~" and term.before is None:
                    term.before = Comparator.APPROX
                else:
                    return
            elif kind == DATE and text in _WHOLE_YEAR and tokens[self.i + 1].kind:
                pass
            else:
                return
            self.i += 1

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
        if tokens[self.i].text == "/" and tokens[self.i + 1].kind == NUMBER and numeral.multiplier == 1:
            self._fraction(term)
        elif numeral.multiplier_printed:
            term.value = numeral.coefficient
        if tokens[self.i].text == "±" and tokens[self.i + 1].kind == NUMBER:
            self.i += 1
            term.tolerance = self._numeral().value
        if sign < 0:
            term.value = -term.value

    def _numeral(self) -> Numeral:
        kind, text, _ = self.tokens[self.i]
        if kind != NUMBER:
            raise UnreadableError(f"“{self.rest()}”处应有数字")
        try:
            numeral = read_numeral(text)
        except NumeralError as error:
            raise UnreadableError(f"“{text}”：{error}") from error
        self.i += 1
        return numeral

    def _fraction(self, term: Term) -> None:
        self.i += 1
        below = self._numeral()
        after = self.tokens[self.i].text
        whole = term.value == int(term.value) and below.value == int(below.value)
        if (
            not whole
            or not 0 < term.value < below.value
            or (self.tokens[self.i].kind and after not in self.lexicon.after)
        ):
            raise UnreadableError("斜线两边的数字读不懂")
        term.value = _divide(term.value, below.value)
        term.numeral = None

    def _part(self, term: Term, front: str, sign: int) -> None:
        """百分之, 千分之, 万分之: in percent points. 三分之二: a plain fraction."""
        self.i += 1
        whole = front.removesuffix("之").removesuffix("分")
        if front == "百分" and self.tokens[self.i].text == "百":
            self.i += 1
            amount = _HUNDRED
        elif not front.endswith("之"):
            raise UnreadableError(f"“{front}”读不懂")
        elif self.tokens[self.i].text == "百":
            self.i += 1
            amount = _HUNDRED
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
            term.value = sign * _divide(amount, size)
            return
        percent = self.lexicon.units["%"]
        term.part, term.part_size = front, _HUNDRED / below
        term.value = sign * amount * term.part_size
        term.unit = UnitReading(percent, front if front.endswith("之") else "百分之")

    # -- unit ----------------------------------------------------------------------------------------------------

    def _unit_of(self, term: Term) -> None:
        tokens, lexicon = self.tokens, self.lexicon
        printed_multiplier = ""
        if tokens[self.i].text in lexicon.more and term.part is None:
            more = tokens[self.i].text
            term.before = _agree(term.before, Comparator.GT, term.doubts)
            self.i += 1
            if len(more) > 1:
                printed_multiplier = more[1:]
        lent = term.unit
        if term.part is None and (lent is None or lent.printed in _CURRENCIES):
            if tokens[self.i].text == "个" and tokens[self.i + 1].text == "半" and not printed_multiplier:
                term.value += Decimal("0.5")
                self.i += 2
            multiplier = _ONE
            if term.numeral is not None and term.numeral.multiplier_printed:
                printed_multiplier = term.numeral.multiplier_printed + printed_multiplier
                multiplier = term.numeral.multiplier
            elif printed_multiplier:
                multiplier = Decimal(_POWER_WORDS[printed_multiplier])
            arabic = term.numeral is None or term.numeral.arabic
            term.unit = self.unit(multiplier, printed_multiplier, arabic)
            if term.unit is None and not printed_multiplier and self._level_follows():
                raise UnreadableError("等级、名次不是数量", code="ordinal")
            if lent is not None:
                self._with_currency(term, lent)
        self._money_parts(term)
        if tokens[self.i].text == "半" and term.unit is not None and term.unit.unit is not None:
            term.value += Decimal("0.5")
            self.i += 1
        self._denominators(term)

    def _level_follows(self) -> bool:
        """三级, 5A级: the number places something in an order."""
        i = self.i
        while self.tokens[i].text == "A":
            i += 1
        return self.tokens[i].text in self.lexicon.ordinals or (i > self.i and not self.tokens[i].kind)

    @staticmethod
    def _with_currency(term: Term, lent: UnitReading) -> None:
        """港币2960元: the currency stands before the number, after it at most 元 or 万."""
        after = term.unit
        if after is None or (after.unit is None and not after.counted):
            printed = (after.printed if after else "") + lent.printed
            term.unit = UnitReading(lent.unit, printed, None, after.multiplier if after else _ONE)
        elif after.unit is not None and after.unit.code == "CNY" and lent.unit is not None:
            term.unit = UnitReading(lent.unit, after.printed, None, after.multiplier)
        else:
            raise UnreadableError("币种与单位不符")

    def unit(self, multiplier: Decimal = _ONE, printed_multiplier: str = "", arabic: bool = True) -> UnitReading | None:
        """Read a unit here, or None when no unit follows."""
        lexicon, tokens = self.lexicon, self.tokens
        kind, text, _ = tokens[self.i]
        while kind == WORD and text in _POWER_WORDS and tokens[self.i + 1].kind == WORD:
            printed_multiplier += text
            multiplier *= _POWER_WORDS[text]
            self.i += 1
            kind, text, _ = tokens[self.i]
        if kind == WORD and text in lexicon.units:
            unit = lexicon.units[text]
            self.i += 1
            printed = text
            counted = None
            if text == "个人" or unit.takes_noun:
                counted = self._noun()
                printed += counted or ""
            elif text == "元" and tokens[self.i].text in ("整", "正"):
                self.i += 1
            return UnitReading(unit, printed_multiplier + printed, counted, multiplier)
        if kind == WORD and text in lexicon.measures:
            self.i += 1
            printed = text + self._alternative()
            noun = self._noun()
            person = lexicon.units["人"]
            if text == "个" and noun == "人":
                return UnitReading(person, printed_multiplier + "个人", None, multiplier)
            return UnitReading(None, printed_multiplier + printed + (noun or ""), noun or printed, multiplier)
        if kind == WORD and text in lexicon.nouns:
            self.i += 1
            printed = text + self._alternative()
            return UnitReading(None, printed_multiplier + printed, printed, multiplier)
        if arabic and kind == TEXT:
            word = self._unknown()
            if word is not None:
                return UnitReading(None, printed_multiplier + word, word, multiplier, unknown=True)
        if printed_multiplier:
            return UnitReading(None, printed_multiplier, None, multiplier)
        return None

    def _alternative(self) -> str:
        """The other measure word in brackets or after a slash: 件(册), 台/套."""
        tokens, lexicon = self.tokens, self.lexicon
        i = self.i
        opening = tokens[i].text
        if opening not in ("(", "/") or len(tokens) < i + 3:
            return ""
        word = tokens[i + 1].text
        things = lexicon.measures if opening == "/" else lexicon.measures | lexicon.nouns | lexicon.units.keys()
        if word not in things or (opening == "/" and word[-1] in "次场期批月年人"):
            return ""
        if opening == "(":
            if tokens[i + 2].text != ")":
                return ""
            self.i += 3
            return f"({word})"
        if tokens[i - 1].text not in lexicon.measures or tokens[i - 1].text[-1] in "次场期批":
            return ""
        self.i += 2
        return f"/{word}"

    def _noun(self) -> str | None:
        """The counted noun after a measure word, up to a bound, a denominator or the end. None when nothing follows."""
        tokens, lexicon = self.tokens, self.lexicon
        i = self.i
        while (
            tokens[i].kind == TEXT or (tokens[i].kind == WORD and tokens[i].text not in _STOPS)
        ) and i - self.i < _NOUN_LENGTH:
            i += 1
        while i > self.i and (
            tokens[i - 1].text in lexicon.after or tokens[i - 1].text in lexicon.between or tokens[i - 1].text == "半"
        ):
            i -= 1
        if i == self.i:
            return None
        first = tokens[self.i]
        if first.text in lexicon.after and first.text not in lexicon.measures:
            return None
        end = tokens[i].start if tokens[i].kind else len(self.text)
        noun = self.text[first.start : end]
        if (
            len(noun) > _NOUN_LENGTH
            or not _HAN.fullmatch(noun)
            or _NOT_IN_NOUNS.search(noun)
            or first.text in lexicon.tails
        ):
            return None
        if any(t.text in lexicon.before or t.text in lexicon.changes for t in tokens[self.i : i] if len(t.text) > 1):
            return None
        self.i = i
        return noun

    def _unknown(self) -> str | None:
        """A short unknown word right after the number, where a unit should stand: what is counted, in doubt."""
        tokens, lexicon = self.tokens, self.lexicon
        i = self.i
        while tokens[i].kind == TEXT or (
            tokens[i].kind == WORD and tokens[i].text not in _STOPS and tokens[i].text not in lexicon.after
        ):
            i += 1
        end = tokens[i].start if tokens[i].kind else len(self.text)
        word = self.text[tokens[self.i].start : end]
        if len(word) > 4 or not _HAN.fullmatch(word) or _NOT_IN_NOUNS.search(word):
            return None
        if any(
            t.text in lexicon.tails or t.text in lexicon.changes or t.text in lexicon.subject_endings
            for t in tokens[self.i : i]
        ):
            return None
        self.i = i
        return word

    def _money_parts(self, term: Term) -> None:
        """123元1角1分, 一块二, 三块零四: the parts of a yuan."""
        tokens = self.tokens
        if term.unit is None or term.unit.unit is None or term.unit.unit.code != "CNY" or tokens[self.i].kind != NUMBER:
            return
        if term.unit.multiplier != 1:
            return
        words = {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": Decimal("0.01")}
        previous = _ONE
        while tokens[self.i].kind == NUMBER:
            text = tokens[self.i].text
            value = self._numeral().value
            if tokens[self.i].text in words:
                size = words[tokens[self.i].text]
                self.i += 1
            else:
                size = Decimal("0.01") if text[0] in "零〇" and len(text) == 2 else previous / 10
            if value >= 10 or size >= previous:
                raise UnreadableError("金额的写法读不懂")
            term.value += value * size
            previous = size
        if tokens[self.i].text in ("整", "正"):
            self.i += 1

    def _denominators(self, term: Term) -> None:
        tokens = self.tokens
        started = False
        while True:
            text = tokens[self.i].text
            if text == "/" or text == "每":
                self.i += 1
                if text == "/" and tokens[self.i].text == "每":
                    self.i += 1
            elif started and text in ("·", "*", ".") and tokens[self.i + 1].text in self.lexicon.units:
                self.i += 1
            elif text in ("·", ".") and tokens[self.i + 1].text == "次" and term.per[-1:] == ["person"]:
                self.i += 2
                term.per[-1] = "person_time"
                continue
            elif started and text in self.lexicon.units and self.lexicon.units[text].code in _CLOCK_AND_CALENDAR:
                pass
            else:
                return
            if text == "/" and tokens[self.i].text == "次" and term.unit and term.unit.code in ("person", "count"):
                term.doubts.append(f"“{term.unit.printed}/次”疑为“{term.unit.printed}次”")
            started = True
            term.per_printed = True
            if tokens[self.i].text == "(":
                self.i += 1
                self._denominator(term)
                while tokens[self.i].text in ("·", "*", ".", "/", "每"):
                    self.i += 1
                    self._denominator(term)
                if tokens[self.i].text != ")":
                    raise UnreadableError("括号里的单位读不懂")
                self.i += 1
            else:
                self._denominator(term)

    def _denominator(self, term: Term) -> None:
        tokens, lexicon = self.tokens, self.lexicon
        size = _ONE
        kind, text, _ = tokens[self.i]
        if kind == NUMBER:
            size = self._numeral().value
            kind, text, _ = tokens[self.i]
        while text in _POWER_WORDS and tokens[self.i + 1].kind == WORD:
            size *= _POWER_WORDS[text]
            self.i += 1
            kind, text, _ = tokens[self.i]
        if kind == WORD and text in lexicon.units:
            if lexicon.units[text].kind in (Kind.PERCENT, Kind.MONEY):
                raise UnreadableError("分母的单位读不懂")
            self.i += 1
            codes = self._codes(text)
            if codes == ["person"] and tokens[self.i].text in ("次",):
                self.i += 1
                codes = ["person_time"]
        elif kind == WORD and text in lexicon.measures:
            self.i += 1
            noun = self._noun() if tokens[self.i].text not in lexicon.before else None
            codes = [f"count:{text}{noun or ''}"]
        elif kind == WORD and text in lexicon.nouns:
            self.i += 1
            codes = [f"count:{text}"]
        else:
            word = self._unknown() if kind in (TEXT, WORD) else None
            if word is None:
                raise UnreadableError("分母的单位读不懂")
            codes = [f"count:{word}"]
        if size != 1:
            codes[0] = f"{size.normalize():f} {codes[0]}"
        for code in codes:
            if code in term.per:
                term.doubts.append("分母重复")
        term.per.extend(codes)

    def _codes(self, word: str) -> list[str]:
        unit = self.lexicon.units.get(word)
        if unit is None:
            return [f"count:{word}"]
        return list(_TWO_DENOMINATORS.get(unit.code, (unit.code,)))

    # -- bounds, notes, tails ------------------------------------------------------------------------------------

    def _bounds(self, term: Term) -> None:
        lexicon = self.lexicon
        while True:
            text = self.tokens[self.i].text
            if text not in lexicon.after:
                return
            comparator = lexicon.after[text]
            if comparator is not Comparator.RANGE:
                term.after = _agree(term.after, comparator, term.doubts)
            self.i += 1

    def _notes(self, quantity: Quantity) -> Quantity:
        while self.tokens[self.i].text == "(":
            close = self.text.find(")", self.tokens[self.i].start)
            inside = self.text[self.tokens[self.i].start + 1 : close] if close > 0 else ""
            if not inside or "(" in inside:
                raise UnreadableError("括号没有写完")
            if inside.startswith(("含", "不含")) and any(c.isdigit() for c in inside):
                self._edge(quantity, inside)
            elif lent := unit_alone(inside, self.lexicon):
                self._unit_in_brackets(quantity, lent)
            elif re.search("不含|以上|以下|以内|超过|低于|高于|不少于|至少|[≥≤<>]", inside):
                raise UnreadableError("括号里另有界限")
            elif re.search(r"\d", inside):
                quantity.doubts += ("括号里另有数字",)
            while self.tokens[self.i].kind and self.tokens[self.i].start <= close:
                self.i += 1
        return quantity

    @staticmethod
    def _unit_in_brackets(quantity: Quantity, lent: UnitReading) -> None:
        """50(万元): the unit of a number that has none; beside a unit (%(百分比)) it must be the same one."""
        own = quantity.unit
        if own is None or own.code is None:
            multiplier = lent.multiplier * own.multiplier if own is not None else lent.multiplier
            printed = (own.printed if own is not None else "") + lent.printed
            quantity.unit = UnitReading(lent.unit, printed, lent.counted, multiplier, unknown=lent.unknown)
            quantity.per = quantity.per or lent.per
        elif own.code != lent.code or own.multiplier != lent.multiplier:
            quantity.doubts += (f"括号里另有单位“{lent.printed}”",)

    def _edge(self, quantity: Quantity, inside: str) -> None:
        """(含80%): that end belongs to the range, so the other one does not; (不含80%): that end does not."""
        includes = inside.startswith("含")
        number = inside.removeprefix("不").removeprefix("含")
        value = Parser(cut(number, self.lexicon), number, self.lexicon).quantity().low
        if quantity.comparator is Comparator.RANGE and value in (quantity.low, quantity.high):
            if includes:
                quantity.low_open, quantity.high_open = value == quantity.high, value == quantity.low
            elif value == quantity.low:
                quantity.low_open = True
            else:
                quantity.high_open = True
            return
        if value not in (quantity.low, quantity.high):
            raise UnreadableError("括号里的数字与值不符")
        if includes and quantity.comparator in (Comparator.GE, Comparator.LE):
            return
        sharper = {Comparator.GE: Comparator.GT, Comparator.LE: Comparator.LT}.get(quantity.comparator)
        if includes or sharper is None:
            raise UnreadableError("括号里的说明与比较词互相矛盾")
        quantity.comparator = sharper

    def _tails(self, quantity: Quantity) -> None:
        """Words of completion after a share or a term: 100%到位, 30分钟内响应."""
        unit = quantity.unit.unit if quantity.unit is not None else None
        if unit is None or unit.kind not in (Kind.PERCENT, Kind.DURATION) or not self.tokens[self.i].kind:
            return
        i = self.i
        if unit.kind is Kind.PERCENT:
            while self.tokens[i].text in self.lexicon.tails:
                i += 1
        elif quantity.comparator in (Comparator.LE, Comparator.LT) and self.tokens[i].text in self.lexicon.tails:
            while self.tokens[i].kind in (WORD, TEXT) and _HAN.fullmatch(self.tokens[i].text):
                i += 1
        self.i = i


def unit_alone(text: str, lexicon: Lexicon) -> UnitReading | None:
    """Read a text in plain form that is nothing but a unit with its denominators; None when it is anything else."""
    found = cut(text, lexicon)
    if found[0].kind not in (WORD, TEXT):
        return None
    tokens = [Token(NUMBER, "1", 0), *(Token(t.kind, t.text, t.start + 1) for t in found)]
    try:
        quantity = Parser(tokens, "1" + text, lexicon).quantity()
    except UnreadableError:
        return None
    unit = quantity.unit
    if quantity.comparator is not Comparator.UNSTATED or quantity.low != 1 or unit is None or quantity.doubts:
        return None
    if unit.code is None and unit.multiplier == 1:
        return None
    return UnitReading(unit.unit, unit.printed, unit.counted, unit.multiplier, quantity.per, unit.unknown)


def _divide(above: Decimal, below: Decimal) -> Decimal:
    """A fraction exactly where it is finite, else to ten places."""
    value = above / below
    return value if len(value.as_tuple().digits) <= _FRACTION_DIGITS else value.quantize(_FRACTION_PLACES)


def _looks_like_cut_date(value: Decimal) -> bool:
    digits = str(value)
    return digits.isdigit() and 5 <= len(digits) <= 8 and digits[:2] in ("19", "20")


_STOPS = frozenset("每/·().,、;:±*…?-~=<>≥≤≈%‰") | {"--", "~~", "半"}
