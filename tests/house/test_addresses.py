"""A table has one name in five places; this walks the tree and says which of them is missing."""

from __future__ import annotations

import json

import pytest

from pipelines import settings
from pipelines.model.schema import TABLES, Table

ROOT = settings.ROOT
SELECTED = [t for t in TABLES if t.schema in {"core", "marts"}]


@pytest.mark.parametrize("table", SELECTED, ids=lambda t: t.address)
def test_every_table_of_core_and_marts_is_one_select_of_its_name(table: Table) -> None:
    path = settings.SQL / table.schema / f"{table.name}.sql"
    assert path.is_file(), f"{table.address} has no {path.relative_to(ROOT)}"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("-- "), f"{path.name}: the first line tells what the table says"
    assert any(line.startswith("-- grain: ") for line in lines[:12]), f"{path.name}: no `-- grain:` line"


def test_every_select_is_a_table() -> None:
    known = {t.address for t in TABLES}
    found = {f"{p.parent.name}.{p.stem}" for s in ("core", "marts") for p in (settings.SQL / s).glob("*.sql")}
    assert found <= known, f"not in the model: {sorted(found - known)}"


@pytest.mark.parametrize(
    "table", [t for t in SELECTED if t.name.startswith(("fact_", "mart_"))], ids=lambda t: t.address
)
def test_every_fact_and_mart_has_its_cases(table: Table) -> None:
    cases = list((ROOT / "tests" / "sql" / table.schema / table.name).glob("*.yml"))
    assert cases, f"tests/sql/{table.schema}/{table.name}/ holds no case"


def test_every_suite_is_of_a_table() -> None:
    known = {t.address: t for t in TABLES}
    for path in settings.EXPECTATIONS.glob("*/*.json"):
        address = f"{path.parent.name}.{path.stem}"
        assert address in known, f"{path.relative_to(ROOT)} is of no table"
        columns = {c.name for c in known[address].columns}
        for expectation in json.loads(path.read_text(encoding="utf-8")):
            column = expectation.get("kwargs", {}).get("column")
            assert column is None or column in columns, f"{address} has no column {column}"


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.address)
def test_every_table_and_column_says_what_it_means(table: Table) -> None:
    names = [c.name for c in table.columns]
    assert len(names) == len(set(names))
    assert table.zh and table.grain_zh and table.grain_en and table.note_zh
    for column in table.columns:
        assert column.zh and column.note_zh and column.note_en, f"{table.address}.{column.name}"
        assert column.required or column.null_means, f"{table.address}.{column.name}: what does an empty field mean?"
    assert set(table.primary_key) <= set(names)
    for key in table.foreign_keys:
        assert key.column in names
