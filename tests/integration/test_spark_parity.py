"""Spark gives the facts and marts of DuckDB, row for row: the same reader, the same SQL, another engine.

A small corpus runs through Sail, a Spark Connect server without Java, wherever Sail installs (extra ``sail``); the
large one (``SPARK_FORMS`` forms) needs Java and runs in ``make test-spark``.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from benchmarks import corpus
from pipelines import settings
from pipelines.defs.on_spark import spark_release
from pipelines.flow.refresh import Options, open_refresh
from pipelines.model.errors import PlainError
from pipelines.model.schema import TABLES, Table
from pipelines.warehouse.fingerprint import RUN_COLUMNS

# PySpark takes a main module without a file, as a worker of pytest-xdist has it, for its own doctests, and exits.
vars(sys.modules["__main__"]).setdefault("__file__", __file__)
pyspark = pytest.importorskip("pyspark")

from pipelines.flow.scaled import refresh_on_spark  # noqa: E402 - needs the extra

_COMPARED = [table for table in TABLES if table.address != "quality.suite_result"]
"""All but what Great Expectations says, which looks at the tables of DuckDB only."""
_FORMS = int(os.environ.get("SPARK_FORMS", "100000"))
_OF_THE_RUN = RUN_COLUMNS | {"first_seen_release"}


def _on_duckdb(raw: Path, directory: Path) -> Path:
    """The tables of the ordinary refresh as they are before anything is published, as a database of their own."""
    kept = directory / "duckdb.duckdb"
    with open_refresh(Options(raw=raw, marts=directory / "marts", cache=directory / "cache")) as refresh:
        for step in ("staging", "core", "quality", "marts"):
            refresh.run(step)
        refresh.connection.execute(f"attach '{kept}' as kept")
        for table in _COMPARED:
            refresh.connection.execute(f"create schema if not exists kept.{table.schema}")
            refresh.connection.execute(f"create table kept.{table.address} as from {table.address}")
        refresh.connection.execute("detach kept")
    return kept


def _differences(kept: Path, spark: Path, tables: Iterable[Table]) -> Iterator[str]:
    """Tables in which a row stands on one side only."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{kept}' as kept (read_only)")
        for table in tables:
            place = spark / table.schema / table.name
            names = ", ".join(c.name for c in table.columns if c.name not in _OF_THE_RUN)
            ours = f"select {names} from kept.{table.address}"
            theirs = f"select {names} from read_parquet('{place}/*.parquet')"
            for who, one, other in (("duckdb", ours, theirs), ("spark", theirs, ours)):
                alone = connection.execute(f"({one}) except all ({other}) limit 1").fetchall()
                if alone:
                    yield f"{table.address}: only {who} has {alone[0]}"


def _raw_of(directory: Path, documents: Iterator[corpus.Document]) -> Path:
    raw = directory / "raw"
    corpus.write(raw, documents)
    for file in settings.RAW.iterdir():
        shutil.copy(file, raw)
    (raw / "scan.bin").write_bytes(bytes(range(256)) * 8)
    shutil.copy(raw / corpus.document(0).path, raw / "copy.txt")
    return raw


@pytest.fixture(scope="module")
def sail() -> Iterator[str]:
    """The address of a Spark Connect server without Java."""
    server = pytest.importorskip("pysail.spark").SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    _, port = server.listening_address
    yield f"sc://127.0.0.1:{port}"
    server.stop()


def test_sail_gives_what_duckdb_gives(tmp_path: Path, sail: str) -> None:
    raw = _raw_of(tmp_path, itertools.islice(corpus.documents(), 25))
    kept = _on_duckdb(raw, tmp_path)
    refresh_on_spark(raw, tmp_path / "marts", master=sail, release_id="parity", views=True)
    assert not list(_differences(kept, tmp_path / "marts" / "spark" / "parity", _COMPARED))


def test_dagster_starts_a_process_that_reports(tmp_path: Path, sail: str) -> None:
    corpus.write(tmp_path / "raw", itertools.islice(corpus.documents(), 2))
    config = {"master": sail, "raw": str(tmp_path / "raw"), "marts": str(tmp_path / "marts")}
    done = dg.materialize(
        [spark_release],
        resources={"pipes": dg.PipesSubprocessClient()},
        run_config={"ops": {"spark__release": {"config": config}}},
    )
    (reported,) = done.asset_materializations_for_node("spark__release")
    rows = reported.metadata["各表行数"].value
    assert isinstance(rows, dict)
    assert rows["core.fact_project"] == sum(len(corpus.document(number).forms) for number in range(2))
    assert (tmp_path / "marts" / "spark" / str(reported.metadata["发布"].value) / "RELEASE.json").is_file()


def test_a_cluster_that_the_client_cannot_reach_is_told_before_anything_is_written(tmp_path: Path) -> None:
    if not pyspark.util.is_remote_only():
        pytest.skip("Spark itself is installed")
    with pytest.raises(PlainError, match=r"local\[2\]: only the client of Spark Connect is installed"):
        refresh_on_spark(settings.RAW, tmp_path / "marts", master="local[2]")
    assert not list(tmp_path.iterdir())


@pytest.mark.spark
def test_spark_gives_what_duckdb_gives_on_many_forms(tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17")
    raw = _raw_of(tmp_path, corpus.documents_of(_FORMS))
    kept = _on_duckdb(raw, tmp_path)
    # The reader is the same code, which the small corpus shows; of many forms it is the SQL that matters.
    refresh_on_spark(raw, tmp_path / "marts", master="local[2]", release_id="parity", cache=tmp_path / "cache")
    stored = [table for table in _COMPARED if not table.is_view]
    assert not list(_differences(kept, tmp_path / "marts" / "spark" / "parity", stored))
