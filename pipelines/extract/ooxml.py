"""Elements of Office XML by their local names: strict and transitional files differ only in their namespaces."""

from __future__ import annotations

from lxml import etree


def local_name(element: etree._Element) -> str:
    """Tag without its namespace; empty for comments and processing instructions."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """First child of that local name; None where there is none, or no element."""
    if element is None:
        return None
    return next((found for found in element if local_name(found) == name), None)


def attribute(element: etree._Element | None, name: str = "val") -> str:
    """An attribute in whatever namespace; empty where it is not stated."""
    if element is None:
        return ""
    return next((str(v) for k, v in element.attrib.items() if str(k).rsplit("}", 1)[-1] == name), "")


def whole_number(printed: str, otherwise: int) -> int:
    """A count in an attribute; ``otherwise`` for what is no number or absurdly large.

    >>> whole_number("3", 1), whole_number("-2", 1), whole_number("9" * 30, 1)
    (3, 1, 1)
    """
    return int(printed) if printed.isascii() and printed.isdecimal() and len(printed) < 7 else otherwise
