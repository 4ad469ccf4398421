"""Files that are known but not read: refused by name, with what to do."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NoReturn

from pipelines.extract.sniff import Medium
from pipelines.model.cells import RefusedDocumentError

_ADVICE = {
    Medium.XLSB: ("Excel 二进制工作簿（.xlsb）", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再放入"),
    Medium.DOC: ("旧版 Word 或 WPS 文字文档（.doc/.wps）", "请用 Word 或 WPS 打开，另存为 .docx 后再放入"),
    Medium.PPT: ("旧版演示文稿（.ppt/.dps）", "请把其中的表格另存为 .docx、.xlsx 或导出为 PDF 后再放入"),
    Medium.PPTX: ("演示文稿（.pptx）", "请把其中的表格另存为 .docx、.xlsx 或导出为 PDF 后再放入"),
    Medium.OLE: ("旧版 Office 格式文件", "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再放入"),
    Medium.RTF: ("RTF 文档（.rtf）", "请用 Word 或 WPS 打开，另存为 .docx 后再放入"),
    Medium.OFD: ("OFD 版式文件（.ofd）", "请用 OFD 阅读器导出为 PDF（保留文字），或取得原来的 .docx、.xlsx 后再放入"),
    Medium.ODF: ("OpenDocument 文件（.odt/.ods）", "请用 WPS 或 LibreOffice 打开，另存为 .docx 或 .xlsx 后再放入"),
    Medium.OFFICE_XML: (
        "XML 格式的 Office 文件",
        "请用 Excel、Word 或 WPS 打开，另存为 .xlsx 或 .docx 后再放入",
    ),
    Medium.IMAGE: ("图片", "图片里没有文字，请取得原来的 Word、Excel 文件，或用文字识别软件转成 .docx 并核对后再放入"),
    Medium.RAR: ("RAR 压缩包（.rar）", "请解压后放入其中的文件，或改用 .zip 压缩"),
    Medium.SEVEN_ZIP: ("7z 压缩包（.7z）", "请解压后放入其中的文件，或改用 .zip 压缩"),
    Medium.GZIP: ("gzip、bzip2 或 xz 压缩文件", "请解压后放入其中的文件，或改用 .zip 压缩"),
    Medium.TAR: ("tar 归档（.tar）", "请解压后放入其中的文件，或改用 .zip 压缩"),
    Medium.BINARY: ("不认识的二进制文件", "请确认文件下载完整，并另存为 .docx、.xlsx、.pdf、.html 或 .txt 后再放入"),
}


def refuse(medium: Medium, name: str) -> NoReturn:
    """Refuse a file of a sort that has no reader.

    Raises:
        RefusedDocumentError: always; ``document_encrypted`` for an encrypted Office file, ``document_not_text`` for
            bytes of no known sort, else ``document_unsupported``.
    """
    if medium is Medium.ENCRYPTED_OFFICE:
        raise RefusedDocumentError(
            "document_encrypted",
            "文件设有打开密码，无法读取。请在 Word、Excel 或 WPS 中取消密码（文件－信息－保护）后另存再放入。",
        )
    what, advice = _ADVICE[medium]
    code = "document_not_text" if medium is Medium.BINARY else "document_unsupported"
    extension = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    seen = f"，扩展名为 {extension}" if 1 < len(extension) <= 8 and extension[1:].isalnum() else ""
    raise RefusedDocumentError(code, f"文件内容是{what}{seen}，没有读取。{advice}。")
