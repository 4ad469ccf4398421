"""A Spark session, what it reads, and the tables it builds. Every table is written as Parquet and read from there
again, so that nothing is computed twice.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.util import is_remote_only

from pipelines.model.errors import PlainError
from pipelines.spark.dialect import to_spark, view_of

Reader = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]
_BATCH_ROWS = 64


def open_session(master: str) -> SparkSession:
    """A session: ``local[2]``, ``spark://host:7077``, ``yarn``, or a Spark Connect address (``sc://host:port``).

    The executors run this very Python; time is UTC, so that a date is the same day everywhere.

    Raises:
        PlainError: no Spark is installed but the client of Spark Connect, and the master is not one of its addresses.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("indicators")
    remote = master.startswith("sc://")
    if not remote and is_remote_only():
        raise PlainError(
            f"{master}: only the client of Spark Connect is installed: give --master sc://HOST:PORT, "
            "or pip install -e '.[spark]' -c constraints.txt in an environment of its own"
        )
    builder = builder.remote(master) if remote else builder.master(master)
    if not remote:
        builder = (
            builder.config("spark.ui.enabled", "false")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", str(_BATCH_ROWS))
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            # There are no tables of Spark's own: its directory for them need not appear where one happens to stand.
            .config("spark.sql.warehouse.dir", str(Path(tempfile.gettempdir()) / "spark-warehouse"))
            .config("spark.sql.shuffle.partitions", "4" if master.startswith("local") else "200")
            .config("spark.driver.memory", os.environ.get("SPARK_DRIVER_MEMORY", "4g"))
            # A list of files may be wide in one document and empty in the next; small row groups keep memory flat.
            .config("spark.sql.files.maxPartitionBytes", str(16 << 20))
        )
    session = builder.getOrCreate()
    session.conf.set("spark.sql.session.timeZone", "UTC")
    session.conf.set("spark.sql.ansi.enabled", "true")
    if not remote:
        session.sparkContext.setLogLevel("ERROR")
    return session


class SparkBuild:
    """The tables of one release below a directory that driver and executors share."""

    def __init__(self, session: SparkSession, directory: Path) -> None:
        self.session = session
        self.directory = directory

    def read_documents(self, packed: Path, reader: Reader, nested: pa.Schema) -> None:
        """Run the reader over packed attachments and keep its nested records as the view ``nested``.

        What lies in the directory ``nested`` already was read before and is in the view too.
        """
        if any(packed.glob("*.parquet")):
            found = self.session.read.parquet(str(packed))
            records = found.mapInArrow(reader, from_arrow_schema(nested))
            records.write.mode("append").parquet(str(self.directory / "nested"))
        self.session.read.parquet(str(self.directory / "nested")).createOrReplaceTempView("nested")

    def unnest(self, address: str, column: str, schema: pa.Schema) -> None:
        """A child table from the lists of the nested records."""
        rows = self.session.sql(f"select inline({column}) from nested")  # noqa: S608 - a name of the model
        self._keep(address, rows, schema)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The answer of a select in Spark's dialect."""
        return [tuple(row) for row in self.session.sql(query).collect()]

    def take(self, address: str, file: Path) -> None:
        """A table that was made elsewhere, as a Parquet file below the directory."""
        self.session.read.parquet(str(file)).createOrReplaceTempView(view_of(address))

    def build(self, address: str, select: str, schema: pa.Schema) -> None:
        """A table from its select.

        Raises:
            NotPortableError: the select cannot be said in Spark.
        """
        self._keep(address, self.session.sql(to_spark(select)), schema)

    def place_of(self, address: str) -> Path:
        """The directory of a table's Parquet files."""
        return self.directory / Path(*address.split("."))

    def _keep(self, address: str, rows: DataFrame, schema: pa.Schema) -> None:
        types: Sequence[Any] = from_arrow_schema(schema.remove_metadata()).fields
        cast = rows.select(*(rows[field.name].cast(field.dataType).alias(field.name) for field in types))
        place = self.place_of(address)
        cast.write.mode("error").parquet(str(place))
        if not any(place.glob("*.parquet")):  # Sail writes nothing of no rows; a table without rows has columns still
            place.mkdir(parents=True, exist_ok=True)
            pq.write_table(schema.remove_metadata().empty_table(), place / "part-0.parquet")
        self.session.read.parquet(str(place)).createOrReplaceTempView(view_of(address))
