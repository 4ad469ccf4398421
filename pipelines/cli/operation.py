"""``indicators status``, ``releases``, ``rollback`` and ``ui``: for the person who keeps the thing running."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from pipelines import settings
from pipelines.cli.printing import print_json, print_table, printable

if TYPE_CHECKING:
    import argparse

FAILED = 1


def run_status(arguments: argparse.Namespace) -> int:
    """Print what stands, what runs, what failed and what waits; exit 1 where something is wrong."""
    from pipelines.flow.status import look

    status = look(arguments.raw or settings.RAW, arguments.marts or settings.MARTS, max_age_hours=arguments.max_age)
    if arguments.json:
        print_json(asdict(status) | {"ok": not status.problems})
    else:
        for name, value in status.lines():
            print(printable(f"{name:<11} {value}"))
        for problem in status.problems:
            print(printable(f"PROBLEM     {problem}"))
    return FAILED if status.problems else 0


def run_releases(arguments: argparse.Namespace) -> int:
    """List the kept releases, the published one marked."""
    from pipelines.warehouse.release import list_releases, published_directory

    marts = arguments.marts or settings.MARTS
    current = published_directory(marts)
    name = current.name if current else None
    found = list_releases(marts)
    if arguments.json:
        print_json(
            [
                {
                    "release_id": release.release_id,
                    "published": release.release_id == name,
                    "published_at": release.published_at,
                    "documents": dict(release.documents),
                    "projects": release.rows("core.fact_project"),
                    "content_hash": release.content_hash,
                    "parser_version": release.parser_version,
                }
                for release in found
            ]
        )
        return 0
    if not found:
        print(f"{printable(str(marts))}: no releases yet. Run `indicators refresh`", file=sys.stderr)
        return FAILED
    rows = [
        (
            release.release_id,
            "published" if release.release_id == name else "",
            sum(release.documents.values()),
            release.rows("core.fact_project"),
            release.rows("core.fact_indicator"),
            release.findings.get("error", 0),
            release.content_hash[:12],
            release.parser_version,
        )
        for release in found
    ]
    print_table(("release", "", "documents", "projects", "indicators", "errors", "content", "parser"), rows)
    return 0


def run_rollback(arguments: argparse.Namespace) -> int:
    """Publish an older release again."""
    from pipelines.flow.rollback import roll_back_to

    release = roll_back_to(arguments.marts or settings.MARTS, arguments.release_id)
    print(f"published again: {release.release_id}, made {release.published_at}")
    return 0


def run_ui(arguments: argparse.Namespace) -> int:
    """Run Dagster's pages, its schedule and sensor until Ctrl-C."""
    from pipelines.flow.serving import serve

    return serve(arguments.port)
