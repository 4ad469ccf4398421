"""Selects of ``sql/`` as Spark understands them."""

from __future__ import annotations

import sqlglot
from sqlglot import exp


class NotPortableError(Exception):
    """A select says something that Spark cannot say, or says otherwise."""


def view_of(address: str) -> str:
    """The name of the view that stands for a table: Spark's views have no schema.

    >>> view_of("core.fact_target")
    'core__fact_target'
    """
    return address.replace(".", "__")


def _with_arrays_for_ordered_strings(tree: exp.Expr) -> exp.Expr:
    """``string_agg(x, sep order by k)`` as a sorted array that is joined.

    Spark has it as ``listagg … within group``, which fails beside ``count(distinct …)`` in the same select.
    """
    for call in list(tree.find_all(exp.GroupConcat)):
        order = call.this
        if not isinstance(order, exp.Order) or any(key.args.get("desc") for key in order.expressions):
            continue
        separator = call.args["separator"].sql("spark")
        filtered = call.parent if isinstance(call.parent, exp.Filter) else None
        where = f" filter ({filtered.expression.sql('spark')})" if filtered is not None else ""
        said = order.this
        if isinstance(said, exp.Distinct):
            listed = f"array_sort(collect_set({said.expressions[0].sql('spark')}){where})"
        else:
            keys = ", ".join(f"{key.this.sql('spark')} as k{at}" for at, key in enumerate(order.expressions))
            structs = f"collect_list(struct({keys}, {said.sql('spark')} as said)){where}"
            listed = f"transform(array_sort({structs}), one -> one.said)"
        (filtered or call).replace(sqlglot.parse_one(f"nullif(array_join({listed}, {separator}), '')", read="spark"))
    return tree


def to_spark(select: str) -> str:
    """One select, from DuckDB's dialect to Spark's, its tables replaced by views.

    >>> to_spark("select count(*) filter (where low > 0) as n from core.fact_target")
    'SELECT COUNT(*) FILTER(WHERE low > 0) AS n FROM core__fact_target AS fact_target'

    Raises:
        NotPortableError: there is no such select in Spark.
    """
    try:
        found = sqlglot.parse(select, read="duckdb")
        if len(found) != 1 or found[0] is None:
            raise NotPortableError("one select, and nothing else")
        tree = _with_arrays_for_ordered_strings(found[0])
        for quotient in tree.find_all(exp.Div):
            # DuckDB divides as doubles; Spark would divide decimals as decimals and round otherwise.
            quotient.set("this", exp.cast(quotient.this.copy(), "double"))
        for table in list(tree.find_all(exp.Table)):
            if table.db:
                alias = table.alias or table.name
                view = exp.to_table(view_of(f"{table.db}.{table.name}"))
                rest = {name: value for name, value in table.args.items() if name not in ("this", "db", "alias")}
                for name, value in rest.items():
                    view.set(name, value)
                table.replace(exp.alias_(view, alias, table=True))
        return tree.sql(dialect="spark", comments=False, unsupported_level=sqlglot.ErrorLevel.RAISE)
    except sqlglot.errors.SqlglotError as error:
        raise NotPortableError(str(error)) from error
