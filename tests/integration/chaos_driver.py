"""One refresh in a process of its own that dies, as by kill -9, when it first reaches the named point."""

import os
import signal
import sys
from pathlib import Path

from refreshing import Points, options_in

from pipelines.flow.refresh import run_refresh


class Death(Points):
    """Kills its own process at the given point."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at

    def reached(self, point: str) -> None:
        super().reached(point)
        if point == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    run_refresh(options_in(Path(sys.argv[1])), Death(sys.argv[2]))
