"""One step per schema: each calls the flow and tells Dagster what every table holds now. No logic lives here."""

from collections.abc import Iterator, Sequence

import dagster as dg

from pipelines.defs.checks import check_results, check_specs
from pipelines.defs.old_runs import forget_old_runs
from pipelines.defs.tables import DOCUMENTS, EXPORTS, PAGES, RELEASE, asset_key, table_specs
from pipelines.flow.refresh import Outcome, Refresh

Results = Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]
_SHOWN_ROWS = 8


def schema_step(schema: str) -> dg.AssetsDefinition:
    """The step that fills every table of one schema."""
    specs = table_specs(schema)

    @dg.multi_asset(name=f"build_{schema}", specs=specs, check_specs=check_specs(schema))
    def build(refresh: dg.ResourceParam[Refresh]) -> Results:
        outcome = refresh.run(schema)
        yield from (_table_result(spec, outcome, refresh) for spec in specs)
        yield from check_results(schema, outcome)

    return build


_RELEASE_SPECS = [
    dg.AssetSpec(
        PAGES,
        deps=[
            asset_key("quality.finding"),
            asset_key("marts.mart_funding_per_capita"),
            asset_key("quality.suite_result"),
        ],
        group_name="pages",
        description="**网页**：质量报告与对照页，打开即看，不需要网络。",
        kinds={"html"},
    ),
    dg.AssetSpec(
        EXPORTS,
        deps=[asset_key("quality.finding"), asset_key("marts.mart_lineage")],
        group_name="pages",
        description="**导出**：Parquet、CSV、Excel、datapackage.json。",
        kinds={"parquet", "csv", "excel"},
    ),
    dg.AssetSpec(
        RELEASE,
        deps=[PAGES, EXPORTS],
        group_name="pages",
        description="**发布**：全部检查通过后一次切换；失败则保留上一个发布。",
        kinds={"duckdb"},
    ),
]


@dg.multi_asset(name="publish", specs=_RELEASE_SPECS)
def publish_step(context: dg.AssetExecutionContext, refresh: dg.ResourceParam[Refresh]) -> Results:
    """Pages, exports and the release itself; then the oldest histories go."""
    for key, step in ((PAGES, "pages"), (EXPORTS, "exports"), (RELEASE, "release")):
        outcome = refresh.run(step)
        yield dg.MaterializeResult(asset_key=key, metadata=_facts(outcome))
    forget_old_runs(context.instance)


RAW_DOCUMENTS = dg.AssetSpec(
    DOCUMENTS,
    group_name="staging",
    description="**原始文件**：data/raw/ 中按公开时的样子存放，从不修改。",
    kinds={"file"},
)


def _table_result(spec: dg.AssetSpec, outcome: Outcome, refresh: Refresh) -> dg.MaterializeResult[None]:
    address = ".".join(spec.key.path)
    metadata: dict[str, dg.MetadataValue | int] = {}
    if address in outcome.rows:
        columns, rows = refresh.preview(address, _SHOWN_ROWS)
        metadata["dagster/row_count"] = outcome.rows[address]
        metadata["前几行"] = _table(columns, rows)
    return dg.MaterializeResult(asset_key=spec.key, metadata={**metadata, **_facts_of(address, outcome)})


def _facts(outcome: Outcome) -> dict[str, dg.MetadataValue]:
    return {name: _value(value) for name, value in outcome.facts.items()}


def _facts_of(address: str, outcome: Outcome) -> dict[str, dg.MetadataValue]:
    return {name: _value(value) for name, value in outcome.table_facts.get(address, {}).items()}


def _value(value: str | int | float) -> dg.MetadataValue:
    if isinstance(value, str):
        return dg.MetadataValue.text(value)
    return dg.MetadataValue.int(value) if isinstance(value, int) else dg.MetadataValue.float(value)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dg.MetadataValue:
    """Markdown, because it is shown as a table at once; a pipe or a line break in a cell must not break it."""
    lines = [" | ".join(columns), " | ".join("---" for _ in columns)]
    lines += [" | ".join(_cell(value) for value in row) for row in rows]
    return dg.MetadataValue.md("\n".join(f"| {line} |" for line in lines))


def _cell(value: str) -> str:
    short = value if len(value) <= 40 else value[:39] + "…"
    return short.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
