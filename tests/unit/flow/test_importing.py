"""Packages that are kept out are kept out, and only for as long as that."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipelines.importing import hidden


def test_what_is_hidden_cannot_be_imported_until_the_end() -> None:
    with hidden("colorsys"), pytest.raises(ModuleNotFoundError, match="colorsys"):
        sys.modules.pop("colorsys", None)
        __import__("colorsys")
    assert __import__("colorsys").rgb_to_hsv(0, 0, 0) == (0, 0, 0)


def test_arrow_takes_lists_without_pandas() -> None:
    program = (
        "import sys; from pipelines.importing import keep_pandas_out_of_arrow as keep; keep()\n"
        "import pyarrow as pa; assert pa.array([1, 2]).to_pylist() == [1, 2] and 'pandas' not in sys.modules\n"
        "import pandas; assert pandas.Series([1, 2]).sum() == 3"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)
