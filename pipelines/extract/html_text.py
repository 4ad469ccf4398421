"""What elements of a web page print: white space collapses, breaks stay, fields show what is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

COLLAPSED = re.compile(r"[ \t\n\r\f]+")
NOT_PRINTED = frozenset(
    {
        "datalist", "head", "iframe", "noframes", "noscript", "object", "rp", "rt", "script", "style", "svg",
        "template", "title",
    }
)  # fmt: skip
OWN_LINE = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main",
        "nav", "ol", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


@dataclass(slots=True)
class Lines:
    """What an element prints, put together: white space collapses, breaks stay, tables keep their place."""

    parts: list[str | etree._Element] = field(default_factory=list)

    def add(self, text: str, *, raised: bool = False) -> None:
        """Inline text; runs of white space become one blank, raised digits their own characters."""
        self.parts.append(COLLAPSED.sub(" ", text.translate(_SUPERSCRIPTS) if raised else text))

    def keep(self, text: str) -> None:
        """Preformatted text, as it is."""
        self.parts.append(text.replace("\r\n", "\n").replace("\r", "\n"))

    def end_line(self, *, always: bool = False) -> None:
        """A line ends here; unless it is a printed break (``always``), only where something stands on it."""
        if always or (self.parts and self.parts[-1] != "\n"):
            self.parts.append("\n")

    def tables(self) -> list[etree._Element]:
        """The tables on the way."""
        return [part for part in self.parts if not isinstance(part, str)]

    def printed(self) -> str:
        """The text without tables, white space at the ends of lines, and blank lines at both ends."""
        return _trimmed("".join(part if isinstance(part, str) else "\n" for part in self.parts))

    def runs(self) -> Iterator[str | etree._Element]:
        """Text and tables in reading order."""
        run: list[str] = []
        for part in self.parts:
            if isinstance(part, str):
                run.append(part)
            else:
                yield _trimmed("".join(run))
                yield part
                run = []
        yield _trimmed("".join(run))


def _trimmed(text: str) -> str:
    return "\n".join(COLLAPSED.sub(" ", line).strip(" ") for line in text.split("\n")).strip("\n")


def name_of(element: etree._Element) -> str:
    """The name of an element in lower case; empty for what is no element."""
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


def own_text(element: etree._Element) -> Iterator[str]:
    """The texts that stand directly in an element."""
    if element.text:
        yield element.text
    for child in element:
        if child.tail:
            yield child.tail


def is_hidden(element: etree._Element) -> bool:
    """True for what a browser does not show."""
    if element.get("hidden") is not None or (element.get("type") or "").lower() == "hidden":
        return True
    style = element.get("style")
    return bool(style and _HIDING.search(style))


def control(element: etree._Element) -> str:
    """What a field of a web form shows: its value, its chosen option, a box with or without its tick."""
    if name_of(element) == "select":
        options = list(element.iter("option"))
        chosen = next((o for o in options if o.get("selected") is not None), options[0] if options else None)
        return "" if chosen is None else "".join(map(str, chosen.itertext()))
    kind = (element.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        return "☑" if element.get("checked") is not None else "□"
    return (element.get("value") or "") if kind in {"text", "number", "date", "tel", "search", "email", "url"} else ""
