"""Where things are. Paths follow from this checkout, or from the options of a command; nothing is read at import."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
MARTS = ROOT / "data" / "marts"
SQL = ROOT / "sql"
EXPECTATIONS = ROOT / "expectations"
REFERENCE = ROOT / "pipelines" / "normalise" / "reference"
"""Reviewed tables and YAML: layouts, labels, units, names, topics, places, statistics, corrections."""
