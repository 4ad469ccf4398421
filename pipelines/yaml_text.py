"""YAML that people have written, as plain data."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it: eight times as fast, and what is safe is the same."""


def parse_yaml(text: str) -> Any:
    """The document as lists, dicts, texts, numbers, dates and None.

    Raises:
        yaml.YAMLError: it is no YAML, or not of these things only.

    >>> parse_yaml("units: [{code: mu, factor: '666.67'}]")
    {'units': [{'code': 'mu', 'factor': '666.67'}]}
    """
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both are safe loaders
