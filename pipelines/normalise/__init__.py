"""Cells to forms to records or issues. Knows labels and layouts, not files and tables."""

from pipelines.normalise.explanation import explain, layouts
from pipelines.normalise.parse_json import reading_json
from pipelines.normalise.reading import read_forms

__all__ = ["explain", "layouts", "read_forms", "reading_json"]
