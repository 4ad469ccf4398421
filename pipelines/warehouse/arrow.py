"""Arrow types of the model's tables, and the nested record: one row per document, its rows in lists of structs.

The nested record is what a worker sends back and what a cache keeps. Its schema follows from the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.importing import keep_pandas_out_of_arrow
from pipelines.model.schema import Table, table
from pipelines.warehouse.record import CHILD_TABLES, DocumentHead, StagedDocument

_TYPES: Mapping[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "TIMESTAMPTZ": pa.timestamp("us", "UTC"),
}
_DECIMAL = re.compile(r"DECIMAL\((\d+), (\d+)\)")


keep_pandas_out_of_arrow()


def arrow_type(name: str) -> pa.DataType:
    """The Arrow type of a DuckDB type as the model names it.

    >>> arrow_type("DECIMAL(20, 4)")
    Decimal128Type(decimal128(20, 4))
    >>> arrow_type("VARCHAR[]")
    ListType(list<item: string>)

    Raises:
        KeyError: the model uses no such type.
    """
    if name.endswith("[]"):
        return pa.list_(arrow_type(name[:-2]))
    if found := _DECIMAL.fullmatch(name):
        return pa.decimal128(int(found[1]), int(found[2]))
    return _TYPES[name]


@cache
def arrow_schema(address: str) -> pa.Schema:
    """The Arrow schema of a table of the model."""
    return schema_of(table(address))


def schema_of(target: Table) -> pa.Schema:
    """The Arrow schema of a table, its columns described for those who open a Parquet file alone."""
    fields = [
        pa.field(
            column.name,
            arrow_type(column.type),
            nullable=not column.required,
            metadata={"title": column.zh, "description": column.note_zh, "description_en": column.note_en}
            | ({"null_means": column.null_means} if column.null_means else {}),
        )
        for column in target.columns
    ]
    comment = f"{target.grain_zh}（{target.grain_en}）\n{target.zh}：{target.note_zh}"
    return pa.schema(
        fields, metadata={"title": target.zh, "comment": comment, "primary_key": ",".join(target.primary_key)}
    )


@cache
def nested_schema() -> pa.Schema:
    """One row per document: its head, then one list of structs per child table of staging."""
    document = table("staging.document")
    head = [pa.field(name, arrow_type(document.column(name).type)) for name in DocumentHead._fields]
    children = [pa.field(name, pa.list_(_row_type(name))) for name in CHILD_TABLES]
    return pa.schema([*head, *children])


@cache
def _row_type(child: str) -> pa.DataType:
    return pa.struct([pa.field(c.name, arrow_type(c.type)) for c in table(f"staging.{child}").columns])


def nested_batch(documents: Sequence[StagedDocument]) -> pa.RecordBatch:
    """The documents as one batch of the nested schema."""
    schema = nested_schema()
    heads = [_array([d.head[i] for d in documents], schema.field(i).type) for i in range(len(DocumentHead._fields))]
    children = [_child_array(documents, name) for name in CHILD_TABLES]
    return pa.record_batch([*heads, *children], schema=schema)


def _child_array(documents: Sequence[StagedDocument], name: str) -> pa.Array:
    kind = _row_type(name)
    offsets = [0]
    rows: list[tuple[Any, ...]] = []
    for document in documents:
        rows.extend(document.rows[name])
        offsets.append(len(rows))
    columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else [()] * kind.num_fields
    arrays = [_array(values, kind.field(i).type) for i, values in enumerate(columns)]
    structs = pa.StructArray.from_arrays(arrays, fields=list(kind))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        # Half a surrogate pair from a damaged file: no text can hold it, so it is shown as what it is, unreadable.
        return pa.array([_mended(value) for value in values], kind)


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_mended(item) for item in value]
    return value


def pack(documents: Sequence[StagedDocument]) -> bytes:
    """The documents as bytes (an Arrow IPC stream of the nested schema), for a pipe or a cache."""
    return pack_table(pa.Table.from_batches([nested_batch(documents)]))


def pack_table(nested: pa.Table) -> bytes:
    """A table of the nested schema as :func:`pack` makes it."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, nested_schema(), options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(nested)
    return bytes(sink.getvalue())


def contents_of(packed: bytes) -> list[str]:
    """The SHA-256 of each document in what :func:`pack` made, without unpacking the rest.

    Raises:
        ValueError: these bytes are no whole stream of this schema.
    """
    column = nested_schema().get_field_index("sha256")
    try:
        with pa.ipc.open_stream(pa.py_buffer(packed)) as reader:
            known = reader.schema.equals(nested_schema())
        options = pa.ipc.IpcReadOptions(included_fields=[column])
        with pa.ipc.open_stream(pa.py_buffer(packed), options=options) as reader:
            found = reader.read_all()
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"not a packed document: {error}") from error
    if not known:
        raise ValueError("packed by another version of the model")
    return list(found.column("sha256").to_pylist())


def unpack(packed: bytes) -> pa.Table:
    """What :func:`pack` made, as a table of the nested schema.

    Raises:
        ValueError: these bytes are no whole stream of this schema (damaged, or of another version).
    """
    try:
        with pa.ipc.open_stream(pa.py_buffer(packed)) as reader:
            found = reader.read_all()
        found.validate(full=True)
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"not a packed document: {error}") from error
    if not found.schema.equals(nested_schema()):
        raise ValueError("packed by another version of the model")
    return found


def child_rows(nested: pa.Table, name: str) -> pa.Table:
    """All rows of one child table of the documents in ``nested``."""
    structs = pc.list_flatten(nested.column(name))
    return pa.Table.from_arrays(structs.flatten(), names=[field.name for field in _row_type(name)])
