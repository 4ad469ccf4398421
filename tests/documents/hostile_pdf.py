# ruff: noqa: E501 - an object of a PDF is read best in one line
"""PDFs made by hand to harm a reader: loops, bombs, depths and crowds. Small on disk, nothing kept in the repository."""

from __future__ import annotations

import zlib

_CATALOG, _PAGES, _PAGE, _DRAWING = 1, 2, 3, 4


def objects_as_pdf(objects: dict[int, bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF of these numbered objects, its table of places right; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def stream(content: bytes, dictionary: bytes = b"", *, times: int = 1) -> bytes:
    """A packed stream; ``times`` packs what was packed again."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b"/Filter[" + b"/FlateDecode" * times + b"]" if times else b""
    return b"<<%s%s/Length %d>>\nstream\n%s\nendstream" % (dictionary, filters, len(content), content)


def page(drawing: bytes, *, resources: bytes = b"", more: dict[int, bytes] | None = None, box: str = "0 0 595 842") -> bytes:  # fmt: skip
    """One page whose drawing is this stream object."""
    return objects_as_pdf(
        {
            _CATALOG: b"<</Type/Catalog/Pages 2 0 R>>",
            _PAGES: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            _PAGE: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
            % (box.encode(), resources),
            _DRAWING: drawing,
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            **(more or {}),
        }
    )


RULED = (
    b"1 w " + b"".join(b"50 %d m 545 %d l S " % (y, y) for y in range(100, 801, 100))
    + b"".join(b"%d 100 m %d 800 l S " % (x, x) for x in range(50, 546, 99))
    + b"".join(b"BT /F 10 Tf %d %d Td (cell %d) Tj ET " % (x + 5, y + 40, x * y) for x in range(50, 446, 99) for y in range(100, 701, 100))
)  # fmt: skip
"""A drawing of a small ruled table."""


def tree_that_is_its_own_child() -> bytes:
    """The tree of pages holds itself."""
    return objects_as_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2/Parent 2 0 R>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            4: stream(RULED),
        }
    )


def tree_in_a_circle() -> bytes:
    """Branches of the tree of pages hold each other, without any page."""
    return objects_as_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 1000000>>",
            3: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000/Parent 2 0 R>>",
        }
    )


def tree_that_doubles(depth: int) -> bytes:
    """Each branch holds the next one twice: two to the power of ``depth`` pages from a few hundred bytes."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    for n in range(2, depth + 2):
        objects[n] = b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count %d>>" % (n + 1, n + 1, 2 ** (depth + 2 - n))
    objects[depth + 2] = b"<</Type/Page/MediaBox[0 0 595 842]/Contents %d 0 R>>" % (depth + 3)
    objects[depth + 3] = stream(RULED)
    return objects_as_pdf(objects)


def tree_that_is_deep(depth: int) -> bytes:
    """One page below so many branches."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    for n in range(2, depth + 2):
        objects[n] = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 1)
    objects[depth + 2] = b"<</Type/Page/MediaBox[0 0 595 842]/Contents %d 0 R>>" % (depth + 3)
    objects[depth + 3] = stream(RULED)
    return objects_as_pdf(objects)


def many_pages(count: int, *, blank: bool = False) -> bytes:
    """So many pages, all drawing one table."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[" + b" ".join(b"%d 0 R" % n for n in range(10, count + 10)) + b"]/Count %d>>" % count,
        3: stream(b" " if blank else RULED),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    drawing = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    return objects_as_pdf(objects | dict.fromkeys(range(10, count + 10), drawing))


def count_that_lies() -> bytes:
    """Two thousand million pages are stated, one is there."""
    return page(stream(RULED)).replace(b"/Count 1>>", b"/Count 2147483647>>")


def length_that_is_its_own_object() -> bytes:
    """The length of a stream stands in that stream, and another's in an object that refers to itself."""
    body = b"<</Length 4 0 R/Filter/FlateDecode>>\nstream\n" + zlib.compress(RULED) + b"\nendstream"
    return page(body, more={6: b"6 0 R", 7: b"8 0 R", 8: b"7 0 R"})


def references_in_a_circle() -> bytes:
    """What the page draws refers to an object that refers back."""
    return page(b"7 0 R", more={7: b"8 0 R", 8: b"4 0 R"}, resources=b"/XObject 7 0 R")


def tables_of_places_in_a_circle() -> bytes:
    """The table of places names itself as the one before."""
    data = page(stream(RULED))
    start = int(data.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


def object_streams_in_a_circle() -> bytes:
    """Streams of objects that extend each other."""
    return page(
        stream(RULED),
        more={
            7: stream(b"9 0 <</A 1>>", b"/Type/ObjStm/N 1/First 4/Extends 8 0 R"),
            8: stream(b"10 0 <</A 1>>", b"/Type/ObjStm/N 1/First 5/Extends 7 0 R"),
        },
    )


def drawing_that_draws_itself() -> bytes:
    """A form of drawing that draws itself."""
    resources = b"/XObject<</X 6 0 R>>"
    form = stream(b"/X Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<" + resources + b">>")
    return page(stream(b"/X Do"), resources=resources, more={6: form})


def drawings_that_multiply(depth: int, times: int = 10) -> bytes:
    """Each form draws the next one ten times: ten to the power of ``depth`` tables from a few hundred bytes."""
    more = {}
    for n in range(6, 6 + depth):
        last = n == 5 + depth
        resources = b"/Font<</F 5 0 R>>" + (b"" if last else b"/XObject<</X %d 0 R>>" % (n + 1))
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%s>>" % resources
        more[n] = stream(RULED if last else b"/X Do " * times, head)
    return page(stream(b"/X Do"), resources=b"/XObject<</X 6 0 R>>", more=more)


def font_that_draws_itself() -> bytes:
    """Letters that are drawings which print those letters."""
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 97/LastChar 97/Widths[1000]/Encoding<</Differences[97/a]>>/CharProcs<</a 7 0 R>>/Resources<</Font<</F 6 0 R>>>>>>"
    return page(
        stream(b"BT /G 10 Tf 50 50 Td (aaaa) Tj ET"),
        more={6: font, 7: stream(b"1000 0 d0 BT /F 10 Tf (aaaa) Tj ET")},
    ).replace(b"/Font<</F 5 0 R>>", b"/Font<</G 6 0 R>>", 1)


def drawing_bomb(size: int, word: bytes = b"q Q ", *, times: int = 1) -> bytes:
    """A drawing that unpacks to so many bytes."""
    return page(stream(word * (size // len(word)), times=times))


def image_bomb(side: int, *, with_text: bool) -> bytes:
    """A picture of ``side`` × ``side`` black points over the whole page, with hidden text over it as in a scan."""
    packed = zlib.compressobj(9)
    row = bytes(side // 8)
    picture = b"".join(packed.compress(row) for _ in range(side)) + packed.flush()
    image = (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray"
        b"/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (side, side, len(picture), picture)
    )
    hidden = b"".join(b"BT 3 Tr /F 10 Tf 60 %d Td (project name target) Tj ET " % y for y in range(50, 800, 20))
    drawn = b"q 595 0 0 842 0 0 cm /I Do Q " + (hidden if with_text else b"")
    return page(stream(drawn), resources=b"/XObject<</I 6 0 R>>", more={6: image})


def page_as_large_as_a_town(*, with_text: bool) -> bytes:
    """A page of ten thousand million points each way, with a picture and hidden text as in a scan."""
    data = image_bomb(64, with_text=with_text)
    return data.replace(b"[0 0 595 842]", b"[0 0 9999999 9999999]").replace(b"595 0 0 842 0 0 cm", b"9 0 0 9 0 0 cm")


def arrays_in_arrays(depth: int) -> bytes:
    """Arrays so deep, in the page and in its drawing."""
    deep = b"[" * depth + b"]" * depth
    return page(stream(deep + b" TJ " + RULED), more={6: deep}, resources=b"/Deep " + deep)


def dictionaries_in_dictionaries(depth: int) -> bytes:
    """Dictionaries so deep."""
    return page(stream(RULED), resources=b"/Deep " + b"<</A " * depth + b"1" + b">>" * depth)


def letters(count: int) -> bytes:
    """So many letters on one page."""
    line = b"BT /F 8 Tf 10 %d Td (" + b"x" * 1000 + b") Tj ET\n"
    return page(stream(b"".join(line % (n % 840) for n in range(count // 1000))))


def one_long_text(size: int) -> bytes:
    """One text of so many letters."""
    return page(stream(b"BT /F 1 Tf 10 10 Td (" + b"x" * size + b") Tj ET"))


def lines(count: int) -> bytes:
    """So many lines drawn on one page, each its own path."""
    return page(stream(b"".join(b"%d %d m %d %d l S\n" % (n % 595, n % 842, (n * 7) % 595, (n * 13) % 842) for n in range(count))))  # fmt: skip


def fine_grid(rows: int, columns: int) -> bytes:
    """A ruled table of so many rows and columns without a word in it but one."""
    drawn = b"".join(b"0 %.3f m 595 %.3f l S\n" % (842 * y / rows, 842 * y / rows) for y in range(rows + 1))
    drawn += b"".join(b"%.3f 0 m %.3f 842 l S\n" % (595 * x / columns, 595 * x / columns) for x in range(columns + 1))
    return page(stream(b"0.1 w " + drawn + b"BT /F 2 Tf 100 100 Td (word) Tj ET"))


def notes(count: int) -> bytes:
    """So many notes on one page, each a form field with text."""
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/Rect[10 10 100 20]/V(value)/T(name)/DA(/F 8 Tf)>>"
    listed = b" ".join(b"%d 0 R" % n for n in range(100, 100 + count))
    return objects_as_pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[" + listed + b"]>>>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[" + listed + b"]/Resources<</Font<</F 5 0 R>>>>>>",
            4: stream(RULED),
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            **dict.fromkeys(range(100, 100 + count), field),
        }
    )  # fmt: skip


def text_map_bomb(size: int) -> bytes:
    """A font whose table of characters maps ranges of the whole plane, over and over."""
    head = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    ranges = b"100 beginbfrange\n" + b"<0000> <FFFF> <0000>\n" * 100 + b"endbfrange\n"
    text_map = head + ranges * (size // len(ranges)) + b"endcmap"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"
    return page(stream(RULED + b"BT /G 10 Tf 55 120 Td <00410042> Tj ET"), more={6: font, 7: stream(text_map)}).replace(
        b"/Font<</F 5 0 R>>", b"/Font<</F 5 0 R/G 6 0 R>>", 1
    )


def picture_decoders() -> bytes:
    """Pictures that state monstrous sizes, in every packing a PDF knows."""
    more = {}
    names = [b"DCTDecode", b"JPXDecode", b"JBIG2Decode", b"CCITTFaxDecode", b"RunLengthDecode", b"LZWDecode"]
    for n, name in enumerate(names, start=6):
        more[n] = (
            b"<</Type/XObject/Subtype/Image/Width 65000/Height 65000/BitsPerComponent 8/ColorSpace/DeviceRGB"
            b"/Filter/%s/Length 40>>\nstream\n%s\nendstream" % (name, b"\xff\xd8\xff\xe0" + b"\x00" * 36)
        )
    drawn = b"".join(b"q 595 0 0 842 0 0 cm /I%d Do Q " % n for n in more)
    listed = b"".join(b"/I%d %d 0 R" % (n, n) for n in more)
    hidden = b"BT 3 Tr /F 10 Tf 60 60 Td (project name target value) Tj ET"
    return page(stream(drawn + hidden), resources=b"/XObject<<" + listed + b">>", more=more)
