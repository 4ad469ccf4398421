"""Writers of one printed document in seven media. Merged cells stay merged where the medium has them."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable

import docx
import xlsxwriter
import xlwt
from reportlab.lib import colors, pagesizes
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, LongTable, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Paragraph as PdfParagraph

from tests.documents.printed import Paragraph, Printed, PrintedCell, PrintedTable

_FONT = "STSong-Light"


def as_text(document: Printed) -> bytes:
    """Tabs between cells, one row a line; what a merged cell covers is an empty field."""
    lines: list[str] = []
    for part in document:
        if isinstance(part, Paragraph):
            lines += ["", part.text, ""]
        else:
            lines += ["\t".join(text.replace("\n", " ") for text in row) for row in _filled(part)]
    return "\n".join([*lines, ""]).encode()


def as_csv(document: Printed, encoding: str = "utf-8-sig") -> bytes:
    """As Excel saves a sheet: commas, quotes, every row as wide as the widest."""
    rows = [row for part in document for row in ([[part.text]] if isinstance(part, Paragraph) else _filled(part))]
    width = max(map(len, rows))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return out.getvalue().encode(encoding)


def as_html(document: Printed, encoding: str = "utf-8") -> bytes:
    """Tables with row and column spans, as an office program exports them."""
    parts = []
    for part in document:
        if isinstance(part, Paragraph):
            parts.append(f"<p>{html.escape(part.text)}</p>")
            continue
        rows: dict[int, list[str]] = {row: [] for row in range(1, part.size()[0] + 1)}
        for cell in part.placed():
            spans = f' rowspan="{cell.row_span}"' * (cell.row_span > 1) + f' colspan="{cell.column_span}"' * (
                cell.column_span > 1
            )
            rows[cell.row].append(f"<td{spans}>{html.escape(cell.text).replace(chr(10), '<br>')}</td>")
        parts.append("<table border='1'>" + "".join(f"<tr>{''.join(row)}</tr>\n" for row in rows.values()) + "</table>")
    head = f"<html><head><meta charset='{encoding}'><title>公开</title></head><body>\n"
    return (head + "\n".join(parts) + "</body></html>").encode(encoding)


def as_docx(document: Printed) -> bytes:
    """Word tables with merged cells."""
    written = docx.Document()
    for part in document:
        if isinstance(part, Paragraph):
            written.add_paragraph(part.text)
            continue
        rows, columns = part.size()
        table = written.add_table(rows, columns, style="Table Grid")
        # python-docx looks a cell up in the whole table each time; asking once keeps long documents quick.
        grid = [list(row.cells) for row in table.rows]
        for cell in part.placed():
            first = grid[cell.row - 1][cell.column - 1]
            last = grid[cell.row + cell.row_span - 2][cell.column + cell.column_span - 2]
            merged = first if first is last else first.merge(last)
            merged.text = cell.text
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def as_xlsx(document: Printed) -> bytes:
    """One worksheet, paragraphs merged over the width, as finance bureaus hand them in."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("绩效目标表")
    bordered = book.add_format({"border": 1, "text_wrap": True})
    width = max((part.size()[1] for part in document if isinstance(part, PrintedTable)), default=1)
    row = 0
    for part in document:
        if isinstance(part, Paragraph):
            if width > 1:
                sheet.merge_range(row, 0, row, width - 1, part.text)
            else:
                sheet.write_string(row, 0, part.text)
            row += 1
            continue
        for cell in part.placed():
            top, left = row + cell.row - 1, cell.column - 1
            if cell.row_span * cell.column_span > 1:
                bottom, right = top + cell.row_span - 1, left + cell.column_span - 1
                sheet.merge_range(top, left, bottom, right, "", bordered)
            sheet.write_string(top, left, cell.text, bordered) if cell.text else sheet.write_blank(
                top, left, None, bordered
            )
        row += part.size()[0]
    book.close()
    return out.getvalue()


