"""``python -m pipelines.cli`` is the command ``indicators``."""

from pipelines.cli import run

run()
