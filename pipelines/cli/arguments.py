"""What can be typed: commands, options, examples. Nothing heavy is imported: help and usage errors answer at once."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

USAGE_ERROR = 2
FORMATS = ("table", "csv", "json", "parquet", "xlsx")
_NEGATIVE = re.compile(r"-\s*[\d.０-９]")


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are two lines, and which never abbreviates an option."""

    def __init__(self, **options: object) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, and leave with the code of usage errors."""
        self.exit(USAGE_ERROR, f"{self.prog}: {message}\n`{self.prog} --help` shows how it is used\n")


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The command and its options.

    Raises:
        SystemExit: help was asked for (0), or the usage is wrong (2).
    """
    parser = build_parser()
    if not argv:
        parser.print_help(sys.stderr)
        raise SystemExit(USAGE_ERROR)
    arguments = parser.parse_args(_with_texts_last(list(argv)))
    if arguments.command == "parse" and arguments.pictures is not None and not arguments.explain:
        parser.error("argument --pictures: pictures are drawn with --explain")
    return arguments


def _with_texts_last(argv: list[str]) -> list[str]:
    """``target -5%`` is a value and not an option."""
    if argv[0] != "target" or "--" in argv or not any(_NEGATIVE.match(word) for word in argv):
        return argv
    options = [word for word in argv[1:] if word.startswith("--")]
    return ["target", *options, "--", *(word for word in argv[1:] if not word.startswith("--"))]


def build_parser() -> Parser:
    """Every command with its help and an example."""
    parser = Parser(
        prog="indicators",
        description="Reads 项目支出绩效目标表 (budget performance target tables) and publishes them as data.",
        epilog="Exit codes: 0 done; 1 failed, the last release stands; 2 usage; 3 --strict and error-level findings.\n"
        "Each command has its own --help with examples.",
    )
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    _add_refresh(commands)
    _add_reading(commands)
    _add_published(commands)
    _add_operation(commands)
    return parser


def _command(
    commands: argparse._SubParsersAction[Parser], name: str, summary: str, detail: str, *examples: str
) -> Parser:
    lines = "\n".join(f"  {example}" for example in examples)
    command = commands.add_parser(
        name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.\n\n{detail}", epilog=f"examples:\n{lines}"
    )
    command.add_argument("--debug", action="store_true", help="show the traceback of an error")
    return command


def _add_refresh(commands: argparse._SubParsersAction[Parser]) -> None:
    refresh = _command(
        commands,
        "refresh",
        "read data/raw, publish to data/marts",
        "Reads what is new, rebuilds every table, checks the whole and publishes it at once. A run that fails leaves\n"
        "the last release as it was.",
        "indicators refresh",
        "indicators refresh --raw ~/received --marts ~/published --workers 4",
        "indicators refresh --strict --json",
        "indicators refresh --engine spark --master spark://host:7077",
    )
    refresh.add_argument("--raw", type=Path, metavar="DIR", help="where the documents are (data/raw)")
    refresh.add_argument("--marts", type=Path, metavar="DIR", help="where to publish (data/marts)")
    refresh.add_argument("--workers", type=_positive, metavar="N", help="processes that read documents (one a CPU)")
    refresh.add_argument("--full", action="store_true", help="read every document again, also the unchanged ones")
    refresh.add_argument("--strict", action="store_true", help="exit 3 where a document has error-level findings")
    refresh.add_argument(
        "--accept-row-counts", action="store_true", help="publish although tables lost more rows than is allowed"
    )
    refresh.add_argument("--json", action="store_true", help="print the summary as JSON")
    refresh.add_argument(
        "--engine",
        choices=("duckdb", "spark"),
        default="duckdb",
        help="spark: facts and marts as Parquet below DIR/spark, read and built on a cluster (extra `spark`)",
    )
    refresh.add_argument(
        "--master", default="local[*]", metavar="URL", help="Spark's: local[*], spark://…, yarn, sc://… (local[*])"
    )


def _add_reading(commands: argparse._SubParsersAction[Parser]) -> None:
    parse = _command(
        commands,
        "parse",
        "read documents and print what was understood",
        "Needs no warehouse. With --json one object for a file, a list for several.",
        "indicators parse data/raw/000_ef21f049d5e649fa.txt",
        "indicators parse 绩效目标表.pdf --json",
        "indicators parse 绩效目标表.pdf --explain --pictures /tmp",
    )
    parse.add_argument("files", nargs="+", type=Path, metavar="FILE")
    how = parse.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print JSON")
    how.add_argument("--explain", action="store_true", help="which labels decided, and what became of every cell")
    parse.add_argument(
        "--pictures",
        type=Path,
        metavar="DIR",
        help="with --explain, where the pictures of a PDF's pages go (./<name>-explain/page-<n>.png)",
    )
    parse.add_argument("--password", metavar="TEXT", help="opens an encrypted document")

    target = _command(
        commands,
        "target",
        "read target values (指标值)",
        "Each TEXT is one value as it is printed; - reads one a line from standard input.",
        "indicators target '≥95%'",
        "indicators target '7.52万元/年/人' '2025年12月底前' --json",
        "indicators target - < values.txt",
    )
    target.add_argument("texts", nargs="+", metavar="TEXT")
    target.add_argument("--json", action="store_true", help="print JSON: an object, or a list for several")

    layouts = _command(
        commands,
        "layouts",
        "list the known layouts of forms",
        "Each layout is a reviewed YAML file; CONTRIBUTING.md says how to add one.",
        "indicators layouts",
    )
    layouts.add_argument("--json", action="store_true", help="print JSON")


