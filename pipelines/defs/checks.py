"""Asset checks: the rules that SQL decides and our own promises with their step, suites on the tables they check."""

from collections.abc import Iterator, Sequence

import dagster as dg

from pipelines import quality, settings
from pipelines.defs.tables import KNOWN, asset_key
from pipelines.flow.refresh import CheckOutcome, Outcome, Refresh

_PROMISES = {
    "core": (("core.fact_project", "rows_are_conserved", "核心表与暂存表逐行相符，否则不发布。"),),
    "quality": (("quality.ledger", "cells_add_up", "每个印出的单元格都有去向，否则不发布。"),),
}
_SEVERITIES = {"error": dg.AssetCheckSeverity.ERROR}


def check_specs(schema: str) -> Sequence[dg.AssetCheckSpec]:
    """The checks that come with the step of one schema."""
    specs = [
        dg.AssetCheckSpec(name, asset=asset_key(address), description=description, blocking=True)
        for address, name, description in _PROMISES.get(schema, ())
    ]
    if schema == "quality":
        specs += [
            dg.AssetCheckSpec(rule.code, asset=asset_key("quality.finding"), description=f"{rule.title}。{rule.mend}")
            for rule in quality.load_catalogue().values()
            if rule.found_by == "sql"
        ]
    return specs


def check_results(schema: str, outcome: Outcome) -> Iterator[dg.AssetCheckResult]:
    """What those checks came to. Suites are shown on the tables they check, by a step of their own."""
    for check in outcome.checks:
        if check.name != "suite":
            yield _result(check)


def _suite_addresses() -> list[str]:
    found = sorted(f"{path.parent.name}.{path.stem}" for path in settings.EXPECTATIONS.glob("*/*.json"))
    return [address for address in found if address in KNOWN]


@dg.multi_asset_check(
    name="show_suites",
    specs=[
        dg.AssetCheckSpec(
            "suite",
            asset=asset_key(address),
            additional_deps=[asset_key("quality.suite_result")],
            description=f"Great Expectations：expectations/{address.replace('.', '/')}.json",
        )
        for address in _suite_addresses()
    ],
)
def suite_checks(refresh: dg.ResourceParam[Refresh]) -> Iterator[dg.AssetCheckResult]:
    """What Great Expectations found on each table, in the step before."""
    yield from (_result(check) for check in refresh.checks if check.name == "suite")


def _result(check: CheckOutcome) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=asset_key(check.address),
        check_name=check.name,
        passed=check.passed,
        severity=_SEVERITIES.get(check.severity, dg.AssetCheckSeverity.WARN),
        description=check.message,
        metadata={"处数": check.offenders},
    )
