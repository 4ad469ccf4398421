"""Dagster's pages and daemon as processes of their own: started, watched, and known to ``indicators status``."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from pipelines import settings
from pipelines.model.errors import PlainError

HOST = "127.0.0.1"
HOME = settings.ROOT / ".dagster_home"
_SERVER_FILE = "ui.json"


def dagster_home() -> Path:
    """Where Dagster keeps its history (``DAGSTER_HOME``, else beside the checkout), made where it is missing."""
    home = Path(os.environ.setdefault("DAGSTER_HOME", str(HOME))).resolve()
    os.environ["DAGSTER_HOME"] = str(home)
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "dagster.yaml").exists():
        (home / "dagster.yaml").write_bytes((HOME / "dagster.yaml").read_bytes())
    return home


def serve(port: int) -> int:
    """Run Dagster's pages, schedule and sensor on 127.0.0.1 until they are stopped. Returns their exit code.

    Raises:
        PlainError: the port is taken.
    """
    home = dagster_home()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PlainError(f"{HOST}:{port}: {error.strerror}. Choose another port with --port") from error
    # What to load, and its name, stand in pyproject.toml, which is found in the working directory.
    command = [sys.executable, "-W", "ignore", "-m", "dagster", "dev"]
    command += ["--host", HOST, "--port", str(port), "--log-level", "warning"]
    print(f"Dagster: http://{HOST}:{port}  (stop with Ctrl-C)", flush=True)
    # Python ignores SIGINT in a background job of a shell; the children must not inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    server = subprocess.Popen(command, cwd=settings.ROOT)  # noqa: S603 - our own interpreter's neighbour
    record = home / _SERVER_FILE
    record.write_text(json.dumps({"pid": server.pid, "port": port}), encoding="utf-8")
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return server.wait(timeout=20)
        server.kill()
        return server.wait()
    finally:
        record.unlink(missing_ok=True)


def scheduler_state() -> str:
    """``running`` with its address, ``dead`` when it was started and is gone, or ``not started here``."""
    record = Path(os.environ.get("DAGSTER_HOME", str(HOME))) / _SERVER_FILE
    try:
        server = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "not started here"
    if is_alive(server["pid"]):
        return f"running, http://{HOST}:{server['port']}"
    return "dead: it was started and its process is gone"


def is_alive(pid: int) -> bool:
    """True while there is a process of that id."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
