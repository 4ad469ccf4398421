"""The analyst's page: one release at a glance, what to trust, and every document."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection
from jinja2 import Environment

from pipelines.pages.quality_report.records import Document, Finding, Rule


class Shelf(NamedTuple):
    """Rows of a query with their column labels, for a plain table of the page."""

    labels: list[str]
    rows: list[tuple[Any, ...]]


_COVERAGE = """
select coalesce(p.name_zh, '区划未判定') as "区县", coalesce(cast(d.fiscal_year as varchar), '年度未印出') as "年度",
    coalesce(d.form_type, '未判定') as "表格种类",
    count(*) as "收到", count(*) filter (where d.state in ('read', 'partly_read')) as "读出",
    count(*) filter (where d.state = 'partly_read') as "其中部分读出",
    count(*) filter (where d.state = 'refused') as "拒读", count(*) filter (where d.state = 'duplicate') as "重复",
    sum(d.cells_non_blank) as "有字单元格",
    round(100.0 * sum(d.cells_used + d.cells_ignored) / nullif(sum(d.cells_non_blank), 0), 2) as "读懂 %"
from core.dim_document as d
left join core.dim_district as p on p.place_code = d.district_code
where d.state <> 'withdrawn'
group by 1, 2, 3
order by 1, 2, 3
"""

_MONEY = """
select coalesce(p.name_zh, '区划未判定') as "区县", f.fund_source as "资金来源",
    sum(f.amount_stated_yuan) as "印出（元）", sum(f.amount_accepted_yuan) as "采信（元）",
    sum(f.amount_proposed_yuan) as "建议待审（元）",
    sum(f.amount_accepted_yuan) filter (where t.is_trusted) as "其中可信（元）",
    sum(f.amount_accepted_yuan) filter (where f.acceptance = 'corrected') as "其中更正（元）"
from core.fact_funding as f
inner join core.fact_project as j using (project_id)
left join core.dim_district as p on p.place_code = j.district_code
left join quality.trust as t on t.fact_kind = 'funding' and t.fact_id = f.funding_id
where f.fund_source in ('total', 'fiscal_appropriation', 'other_funds')
group by 1, 2
order by 1, 2 desc
"""

_AGENCIES = """
select coalesce(j.agency_name, d.publisher, d.path) as "单位",
    count(*) filter (where q.severity = 'error') as "错误",
    count(*) filter (where q.severity = 'warning') as "警告",
    count(*) filter (where q.severity = 'info') as "提示",
    count(distinct q.project_id) as "涉及项目"
from quality.finding as q
left join core.fact_project as j using (project_id)
left join core.dim_document as d on d.document_id = q.document_id
where not q.is_waived
group by 1
order by 2 desc, 3 desc, 1
limit 200
"""

_SUITES = """
select suite as "表", count(*) as "期望", count(*) filter (where passed) as "合格",
    count(*) filter (where not passed) as "不合格"
from quality.suite_result group by 1 order by 4 desc, 1
"""

_MOVED = """
select change_kind as "变化", cause as "缘由", count(*) as "处"
from marts.mart_change group by 1, 2 order by 3 desc, 1, 2
"""

_COMPARING = """
select table_name from information_schema.columns
where table_schema = 'marts' and column_name = 'is_comparable' order by table_name
"""

_COMPARABLE = """
select count(*), count(*) filter (where not is_comparable),
    list(distinct reason) filter (where reason is not null)
from marts.{}
"""


def render_index(
    environment: Environment,
    connection: DuckDBPyConnection,
    documents: list[Document],
    rules: list[Rule],
    findings: list[Finding],
    built_at: str,
) -> str:
    """The index as HTML. ``findings`` are those that belong to no document (registered files that never came…)."""
    shelves = [
        ("收到与读出", _shelf(connection, _COVERAGE)),
        ("资金：印出、采信、可信", _shelf(connection, _MONEY)),
        ("问题最多的单位", _shelf(connection, _AGENCIES)),
        ("表的形状（Great Expectations）", _shelf(connection, _SUITES)),
    ]
    release = connection.execute("select distinct release_id, parser_version from core.dim_document").fetchall()
    return environment.get_template("index.html").render(
        documents=documents,
        rules=[r for r in rules if r.findings],
        silent=[r for r in rules if not r.findings],
        findings=findings,
        shelves=shelves,
        moved=_moved(connection),
        problems=_known_problems(connection),
        release_id=release[0][0] if release else "",
        parser_version=release[0][1] if release else "",
        built_at=built_at,
    )


def documents_script(documents: list[Document]) -> str:
    """The documents as data of the index, beside it: ten thousand rows in the page itself would make it heavy.

    >>> documents_script([])
    'const DOCUMENTS = [\\n];\\n'
    """
    rows = (
        (
            d.document_id,
            d.title,
            d.publisher,
            d.path,
            d.district_name,
            d.fiscal_year,
            d.state,
            d.projects,
            d.cells_refused,
            d.errors,
            d.warnings,
            d.infos,
        )
        for d in documents
    )
    return "const DOCUMENTS = [\n" + "".join(json.dumps(row, ensure_ascii=False) + ",\n" for row in rows) + "];\n"


def _shelf(connection: DuckDBPyConnection, query: str) -> Shelf:
    cursor = connection.execute(query)
    labels = [d[0] for d in cursor.description or ()]
    return Shelf(labels, cursor.fetchall())


def _moved(connection: DuckDBPyConnection) -> Shelf:
    """What moved since the last release, by kind and cause."""
    return _shelf(connection, _MOVED)


def _known_problems(connection: DuckDBPyConnection) -> list[tuple[str, int, int, list[str]]]:
    """Each mart that compares: its rows, how many cannot be compared, and the reasons given."""
    problems = []
    for (name,) in connection.execute(_COMPARING).fetchall():
        rows, not_comparable, reasons = connection.execute(_COMPARABLE.format(name)).fetchall()[0]
        problems.append((name, rows, not_comparable, sorted(reasons or [])[:6]))
    return problems
