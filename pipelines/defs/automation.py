"""When the job runs by itself: every night, and when documents arrive."""

import hashlib

import dagster as dg

from pipelines import settings

JOB = "refresh"

refresh_job = dg.define_asset_job(
    JOB,
    selection=dg.AssetSelection.all() - dg.AssetSelection.groups("spark"),
    description="读取 data/raw，重建全部表，检查，发布。失败则上一个发布不动。",
)

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=refresh_job,
    cron_schedule="30 2 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="每晚 02:30（北京时间）",
)


@dg.sensor(
    name="new_documents",
    job=refresh_job,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="data/raw 中的文件有增、减、改，且静止一分钟之后",
)
def new_documents(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Ask for a refresh when what lies in the raw directory has changed and then stood still from one look to the next.

    The cursor is ``<seen>/<asked>``: the state at the last look, and the one a refresh was last asked for.
    """
    state = state_of_raw()
    seen, _, asked = (context.cursor or "/").partition("/")
    if state == asked:
        return dg.SkipReason("没有变化")
    if not asked and not seen:
        # The first look: what lies there is for the nightly run, or was published by hand.
        return dg.SensorResult(cursor=f"{state}/{state}", skip_reason=dg.SkipReason("初次查看"))
    if state != seen:
        return dg.SensorResult(cursor=f"{state}/{asked}", skip_reason=dg.SkipReason("文件还在变动"))
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=state)], cursor=f"{state}/{state}")


def state_of_raw() -> str:
    """A short hash of the names, sizes and times of the files in the raw directory."""
    digest = hashlib.sha256()
    for path in sorted(settings.RAW.rglob("*")):
        try:
            stat = path.stat()
        except OSError:
            continue
        if path.is_file() and not path.name.startswith("."):
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:16]
