"""What the workers of test_workers.py are asked to do; imported in the worker process."""

import ctypes
import os
import time

prepared: list[int] = []


def prepare() -> None:
    """Remember the process that was prepared."""
    prepared.append(os.getpid())


def misbehave(task: bytes) -> bytes:
    """Do what the task says: hang, eat memory, die, raise, overflow, talk, tell which processes were prepared.

    Anything else is answered in capitals.
    """
    if task == b"hang":
        time.sleep(3600)
    elif task == b"eat":
        return bytes(8 << 30)
    elif task == b"die":
        ctypes.string_at(0)
    elif task == b"exit":
        os._exit(3)
    elif task == b"raise":
        raise ValueError("no such form")
    elif task == b"overflow":
        return bytes(3 << 20)
    elif task == b"talk":
        print("a library prints to stdout", flush=True)
    elif task == b"prepared":
        return repr(prepared).encode()
    return task.upper()
