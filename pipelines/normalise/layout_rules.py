"""Which reviewed layout a document follows: a file of ``reference/layouts``, columns that must and may stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from pipelines.normalise.alignment import Column
from pipelines.normalise.header import OTHER_VALUES, Header
from pipelines.normalise.reference_data import layout_files, read_yaml

if TYPE_CHECKING:
    from pipelines.normalise.forms import FormReader


@dataclass(frozen=True, slots=True)
class Layout:
    """One reviewed layout. ``must`` are column roles in printed order, ``any_of`` of which one must stand."""

    id: str
    title: str
    families: tuple[str, ...]
    projects: str
    must: tuple[str, ...]
    any_of: tuple[str, ...]
    may: frozenset[str]
    several_values: bool
    note: str

    def misfit(self, header: Header, *, department: bool) -> str | None:
        """Why a header does not follow this layout; None when it does."""
        roles = header.roles
        names = [_name(column) for column in header.columns]
        if header.many_projects != (self.projects == "many_in_table"):
            return "项目名称是否为一列"
        if department != (self.projects == "department"):
            return "是否部门整体"
        several = roles.count("value") > 1 and not header.is_transposed
        if several != (self.several_values or self.must.count("value") > 1):
            return "指标值列数"
        if self.must.count("level3") != roles.count("level3"):
            return "三级指标列数"
        if header.is_transposed != ("transposed" in self.must):
            return "是否转置"
        order = iter(names)
        missing = [role for role in self.must if role not in order]
        if missing:
            return f"缺少列 {missing[0]}，或次序不同"
        if self.any_of and not any(role in roles for role in self.any_of):
            return "缺少特征列"
        strange = [name for name in names if name not in self.must and name not in self.may]
        return f"多出列 {strange[0]}" if strange else None


def _name(column: Column) -> str:
    """The word by which layout files call a column."""
    if column.field == "project_name":
        return "project_name"
    return "transposed" if column.name is not None else column.role


def _layout(data: dict[str, Any]) -> Layout:
    columns = data["columns"]
    return Layout(
        id=str(data["id"]),
        title=str(data["title"]),
        families=tuple(data["families"]),
        projects=str(data["projects"]),
        must=tuple(columns["must"]),
        any_of=tuple(columns.get("any", ())),
        may=frozenset(columns.get("may", ())),
        several_values=bool(columns.get("several_values", False)),
        note=str(data["note"]).strip(),
    )


@cache
def layouts() -> tuple[Layout, ...]:
    """All reviewed layouts."""
    return tuple(_layout(read_yaml(name)) for name in layout_files())


def layout_of(header: Header, *, department: bool) -> Layout | None:
    """The layout that a header follows: of those that fit, the one that demands most."""
    fitting = [layout for layout in layouts() if layout.misfit(header, department=department) is None]
    return max(fitting, key=lambda layout: (len(layout.must) + 3 * bool(layout.any_of), -len(layout.may)), default=None)


def _without_extras(header: Header) -> Header:
    """The header without the columns that are not known or hold no targets, where the others could all be read."""
    columns = tuple(
        column for column in header.columns if column.role not in OTHER_VALUES and column.field != "unknown"
    )
    return replace(header, columns=columns, width=len(columns))


def recognise(reader: FormReader) -> tuple[Layout | None, tuple[str, ...]]:
    """The layout that most forms of a document follow, and the evidence in words."""
    counts: dict[str, int] = {}
    evidence: list[str] = []
    by_id: dict[str, Layout] = {}
    found: dict[tuple[int, str], Layout | None] = {}
    for form in reader.forms:
        if form.header is None:
            continue
        key = (id(form.header), form.scope)
        if key in found:
            layout = found[key]
            if layout is not None:
                counts[layout.id] += 1
            continue
        layout = layout_of(form.header, department=form.scope == "department")
        if layout is None and form.indicators and not form.rows_with_lost_signs:
            layout = layout_of(_without_extras(form.header), department=form.scope == "department")
        found[key] = layout
        printed = "｜".join(form.header.printed)
        if layout is None:
            line = f"表头“{printed}”不合任何已登记的版式"
        else:
            by_id[layout.id] = layout
            counts[layout.id] = counts.get(layout.id, 0) + 1
            line = f"表头“{printed}”→ {layout.id}（{layout.title}）"
        if line not in evidence:
            evidence.append(line)
    if not counts:
        return None, tuple(evidence)
    best = max(counts, key=lambda key: counts[key])
    return by_id[best], tuple(evidence)
