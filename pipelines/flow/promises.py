"""The pipeline's own promises beside the cell ledger: no row is lost between stages, none from night to night."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines import settings
from pipelines.flow.refresh import BlockedError, CheckOutcome
from pipelines.model.errors import PlainError
from pipelines.yaml_text import parse_yaml

if TYPE_CHECKING:
    import duckdb

    from pipelines.warehouse.life import LastRelease

LIMITS = settings.EXPECTATIONS / "row_counts.yml"
_LIVE = "('read', 'partly_read')"
_CONSERVED = {
    "core.dim_document": "select count(*) from staging.document",
    "core.fact_project": f"select count(*) from staging.project inner join staging.document using (document_id) "
    f"where state in {_LIVE}",
    **{
        f"core.fact_{fact}": f"select count(*) from staging.{staged} inner join staging.project using (project_id) "
        f"inner join staging.document using (document_id) where state in {_LIVE}"
        for fact, staged in (
            ("objective", "objective"),
            ("funding", "funding"),
            ("indicator", "indicator"),
            ("target", "indicator"),
        )
    },
}
"""For each table of core that holds one row per row of staging: how many there must be."""

_COMPARED = {
    "core.fact_project": "core.fact_project as t",
    "core.fact_funding": "core.fact_funding as t inner join core.fact_project using (project_id)",
    "core.fact_indicator": "core.fact_indicator as t inner join core.fact_project using (project_id)",
    "staging.source_cell": "staging.source_cell as t",
}
"""Tables whose rows belong to a document, and how to find which."""


class _Withdrawn(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    share: float = Field(gt=0, le=1)
    at_least: int = Field(ge=1)


class RowLimits(BaseModel):
    """``expectations/row_counts.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    default_loss: float = Field(ge=0, le=1)
    loss: dict[str, float] = {}
    tolerated_rows: int = Field(ge=0)
    withdrawn_documents: _Withdrawn

    def allowed_loss(self, address: str, before: int) -> float:
        """How many of ``before`` rows the table may lose."""
        return max(self.loss.get(address, self.default_loss) * before, self.tolerated_rows if before else 0)


def load_row_limits(path: Path = LIMITS) -> RowLimits:
    """The reviewed limits.

    Raises:
        PlainError: the file is not what it should be.
    """
    try:
        return RowLimits.model_validate(parse_yaml(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise PlainError(f"{path}: {' '.join(str(error).split())}. Mend it and run again") from error


def verify_row_conservation(connection: duckdb.DuckDBPyConnection) -> CheckOutcome:
    """Every staged record of a live document is one row of core.

    Raises:
        BlockedError: rows were lost or doubled; names the tables.
    """
    wrong = []
    for address, query in _CONSERVED.items():
        staged = connection.execute(query).fetchall()[0][0]
        built = connection.execute(f"select count(*) from {address}").fetchall()[0][0]
        if staged != built:
            wrong.append(f"{address} has {built} rows where staging has {staged}")
    if wrong:
        raise BlockedError(f"rows are not conserved: {'; '.join(wrong)}. Nothing was published")
    return CheckOutcome("core.fact_project", "rows_are_conserved", True, "error", 0, "核心表与暂存表逐行相符", True)


def verify_row_counts(
    connection: duckdb.DuckDBPyConnection, previous: LastRelease | None, *, accepted: bool, limits: Path = LIMITS
) -> CheckOutcome:
    """Documents that did not change give about as many rows as last time, and not too many are gone at once.

    Raises:
        BlockedError: more was lost than the limits allow, and nobody accepted it; says how to.
    """
    losses = [] if previous is None else _losses(connection, previous, load_row_limits(limits))
    if losses and not accepted:
        raise BlockedError(
            f"rows were lost against the last release: {'; '.join(losses)}. Nothing was published.\n"
            "If that is right, run `indicators refresh --accept-row-counts`; the limits: expectations/row_counts.yml"
        )
    message = "；".join(losses) or "与上次发布相比没有异常减少"
    return CheckOutcome("core.fact_project", "row_counts_are_steady", not losses, "error", len(losses), message, False)


def _losses(connection: duckdb.DuckDBPyConnection, previous: LastRelease, limits: RowLimits) -> list[str]:
    contents = {
        row[0]
        for row in connection.execute(
            f"select document_id from staging.document where state in {_LIVE} or state = 'refused'"
        ).fetchall()
    }
    losses = []
    for address, origin in _COMPARED.items():
        query = f"select document_id, count(*) from {origin} group by document_id"
        was = {document: rows for document, rows in previous.rows(query) if document in contents}
        now = dict(connection.execute(query).fetchall())
        before = sum(was.values())
        after = sum(now.get(document, 0) for document in was)
        if before - after > limits.allowed_loss(address, before):
            losses.append(f"{address} {before} → {after} in unchanged documents")
    for address in limits.loss:
        before = previous.release.rows(address)
        after = connection.execute(f"select count(*) from {address}").fetchall()[0][0]
        if before - after > limits.allowed_loss(address, before):
            losses.append(f"{address} {before} → {after}")
    gone = [
        row
        for row in previous.documents()
        if row["state"] in {"read", "partly_read"} and row["document_id"] not in contents
    ]
    had = sum(row["state"] in {"read", "partly_read"} for row in previous.documents())
    if len(gone) >= limits.withdrawn_documents.at_least and len(gone) > limits.withdrawn_documents.share * had:
        losses.append(f"{len(gone)} of {had} documents are gone from the raw directory")
    return losses
