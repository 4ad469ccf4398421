"""Office files under a password read as they do without one, when sources.yml states it; else they are refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines.extract import read_document
from pipelines.model.cells import RefusedDocumentError
from tests.documents.encrypted import encrypted_package, encrypted_workbook
from tests.documents.forms import FORMS
from tests.documents.write import WRITERS

_ENCRYPTED: dict[str, Callable[[bytes, str], bytes]] = {
    "form.docx": encrypted_package,
    "form.xlsx": encrypted_package,
    "form.xls": encrypted_workbook,
}


def _plain(name: str) -> bytes:
    return WRITERS[name](next(iter(FORMS.values()))())


@pytest.mark.parametrize("name", _ENCRYPTED)
def test_the_stated_password_opens_it(name: str) -> None:
    plain = _plain(name)
    assert read_document(_ENCRYPTED[name](plain, "口令2024"), name, password="口令2024") == read_document(plain, name)


@pytest.mark.parametrize("name", _ENCRYPTED)
@pytest.mark.parametrize(("password", "said"), [(None, "sources.yml"), ("错", "所给密码不对")])
def test_without_the_right_one_it_is_refused_with_what_to_do(name: str, password: str | None, said: str) -> None:
    with pytest.raises(RefusedDocumentError) as refusal:
        read_document(_ENCRYPTED[name](_plain(name), "口令2024"), name, password=password)
    assert refusal.value.code == "document_encrypted"
    assert said in refusal.value.message


@pytest.mark.parametrize("name", ["form.xlsx", "form.xls"])
def test_a_workbook_that_excel_opens_by_itself_needs_none(name: str) -> None:
    plain = _plain(name)
    assert read_document(_ENCRYPTED[name](plain, "VelvetSweatshop"), name) == read_document(plain, name)


@pytest.mark.parametrize("name", _ENCRYPTED)
def test_a_damaged_one_is_refused(name: str) -> None:
    data = _ENCRYPTED[name](_plain(name), "口令2024")
    for tenth in range(1, 10):
        with pytest.raises(RefusedDocumentError):
            read_document(data[: len(data) * tenth // 10], name, password="口令2024")
