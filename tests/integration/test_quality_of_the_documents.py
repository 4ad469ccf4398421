"""What the checks find in the two real documents, each looked at by a person; and what happens when a label goes."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines import settings

GOLDEN = settings.ROOT / "tests" / "golden" / "findings"


@pytest.fixture
def release(published: Path) -> Path:
    return (published / "indicators.duckdb").resolve()


def asked(release: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(release), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.tsv")), ids=lambda path: path.stem)
def test_the_findings_are_those_that_were_looked_at(release: Path, golden: Path) -> None:
    spec = importlib.util.spec_from_file_location("freeze_findings", GOLDEN / "freeze.py")
    assert spec and spec.loader
    freeze = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(freeze)
    assert freeze.findings_of(release, f"{golden.stem}.txt") == golden.read_text(encoding="utf-8").splitlines()


def test_every_finding_leads_to_a_cell_or_is_about_the_whole_document(release: Path) -> None:
    lost = asked(
        release,
        "select f.rule_code from quality.finding as f left join staging.source_cell as c "
        "on f.source_cell_id = c.source_cell_id where f.source_cell_id is not null and c.source_cell_id is null",
    )
    assert lost == []
    assert asked(release, "select count(*) from quality.finding where source_cell_id is null") == [(0,)]
    assert asked(release, "select count(*) - count(distinct finding_id) from quality.finding") == [(0,)]


@pytest.mark.parametrize(
    ("left", "right", "outcome", "difference"),
    [
        ("57人 × 220元/人/年", "1.254万元", "agrees", "0"),
        ("19人 × 840元/人/年", "1.596万元", "agrees", "0"),
        ("共117人 × 300元/人", "3.51万元", "agrees", "0"),
        ("199人 × 7.52万元/年/人", "286万元", "part_year", "-365866.67"),
        ("10个 × 每人每年5.5万元", "34.65万元", "undecidable", "203500"),
    ],
)
def test_arithmetic_of_the_documents(release: Path, left: str, right: str, outcome: str, difference: str) -> None:
    rows = asked(
        release,
        "select right_printed, outcome, difference, len(source_cell_ids) from marts.mart_reconciliation "
        f"where left_printed = '{left}'",
    )
    ((printed, found, apart, cells),) = rows
    assert (printed, found) == (right, outcome)
    assert round(Decimal(str(apart)), 2) == Decimal(difference)
    assert int(str(cells)) >= 2


def test_the_ledger_of_the_documents(release: Path) -> None:
    assert asked(release, "select cells_refused, is_balanced from quality.ledger") == [(0, True), (0, True)]


def test_trust_is_graded_for_every_fact(release: Path) -> None:
    assert asked(
        release,
        "select (select count(*) from core.fact_funding) + (select count(*) from core.fact_target) "
        "- (select count(*) from quality.trust)",
    ) == [(0,)]
    doubted = asked(
        release,
        "select distinct f.fund_source from quality.trust as t "
        "inner join core.fact_funding as f on t.fact_id = f.funding_id "
        "where t.grade = 'D' and f.acceptance <> 'blank' order by 1",
    )
    assert doubted == [("other_funds",), ("total",)]


# Read one real document with the reference data of another directory, and tell what became of its cells.
_READ = """
import json, sys
from pathlib import Path
from pipelines import settings
settings.REFERENCE = Path(sys.argv[1])
from pipelines.extract import read_document
from pipelines.normalise import read_forms
path = Path(sys.argv[2])
_, content = read_document(path.read_bytes(), path.name)
reading = read_forms(content)
cells = content.cells()
refused = [(cells[n].line, cells[n].text) for n, fate in enumerate(reading.fates) if fate.disposition == "refused"]
print(json.dumps({"refused": refused, "issues": [(i.rule_code, i.printed) for i in reading.issues], "cells": len(cells),
                  "fates": len(reading.fates)}))
"""


@pytest.mark.parametrize(
    ("group", "meaning", "spelling", "printed"),
    [("fields", "nature", "项目属性", "项目属性"), ("fields", "term", "项目期", "项目期")],
)
def test_deleting_a_label_makes_the_ledger_name_the_cell(
    tmp_path: Path, group: str, meaning: str, spelling: str, printed: str
) -> None:
    reference = tmp_path / "reference"
    shutil.copytree(settings.REFERENCE, reference)
    labels = yaml.safe_load((reference / "labels.yml").read_text(encoding="utf-8"))
    labels[group][meaning].remove(spelling)
    (reference / "labels.yml").write_text(yaml.safe_dump(labels, allow_unicode=True), encoding="utf-8")
    document = settings.RAW / "004_e556e0c65d17b465.txt"
    command = [sys.executable, "-c", _READ, str(reference), str(document)]
    done = subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["cells"] == told["fates"]
    lines = document.read_text(encoding="utf-8").splitlines()
    where = [n for n, line in enumerate(lines, start=1) if re.search(rf"(^|\t){printed}\t", line)]
    assert [line for line, text in told["refused"] if text == printed] == where
    assert len(where) == 7
    named = [what for code, what in told["issues"] if code == "every_cell_is_understood"]
    assert len(named) == 7 and all(printed in what for what in named)
