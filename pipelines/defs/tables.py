"""Asset specs: one per table, from the model and the selects, so that the graph shows what SQL really reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import dagster as dg

from pipelines import settings
from pipelines.model.schema import TABLES, Table

_READS = re.compile(r"\b(?:from|join)\s+((?:staging|core|quality|marts)\.[a-z_0-9]+)")
_COMMENT = re.compile(r"--[^\n]*")
KNOWN = frozenset(table.address for table in TABLES)

DOCUMENTS = dg.AssetKey(["raw", "documents"])
PAGES = dg.AssetKey(["pages", "html"])
EXPORTS = dg.AssetKey(["pages", "exports"])
RELEASE = dg.AssetKey(["pages", "release"])


def asset_key(address: str) -> dg.AssetKey:
    """``core.fact_target`` is the asset ``core/fact_target``."""
    return dg.AssetKey(address.split("."))


LEDGER = "quality.ledger"
"""No mart is built before every cell is accounted for."""
AFTER_MARTS = "quality.suite_result"
"""The one table of quality that is filled after the marts, because it tells of them too."""


def table_specs(step: str) -> Sequence[dg.AssetSpec]:
    """One spec for each table that a step fills, grouped by its schema, with the tables its select reads."""
    if step == "suites":
        checked = [asset_key(t.address) for t in TABLES if t.schema in {"core", "marts"}]
        return [_spec(t, checked) for t in TABLES if t.address == AFTER_MARTS]
    return [_spec(t) for t in TABLES if t.schema == step and t.address != AFTER_MARTS]


def _spec(table: Table, deps: Sequence[dg.AssetKey] | None = None) -> dg.AssetSpec:
    path = settings.SQL / table.schema / f"{table.name}.sql"
    select = path.read_text(encoding="utf-8") if path.is_file() else None
    reads = sorted(set(_READS.findall(_COMMENT.sub("", select))) & KNOWN - {table.address}) if select else []
    if table.schema == "marts":
        reads = sorted({*reads, LEDGER})
    description = f"**{table.zh}**：{table.grain_zh}（{table.grain_en}）。{table.note_zh}"
    if select:
        description += f"\n\n```sql\n{select}\n```"
    return dg.AssetSpec(
        asset_key(table.address),
        deps=deps or [asset_key(address) for address in reads] or _first_input(table),
        group_name=table.schema,
        description=description,
        metadata={"dagster/column_schema": _columns(table)},
        kinds={"sql"} if select else {"python"},
    )


def _first_input(table: Table) -> list[dg.AssetKey]:
    """What a table without a select is made from: staging from the documents, the rest from what stands before it."""
    if table.schema == "staging":
        return [DOCUMENTS]
    if table.schema == "quality":
        return [asset_key("core.dim_document")]
    return []


@cache
def _columns(table: Table) -> dg.TableSchema:
    return dg.TableSchema(
        [
            dg.TableColumn(
                column.name,
                type=column.type,
                description=f"{column.zh}：{column.note_zh}",
                constraints=dg.TableColumnConstraints(nullable=not column.required),
            )
            for column in table.columns
        ]
    )
