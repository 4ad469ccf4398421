"""marts: tables that answer. One entry a file in ``sql/marts/``."""

from __future__ import annotations

from pipelines.model.schema.table import Table

TABLES: tuple[Table, ...] = ()
