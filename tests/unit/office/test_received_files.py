# ruff: noqa: E501 - a case is read best in one line
"""What a file is, whatever its name says; what is refused by name; delimited files; archives of attachments."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipelines.extract import is_archive, read_document, received_documents
from pipelines.extract.csv_file import read_csv
from pipelines.model.cells import RefusedDocumentError, Structure
from tests.documents.package import sheet, word, zipped

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def _ole(*streams: str) -> bytes:
    """The head of an OLE file with a directory of these streams."""
    entries = b""
    for stream in ("Root Entry", *streams):
        name = stream.encode("utf-16-le") + b"\x00\x00"
        entries += name.ljust(64, b"\x00") + len(name).to_bytes(2, "little") + bytes(62)
    return (_OLE + bytes(504) + entries).ljust(4096, b"\x00")


@pytest.mark.parametrize(
    ("data", "name", "code", "advice"),
    [
        (b"", "a.txt", "document_empty", "空"),
        (b" \r\n\t\n", "a.txt", "document_empty", "空"),
        (bytes(100), "a.docx", "document_empty", "空"),
        (_ole("WordDocument", "1Table"), "a.doc", "document_unsupported", ".docx"),
        (_ole("WordDocument"), "a.wps", "document_unsupported", ".docx"),
        (_ole("PowerPoint Document"), "a.ppt", "document_unsupported", "PDF"),
        (_ole("EncryptionInfo", "EncryptedPackage"), "a.docx", "document_encrypted", "密码"),
        (_ole("Contents"), "a.et", "document_unsupported", ".xlsx"),
        (rb"{\rtf1\ansi text}", "a.doc", "document_unsupported", ".docx"),
        (b"Rar!\x1a\x07\x01\x00rest", "a.rar", "document_unsupported", ".zip"),
        (b"7z\xbc\xaf\x27\x1crest", "a.zip", "document_unsupported", ".zip"),
        (b"\x1f\x8b\x08rest", "a.tar.gz", "document_unsupported", "解压"),
        (b"\x89PNG\r\n\x1a\nrest", "a.pdf", "document_unsupported", "文字识别"),
        (b"\xff\xd8\xff\xe0rest", "a.jpg", "document_unsupported", "文字识别"),
        (zipped({"OFD.xml": "<x/>"}), "a.ofd", "document_unsupported", "PDF"),
        (zipped({"mimetype": "x", "content.xml": "<x/>", "META-INF/manifest.xml": "<x/>"}), "a.ods", "document_unsupported", ".xlsx"),
        (zipped({"[Content_Types].xml": "<x/>", "xl/workbook.bin": "x"}), "a.xlsb", "document_unsupported", ".xlsx"),
        (zipped({"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "x"}), "a.pptx", "document_unsupported", "PDF"),
        (zipped({"a.txt": "x"}), "a.zip", "document_unsupported", "压缩包"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "a.xls", "document_unsupported", ".xlsx"),
        (word("<w:p/>", media="x").replace(b"word/media.xml", b"word/media/x.a"), "a.docx", "document_needs_ocr", "文字识别"),
        (bytes(range(1, 256)) * 20, "a.txt", "document_not_text", ""),
    ],
)  # fmt: skip
def test_refused_by_name_with_what_to_do(data: bytes, name: str, code: str, advice: str) -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        read_document(data, name)
    assert refusal.value.code == code
    assert advice in refusal.value.message
    assert refusal.value.message.endswith("。")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("项目名称,居家养老\n主管部门,街道办\n", ["项目名称", "居家养老", "主管部门", "街道办"]),
        ('项目名称,"居家,养老"\n目标,"一""二"""\n', ["项目名称", "居家,养老", "目标", '一"二"']),
        ('名称\t值\n"两\n行"\t5\n', ["名称", "值", "两\n行", "5"]),
        ("名称;值\n人数;5\n", ["名称", "值", "人数", "5"]),
        ("sep=|\n名称|值\n", ["名称", "值"]),
        ("名称,值\n总额,=SUM(A1:A3)\n", ["名称", "值", "总额", "=SUM(A1:A3)"]),
        ("\ufeff名称,值\r\n,\r\n人数,5\r\n", ["名称", "值", "人数", "5"]),
    ],
)
def test_delimited_files(text: str, cells: list[str]) -> None:
    content = read_csv(text.encode())
    assert [b.structure for b in content.blocks] == [Structure.ROWS]
    assert [c.text for c in content.cells()] == cells


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimited_files_in_any_encoding(encoding: str) -> None:
    media_type, content = read_document("项目名称,绩效目标\n主管部门,街道办事处\n".encode(encoding), "a.csv")
    assert media_type == "text/csv"
    assert [c.text for c in content.cells()] == ["项目名称", "绩效目标", "主管部门", "街道办事处"]


