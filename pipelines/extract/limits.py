"""How much of a document a reader takes before it refuses it. One place, each bound with its reason.

The largest real document of the family (a city's book of forms) has about 600 pages and 60 000 cells; the bounds leave
an order of magnitude above it and stay well below what fills a worker's memory. Time and memory themselves are bounded
outside, by the worker process. What only the PDF reader needs stands with it.
"""

from __future__ import annotations

from typing import Final

DOCUMENT_BYTES: Final = 200 * 1024**2
"""A received file. A scanned book of forms has 50 MB; nothing larger has been seen."""

CELLS: Final = 500_000
"""Non-blank cells of a document: eight times the largest seen, about 150 MB as tuples."""

GRID_PLACES: Final = 2_000_000
"""Rows × columns of one table's used extent, blank places included: a lone cell at XFD1048576 must not make 10**10."""

ROWS: Final = 200_000
"""Rows of one table."""

COLUMNS: Final = 16_384
"""Columns of one table: what a worksheet can have. Exploded column spans of over 1 000 occur in real pages."""

CELL_CHARACTERS: Final = 100_000
"""Text of one cell. The longest goal text seen has 6 000; a worksheet's own limit is 32 767."""

CHARACTERS: Final = 50_000_000
"""Text of all cells together: a text that stands in the file once may be shown by every cell. 60 000 real cells have
one million."""

ELEMENTS: Final = 3_000_000
"""Elements of one piece of markup (a web page, a part of an Office package): as a tree each takes 150 to 300 bytes. The
largest document seen has half of that."""

OLD_WORKBOOK_BYTES: Final = 64 * 1024**2
"""An .xls: its reader keeps every cell of a sheet, blank ones too. 65 536 rows of 20 numbers take 18 MB."""

TEXT_BYTES: Final = 64 * 1024**2
"""A text, a web page, a delimited file: in memory each character takes up to eight times its bytes. The longest seen, a
province's whole budget as a web page, has 12 MB."""

SEPARATORS: Final = 1_000_000
"""Line ends, tabs, bars and runs of blanks in a text: each may part two cells, blank ones too. 600 pages have
200 000."""

LINE_CHARACTERS: Final = 1_000_000
"""Text of one cell of a text file: a whole document may stand glued together on one line."""

ATTRIBUTES: Final = 1_000
"""Attributes of one element of a web page: the library compares each with every other."""

SPANNED_PLACES: Final = 5_000_000
"""Places of one table of a web page that cells of rows above reach down to."""

PADDED_PLACES: Final = 10_000_000
"""Places of a worksheet's rows up to their last cell: openpyxl fills every row up to it."""

MERGED_PLACES: Final = 5_000_000
"""Places under all merged cells of a worksheet: whole merged columns occur, whole merged sheets are an attack."""

NESTING: Final = 64
"""Tables in tables, boxes in boxes. Five have been seen in a web page."""

PART_BYTES: Final = 256 * 1024**2
"""One part of an Office package, unpacked. XML trees take four to ten times its size: only pictures get there."""

XML_PART_BYTES: Final = 96 * 1024**2
"""One part of an Office package that becomes a tree in memory."""

PACKAGE_BYTES: Final = 512 * 1024**2
"""All parts of an Office package, unpacked."""

PACKAGE_PARTS: Final = 10_000
"""Parts of an Office package. A document full of pictures has some hundreds."""

ARCHIVE_MEMBERS: Final = 5_000
"""Members of an archive with those of the archives in it: a county's yearly publication has some hundreds."""

ARCHIVE_BYTES: Final = 1024**3
"""All members of an archive together, unpacked; each must also keep to DOCUMENT_BYTES."""

ARCHIVE_DIRECTORY_BYTES: Final = 4 * 1024**2
"""The directory of an archive, or of a package: 5 000 members with long names take 2 MB of it."""

ARCHIVE_DEPTH: Final = 3
"""Archives in archives: province, county, unit."""

EXPANSION: Final = 250
"""Unpacked size over packed size. XML of empty rows reaches 100; bombs begin at 1 000."""

EXPANSION_FROM_BYTES: Final = 16 * 1024**2
"""Below this unpacked size no expansion matters."""

MEMBER_NAME_CHARACTERS: Final = 1_000
"""A member's name, archives in archives included."""
