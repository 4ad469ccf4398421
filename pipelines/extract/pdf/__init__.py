"""PDF forms to cells exactly as printed: ruled tables with spans, pages and boxes; every unreadable page by name."""

from pipelines.extract.pdf.document import read_pdf

__all__ = ["read_pdf"]