def as_xls(document: Printed) -> bytes:
    """The same worksheet in the old format."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("绩效目标表")
    width = max((part.size()[1] for part in document if isinstance(part, PrintedTable)), default=1)
    row = 0
    for part in document:
        if isinstance(part, Paragraph):
            sheet.write_merge(row, row, 0, width - 1, part.text)
            row += 1
            continue
        for cell in part.placed():
            top, left = row + cell.row - 1, cell.column - 1
            sheet.write_merge(top, top + cell.row_span - 1, left, left + cell.column_span - 1, cell.text)
        row += part.size()[0]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_lines(document: Printed) -> bytes:
    """One cell a line, an empty line for what a merged cell covers: tables saved as text by an office program."""
    lines: list[str] = []
    for part in document:
        texts = [part.text] if isinstance(part, Paragraph) else [text for row in _filled(part) for text in row]
        lines += [text.replace("\n", " ") for text in texts]
    return "\n".join([*lines, ""]).encode()


def as_pdf(document: Printed) -> bytes:
    """Ruled tables with spans, text in cells wrapped to their width; tables run over pages."""
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    body = ParagraphStyle("cell", fontName=_FONT, fontSize=9, leading=11, wordWrap="CJK")
    title = ParagraphStyle("title", fontName=_FONT, fontSize=14, leading=20, alignment=1, wordWrap="CJK")
    story: list[Flowable] = []
    for part in document:
        if isinstance(part, Paragraph):
            story.append(PdfParagraph(html.escape(part.text), title))
            continue
        rows, columns = part.size()
        filled: list[list[object]] = [["" for _ in range(columns)] for _ in range(rows)]
        commands: list[tuple[object, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
        for cell in part.placed():
            text = html.escape(cell.text).replace("\n", "<br/>")
            filled[cell.row - 1][cell.column - 1] = PdfParagraph(text, body) if text else ""
            first = (cell.column - 1, cell.row - 1)
            last = (cell.column + cell.column_span - 2, cell.row + cell.row_span - 2)
            if first != last:
                commands.append(("SPAN", first, last))
        widths = [500 / columns] * columns
        story.append(LongTable(filled, colWidths=widths, style=TableStyle(commands), splitByRow=True))
        story.append(Spacer(1, 12))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=pagesizes.A4, leftMargin=45, rightMargin=45, invariant=1).build(story)
    return out.getvalue()


WRITERS: dict[str, Callable[[Printed], bytes]] = {
    "form.txt": as_text,
    "form.csv": as_csv,
    "form.html": as_html,
    "form.docx": as_docx,
    "form.xlsx": as_xlsx,
    "form.xls": as_xls,
    "form.pdf": as_pdf,
}
"""File name to writer, one for each medium that is read."""


def _filled(table: PrintedTable) -> list[list[str]]:
    """A full rectangle of text; what a merged cell covers is empty."""
    rows, columns = table.size()
    filled = [["" for _ in range(columns)] for _ in range(rows)]
    for cell in table.placed():
        filled[cell.row - 1][cell.column - 1] = cell.text
    return filled


def without_spans(document: Printed) -> Printed:
    """The same document with every merge undone: the text stays at the top left, blank cells take the rest."""
    return tuple(
        part
        if isinstance(part, Paragraph)
        else PrintedTable(tuple(tuple(map(PrintedCell, row)) for row in _filled(part)))
        for part in document
    )


def with_spans_repeated(document: Printed, *, down: bool) -> Printed:
    """The same document with every merge undone by repeating its text in each column, and ``down`` in each row too."""
    return tuple(part if isinstance(part, Paragraph) else _repeated(part, down=down) for part in document)


def _repeated(table: PrintedTable, *, down: bool) -> PrintedTable:
    rows, columns = table.size()
    filled = [["" for _ in range(columns)] for _ in range(rows)]
    for cell in table.placed():
        for row in range(cell.row, cell.row + (cell.row_span if down else 1)):
            for column in range(cell.column, cell.column + cell.column_span):
                filled[row - 1][column - 1] = cell.text
    return PrintedTable(tuple(tuple(map(PrintedCell, row)) for row in filled))
