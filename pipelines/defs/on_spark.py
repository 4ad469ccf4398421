"""The refresh on Spark as Dagster sees it: a process of its own that reports back through Dagster Pipes.

``python -m pipelines.defs.on_spark MASTER RAW MARTS`` is that process. It needs the extra ``spark``; Dagster does not.
"""

import sys
from pathlib import Path

import dagster as dg
from dagster_pipes import open_dagster_pipes

from pipelines import settings
from pipelines.defs.tables import DOCUMENTS

SPARK_RELEASE = dg.AssetKey(["spark", "release"])
SPARK_JOB = "refresh_on_spark"


class SparkRun(dg.Config):
    """Where Spark is, and the directories that it and its executors share."""

    master: str = "local[*]"
    raw: str = str(settings.RAW)
    marts: str = str(settings.MARTS)


@dg.asset(
    key=SPARK_RELEASE,
    group_name="spark",
    deps=[DOCUMENTS],
    description="同样的读法与 SQL 在 Spark 上：data/marts/spark/<发布>/<模式>/<表>/*.parquet。DuckDB 的发布不动。",
)
def spark_release(
    context: dg.AssetExecutionContext, config: SparkRun, pipes: dg.PipesSubprocessClient
) -> dg.MaterializeResult[None]:
    """Start the process, pass on what it reports, and fail when it fails."""
    command = [sys.executable, "-m", "pipelines.defs.on_spark", config.master, config.raw, config.marts]
    return pipes.run(command=command, context=context).get_materialize_result()


spark_job = dg.define_asset_job(
    SPARK_JOB,
    selection=dg.AssetSelection.assets(SPARK_RELEASE),
    description="在 Spark 上读取并建表（需要 [spark]）。不在夜间任务之内。",
)


def main(master: str, raw: str, marts: str) -> None:
    """Refresh on Spark and report the release: its rows, table by table."""
    from pipelines.flow.scaled import refresh_on_spark

    with open_dagster_pipes() as pipes:
        release_id, rows = refresh_on_spark(Path(raw), Path(marts), master=master)
        pipes.log.info(f"release {release_id} on {master}: {len(rows)} tables")
        pipes.report_asset_materialization(
            metadata={
                "发布": release_id,
                "dagster/row_count": rows["core.fact_indicator"],
                "各表行数": {"raw_value": dict(rows), "type": "json"},
            }
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
