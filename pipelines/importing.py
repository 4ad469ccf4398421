"""What is not imported: packages that others look for and can do without, at the cost of seconds and memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def hidden(*names: str) -> Iterator[None]:
    """These packages, where they are not imported yet, cannot be until the end: as if they were not installed."""
    hiding = _Hiding(frozenset(names))
    sys.meta_path.insert(0, hiding)
    try:
        yield
    finally:
        sys.meta_path.remove(hiding)


class _Hiding:
    """A finder that says of some packages that they are not there."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        if name in self._names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def keep_pandas_out_of_arrow() -> None:
    """pyarrow imports pandas when it is first given a list, only to ask whether it is one of pandas' own: not here.

    It asks once in a process; who uses pandas with it later, is served as ever. Nothing is done where pandas is there.
    """
    if "pandas" in sys.modules:
        return
    import pyarrow as pa

    with hidden("pandas"):
        pa.array([0])
