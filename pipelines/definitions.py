"""What Dagster loads: ``dagster dev`` and the daemon find it through ``[tool.dagster]`` in pyproject.toml."""

from pipelines.defs.assembly import assemble

defs = assemble()
