"""Which code this is. Which reading it gives is another question: ``pipelines.warehouse.version`` derives that."""

from __future__ import annotations

import subprocess
from importlib.metadata import PackageNotFoundError, version

from pipelines import settings

_DISTRIBUTION = "budget-promises"


def code_version() -> str:
    """``git describe`` of a checkout, else the package's version."""
    try:
        packaged = version(_DISTRIBUTION)
    except PackageNotFoundError:
        packaged = "unknown"
    if not (settings.ROOT / ".git").exists():
        return packaged
    command = ["git", "-C", str(settings.ROOT), "describe", "--tags", "--always", "--dirty"]
    try:
        described = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return packaged
    return f"{packaged}+{described.stdout.strip()}"
