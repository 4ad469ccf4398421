"""The same job through Dagster: its history, its graph, its checks, what asks for a run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from refreshing import YUANZHOU, Points, options_in, raw_of

from pipelines import settings
from pipelines.defs import automation
from pipelines.defs.assembly import assemble
from pipelines.defs.old_runs import PROCESS_TAG, fail_dead_runs, forget_old_runs
from pipelines.defs.running import run_job
from pipelines.model.errors import PlainError
from pipelines.model.schema import TABLES


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(settings.ROOT / ".dagster_home" / "dagster.yaml", home)
    monkeypatch.setenv("DAGSTER_HOME", str(home))
    with dg.DagsterInstance.get() as found:
        yield found


def test_every_table_is_an_asset_in_the_group_of_its_schema() -> None:
    definitions = assemble()
    groups = {
        ".".join(spec.key.path): spec.group_name
        for assets in definitions.assets or ()
        if isinstance(assets, dg.AssetsDefinition)
        for spec in assets.specs
    }
    assert {table.address: table.schema for table in TABLES}.items() <= groups.items()


def test_a_run_leaves_metadata_checks_and_history(tmp_path: Path, instance: dg.DagsterInstance) -> None:
    raw_of(tmp_path / "raw", YUANZHOU)
    refresh = run_job(options_in(tmp_path, suites_apart=True), Points())
    assert refresh.release and refresh.release.rows("core.fact_project") == 7
    event = instance.get_latest_materialization_event(dg.AssetKey(["core", "fact_project"]))
    assert event and event.asset_materialization
    metadata = event.asset_materialization.metadata
    assert metadata["dagster/row_count"].value == 7
    assert "社区工作者" in str(metadata["前几行"].value)
    (run,) = instance.get_run_records()
    assert run.dagster_run.status is dg.DagsterRunStatus.SUCCESS
    checks = {
        record.evaluation.check_name: record.evaluation
        for record in (
            event.dagster_event.event_specific_data
            and type("E", (), {"evaluation": event.dagster_event.event_specific_data})
            for event in instance.all_logs(run.dagster_run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
            if event.dagster_event
        )
    }
    assert checks["cells_add_up"].passed and checks["cells_add_up"].blocking
    assert checks["rows_are_conserved"].passed
    assert not checks["numbers_carry_a_comparator"].passed and not checks["numbers_carry_a_comparator"].blocking
    assert len(checks) > 40

    # A run that fails says so in the history too, and comes out with its own error.
    (tmp_path / "raw" / YUANZHOU).unlink()
    with pytest.raises(PlainError, match="no documents here"):
        run_job(options_in(tmp_path, suites_apart=True), Points())
    assert [record.dagster_run.status for record in instance.get_run_records()] == [
        dg.DagsterRunStatus.FAILURE,
        dg.DagsterRunStatus.SUCCESS,
    ]
    assert forget_old_runs(instance, kept=1) == 1
    dead = instance.create_run_for_job(assemble().resolve_job_def("refresh"), tags={PROCESS_TAG: "999999999"})
    instance.report_dagster_event(dg.DagsterEvent(dg.DagsterEventType.RUN_START.value, "refresh"), run_id=dead.run_id)
    assert fail_dead_runs(instance) == 1
    assert instance.get_run_by_id(dead.run_id).status is dg.DagsterRunStatus.FAILURE  # type: ignore[union-attr]
    instance.delete_run(dead.run_id)
    assert len(instance.get_run_records()) == 1


def test_the_night_is_beijing_s() -> None:
    schedule = assemble().get_schedule_def("nightly")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("30 2 * * *", "Asia/Shanghai")
    assert schedule.default_status is dg.DefaultScheduleStatus.RUNNING


def test_new_documents_ask_for_one_run_when_they_stand_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "RAW", tmp_path)
    cursor: str | None = None

    def look() -> list[str | None]:
        nonlocal cursor
        result = automation.new_documents(dg.build_sensor_context(cursor=cursor))
        if isinstance(result, dg.SkipReason):
            return []
        assert isinstance(result, dg.SensorResult)
        cursor = result.cursor
        return [request.run_key for request in result.run_requests or ()]

    (tmp_path / "a.txt").write_text("one")
    assert look() == []  # what lies there at the first look is for the nightly run
    assert look() == []
    (tmp_path / "b.txt").write_text("two")
    assert look() == []  # it may still be arriving
    (tmp_path / "b.txt").write_text("two and more")
    assert look() == []
    assert len(look()) == 1
    assert look() == []


def test_nothing_is_sent_anywhere() -> None:
    told = (settings.ROOT / ".dagster_home" / "dagster.yaml").read_text()
    assert "telemetry:\n  enabled: false" in told and "nux:\n  enabled: false" in told
