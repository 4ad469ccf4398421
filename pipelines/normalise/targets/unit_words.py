"""Units and denominators as they follow a number: 万元, 个党支部, 件(册), 元/人·月, 次/10万公顷."""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.model.target import Kind
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.lexicon import Lexicon, Unit
from pipelines.normalise.targets.numerals import Numeral, NumeralError, read_numeral
from pipelines.normalise.targets.terms import CLOCK_AND_CALENDAR, HUNDRED, ONE, Term, UnitReading
from pipelines.normalise.targets.tokens import DATE, NUMBER, TEXT, WORD, Token

POWER_WORDS = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
HAN = re.compile(r"[\u4e00-\u9fff]+")
_TWO_DENOMINATORS = {"person_day": ("person", "day"), "person_month": ("person", "month")}
_NOT_IN_NOUNS = re.compile(
    "完成|达到|提升|提高|增加|减少|降低|下降|开展|进行|确保|保障|及时|按时|按期|全部|以上|以下|以内|左右|到位|落实|合格|达标|覆盖|"
    "[不未无超均都已需应并且或的得了优良等至到]|其中|包括|^[性以内前后级等届]"
)
_NOUN_LENGTH = 12
_MONTHS = re.compile(r"(\d{1,2})月")
_SEVERAL_MEANINGS = frozenset("GMTW")
"""Metres or megabits, gigabytes or grams, tonnes or terabytes, watts or 万: read, in doubt."""
_STOPS = frozenset("百千万亿每/·().,、;:±*…?-~=<>≥≤≈%‰") | {"--", "~~", "半"}


