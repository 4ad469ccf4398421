"""The quality report: a page per document for the clerk, an index per release for the analyst.

Static HTML in Chinese that opens from disk, without network and without a server. Every cell of every document has its
place in it (``documents/<document_id>.html#<source_cell_id>``): all other pages link there.
"""

from pipelines.pages.quality_report.records import Share, Wanted
from pipelines.pages.quality_report.report import (
    PicturesOf,
    render_documents,
    render_index,
    render_quality,
    shares,
    take_pictures,
)

__all__ = [
    "PicturesOf",
    "Share",
    "Wanted",
    "render_documents",
    "render_index",
    "render_quality",
    "shares",
    "take_pictures",
]
