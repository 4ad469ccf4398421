"""A refresh may die at any point, and the disk may fill: the last release stands, and the next run finds its way.

The points are found by walking the job once and remembering what it reports; none is listed by hand.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from refreshing import YONGNING, YUANZHOU, Points, asked, options_in, raw_of, refresh_in

from pipelines import settings
from pipelines.flow.refresh import run_refresh
from pipelines.model.errors import PlainError
from pipelines.warehouse.release import check_whole, published_directory

DRIVER = Path(__file__).with_name("chaos_driver.py")
PROJECTS = "select count(*) from core.fact_project"


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A published release of one document, and the points that its run reached."""
    directory = tmp_path_factory.mktemp("walked")
    raw_of(directory / "raw", YUANZHOU)
    points = Points()
    run_refresh(options_in(directory), points)
    return directory, points.reached_points


def kill_at(directory: Path, point: str) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(settings.ROOT), str(DRIVER.parent)))}
    command = [sys.executable, str(DRIVER), str(directory), point]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=300)
    assert done.returncode == -9, done.stderr.decode()


def copy_of(walked: Path, directory: Path) -> Path:
    shutil.copytree(walked, directory, symlinks=True)
    return directory


def check_release(directory: Path, projects: int) -> None:
    """What is published is whole, whichever release it is."""
    published = published_directory(directory / "marts")
    assert published is not None
    check_whole(published)
    assert asked(directory / "marts", PROJECTS) == [(projects,)]


def test_the_walk_finds_a_point_between_any_two_steps(walked: tuple[Path, list[str]]) -> None:
    _, points = walked
    steps = [point.removeprefix("after ") for point in points if point.startswith("after ")]
    assert steps == ["staging", "core", "quality", "marts", "suites", "pages", "exports", "release"]
    assert len([point for point in points if point.startswith("publish: ")]) == 4


def test_death_at_some_points_one_after_another(walked: tuple[Path, list[str]], tmp_path: Path) -> None:
    """Short form: what several dead runs leave behind, and the next run that has to live with all of it."""
    origin, points = walked
    directory = copy_of(origin, tmp_path / "killed")
    raw_of(directory / "raw", YONGNING)
    for point in ("documents listed", "after core", "publish: moved beside the last release"):
        assert point in points
        kill_at(directory, point)
        check_release(directory, 7)
    refresh_in(directory)
    check_release(directory, 28)
    assert not (directory / "marts" / ".build").exists()
    assert len(list((directory / "marts" / ".published").iterdir())) == 1


@pytest.mark.hard
def test_death_at_every_point(walked: tuple[Path, list[str]], tmp_path: Path) -> None:
    origin, points = walked
    expected = None
    for number, point in enumerate(dict.fromkeys(points)):
        directory = copy_of(origin, tmp_path / str(number))
        raw_of(directory / "raw", YONGNING)
        kill_at(directory, point)
        switched = point in {"publish: switched", "publish: dated copy kept", "after release"}
        check_release(directory, 28 if switched else 7)
        refresh = refresh_in(directory)
        check_release(directory, 28)
        assert refresh.release
        expected = expected or refresh.release.tables["core.fact_target"]
        assert refresh.release.tables["core.fact_target"] == expected, f"killed at {point}"
        shutil.rmtree(directory)


@pytest.mark.hard
@pytest.mark.parametrize("megabytes", [0, 1])
def test_a_full_disk_leaves_the_release(walked: tuple[Path, list[str]], tmp_path: Path, megabytes: int) -> None:
    origin, _ = walked
    directory = copy_of(origin, tmp_path / "full")
    disk = tmp_path / "disk"
    disk.mkdir()
    kept = (directory / "marts").rglob("*")
    size = sum(-(-path.lstat().st_size // 4096) + 1 for path in kept) // 256 + 1 + megabytes
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", str(disk)], capture_output=True
    ).returncode:
        pytest.skip("a small disk needs the right to mount one")
    try:
        subprocess.run(["cp", "-a", f"{directory}/marts/.", str(disk)], check=True)
        shutil.rmtree(directory / "marts")
        (directory / "marts").symlink_to(disk)
        raw_of(directory / "raw", YONGNING)
        with pytest.raises(PlainError, match="make room"):
            refresh_in(directory)
        check_release(directory, 7)
        subprocess.run(["mount", "-o", "remount,size=500m", str(disk)], check=True)
        refresh_in(directory)
        check_release(directory, 28)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.hard
def test_a_target_that_cannot_be_written(walked: tuple[Path, list[str]], tmp_path: Path) -> None:
    origin, _ = walked
    directory = copy_of(origin, tmp_path / "read_only")
    marts = directory / "marts"
    if subprocess.run(["mount", "--bind", str(marts), str(marts)], capture_output=True).returncode:
        pytest.skip("a read-only directory needs the right to mount one")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(marts)], check=True)
        with pytest.raises(PlainError, match="Read-only file system"):
            refresh_in(directory)
        check_release(directory, 7)
    finally:
        subprocess.run(["umount", "-l", str(marts)], check=True)


@pytest.mark.hard
def test_two_refreshes_at_once_both_end_well(walked: tuple[Path, list[str]], tmp_path: Path) -> None:
    origin, _ = walked
    directory = copy_of(origin, tmp_path / "two")
    raw_of(directory / "raw", YONGNING)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(settings.ROOT), str(DRIVER.parent)))}
    command = [sys.executable, str(DRIVER), str(directory), "never"]
    both = [subprocess.Popen(command, env=environment) for _ in range(2)]
    assert [run.wait(timeout=300) for run in both] == [0, 0]
    check_release(directory, 28)
    assert len(list((directory / "marts" / "releases").iterdir())) >= 2


@pytest.mark.hard
def test_deleted_releases_do_not_touch_what_is_published(walked: tuple[Path, list[str]], tmp_path: Path) -> None:
    origin, _ = walked
    directory = copy_of(origin, tmp_path / "deleted")
    shutil.rmtree(directory / "marts" / "releases")
    check_release(directory, 7)
    refresh_in(directory)
    check_release(directory, 7)
    assert len(list((directory / "marts" / "releases").iterdir())) == 2