class UnitParser:
    """A place in a value's tokens, and the rules for what may stand after a number. One value, one parser."""

    __slots__ = ("i", "lexicon", "text", "tokens")

    def __init__(self, tokens: list[Token], text: str, lexicon: Lexicon, start: int = 0) -> None:
        self.tokens = tokens
        self.text = text
        self.lexicon = lexicon
        self.i = start

    def rest(self) -> str:
        """The text that has not been read."""
        token = self.tokens[self.i]
        return self.text[token.start :] if token.kind else ""

    def _numeral(self) -> Numeral:
        kind, text, _ = self.tokens[self.i]
        if kind != NUMBER:
            raise UnreadableError(f"“{self.rest()}”处应有数字" if self.rest() else "末尾缺少数字")
        try:
            numeral = read_numeral(text)
        except NumeralError as error:
            raise UnreadableError(f"“{text}”：{error}") from error
        self.i += 1
        return numeral

    def unit(self, multiplier: Decimal = ONE, printed_multiplier: str = "", arabic: bool = True) -> UnitReading | None:
        """Read a unit here, or None when no unit follows."""
        lexicon, tokens = self.lexicon, self.tokens
        kind, text, _ = tokens[self.i]
        while kind == WORD and text in POWER_WORDS and tokens[self.i + 1].kind == WORD:
            printed_multiplier += text
            multiplier *= POWER_WORDS[text]
            self.i += 1
            kind, text, _ = tokens[self.i]
        if text == "(" and self._is_one_word_in_brackets():
            self.i += 1
            bracketed = self.unit(multiplier, printed_multiplier, arabic)
            self.i += 1
            return bracketed
        if kind == WORD and text in lexicon.units:
            unit = lexicon.units[text]
            self.i += 1
            printed = text
            counted = None
            if text == "个人" or unit.takes_noun:
                counted = self._noun()
                if counted in lexicon.measures:
                    raise UnreadableError("约数，没有确定的数字")  # 一两个
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
            if noun is not None:
                noun += self._in_brackets(of_nouns=True)
            return UnitReading(None, printed_multiplier + printed + (noun or ""), noun or printed, multiplier)
        if kind == WORD and text in lexicon.nouns:
            self.i += 1
            printed = text + self._alternative()
            return UnitReading(None, printed_multiplier + printed, printed, multiplier)
        if arabic and text in _SEVERAL_MEANINGS:
            self.i += 1
            return UnitReading(None, printed_multiplier + text, text, multiplier, unknown=True)
        if arabic and kind == TEXT:
            word = self._unknown()
            if word is not None:
                return UnitReading(None, printed_multiplier + word, word, multiplier, unknown=True)
        if printed_multiplier:
            return UnitReading(None, printed_multiplier, None, multiplier)
        return None

    def _alternative(self) -> str:
        """The other measure word in brackets or after a slash: 件(册), 台/套."""
        tokens, measures = self.tokens, self.lexicon.measures
        if tokens[self.i].text != "/":
            return self._in_brackets()
        before, word = tokens[self.i - 1].text, tokens[self.i + 1].text
        if word not in measures or word[-1] in "次场期批月年人" or before not in measures or before[-1] in "次场期批":
            return ""
        self.i += 2
        return f"/{word}"

    def _in_brackets(self, *, of_nouns: bool = False) -> str:
        """The other word in brackets: 件(册), 每个村(社区); after a noun only another noun."""
        if self.tokens[self.i].text != "(" or not self._is_one_word_in_brackets():
            return ""
        word = self.tokens[self.i + 1].text
        unit = self.lexicon.units.get(word)
        if (of_nouns and word not in self.lexicon.nouns) or (unit is not None and unit.code in CLOCK_AND_CALENDAR):
            return ""
        self.i += 3
        return f"({word})"

    def _is_one_word_in_brackets(self) -> bool:
        after = self.tokens[self.i + 1 : self.i + 3]
        return len(after) == 2 and after[1].text == ")" and self._countable(after[0].text)

    def _noun(self, *, below: bool = False) -> str | None:
        """The counted noun after a measure word, up to a bound, a denominator or the end. None when nothing follows.

        ``below`` the line (每个社区不少于5人, 每个村补助50万元) it ends where the comparator of the number begins, or
        the deed that the number is of.
        """
        tokens, lexicon = self.tokens, self.lexicon
        i = self.i
        while (
            tokens[i].kind == TEXT or (tokens[i].kind == WORD and tokens[i].text not in _STOPS)
        ) and i - self.i < _NOUN_LENGTH:
            if below and len(tokens[i].text) > 1 and (tokens[i].text in lexicon.before or self._leads_to_number(i)):
                break
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
            or not HAN.fullmatch(noun)
            or _NOT_IN_NOUNS.search(noun)
            or all(token.text in lexicon.tails for token in tokens[self.i : i])
        ):
            return None
        for token in tokens[self.i : i]:
            if len(token.text) > 1 and (token.text in lexicon.before or token.text in lexicon.changes):
                return None
            unit = lexicon.units.get(token.text)
            if unit is not None and unit.kind in (Kind.MONEY, Kind.PERCENT, Kind.DURATION):
                return None
        if tokens[self.i - 1].text in lexicon.units and tokens[i - 1].text in lexicon.subject_verbs | lexicon.tails:
            return None
        self.i = i
        return noun

    def _leads_to_number(self, i: int) -> bool:
        """Whether a deed or what is paid stands here, right before the number: the 补助 of 每个村补助50万元."""
        lexicon, after = self.lexicon, self.tokens[i + 1]
        if self.tokens[i].text not in lexicon.subject_endings:
            return False
        return after.kind == NUMBER or after.text in lexicon.before or after.text in lexicon.signs

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
        if len(word) > 4 or not HAN.fullmatch(word) or _NOT_IN_NOUNS.search(word):
            return None
        if any(
            t.text in lexicon.tails or t.text in lexicon.changes or t.text in lexicon.subject_endings
            for t in tokens[self.i : i]
        ):
            return None
        self.i = i
        return word

    def _denominators(self, term: Term) -> None:
        begin = self.i
        self._read_denominators(term)
        if self.i > begin and term.unit is not None:
            start, token = self.tokens[begin].start, self.tokens[self.i]
            term.unit = term.unit._replace(behind=self.text[start : token.start if token.kind else None].rstrip())

    def _read_denominators(self, term: Term) -> None:
        tokens = self.tokens
        started = False
        while True:
            text = tokens[self.i].text
            if text == "/" or text == "每":
                self.i += 1
                if text == "/" and tokens[self.i].text == "每":
                    self.i += 1
            elif text in ("·", ".") and tokens[self.i + 1].text == "次" and term.per[-1:] == ["person"]:
                self.i += 2
                term.per[-1] = "person_time"
                continue
            elif started and text in ("·", "*", ".") and self._countable(tokens[self.i + 1].text):
                self.i += 1
            elif started and text in self.lexicon.units and self.lexicon.units[text].code in CLOCK_AND_CALENDAR:
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
                self._denominator(term, slash=text == "/")

    def _denominator(self, term: Term, *, slash: bool = False) -> None:
        """One denominator. Behind a slash 10万 may stand alone: so many of whatever is counted (≤12/10万)."""
        tokens, lexicon = self.tokens, self.lexicon
        size = ONE
        kind, text, _ = tokens[self.i]
        months = _MONTHS.fullmatch(text) if slash and kind == DATE else None
        if months is not None:
            self.i += 1
            term.per.append("month" if months[1] == "1" else f"{int(months[1])} month")
            return
        if kind == NUMBER:
            size = self._numeral().value
            kind, text, _ = tokens[self.i]
        while text in POWER_WORDS and tokens[self.i + 1].kind == WORD:
            size *= POWER_WORDS[text]
            self.i += 1
            kind, text, _ = tokens[self.i]
        if slash and (not kind or text in lexicon.after) and is_base(size):
            lent = term.unit
            if not abs(term.value) < size or (lent is not None and lent.code is None):
                raise UnreadableError("斜线两边的数字读不懂")
            term.per.append(f"{size.normalize():f}")
            return
        if slash and size != 1 and not is_base(size) and not _is_rate(term, lexicon.units.get(text)):
            raise UnreadableError("斜线两边各是一个数量")
        if text == "半" and tokens[self.i + 1].text == "年":
            self.i += 2
            codes = ["half_year"]
        elif kind == WORD and text in lexicon.units:
            if lexicon.units[text].kind in (Kind.PERCENT, Kind.MONEY):
                raise UnreadableError("分母的单位读不懂")
            self.i += 1
            codes = self._codes(text)
            if codes == ["person"] and tokens[self.i].text in ("次",):
                self.i += 1
                codes = ["person_time"]
            elif not slash and lexicon.units[text].takes_noun and codes[0] in ("person", "household"):
                self._noun(below=True)
        elif kind == WORD and text in lexicon.measures:
            self.i += 1
            noun = self._noun(below=True) if tokens[self.i].text not in lexicon.before else None
            codes = [f"count:{text}{noun or ''}{self._in_brackets()}"]
        elif kind == WORD and text in lexicon.nouns:
            self.i += 1
            codes = [f"count:{text}{self._in_brackets()}"]
        else:
            word = self._unknown() if kind in (TEXT, WORD) else None
            if word is None:
                raise UnreadableError("分母的单位读不懂")
            codes = [f"count:{word}"]
        if term.unit is not None and codes == [_code_below(term.unit)] and not is_base(size):
            if size != 1:
                raise UnreadableError("斜线两边各是一个数量")
            term.doubts.append("斜线两边是同一个单位")
        if size != 1:
            codes[0] = f"{size.normalize():f} {codes[0]}"
        for code in codes:
            if code in term.per:
                term.doubts.append("分母重复")
        term.per.extend(codes)

    def _countable(self, text: str) -> bool:
        return text in self.lexicon.units or text in self.lexicon.measures or text in self.lexicon.nouns

    def _codes(self, word: str) -> list[str]:
        unit = self.lexicon.units.get(word)
        if unit is None:
            return [f"count:{word}"]
        return list(_TWO_DENOMINATORS.get(unit.code, (unit.code,)))


def _code_below(unit: UnitReading) -> str | None:
    """The code a unit has as a denominator."""
    return f"count:{unit.counted}" if unit.unit is None else unit.code


def is_base(size: Decimal) -> bool:
    """True for 100, 1000, 10000 …: what occurrences are counted per."""
    return size >= HUNDRED and size.normalize().as_tuple().digits == (1,)


def _is_rate(term: Term, below: Unit | None) -> bool:
    """Whether 3次/2年, 1名/300户, 5元/500克 divide: by a time, of one thing, of money. 2座/120米 are two quantities."""
    is_money = term.unit is not None and term.unit.unit is not None and term.unit.unit.kind is Kind.MONEY
    return is_money or term.value == 1 or (below is not None and below.code in CLOCK_AND_CALENDAR)
