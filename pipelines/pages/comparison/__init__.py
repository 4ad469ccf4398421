"""The comparison page: what a person looks at first, ``data/marts/index.html``, and the pages of its numbers' origin.

It stays light whatever the number of agencies: a long table has its first rows there and a page of its own
(``comparison/…``), a chart the groups that fit.

Static HTML, Chinese first with an English switch, that opens from disk without network or server. Charts are drawn as
SVG by the templates themselves: a charting library rendered on the server cost a second of every refresh and 84 MB, and
its pictures could neither follow the reader's theme nor link each figure to its origin.
"""

from pipelines.pages.comparison.page import render_comparison

__all__ = ["render_comparison"]
