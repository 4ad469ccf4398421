"""From any id of the warehouse back to the cells it was read from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.model.errors import PlainError
from pipelines.warehouse.query import connect_read_only
from pipelines.warehouse.release import DATABASE

if TYPE_CHECKING:
    import duckdb

COLUMNS = (
    "what",
    "value",
    "path",
    "page",
    "line",
    "sheet",
    "table",
    "row",
    "column",
    "box",
    "printed",
    "source_cell_id",
)


def _plain(number: str) -> str:
    """SQL for a decimal as text without the zeros that only show its scale."""
    return rf"regexp_replace(cast({number} as varchar), '\.?0+$', '')"


# Each select gives (what, value, source_cell_id) for an id, and nothing for an id that is not of its kind.
_KINDS: Sequence[tuple[str, str]] = (
    (
        "printed cell",
        "select coalesce(used_by, reason), disposition, source_cell_id from staging.source_cell "
        "where source_cell_id = $id",
    ),
    (
        "project form",
        f"""
        select 'project', project_name, source_cell_id, 0, '' from core.fact_project where project_id = $id
        union all
        select 'department', department_name, department_cell_id, 1, '' from staging.project where project_id = $id
        union all
        select 'agency', agency_name, agency_cell_id, 2, '' from staging.project where project_id = $id
        union all
        select 'funding ' || fund_source || ' (' || scope || ')', {_plain("amount_stated_yuan")} || ' yuan',
            source_cell_id, 3, funding_id
        from core.fact_funding where project_id = $id
        union all
        select 'objective', null, source_cell_id, 4, objective_id from core.fact_objective where project_id = $id
        union all
        select 'indicator ' || coalesce(dimension, ''), indicator_name, source_cell_id, 5, indicator_id
        from core.fact_indicator where project_id = $id
        order by 4, 5
        """,
    ),
    (
        "amount",
        f"""
        select fund_source || ' (' || scope || '), ' || acceptance,
            {_plain("coalesce(amount_accepted_yuan, amount_stated_yuan)")} || ' yuan', source_cell_id
        from core.fact_funding where funding_id = $id
        """,
    ),
    (
        "indicator and its target",
        f"""
        select 'indicator ' || coalesce(i.dimension, ''), i.indicator_name, i.source_cell_id, 0
        from core.fact_indicator as i inner join core.fact_target as t on i.indicator_id = t.indicator_id
        where i.indicator_id = $id or t.target_id = $id
        union all
        select 'target ' || t.kind, concat_ws(' ', t.comparator, {_plain("t.low")}, {_plain("t.high")}, t.unit),
            t.source_cell_id, 1
        from core.fact_target as t where t.indicator_id = $id or t.target_id = $id
        order by 4
        """,
    ),
    (
        "objective",
        "select 'objective', objective_text, source_cell_id from core.fact_objective where objective_id = $id",
    ),
    (
        "finding",
        """
        select f.rule_code || ', ' || f.severity, f.message_zh, c.cell_id
        from quality.finding as f left join unnest(f.source_cell_ids) as c (cell_id) on true where f.finding_id = $id
        order by list_position(f.source_cell_ids, c.cell_id)
        """,
    ),
    (
        "row of a mart",
        f"""
        select mart_name || '.' || column_name || ' ' || part, {_plain("contribution")} || ' from ' || record_id,
            source_cell_id
        from marts.mart_lineage
        where mart_name = 'mart_' || split_part($id, '/', 1) and mart_row_id = split_part($id, '#', 1)
            and $id in (mart_row_id, lineage_id)
        order by column_name, part, lineage_id
        """,
    ),
    ("document", "select state, coalesce(title, state_reason), null from core.dim_document where document_id = $id"),
)

_PLACES = """
select c.source_cell_id, d.path, c.page, c.line, c.sheet, c.table_no, c.row_no, c.column_no,
    case when c.x0 is not null then printf('%.1f %.1f %.1f %.1f', c.x0, c.top, c.x1, c.bottom) end, c.text_printed
from staging.source_cell as c inner join staging.document as d on c.document_id = d.document_id
where list_contains($cells, c.source_cell_id)
"""


class Trace(NamedTuple):
    """What an id is, and the rows (:data:`COLUMNS`) that lead to the printed cells."""

    kind: str
    rows: list[tuple[Any, ...]]


def trace(marts: Path, record_id: str) -> Trace:
    """Where the record of that id was read.

    Raises:
        QueryError: nothing is published in ``marts``.
        PlainError: there is no such id.
    """
    with connect_read_only(marts / DATABASE) as connection:
        for kind, query in _KINDS:
            found = connection.execute(query, {"id": record_id}).fetchall()
            if found:
                return Trace(kind, _placed(connection, record_id, kind, found))
    raise PlainError(
        f"no record has the id {record_id}. Ids stand in the columns *_id and row_id: `indicators sql` shows them"
    )


def _placed(
    connection: duckdb.DuckDBPyConnection, record_id: str, kind: str, found: list[tuple[Any, ...]]
) -> list[tuple[Any, ...]]:
    cells = sorted({row[2] for row in found if row[2] is not None})
    places = {row[0]: row[1:] for row in connection.execute(_PLACES, {"cells": cells}).fetchall()}
    nowhere: tuple[Any, ...] = (None,) * 9
    if kind == "document":
        path = connection.execute("select path from core.dim_document where document_id = $id", {"id": record_id})
        nowhere = (path.fetchall()[0][0], *nowhere[1:])
    return [(row[0], row[1], *places.get(row[2], nowhere), row[2]) for row in found]
