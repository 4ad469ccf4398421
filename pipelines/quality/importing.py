"""Great Expectations without what it imports and we never use: half of the time that its import takes.

It imports Spark and SQLAlchemy where they are installed, though it looks at frames of pandas here, and for one
expectation and its chart the statistics of SciPy and Altair. The first two are hidden while it is imported, which is
what it finds where they are not installed. The others are loaded when something is asked of them.
"""

from __future__ import annotations

import importlib.util
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

from pipelines.importing import hidden

_OTHER_ENGINES = ("pyspark", "sqlalchemy")
_WHEN_ASKED = frozenset({"altair", "scipy.stats"})


def import_great_expectations() -> None:
    """Have it imported. What it did not get to see can be imported by others afterwards as ever."""
    with hidden(*_OTHER_ENGINES), _loaded_when_asked(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import great_expectations  # noqa: F401 - is in sys.modules from now on


class _Late:
    """Finds the modules that are to be loaded when something is asked of them."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in _WHEN_ASKED:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = importlib.util.LazyLoader(spec.loader)
        return spec


@contextmanager
def _loaded_when_asked() -> Iterator[None]:
    sys.meta_path.insert(0, _Late)
    try:
        yield
    finally:
        sys.meta_path.remove(_Late)
