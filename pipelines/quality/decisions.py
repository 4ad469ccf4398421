"""What people decided: corrections of a source's own mistakes, and waivers of findings that may stand for a while.

Both are YAML under ``expectations/``, beside the rules they answer, and both are asked again every night: a correction
whose printed text has changed, and a waiver that has run out or covers nothing, become findings.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pipelines import settings
from pipelines.model.errors import PlainError
from pipelines.quality.tables import empty, insert_rows
from pipelines.yaml_text import parse_yaml

if TYPE_CHECKING:
    import duckdb

_UNSIGNED = "（请填审核人）"
"""Stands for the reviewer in a proposed entry; an entry that still has it is not reviewed."""
CORRECTIONS = settings.EXPECTATIONS / "corrections.yml"
WAIVERS = settings.EXPECTATIONS / "waivers.yml"
_Model = TypeVar("_Model", bound=BaseModel)


class DecisionError(PlainError):
    """``corrections.yml`` or ``waivers.yml`` cannot be read as what it should be."""


class Correction(BaseModel):
    """One reviewed correction of an amount.

    The place is the amount of ``fund_source`` and ``scope`` in the project of that name in the document at ``path``.
    ``expects`` is what was printed there when the reviewer decided (null: blank); ``amount_yuan`` is what is accepted
    instead (null: nothing was stated there, the printed amount belongs elsewhere).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[A-Za-z0-9_.-]+$")
    path: str = Field(min_length=1)
    project: str = Field(min_length=1)
    fund_source: str
    scope: str
    expects: str | None
    amount_yuan: Decimal | None
    who: str = Field(min_length=1)
    why: str = Field(min_length=4)
    when: datetime.date

    @field_validator("who")
    @classmethod
    def _is_signed(cls, who: str) -> str:
        if who.strip() == _UNSIGNED:
            raise ValueError("a person reviews the entry and signs it")
        return who


class Waiver(BaseModel):
    """One finding, or the findings of a rule in a document or project, that may stand until ``until`` (inclusive)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[A-Za-z0-9_.-]+$")
    rule: str
    finding: str | None = None
    path: str | None = None
    project: str | None = None
    who: str = Field(min_length=1)
    why: str = Field(min_length=4)
    until: datetime.date

    @model_validator(mode="after")
    def _is_bounded(self) -> Waiver:
        if self.finding is None and self.path is None:
            raise ValueError("a waiver names a finding or a document")
        return self


class _Corrections(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    corrections: tuple[Correction, ...] = ()


class _Waivers(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    waivers: tuple[Waiver, ...] = ()


def load_corrections(path: Path = CORRECTIONS) -> Sequence[Correction]:
    """The reviewed corrections.

    Raises:
        DecisionError: the file is not a list of corrections, an id stands twice, or two correct the same place.
    """
    found = _read(path, _Corrections).corrections
    _once(path, [c.id for c in found], "id")
    _once(path, [f"{c.path} {c.project} {c.fund_source} {c.scope}" for c in found], "place")
    return found


def load_waivers(path: Path = WAIVERS) -> Sequence[Waiver]:
    """The waivers.

    Raises:
        DecisionError: the file is not a list of waivers, or an id stands twice.
    """
    found = _read(path, _Waivers).waivers
    _once(path, [w.id for w in found], "id")
    return found


def stage_corrections(connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction] | None = None) -> int:
    """Find the place of every correction in staging and fill ``staging.correction``, from which core takes the amounts.

    Run after staging is loaded and before core is built. Status: ``applied`` where exactly what the correction expects
    is printed at its place, ``stale`` where something else is printed, ``not_found`` where there is no such place (or
    more than one).

    Returns:
        The number of corrections.
    """
    corrections = load_corrections() if corrections is None else corrections
    empty(connection, "staging.correction")
    return insert_rows(connection, "staging.correction", [_placed(connection, c) for c in corrections])


def _placed(connection: duckdb.DuckDBPyConnection, correction: Correction) -> dict[str, Any]:
    found = connection.execute(
        "select f.funding_id, f.source_cell_id, f.amount_printed from staging.funding as f "
        "inner join staging.project as p on f.project_id = p.project_id "
        "inner join staging.document as d on p.document_id = d.document_id "
        "where d.path = ? and p.project_name = ? and f.fund_source = ? and f.scope = ? order by f.funding_id",
        [correction.path, correction.project, correction.fund_source, correction.scope],
    ).fetchall()
    funding_id, cell_id, printed = found[0] if len(found) == 1 else (None, None, None)
    status = "not_found" if funding_id is None else "applied" if printed == correction.expects else "stale"
    return {
        "correction_id": correction.id,
        "path": correction.path,
        "place": f"{correction.project}／{correction.fund_source}／{correction.scope}",
        "source_cell_id": cell_id,
        "record_id": funding_id,
        "field": "amount",
        "expects": correction.expects,
        "new_amount_yuan": correction.amount_yuan,
        "who": correction.who,
        "why": correction.why,
        "decided_on": correction.when,
        "status": status,
    }


def propose(connection: duckdb.DuckDBPyConnection, today: datetime.date) -> str:
    """Ready entries for ``corrections.yml``, one for each amount whose repair is proposed and not yet decided.

    A reviewer reads them beside the document, fills in ``who`` and copies them over. Empty when nothing is proposed.
    """
    rows = connection.execute(
        "select d.path, p.project_name, f.fund_source, f.scope, f.amount_printed, f.amount_proposed_yuan, "
        "f.acceptance, f.acceptance_rule, c.line, c.page from core.fact_funding as f "
        "inner join core.fact_project as p on f.project_id = p.project_id "
        "inner join core.dim_document as d on p.document_id = d.document_id "
        "inner join staging.source_cell as c on f.source_cell_id = c.source_cell_id "
        "where f.acceptance in ('proposed', 'disputed') and p.project_name is not null "
        "order by d.path, c.cell_no, f.funding_id"
    ).fetchall()
    entries = []
    for number, (path, project, source, scope, printed, amount, acceptance, rule, line, page) in enumerate(rows, 1):
        where = f"第{line}行" if line is not None else f"第{page}页" if page is not None else "表中"
        what = (
            "总额空白，其他资金与财政拨款、成本指标相同，像是错印到了下一行"
            if acceptance == "proposed"
            else "像是总额错印在此行"
        )
        if rule != "total_row_has_not_slipped":
            what = "同一来源印了两次"
        entries.append(
            {
                "id": f"{today:%Y%m%d}-{number:03d}",
                "path": path,
                "project": project,
                "fund_source": source,
                "scope": scope,
                "expects": printed,
                "amount_yuan": None if amount is None else f"{amount.normalize():f}",
                "who": _UNSIGNED,
                "why": f"{where}：{what}（{rule}）。请对照原件核实。",
                "when": today.replace(),  # a date of its own: YAML would write the second one as a reference
            }
        )
    if not entries:
        return ""
    return yaml.safe_dump({"corrections": entries}, allow_unicode=True, sort_keys=False, width=120)


def _read(path: Path, model: type[_Model]) -> _Model:
    try:
        return model.model_validate(parse_yaml(path.read_text(encoding="utf-8")) or {})
    except FileNotFoundError:
        return model()
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise DecisionError(f"{path}: {error}") from error


def _once(path: Path, names: Sequence[str], what: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise DecisionError(f"{path}: the same {what} twice: {', '.join(twice)}")
