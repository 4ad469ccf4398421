"""A worker that goes wrong takes one task with it; the others keep their results and their order."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.workers import DEFAULT_LIMITS, Failure, FailureKind, Limits, Worker, run_guarded

FUNCTION = "guarded_tasks:misbehave"


@pytest.fixture(autouse=True)
def importable_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def run(tasks: list[bytes], limits: Limits = DEFAULT_LIMITS, workers: int = 2) -> list[bytes | FailureKind]:
    results = run_guarded(FUNCTION, tasks, workers=workers, limits=limits)
    return [result.kind if isinstance(result, Failure) else result for result in results]


def test_results_come_in_order_and_are_whole() -> None:
    tasks = [f"task {n} ".encode() * (n % 7) * 20_000 for n in range(40)]
    assert run(tasks) == [task.upper() for task in tasks]


@pytest.mark.parametrize(
    ("task", "kind"),
    [
        (b"hang", FailureKind.TIME_LIMIT),
        (b"eat", FailureKind.MEMORY_LIMIT),
        (b"die", FailureKind.CRASHED),
        (b"exit", FailureKind.CRASHED),
        (b"raise", FailureKind.CRASHED),
        (b"overflow", FailureKind.OUTPUT_LIMIT),
    ],
)
def test_a_bad_task_fails_alone(task: bytes, kind: FailureKind) -> None:
    limits = Limits(seconds=1.5, memory_bytes=256 << 20, output_bytes=1 << 20)
    assert run([b"a", task, b"b", b"c"], limits, workers=1) == [b"A", kind, b"B", b"C"]


def test_what_a_library_prints_does_not_spoil_an_answer() -> None:
    assert run([b"talk", b"a"]) == [b"TALK", b"A"]


def test_a_worker_is_prepared_once_before_its_first_task() -> None:
    first, second = run([b"prepared", b"prepared"], workers=1)
    assert first == second and isinstance(first, bytes) and first.count(b",") == 0 and len(first) > len(b"[]")


def test_a_worker_that_was_started_early_does_the_first_task_and_is_stopped() -> None:
    early = Worker(FUNCTION, DEFAULT_LIMITS)
    assert list(run_guarded(FUNCTION, [b"prepared"], workers=1, ready=early)) == [f"[{early.pid}]".encode()]
    assert not _alive(str(early.pid))
    early.stop()


def test_a_worker_that_was_started_for_nothing_is_stopped() -> None:
    early = Worker(FUNCTION, DEFAULT_LIMITS)
    assert list(run_guarded(FUNCTION, [], workers=2, ready=early)) == []
    assert not _alive(str(early.pid))


def test_no_tasks_start_no_worker() -> None:
    assert run([]) == []


def test_tasks_are_drawn_lazily_and_an_error_in_drawing_reaches_the_caller() -> None:
    def tasks() -> object:
        yield b"a"
        raise OSError("the directory is gone")

    results = run_guarded(FUNCTION, tasks(), workers=2)  # type: ignore[arg-type]
    with pytest.raises(OSError, match="directory is gone"):
        list(results)


def test_giving_up_early_ends_the_workers() -> None:
    started = time.monotonic()
    results = run_guarded(FUNCTION, [b"a", b"hang", b"hang"], workers=2, limits=Limits(seconds=60))
    assert next(results) == b"A"
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 10


def test_workers_die_with_a_killed_parent() -> None:
    script = f"from pipelines.workers import run_guarded\nlist(run_guarded({FUNCTION!r}, [b'hang'], workers=1))\n"
    environment = {**os.environ, "PYTHONPATH": f"{Path(__file__).parent}:{Path.cwd()}"}
    parent = subprocess.Popen([sys.executable, "-c", script], env=environment)
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    if not children.exists():
        parent.kill()
        pytest.skip("needs /proc")

    def workers() -> list[str]:
        return [
            pid
            for task in Path(f"/proc/{parent.pid}/task").iterdir()
            for pid in (task / "children").read_text().split()
        ]

    deadline = time.monotonic() + 20
    while not (found := workers()) and time.monotonic() < deadline:
        pass
    parent.kill()
    parent.wait()
    while any(_alive(pid) for pid in found) and time.monotonic() < deadline:
        pass
    assert found and not any(_alive(pid) for pid in found)


def _alive(pid: str) -> bool:
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_at_least_one_worker() -> None:
    with pytest.raises(ValueError, match="at least one"):
        next(run_guarded(FUNCTION, [], workers=0))  # type: ignore[call-overload]
