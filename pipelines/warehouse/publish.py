"""From a finished private directory to the published release, and back to an older one. Nothing is ever half there."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from pipelines.warehouse.release import (
    BUILDING,
    CURRENT,
    DATABASE,
    PUBLISHED,
    RELEASE_FILE,
    RELEASES,
    Release,
    ReleaseError,
    check_whole,
    kept_ids,
    known_ids,
    published_directory,
)


def _ignore(_point: str) -> None:
    """Nobody watches."""


def publish(marts: Path, built: Path, reached: Callable[[str], None] = _ignore) -> None:
    """Make ``built`` (a whole release on the same file system, named by its id) the published one.

    ``reached`` is told each point at which the disk is between two states.

    Raises:
        OSError: the target cannot be written; what was published before stands.
    """
    _sync_tree(built)
    reached("publish: written to disk")
    published = marts / PUBLISHED
    published.mkdir(exist_ok=True)
    target = published / built.name
    built.rename(target)
    _sync(published)
    reached("publish: moved beside the last release")
    _switch(marts, target)
    reached("publish: switched")
    tidy(marts)
    reached("publish: dated copy kept")


def roll_back(marts: Path, release_id: str) -> Release:
    """Publish the kept release of that id again.

    Raises:
        ReleaseError: there is none of that id, or it is not whole.
    """
    kept = marts / RELEASES / release_id
    if not (kept / RELEASE_FILE).is_file():
        raise ReleaseError(f"{marts / RELEASES}: no release {release_id}. `indicators releases` lists them")
    release = check_whole(kept)
    target = marts / PUBLISHED / release_id
    current = published_directory(marts)
    if current is None or current != target.resolve():
        target.parent.mkdir(exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        _twin(kept, target)
        _switch(marts, target)
    tidy(marts)
    return release


def tidy(marts: Path) -> None:
    """Bring a directory in which a run may have died at any point back in order, and forget what is no longer kept.

    Safe at any time under the writer's lock: the published release is never touched.
    """
    shutil.rmtree(marts / BUILDING, ignore_errors=True)
    current = published_directory(marts)
    if current is not None:
        _link_names(marts, current)
        for directory in (marts / PUBLISHED).iterdir():
            if directory.resolve() != current:
                shutil.rmtree(directory, ignore_errors=True)
        kept = marts / RELEASES / current.name
        if not (kept / RELEASE_FILE).is_file():
            shutil.rmtree(kept, ignore_errors=True)
            kept.parent.mkdir(exist_ok=True)
            _twin(current, kept)
    releases = marts / RELEASES
    if releases.is_dir():
        ids = {path.name for path in releases.iterdir() if (path / RELEASE_FILE).is_file()}
        kept_names = kept_ids(ids & known_ids(marts), current.name if current else None)
        for path in releases.iterdir():
            if path.name not in kept_names and (path.name in ids or path.name.endswith(_UNFINISHED)):
                shutil.rmtree(path, ignore_errors=True)


_UNFINISHED = ".unfinished"


def _twin(source: Path, target: Path) -> None:
    """A second directory with the same bytes; whole or not there."""
    unfinished = target.with_name(target.name + _UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(source, unfinished, copy_function=_link_or_copy)
    unfinished.rename(target)
    _sync(target.parent)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _switch(marts: Path, target: Path) -> None:
    _replace_link(marts / CURRENT, Path(PUBLISHED) / target.name)
    _link_names(marts, target)
    _sync(marts)


def _link_names(marts: Path, release: Path) -> None:
    """The fixed names of ``marts`` lead into the current release; names it no longer has go away."""
    # A write-ahead log left beside a replaced database makes the database unreadable for everyone.
    (marts / f"{DATABASE}.wal").unlink(missing_ok=True)
    names = {path.name for path in release.iterdir()}
    for name in sorted(names):
        _replace_link(marts / name, Path(CURRENT) / name)
    for path in marts.iterdir():
        if path.is_symlink() and path.name not in names and path.readlink().parts[:1] == (CURRENT,):
            path.unlink()


def _replace_link(link: Path, target: Path) -> None:
    if link.is_symlink() and link.readlink() == target:
        return
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)
    unfinished = link.with_name(f".{link.name}{_UNFINISHED}")
    with contextlib.suppress(FileNotFoundError):
        unfinished.unlink()
    unfinished.symlink_to(target)
    unfinished.replace(link)


def _sync_tree(directory: Path) -> None:
    for path in directory.rglob("*"):
        _sync(path)
    _sync(directory)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
