"""A reading as lines that a person can review and ``diff`` can compare. Writes the golden files when run.

python tests/golden/rendered.py        # after reading the diff, say in the commit why the facts changed
"""

# ruff: noqa: E501 - printed forms are wider than a line of code
from __future__ import annotations

from pathlib import Path

from pipelines.extract import read_document
from pipelines.model.records import Indicator, Project, Reading
from pipelines.normalise import read_forms

HERE = Path(__file__).parent
RAW = HERE.parents[1] / "data" / "raw"


def documents() -> list[Path]:
    """The documents with golden facts: the two real ones and one of each family, retold."""
    return [*sorted(RAW.glob("*.txt")), *sorted((HERE / "layouts").glob("*.txt"))]


def facts_file(document: Path) -> Path:
    return HERE / "facts" / f"{document.stem}.facts"


def rendered(document: Path) -> str:
    content = read_document(document.read_bytes(), document.name)[1]
    return render(read_forms(content), [cell.text for cell in content.cells()])


def render(reading: Reading, texts: list[str]) -> str:
    lines = [
        f"document {reading.form_type} {reading.fiscal_year} {reading.district_code} {reading.layout}: {reading.title}"
    ]
    for project in reading.projects:
        lines += _project(project)
    lines += [f"issue {issue.rule_code}: {issue.message}" for issue in reading.issues]
    for text, fate in zip(texts, reading.fates, strict=True):
        if fate.disposition != "used":
            lines.append(f"{fate.disposition} {fate.reason}: {' '.join(text.split())}")
    return "\n".join(lines) + "\n"


def _project(project: Project) -> list[str]:
    fields = (project.name, project.department, project.agency, project.nature, project.term)
    printed = " | ".join("-" if f is None else f.printed for f in fields)
    lines = ["", f"{project.scope} {project.fiscal_year} {project.topic_code}: {printed}"]
    lines += [f"  goal {goal.scope} {goal.period}: {goal.text}" for goal in project.objectives]
    for amount in project.funding:
        yuan = "-" if amount.amount_yuan is None else f"{amount.amount_yuan:f}"
        lines.append(f"  money {amount.fund_source} {amount.scope}: {amount.printed} = {yuan} ({amount.unit_basis})")
    return lines + [_indicator(indicator) for indicator in project.indicators]


def _indicator(indicator: Indicator) -> str:
    target = indicator.target
    level = f"{indicator.level1_printed}/{indicator.level2_printed} = {indicator.category}/{indicator.dimension}"
    read = " ".join(
        str(part)
        for part in (target.kind.value, target.comparator and target.comparator.value, target.low, target.high, target.unit, *target.per)
        if part is not None
    )  # fmt: skip
    further = {
        "block": indicator.block, "no": indicator.ordinal_printed, "req": indicator.requirement,
        "weight": indicator.weight, "actual": indicator.actual_printed, "score": indicator.score_printed,
        "direction": indicator.direction_printed, "standard": indicator.standard_printed, "note": indicator.note_printed,
    }  # fmt: skip
    more = " ".join(f"{name}={value}" for name, value in further.items() if value is not None)
    none = " DECLARED-NONE" if indicator.declared_none else ""
    return f"  {level}: {indicator.name} := {target.printed} [{read}]{none}{' ' + more if more else ''}"


if __name__ == "__main__":
    for one in documents():
        facts_file(one).parent.mkdir(exist_ok=True)
        facts_file(one).write_text(rendered(one), encoding="utf-8")
