"""All of Dagster's definitions together."""

from __future__ import annotations

import dagster as dg

from pipelines.defs.automation import new_documents, nightly, refresh_job
from pipelines.defs.checks import suite_checks
from pipelines.defs.on_spark import spark_job, spark_release
from pipelines.defs.resources import RefreshResource
from pipelines.defs.steps import RAW_DOCUMENTS, publish_step, schema_step


def assemble() -> dg.Definitions:
    """Assets, checks, the job, its schedule and sensor. One process runs a job from end to end: it holds the lock."""
    return dg.Definitions(
        assets=[
            RAW_DOCUMENTS,
            *(schema_step(s) for s in ("staging", "core", "quality", "marts", "suites")),
            publish_step,
            spark_release,
        ],
        asset_checks=[suite_checks],
        jobs=[refresh_job, spark_job],
        schedules=[nightly],
        sensors=[new_documents],
        resources={"refresh": RefreshResource(), "pipes": dg.PipesSubprocessClient()},
        executor=dg.in_process_executor,
    )
