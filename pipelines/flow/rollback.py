"""Publishing an older release again, under the same lock as a refresh."""

from __future__ import annotations

from pathlib import Path

from pipelines.warehouse.lock import single_writer
from pipelines.warehouse.publish import roll_back
from pipelines.warehouse.release import LOCK_FILE, Release, published_directory

_WAIT_SECONDS = 10.0


def roll_back_to(marts: Path, release_id: str) -> Release:
    """Publish the kept release of that id again, all its files at once.

    Raises:
        ReleaseError: nothing was ever published there, there is no such release, or it is not whole.
        LockedError: a refresh is running.
    """
    if published_directory(marts) is None and not marts.is_dir():
        return roll_back(marts, release_id)
    with single_writer(marts / LOCK_FILE, _WAIT_SECONDS):
        return roll_back(marts, release_id)
