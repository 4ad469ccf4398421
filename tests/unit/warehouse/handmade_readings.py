"""Small readings made by hand: one form with a slipped total, a declared 无 and a page number."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from pipelines.model.cells import Block, Cell, Content, Furniture, Structure
from pipelines.model.records import (
    CellFate,
    Field,
    Funding,
    Indicator,
    Issue,
    Objective,
    Project,
    Reading,
)
from pipelines.model.target import Comparator, Kind, Target
from pipelines.warehouse.record import StagedDocument, stage_document

TEXTS = (
    ("项目名称", "办公经费", "实施单位", "永宁县团结西路街道办事处"),
    ("年度资金总额", "财政拨款", "2万元", "其他资金 2万元"),
    ("目标:保障办公", "成本指标", "办公费", "≤2万元"),
    ("无", "服务对象满意度指标", "满意度", "≥90%"),
)


def made_content() -> Content:
    rows = tuple(
        tuple(Cell(text, 1, r, c, line=r) for c, text in enumerate(row, start=1))
        for r, row in enumerate(TEXTS, start=1)
    )
    page_number = Furniture(Cell("— 1 —", 2, 1, 1, line=9), "page_number")
    return Content((Block(Structure.ROWS, rows),), furniture=(page_number,))


def made_reading() -> Reading:
    money = Target(
        "≤2万元",
        Kind.MONEY,
        Comparator.LE,
        high=Decimal(2),
        unit_printed="万元",
        unit="CNY",
        canonical_high=Decimal(20000),
        canonical_unit="CNY",
    )
    share = Target("≥90%", Kind.PERCENT, Comparator.GE, low=Decimal(90), unit="percent", canonical_low=Decimal(90))
    none = Target("无", Kind.DECLARED_NONE)
    amounts = ((None, 4, "total"), (Decimal(20000), 6, "fiscal_appropriation"), (Decimal(20000), 7, "other_funds"))
    funding = tuple(
        Funding(source, "own_level", None if amount is None else "2万元", None, amount, cell)
        for amount, cell, source in amounts
    )
    indicators = (
        Indicator("产出指标", "成本指标", "output", "cost", None, "办公费", None, False, money, 10, 11),
        Indicator(None, None, "benefit", "economic_benefit", None, "无", None, True, none, 12, None),
        Indicator(None, None, "satisfaction", "beneficiary_satisfaction", None, "满意度", None, False, share, 14, 15),
    )
    project = Project(
        name=Field("办公经费", 1),
        department=None,
        agency=Field("永宁县团结西路街道办事处", 3),
        nature=None,
        term=None,
        fiscal_year=2024,
        objectives=(Objective("own_level", "目标:保障办公", 8),),
        funding=funding,
        indicators=indicators,
        first_cell=0,
        last_cell=15,
        topic_code="community_operations",
    )
    fates = [CellFate("used", role="label") for _ in range(16)]
    fates[1] = CellFate("used", role="project.name", project=0)
    fates[11] = CellFate("used", role="indicator.value", project=0, indicator=0)
    issue = Issue("target_is_readable", "只是一例", cells=(11, 10), printed="≤2万元", project=0, indicator=0)
    return Reading(None, "target_table", 2024, "640121", "two_columns", (project,), (issue,), tuple(fates))


def made_document(salt: str = "") -> StagedDocument:
    sha256 = hashlib.sha256(f"document{salt}".encode()).hexdigest()
    return stage_document(sha256, 100, "text/plain", made_content(), made_reading())
