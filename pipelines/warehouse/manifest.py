"""``data/raw/sources.yml``: what people registered about the documents they put there."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipelines.model.codes import FORM_TYPES
from pipelines.model.errors import PlainError
from pipelines.yaml_text import parse_yaml

FILE_NAME = "sources.yml"


class Source(BaseModel):
    """One registered document. ``file`` is its path relative to the raw directory (``archive.zip!/member`` in a ZIP).

    ``place_code`` is a six-digit county or a nine-digit street or town; ``sha256`` that of the content when it was
    obtained; ``password`` opens an encrypted document. What is left out is inferred from the document's own text.
    """

    # A code of digits is a number in YAML unless it stands in quotes; both are meant alike.
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")
    file: str = Field(min_length=1)
    title: str | None = None
    publisher: str | None = None
    place_code: str | None = Field(default=None, pattern=r"^(\d{6}|\d{9}|\d{12})$")
    fiscal_year: int | None = Field(default=None, ge=1990, le=2100)
    form_type: str | None = None
    obtained_on: datetime.date | None = None
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    password: str | None = None
    url: str | None = None
    note: str | None = None

    @field_validator("form_type")
    @classmethod
    def _is_known(cls, form_type: str | None) -> str | None:
        if form_type is not None and form_type not in FORM_TYPES:
            raise ValueError(f"must be one of {', '.join(FORM_TYPES)}")
        return form_type

    @property
    def district_code(self) -> str | None:
        """The six-digit county of the place."""
        return None if self.place_code is None else self.place_code[:6]


class _Register(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The registered documents, by path."""

    by_file: Mapping[str, Source] = field(default_factory=dict)

    def of(self, path: str) -> Source | None:
        """The entry of the document at ``path``, or None when it is not registered."""
        return self.by_file.get(path)

    def password_of(self, path: str) -> str | None:
        """The password registered for the document at ``path``."""
        source = self.of(path)
        return None if source is None else source.password


def load_manifest(raw: Path) -> Manifest:
    """The register of a raw directory; an empty one where there is no ``sources.yml``.

    Raises:
        PlainError: the file is not what it should be, an id or a file stands twice.
    """
    path = raw / FILE_NAME
    try:
        loaded = parse_yaml(path.read_text(encoding="utf-8-sig"))
        sources = _Register.model_validate(loaded or {}).sources
    except FileNotFoundError:
        return Manifest()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PlainError(
            f"{path}: cannot be read as YAML: {' '.join(str(error).split())}. Mend it and run again"
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PlainError(f"{path}: {place}: {first['msg']}. Mend this entry and run again") from error
    for what in ("id", "file"):
        names = [str(getattr(source, what)) for source in sources]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise PlainError(f"{path}: the same {what} stands twice: {', '.join(twice)}. Keep one entry")
    return Manifest({source.file: source for source in sources})
