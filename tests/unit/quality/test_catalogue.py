"""The catalogue is whole: every check, every code that is raised, every case has its entry, and the other way round."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from pipelines import settings
from pipelines.quality import CatalogueError, load_catalogue

RULES = load_catalogue()
CHECKS = {path.stem for path in (settings.SQL / "checks").glob("*.sql")}
RAISED = re.compile(
    r"""(?:\bIssue\(|\bRefusedDocumentError\(|issues\.add\(|note\(|told\.append\(\(|reason_code=|UnreadableError\()\s*["']([a-z][a-z0-9]*(?:_[a-z0-9]+)+)["']"""
)


def test_every_check_is_a_rule_found_by_sql() -> None:
    assert {code for code, rule in RULES.items() if rule.found_by == "sql"} == CHECKS


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_every_check_tells_what_it_tells_and_has_offenders_and_innocents(code: str) -> None:
    lines = (settings.SQL / "checks" / f"{code}.sql").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("-- "), "the first line tells what should hold"
    assert any(line.startswith("-- grain: ") for line in lines[:12])
    cases = sorted((settings.ROOT / "tests" / "sql" / "checks" / code).glob("*.yml"))
    read = [case for path in cases for case in yaml.safe_load_all(path.read_text(encoding="utf-8"))]
    assert any(case["expect"] for case in read), "no offender"
    assert any(not case["expect"] for case in read), "no innocent"


def test_cases_are_of_checks() -> None:
    assert {path.name for path in (settings.ROOT / "tests" / "sql" / "checks").iterdir()} <= CHECKS


def test_every_code_that_is_raised_stands_in_the_catalogue() -> None:
    raised = {
        code: path.name
        for path in (settings.ROOT / "pipelines").rglob("*.py")
        for code in RAISED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(raised) > 20, "the pattern finds nothing any more"
    assert {code: name for code, name in raised.items() if code not in RULES} == {}


def test_mends_are_for_people() -> None:
    for rule in RULES.values():
        assert re.search(r"[一-龥]", rule.mend) and re.search(r"[一-龥]", rule.title), rule.code
        assert re.search(r"[a-z]{3}.* [a-z]{2}", rule.claim), f"{rule.code}: the claim is the English one"


def test_yielding_has_no_circle() -> None:
    def reached(code: str, seen: frozenset[str] = frozenset()) -> None:
        assert code not in seen, f"{code} yields to itself in the end"
        for other in RULES[code].yields_to:
            reached(other, seen | {code})

    for code in RULES:
        reached(code)


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("a code twice", lambda rules: [*rules, rules[0]]),
        ("an unknown severity", lambda rules: [{**rules[0], "severity": "bad"}]),
        ("an unknown field", lambda rules: [{**rules[0], "colour": "red"}]),
        ("yields to nothing known", lambda rules: [{**rules[0], "yields_to": ["no_such_rule"]}]),
        ("an opinion beyond the list", lambda rules: [{**rules[0], "opinion": 12}]),
    ],
)
def test_catalogues_that_are_none(tmp_path: Path, why: str, change: object) -> None:
    rules = yaml.safe_load((settings.EXPECTATIONS / "rules.yml").read_text(encoding="utf-8"))["rules"][:1]
    path = tmp_path / "rules.yml"
    path.write_text(yaml.safe_dump({"rules": change(rules)}, allow_unicode=True), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(CatalogueError):
        load_catalogue(path)
