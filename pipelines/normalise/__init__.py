"""Cells to forms to records or issues. Knows labels and layouts, not files and tables."""
