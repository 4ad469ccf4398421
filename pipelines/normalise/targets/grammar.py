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

from pipelines.model.target import Comparator, Kind
from pipelines.normalise.targets.context import UnreadableError
from pipelines.normalise.targets.lexicon import Lexicon
from pipelines.normalise.targets.term_words import TermParser
from pipelines.normalise.targets.terms import (
    WIDER,
    Quantity,
    Term,
    UnitReading,
    edge_moved,
    one_number,
    range_between,
    two_bounds,
)
from pipelines.normalise.targets.tokens import NUMBER, TEXT, WORD, Token, cut
from pipelines.normalise.targets.unit_words import HAN

SCORING = re.compile(
    r"满分|分制|不[得扣]分|扣完|[得计赋记]\d+(?:\.\d+)?分|扣[^,;。]{0,6}\d[\d.]*分|(?:评分|计分|得分)(?:标准|办法|规则)"
)
"""What stands behind a target and says what points it earns: (≥95%得满分), (每低1%扣0.5分)."""
_FULL_MARKS = frozenset({"得满分", "即得满分", "可得满分", "得全分", "为满分"})
_TURNED = {
    Comparator.LE: Comparator.GE,
    Comparator.LT: Comparator.GT,
    Comparator.GE: Comparator.LE,
    Comparator.GT: Comparator.LT,
}
_EDGE_NOTES = {"含": "含", "含本数": "含", "包含": "含", "不含": "不含", "不含本数": "不含", "不包含": "不含"}
_ADDS_NOTHING = frozenset({"含本级", "含税", "不含税"})
_BOUND = re.compile("不含|以上|以下|以内|超过|低于|高于|不少于|至少|[≥≤<>]|^大?约|左右|上下")
_HAS_DAYS = frozenset({"month", "quarter", "year"})
_PLACES_IN_A_ROW = frozenset({"位", "名"})
_MOVES = frozenset({"上升", "提升", "提高", "下降", "降低"})
_DIGIT = re.compile(r"\d")


class Parser(TermParser):
    """Reads one quantity from tokens, whole or not at all."""

    __slots__ = ()

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
        if i > self.i + 1 and WIDER.get(other) is WIDER[sign]:
            first.before = _TURNED[sign]
            self.i = i

    # -- notes, tails --------------------------------------------------------------------------------------------

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
                quantity.comparator = edge_moved(quantity.comparator, _EDGE_NOTES[inside])
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
        quantity.comparator = edge_moved(quantity.comparator, "含" if includes else "不含")

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
