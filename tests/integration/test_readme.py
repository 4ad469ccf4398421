"""What the READMEs tell a reader to type is typed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import settings

_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
_ON_A_RELEASE = {"sql", "quality", "trace", "status", "questions", "releases"}


def _commands() -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md"):
        for block in _BLOCK.findall((settings.ROOT / name).read_text(encoding="utf-8")):
            for line in block.splitlines():
                if line.startswith("indicators "):
                    found.setdefault(line, name)
    return [(name, line) for line, name in found.items()]


@pytest.mark.parametrize(("name", "line"), _commands())
def test_a_command_of_the_documentation_works(name: str, line: str, published: Path) -> None:
    words = shlex.split(line, comments=True)[1:]
    if words[0] in _ON_A_RELEASE:
        words += ["--marts", str(published)]
    command = [sys.executable, "-m", "pipelines.cli", *words]
    done = subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{name}: {line}\n{done.stderr}"
    assert done.stdout.strip(), f"{name}: {line} printed nothing"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_test_command_of_ci_is_the_readme_s(name: str) -> None:
    assert "make test" in (settings.ROOT / name).read_text(encoding="utf-8")
    assert (settings.ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("make test")
