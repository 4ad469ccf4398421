"""The cell ledger fails loudly and names the cells."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from pipelines.quality import PromiseBrokenError, verify_ledger

Put = Callable[..., None]


def document(
    put: Put, non_blank: int = 3, used: int = 1, ignored: int = 1, refused: int = 1, state: str = "read"
) -> None:
    put("staging.document", document_id="d1", path="表.txt", state=state, cells_non_blank=non_blank, cells_used=used,
        cells_ignored=ignored, cells_refused=refused)  # fmt: skip


def cell(put: Put, n: int, disposition: str, **others: str) -> None:
    put("staging.source_cell", source_cell_id=f"d1:t1r{n}c1", document_id="d1", cell_no=n, line=n, table_no=1, row_no=n,
        column_no=1, text_printed=f"格{n}", disposition=disposition, **others)  # fmt: skip


def cells(put: Put) -> None:
    cell(put, 1, "used", used_by="label")
    cell(put, 2, "ignored", reason="placeholder_dots")
    cell(put, 3, "refused", reason="not_understood")


def test_it_adds_up(warehouse: duckdb.DuckDBPyConnection, put: Put) -> None:
    document(put)
    cells(put)
    assert verify_ledger(warehouse) == 1
    assert warehouse.execute(
        "select cells_used, cells_ignored, cells_refused, is_balanced from quality.ledger"
    ).fetchall() == [(1, 1, 1, True)]


def test_an_unread_document_has_no_cells(warehouse: duckdb.DuckDBPyConnection, put: Put) -> None:
    document(put, 0, 0, 0, 0, state="refused")
    assert verify_ledger(warehouse) == 1


@pytest.mark.parametrize(
    ("disposition", "others"), [("used", {}), ("ignored", {}), ("refused", {"reason": " "}), ("used", {"used_by": ""})]
)
def test_a_fate_without_a_reason_names_the_cell(
    warehouse: duckdb.DuckDBPyConnection, put: Put, disposition: str, others: dict[str, str]
) -> None:
    counted = {"used": 0, "ignored": 0, "refused": 0} | {disposition: 1}
    document(put, 1, **counted)
    cell(put, 1, disposition, **others)
    with pytest.raises(PromiseBrokenError, match=r"表\.txt, line 1 .*'格1' is " + disposition):
        verify_ledger(warehouse)


@pytest.mark.parametrize("counted", [(4, 1, 1, 1), (3, 2, 1, 0), (3, 1, 1, 2)])
def test_three_that_do_not_add_up(
    warehouse: duckdb.DuckDBPyConnection, put: Put, counted: tuple[int, int, int, int]
) -> None:
    document(put, *counted)
    cells(put)
    with pytest.raises(PromiseBrokenError, match=r"表\.txt"):
        verify_ledger(warehouse)


def test_a_lost_cell(warehouse: duckdb.DuckDBPyConnection, put: Put) -> None:
    document(put)
    cell(put, 1, "used", used_by="label")
    with pytest.raises(PromiseBrokenError, match="1 cells stand in staging"):
        verify_ledger(warehouse)
