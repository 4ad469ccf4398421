"""Great Expectations: the shape of one table at a time, as JSON lists in ``expectations/<schema>/<table>.json``.

Only what the tables' own constraints do not hold already: ranges, patterns, closed lists, order of bounds. Arithmetic
and sense across rows and tables are ``sql/checks``. Great Expectations is imported when a suite is run, and only here.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines import settings
from pipelines.model.schema import TABLES, table
from pipelines.quality.data_docs import Checked, SuiteError, Validator, write_index
from pipelines.quality.tables import empty, insert_rows

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

MOST_ROWS = 1_000_000
"""Of larger tables a fixed sample of so many rows is checked; ``rows_checked`` says how many were."""
_SEVERITIES = {"critical": "error", "warning": "warning", "info": "info"}
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """What one expectation about one table came to; columns as in ``quality.suite_result``."""

    suite: str
    expectation_no: int
    expectation: str
    column_name: str | None
    severity: str
    description_zh: str
    passed: bool
    rows_checked: int | None
    rows_unexpected: int | None
    examples: str | None


class Suite(NamedTuple):
    """The expectations about one table, as the JSON states them."""

    address: str
    expectations: tuple[Mapping[str, Any], ...]

    def columns(self) -> list[str]:
        """The columns that the suite looks at, in the order of the table."""
        named = {
            value
            for expectation in self.expectations
            for key, value in expectation["kwargs"].items()
            if key in {"column", "column_A", "column_B"}
        }
        named |= {c for e in self.expectations for c in e["kwargs"].get("column_list", ())}
        return [c.name for c in table(self.address).columns if c.name in named]


def load_suites(expectations: Path = settings.EXPECTATIONS) -> tuple[Suite, ...]:
    """Every suite, in the order in which the tables are built.

    Raises:
        SuiteError: a file is no list of expectations with a severity and a description.
    """
    suites = []
    for known in TABLES:
        path = expectations / known.schema / f"{known.name}.json"
        if not path.is_file():
            continue
        try:
            listed = json.loads(path.read_text(encoding="utf-8"))
            for expectation in listed:
                missing = {"type", "kwargs", "severity", "description"} - set(expectation)
                if missing or expectation["severity"] not in _SEVERITIES:
                    raise SuiteError(f"{path}: {expectation.get('type')} lacks {sorted(missing) or 'a known severity'}")
        except (ValueError, TypeError) as error:
            raise SuiteError(f"{path}: {error}") from error
        suites.append(Suite(known.address, tuple(listed)))
    return tuple(suites)


def run_suites(
    connection: duckdb.DuckDBPyConnection, out_dir: Path, expectations: Path = settings.EXPECTATIONS
) -> tuple[SuiteResult, ...]:
    """Run every suite on its table, write all pages, and fill ``quality.suite_result``.

    Raises:
        SuiteError: as :func:`check_suites`.
    """
    results = check_suites(connection, out_dir, load_suites(expectations))
    write_suite_index(out_dir, results)
    empty(connection, "quality.suite_result")
    insert_rows(connection, "quality.suite_result", [asdict(result) for result in results])
    return results


def check_suites(
    connection: duckdb.DuckDBPyConnection, out_dir: Path, suites: Iterable[Suite]
) -> tuple[SuiteResult, ...]:
    """Run some suites on their tables, which are only read, and write the pages of Great Expectations to ``out_dir``.

    The pages need no network (see :mod:`pipelines.quality.data_docs`).

    Raises:
        SuiteError: a suite is not one, or an expectation crashed (it says nothing about the table then).
    """
    now = datetime.datetime.now(datetime.UTC)
    results: list[SuiteResult] = []
    for suite in suites:
        outcomes = _validator().validate(suite.address, suite.expectations, _frame(connection, suite), out_dir, now)
        results += [
            _result(suite.address, number, expectation, outcome)
            for number, (expectation, outcome) in enumerate(zip(suite.expectations, outcomes, strict=True), start=1)
        ]
    return tuple(results)


@cache
def _validator() -> Validator:
    return Validator()


def write_suite_index(out_dir: Path, results: Iterable[SuiteResult]) -> None:
    """Write the index of the pages of all suites to ``out_dir``."""
    checked = []
    for address, group in groupby(results, key=attrgetter("suite")):
        passed = [result.passed for result in group]
        checked.append(Checked(address, table(address).zh, len(passed), passed.count(False)))
    write_index(out_dir, checked)


def _frame(connection: duckdb.DuckDBPyConnection, suite: Suite) -> pd.DataFrame:
    import duckdb

    picked = ", ".join(suite.columns()) or "1 as present"
    sample = f" using sample reservoir({MOST_ROWS} rows) repeatable (1)"
    try:
        rows = connection.execute(f"select count(*) from {suite.address}").fetchall()[0][0]  # noqa: S608 (the model's)
        query = f"select {picked} from {suite.address}{sample if rows > MOST_ROWS else ''}"  # noqa: S608
        return connection.execute(query).df()
    except duckdb.Error as error:
        raise SuiteError(f"{suite.address}: {error}") from error


def _result(address: str, number: int, expectation: Mapping[str, Any], outcome: Mapping[str, Any]) -> SuiteResult:
    crash = outcome.get("exception_info") or {}
    crashes = [crash] if "raised_exception" in crash else list(crash.values())
    for raised in crashes:
        if isinstance(raised, dict) and raised.get("raised_exception"):
            what = f"{expectation['type']} {dict(expectation['kwargs'])}"
            raise SuiteError(f"{address}: {what} crashed: {raised.get('exception_message')}")
    found = outcome.get("result") or {}
    kwargs = expectation["kwargs"]
    examples = found.get("partial_unexpected_list") or []
    return SuiteResult(
        suite=address,
        expectation_no=number,
        expectation=expectation["type"],
        column_name=kwargs.get("column") or kwargs.get("column_A"),
        severity=_SEVERITIES[expectation["severity"]],
        description_zh=expectation["description"],
        passed=bool(outcome["success"]),
        rows_checked=found.get("element_count"),
        rows_unexpected=found.get("unexpected_count"),
        examples="；".join(str(e) for e in examples[:_EXAMPLES]) or None,
    )