def test_a_cell_of_a_delimited_file_knows_its_line() -> None:
    cells = read_csv('项目,"一\n二"\n指标,值\n'.encode()).cells()
    assert [(c.line, c.row, c.column) for c in cells] == [(1, 1, 1), (1, 1, 2), (3, 2, 1), (3, 2, 2)]


def test_tabs_under_an_excel_name_are_a_table() -> None:
    media_type, content = read_document("项目名称\t绩效目标\n".encode("gbk"), "导出.xls")
    assert media_type == "text/csv"
    assert [code for code, _ in content.notes] == ["encoding_is_stated", "extension_fits_content"]


@pytest.mark.parametrize(
    "text",
    [
        "为提高效率,改善环境,保障安全，特设立本项目。\n项目名称\n街道经费\n数量指标\n≥5,次\n",
        "项目名称:社区经费\n年度资金总额:1,200,000\n财政拨款:1,200,000\n其他资金:0\n目标:按时,按量,完成\n",
        "项目,名称\n值,5\n",
        "a\tb,c,d\n1\t2,3,4\n5\t6,7,8\n9\t1,2,3\n4\t5,6,7\n",
        "一 | 二,三,四\n五 | 六,七,八\n九 | 十,一,二\n三 | 四,五,六\n",
        "加强管理,提高效率。\n完善制度,落实责任。\n健全机制,规范运行。\n强化监督,确保安全。\n按时完成,群众满意。\n",
        "为了加强社区公共服务能力建设水平,进一步改善居民生活环境质量状况,促进社区和谐稳定发展目标。\n" * 6,
    ],
)
def test_a_text_with_commas_stays_a_text(text: str) -> None:
    assert read_document(text.encode(), "a.txt")[0] == "text/plain"


def test_an_office_package_is_no_archive() -> None:
    assert not is_archive(word("<w:p/>"))
    assert not is_archive(sheet(""))
    assert is_archive(zipped({"a.docx": word("<w:p/>")}))


def _zip(*members: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members:
            target.writestr(name, content)
    return out.getvalue()


def test_members_are_documents_of_their_own() -> None:
    inner = _zip(("乙.csv", b"a,b"))
    data = _zip(("表/甲.txt", b"x"), ("内.zip", inner), ("__MACOSX/._甲.txt", b"z"), ("目录/", b""))
    assert list(received_documents(data, "包.zip")) == [
        ("包.zip!/表/甲.txt", b"x"), ("包.zip!/内.zip!/乙.csv", b"a,b"),
    ]  # fmt: skip


def test_a_file_that_is_no_archive_stands_for_itself() -> None:
    assert list(received_documents(b"x", "a.zip")) == [("a.zip", b"x")]


def test_names_packed_on_chinese_windows_are_read() -> None:
    data = _zip(("x" * len("绩效.txt".encode("gbk")), b"1"))
    data = data.replace(b"x" * len("绩效.txt".encode("gbk")), "绩效.txt".encode("gbk"))
    assert [path for path, _ in received_documents(data, "a.zip")] == ["a.zip!/绩效.txt"]


def test_a_member_without_a_name_is_a_member() -> None:
    data = _zip(("Q.txt", b"1"), ("a.txt", b"2")).replace(b"Q.txt", b"\x00.txt")
    assert list(received_documents(data, "z.zip")) == [("z.zip!/", b"1"), ("z.zip!/a.txt", b"2")]


def test_two_members_of_one_name_stay_two() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = _zip(("a.txt", b"1"), ("a.txt", b"2"))
    assert list(received_documents(data, "z.zip")) == [("z.zip!/a.txt", b"1"), ("z.zip!/a.txt#2", b"2")]


def test_a_link_and_an_encrypted_member_are_refused_and_the_others_read() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    data = bytearray(_zip((link, b"/etc/passwd"), ("锁.txt", b"secret"), ("好.txt", b"ok")))
    # The flag of encryption, in the member's own header and in the directory.
    at = data.find("锁.txt".encode())
    data[at - 24] |= 1
    at = data.find("锁.txt".encode(), at + 1)
    data[at - 38] |= 1
    found = dict(received_documents(bytes(data), "z.zip"))
    codes = {path: getattr(content, "code", content) for path, content in found.items()}
    assert codes == {
        "z.zip!/link.txt": "document_unsupported", "z.zip!/锁.txt": "document_encrypted", "z.zip!/好.txt": b"ok",
    }  # fmt: skip


@pytest.mark.parametrize("damage", ["cut", "empty"])
def test_an_archive_that_cannot_be_opened_is_refused_under_its_own_name(damage: str) -> None:
    whole = _zip(("a.txt", b"x" * 500), ("b.txt", b"y" * 500))
    data = whole[: len(whole) // 2] if damage == "cut" else _zip()
    [(path, refusal)] = list(received_documents(data, "z.zip"))
    assert path == "z.zip"
    assert isinstance(refusal, RefusedDocumentError)
    assert refusal.code == ("document_damaged" if damage == "cut" else "document_empty")
