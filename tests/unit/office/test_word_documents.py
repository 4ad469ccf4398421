"""What of a Word file is on the printed page, and in which order. One case for each way in which they differ."""

# ruff: noqa: E501 - a snippet of XML is read best in one line
from __future__ import annotations

import pytest

from pipelines.extract import read_document
from pipelines.extract.word import read_docx
from pipelines.model.cells import Structure
from tests.documents.package import word


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or '<w:p/>'}</w:tc>"


def _row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _printed(body: str, **parts: str) -> list[list[tuple[str, int, int, int, int]]]:
    """Each block as its cells: text, row, column, spans."""
    content = read_docx(word(body, **parts))
    return [[(c.text, *c[2:6]) for row in block.rows for c in row] for block in content.blocks]


@pytest.mark.parametrize(
    ("paragraph", "printed"),
    [
        ("<w:r><w:t>指标值</w:t></w:r><w:r><w:t>≥95%</w:t></w:r>", "指标值≥95%"),
        ('<w:del><w:r><w:delText>90</w:delText></w:r></w:del><w:ins><w:r><w:t>95</w:t></w:r></w:ins>', "95"),
        ("<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新处</w:t></w:r></w:moveTo>", "新处"),
        ('<w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>00</w:t></w:r><w:r><w:t>万元</w:t></w:r>', "10万元"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>不藏</w:t></w:r>', "不藏"),
        ("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:r><w:t>控件内</w:t></w:r></w:sdtContent></w:sdt>", "控件内"),
        ("<w:smartTag><w:r><w:t>2024</w:t></w:r></w:smartTag><w:hyperlink><w:r><w:t>年度</w:t></w:r></w:hyperlink>", "2024年度"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>90%</w:t></w:r>', "≥90%"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0a3</w:t></w:r><w:r><w:t>5</w:t></w:r>', "≤5"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>新增</w:t></w:r>', "☑新增"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/></w:r>", "a\tb\u2011c"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>biāo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>標</w:t></w:r></w:rubyBase></w:ruby></w:r>", "標"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple w:instr='PAGE'><w:r><w:t>3</w:t></w:r></w:fldSimple>", "3"),
        ('<w:r><w:t>m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>', "m²"),
        ("<!-- 批注 --><w:r><w:t xml:space='preserve'> 前后空格 </w:t></w:r>", " 前后空格 "),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_it_prints(paragraph: str, printed: str) -> None:
    assert _printed(f"<w:p>{paragraph}</w:p>") == [[(printed, 1, 1, 1, 1)]]


def test_merged_cells_stand_once_with_their_spans() -> None:
    table = _tbl(
        _row(_tc(_p("绩效指标"), "<w:vMerge w:val='restart'/>"), _tc(_p("一级指标")), _tc(_p("指标值"), "<w:gridSpan w:val='2'/>")),
        _row(_tc("", "<w:vMerge/>"), _tc(_p("产出指标")), _tc(_p("数量指标")), _tc(_p("5个"))),
        _row(_tc("", "<w:vMerge w:val='continue'/>"), _tc(_p("效益指标")), _tc(""), _tc(_p("提高"))),
    )  # fmt: skip
    assert _printed(table) == [
        [
            ("绩效指标", 1, 1, 3, 1), ("一级指标", 1, 2, 1, 1), ("指标值", 1, 3, 1, 2),
            ("产出指标", 2, 2, 1, 1), ("数量指标", 2, 3, 1, 1), ("5个", 2, 4, 1, 1),
            ("效益指标", 3, 2, 1, 1), ("", 3, 3, 1, 1), ("提高", 3, 4, 1, 1),
        ]
    ]  # fmt: skip


def test_a_merge_that_nothing_began_is_a_cell_of_its_own() -> None:
    assert _printed(_tbl(_row(_tc(_p("甲"), "<w:vMerge/>"), _tc(_p("乙"))))) == [
        [("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)]
    ]


def test_a_row_that_begins_late_keeps_its_columns() -> None:
    late = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{_tc(_p('丙'))}</w:tr>"
    assert _printed(_tbl(_row(_tc(_p("甲")), _tc(_p("乙"))), late))[0][-1] == ("丙", 2, 2, 1, 1)


def test_deleted_rows_and_cells_are_not_printed() -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{_tc(_p('删'))}{_tc(_p('除'))}</w:tr>"
    table = _tbl(_row(_tc(_p("甲")), _tc(_p("旧"), "<w:cellDel/>"), _tc(_p("乙"))), deleted)
    assert _printed(table) == [[("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)]]


def test_line_breaks_and_paragraphs_in_a_cell_stay() -> None:
    cell = _tc("<w:p><w:r><w:t>绩效</w:t><w:br/><w:t>指标</w:t></w:r></w:p>" + _p("第二段"))
    assert _printed(_tbl(_row(cell, _tc(_p("x")))))[0][0][0] == "绩效\n指标\n第二段"


def test_tables_and_text_keep_their_order() -> None:
    content = read_docx(word(_p("一") + _tbl(_row(_tc(_p("甲")), _tc(_p("乙")))) + _p("二") + _p("三")))
    assert [b.structure for b in content.blocks] == [Structure.PROSE, Structure.GRID, Structure.PROSE]
    assert [(c.text, c.table, c.row, c.column) for c in content.cells()] == [
        ("一", 1, 1, 1), ("甲", 2, 1, 1), ("乙", 2, 1, 2), ("二", 3, 1, 1), ("三", 3, 2, 1),
    ]  # fmt: skip


def test_adjacent_tables_stay_two_blocks() -> None:
    table = _tbl(_row(_tc(_p("甲")), _tc(_p("乙"))))
    assert len(_printed(table + table)) == 2


def test_a_nested_table_is_a_block_of_its_own() -> None:
    inner = _tbl(_row(_tc(_p("内1")), _tc(_p("内2"))))
    outer = _tbl(_row(_tc(_p("外")), _tc(_p("前") + inner + "<w:p/>")))
    assert _printed(outer) == [
        [("外", 1, 1, 1, 1), ("前", 1, 2, 1, 1)],
        [("内1", 1, 1, 1, 1), ("内2", 1, 2, 1, 1)],
    ]


def test_a_frame_of_one_cell_is_taken_apart() -> None:
    inner = _tbl(_row(_tc(_p("内1")), _tc(_p("内2"))))
    assert _printed(_tbl(_row(_tc(_p("题") + inner + _p("注"))))) == [
        [("题", 1, 1, 1, 1)], [("内1", 1, 1, 1, 1), ("内2", 1, 2, 1, 1)], [("注", 1, 1, 1, 1)],
    ]  # fmt: skip


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{_p('框内')}{_tbl(_row(_tc(_p('甲')), _tc(_p('乙'))))}</w:txbxContent>"
    doubled = (
        "<w:p><w:r><w:t>框外</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert _printed(doubled) == [
        [("框外", 1, 1, 1, 1)], [("框内", 1, 1, 1, 1)], [("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)],
    ]  # fmt: skip


def test_content_controls_around_rows_and_cells_are_transparent() -> None:
    cell = f"<w:sdt><w:sdtContent>{_tc(_p('乙'))}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{_row(_tc(_p('甲')), cell)}</w:sdtContent></w:sdt>"
    table = f"<w:sdt><w:sdtContent>{_tbl(row)}</w:sdtContent></w:sdt>"
    assert _printed(table) == [[("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)]]


def test_list_numbers_are_printed() -> None:
    numbering = (
        "<w:numbering><w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
        "<w:lvlText w:val='指标%1：'/></w:lvl></w:abstractNum><w:num w:numId='3'><w:abstractNumId w:val='7'/></w:num></w:numbering>"
    )
    listed = (
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>"
    )
    assert [c[0] for c in _printed(listed.format("人数") + listed.format("次数"), numbering=numbering)[0]] == [
        "指标1：人数",
        "指标2：次数",
    ]


def test_what_is_beside_the_form_is_furniture() -> None:
    content = read_docx(
        word(
            _p("正文") + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>",
            header=f"<w:header>{_p('页眉')}</w:header>",
            footer=f"<w:footer>{_p('第1页')}</w:footer>",
            footnotes=f"<w:footnotes>{_p('脚注')}</w:footnotes>",
        )
    )
    assert [c.text for c in content.cells()] == ["正文"]
    assert [(f.cell.text, f.reason) for f in content.furniture] == [
        ("藏", "hidden_text"), ("页眉", "running_header"), ("第1页", "running_footer"), ("脚注", "footnote"),
    ]  # fmt: skip
    assert [code for code, _ in content.notes] == ["text_is_visible"]
    places = [(c.table, c.row, c.column) for c in [*content.cells(), *(f.cell for f in content.furniture)]]
    assert len(set(places)) == len(places)


def test_a_hidden_style_hides_its_text() -> None:
    styles = "<w:styles><w:style w:styleId='x'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    body = "<w:p><w:pPr><w:pStyle w:val='x'/></w:pPr><w:r><w:t>藏</w:t></w:r></w:p>" + _p("见")
    assert _printed(body, styles=styles) == [[("见", 1, 1, 1, 1)]]


@pytest.mark.parametrize("name", ["a.docx", "a.docm", "无扩展名"])
def test_the_name_does_not_matter(name: str) -> None:
    media_type, content = read_document(word(_p("甲")), name)
    assert media_type.endswith("wordprocessingml.document")
    assert [c.text for c in content.cells()] == ["甲"]
    assert content.notes == ()


def test_strict_files_read_alike() -> None:
    strict = word(_p("甲"), transitional=False)
    assert [c.text for c in read_docx(strict).cells()] == ["甲"]


def test_a_wrong_extension_is_remarked() -> None:
    assert [code for code, _ in read_document(word(_p("甲")), "a.pdf")[1].notes] == ["extension_fits_content"]