def _add_published(commands: argparse._SubParsersAction[Parser]) -> None:
    sql = _command(
        commands,
        "sql",
        "read-only SQL on the published release",
        "Without a query it is a shell with history and completion of names. Files and the network cannot be reached.",
        "indicators sql 'select * from marts.mart_funding_per_capita'",
        "indicators sql --file sql/questions/q11_cost_of_a_worker.sql -o cost_of_a_worker.xlsx",
        "echo 'select count(*) from core.fact_target' | indicators sql",
    )
    sql.add_argument("query", nargs="?", metavar="QUERY")
    sql.add_argument("--file", type=Path, metavar="F", help="read the query from a file")
    _add_output(sql)

    quality = _command(
        commands,
        "quality",
        "findings of the published release",
        "What is wrong with the documents, each with its place and how to mend it.",
        "indicators quality",
        "indicators quality --document 000_ef21f049d5e649fa.txt --format csv -o findings.csv",
        "indicators quality --propose > corrections.yml",
    )
    quality.add_argument("--document", metavar="D", help="only this document: its id, or a part of its path")
    quality.add_argument("--propose", action="store_true", help="print entries for corrections.yml to be reviewed")
    _add_output(quality)

    trace = _command(
        commands,
        "trace",
        "a fact, finding or mart row back to its printed cells",
        "ID is any id of the warehouse: of a project, amount, indicator, target, cell, finding, document or mart row.",
        "indicators trace t:dd34d2697c64:t2r12c4",
    )
    trace.add_argument("id", metavar="ID")
    _add_output(trace)

    questions = _command(
        commands,
        "questions",
        "the questions of sql/questions, each with its answer and its number",
        "With a number, the rows behind that answer.",
        "indicators questions",
        "indicators questions 3",
    )
    questions.add_argument("number", nargs="?", type=_positive, metavar="N")
    _add_output(questions)


def _add_operation(commands: argparse._SubParsersAction[Parser]) -> None:
    status = _command(
        commands,
        "status",
        "last release, its age, what is running, failed or waiting",
        "Exits 1 when nothing is published, the last run failed or the release is older than --max-age hours.",
        "indicators status",
        "indicators status --max-age 30 || mail -s 'indicators' operator < /dev/null",
    )
    status.add_argument("--raw", type=Path, metavar="DIR", help="where the documents are (data/raw)")
    status.add_argument("--max-age", type=_positive, default=36, metavar="HOURS", help="older is stale (36)")
    _add_marts(status)
    status.add_argument("--json", action="store_true", help="print JSON")

    releases = _command(
        commands,
        "releases",
        "list the kept releases",
        "The last of each of 14 days is kept, and of each month for ever.",
        "indicators releases",
    )
    _add_marts(releases)
    releases.add_argument("--json", action="store_true", help="print JSON")

    rollback = _command(
        commands,
        "rollback",
        "publish a kept release again",
        "The files of that release become the published ones, all at once. The next refresh goes on from there.",
        "indicators rollback 20260102T023000",
    )
    rollback.add_argument("release_id", metavar="ID")
    _add_marts(rollback)

    ui = _command(
        commands,
        "ui",
        "Dagster's pages with the asset graph, the nightly schedule and the checks",
        "Listens on 127.0.0.1 only. Runs until it is stopped with Ctrl-C; the schedule and the sensor act meanwhile.",
        "indicators ui",
        "indicators ui --port 3100",
    )
    ui.add_argument("--port", type=_positive, default=3000, metavar="N", help="port (3000)")


def _add_output(command: Parser) -> None:
    command.add_argument("--format", choices=FORMATS, metavar="|".join(FORMATS), help="table, or by the ending of -o")
    command.add_argument("-o", "--output", type=Path, metavar="PATH", help="write there instead of printing")
    _add_marts(command)


def _add_marts(command: Parser) -> None:
    command.add_argument("--marts", type=Path, metavar="DIR", help="where the release is (data/marts)")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1 is needed, not {text!r}")
    return int(text)
