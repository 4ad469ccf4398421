"""A document's cells to its reading: projects, money, indicators, issues, and the fate of every cell."""

from __future__ import annotations

from pipelines.model.cells import Content
from pipelines.model.records import Issue, Project, Reading
from pipelines.normalise.builder import FormBuilder
from pipelines.normalise.forms import FormReader
from pipelines.normalise.layout_rules import Layout, recognise
from pipelines.normalise.mentions import quoted_quantities
from pipelines.normalise.place_names import district_of
from pipelines.normalise.problems import document_issues, form_issues
from pipelines.normalise.remarks import remark_issues
from pipelines.normalise.topics import topic_of


def read_forms(content: Content) -> Reading:
    """Read every form of a document.

    Pure: the same cells give the same reading. Never raises for what a document prints: what cannot be understood is
    refused, cell by cell, with an issue that says where.
    """
    reader = FormReader(content)
    layout, evidence = recognise(reader)
    published = [form for form in reader.forms if form.is_form]
    numbers = {form.number: number for number, form in enumerate(published)}
    projects: list[Project] = []
    issues: list[Issue] = []
    for number, form in enumerate(published):
        project = _project(form)
        projects.append(project)
        issues.extend(form_issues(form, project, number))
    for form in reader.forms:
        if form.number not in numbers:
            reader.ledger.withdraw(form.number, "no_form_recognised")
    if not published:
        reader.ledger.refuse_ignored("outside_form", "no_form_recognised")
    reader.ledger.refuse(reader.ledger.open_cells(), "not_understood")
    issues.extend(document_issues(content, reader, layout, numbers))
    fates = reader.ledger.fates(numbers)
    issues.extend(remark_issues(content, fates))
    years = {project.fiscal_year for project in projects if project.fiscal_year is not None} or set(reader.years)
    names = [field.printed for p in projects for field in (p.agency, p.department) if field is not None]
    return Reading(
        title=reader.first_title.printed if reader.first_title is not None else None,
        form_type=reader.form_type,
        fiscal_year=years.pop() if len(years) == 1 else None,
        district_code=district_of(names, reader.first_title.printed if reader.first_title is not None else None),
        layout=layout.id if layout is not None else None,
        projects=tuple(projects),
        issues=tuple(issues),
        fates=fates,
        evidence=evidence,
    )


def _project(form: FormBuilder) -> Project:
    name = form.fields.get("project_name")
    code = form.fields.get("project_code")
    goal = form.goals[0].text if form.goals else None
    department = form.fields.get("department")
    agency = form.fields.get("agency") or form.fields.get("compiler")
    return Project(
        name=name,
        department=department,
        agency=agency,
        nature=form.fields.get("nature"),
        term=form.fields.get("term"),
        fiscal_year=form.fiscal_year,
        objectives=tuple(form.goals),
        funding=tuple(form.funding.values()),
        indicators=tuple(form.indicators),
        first_cell=max(form.first_cell, 0),
        last_cell=max(form.last_cell, 0),
        scope=form.scope,
        project_code=code.printed if code is not None else None,
        topic_code=topic_of(name.printed if name is not None else None, goal),
        district_code=district_of([field.printed for field in (agency, department) if field is not None]),
        title=form.title,
        mentions=quoted_quantities(form.goals),
    )


__all__ = ["Layout", "read_forms"]
