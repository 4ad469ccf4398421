"""Rules, suites, the ledger and findings.

In the order of a run, on the connection of the private build:

1. :func:`stage_corrections` after staging is loaded, before core is built;
2. :func:`verify_ledger` (raises: nothing may be published where a cell is not accounted for);
3. :func:`assess` after core is built: arithmetic, findings, trust;
4. :func:`run_suites` after the marts are built: Great Expectations and its pages.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelines.quality import findings
from pipelines.quality.catalogue import CatalogueError, Rule, load_catalogue
from pipelines.quality.data_docs import SuiteError
from pipelines.quality.decisions import DecisionError, propose, stage_corrections
from pipelines.quality.ledger import PromiseBrokenError, verify_ledger
from pipelines.quality.offences import CheckError
from pipelines.quality.reconciliation import reconcile
from pipelines.quality.suites import SuiteResult, check_suites, load_suites, run_suites, write_suite_index
from pipelines.quality.tables import insert_rows
from pipelines.quality.trust import grade_facts

if TYPE_CHECKING:
    import duckdb


def assess(
    connection: duckdb.DuckDBPyConnection,
    *,
    release_id: str,
    today: datetime.date,
    first_seen: Mapping[str, str] | None = None,
) -> Mapping[str, int]:
    """Fill the tables of schema quality from staging and core: reconciliation, findings, decisions, trust.

    Args:
        release_id: the release being built.
        today: decides which waivers are in force.
        first_seen: ``finding_id → first_seen_release`` of the last release; None for the first.

    Returns:
        Number of findings by severity (``error``, ``warning``, ``info``), waived ones apart.

    Raises:
        CatalogueError, CheckError, DecisionError: the rules, a check or a decision file is not as it should be.
    """
    reconcile(connection)
    counted = findings.assess(connection, release_id=release_id, today=today, first_seen=first_seen)
    grade_facts(connection)
    return counted


__all__ = [
    "CatalogueError",
    "CheckError",
    "DecisionError",
    "PromiseBrokenError",
    "Rule",
    "SuiteError",
    "SuiteResult",
    "assess",
    "check_suites",
    "grade_facts",
    "insert_rows",
    "load_catalogue",
    "load_suites",
    "propose",
    "reconcile",
    "run_suites",
    "stage_corrections",
    "verify_ledger",
    "write_suite_index",
]
