"""quality: the rules, what they found, the corrections and waivers, and the ledger."""

from __future__ import annotations

from pipelines.model.schema.table import Table

TABLES: tuple[Table, ...] = ()
