"""The job from the command line, in this process: the same run as Dagster's own, with the same history.

Dagster is imported when the lock is held and the checks' own process has started: their imports take as long as its.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from pipelines.flow.refresh import Options, Refresh, open_refresh
from pipelines.flow.reporting import Reporter
from pipelines.importing import hidden

if TYPE_CHECKING:
    import dagster as dg


def run_job(options: Options, reporter: Reporter) -> Refresh:
    """Run the refresh as Dagster's job, with history, metadata and checks.

    Raises:
        PlainError, LockedError: as :func:`pipelines.flow.refresh.run_refresh`; what a step raises comes out unchanged.
        KeyboardInterrupt: stopped by Ctrl-C, whatever Dagster makes of it.
    """
    with open_refresh(options, reporter) as refresh:
        _execute(refresh, reporter)
    return refresh


def _execute(refresh: Refresh, reporter: Reporter) -> None:
    with hidden("pygments", "rich"):  # for coloured tracebacks in a terminal
        import dagster as dg

        from pipelines.defs import history  # noqa: F401 - what Dagster imports by the name in its settings

    from pipelines.defs.assembly import assemble
    from pipelines.defs.automation import JOB
    from pipelines.defs.old_runs import PROCESS_TAG, fail_dead_runs

    logging.getLogger("dagster").setLevel(logging.ERROR)
    with _instance(reporter) as instance:
        fail_dead_runs(instance)
        try:
            assemble().resolve_job_def(JOB).execute_in_process(
                instance=instance,
                resources={"refresh": refresh},
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
                tags={PROCESS_TAG: str(os.getpid())},
                raise_on_error=True,
            )
        except dg.DagsterExecutionInterruptedError:
            raise KeyboardInterrupt("stopped by Ctrl-C") from None


def _instance(reporter: Reporter) -> dg.DagsterInstance:
    """The history. A refresh does not fail because its history cannot be kept: it runs without, and says so."""
    import dagster as dg

    from pipelines.flow.serving import dagster_home

    try:
        dagster_home()
        return dg.DagsterInstance.get()
    except Exception as error:  # noqa: BLE001 - whatever the storage raises: disk full, a damaged SQLite file
        reporter.said(f"Dagster's history cannot be kept ({type(error).__name__}: {error}); refreshing without it")
        return dg.DagsterInstance.ephemeral()
