"""One number of a value with all that belongs to it: 每人每年不少于 5.5 万元 以上; one rule of the grammar a method."""

from __future__ import annotations

from decimal import Decimal

from pipelines.model.target import Comparator, Kind
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.number_words import NumberParser
from pipelines.normalise.targets.terms import CLOCK_AND_CALENDAR, ONE, Term, UnitReading, agree, edge_moved
from pipelines.normalise.targets.tokens import DATE, NUMBER, WORD
from pipelines.normalise.targets.unit_words import POWER_WORDS

_WHOLE_YEAR = frozenset({"全年", "当年", "本年", "全年度", "本年度", "年内", "年度内", "当年度"})
_ONE_PERIOD = frozenset({"一", "1", "半"})
_PERIODS = frozenset("两二三四五23456")
_BARE_PERIODS = frozenset({"年", "月", "周", "日"})
_TIMES = frozenset({"次", "场", "场次", "期", "轮", "批", "批次"})
_RANGE_OPENERS = frozenset({"从", "介于"})
_CURRENCIES = frozenset({"¥", "$", "€", "£", "人民币", "港币", "美元", "美金", "欧元", "台币", "日元", "RMB", "USD"})


class TermParser(NumberParser):
    """Reads one term: comparators, denominators before it, number, unit, denominators behind it, bounds."""

    __slots__ = ()

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
            term.after = edge_moved(agree(term.before, term.after, term.doubts), includes)
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

    # -- bounds --------------------------------------------------------------------------------------------------

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
        inside = TermParser(self.tokens, self.text, self.lexicon, self.i + 2)
        inside._number(repeated)
        if repeated.value != term.value:
            return False
        self.i = i + 1
        return True
