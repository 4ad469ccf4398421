# ruff: noqa: E501 - a snippet of markup is read best in one line
"""What of a web page is a table, what is text around it, and what nobody sees."""

from __future__ import annotations

import pytest

from pipelines.extract import read_document
from pipelines.extract.html import read_html
from pipelines.model.cells import RefusedDocumentError, Structure


def _printed(page: str) -> list[list[tuple[str, int, int, int, int]]]:
    return [[(c.text, *c[2:6]) for row in b.rows for c in row] for b in read_html(page.encode()).blocks]


def _cell(inside: str) -> str:
    return _printed(f"<table><tr><td>{inside}</td><td>x</td></tr></table>")[0][0][0]


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        ("绩效<br>指标", "绩效\n指标"),
        ("<p>一</p><p>二</p>", "一\n二"),
        ("  多  个 \n 空 白 ", "多 个 空 白"),
        ("不&nbsp;断", "不\xa0断"),
        ("≥<b>95</b><span>%</span>", "≥95%"),
        ("&ge;95%&nbsp;", "≥95%\xa0"),
        ("10<sup>4</sup>m<sup>2</sup>", "10⁴m²"),
        ("績<ruby>效<rp>(</rp><rt>xiào</rt><rp>)</rp></ruby>", "績效"),
        ("<script>alert(1)</script>值<style>p{}</style><!-- 注 -->", "值"),
        ("<input type='text' value='95%'> <input type='hidden' value='z'>", "95%"),
        ("<input type='checkbox' checked>新增<input type='checkbox'>延续", "☑新增□延续"),
        ("<select><option>甲<option selected>乙</select>", "乙"),
        ("<textarea>目标 一\n目标二</textarea>", "目标 一\n目标二"),
        ("<div>外<div>内</div>外</div>", "外\n内\n外"),
        ("<o:p>Word</o:p>", "Word"),
        ("<br><br>", ""),
        ("x\x00y\x01", "xy"),
    ],
)
def test_a_cell_reads_as_a_browser_shows_it(inside: str, printed: str) -> None:
    assert _cell(inside) == printed


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ("<tr><td rowspan=2>甲<td>乙<tr><td>丙", [("甲", 1, 1, 2, 1), ("乙", 1, 2, 1, 1), ("丙", 2, 2, 1, 1)]),
        ("<tr><td colspan=2>甲<tr><td>乙<td>丙", [("甲", 1, 1, 1, 2), ("乙", 2, 1, 1, 1), ("丙", 2, 2, 1, 1)]),
        ("<tr><td>甲<td rowspan=2>乙<tr><td>丙<td>丁", [("甲", 1, 1, 1, 1), ("乙", 1, 2, 2, 1), ("丙", 2, 1, 1, 1), ("丁", 2, 3, 1, 1)]),
        ("<tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td>丁", [("甲", 1, 1, 3, 1), ("乙", 1, 2, 1, 1), ("丙", 2, 2, 1, 1), ("丁", 3, 2, 1, 1)]),
        ("<tr><td rowspan=99>甲<td>乙", [("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)]),
        ("<tr><td rowspan='x' colspan='-2'>甲<td>乙", [("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1)]),
        ("<tr><td>甲<td></td><td>乙", [("甲", 1, 1, 1, 1), ("", 1, 2, 1, 1), ("乙", 1, 3, 1, 1)]),
        ("<thead><tr><td rowspan=9>甲<td>乙</thead><tbody><tr><td>丙<td>丁</tbody>", [("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1), ("丙", 2, 1, 1, 1), ("丁", 2, 2, 1, 1)]),
        ("<tr><td>甲<td>乙<tr style='display:none'><td>藏<td>藏<tr><td>丙<td>丁", [("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1), ("丙", 2, 1, 1, 1), ("丁", 2, 2, 1, 1)]),
    ],
)  # fmt: skip
def test_spans_take_their_places(rows: str, cells: list[tuple[str, int, int, int, int]]) -> None:
    assert _printed(f"<table>{rows}</table>") == [cells]


def test_a_layout_table_is_taken_apart_in_reading_order() -> None:
    data = "<table border=1><tr><td>项目名称</td><td>社区办公经费</td></tr><tr><td>主管部门</td><td>街道办</td></tr></table>"
    page = f"<div>首页</div><table><tr><td>菜单</td><td>标题<br>副题{data}责任编辑</td></tr><tr><td colspan=2>页脚</td></tr></table>"
    content = read_html(page.encode())
    assert [b.structure for b in content.blocks] == [Structure.PROSE, Structure.GRID, Structure.PROSE]
    assert [c.text for c in content.cells()] == [
        "首页", "菜单", "标题", "副题", "项目名称", "社区办公经费", "主管部门", "街道办", "责任编辑", "页脚",
    ]  # fmt: skip


def test_a_small_table_inside_a_form_is_a_block_after_it() -> None:
    form = "<table><tr><td>年度总体绩效目标</td><td>按月足额发放社区工作者报酬{}</td></tr><tr><td>主管部门</td><td>街道办事处</td></tr></table>"
    assert [
        [c[0] for c in block] for block in _printed(form.format("<table><tr><td>一</td><td>二</td></tr></table>"))
    ] == [
        ["年度总体绩效目标", "按月足额发放社区工作者报酬", "主管部门", "街道办事处"],
        ["一", "二"],
    ]


def test_hidden_text_is_furniture() -> None:
    content = read_html("<p>见</p><p style='display: none'>藏</p><div hidden>也藏</div>".encode())
    assert [c.text for c in content.cells()] == ["见"]
    assert [(f.cell.text, f.reason) for f in content.furniture] == [("藏", "hidden_text"), ("也藏", "hidden_text")]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<meta charset=gb2312><p>绩效①镕</p>".encode("gb18030"), "gb18030"),
        ("<meta charset=utf-8><p>绩效①镕</p>".encode("gb18030"), "gb18030"),
        ("<p>绩效①镕</p>".encode("gb18030"), "gb18030"),
        ("<meta charset=gbk><p>绩效①镕</p>".encode("utf-8-sig"), "utf-8-sig"),
        ("<p>绩效①镕</p>".encode("utf-16"), "utf-16"),
        ("<meta charset=x-unknown><p>绩效①镕</p>".encode(), "utf-8"),
        ("<meta http-equiv=Content-Type content='text/html; charset=big5'><p>績效①</p>".encode("big5-hkscs"), "big5hkscs"),
    ],
)  # fmt: skip
def test_the_encoding_is_that_of_the_bytes(data: bytes, encoding: str) -> None:
    media_type, content = read_document(data, "a.html")
    assert media_type == "text/html"
    assert content.cells()[0].text[0] in "绩績"
    assert content.encoding in {encoding, "big5"}


@pytest.mark.parametrize("name", ["公开.xls", "公开.doc", "公开.txt", "公开"])
def test_a_page_under_another_name_is_still_a_page(name: str) -> None:
    media_type, content = read_document("<html><table><tr><td>甲<td>乙</table></html>".encode(), name)
    assert media_type == "text/html"
    assert [c.text for c in content.cells()] == ["甲", "乙"]
    assert bool(content.notes) == ("." in name)


@pytest.mark.parametrize("name", ["附件.pdf", "附件.docx", "附件.zip"])
def test_the_page_of_a_failed_download_is_no_document(name: str) -> None:
    page = "<!DOCTYPE html><html><body>您访问的页面不存在 404</body></html>".encode()
    with pytest.raises(RefusedDocumentError, match="重新下载") as refusal:
        read_document(page, name)
    assert refusal.value.code == "document_damaged"
    assert read_document(page, "附件.doc")[0] == "text/html"


def test_a_single_file_page_is_read() -> None:
    mail = (
        "From: <Saved by WPS>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
        "--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "PHRhYmxlPjx0cj48dGQ+55SyPC90ZD48dGQ+5LmZPC90ZD48L3RyPjwvdGFibGU+\r\n"
        "--B\r\nContent-Type: image/png\r\n\r\nxx\r\n--B--\r\n"
    )
    media_type, content = read_document(mail.encode(), "a.doc")
    assert media_type == "multipart/related"
    assert [c.text for c in content.cells()] == ["甲", "乙"]


def test_a_page_of_scripts_alone_is_empty() -> None:
    with pytest.raises(RefusedDocumentError, match="document_empty"):
        read_document(b"<html><script>document.write('x')</script></html>", "a.html")


@pytest.mark.parametrize("cut", [slice(1, None), slice(0, -1)])
def test_a_few_broken_characters_are_kept_as_they_show(cut: slice) -> None:
    body = ("绩效目标指标值" * 20).encode()
    content = read_document(b"<meta charset=utf-8><p>" + body[cut] + b"</p>", "a.html")[1]
    assert "\ufffd" in content.cells()[0].text
    assert [code for code, _ in content.notes] == ["characters_are_whole"]


def test_cells_without_a_row_are_a_row() -> None:
    (cells,) = _printed("<table><td>甲<td>乙<tr><td>丙<td>丁</tr><td>戊</table>")
    assert [cell[:3] for cell in cells] == [("甲", 1, 1), ("乙", 1, 2), ("丙", 2, 1), ("丁", 2, 2), ("戊", 3, 1)]
