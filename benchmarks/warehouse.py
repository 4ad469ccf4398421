"""A warehouse of any size without reading so many documents: a corpus is read once, and its facts stand there again and
again, each time of other documents, agencies, places and names.

    python -m benchmarks.warehouse DIRECTORY --indicators 1000000 [--cells]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

from benchmarks import corpus
from pipelines.flow.refresh import Options, open_refresh
from pipelines.model.schema import TABLES, Column, Table, tables_of
from pipelines.warehouse.ddl import STORAGE, create_tables

_SEED_FORMS = 2_000
_CELLS = frozenset({"staging.source_cell", "staging.page"})
_FACTS = frozenset(
    {"staging.document", "staging.issue", "core.dim_document", "core.dim_agency"}
    | {f"core.fact_{name}" for name in ("project", "objective", "funding", "indicator", "target")}
    | {f"quality.{name}" for name in ("finding", "ledger", "reconciliation", "trust")}
)
"""What there is more of, the more documents there are. All other tables stay as they are."""
_NAMES = frozenset({"agency_name", "project_name", "indicator_name", "title"})
_PLACES = """
insert into core.dim_district by name
select place_code, '第' || place_code || '号' as name_zh, place_code as name_en, place_level, district_code
from (
    select '9' || lpad(cast(n as varchar), 5, '0') as district_code, unnest(['', '001']) as street,
        district_code || street as place_code, case street when '' then 'county' else 'street' end as place_level
    from range($copies) as copies (n)
);
insert into core.ref_place_statistic by name
select '9' || lpad(cast(n as varchar), 5, '0') || '001' as place_code, statistic, value + n as value, unit,
    date '2023-12-31' as as_of, statistic as definition, statistic as source_title, 'none' as source_address,
    'S' as source_grade, true as is_primary
from range($copies) as copies (n)
cross join (
    values ('resident_population', 20000, 'person'), ('community_count', 10, 'count')
) as s (statistic, value, unit)
"""


def build_seed(directory: Path) -> Path:
    """The facts of a small corpus and what was found in them, as a database of its own. Made once."""
    kept = directory / "seed.duckdb"
    if kept.exists():
        return kept
    corpus.write(directory / "raw", corpus.documents_of(_SEED_FORMS))
    options = Options(raw=directory / "raw", marts=directory / "marts", cache=directory / "cache")
    with open_refresh(options) as refresh:
        for step in ("staging", "core", "quality"):
            refresh.run(step)
        refresh.connection.execute(f"attach '{kept}' as kept")
        for table in TABLES:
            if table.schema != "marts":
                refresh.connection.execute(f"create schema if not exists kept.{table.schema}")
                refresh.connection.execute(f"create table kept.{table.address} as from {table.address}")
    return kept


def build_warehouse(directory: Path, indicators: int, *, cells: bool = False) -> Path:
    """A database with at least so many indicators and empty marts. ``cells``: with the printed cells, for pages."""
    path = directory / f"facts_{indicators}{'_cells' if cells else ''}.duckdb"
    if path.exists():
        return path
    seed = build_seed(directory)
    with duckdb.connect(str(path), config=dict(STORAGE)) as connection:
        connection.execute(f"attach '{seed}' as seed (read_only)")
        found = connection.execute("select count(*) from seed.core.fact_indicator").fetchall()[0][0]
        copies = -(-indicators // found)
        create_tables(connection, [table for table in TABLES if table.schema != "marts"])
        create_tables(connection, tables_of("marts"))
        for table in TABLES:
            if table.schema == "marts" or (table.address in _CELLS and not cells):
                continue
            many = copies if table.address in _FACTS | _CELLS else 1
            connection.execute(
                f"insert into {table.address} by name "
                f"select {', '.join(_again(table, column, many) for column in table.columns)} "
                f"from seed.{table.address} cross join range({many}) as copies (n)"
            )
        for statement in _PLACES.split(";"):
            connection.execute(statement, {"copies": copies})
    return path


def _again(table: Table, column: Column, copies: int) -> str:
    """What stands in a column of the n-th copy."""
    name = column.name
    if copies == 1:
        return name
    # Ids begin with twelve hexadecimal digits of their document, after a letter and a colon where it is not a cell's.
    hexadecimal = "lpad(printf('%x', n), 4, '0')"
    places = {"district_code": "'9' || lpad(cast(n as varchar), 5, '0')"}
    places["place_code"] = places["district_code"] + " || '001'"
    if name == "agency_id":
        said = "agency_id || '~' || n"
    elif name == "path":
        said = "n || '/' || path"
    elif name in places:
        said = places[name]
    elif name in _NAMES:
        said = f"{name} || '（' || n || '）'"
    elif name == "source_cell_ids":
        said = f"list_transform(source_cell_ids, lambda cell: {hexadecimal} || substr(cell, 5))"
    elif name.endswith("cell_id") or name in {"document_id", "sha256"}:
        said = f"{hexadecimal} || substr({name}, 5)"
    elif name.endswith("_id") and name not in {"release_id", "source_id", "waiver_id"}:
        said = f"substr({name}, 1, 2) || {hexadecimal} || substr({name}, 7)"
    else:
        return name
    return f"{said} as {name}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--indicators", type=int, default=1_000_000)
    parser.add_argument("--cells", action="store_true")
    asked = parser.parse_args()
    print(build_warehouse(asked.directory, asked.indicators, cells=asked.cells))


if __name__ == "__main__":
    main()
