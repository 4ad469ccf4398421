"""The refresh as Dagster holds it for the length of a run: the lock, the private build and the record of the run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipelines import settings
from pipelines.flow.refresh import Options, Refresh, open_refresh


class LogReporter:
    """Tells Dagster's log how a refresh gets on."""

    def __init__(self, log: dg.DagsterLogManager | None) -> None:
        self._log = log

    def reached(self, point: str) -> None:
        """Steps are logged by Dagster itself."""

    def progressed(self, done: int, total: int) -> None:
        """Every thousandth document and the last."""
        if self._log is not None and (done == total or done % 1000 == 0):
            self._log.info(f"{done} of {total} documents read")

    def said(self, message: str) -> None:
        """One line in the log."""
        if self._log is not None:
            self._log.warning(message)


class RefreshResource(dg.ConfigurableResource[Refresh]):
    """One refresh per run. The command line hands in its own, already open."""

    raw: str = str(settings.RAW)
    marts: str = str(settings.MARTS)
    workers: int = 0
    full: bool = False
    accept_row_counts: bool = False

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Refresh]:
        """Open the refresh for one run, and record how it ended."""
        options = Options(
            raw=Path(self.raw),
            marts=Path(self.marts),
            workers=self.workers or None,
            full=self.full,
            accept_row_counts=self.accept_row_counts,
        )
        with open_refresh(options, LogReporter(context.log)) as refresh:
            yield refresh
