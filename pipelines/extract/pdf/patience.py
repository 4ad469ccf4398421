"""How long, and through what faults, pdfminer is listened to: it is asked for a second opinion, never for the reading.

It is pure Python that believes what a file says: references in a circle, tables of characters a million times repeated
and trees that double keep it busy for ever, and it ends in whatever exception the place happens to raise.
"""

from __future__ import annotations

import signal
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

PDFMINER_FAULTS: Final = (
    PDFException, PSException, PdfminerException, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
    AssertionError, RecursionError, NotImplementedError, OSError, EOFError, MemoryError, struct.error, zlib.error,
)  # fmt: skip
"""What pdfminer and pdfplumber raise on broken files; running out of patience (a TimeoutError) is an OSError."""
_AGAIN: Final = 0.25
"""Seconds after which a fault that pdfminer swallowed is raised again."""


class _Spent(BaseException):
    """Raised into the work; no handler of ordinary exceptions on the way may keep it."""


@contextmanager
def at_most(cpu_seconds: float) -> Iterator[None]:
    """Stop what is done inside after so much processor time. Only a process's main thread can be stopped; a worker
    reads in it.

    Raises:
        TimeoutError: the time is spent.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _Spent

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, cpu_seconds, _AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _Spent:
        raise TimeoutError(f"more than {cpu_seconds:g} s") from None
    finally:
        signal.signal(signal.SIGVTALRM, before)
