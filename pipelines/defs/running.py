"""The job from the command line, in this process: the same run as Dagster's own, with the same history."""

from __future__ import annotations

import datetime
import logging
import shutil
from pathlib import Path

import dagster as dg

from pipelines.defs.assembly import assemble
from pipelines.defs.automation import JOB
from pipelines.flow.refresh import Options, Refresh, open_refresh
from pipelines.flow.reporting import Reporter
from pipelines.flow.serving import dagster_home

RUNS_KEPT = 60
"""Runs whose history stays; the tables and releases are elsewhere and do not need it."""


def run_job(options: Options, reporter: Reporter) -> Refresh:
    """Run the refresh as Dagster's job, with history, metadata and checks.

    Raises:
        PlainError, LockedError: as :func:`pipelines.flow.refresh.run_refresh`; what a step raises comes out unchanged.
    """
    logging.getLogger("dagster").setLevel(logging.ERROR)
    with open_refresh(options, reporter) as refresh, _instance(reporter) as instance:
        job = assemble().resolve_job_def(JOB)
        job.execute_in_process(
            instance=instance,
            resources={"refresh": refresh},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=True,
        )
        if not instance.is_ephemeral:
            forget_old_runs(instance)
    return refresh


def _instance(reporter: Reporter) -> dg.DagsterInstance:
    """The history. A refresh does not fail because its history cannot be kept: it runs without, and says so."""
    try:
        dagster_home()
        return dg.DagsterInstance.get()
    except Exception as error:  # noqa: BLE001 - whatever the storage raises: disk full, a damaged SQLite file
        reporter.said(f"Dagster's history cannot be kept ({type(error).__name__}: {error}); refreshing without it")
        return dg.DagsterInstance.ephemeral()


def forget_old_runs(instance: dg.DagsterInstance, kept: int = RUNS_KEPT) -> int:
    """Delete the history of all runs but the newest. Returns how many went."""
    old = [record.dagster_run.run_id for record in instance.get_run_records(limit=kept + 200)[kept:]]
    for run_id in old:
        instance.delete_run(run_id)
        shutil.rmtree(Path(instance.storage_directory()) / run_id, ignore_errors=True)
    return len(old)


def runs_that_died(instance: dg.DagsterInstance, before: datetime.datetime) -> int:
    """Mark as failed what still calls itself running from before ``before``: its process was killed."""
    running = instance.get_run_records(
        filters=dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED], created_before=before, job_name=JOB)
    )
    for record in running:
        instance.report_run_failed(record.dagster_run, "the process was killed")
    return len(running)
