"""The catalogue of rules, ``expectations/rules.yml``: what should hold, how grave it is, and how to mend it.

A rule is stated once, here; a check only finds its offenders.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines import settings
from pipelines.model.errors import PlainError
from pipelines.yaml_text import parse_yaml

OPINIONS: Mapping[int, str] = {
    1: "指标不够完整",
    2: "指标不够细化、量化",
    3: "指标与项目的相关性不够",
    4: "指标与指标值不匹配",
    5: "建议拆分指标",
    6: "一级指标类型错误",
    7: "二级指标类型错误",
    8: "建议增加明确效益指标",
    9: "建议增加明确产出指标",
    10: "建议增加满意度指标",
    11: "其他",
}
"""The closed list of opinions from which the reviewers of a finance bureau choose (审核意见)."""


class CatalogueError(PlainError):
    """``rules.yml`` is not what it should be, or code raised a rule that stands nowhere in it."""


class Rule(BaseModel):
    """One entry of ``rules.yml``.

    ``yields_to`` names rules that tell the same thing more exactly: a finding of this rule is dropped where one of
    theirs stands at the same indicator (or the same project or document, for findings that name nothing finer) or shows
    one of the same cells, because one cause gives one finding.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    severity: Literal["error", "warning", "info"]
    dimension: Literal["completeness", "validity", "consistency", "accuracy", "uniqueness", "timeliness"]
    opinion: int | None = Field(default=None, ge=1, le=11)
    source: str = Field(min_length=1)
    found_by: Literal["parser", "sql", "suite", "pipeline"]
    title: str = Field(min_length=2)
    claim: str = Field(min_length=2)
    mend: str = Field(min_length=2)
    yields_to: tuple[str, ...] = ()


class _Catalogue(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    rules: tuple[Rule, ...]


@lru_cache(maxsize=4)
def load_catalogue(path: Path = settings.EXPECTATIONS / "rules.yml") -> Mapping[str, Rule]:
    """All rules by code, in the order of the file.

    Raises:
        CatalogueError: the file cannot be read as a catalogue, a code stands twice, or ``yields_to`` names no rule.
    """
    try:
        read = _Catalogue.model_validate(parse_yaml(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise CatalogueError(f"{path}: {error}") from error
    rules: dict[str, Rule] = {}
    for rule in read.rules:
        if rule.code in rules:
            raise CatalogueError(f"{path}: {rule.code} stands twice")
        rules[rule.code] = rule
    for rule in read.rules:
        unknown = [code for code in rule.yields_to if code not in rules]
        if unknown:
            raise CatalogueError(f"{path}: {rule.code} yields to unknown {unknown}")
    return rules
