"""Cells to forms to records or issues. Knows labels and layouts, not files and tables.

The way of a document, and who knows what on it:

1. Words: ``spelling`` says how they are compared and ``printed`` how a text is one line, ``labels`` what a label means,
   ``head_words`` what a head of a column does, ``page_texts`` what else stands on a page, ``money_units`` how units of
   money are printed, ``contents`` what a cell looks like. The words are data (``reference_data``).
2. Rows (``rows``): ``printed_rows`` recovers them from what the medium left: ``reflow`` with ``heads_in_sequence``,
   ``counted_rows``, ``tree_in_sequence`` and ``table_ends``, ``lines_as_cells``, ``glued``; mends in ``broken_rows``,
   ``broken_labels``, ``broken_names``, ``broken_cells``, ``repeated_cells``. ``stacked_heads`` and
   ``side_by_side_levels`` bring heads of several rows into one; ``plausibility`` says where the cells did not come out
   as they are printed.
3. Forms: ``forms`` walks the rows, ``page_lines`` and ``form_heads`` (by ``head_rows``) read the head, ``goals`` and
   ``money`` what the form wants and costs, ``notices`` indicators in prose; ``builder`` holds what was read, ``ledger``
   each cell's fate, ``continued`` joins a form that goes on below its repeated head.
4. Indicators: ``indicators`` reads the table below its ``header``; ``header_reading`` reads that one with
   ``header_columns`` and ``heads_of_projects``, ``header_changes`` corrects it by what stands below;
   ``column_numbering`` and ``other_rows`` are no indicators. ``row_plans`` with ``row_columns``, ``row_places`` and
   ``alignment`` say which column a cell stands in, ``level_cells`` and ``levels`` which level holds,
   ``several_in_cell`` parts a cell, ``indicator_cells`` makes the record, ``targets`` reads its value;
   ``project_columns`` knows tables of many projects.
5. The document: ``reading`` puts it together with ``place_names``, ``topics`` and ``mentions``, ``layout_rules`` names
   the layout, ``problems`` and ``remarks`` say what is wrong, ``parse_json`` and ``explanation`` print it.
"""

from pipelines.normalise.explanation import explain, layouts
from pipelines.normalise.parse_json import reading_json
from pipelines.normalise.reading import read_forms

__all__ = ["explain", "layouts", "read_forms", "reading_json"]
