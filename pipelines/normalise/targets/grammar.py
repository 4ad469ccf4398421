"""The structure of a quantity: comparator, number, unit, denominators, bound; one rule of the grammar a method.

    quantity  = term [ between term | [join] term ] { note }
    term      = { comparator | filler | change | per } number [more] [unit] { denominator } [half] { bound }
    number    = [sign] [百分之] numeral [ ("/" | ":") numeral ]
    unit      = reviewed unit [noun] | measure word [noun] | noun | unknown short word
    denominator = ("/" | 每 | ·) [numeral] unit
    note      = "(" [含 | 不含] … ")"

A rule that meets anything else raises UnreadableError: a value is read whole or not at all. Dates stand in dates.py.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.model.target import Comparator, Kind
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.lexicon import Lexicon
from pipelines.normalise.targets.numerals import NumeralError, read_numeral
from pipelines.normalise.targets.terms import (
    CLOCK_AND_CALENDAR,
    HUNDRED,
    ONE,
    Quantity,
    Term,
    UnitReading,
    agree,
    one_number,
    range_between,
    two_bounds,
)
from pipelines.normalise.targets.tokens import DATE, NUMBER, PART, TEXT, WORD, Token, cut
from pipelines.normalise.targets.unit_words import HAN, POWER_WORDS, UnitParser, is_base

_FRACTION_DIGITS = 20
SCORING = re.compile(
    r"满分|分制|不[得扣]分|扣完|[得计赋记]\d+(?:\.\d+)?分|扣[^,;。]{0,6}\d[\d.]*分|(?:评分|计分|得分)(?:标准|办法|规则)"
)
"""What stands behind a target and says what points it earns: (≥95%得满分), (每低1%扣0.5分)."""
_FULL_MARKS = frozenset({"得满分", "即得满分", "可得满分", "得全分", "为满分"})
_PLACES = 10
_FRACTION_PLACES = ONE.scaleb(-_PLACES)
_WHOLE_YEAR = frozenset({"全年", "当年", "本年", "全年度", "本年度", "年内", "年度内", "当年度"})
_TURNED = {
    Comparator.LE: Comparator.GE,
    Comparator.LT: Comparator.GT,
    Comparator.GE: Comparator.LE,
    Comparator.GT: Comparator.LT,
}
_WIDER = {
    Comparator.GT: Comparator.GE,
    Comparator.LT: Comparator.LE,
    Comparator.GE: Comparator.GE,
    Comparator.LE: Comparator.LE,
}
_SHARPER = {
    Comparator.GE: Comparator.GT,
    Comparator.LE: Comparator.LT,
    Comparator.GT: Comparator.GT,
    Comparator.LT: Comparator.LT,
}
_EDGE_NOTES = {"含": "含", "含本数": "含", "包含": "含", "不含": "不含", "不含本数": "不含", "不包含": "不含"}
_ADDS_NOTHING = frozenset({"含本级", "含税", "不含税"})
_BOUND = re.compile("不含|以上|以下|以内|超过|低于|高于|不少于|至少|[≥≤<>]|^大?约|左右|上下")
_HAS_DAYS = frozenset({"month", "quarter", "year"})
_PLACES_IN_A_ROW = frozenset({"位", "名"})
_MOVES = frozenset({"上升", "提升", "提高", "下降", "降低"})
_RATIO_SIGNS = frozenset({":", "比"})
_ONE_PERIOD = frozenset({"一", "1", "半"})
_PERIODS = frozenset("两二三四五23456")
_BARE_PERIODS = frozenset({"年", "月", "周", "日"})
_TIMES = frozenset({"次", "场", "场次", "期", "轮", "批", "批次"})
_RANGE_OPENERS = frozenset({"从", "介于"})
_CURRENCIES = frozenset({"¥", "$", "€", "£", "人民币", "港币", "美元", "美金", "欧元", "台币", "日元", "RMB", "USD"})
_DIGIT = re.compile(r"\d")
_MONTH = re.compile(r"(\d{1,2})月")


class Parser(UnitParser):
    """Reads one quantity from tokens, whole or not at all."""

    __slots__ = ()

    # -- quantity ------------------------------------------------------------------------------------------------

    def quantity(self) -> Quantity:
        """Read everything from here to the end as one quantity."""
        first = self.term()
        second: Term | None = None
        connector = ""
        self._turn_around(first)
        between = self.tokens[self.i].text
        if first.after is None and (between in self.lexicon.between or (first.opens_range and between == "和")):
            connector = between
            self.i += 1
            second = self.term()
        elif self._second_bound_follows(first):
            while self.tokens[self.i].text in self.lexicon.joins or self.tokens[self.i].text in (",", "、"):
                self.i += 1
            second = self.term()
        _no_day_of_a_calendar(first, second or first)
        if second is None:
            result = one_number(first)
        elif connector:
            result = range_between(first, second)
        else:
            result = two_bounds(first, second)
        if first.opens_range and second is None:
            raise UnreadableError("只有起点，没有终点")
        result.subject = first.subject
        if result.unit is not None and result.unit.printed in _PLACES_IN_A_ROW and self._begins_with_a_move():
            raise UnreadableError("等级、名次不是数量", code="ordinal")
        result = self._notes(result)
        self._tails(result)
        if self.tokens[self.i].kind:
            raise UnreadableError(f"“{self.rest()}”读不懂")
        return result

    def _begins_with_a_move(self) -> bool:
        """上升3位, 提升5名: places in a row. 新增3名 are people."""
        return any(token.text in _MOVES for token in self.tokens[:-1])

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
        other = self.lexicon.signs.get(self.tokens[i].text, Comparator.EQ)
        if i > self.i + 1 and _WIDER.get(other) is _WIDER[sign]:
            first.before = _TURNED[sign]
            self.i = i

    # -- term ----------------------------------------------------------------------------------------------------

    def term(self) -> Term:
        """Read one number with its comparators, unit and denominators."""
        term = Term()
        self._opening(term)
        self._number(term)
        includes = self._note_before_the_unit()
        self._unit_of(term)
        self._tolerance_behind_the_unit(term)
        self._bounds(term)
        if term.after is not None and not term.per and self.tokens[self.i].text in ("/", "每"):
            self._denominators(term)
            self._bounds(term)
        if includes:
            term.after = _edge_moved(agree(term.before, term.after, term.doubts), includes)
            term.before = None
        return term

    def _note_before_the_unit(self) -> str:
        """10(含)人以上: whether the bound that follows includes the number."""
        inside = self.tokens[self.i + 1].text if self.tokens[self.i].text == "(" else ""
        if inside not in ("含", "不含") or self.tokens[self.i + 2].text != ")":
            return ""
        self.i += 3
        return inside

    def _tolerance_behind_the_unit(self, term: Term) -> None:
        """20℃±2℃: both numbers have the same unit."""
        if self.tokens[self.i].text != "±" or self.tokens[self.i + 1].kind != NUMBER or term.tolerance is not None:
            return
        self.i += 1
        around = Term()
        self._number(around)
        self._unit_of(around)
        if term.unit is None or around.unit is None or around.per or term.per or term.unit.code != around.unit.code:
            raise UnreadableError("“±”两边的单位不同")
        if (term.unit.multiplier, term.unit.counted) != (around.unit.multiplier, around.unit.counted):
            raise UnreadableError("“±”两边的单位不同")
        term.tolerance = around.value

    def _opening(self, term: Term) -> None:
        lexicon, tokens = self.lexicon, self.tokens
        signs, before = lexicon.signs, lexicon.before
        while True:
            kind, text, _ = tokens[self.i]
            if (text in _ONE_PERIOD or text in _PERIODS) and self._period_counts_times():
                self.i += text in _ONE_PERIOD and text != "半"
                self._denominator(term)
                continue
            if kind == NUMBER:
                return
            if kind == WORD:
                if text in signs:
                    term.before = agree(term.before, signs[text], term.doubts)
                elif text == "每":
                    self.i += 1
                    self._denominator(term)
                    continue
                elif tokens[self.i + 1].text == "均" and (
                    text in lexicon.units or text in lexicon.nouns or text in lexicon.measures
                ):
                    term.per.extend(self._codes(text))
                    self.i += 1
                elif text in _BARE_PERIODS and self._is_denominator(term):
                    term.per.extend(self._codes(text))
                elif text in before:
                    term.before = agree(term.before, before[text], term.doubts)
                elif text in lexicon.controls:
                    term.control = True
                elif text in lexicon.changes:
                    term.change = lexicon.changes[text]
                elif text in lexicon.levels:
                    term.change = None
                elif text in lexicon.fillers:
                    term.opens_range = term.opens_range or text in _RANGE_OPENERS
                elif text in lexicon.subject_verbs or (term.per and self._is_of(text)):
                    term.subject += text
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

    def _is_of(self, text: str) -> bool:
        """每年召开会议不少于4次, 每户补助3000元: behind a denominator any word for what the number is of."""
        return text != "后" and (text in self.lexicon.subject_endings or text in self.lexicon.nouns)

    def _is_denominator(self, term: Term) -> bool:
        """年人均6000元, 人均年收入1万元: by the year and by the person. 年1次: by the year."""
        lexicon = self.lexicon
        after = self.tokens[self.i + 1 : self.i + 3]
        if term.per:
            return after[0].text in lexicon.subject_endings or after[0].text in lexicon.changes
        return len(after) == 2 and (after[1].text == "均" or (after[0].kind == NUMBER and after[1].text in _TIMES))

    def _period_counts_times(self) -> bool:
        """一年两次, 半年不少于1次, 两年1次: a period and what happens in it, as 每年两次, 每两年1次."""
        lexicon = self.lexicon
        period, *counted = self.tokens[self.i + 1 : self.i + 5]
        if counted and (counted[0].text in lexicon.before or counted[0].text in lexicon.signs):
            del counted[0]
        if len(counted) < 2 or counted[0].kind != NUMBER or counted[1].text not in _TIMES:
            return False
        unit = lexicon.units.get(period.text)
        # 一月 and 一季度 are the first of the year
        whole = unit is not None and unit.code in CLOCK_AND_CALENDAR and period.text not in ("月", "季", "季度")
        return whole and (self.tokens[self.i].text != "半" or period.text == "年")

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

    # -- unit ----------------------------------------------------------------------------------------------------

    def _unit_of(self, term: Term) -> None:
        tokens, lexicon = self.tokens, self.lexicon
        printed_multiplier = ""
        below = lexicon.units.get(tokens[self.i].text) if term.fraction else None
        if below is not None and below.kind is Kind.PERCENT:
            raise UnreadableError("分数与百分号不能并用")
        if tokens[self.i].text in lexicon.more and term.part is None:
            more = tokens[self.i].text
            term.before = agree(term.before, Comparator.GT, term.doubts)
            self.i += 1
            if len(more) > 1:
                printed_multiplier = more[1:]
        lent = term.unit
        if term.part is None and (lent is None or lent.printed in _CURRENCIES):
            if tokens[self.i].text == "个" and tokens[self.i + 1].text == "半" and not printed_multiplier:
                term.value += Decimal("0.5")
                self.i += 2
            multiplier = Decimal(POWER_WORDS[printed_multiplier]) if printed_multiplier else ONE
            if term.numeral is not None and term.numeral.multiplier_printed:
                printed_multiplier = term.numeral.multiplier_printed + printed_multiplier
                multiplier *= term.numeral.multiplier
            arabic = term.numeral is None or term.numeral.arabic
            term.unit = self.unit(multiplier, printed_multiplier, arabic)
            if term.unit is None and not printed_multiplier and self._level_follows():
                raise UnreadableError("等级、名次不是数量", code="ordinal")
            if lent is not None:
                self._with_currency(term, lent)
        self._money_parts(term)
        self._tenth_parts(term)
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
            term.unit = UnitReading(lent.unit, printed, None, after.multiplier if after else ONE)
        elif after.unit is not None and after.unit.code == "CNY" and lent.unit is not None:
            term.unit = UnitReading(lent.unit, after.printed, None, after.multiplier)
        else:
            raise UnreadableError("币种与单位不符")

    def _money_parts(self, term: Term) -> None:
        """123元1角1分, 一块二, 三块零四: the parts of a yuan."""
        tokens = self.tokens
        if term.unit is None or term.unit.unit is None or term.unit.unit.code != "CNY" or tokens[self.i].kind != NUMBER:
            return
        if term.unit.multiplier != 1:
            return
        words = {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": Decimal("0.01")}
        previous = ONE
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

    def _tenth_parts(self, term: Term) -> None:
        """八成五: the digit after 成 counts hundredths."""
        kind, text, _ = self.tokens[self.i]
        if kind == NUMBER and len(text) == 1 and term.unit is not None and term.unit.code == "tenth":
            term.value += self._numeral().value / 10

    # -- bounds, notes, tails ------------------------------------------------------------------------------------

    def _bounds(self, term: Term) -> None:
        lexicon = self.lexicon
        while True:
            text = self.tokens[self.i].text
            if text == "(" and self.tokens[self.i + 1].text == "含" and self._same_number_in_brackets(term):
                continue
            if text not in lexicon.after:
                return
            comparator = lexicon.after[text]
            if comparator is Comparator.LE and term.value < 0 and text.endswith("内"):
                term.doubts.append(f"负数之后的“{text}”说不清是哪一边")
            if comparator is not Comparator.RANGE:
                term.after = agree(term.after, comparator, term.doubts)
            self.i += 1

    def _same_number_in_brackets(self, term: Term) -> bool:
        """5%(含5%)以内: skip the bracket when it repeats the number and a bound follows it."""
        i = self.i + 2
        while self.tokens[i].kind and self.tokens[i].text != ")":
            i += 1
        if self.tokens[i + 1 : i + 2] == [] or self.tokens[i + 1].text not in self.lexicon.after:
            return False
        if self.tokens[self.i + 2].kind != NUMBER:
            return False
        repeated = Term()
        inside = Parser(self.tokens, self.text, self.lexicon, self.i + 2)
        inside._number(repeated)
        if repeated.value != term.value:
            return False
        self.i = i + 1
        return True

    def _notes(self, quantity: Quantity) -> Quantity:
        while self.tokens[self.i].text == "(":
            close = self.text.find(")", self.tokens[self.i].start)
            inside = self.text[self.tokens[self.i].start + 1 : close] if close > 0 else ""
            if not inside or "(" in inside:
                raise UnreadableError("括号没有写完")
            if SCORING.search(inside):
                pass
            elif inside.startswith(("含", "不含")) and any(c.isdigit() for c in inside):
                self._edge(quantity, inside)
            elif inside in _EDGE_NOTES:
                quantity.comparator = _edge_moved(quantity.comparator, _EDGE_NOTES[inside])
            elif inside in _ADDS_NOTHING:
                pass
            elif (inside[0] in "每/" and not _DIGIT.search(inside)) or inside[-1] == "均":
                self._denominators_in_brackets(quantity, inside)
            elif (lent := unit_alone(inside, self.lexicon)) and not lent.unknown:
                self._unit_in_brackets(quantity, lent)
            elif _BOUND.search(inside):
                raise UnreadableError("括号里另有界限")
            elif _DIGIT.search(inside):
                quantity.doubts += ("括号里另有数字",)
            elif quantity.unit is None and any(self._countable(token.text) for token in cut(inside, self.lexicon)):
                quantity.doubts += (f"括号里的“{inside}”可能是单位",)
            while self.tokens[self.i].kind and self.tokens[self.i].start <= close:
                self.i += 1
        return quantity

    def _denominators_in_brackets(self, quantity: Quantity, inside: str) -> None:
        """300元(每人每月), 300元(人均): denominators after the fact; beside others they must be the same."""
        term = Term()
        if inside[-1] == "均":
            term.per.extend(self._codes(inside[:-1]))
        else:
            parser = Parser(cut(inside, self.lexicon), inside, self.lexicon)
            parser._denominators(term)
            if parser.tokens[parser.i].kind:
                raise UnreadableError("括号里的单位读不懂")
        if quantity.per and quantity.per != tuple(term.per):
            raise UnreadableError("括号里另有分母")
        quantity.per = tuple(term.per)

    @staticmethod
    def _unit_in_brackets(quantity: Quantity, lent: UnitReading) -> None:
        """50(万元): the unit of a number that has none; beside a unit (%(百分比)) it must be the same one."""
        own = quantity.unit
        if own is not None and own.unit is not None and own.unit.kind is Kind.MONEY and lent.per and not quantity.per:
            if lent.unit is None or lent.unit.kind in (Kind.MONEY, Kind.PERCENT):
                raise UnreadableError("括号里的单位读不懂")
            quantity.per = (lent.unit.code, *lent.per)
        elif own is None or own.code is None:
            multiplier = lent.multiplier * own.multiplier if own is not None else lent.multiplier
            printed = (own.printed if own is not None else "") + lent.printed
            quantity.unit = UnitReading(
                lent.unit, printed, lent.counted, multiplier, unknown=lent.unknown, behind=lent.behind
            )
            quantity.per = quantity.per or lent.per
        elif own.code != lent.code or own.multiplier != lent.multiplier:
            quantity.doubts += (f"括号里另有单位“{lent.printed}”",)

    def _edge(self, quantity: Quantity, inside: str) -> None:
        """(含80%): that end belongs to the range, so the other one does not; (不含80%): that end does not."""
        includes = inside.startswith("含")
        number = inside.removeprefix("不").removeprefix("含")
        edge = Parser(cut(number, self.lexicon), number, self.lexicon).quantity()
        value = edge.low
        if edge.subject or _counted(edge) not in (None, _counted(quantity)):
            # 12人(含3名女性), 5个(含改造3个): a part, no edge
            quantity.doubts += ("括号里另有数字",)
            return
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
        quantity.comparator = _edge_moved(quantity.comparator, "含" if includes else "不含")

    def _tails(self, quantity: Quantity) -> None:
        """Words of completion after a share or a term: 100%到位, 30分钟内响应; the full marks that the target earns."""
        if self.tokens[self.i].kind and self.rest() in _FULL_MARKS:
            self.i = len(self.tokens) - 1
        unit = quantity.unit.unit if quantity.unit is not None else None
        if unit is None or unit.kind not in (Kind.PERCENT, Kind.DURATION) or not self.tokens[self.i].kind:
            return
        i = self.i
        if unit.kind is Kind.PERCENT:
            while self.tokens[i].text in self.lexicon.tails:
                i += 1
        elif quantity.comparator in (Comparator.LE, Comparator.LT) and self.tokens[i].text in self.lexicon.tails:
            while self.tokens[i].kind in (WORD, TEXT) and HAN.fullmatch(self.tokens[i].text):
                i += 1
        self.i = i


def _counted(quantity: Quantity) -> tuple[str | None, str | None] | None:
    """What a quantity is of: its unit and the counted thing; None where it has no unit."""
    unit = quantity.unit
    return None if unit is None or unit.code is None else (unit.code, unit.counted)


def _edge_moved(comparator: Comparator | None, note: str) -> Comparator:
    """The comparator with what a bracket says of its edge: 超过10人(含) is ge, 10人以上(不含) is gt."""
    moved = (_WIDER if note == "含" else _SHARPER).get(comparator) if comparator else None
    if moved is None:
        raise UnreadableError("括号里的说明与比较词互相矛盾")
    return moved


def _no_day_of_a_calendar(term: Term, last: Term) -> None:
    """每周一, 每月15日, 每月1-5日 name days; 每周一次, 每月工作20日, 每月不少于5日 are rates."""
    if not term.per or term.per_printed or term.before is not None or term.after is not None or term.subject:
        return
    if term.per[-1] == "week" and last.unit is None and last.numeral is not None and not last.numeral.arabic:
        raise UnreadableError("星期几不是数量")
    if term.per[-1] in _HAS_DAYS and last.unit is not None and last.unit.printed == "日":
        raise UnreadableError("每月的哪一日不是数量")


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
    if not text.startswith(unit.printed):
        # 年1次: the number that was lent has become a part of the denominator
        return None
    if unit.code is None and unit.multiplier == 1:
        return None
    # without a number 所有 and 人民满意 are words, so only reviewed nouns may follow here
    odd = unit.counted is not None and not _reviewed(unit, lexicon)
    return UnitReading(
        unit.unit, unit.printed, unit.counted, unit.multiplier, quantity.per, unit.unknown or odd, unit.behind
    )


def _reviewed(unit: UnitReading, lexicon: Lexicon) -> bool:
    counted = unit.counted or ""
    if unit.printed.lstrip("百千万亿") != counted:
        return counted in lexicon.nouns
    return all(word in lexicon.measures or word in lexicon.nouns for word in re.split(r"[/()]", counted) if word)
