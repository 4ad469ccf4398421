"""Comma- and tab-separated files (.csv, .tsv, and text that was saved with an Excel name)."""

from __future__ import annotations

import csv
import io
from typing import Final

from pipelines.extract import limits
from pipelines.extract.grid import too_large
from pipelines.extract.text_encoding import decode
from pipelines.model.cells import Block, Cell, Content, RefusedDocumentError, Structure

_DELIMITERS: Final = (",", "\t", ";", "|")
_PROBED_LINES: Final = 200
_PROBED_CHARACTERS: Final = 1_000_000


def read_csv(data: bytes) -> Content:
    """Read a delimited file: one ROWS block, a cell for each field, blank ones too, with the line it begins on.

    What was merged in the spreadsheet stands once, with blanks after it: a CSV has no spans. Formulas are text here.

    Raises:
        RefusedDocumentError: no encoding fits, a field is beyond the bounds, or the file has no delimiter at all.
    """
    decoded = decode(data)
    separator, text = _stated_separator(decoded.text.lstrip("\ufeff"))
    delimiter = separator or _delimiter(text)
    if delimiter is None:
        raise RefusedDocumentError(
            "document_not_text",
            "文件名是表格，内容却没有分隔符，分不出单元格。请用 Excel 或 WPS 打开后另存为 .xlsx 再放入。",
        )
    rows: list[tuple[Cell, ...]] = []
    cells = places = 0
    first_line = 1
    # Bare carriage returns (old Mac exports) end lines too; inside quotes they are kept by the reader.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, fields in enumerate(reader, start=1):
            if len(fields) > limits.COLUMNS or number > limits.ROWS:
                raise too_large(f"表格超过 {limits.ROWS} 行或 {limits.COLUMNS} 列")
            cells += sum(1 for field in fields if field and not field.isspace())
            places += len(fields)
            if cells > limits.CELLS or any(len(field) > limits.CELL_CHARACTERS for field in fields):
                raise too_large(f"有字的单元格超过 {limits.CELLS} 个，或一格超过 {limits.CELL_CHARACTERS} 字")
            if places > limits.GRID_PLACES:
                raise too_large(f"表格有 {places} 格以上，太大")
            if any(fields):
                rows.append(
                    tuple(
                        Cell(field, 1, number, column, line=first_line) for column, field in enumerate(fields, start=1)
                    )
                )
            first_line = reader.line_num + 1
    except csv.Error as error:
        raise too_large("一格里的文字超长，或引号没有配对") from error
    notes: tuple[tuple[str, str], ...] = ()
    if decoded.found_out:
        notes = (("encoding_is_stated", f"文件没有标明编码，按所见字样判定为 {decoded.encoding}。"),)
    return Content((Block(Structure.ROWS, tuple(rows)),) if rows else (), notes=notes, encoding=decoded.encoding)


def _stated_separator(text: str) -> tuple[str | None, str]:
    """``sep=;`` in the first line states the delimiter for Excel and is no content."""
    first, _, rest = text.partition("\n")
    first = first.strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], "\n" + rest
    return None, text


def _delimiter(text: str) -> str | None:
    """The delimiter that parts most lines into the same number of fields, more than one.

    Lines are parsed with quotes, so that commas inside a quoted goal text do not count. A comma must part lines evenly
    to win over one that does, because prose is full of commas.

    >>> _delimiter("项目名称,居家养老\\n主管部门,街道办\\n"), _delimiter("a\\tb, c\\n1\\t2\\n"), _delimiter("无")
    (',', '\\t', None)
    """
    lines = text[:_PROBED_CHARACTERS].splitlines(keepends=True)[:_PROBED_LINES]
    best: tuple[float, str] | None = None
    fault: csv.Error | None = None
    for delimiter in _DELIMITERS:
        try:
            widths = [len(fields) for fields in csv.reader(lines, delimiter=delimiter) if any(fields)]
        except csv.Error as error:
            fault = error
            continue
        parted = [width for width in widths if width > 1]
        if not parted:
            continue
        usual = max(set(parted), key=parted.count)
        evenness = parted.count(usual) / len(widths)
        if best is None or evenness > best[0]:
            best = (evenness, delimiter)
    if best is None and fault is not None:
        raise too_large("一格里的文字超长，或引号没有配对") from fault
    return best[1] if best else None
