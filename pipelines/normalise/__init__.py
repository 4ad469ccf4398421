"""Cells to forms to records or issues. Knows labels and layouts, not files and tables.

The way of a document, and who knows what on it:

1. Words: ``spelling`` says how they are compared, ``labels`` what a label means, ``page_texts`` what else stands on a
   page, ``money_units`` how units of money are printed, ``contents`` what a cell looks like. The words are data.
2. Rows: ``printed_rows`` recovers them from what the medium left (``reflow``, ``lines_as_cells``, ``glued``; mends in
   ``broken_rows``, ``broken_labels``, ``broken_cells``, ``repeated_cells``), ``stacked_heads`` and
   ``side_by_side_levels`` bring heads of several rows into one.
3. Forms: ``forms`` walks the rows, ``page_lines`` and ``form_heads`` read the head, ``goals`` and ``money`` what the
   form wants and costs, ``notices`` indicators in prose; ``builder`` holds what was read, ``ledger`` each cell's fate.
4. Indicators: ``indicators`` reads the table below its ``header``; ``row_plans`` with ``row_columns``, ``row_places``
   and ``alignment`` say which column a cell stands in, ``level_cells`` and ``levels`` which level holds,
   ``indicator_cells`` makes the record, ``targets`` reads its value; ``project_columns`` knows tables of many projects.
5. The document: ``reading`` puts it together, ``layout_rules`` names the layout, ``problems`` and ``remarks`` say what
   is wrong, ``parse_json`` and ``explanation`` print it.
"""

from pipelines.normalise.explanation import explain, layouts
from pipelines.normalise.parse_json import reading_json
from pipelines.normalise.reading import read_forms

__all__ = ["explain", "layouts", "read_forms", "reading_json"]
