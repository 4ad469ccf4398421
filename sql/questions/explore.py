"""A marimo notebook to begin with: the questions, the comparison, unit costs, findings, and a number's cells.

``marimo edit sql/questions/explore.py`` opens it in a browser; ``python sql/questions/explore.py`` runs it once. The
published release is found at ``data/marts``, or where ``-- --marts DIR`` says.
"""

import marimo

app = marimo.App(width="medium", app_title="预算承诺")


@app.cell
def _():
    from pathlib import Path

    import duckdb
    import marimo as mo

    here = Path(__file__).parent
    marts = Path(mo.cli_args().get("marts") or here.parents[1] / "data" / "marts")
    connection = duckdb.connect(str(marts / "indicators.duckdb"), read_only=True)
    return connection, here, mo


@app.cell
def _(here, mo):
    questions = {
        path.read_text(encoding="utf-8").splitlines()[0].removeprefix("-- "): path
        for path in sorted(here.glob("q*.sql"))
    }
    question = mo.ui.dropdown(options=list(questions), value=next(iter(questions)), label="问题", full_width=True)
    mo.vstack([mo.md("# 预算承诺：分析师的问题"), question])
    return question, questions


@app.cell
def _(connection, mo, question, questions):
    answer = connection.sql(questions[question.value].read_text(encoding="utf-8")).pl()
    mo.ui.table(answer, selection=None)
    return (answer,)


@app.cell
def _(connection, mo):
    comparison = connection.sql(
        """
        select agency_name, fiscal_year, funding_yuan, community_count, funding_per_community_yuan,
            is_comparable, reason
        from marts.mart_funding_per_community
        order by agency_name, fiscal_year
        """
    ).pl()
    unit_costs = connection.sql(
        """
        select agency_name, cost_subject, denominator_name, period, unit_cost_yuan, target_printed,
            is_comparable, reason
        from marts.mart_unit_cost
        order by cost_subject, denominator_name, agency_name, unit_cost_yuan
        """
    ).pl()
    mo.vstack(
        [
            mo.md("## 每社区财政拨款"),
            mo.ui.table(comparison, selection=None),
            mo.md("## 单位成本（元）"),
            mo.ui.table(unit_costs, selection=None),
        ]
    )
    return comparison, unit_costs


@app.cell
def _(mo):
    severity = mo.ui.dropdown(options=["error", "warning", "info"], value="error", label="严重程度")
    mo.vstack([mo.md("## 问题"), severity])
    return (severity,)


@app.cell
def _(connection, mo, severity):
    findings = connection.sql(
        """
        select f.rule_code, d.path, f.message_zh, f.printed, f.expected
        from quality.finding as f
        left join core.dim_document as d on f.document_id = d.document_id
        where f.severity = ?
        order by f.rule_code, d.path, f.finding_id
        """,
        params=[severity.value],
    ).pl()
    mo.ui.table(findings, selection=None)
    return (findings,)


@app.cell
def _(connection, mo):
    # From a number to the cells it is printed in: change the where to see others.
    cells = connection.sql(
        """
        select l.mart_row_id, l.column_name, l.part, l.contribution, d.path, c.line, c.page, c.text_printed
        from marts.mart_lineage as l
        inner join staging.source_cell as c on l.source_cell_id = c.source_cell_id
        inner join core.dim_document as d on c.document_id = d.document_id
        where l.mart_name = 'mart_funding_per_community' and l.column_name = 'funding_yuan'
        order by d.path, c.cell_no
        """
    ).pl()
    mo.vstack([mo.md("## 每社区财政拨款的来历"), mo.ui.table(cells, selection=None)])
    return (cells,)


if __name__ == "__main__":
    app.run()
