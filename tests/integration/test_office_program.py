"""What an office program makes of a form (a PDF of any page length, an old workbook, a page) tells the same facts.

Our own writers put everything where they were told to; LibreOffice breaks lines and pages, draws merged cells twice and
clips them, as the programs of budget units do. Skipped where it is not installed.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Cm
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.extract import read_document
from pipelines.normalise import read_forms
from tests.documents import real
from tests.documents.compare import facts
from tests.documents.forms import FORMS
from tests.documents.printed import Printed
from tests.documents.write import as_docx, as_xlsx

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.hard,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: nothing was converted by it"),
]

_PRINTED: dict[str, Callable[[], Printed]] = {**FORMS, "yongning": real.yongning, "yuanzhou": real.yuanzhou}
_LONG = ("yongning", "yuanzhou", "self_evaluation", "two_blocks", "many_projects", "money_tree")
_PAGE_CENTIMETRES = (14, 15.3, 16.7, 17.9, 19.1, 21, 23.5, 25, 27.3)
"""So that nearly every row of a form is cut by the end of a page once."""
_SHEETS = ((18, "portrait", 10), (12, "landscape", 9), (24, "landscape", 12))
"""Width of the columns in characters, orientation, size of the font."""


def _convert(files: Iterable[Path], to: str, directory: Path) -> Path:
    """All files in one run of LibreOffice."""
    assert OFFICE is not None
    home = f"-env:UserInstallation=file://{directory / 'home'}"
    done = directory / to
    subprocess.run(
        [OFFICE, home, "--headless", "--convert-to", to, "--outdir", done, *files], check=True, capture_output=True
    )
    return done


def _of_length(document: bytes, centimetres: float) -> bytes:
    word = docx.Document(io.BytesIO(document))
    for section in word.sections:
        section.page_height, section.page_width = Cm(centimetres), Cm(21)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _as_laid_out(document: bytes, width: int, orientation: str, size: int) -> bytes:
    """A workbook with rules, rows high enough for their text and one page wide, as it is made to be printed."""
    workbook = openpyxl.load_workbook(io.BytesIO(document))
    thin = Side(style="thin")
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
                cell.font = Font(name="SimSun", size=size)
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        for column in range(1, sheet.max_column + 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        for number in range(1, sheet.max_row + 1):
            sheet.row_dimensions[number].height = min(400, (size + 4) * _lines(sheet, number, width) + 4)
        sheet.page_setup.orientation = orientation
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _lines(sheet: Worksheet, row: int, width: int) -> int:
    """Lines that the fullest cell of a row needs."""
    spans = {(m.min_row, m.min_col): m.max_col - m.min_col + 1 for m in sheet.merged_cells.ranges}
    texts = [(str(cell.value), spans.get((row, cell.column), 1)) for cell in sheet[row] if cell.value is not None]
    return max([1, *(-(-len(text) * 2 // int(width * span * 0.8)) + text.count("\n") for text, span in texts)])


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of what LibreOffice made, by target format."""
    directory = tmp_path_factory.mktemp("office")
    sources = {kind: directory / f"from_{kind}" for kind in ("docx", "xlsx", "pages", "sheets")}
    for source in sources.values():
        source.mkdir()
    for name, make in _PRINTED.items():
        (sources["docx"] / f"{name}.docx").write_bytes(as_docx(make()))
        (sources["xlsx"] / f"{name}.xlsx").write_bytes(as_xlsx(make()))
        for width, orientation, size in _SHEETS:
            laid_out = _as_laid_out(as_xlsx(make()), width, orientation, size)
            (sources["sheets"] / f"{name}_{width}.xlsx").write_bytes(laid_out)
    for name in _LONG:
        for length in _PAGE_CENTIMETRES:
            (sources["pages"] / f"{name}_{length}.docx").write_bytes(_of_length(as_docx(_PRINTED[name]()), length))
    for kind, to in (("pages", "pdf"), ("sheets", "pdf"), ("docx", "html"), ("xlsx", "xls")):
        _convert(sorted(sources[kind].iterdir()), to, directory)
    return directory


def _check(file: Path, name: str) -> None:
    expected = read_forms(read_document(as_docx(_PRINTED[name]()), "form.docx")[1])
    assert facts(read_forms(read_document(file.read_bytes(), file.name)[1])) == facts(expected)


@pytest.mark.parametrize("length", _PAGE_CENTIMETRES)
@pytest.mark.parametrize("name", _LONG)
def test_pages_of_any_length_tell_the_samefacts(converted: Path, name: str, length: float) -> None:
    _check(converted / "pdf" / f"{name}_{length}.pdf", name)


@pytest.mark.parametrize("width", [width for width, *_ in _SHEETS])
@pytest.mark.parametrize("name", sorted(_PRINTED))
def test_printed_workbooks_tell_the_samefacts(converted: Path, name: str, width: int) -> None:
    _check(converted / "pdf" / f"{name}_{width}.pdf", name)


@pytest.mark.parametrize("to", ["html", "xls"])
@pytest.mark.parametrize("name", sorted(_PRINTED))
def test_other_formats_tell_the_samefacts(converted: Path, name: str, to: str) -> None:
    _check(converted / to / f"{name}.{to}", name)
