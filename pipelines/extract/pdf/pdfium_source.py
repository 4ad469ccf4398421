"""Marks of a page from pdfium: the fast source. Characters from the text page, lines from the path objects.

pdfium is not safe for threads: one document is read by one thread of one process. Every page is closed as soon as it
is read, so that memory stays flat over hundreds of pages.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipelines.extract.pdf.bounds import BOUNDS, Bounds, TooManyObjectsError
from pipelines.extract.pdf.marks import WHITE, Colour, Glyph, PageMarks
from pipelines.extract.pdf.paths import Matrix, PathInk, Point, ink_of
from pipelines.model.cells import Box, RefusedDocumentError

_HIDDEN_MODES = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_IDENTITY = Matrix(1, 0, 0, 1, 0, 0)
_TYPED_FIELDS = frozenset({raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX})
_LINE_END_HYPHEN = 2
"""pdfium's own mark for a hyphen at the end of a line."""
_INVENTED = frozenset({0x20, 0x0D, 0x0A})
"""Characters that pdfium adds where it sees words and lines end; only these need the question whether it did."""


class _Look(NamedTuple):
    """What all glyphs of one text object share."""

    turn: int
    size: float
    colour: Colour
    hidden: bool


@contextmanager
def open_document(data: bytes, password: str | None) -> Iterator[pdfium.PdfDocument]:
    """The document, closed on leaving.

    Raises:
        RefusedDocumentError: encrypted without the right password, or no PDF that anybody can open.
    """
    if not data.strip():
        raise RefusedDocumentError("document_empty", "文件是空的。请重新下载或向公开单位索取。")
    try:
        document = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == raw.FPDF_ERR_PASSWORD:
            raise RefusedDocumentError(
                "document_encrypted",
                "文件设有打开密码"
                + ("，所给密码不对" if password else "")
                + "，无法读取。请在 data/raw/sources.yml 该文件条目下写明 password，或换用未加密的文件。",
            ) from error
        if code == raw.FPDF_ERR_SECURITY:
            raise RefusedDocumentError(
                "document_encrypted", "文件使用了本程序不支持的加密方式，无法读取。请换用未加密的文件。"
            ) from error
        raise RefusedDocumentError(
            "document_damaged",
            "文件不是完整的 PDF（损坏、被截断或其他格式改名），无法打开。请重新下载或向公开单位索取。",
        ) from error
    try:
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()  # fills the appearance of fields that state only a value
        yield document
    finally:
        document.close()


def page_marks(document: pdfium.PdfDocument, index: int, bounds: Bounds = BOUNDS) -> PageMarks:
    """Everything drawn on the page with this 0-based index, as seen.

    Raises:
        TooManyObjectsError: more than the bounds allow.
        pdfium.PdfiumError: the page cannot be loaded.
    """
    if document.formenv is not None and (notes := _notes(document, index)) > bounds.notes:
        raise TooManyObjectsError(notes)
    page = document[index]
    try:
        if _is_filled_in(page) and raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page.close()
            page = document[index]
        return _read(page, index + 1, bounds)
    finally:
        page.close()


def _notes(document: pdfium.PdfDocument, index: int) -> int:
    """Notes and fields of a page, counted before the page is joined with its form: that takes their number squared."""
    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        return 0
    try:
        return int(raw.FPDFPage_GetAnnotCount(page))
    finally:
        raw.FPDF_ClosePage(page)


def _is_filled_in(page: pdfium.PdfPage) -> bool:
    """True when text was typed over the page: into form fields, or with a program's typewriter (free text notes)."""
    for i in range(min(raw.FPDFPage_GetAnnotCount(page.raw), BOUNDS.notes)):
        note = raw.FPDFPage_GetAnnot(page.raw, i)
        try:
            kind = raw.FPDFAnnot_GetSubtype(note)
            if kind == raw.FPDF_ANNOT_FREETEXT:
                return True
            if kind == raw.FPDF_ANNOT_WIDGET and page.formenv is not None:
                field = raw.FPDFAnnot_GetFormFieldType(page.formenv.raw, note)
                if field in _TYPED_FIELDS:
                    return True
        finally:
            raw.FPDFPage_CloseAnnot(note)
    return False


def _read(page: pdfium.PdfPage, number: int, bounds: Bounds) -> PageMarks:
    seen, width, height = _seen(page)
    collected = _Objects(bounds, seen)
    collected.walk(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, seen, 0)
    text = page.get_textpage()
    try:
        glyphs = _glyphs(text.raw, seen, page.get_rotation(), bounds)
    finally:
        text.close()
    inside = tuple(g for g in glyphs if -1 <= g.centre[0] <= width + 1 and -1 <= g.centre[1] <= height + 1)
    return PageMarks(
        page=number,
        width=width,
        height=height,
        glyphs=inside,
        strokes=tuple(collected.ink.strokes),
        shades=tuple(collected.ink.shades),
        rounds=tuple(collected.ink.rounds),
        pictures=tuple(collected.pictures),
        objects=collected.count,
    )


def _seen(page: pdfium.PdfPage) -> tuple[Matrix, float, float]:
    """From page space (origin bottom left, not rotated) to the page as seen (origin top left), with its size."""
    left, bottom, right, top = page.get_bbox()
    match page.get_rotation():
        case 90:
            return Matrix(0, 1, 1, 0, -bottom, -left), top - bottom, right - left
        case 180:
            return Matrix(-1, 0, 0, 1, right, -bottom), right - left, top - bottom
        case 270:
            return Matrix(0, -1, -1, 0, top, right), top - bottom, right - left
        case _:
            return Matrix(1, 0, 0, -1, -left, top), right - left, top - bottom


