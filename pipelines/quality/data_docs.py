"""Great Expectations at work: an ephemeral context, a validation for each table, pages that need no network.

The pages that Great Expectations writes take fifteen style sheets and scripts from other hosts, and the rows of their
index are drawn by those scripts. Here every link to another host is taken out, one small style sheet and script of our
own (``docs_assets``) stand in for them, and the index is a plain table in Chinese.
"""

from __future__ import annotations

import datetime
import html
import logging
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.model.errors import PlainError
from pipelines.quality.importing import import_great_expectations

if TYPE_CHECKING:
    import pandas as pd

_ASSETS = Path(__file__).with_name("docs_assets")
_UP = "../../../../../"
"""How the page of an outcome links to the site's root: it thinks that it lies below a run and its time too."""
_SCRIPTS = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
_LINKS = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_OUTSIDE_IMAGES = re.compile(r"""<img\b[^>]*\bsrc=["']?https?:[^>]*>""", re.IGNORECASE | re.DOTALL)
_OUTSIDE_ANCHORS = re.compile(r"""<a\b[^>]*\bhref=["']?(?:https?:)?//[^>]*>(.*?)</a>""", re.IGNORECASE | re.DOTALL)
_OUTSIDE_STYLES = re.compile(r"""url\(\s*['"]?https?:[^)]*\)""", re.IGNORECASE)
_HANDLERS = re.compile(r"""\son\w+\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL | re.IGNORECASE)


class SuiteError(PlainError):
    """Great Expectations itself failed: an error of the check, never to be taken for a table that is wrong."""


class Checked(NamedTuple):
    """One table that was checked, for the index: how many expectations there were and how many did not hold."""

    address: str
    title: str
    expectations: int
    failed: int


class Validator:
    """One ephemeral context that validates frames, and writes the pages of each table to a directory.

    Each table is validated as a batch of one and the same asset and drawn by Great Expectations' own renderers. Assets,
    validation definitions and a site of their own would each be saved, read back and saved again with every table.
    One serves a process from end to end: its templates are compiled when they are first drawn.
    """

    def __init__(self) -> None:
        import_great_expectations()
        import great_expectations as gx
        from great_expectations.data_context.types.base import ProgressBarsConfig
        from great_expectations.render.renderer.page_renderer import (
            ExpectationSuitePageRenderer,
            ValidationResultsPageRenderer,
        )
        from great_expectations.render.view.view import DefaultJinjaPageView

        logging.getLogger("great_expectations").setLevel(logging.ERROR)
        self._gx = gx
        self._context = gx.get_context(mode="ephemeral")
        self._context.variables.progress_bars = ProgressBarsConfig(globally=False)
        source = self._context.data_sources.add_pandas("warehouse")
        self._tables = source.add_dataframe_asset(name="tables").add_batch_definition_whole_dataframe("table")
        self._outcomes, self._suites = ValidationResultsPageRenderer(), ExpectationSuitePageRenderer()
        self._view = DefaultJinjaPageView()

    def validate(
        self,
        address: str,
        expectations: Sequence[Mapping[str, Any]],
        frame: pd.DataFrame,
        out_dir: Path,
        now: datetime.datetime,
    ) -> list[Mapping[str, Any]]:
        """The outcome of each expectation, in their order, as Great Expectations' own dictionaries. Writes the pages.

        Args:
            address: of the table.
            expectations: its suite, as the JSON states them.
            frame: its rows.
            out_dir: where the pages go.
            now: the time of the run, as the pages show it.

        Raises:
            SuiteError: Great Expectations does not know one of them.
        """
        from great_expectations.core.run_identifier import RunIdentifier

        suite = self._gx.ExpectationSuite(
            name=address, expectations=[{**e, "meta": {"no": n}} for n, e in enumerate(expectations)]
        )
        outcome = self._tables.get_batch({"dataframe": frame}).validate(suite, result_format="SUMMARY")
        outcome.meta["run_id"] = RunIdentifier(run_name="refresh", run_time=now)
        told = outcome.to_json_dict()["results"]  # type: ignore[no-untyped-call]
        by_number = {r["expectation_config"]["meta"]["no"]: r for r in told}
        unknown = [expectation["type"] for n, expectation in enumerate(expectations) if n not in by_number]
        if unknown:
            raise SuiteError(f"{address}: Great Expectations has no {', '.join(unknown)}, or not with these arguments")
        _write(out_dir / "validations", address, self._view.render(self._outcomes.render(outcome)))  # type: ignore[no-untyped-call]
        _write(out_dir / "expectations", address, self._view.render(self._suites.render(suite)))  # type: ignore[no-untyped-call]
        return [by_number[n] for n in range(len(expectations))]


def _write(folder: Path, address: str, page: str) -> None:
    path = folder / Path(*address.split(".")).with_suffix(".html")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(offline(page.replace(_UP, "../../"), "../../", path.stem), encoding="utf-8")


def write_index(out_dir: Path, checked: Sequence[Checked]) -> None:
    """Write the index of the pages in ``out_dir``, and what all of them look like."""
    (out_dir / "assets").mkdir(parents=True, exist_ok=True)
    for name in ("docs.css", "docs.js"):
        shutil.copyfile(_ASSETS / name, out_dir / "assets" / name)
    (out_dir / "index.html").write_text(_index(checked), encoding="utf-8")


def offline(page: str, up: str, title: str) -> str:
    """A page of Great Expectations that asks nothing of any other host; ``up`` leads to the root of the site.

    >>> page = '<head><title>x</title><script src="https://cdn/x.js"></script></head><img src="https://a/b.png">'
    >>> print(offline(page, "../", "t"))
    <head><title>t</title><link rel="stylesheet" href="../assets/docs.css">
    <script defer src="../assets/docs.js"></script></head>
    """
    page = _SCRIPTS.sub("", page)
    page = _LINKS.sub("", page)
    page = _OUTSIDE_IMAGES.sub("", page)
    page = _OUTSIDE_ANCHORS.sub(r"\1", page)
    page = _OUTSIDE_STYLES.sub("none", page)
    page = _HANDLERS.sub("", page)
    page = _TITLE.sub("", page, count=1)
    own = (
        f"<title>{html.escape(title)}</title>"
        f'<link rel="stylesheet" href="{up}assets/docs.css">\n<script defer src="{up}assets/docs.js"></script>'
    )
    return page.replace("</head>", f"{own}</head>", 1)


def _mark(failed: int) -> str:
    return "is-bad" if failed else "is-good"


def _index(checked: Sequence[Checked]) -> str:
    rows = "\n".join(
        f"<tr><td>{html.escape(v.title)}</td>"
        f'<td><a href="validations/{v.address.replace(".", "/")}.html">{html.escape(v.address)}</a></td>'
        f'<td class="number">{v.expectations}</td><td class="number {_mark(v.failed)}">{v.failed}</td>'
        f'<td><a href="expectations/{v.address.replace(".", "/")}.html">期望</a></td></tr>'
        for v in checked
    )
    failed = sum(v.failed for v in checked)
    total = sum(v.expectations for v in checked)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>各表形状检查</title>
<link rel="stylesheet" href="assets/docs.css">
</head>
<body>
<main>
<h1>各表形状检查</h1>
<p>{len(checked)} 张表，{total} 条期望，<span class="{_mark(failed)}">{failed} 条不合格</span>。\
由 Great Expectations 检查；每张表的页面由它生成（英文界面）。</p>
<table>
<thead><tr><th>表</th><th>检查结果</th><th>期望数</th><th>不合格</th><th>检查什么</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</main>
</body>
</html>
"""
