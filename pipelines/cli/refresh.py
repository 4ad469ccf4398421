"""``indicators refresh``: how a run is shown while it works, and the short account when it has ended."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from pipelines.cli.printing import print_json, printable

if TYPE_CHECKING:
    import argparse

    from rich.progress import Progress, TaskID

    from pipelines.flow.refresh import Options, Refresh

STRICT_FINDINGS = 3
_PLAIN_SECONDS = 5.0


class PlainLines:
    """A line a step and every few seconds, for logs and pipes. On stderr: stdout is for the result."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def reached(self, point: str) -> None:
        """Only whole steps are worth a line."""
        if point.startswith("after "):
            print(f"  {point.removeprefix('after ')} done", file=sys.stderr, flush=True)

    def progressed(self, done: int, total: int) -> None:
        """Now and then."""
        now = time.monotonic()
        if now - self._last >= _PLAIN_SECONDS:
            print(f"  {done} of {total} documents read", file=sys.stderr, flush=True)
            self._last = now

    def said(self, message: str) -> None:
        """At once."""
        print(printable(message), file=sys.stderr, flush=True)

    def close(self) -> None:
        """Nothing to take away."""


class Bar:
    """A progress bar on a terminal."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self._progress: Progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._progress.start()
        self._documents: TaskID = self._progress.add_task("documents", total=None)

    def reached(self, point: str) -> None:
        """The step that is being worked on."""
        if point.startswith("after "):
            self._progress.update(self._documents, description=point.removeprefix("after ") + " done")

    def progressed(self, done: int, total: int) -> None:
        """How far the bar is."""
        self._progress.update(self._documents, completed=done, total=total)

    def said(self, message: str) -> None:
        """Above the bar."""
        self._progress.console.print(printable(message), markup=False, highlight=False)

    def close(self) -> None:
        """Take the bar away."""
        self._progress.stop()


def run_refresh(arguments: argparse.Namespace) -> int:
    """Run the job, print what was published, and tell ``--strict`` from done."""
    if arguments.engine == "spark":
        return _run_on_spark(arguments)
    from pipelines.defs.running import run_job
    from pipelines.workers import look_for_cycles_seldom

    look_for_cycles_seldom()
    reporter = Bar() if sys.stderr.isatty() else PlainLines()
    started = time.monotonic()
    try:
        refresh = run_job(_options(arguments), reporter)
    finally:
        reporter.close()
    summary = _summary(refresh, time.monotonic() - started)
    if arguments.json:
        print_json(summary)
    else:
        _print_summary(summary)
    return STRICT_FINDINGS if arguments.strict and summary["findings"].get("error") else 0


def _run_on_spark(arguments: argparse.Namespace) -> int:
    """Facts and marts as Parquet; the published release of DuckDB stays as it is."""
    from pipelines import settings
    from pipelines.flow.scaled import refresh_on_spark

    started = time.monotonic()
    marts = arguments.marts or settings.MARTS
    release_id, counts = refresh_on_spark(arguments.raw or settings.RAW, marts, master=arguments.master)
    place = marts / "spark" / release_id
    summary = {"release_id": release_id, "seconds": round(time.monotonic() - started, 1), "tables": dict(counts)}
    if arguments.json:
        print_json({**summary, "marts": str(place)})
    else:
        projects, indicators = counts["core.fact_project"], counts["core.fact_indicator"]
        print(f"release     {release_id} in {summary['seconds']} s, on Spark")
        print(f"projects    {projects}\nindicators  {indicators}\nlook next   {place}/<schema>/<table>/*.parquet")
    return 0


def _options(arguments: argparse.Namespace) -> Options:
    from pipelines import settings
    from pipelines.flow.refresh import Options

    return Options(
        raw=arguments.raw or settings.RAW,
        marts=arguments.marts or settings.MARTS,
        workers=arguments.workers,
        full=arguments.full,
        accept_row_counts=arguments.accept_row_counts,
    )


def _summary(refresh: Refresh, seconds: float) -> dict[str, Any]:
    release, lives = refresh.release, refresh.lives
    if release is None or lives is None:
        raise RuntimeError("the refresh ended without a release and without an error")
    return {
        "release_id": release.release_id,
        "seconds": round(seconds, 1),
        "documents": dict(release.documents),
        "changes": {
            "new": lives.new,
            "unchanged": lives.unchanged,
            "replaced": lives.replaced,
            "withdrawn": lives.withdrawn_now,
        },
        "projects": release.rows("core.fact_project"),
        "indicators": release.rows("core.fact_indicator"),
        "targets": dict(refresh.target_counts),
        "findings": dict(release.findings),
        "refused": [{"path": path, "reason": reason} for path, reason in refresh.refused],
        "marts": str(refresh.options.marts),
        "content_hash": release.content_hash,
    }


def _print_summary(summary: dict[str, Any]) -> None:
    states = " · ".join(f"{count} {state}" for state, count in sorted(summary["documents"].items()))
    changes = " · ".join(f"{count} {what}" for what, count in summary["changes"].items() if count)
    targets = summary["targets"]
    findings = " · ".join(f"{count} {severity}" for severity, count in summary["findings"].items()) or "none"
    lines = [
        f"release     {summary['release_id']} in {summary['seconds']} s",
        f"documents   {states} ({changes})",
        f"projects    {summary['projects']}",
        f"indicators  {summary['indicators']}",
        f"targets     {targets['read']} read, {targets['quantified']} of them quantified; "
        f"{targets['declared_none']} declared none, {targets['blank']} blank, {targets['refused']} refused",
        f"findings    {findings}",
        *(f"refused     {refusal['path']}: {refusal['reason']}" for refusal in summary["refused"][:_SHOWN_REFUSALS]),
    ]
    if len(summary["refused"]) > _SHOWN_REFUSALS:
        lines.append(f"            and {len(summary['refused']) - _SHOWN_REFUSALS} more: `indicators quality`")
    lines.append(f"look next   {summary['marts']}/quality/index.html, `indicators questions`, `indicators sql`")
    print("\n".join(printable(line) for line in lines))


_SHOWN_REFUSALS = 5
