"""The command ``indicators``: words in, flow called, words out. Each command imports what it needs when it runs."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from pipelines import settings
from pipelines.cli.arguments import parse_arguments
from pipelines.model.errors import PlainError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

_MODULES = {
    "refresh": "refresh",
    "parse": "reading",
    "target": "reading",
    "layouts": "reading",
    "sql": "asking",
    "quality": "asking",
    "trace": "asking",
    "questions": "asking",
    "status": "operation",
    "releases": "operation",
    "rollback": "operation",
    "ui": "operation",
}
"""Which module of this package holds ``run_<command>``."""

FAILED = 1
INTERRUPTED = 130


def run() -> NoReturn:
    """The program itself: :func:`main`, and out.

    Python would first take apart every object there is, which takes half a second after a refresh, and then give back
    the memory that the system takes back anyway.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 usage, 3 --strict and error-level findings."""
    try:
        return _run(parse_arguments(sys.argv[1:] if argv is None else argv))
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else FAILED
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(arguments: argparse.Namespace) -> int:
    if arguments.version:
        from pipelines.flow.versions import code_version

        print(code_version())
        return 0
    if not settings.SQL.is_dir():
        print(
            f"indicators: {settings.ROOT} holds no checkout: sql/ and expectations/ are not there. "
            "Install with pip install -e . where they are, or run make refresh there",
            file=sys.stderr,
        )
        return FAILED
    module = import_module(f"pipelines.cli.{_MODULES[arguments.command]}")
    run: Callable[[argparse.Namespace], int] = getattr(module, f"run_{arguments.command}")
    try:
        code = run(arguments)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        raise
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        if arguments.debug:
            raise
        print(f"indicators {arguments.command}: {_in_short(error)}", file=sys.stderr)
        return FAILED
    return code


def _in_short(error: Exception) -> str:
    from pipelines.cli.printing import printable

    if isinstance(error, PlainError):
        return printable(str(error), newlines=True)
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return printable(f"{place}{error.strerror or error}")
    first = str(error).strip().splitlines()[:1]
    what = f"{type(error).__name__}: {first[0]}" if first else type(error).__name__
    return printable(f"unexpected {what}\nThis is a defect: run again with --debug for the traceback", newlines=True)