class _Objects:
    """Walks the page objects, into Form XObjects with their matrices."""

    def __init__(self, bounds: Bounds, seen: Matrix) -> None:
        self.bounds = bounds
        self.seen = seen
        self.ink = PathInk([], [], [])
        self.pictures: list[Box] = []
        self.count = 0

    def walk(self, holder: Any, count_of: Any, get: Any, matrix: Matrix, depth: int) -> None:
        count = count_of(holder)
        self.count += max(count, 0)
        if self.count > self.bounds.objects:
            raise TooManyObjectsError(self.count)
        for i in range(count):
            item = get(holder, i)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.pictures.append(_bounds_of(item, matrix))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < self.bounds.nesting:
                inner = _matrix_of(item).then(matrix)
                self.walk(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)

    def _path(self, item: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
            return
        segments = raw.FPDFPath_CountSegments(item)
        colour = _colour(item, raw.FPDFPageObj_GetStrokeColor if stroke.value else raw.FPDFPageObj_GetFillColor)
        if colour is None:
            return
        if not stroke.value and segments <= 5 and not matrix.is_oblique:
            self.ink.add_rectangle(_bounds_of(item, matrix), colour)
            return
        self.count += segments
        if self.count > 4 * self.bounds.objects:
            raise TooManyObjectsError(self.count)
        ink_of(_parts(item, segments, _matrix_of(item).then(matrix)), bool(stroke.value), colour, self.ink)


def _parts(item: Any, segments: int, matrix: Matrix) -> list[tuple[list[Point], bool]]:
    """The subpaths of a path as seen: their corners, and whether any part is curved."""
    parts: list[tuple[list[Point], bool]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(segments):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        point = matrix.apply(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO or not parts:
            parts.append(([point], False))
        else:
            corners, curved = parts[-1]
            corners.append(point)
            if kind == raw.FPDF_SEGMENT_BEZIERTO and not curved:
                parts[-1] = (corners, True)
        if raw.FPDFPathSegment_GetClose(segment):
            parts[-1][0].append(parts[-1][0][0])
    return parts


def _matrix_of(item: Any) -> Matrix:
    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, m):
        return _IDENTITY
    return Matrix(m.a, m.b, m.c, m.d, m.e, m.f)


def _bounds_of(item: Any, matrix: Matrix) -> Box:
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return matrix.box(left.value, bottom.value, right.value, top.value)


def _colour(item: Any, get: Any) -> Colour | None:
    """The colour, or None where it is (nearly) transparent."""
    r, g, b, a = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not get(item, r, g, b, a):
        return (0, 0, 0)
    if a.value < 13:
        return None
    fade = a.value / 255
    return (
        round(255 - (255 - r.value) * fade),
        round(255 - (255 - g.value) * fade),
        round(255 - (255 - b.value) * fade),
    )


def _glyphs(text: Any, seen: Matrix, rotation: int, bounds: Bounds) -> list[Glyph]:
    count = raw.FPDFText_CountChars(text)
    if count > bounds.glyphs:
        raise TooManyObjectsError(count)
    found: list[Glyph] = []
    looks: dict[int | None, _Look] = {}
    rectangle = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    address = ctypes.c_void_p.from_buffer
    get_code, get_box, get_origin = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    get_item, is_unmapped = raw.FPDFText_GetTextObject, raw.FPDFText_HasUnicodeMapError
    for i in range(count):
        code = get_code(text, i)
        if code in _INVENTED and raw.FPDFText_IsGenerated(text, i) == 1:
            continue
        get_box(text, i, rectangle)
        get_origin(text, i, x, y)
        item = get_item(text, i)
        key = address(item).value
        look = looks.get(key)
        if look is None:
            look = looks[key] = _look(text, i, item, rotation)
        mapped = code != 0 and is_unmapped(text, i) != 1
        character = chr(code) if mapped and code != _LINE_END_HYPHEN else _character(text, i, code, mapped)
        if 0xDC00 <= code < 0xE000 and found and 0xD800 <= ord(found[-1].text) < 0xDC00:
            pair = 0x10000 + ((ord(found[-1].text) - 0xD800) << 10) + (code - 0xDC00)
            found[-1] = found[-1]._replace(text=chr(pair))
            continue
        ox, oy = seen.apply(x.value, y.value)
        box = seen.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        found.append(Glyph(character, box, ox, oy, look.size, look.turn, look.colour, look.hidden, mapped))
    return [
        g._replace(text="\ufffd", mapped=False) if len(g.text) == 1 and 0xD800 <= ord(g.text) < 0xE000 else g
        for g in found
    ]


def _character(text: Any, index: int, code: int, mapped: bool) -> str:
    if not mapped:
        return "\ufffd"
    if code == _LINE_END_HYPHEN and raw.FPDFText_IsHyphen(text, index) == 1:
        return "-"
    return chr(code)


def _look(text: Any, index: int, item: Any, rotation: int) -> _Look:
    m = raw.FS_MATRIX()
    turn, scale = 0, 1.0
    if raw.FPDFText_GetMatrix(text, index, m):
        along, across = math.hypot(m.a, m.b), math.hypot(m.c, m.d)
        scale = across or along or 1.0
        if along:
            turn = round(rotation - math.degrees(math.atan2(m.b, m.a))) % 360
    size = raw.FPDFText_GetFontSize(text, index) * scale
    hidden = bool(item) and raw.FPDFTextObj_GetTextRenderMode(item) in _HIDDEN_MODES
    colour = _colour(item, raw.FPDFPageObj_GetFillColor) if item else (0, 0, 0)
    return _Look(turn, size, colour or WHITE, hidden or colour is None)
