"""Packing a reading loads no pandas, and pandas still works with pyarrow afterwards."""

from __future__ import annotations

import subprocess
import sys

_PACKED = """
import sys
from pipelines.warehouse.arrow import pack, unpack
assert unpack(pack([])).num_rows == 0
assert "pandas" not in sys.modules, "pandas was loaded"
import pandas, pyarrow
assert pyarrow.table({"a": ["x"]}).to_pandas()["a"].tolist() == ["x"]
assert pyarrow.array(pandas.Series([1, None])).null_count == 1
"""


def test_packing_loads_no_pandas() -> None:
    done = subprocess.run([sys.executable, "-c", _PACKED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
