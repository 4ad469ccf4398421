"""A reading as the JSON object of the public contract (``indicators parse --json``)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pipelines.model.cells import Cell, Content
from pipelines.model.records import Indicator, Issue, Project, Reading
from pipelines.model.target import Target


def reading_json(
    path: str, sha256: str, media_type: str, content: Content, reading: Reading, severities: Mapping[str, str]
) -> dict[str, Any]:
    """The contract's object for one document. ``severities`` maps rule codes to error, warning or info.

    Numbers are decimal strings as printed, never floats; what is not printed is null.
    """
    cells = content.cells()
    counts = {"used": 0, "ignored": 0, "refused": 0}
    for fate in reading.fates:
        counts[fate.disposition] += 1
    # What the reader itself could name (page numbers, running heads) is printed too, and ignored by name.
    for piece in content.furniture:
        if not piece.cell.is_blank:
            counts["refused" if piece.is_refused else "ignored"] += 1
    return {
        "document": {
            "path": path,
            "sha256": sha256,
            "media_type": media_type,
            "title": reading.title,
            "form_type": reading.form_type,
            "fiscal_year": reading.fiscal_year,
            "district_code": reading.district_code,
            "layout": reading.layout,
        },
        "projects": [_project(project, cells) for project in reading.projects],
        "findings": [_finding(issue, cells, severities) for issue in reading.issues],
        "cells": {"non_blank": sum(counts.values()), **counts},
    }


def number_json(value: Decimal | None) -> str | None:
    """A number as an exact decimal string, never in exponent form.

    >>> number_json(Decimal("3.5E+4"))
    '35000'
    """
    return None if value is None else format(value, "f")


def _project(project: Project, cells: list[Cell]) -> dict[str, Any]:
    def printed(name: str) -> str | None:
        field = getattr(project, name)
        return None if field is None else str(field.printed)

    return {
        "name": printed("name"),
        "department_name": printed("department"),
        "agency_name": printed("agency"),
        "nature_printed": printed("nature"),
        "term_printed": printed("term"),
        "fiscal_year": project.fiscal_year,
        "scope": project.scope,
        "project_code": project.project_code,
        "topic_code": project.topic_code,
        "objectives": [{"scope": goal.scope, "period": goal.period, "text": goal.text} for goal in project.objectives],
        "funding": [
            {
                "fund_source": amount.fund_source,
                "scope": amount.scope,
                "printed": amount.printed,
                "unit_printed": amount.unit_printed,
                "amount_yuan": number_json(amount.amount_yuan),
            }
            for amount in project.funding
        ],
        "indicators": [_indicator(indicator, cells) for indicator in project.indicators],
    }


def _indicator(indicator: Indicator, cells: list[Cell]) -> dict[str, Any]:
    target = indicator.target
    cell = indicator.value_cell if indicator.value_cell is not None else indicator.name_cell
    return {
        "level1_printed": indicator.level1_printed,
        "level2_printed": indicator.level2_printed,
        "category": indicator.category,
        "dimension": indicator.dimension,
        "ordinal_printed": indicator.ordinal_printed,
        "name": indicator.name,
        "requirement": indicator.requirement,
        "declared_none": indicator.declared_none,
        "weight": number_json(indicator.weight),
        "actual_printed": indicator.actual_printed,
        "score_printed": indicator.score_printed,
        "direction_printed": indicator.direction_printed,
        "standard_printed": indicator.standard_printed,
        "note_printed": indicator.note_printed,
        "block": indicator.block,
        "target": target_json(target),
        "source": source_json(cells[cell]),
    }


def target_json(target: Target) -> dict[str, Any]:
    """The contract's object for one target value."""
    return {
        "printed": target.printed,
        "kind": target.kind.value,
        "comparator": target.comparator.value if target.comparator is not None else None,
        "low": number_json(target.low),
        "high": number_json(target.high),
        "unit_printed": target.unit_printed,
        "unit": target.unit,
        "per": list(target.per),
        "canonical_low": number_json(target.canonical_low),
        "canonical_high": number_json(target.canonical_high),
        "canonical_unit": target.canonical_unit,
        "reason": target.reason,
    }


def source_json(cell: Cell) -> dict[str, Any]:
    """The place of a cell. Rows and columns count from 1; ``bbox`` is in points from the page's top left."""
    return {
        "page": cell.page,
        "line": cell.line,
        "sheet": cell.sheet,
        "table": cell.table,
        "row": cell.row,
        "column": cell.column,
        "bbox": list(cell.box) if cell.box is not None else None,
    }


def _finding(issue: Issue, cells: list[Cell], severities: Mapping[str, str]) -> dict[str, Any]:
    return {
        "rule_code": issue.rule_code,
        "severity": severities.get(issue.rule_code, "warning"),
        "message": issue.message,
        "printed": issue.printed,
        "expected": issue.expected,
        "source": source_json(cells[issue.cells[0]]) if issue.cells else None,
    }
