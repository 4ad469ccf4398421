"""The cell ledger: used + ignored + refused = non-blank, for every document, and every fate has its reason.

This is the pipeline's own promise, not a property of a source: where it is broken nothing may be published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines import settings
from pipelines.model.errors import PlainError
from pipelines.quality.tables import fill_from_select

if TYPE_CHECKING:
    import duckdb

_NAMED = 5

_UNEXPLAINED = """
select d.path, c.line, c.page, c.table_no, c.row_no, c.column_no, c.text_printed, c.disposition
from staging.source_cell as c
inner join staging.document as d on c.document_id = d.document_id
where
    c.disposition not in ('used', 'ignored', 'refused')
    or (c.disposition in ('ignored', 'refused') and coalesce(trim(c.reason), '') = '')
    or (c.disposition = 'used' and coalesce(trim(c.used_by), '') = '')
order by d.path, c.cell_no
"""

_UNBALANCED = """
select
    d.path, d.cells_non_blank, d.cells_used, d.cells_ignored, d.cells_refused,
    count(c.source_cell_id) as cells,
    count(*) filter (where c.disposition = 'used') as used,
    count(*) filter (where c.disposition = 'ignored') as ignored,
    count(*) filter (where c.disposition = 'refused') as refused
from staging.document as d
left join staging.source_cell as c on d.document_id = c.document_id
where d.state in ('read', 'partly_read')
group by all
having
    d.cells_non_blank <> count(c.source_cell_id)
    or d.cells_used <> count(*) filter (where c.disposition = 'used')
    or d.cells_ignored <> count(*) filter (where c.disposition = 'ignored')
    or d.cells_refused <> count(*) filter (where c.disposition = 'refused')
    or d.cells_used + d.cells_ignored + d.cells_refused <> d.cells_non_blank
order by d.path
"""


class PromiseBrokenError(PlainError):
    """The pipeline does not keep one of its own promises; the run fails and the last release stands."""


def verify_ledger(connection: duckdb.DuckDBPyConnection) -> int:
    """Fill ``quality.ledger`` and check that every printed cell of every document is accounted for.

    Returns:
        The number of documents in the ledger.

    Raises:
        PromiseBrokenError: a cell has no fate or its fate no reason, or the three do not add up; names the cells.
    """
    lost = connection.execute(_UNEXPLAINED).fetchall()
    uneven = connection.execute(_UNBALANCED).fetchall()
    if lost or uneven:
        lines = [f"{_place(*row[:6])} {row[6]!r} is {row[7]} without a reason" for row in lost[:_NAMED]]
        if len(lost) > _NAMED:
            lines.append(f"and {len(lost) - _NAMED} more cells")
        lines += [
            f"{path}: {used} used + {ignored} ignored + {refused} refused stated for {stated} non-blank cells; "
            f"{cells} cells stand in staging ({now_used} + {now_ignored} + {now_refused})"
            for path, stated, used, ignored, refused, cells, now_used, now_ignored, now_refused in uneven[:_NAMED]
        ]
        raise PromiseBrokenError("the cell ledger does not add up: " + "; ".join(lines))
    return fill_from_select(connection, "quality.ledger", settings.SQL / "quality" / "ledger.sql")


def _place(path: str, line: int | None, page: int | None, table: int, row: int, column: int) -> str:
    where = f"line {line}" if line is not None else f"page {page}" if page is not None else "cell"
    return f"{path}, {where} (table {table}, row {row}, column {column}):"
