"""The command ``indicators`` as it is typed: what it prints, how it fails, how soon it answers."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import settings

SEED = settings.RAW / "004_e556e0c65d17b465.txt"
COMMANDS = (
    "refresh parse target layouts sql quality trace questions status releases rollback ui".split()  # noqa: SIM905
)


def indicators(
    *words: str | Path, stdin: str | bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "pipelines.cli", *map(str, words)]
    data = stdin.encode() if isinstance(stdin, str) else stdin
    return subprocess.run(
        command,
        cwd=settings.ROOT,
        input=data if data is not None else b"",
        capture_output=True,
        timeout=240,
        env=os.environ | environment,
    )


def cpu_seconds(*words: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    indicators(*words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str) -> None:
    done = indicators(command, "--help")
    assert done.returncode == 0
    assert f"  indicators {command}" in done.stdout.decode()


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["parse"],
        ["refresh", "--workers", "0"],
        ["refresh", "--nonsense"],
        ["sql", "select 1", "--format", "pdf"],
        ["status", "--max-age", "soon"],
        ["rollback"],
    ],
)
def test_wrong_usage_is_two_lines_and_2(words: list[str]) -> None:
    done = indicators(*words)
    assert done.returncode == 2
    assert not done.stdout
    if words:
        assert len(done.stderr.decode().strip().splitlines()) == 2


def test_help_and_usage_errors_answer_at_once() -> None:
    assert min(cpu_seconds("--help") for _ in range(3)) < 0.2
    assert min(cpu_seconds("refresh", "--workers", "x") for _ in range(3)) < 0.2


def test_heavy_libraries_are_left_alone_by_parse_and_target() -> None:
    script = (
        "import sys; from pipelines.cli import main; main(['target', '≥95%']); "
        "print(sorted({'dagster', 'great_expectations', 'pandas', 'duckdb', 'pyarrow', 'polars'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=settings.ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_parse_gives_the_object_of_the_contract() -> None:
    done = indicators("parse", SEED, "--json")
    assert done.returncode == 0, done.stderr.decode()
    document = json.loads(done.stdout)
    assert list(document) == ["document", "projects", "findings", "cells"]
    assert {"path", "sha256", "media_type", "title", "form_type", "fiscal_year", "district_code", "layout"} <= set(
        document["document"]
    )
    assert len(document["projects"]) == 7
    cells = document["cells"]
    assert cells["used"] + cells["ignored"] + cells["refused"] == cells["non_blank"]
    funding = document["projects"][0]["funding"][0]
    assert {"fund_source", "scope", "printed", "unit_printed", "amount_yuan"} <= set(funding)
    indicator = document["projects"][0]["indicators"][0]
    assert {"page", "line", "table", "row", "column", "bbox"} <= set(indicator["source"])
    assert set(indicator["target"]) >= {"printed", "kind", "comparator", "low", "high", "unit_printed", "unit", "per"}


def test_a_package_without_its_checkout_says_so(tmp_path: Path) -> None:
    shutil.copytree(settings.ROOT / "pipelines", tmp_path / "pipelines", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pipelines.cli", "parse", SEED]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, env=os.environ | {"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 1
    assert f"{tmp_path} holds no checkout" in done.stderr.decode()


def test_several_files_give_a_list_and_bad_ones_do_not_stop_the_others(tmp_path: Path) -> None:
    broken = tmp_path / "broken \x1b[31m.pdf"
    broken.write_bytes(b"%PDF-1.4 cut off")
    done = indicators("parse", broken, tmp_path / "missing.txt", SEED, "--json")
    assert done.returncode == 1
    documents = json.loads(done.stdout)
    assert [len(document["projects"]) for document in documents] == [0, 7]
    assert documents[0]["findings"][0]["rule_code"].startswith("document_")
    assert "missing.txt: No such file" in done.stderr.decode()
    assert b"\x1b" not in done.stdout + done.stderr


def test_parse_in_words_and_explained() -> None:
    told = indicators("parse", SEED).stdout.decode()
    assert "7 projects; " in told and "\n\n7. " in told and "\\n" not in told
    explained = indicators("parse", SEED, "--explain").stdout.decode()
    assert "版式：" in explained and "第7行" in explained


def test_a_copied_register_and_archives_are_read(tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "two"), "zip", settings.RAW)
    documents = json.loads(indicators("parse", archive, "--json").stdout)
    found = {document["document"]["path"].rpartition("!/")[2]: len(document["projects"]) for document in documents}
    assert found["000_ef21f049d5e649fa.txt"] == 21
    assert found["004_e556e0c65d17b465.txt"] == 7


def test_targets_from_words_and_from_stdin() -> None:
    one = json.loads(indicators("target", "≤3.7万元", "--json").stdout)
    assert (one["kind"], one["comparator"], one["high"], one["low"], one["canonical_high"]) == (
        "money",
        "le",
        "3.7",
        None,
        "37000",
    )
    several = json.loads(indicators("target", "-", "--json", stdin="≥95%\n无\n-5%\n").stdout)
    assert [target["kind"] for target in several] == ["percent", "declared_none", "percent"]
    table = indicators("target", "-5%", "95\x1b[2J%").stdout.decode()
    assert "-5%" in table and "\x1b" not in table


def test_layouts_are_listed() -> None:
    assert len(json.loads(indicators("layouts", "--json").stdout)) > 3


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_sql_answers_in_every_form(published: Path, form: str) -> None:
    query = "select project_name, fiscal_year from core.fact_project order by project_id limit 2"
    done = indicators("sql", query, "--format", form, "--marts", published)
    assert done.returncode == 0, done.stderr.decode()
    if form == "json":
        assert len(json.loads(done.stdout)) == 2
    else:
        assert b"project_name" in done.stdout


@pytest.mark.parametrize("ending", ["csv", "json", "parquet", "xlsx"])
def test_sql_writes_files_by_their_ending(published: Path, tmp_path: Path, ending: str) -> None:
    output = tmp_path / f"answer.{ending}"
    done = indicators("sql", "from core.fact_target limit 5", "-o", output, "--marts", published)
    assert done.returncode == 0, done.stderr.decode()
    assert output.stat().st_size > 100


def test_sql_from_a_file_and_from_a_pipe(published: Path, tmp_path: Path) -> None:
    query = tmp_path / "query.sql"
    query.write_text("select count(*) as n from core.fact_project")
    for done in (
        indicators("sql", "--file", query, "--format", "json", "--marts", published),
        indicators("sql", "--format", "json", "--marts", published, stdin=query.read_text()),
    ):
        assert json.loads(done.stdout) == [{"n": 28}]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["sql", "select nonsense from core.fact_project"], "nonsense"),
        (["sql", "from read_text('/etc/passwd')"], "not allowed"),
        (["sql", "create table core.x (i int)"], "read-only"),
        (["sql", "select 1", "--format", "xlsx"], "-o answer.xlsx"),
        (["sql", "--file", "nowhere.sql"], "nowhere.sql: No such file"),
        (["trace", "x:nothing"], "no record has the id"),
        (["quality", "--document", "nothing"], "no document has"),
        (["questions", "4711"], "there is no question 4711"),
        (["rollback", "20000101T000000"], "no release 20000101T000000"),
    ],
)
def test_errors_say_what_in_two_lines_at_most(published: Path, words: list[str], message: str) -> None:
    done = indicators(*words, "--marts", published)
    told = done.stderr.decode()
    assert done.returncode == 1
    assert message in told and "Traceback" not in told
    assert len(told.strip().splitlines()) <= 2


@pytest.mark.parametrize("words", [["sql", "select 1"], ["status"], ["releases"], ["quality"], ["trace", "x"]])
def test_before_the_first_release_every_command_says_what_to_do(tmp_path: Path, words: list[str]) -> None:
    done = indicators(*words, "--marts", tmp_path)
    assert done.returncode == 1
    assert b"indicators refresh" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "record",
    [
        "select project_id from core.fact_project",
        "select funding_id from core.fact_funding where amount_printed is not null",
        "select target_id from core.fact_target",
        "select finding_id from quality.finding where source_cell_id is not null",
        "select source_cell_id from staging.source_cell",
        "select row_id from marts.mart_funding_per_capita",
        "select objective_id from core.fact_objective",
    ],
)
def test_every_kind_of_id_leads_to_printed_cells(published: Path, record: str) -> None:
    answer = indicators("sql", f"{record} limit 1", "--format", "json", "--marts", published)
    ((identifier,),) = [row.values() for row in json.loads(answer.stdout)]
    rows = json.loads(indicators("trace", identifier, "--format", "json", "--marts", published).stdout)
    assert any(row["printed"] and row["line"] for row in rows)


def test_findings_are_listed_and_counted(published: Path) -> None:
    done = indicators("quality", "--document", "004", "--marts", published).stdout.decode()
    assert "004_e556e0c65d17b465.txt" in done and "000_ef21f049d5e649fa.txt" not in done
    assert "warning" in done.splitlines()[-1]
    assert indicators("quality", "--propose", "--marts", published).stdout


def test_status_and_releases(published: Path) -> None:
    status = json.loads(indicators("status", "--json", "--marts", published).stdout)
    assert (status["projects"], status["waiting"]) == (28, 0)
    listed = json.loads(indicators("releases", "--json", "--marts", published).stdout)
    assert [release["published"] for release in listed] == [True]


def test_a_reader_that_has_seen_enough_is_no_error(published: Path) -> None:
    command = f"'{sys.executable}' -m pipelines.cli sql 'from staging.source_cell' --marts '{published}' | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=settings.ROOT, capture_output=True, timeout=60)
    assert done.returncode == 0
    assert not done.stderr


def test_a_refresh_of_nothing_is_told(tmp_path: Path) -> None:
    home = {"DAGSTER_HOME": str(tmp_path / "home")}
    missing = indicators("refresh", "--raw", tmp_path / "nowhere", "--marts", tmp_path / "marts", **home)
    assert missing.returncode == 1
    assert "no such directory" in missing.stderr.decode()
    assert len(missing.stderr.decode().strip().splitlines()) <= 2
    assert indicators("status", "--marts", tmp_path / "marts").returncode == 1


def test_strict_exits_3_where_documents_have_errors_and_still_publishes(tmp_path: Path) -> None:
    raw = tmp_path / "原始 raw"
    raw.mkdir()
    shutil.copy(SEED, raw)
    (raw / "broken.pdf").write_bytes(b"%PDF-1.4 cut off")
    marts = tmp_path / "发布 marts"
    home = {"DAGSTER_HOME": str(tmp_path / "home")}
    done = indicators("refresh", "--raw", raw, "--marts", marts, "--strict", "--json", "--workers", "1", **home)
    assert done.returncode == 3, done.stderr.decode()
    summary = json.loads(done.stdout)
    assert summary["documents"] == {"read": 1, "refused": 1}
    assert (marts / "indicators.duckdb").is_file()
    assert (marts / "quality" / "index.html").is_file()
    assert list((tmp_path / "home" / "history" / "runs").glob("*.db"))
