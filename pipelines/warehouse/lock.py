"""One writer at a time across processes. The kernel frees the lock when its holder dies: none is ever left over."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.model.errors import PlainError


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock: process id and since when (ISO 8601, UTC)."""

    pid: int
    since: str


class LockedError(PlainError):
    """Another process kept the lock for as long as we were willing to wait.

    Args:
        path: the lock file.
        holder: who holds it, where it could be read.
    """

    def __init__(self, path: Path, holder: Holder | None) -> None:
        who = f"process {holder.pid} since {holder.since}" if holder else "another process"
        super().__init__(f"{path}: {who} is refreshing. Try again when it has finished")
        self.path = path
        self.holder = holder


@contextmanager
def single_writer(
    path: Path, wait_seconds: float, on_wait: Callable[[Holder | None], None] = lambda _holder: None
) -> Iterator[None]:
    """Hold the exclusive lock on ``path`` (created where missing) for the body.

    ``on_wait`` is told once who holds it, where one has to wait.

    Raises:
        LockedError: not free within ``wait_seconds``.
        OSError: the lock file cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _acquire(descriptor, path, wait_seconds, on_wait)
        me = Holder(os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(asdict(me)).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, wait_seconds: float, on_wait: Callable[[Holder | None], None]) -> None:
    deadline = time.monotonic() + wait_seconds
    told = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LockedError(path, _named_in(path)) from None
            if not told:
                on_wait(_named_in(path))
                told = True
            time.sleep(0.1)
        else:
            return


def current_holder(path: Path) -> Holder | None:
    """Who holds the lock now; None when it is free."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _named_in(path) or Holder(0, "")
    finally:
        os.close(descriptor)
    return None


def _named_in(path: Path) -> Holder | None:
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        return Holder(int(written["pid"]), str(written["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
