"""Worker processes with limits on time, memory and output. What is done in them is named by the caller; nothing here
knows of documents.

A worker reads one task after another. One that hangs, eats memory or dies takes its task with it and nothing else: it
is replaced, and the caller is told what happened. Tasks and results are bytes: nothing is unpickled on either side.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import resource
import select
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, NamedTuple

_LENGTH = struct.Struct(">cQ")
_DONE, _RAISED, _NO_MEMORY = b"d", b"r", b"m"


class Limits(NamedTuple):
    """What one task may use: seconds of wall time, bytes of address space on top of the code, bytes of its result."""

    seconds: float = 120.0
    memory_bytes: int = 2 << 30
    output_bytes: int = 512 << 20


DEFAULT_LIMITS = Limits()


class FailureKind(StrEnum):
    """How a task ended without a result."""

    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Failure:
    """A task without a result. ``detail`` is for the log: an exit code, the end of a traceback."""

    kind: FailureKind
    detail: str

    @property
    def last_line(self) -> str:
        """The end of the detail, which says most."""
        return self.detail.strip().splitlines()[-1]


def cpu_count() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def look_for_cycles_seldom() -> None:
    """In this process: it makes a million small objects and hardly a cycle, and at Python's own pace the search for
    cycles takes a quarter to a half of the time.
    """
    gc.set_threshold(200_000, 20, 20)


def run_guarded(
    function: str,
    tasks: Iterable[bytes],
    *,
    workers: int,
    limits: Limits = DEFAULT_LIMITS,
    ready: Worker | None = None,
) -> Iterator[bytes | Failure]:
    """Run ``package.module:function`` (bytes to bytes) on each task in worker processes; results come in task order.

    Tasks are drawn lazily, at most four a worker ahead of the result that is waited for. A function that raises gives a
    :class:`Failure` of kind CRASHED; its worker goes on. Where the module has a function ``prepare``, each process
    calls it before its first task.

    Args:
        function: what the workers do.
        tasks: one after another.
        workers: how many processes at most.
        limits: what one task may use.
        ready: a worker with the same function and limits that was started before there was a task; it is stopped with
            the others, once the first result has been asked for.

    Raises:
        ValueError: fewer than one worker.
    """
    if workers < 1:
        raise ValueError(f"at least one worker is needed, not {workers}")
    pool = _Pool(function, iter(tasks), workers, limits, ready)
    try:
        yield from pool.results()
    finally:
        pool.close()


class _Pool:
    """One feeding thread a worker; a thread owns its process, so that the process dies with it."""

    def __init__(
        self, function: str, tasks: Iterator[bytes], workers: int, limits: Limits, ready: Worker | None
    ) -> None:
        self._function, self._tasks, self._limits = function, tasks, limits
        self._changed = threading.Condition()
        self._drawing = threading.Lock()
        self._results: dict[int, bytes | Failure] = {}
        self._drawn = self._given = 0
        self._exhausted = self._closed = False
        self._error: BaseException | None = None
        self._ahead = 4 * workers
        self._threads = [
            threading.Thread(target=self._feed, args=(first,), daemon=True, name=f"worker-{n}")
            for n, first in enumerate([ready, *[None] * (workers - 1)])
        ]
        for thread in self._threads:
            thread.start()

    def results(self) -> Iterator[bytes | Failure]:
        while True:
            with self._changed:
                while self._given not in self._results:
                    if self._error is not None:
                        raise self._error
                    if self._exhausted and self._given == self._drawn:
                        return
                    self._changed.wait()
                result = self._results.pop(self._given)
                self._given += 1
                self._changed.notify_all()
            yield result

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _draw(self) -> tuple[int, bytes] | None:
        # One thread at a time, and without keeping finished results waiting for a task that is long in coming.
        with self._drawing:
            with self._changed:
                while not (self._closed or self._exhausted) and self._drawn - self._given >= self._ahead:
                    self._changed.wait()
                if self._closed or self._exhausted:
                    return None
            task = next(self._tasks, None)
            with self._changed:
                if task is None:
                    self._exhausted = True
                    self._changed.notify_all()
                    return None
                number = self._drawn
                self._drawn += 1
                return number, task

    def _feed(self, worker: Worker | None) -> None:
        try:
            while (drawn := self._draw()) is not None:
                number, task = drawn
                worker = worker or Worker(self._function, self._limits)
                result = worker.run(task, lambda: self._closed)
                if worker.dead:
                    worker.stop()
                    worker = None
                with self._changed:
                    self._results[number] = result
                    self._changed.notify_all()
        except BaseException as error:  # noqa: BLE001 - handed to the caller, who raises it
            with self._changed:
                self._error = error
                self._changed.notify_all()
        finally:
            if worker is not None:
                worker.stop()


class Worker:
    """One process, seen from the caller's side. It starts at once: :func:`run_guarded` or who started it stops it."""

    def __init__(self, function: str, limits: Limits) -> None:
        self._limits = limits
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in stop()
        # -P: the current directory is not searched, so that a file named like a module is never run.
        command = [sys.executable, "-P", "-m", "pipelines.workers", function]
        command += [str(limits.memory_bytes), str(os.getpid())]
        paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, env=environment
        )
        self.pid = self._process.pid
        self.dead = False

    def run(self, task: bytes, cancelled: Callable[[], bool]) -> bytes | Failure:
        """The answer to a task, or why there is none; ``dead`` says whether the process can go on."""
        deadline = time.monotonic() + self._limits.seconds
        try:
            self._send(task, deadline, cancelled)
            status, length = _LENGTH.unpack(self._receive(_LENGTH.size, deadline, cancelled))
            if length > self._limits.output_bytes:
                self.dead = True
                return Failure(FailureKind.OUTPUT_LIMIT, f"{length} bytes")
            payload = self._receive(length, deadline, cancelled)
        except TimeoutError:
            self.dead = True
            return Failure(FailureKind.TIME_LIMIT, f"more than {self._limits.seconds:g} s")
        except (EOFError, BrokenPipeError):
            self.dead = True
            return self._obituary()
        if status == _NO_MEMORY:
            self.dead = True
            return Failure(FailureKind.MEMORY_LIMIT, f"more than {self._limits.memory_bytes >> 20} MiB")
        if status == _RAISED:
            return Failure(FailureKind.CRASHED, payload.decode("utf-8", "replace"))
        return payload

    def stop(self) -> None:
        """End the process, whatever it does. It may have ended."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    def _send(self, task: bytes, deadline: float, cancelled: Callable[[], bool]) -> None:
        stream = self._process.stdin
        if stream is None:
            raise EOFError
        descriptor = stream.fileno()
        os.set_blocking(descriptor, False)
        waiting = memoryview(_LENGTH.pack(_DONE, len(task)) + task)
        while waiting:
            _wait(descriptor, select.POLLOUT, deadline, cancelled)
            try:
                waiting = waiting[os.write(descriptor, waiting[: 1 << 20]) :]
            except BlockingIOError:
                continue

    def _receive(self, size: int, deadline: float, cancelled: Callable[[], bool]) -> bytes:
        stream = self._process.stdout
        if stream is None:
            raise EOFError
        descriptor = stream.fileno()
        parts: list[bytes] = []
        while size > 0:
            _wait(descriptor, select.POLLIN, deadline, cancelled)
            part = os.read(descriptor, min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _obituary(self) -> Failure:
        code = self._process.wait()
        self._errors.seek(max(0, self._errors.seek(0, os.SEEK_END) - 2000))
        last_words = self._errors.read().decode("utf-8", "replace")
        # Code outside Python aborts where Python would raise MemoryError; its last words tell.
        if any(word in last_words for word in ("MemoryError", "memory allocation", "bad_alloc", "Cannot allocate")):
            return Failure(FailureKind.MEMORY_LIMIT, f"more than {self._limits.memory_bytes >> 20} MiB")
        cause = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Failure(FailureKind.CRASHED, f"worker ended with {cause}: {last_words[-300:].strip()}")


def _wait(descriptor: int, event: int, deadline: float, cancelled: Callable[[], bool]) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    while not poll.poll(max(0.0, min(0.5, deadline - time.monotonic())) * 1000):
        if time.monotonic() >= deadline or cancelled():
            raise TimeoutError


_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100,PTH120 - pathlib would double start-up


def _serve(function: str, memory_bytes: int, parent: int) -> None:
    """The worker's side: answer tasks on stdin until it closes."""
    _die_with(parent)
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    name, _, attribute = function.partition(":")
    module = importlib.import_module(name)
    called: Callable[[bytes], bytes] = getattr(module, attribute)
    if hasattr(module, "prepare"):
        module.prepare()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit = _address_space() + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    gc.collect()
    gc.freeze()  # what was imported is not searched again
    look_for_cycles_seldom()
    while header := requests.read(_LENGTH.size):
        status, payload = _answer(called, requests.read(_LENGTH.unpack(header)[1]))
        _reply(replies, status, payload)


def _answer(called: Callable[[bytes], bytes], task: bytes) -> tuple[bytes, bytes]:
    try:
        return _DONE, called(task)
    except MemoryError:
        return _NO_MEMORY, b""
    except Exception:  # noqa: BLE001 - whatever a reader raises becomes one document's failure, with its traceback
        return _RAISED, traceback.format_exc(limit=-8).encode("utf-8", "replace")


def _reply(replies: BinaryIO, status: bytes, payload: bytes) -> None:
    replies.write(_LENGTH.pack(status, len(payload)))
    replies.write(payload)
    replies.flush()


def _address_space() -> int:
    """Bytes of address space the process holds now; 0 where the kernel does not tell."""
    with contextlib.suppress(OSError), open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
        return int(statm.read().split()[0]) * resource.getpagesize()
    return 0


def _die_with(parent: int) -> None:
    """Ask Linux to end this process when its parent dies, also in the middle of a task; end it if that has happened."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
