"""``indicators parse``, ``target``, ``layouts``: what was understood of a document or a value, in words or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pipelines.cli.printing import print_json, print_table, printable
from pipelines.model.errors import PlainError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

FAILED = 1
_BOUNDS = {"ge": "≥", "le": "≤", "gt": ">", "lt": "<", "eq": "=", "approx": "≈", "unstated": ""}


def run_parse(arguments: argparse.Namespace) -> int:
    """Print each document; exit 1 where one could not be opened or was refused, after the others."""
    from pipelines.flow.parsing import parse_files

    documents: list[dict[str, Any]] = []
    failed = False
    drawn_into: set[Path] = set()
    found = parse_files(
        arguments.files, explain=arguments.explain, password=arguments.password, guarded=not arguments.debug
    )
    for file, parsed in zip(arguments.files, found, strict=True):
        if isinstance(parsed, OSError):
            print(f"indicators parse: {printable(str(file))}: {parsed.strerror or parsed}", file=sys.stderr)
            failed = True
            continue
        failed = failed or any(not document["projects"] for document in parsed)
        documents.extend(parsed)
        if not arguments.json:
            for document in parsed:
                _print_document(document)
                if arguments.explain:
                    failed = not _draw_pages(file, document, arguments, drawn_into) or failed
    if arguments.json and (documents or len(arguments.files) > 1):
        print_json(documents[0] if len(arguments.files) == 1 and len(documents) == 1 else documents)
    return FAILED if failed else 0


def _print_document(document: dict[str, Any]) -> None:
    about, cells = document["document"], document["cells"]
    print(printable(about["path"]))
    known = [about[name] for name in ("title", "form_type", "fiscal_year", "district_code", "layout", "media_type")]
    print("  " + printable(" · ".join(str(value) for value in known if value is not None)))
    if "explanation" in document:
        print(printable(document["explanation"].replace("\t", "  "), newlines=True))
        return
    for number, project in enumerate(document["projects"], start=1):
        _print_project(number, project)
    for finding in document["findings"]:
        place = _place(finding["source"])
        print(printable(f"  {finding['severity']}  {finding['rule_code']}  {place}  {finding['message']}"))
    print(
        f"  {len(document['projects'])} projects; {cells['non_blank']} printed cells: {cells['used']} used, "
        f"{cells['ignored']} ignored by name, {cells['refused']} refused\n"
    )


def _draw_pages(file: Path, document: dict[str, Any], arguments: argparse.Namespace, taken: set[Path]) -> bool:
    """Write a picture of each page and say where; False where one is missing. Nothing for media without pages."""
    from pipelines.flow.explaining import explained_pages
    from pipelines.workers import Failure

    directory = _free(arguments.pictures or Path.cwd(), document["document"]["path"], taken)
    written, whole = 0, True
    for page, picture in explained_pages(file, document, password=arguments.password, guarded=not arguments.debug):
        if isinstance(picture, Failure):
            print(f"indicators parse: page {page}: no picture ({picture.kind.value})", file=sys.stderr)
            whole = False
            continue
        directory.mkdir(parents=True, exist_ok=True)
        (directory / f"page-{page}.png").write_bytes(picture)
        written += 1
    if written:
        print(printable(f"  pictures: {written} in {directory}") + "\n")
    return whole


def _free(place: Path, path: str, taken: set[Path]) -> Path:
    """``<place>/<name>-explain``, numbered where two documents of one run have the same name."""
    stem = PurePosixPath(path.rpartition("!/")[2].replace("\\", "/")).stem
    name = "".join(c if c.isprintable() and c != "/" else "_" for c in stem)[:_LONGEST_NAME]
    directory = place / f"{name}-explain"
    number = 1
    while directory in taken:
        number += 1
        directory = place / f"{name}-explain-{number}"
    taken.add(directory)
    return directory


_LONGEST_NAME = 60
"""Characters: a file system bounds a name in bytes, and a character may have four."""


def _print_project(number: int, project: dict[str, Any]) -> None:
    head = [project["name"], project["department_name"], project["agency_name"], project["term_printed"]]
    print("\n" + printable(f"{number}. " + " · ".join(value for value in head if value)))
    for amount in project["funding"]:
        yuan = "" if amount["amount_yuan"] is None else f"= {amount['amount_yuan']} yuan"
        printed = "(blank)" if amount["printed"] is None else amount["printed"]
        print(printable(f"   {amount['fund_source']} ({amount['scope']}): {printed} {yuan}".rstrip()))
    for objective in project["objectives"]:
        print(printable(f"   目标 ({objective['scope']}): {objective['text']}"))
    rows = [
        (
            indicator["dimension"] or indicator["level2_printed"],
            indicator["name"],
            indicator["target"]["printed"],
            in_words(indicator["target"]),
            _place(indicator["source"]),
        )
        for indicator in project["indicators"]
    ]
    if rows:
        print_table(("dimension", "indicator", "printed", "read as", "place"), rows)


def _place(source: dict[str, Any] | None) -> str:
    if source is None:
        return ""
    if source["line"] is not None:
        return f"line {source['line']}"
    page = f"page {source['page']}, " if source["page"] is not None else ""
    return f"{page}table {source['table']} row {source['row']} column {source['column']}"


def run_target(arguments: argparse.Namespace) -> int:
    """Print each value as it was read."""
    from pipelines.flow.parsing import read_targets

    texts = _texts(arguments.texts)
    targets = read_targets(texts)
    if arguments.json:
        print_json(targets[0] if len(targets) == 1 and "-" not in arguments.texts else targets)
        return 0
    rows = [
        (
            target["printed"],
            target["kind"],
            in_words(target),
            _canonical(target),
            target["reason"],
        )
        for target in targets
    ]
    print_table(("printed", "kind", "read as", "in base units", "why not"), rows)
    return 0


def _texts(words: Sequence[str]) -> list[str]:
    """The values: each word, and for ``-`` each line of standard input."""
    texts: list[str] = []
    for word in words:
        if word != "-":
            texts.append(word)
            continue
        try:
            texts.extend(line.rstrip("\r\n") for line in sys.stdin)
        except UnicodeDecodeError as error:
            raise PlainError(
                "standard input is not UTF-8. Convert it first, e.g. `iconv -f GB18030 -t UTF-8`"
            ) from error
    return texts


def in_words(target: dict[str, Any]) -> str:
    """A target of the contract in one short line.

    >>> target = {"kind": "money", "comparator": "le", "low": None, "high": "3.7", "unit_printed": "万元", "per": []}
    >>> in_words(target)
    '≤ 3.7 万元'
    """
    if target["low"] is None and target["high"] is None:
        return str(target["kind"])
    numbers = [value for value in dict.fromkeys((target["low"], target["high"])) if value is not None]
    unit = target["unit_printed"] or target.get("unit") or ""
    if target["comparator"] in {"ge", "gt", "le", "lt"}:
        numbers = numbers[:1]
    return " ".join(filter(None, (_BOUNDS.get(target["comparator"] or "", ""), " – ".join(numbers), unit)))


def _canonical(target: dict[str, Any]) -> str:
    numbers = [
        value for value in dict.fromkeys((target["canonical_low"], target["canonical_high"])) if value is not None
    ]
    if not numbers:
        return ""
    per = "".join(f" per {unit}" for unit in target["per"])
    return f"{' – '.join(numbers)} {target['canonical_unit'] or ''}".rstrip() + per


def run_layouts(arguments: argparse.Namespace) -> int:
    """Print the reviewed layouts."""
    from pipelines.normalise import layouts

    found = layouts()
    if arguments.json:
        print_json(found)
        return 0
    print_table(tuple(found[0]), (tuple(layout.values()) for layout in found))
    return 0
