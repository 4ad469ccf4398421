"""What is left of earlier runs: histories that are no longer needed, and runs whose process was killed."""

from __future__ import annotations

import shutil
from pathlib import Path

import dagster as dg

from pipelines.defs.automation import JOB
from pipelines.flow.serving import is_alive

RUNS_KEPT = 60
"""Runs whose history stays; the tables and releases are elsewhere and do not need it."""

PROCESS_TAG = "indicators/process"
"""Which process a run of the command line is in: nobody else would notice its death."""


def forget_old_runs(instance: dg.DagsterInstance, kept: int = RUNS_KEPT) -> int:
    """Delete the history of all runs but the newest. Returns how many went."""
    old = [record.dagster_run.run_id for record in instance.get_run_records(limit=kept + 200)[kept:]]
    for run_id in old:
        instance.delete_run(run_id)
        shutil.rmtree(Path(instance.storage_directory()) / run_id, ignore_errors=True)
    return len(old)


def fail_dead_runs(instance: dg.DagsterInstance) -> int:
    """Mark as failed each run that still counts as running though its process is gone. Returns how many there were."""
    running = dg.RunsFilter(job_name=JOB, statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING])
    dead = [
        record.dagster_run
        for record in instance.get_run_records(filters=running)
        if (process := record.dagster_run.tags.get(PROCESS_TAG, "")).isdecimal() and not is_alive(int(process))
    ]
    for run in dead:
        instance.report_run_failed(run, "the process was killed")
    return len(dead)
