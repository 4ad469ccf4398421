"""Excel workbooks (.xlsx through openpyxl, .xls through xlrd): the text that each cell shows, sheet by sheet.

A block's rows and columns are those of the sheet, so that row 7, column 2 of the block is B7. What is hidden is not on
the printed page: it is furniture, and a note says so.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import openpyxl
import xlrd
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from pipelines.extract import limits
from pipelines.extract.grid import Pages, Place, too_large
from pipelines.extract.number_format import LOCALE_FORMATS, Value, displayed
from pipelines.extract.package import Package
from pipelines.extract.workbook_parts import SheetShape, SheetSource, for_openpyxl, sheet_sources
from pipelines.model.cells import Cell, Content, RefusedDocumentError

# Both XML libraries that openpyxl may use report broken XML as a SyntaxError.
_OPENPYXL_FAULTS: Final = (
    ValueError, LookupError, TypeError, AttributeError, OverflowError, AssertionError, zipfile.BadZipFile, OSError,
    SyntaxError,
)  # fmt: skip
_XLRD_FAULTS: Final = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, ValueError, LookupError, TypeError, AttributeError,
    OverflowError, AssertionError, NotImplementedError, OSError, ZeroDivisionError, RecursionError,
)  # fmt: skip
_LONGEST_BLANK_RUN: Final = 50
"""Blank rows that are kept in a row; more say nothing about a form, and a stray dot may stand in row 1 048 576."""
_XLRD_ERROR_TEXT: Final = xlrd.error_text_from_code


@dataclass(slots=True)
class _Sheet:
    """One sheet on its way to a block: what each cell shows, and what is merged or hidden."""

    name: str
    shape: SheetShape
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    dates: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    characters: int = 0

    def show(self, place: tuple[int, int], text: str) -> None:
        """What a cell shows, within the bounds: one long text may be shared by all cells."""
        self.shown[place] = text
        self.characters += len(text)
        if len(self.shown) > limits.CELLS or self.characters > limits.CHARACTERS:
            raise too_large(
                f"工作表里有内容的单元格超过 {limits.CELLS} 个，或文字总量超过 {limits.CHARACTERS // 10_000} 万字"
            )


def read_xlsx(data: bytes) -> Content:
    """Read a workbook: each visible sheet a GRID block of what its cells show, its name on every cell.

    Merged cells stand once with their spans; blank cells are kept. Of a formula the stored result is read; one without
    is refused by name, because what it shows is not in the file.

    Raises:
        RefusedDocumentError: damaged, encrypted, or beyond the bounds.
    """
    package = Package(data)
    package.refuse_attacks()
    sources = sheet_sources(package)
    if not sources:
        raise _damaged()
    pages = Pages()
    try:
        with warnings.catch_warnings():
            # openpyxl warns about parts that it passes over; what matters is in the parts that were handed to it.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(for_openpyxl(package), read_only=True, data_only=True, keep_links=False)
    except _OPENPYXL_FAULTS as error:
        raise _damaged() from error
    try:
        for source in sources:
            if source.name in book.sheetnames:
                sheet = _Sheet(source.name, source.shape)
                try:
                    _fill(sheet, source, book[source.name])
                except _OPENPYXL_FAULTS as error:
                    raise _damaged() from error
                _add(sheet, pages, hidden=source.hidden)
    finally:
        book.close()
    return package.with_words(pages.content())


def _fill(sheet: _Sheet, source: SheetSource, worksheet: Any) -> None:
    """What the cells of one worksheet show, within the used extent."""
    shape = source.shape
    if not shape.last_row:
        return
    worksheet.reset_dimensions()
    for row in worksheet.iter_rows(max_row=shape.last_row):
        for cell in row:
            if cell.value is None:
                continue
            place = (cell.row, cell.column)
            if place in shape.without_result:
                continue
            code = cell.number_format
            if cell.data_type == "e":
                sheet.errors.append(place)
            if isinstance(cell.value, datetime):
                sheet.dates.append(place)
            # Line ends and the like may be written as _x000D_.
            value: Value = unescape(cell.value) if isinstance(cell.value, str) else cell.value
            sheet.show(place, displayed(value, code))


def read_xls(data: bytes, *, password: str | None = None) -> Content:
    """Read an old workbook as :func:`read_xlsx` does; ``password`` opens an encrypted one.

    Raises:
        RefusedDocumentError: damaged, encrypted, or beyond the bounds.
    """
    if len(data) > limits.OLD_WORKBOOK_BYTES:
        raise too_large(f"旧版工作簿超过 {limits.OLD_WORKBOOK_BYTES // 1024**2} MB")
    try:
        book = _opened(data, password)
    except _XLRD_FAULTS as error:
        raise _damaged() from error
    pages = Pages()
    # One sheet after the other: a damaged or hostile book may list one stream as hundreds of sheets.
    for number in range(book.nsheets):
        try:
            worksheet = book.sheet_by_index(number)
            sheet = _Sheet(worksheet.name, _old_shape(worksheet))
            _fill_old(sheet, book, worksheet)
            book.unload_sheet(number)
        except _XLRD_FAULTS as error:
            raise _damaged() from error
        _add(sheet, pages, hidden=worksheet.visibility != 0)
    return pages.content()


def _opened(data: bytes, password: str | None) -> Any:
    """The workbook with its sheets not yet read."""
    try:
        return _book(data)
    except xlrd.XLRDError as error:
        if "ncrypt" not in str(error) and "password" not in str(error):
            raise
        from pipelines.extract.encrypted import decrypted

        return _book(decrypted(data, password))


def _book(data: bytes) -> Any:
    return xlrd.open_workbook(
        file_contents=data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=io.StringIO()
    )


def _old_shape(worksheet: Any) -> SheetShape:
    shape = SheetShape()
    for first_row, row_end, first_column, column_end in worksheet.merged_cells:
        shape.merges.append((first_row + 1, first_column + 1, row_end, column_end))
    shape.hidden_rows.update(row + 1 for row, info in worksheet.rowinfo_map.items() if info.hidden)
    for column, info in worksheet.colinfo_map.items():
        if info.hidden:
            shape.hidden_columns.append((column + 1, column + 1))
    return shape


def _fill_old(sheet: _Sheet, book: Any, worksheet: Any) -> None:
    for row in range(worksheet.nrows):
        for column in range(worksheet.row_len(row)):
            cell = worksheet.cell(row, column)
            if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
                continue
            place = (row + 1, column + 1)
            key = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else 0
            code = LOCALE_FORMATS.get(key) or book.format_map[key].format_str
            value: Value = cell.value
            if cell.ctype == xlrd.XL_CELL_DATE:
                try:
                    value = xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
                except _XLRD_FAULTS:
                    value = cell.value
                sheet.dates.append(place)
            elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                value = bool(cell.value)
            elif cell.ctype == xlrd.XL_CELL_ERROR:
                value = _XLRD_ERROR_TEXT.get(cell.value, "#N/A")
                sheet.errors.append(place)
            sheet.show(place, displayed(value, code))


def _add(sheet: _Sheet, pages: Pages, *, hidden: bool) -> None:
    """One sheet as a block, and what is to be said about it."""
    shape = sheet.shape
    name = sheet.name
    shown = {place: text for place, text in sheet.shown.items() if text and not text.isspace()}
    if not shown and not shape.without_result:
        return
    if hidden:
        for place in sorted(shown):
            pages.add_sheet_aside(shown[place], "hidden_sheet", name, place)
        pages.note("sheet_is_visible", f"工作表「{name}」是隐藏的，打印时不出现，没有当作表格内容读取。")
        return
    merges = {(m[0], m[1]): m for m in shape.merges}
    hidden_rows, hidden_columns = shape.hidden_rows, shape.hidden_column_numbers(sheet.shown)
    visible: dict[tuple[int, int], str] = {}
    unseen: list[tuple[int, int]] = []
    for place, text in sorted(shown.items()):
        seen = _visible_place(place, merges, hidden_rows, hidden_columns)
        if seen is None:
            unseen.append(place)
        else:
            visible[seen] = text
    table = pages.add_table(_places(visible, shape, hidden_rows, hidden_columns), name) or None
    pages.end_text()
    for place in unseen:
        reason = "hidden_row" if place[0] in hidden_rows else "hidden_column"
        pages.add_sheet_aside(shown[place], reason, name, place, table=table)
    if unseen:
        pages.note(
            "rows_and_columns_are_visible",
            f"工作表「{name}」的隐藏行、列里有 {len(unseen)} 个有字的单元格，没有当作表格内容读取。",
        )
    for place, formula in sorted(shape.without_result.items()):
        pages.add_sheet_aside(formula, "formula_without_result", name, place, table=table, is_refused=True)
        pages.note(
            "formula_has_a_stored_result",
            f"工作表「{name}」的 {_address(place)} 是公式，文件里没有它的计算结果，读不出显示的数。"
            "请用 Excel 或 WPS 打开并保存一次，或把公式改成数值。",
        )
    if table is not None:
        _remark(sheet, pages, {place: Cell(text, table, *place, sheet=name) for place, text in visible.items()})


def _remark(sheet: _Sheet, pages: Pages, printed: dict[tuple[int, int], Cell]) -> None:
    """What is to be said about single cells that are seen."""
    for place in sheet.dates:
        if place in printed:
            pages.remark(
                "value_is_not_a_spreadsheet_date",
                f"工作表「{sheet.name}」的 {_address(place)} 存的是日期，显示为「{printed[place].text}」；"
                "若原来填的是「1-2」一类的数值范围，是表格软件自动改成了日期，请把单元格设为文本后重填。",
                printed[place],
                in_role="indicator.value",
            )
    for place in sheet.errors:
        if place in printed:
            pages.remark(
                "cell_shows_no_error",
                f"工作表「{sheet.name}」的 {_address(place)} 显示错误 {printed[place].text}，请改正公式或改成数值。",
                printed[place],
            )


def _visible_place(
    place: tuple[int, int],
    merges: dict[tuple[int, int], tuple[int, int, int, int]],
    hidden_rows: set[int],
    hidden_columns: set[int],
) -> tuple[int, int] | None:
    """Where a cell is seen: a merged cell shows in what is left visible of it. None when nothing is."""
    first_row, first_column, last_row, last_column = merges.get(place, (*place, *place))
    row = next((r for r in range(first_row, last_row + 1) if r not in hidden_rows), None)
    column = next((c for c in range(first_column, last_column + 1) if c not in hidden_columns), None)
    return None if row is None or column is None else (row, column)


def _places(
    visible: dict[tuple[int, int], str], shape: SheetShape, hidden_rows: set[int], hidden_columns: set[int]
) -> Iterator[Place]:
    """Every visible place of the used extent, merged ones once, blank ones too."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    rows = sorted({row for row, _ in visible})
    if not rows:
        return
    columns = {column for _, column in visible}
    first_column, last_column = min(columns), max(columns)
    first_row, last_row = rows[0], rows[-1]
    kept = list(_kept_rows(rows, hidden_rows))
    shown_columns = [c for c in range(first_column, last_column + 1) if c not in hidden_columns]
    if len(kept) * len(shown_columns) > limits.GRID_PLACES:
        raise too_large(f"工作表有 {len(kept)} 行 {len(shown_columns)} 列，太大")
    under_merges = 0
    for merge in shape.merges:
        place = _visible_place((merge[0], merge[1]), {(merge[0], merge[1]): merge}, hidden_rows, hidden_columns)
        # Blank merged areas matter inside the used extent only; a printed one keeps its true size.
        if place is None or (
            place not in visible and not _touches(merge, first_row, first_column, last_row, last_column)
        ):
            continue
        end = (merge[2], merge[3]) if place in visible else (min(merge[2], last_row), min(merge[3], last_column))
        spans[place] = (end[0] - place[0] + 1, end[1] - place[1] + 1)
        under_merges += (min(end[0], last_row) - place[0] + 1) * (min(end[1], last_column) - place[1] + 1)
        if under_merges > limits.MERGED_PLACES:
            raise too_large("合并单元格覆盖的范围太大")
        covered.update(
            (row, column)
            for row in range(place[0], min(end[0], last_row) + 1)
            for column in range(place[1], min(end[1], last_column) + 1)
        )
        covered.discard(place)
    for row in kept:
        for column in shown_columns:
            place = (row, column)
            if place not in covered:
                yield Place(visible.get(place, ""), row, column, *spans.get(place, (1, 1)))


def _touches(
    merge: tuple[int, int, int, int], first_row: int, first_column: int, last_row: int, last_column: int
) -> bool:
    return merge[0] <= last_row and merge[2] >= first_row and merge[1] <= last_column and merge[3] >= first_column


def _kept_rows(rows: Iterable[int], hidden_rows: set[int]) -> Iterator[int]:
    """Row numbers from the first printed row to the last; long runs of blank rows are left out."""
    before: int | None = None
    for row in rows:
        gap = range(before + 1, row) if before is not None else range(0)
        if len(gap) <= _LONGEST_BLANK_RUN:
            yield from (r for r in gap if r not in hidden_rows)
        yield row
        before = row


def _address(place: tuple[int, int]) -> str:
    return f"{get_column_letter(place[1])}{place[0]}"


def _damaged() -> RefusedDocumentError:
    return RefusedDocumentError(
        "document_damaged", "工作簿已损坏，或不是完整的 Excel 文件。请用 Excel 或 WPS 打开后另存为 .xlsx 再放入。"
    )
