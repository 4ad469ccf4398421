"""One medium fuzzed with atheris, guided by what the code does: ``python fuzz_documents.py docx -runs=20000``.

Whatever the bytes: read or refused by name, soon, and the form engine gives every cell one fate. Arguments after the
medium go to libFuzzer; what breaks is left as ``crash-…`` or ``timeout-…`` in the current directory.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.documents.forms import FORMS
from tests.documents.package import zipped
from tests.documents.write import WRITERS

_PARTS = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
_LONGEST = 20_000


def seeds(medium: str) -> list[bytes]:
    """Whole documents of the medium; of a package, the part that holds the cells, which is then changed inside it."""
    if medium == "zip":
        return [zipped({f"甲.{kind}": seeds(kind)[0] for kind in ("html", "txt", "csv")})]
    written = [WRITERS[f"form.{medium}"](form()) for form in FORMS.values()]
    if medium not in _PARTS:
        return written
    return [zipfile.ZipFile(io.BytesIO(data)).read(_PARTS[medium]) for data in written]


def _whole(medium: str, frame: dict[str, bytes], data: bytes) -> bytes:
    """A package with this part; anything else is its own bytes."""
    return zipped(frame | {_PARTS[medium]: data}) if medium in _PARTS else data


def main(medium: str) -> None:
    """Fuzz until libFuzzer has had enough."""
    import atheris  # no dependency: who fuzzes installs it

    with atheris.instrument_imports(include=["pipelines.extract", "pipelines.normalise"]):
        from pipelines.extract import read_document, received_documents
        from pipelines.model.cells import RefusedDocumentError
        from pipelines.normalise import read_forms

    frame: dict[str, bytes] = {}
    if medium in _PARTS:
        with zipfile.ZipFile(io.BytesIO(WRITERS[f"form.{medium}"](next(iter(FORMS.values()))()))) as package:
            frame = {name: package.read(name) for name in package.namelist()}

    def try_one(data: bytes) -> None:
        for path, content in received_documents(_whole(medium, frame, data), f"form.{medium}"):
            if isinstance(content, RefusedDocumentError):
                continue
            try:
                read = read_document(content, path)[1]
            except RefusedDocumentError as refusal:
                assert refusal.message.endswith("。"), refusal.message
                continue
            reading = read_forms(read)
            assert len(reading.fates) == len(read.cells())

    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds(medium)):
            (Path(corpus) / f"seed{number}").write_bytes(seed)
        atheris.Setup([sys.argv[0], f"-max_len={_LONGEST}", "-timeout=20", *sys.argv[2:], corpus], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1])
