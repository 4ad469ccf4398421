"""A marimo notebook to begin with: pick a question, see its answer, go from a number to its cells.

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
    # From a number to the cells it is printed in: change the where to see others.
    cells = connection.sql(
        """
        select l.column_name, l.value, l.part, l.contribution, d.path, c.line, c.page, c.text_printed
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
