"""Great Expectations is imported without what it does not need here, and nobody else misses it."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import sys
from pipelines.quality.importing import import_great_expectations
import_great_expectations()
loaded = set(sys.modules)
assert "great_expectations" in loaded
assert not loaded & {"pyspark", "sqlalchemy", "scipy.stats._stats_py", "altair.vegalite"}, "more than is needed"
import scipy.stats, sqlalchemy
assert scipy.stats.norm.cdf(0) == 0.5 and "scipy.stats._stats_py" in sys.modules, "loaded when asked"
assert sqlalchemy.__version__, "hidden only for a while"
"""


def test_the_rest_is_loaded_when_it_is_asked_for() -> None:
    subprocess.run([sys.executable, "-c", _PROGRAM], check=True, timeout=120)
