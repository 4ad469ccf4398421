"""Texts around forms that are no labels: titles, years, departments, page numbers, what stands below a table.

The words and patterns are data (``reference/labels.yml``), as those of labels are.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.normalise.labels import match_label
from pipelines.normalise.reference_data import read_yaml
from pipelines.normalise.spelling import squash

_DEPARTMENT_LINE = re.compile(
    r"(?:编制|填报|公开)?部门\s*[:：]\s*([\u4e00-\u9fff()（）\d\-—]{3,40}?)(?:$|\s{2,}|\s(?=(?:金额)?单位\s*[:：]))"
)
_SHORTEST_SENTENCE = 12
_CHAPTER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])(?!项目[一二三四五六七八九十\d名])"
)
_YEAR_LINE = re.compile(r"[(（\[]?(20\d\d)年?度?[)）\]]?")
_LONGEST_NOTICE = 80
_YEAR_OF_GOALS = re.compile(r"(?<!\d)(20\d\d)年度?(?=[^\d。，,；;]{0,16}绩效(?:目标|指标))")
_YEAR_OF_BUDGET = re.compile(
    r"(?![与比较和及按根])[\u4e00-\u9fff()]{0,30}?(20\d\d)年度?[\u4e00-\u9fff]{0,20}?(?:部门|单位)(?:预算|决算)"
    r"(?:[及和与、][\u4e00-\u9fff]{2,12})?(?:信息|情况)?(?:公开|公示|批复|编制|草案)?(?:说明|报告|报表|目录|表|附表)?"
)
_YEAR_IN_TITLE = re.compile(r"(?<!\d)(20\d\d)年")


@lru_cache(maxsize=8192)
def page_part(text: str) -> str | None:
    """The name of what a cell is when it belongs to the page: table_number, page_number, continued.

    >>> page_part("表十二"), page_part("- 3 -"), page_part("数量指标")
    ('table_number', 'page_number', None)
    """
    key = squash(text)
    if not 1 < len(key) < 16:
        return None
    return _part(key, "ignored_patterns")


@lru_cache(maxsize=8192)
def foot_part(text: str) -> str | None:
    """The name of what a row below the indicators is, by its first cell: note, review, totals, attachment, signature.

    >>> foot_part("预算科意见"), foot_part("备注"), foot_part("主管部门满意度")
    ('review', 'note', None)
    """
    return _part(squash(text), "foot_patterns")


def is_sentence(text: str) -> bool:
    """True for a text that ends as a sentence and is as long as one: no name of an indicator, no value of its own.

    >>> is_sentence("以上项目经费均已纳入部门预算。"), is_sentence("完成率达到100%。")
    (True, False)
    """
    key = squash(text)
    return len(key) >= _SHORTEST_SENTENCE and key.endswith("。")


def is_chapter(text: str) -> bool:
    """True for the heading of a chapter: 四、项目绩效目标情况. One that names a level or anything else known is none.

    >>> is_chapter("四、项目绩效目标情况"), is_chapter("一、产出指标"), is_chapter("1、巡查次数")
    (True, False, False)
    """
    return _CHAPTER.match(text) is not None and match_label(text) is None


def _part(key: str, section: str) -> str | None:
    return next((name for name, pattern in _patterns(section) if pattern.fullmatch(key)), None)


@cache
def _patterns(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The named patterns of a section of labels.yml."""
    return tuple((str(name), re.compile("|".join(those))) for name, those in read_yaml("labels.yml")[section].items())


@lru_cache(maxsize=8192)
def department_of_line(text: str) -> str | None:
    """The department that a line above the tables of a page names: 部门：甲县民政局      单位：万元.

    >>> department_of_line("部门：甲县民政局      单位：万元"), department_of_line("主管部门：甲县民政局")
    ('甲县民政局', None)
    """
    found = _DEPARTMENT_LINE.match(text.strip()) if "部门" in text else None
    return found[1] if found else None


@lru_cache(maxsize=8192)
def year_of_line(text: str) -> int | None:
    """The fiscal year of a line that prints nothing else: （ 2024 年度）. A bare number is not a year line."""
    key = squash(text)
    found = _YEAR_LINE.fullmatch(key)
    return int(found[1]) if found and not key.isdigit() else None


def year_of_title(text: str) -> int | None:
    """The one year that a title names, or None when it names none or several."""
    years = set(_YEAR_IN_TITLE.findall(squash(text)))
    return int(years.pop()) if len(years) == 1 else None


def year_of_notice(text: str) -> int | None:
    """The fiscal year that a notice in front of the forms names as that of their goals, or None.

    >>> year_of_notice("甲县财政局关于批复2024年度项目绩效目标的通知"), year_of_notice("2024年2月18日")
    (2024, None)
    """
    if not 8 <= len(text) <= _LONGEST_NOTICE or "绩效" not in text or "20" not in text:
        return None
    years = set(_YEAR_OF_GOALS.findall(squash(text)))
    return int(years.pop()) if len(years) == 1 else None


def year_of_budget(text: str) -> int | None:
    """The year in the heading of the budget that forms are published with; None for any sentence about a budget.

    >>> year_of_budget("甲县教育局2025年部门预算公开说明"), year_of_budget("比2024年部门预算增加12万元")
    (2025, None)
    """
    if len(text) > _LONGEST_NOTICE or "20" not in text or "算" not in text:
        return None
    found = _YEAR_OF_BUDGET.fullmatch(squash(text))
    return int(found[1]) if found is not None else None


@lru_cache(maxsize=8192)
def form_type_of_title(text: str) -> str | None:
    """The form type, when the text is the title of a form.

    >>> form_type_of_title("部门项目支出预算绩效批复表")
    'approval_table'
    >>> form_type_of_title("绩效目标") is None
    True
    """
    key = squash(text)
    if not 5 <= len(key) <= 60 or match_label(text) is not None:
        return None
    if key[-1] in "。;；,，" or key.startswith(("注:", "说明:")):
        return None
    body = re.sub(r"\([^()]*\)$", "", key)
    for form_type, words in read_yaml("labels.yml")["title_words"].items():
        for word in words:
            if word in key and (word.endswith("表") or body.endswith((word, "表", "公开", "公示"))):
                return str(form_type)
    return None
