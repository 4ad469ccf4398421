"""``datapackage.json``: the published CSV files described as a Data Package v2, generated from the model."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelines.model.schema import Column, Table
from pipelines.warehouse.delimited import LIST_DELIMITER

FILE_NAME = "datapackage.json"
_PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TABLE_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES: Mapping[str, str] = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DECIMAL": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "TIMESTAMPTZ": "datetime",
}


def data_package(tables: Iterable[Table], release_id: str) -> dict[str, Any]:
    """The descriptor of a release whose tables lie at ``csv/<schema>/<table>.csv``, with Parquet beside them."""
    tables = tuple(tables)
    return {
        "$schema": _PACKAGE_PROFILE,
        "name": "budget-promises",
        "title": "项目支出绩效目标表数据（China's budget promises）",
        "description": "项目支出绩效目标表中的项目、资金、指标与指标值，每个数都能追到印它的单元格。"
        "同样的表也有 Parquet（parquet/<schema>/<table>.parquet）与 DuckDB（indicators.duckdb）。"
        "CSV 为 UTF-8（带 BOM）、CRLF；以 = + - @ 开头的文字前加撇号，以免被当作公式。",
        "version": release_id,
        "licenses": [{"name": "Apache-2.0", "title": "Apache License 2.0 (code and derived tables)"}],
        "keywords": ["budget", "performance", "China", "预算绩效", "绩效目标"],
        "resources": [_resource(table) for table in tables],
    }


def write_data_package(directory: Path, tables: Iterable[Table], release_id: str) -> Path:
    """Write the descriptor of the tables whose files lie in ``directory``. Returns its path."""
    path = directory / FILE_NAME
    tables = [t for t in tables if not t.is_view or (directory / _csv_path(t)).exists()]
    text = json.dumps(data_package(tables, release_id), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def resource_name(address: str) -> str:
    """The name of a table among the resources: lower case, no dot.

    >>> resource_name("core.fact_target")
    'core-fact_target'
    """
    return address.replace(".", "-")


def _csv_path(table: Table) -> str:
    return f"csv/{table.schema}/{table.name}.csv"


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": resource_name(table.address),
        "title": table.zh,
        "description": f"{table.grain_zh}（{table.grain_en}）。{table.note_zh}",
        "path": _csv_path(table),
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": {
            "$schema": _TABLE_PROFILE,
            "fields": [_field(column) for column in table.columns],
            "missingValues": [{"value": "", "label": "空（not stated）"}],
            "primaryKey": list(table.primary_key),
            "foreignKeys": [
                {
                    "fields": [key.column],
                    "reference": {"resource": resource_name(key.table), "fields": [key.target]},
                }
                for key in table.foreign_keys
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "title": column.zh,
        "description": f"{column.note_zh}{column.note_en}",
    }
    if column.type.endswith("[]"):
        described |= {"type": "list", "delimiter": LIST_DELIMITER, "itemType": _TYPES[column.type[:-2]]}
    else:
        described["type"] = _TYPES[column.type.split("(")[0]]
    constraints: dict[str, Any] = {}
    # An empty text or list is an empty field in CSV, so only what always prints something can be required there.
    if column.required and described["type"] not in {"string", "list"}:
        constraints["required"] = True
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    if constraints:
        described["constraints"] = constraints
    if column.null_means:
        described["missingValues"] = [{"value": "", "label": column.null_means}]
    return described
