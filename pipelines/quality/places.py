"""Where offenders stand: what the stable ids of findings are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.quality.offences import Offence

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Places:
    """Where records stand, in words that survive a change elsewhere in the document."""

    document_paths: Mapping[str, str]
    project_names: Mapping[str, tuple[str, str]]
    indicator_names: Mapping[str, str]

    def document_of(self, offence: Offence) -> str | None:
        """The document of an offence, found from its project or its cell where it is not said."""
        if offence.document_id:
            return offence.document_id
        if offence.project_id and offence.project_id in self.project_names:
            return self.project_names[offence.project_id][0]
        return offence.source_cell_id.split(":", 1)[0] if offence.source_cell_id else None

    def project_name(self, offence: Offence) -> str:
        """The name of an offence's project, empty where it names none."""
        return self.project_names.get(offence.project_id or "", ("", ""))[1]

    def key(self, offence: Offence) -> str:
        """Rule, document path, project name and indicator (or cell): what the stable id is made of."""
        document = self.document_of(offence)
        path = self.document_paths.get(document or "", document or "")
        project = self.project_name(offence)
        spot = self.indicator_names.get(offence.indicator_id or "")
        if spot is None:
            spot = "" if project or not offence.source_cell_id else offence.source_cell_id.split(":", 1)[-1]
        return "\n".join((offence.rule_code, path, project, spot))


def places_of(connection: duckdb.DuckDBPyConnection) -> Places:
    """The places of all records of staging."""
    documents = connection.execute("select document_id, path from staging.document").fetchall()
    projects = connection.execute(
        "select project_id, document_id, coalesce(project_name, '第' || (project_no + 1) || '张表') "
        "from staging.project"
    ).fetchall()
    indicators = connection.execute(
        "select indicator_id, coalesce(dimension, '') || '/' || coalesce(block, '') || '/' || "
        "coalesce(ordinal_printed, '') || '/' || indicator_name from staging.indicator"
    ).fetchall()
    return Places(dict(documents), {p: (d, name) for p, d, name in projects}, dict(indicators))
