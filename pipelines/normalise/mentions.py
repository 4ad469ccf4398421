"""Quantities quoted in goal texts (每人每年不少于300元, 共117人, <3000户), for the arithmetic of the checks.

Only amounts, standards and counts with a unit; years, dates, document numbers and ordinals are none. The quoted words
are read by the grammar of target values; what it does not read whole is left out, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.model.records import Mention, Objective
from pipelines.model.target import Kind
from pipelines.normalise.targets import read_target

_NUMBER = r"[0-9０-９]+(?:[,，][0-9]{3})*(?:[.．][0-9０-９]+)?"
_MONEY = r"(?:[万亿千百]{0,2}元|万(?![元人户名次个]))"
_COUNT = r"(?:[万千]?(?:人次|户次|场次|人|名|位|户|家|所|处|场|次|辆|台|套|件|项|亩|平方米|公里|个(?:[一-龥]{0,6})))"
_PER = r"(?:每[一-龥]{1,3}?)"
_BOUND = (
    r"不少于|不低于|不高于|不超过|至少|最多|最低|最高|约|大约|近|共计|共有|共|合计|总计|标准为|标准|为|按|"
    r"补助标准为|补助标准|补助|补贴标准|补贴|给予|发放|安排|核定|核算|奖励|"
    r"[≥≤<>＜＞≧≦]|>=|<="
)
_MENTION = re.compile(
    rf"(?P<per>{_PER}{{0,3}})(?P<bound>(?:{_BOUND})?)\s*"
    rf"(?P<number>{_NUMBER})(?P<unit>{_MONEY}|{_COUNT})?"
    rf"(?P<to>(?:[-—–~～至到]){_NUMBER})?"
    rf"(?P<unit_after>{_MONEY}|{_COUNT})?"
    r"(?P<denominators>(?:[/／每][人名户年月天日次场期个村亩家所]{1,2}){0,3})"
    r"(?P<side>以上|以下|以内|及以上|及以下)?"
)
_QUANTITIES = frozenset({Kind.MONEY, Kind.COUNT, Kind.RATE})
_NOT_BOUNDS = re.compile(
    r"^(?:标准为|标准|为|按|共有|补助标准为|补助标准|补助|补贴标准|补贴|给予|发放|安排|核定|核算|奖励)"
)
_NOUN_ENDS = re.compile(r"[的和及与等在进开按由、，。]|用于|实施|建设|组织|完成|实现|进行|得到|团书|团支")


def quoted_quantities(objectives: Sequence[Objective]) -> tuple[Mention, ...]:
    """All quantities that the goal texts quote, in the order of printing.

    >>> text = "每人每年不少于300元列入预算,共117人。"
    >>> [m.target.printed for m in quoted_quantities([Objective("own_level", text, 0)])]
    ['每人每年不少于300元', '共117人']
    """
    return tuple(mention for number, objective in enumerate(objectives) for mention in _quoted(number, objective.text))


def _quoted(objective: int, text: str) -> list[Mention]:
    found = []
    for match in _MENTION.finditer(text):
        if not (match["unit"] or match["unit_after"]) or _is_label(text, match):
            continue
        clause = re.split(r"[，。；;,、:：]", text[: match.start()])[-1]
        if clause.endswith(("含", "每")) or ("每" in clause and not match["per"]):
            continue
        start = match.start() + len(match["per"]) if match["per"].startswith("每年度") else match.start()
        start += len(cut[0]) if not match["per"] and (cut := _NOT_BOUNDS.match(match["bound"])) else 0
        end = _end_of_noun(match)
        printed = text[start:end]
        target = read_target(printed if not match["per"] else match["per"] + _without_filler(printed, match["per"]))
        if target.kind in _QUANTITIES and not target.uncertain and target.unit is not None:
            found.append(Mention(objective, start, end, target))
    return found


def _without_filler(printed: str, per: str) -> str:
    rest = printed[len(per) :]
    filler = _NOT_BOUNDS.match(rest)
    return rest[filler.end() :] if filler else rest


def _is_label(text: str, match: re.Match[str]) -> bool:
    """True for the number of a document, a year, or a list item: 第3个, 〔2022〕16号, 2024年."""
    at = match.start("number")
    before = text[at - 1] if at else ""
    return (
        before in "第〔[【（("
        and match["to"] is None
        and text[match.end("number") : match.end("number") + 1] in "〕]】个次号"
    )


def _end_of_noun(match: re.Match[str]) -> int:
    """Where the counted noun ends: 19个社区居委会|的…"""
    for name in ("unit_after", "unit"):
        unit = match[name]
        if unit and "个" in unit:
            noun = unit[unit.index("个") + 1 :]
            cut = _NOUN_ENDS.search(noun)
            if cut:
                return match.start(name) + unit.index("个") + 1 + cut.start()
    return match.end()
