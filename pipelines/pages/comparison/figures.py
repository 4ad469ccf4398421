"""Figures of the comparison page: how they are shown, whose they are, and the address of their origin."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from pipelines.pages.comparison.charts import Value
from pipelines.pages.comparison.origins import Origins
from pipelines.pages.comparison.records import Agency
from pipelines.pages.comparison.words import Words


class Shown(NamedTuple):
    """A figure in a table: its words and the address of its origin (none for a missing one)."""

    words: Words
    address: str | None


class Figures:
    """The figures of the agencies of one year; each that is shown is noted for the pages of origin."""

    def __init__(self, agencies: list[Agency]) -> None:
        self.agencies = agencies
        self.origins = Origins()
        self.series = {agency.agency_key: number for number, agency in enumerate(agencies)}

    def name(self, key: str) -> Words:
        """How an agency is called in a chart: its district, with its place where a district has several."""
        agency = self.agencies[self.series[key]]
        if sum(a.district_name == agency.district_name for a in self.agencies) > 1:
            return self.full_name(key)
        return Words(agency.district_name, agency.district_name_en)

    def full_name(self, key: str) -> Words:
        """District and place."""
        agency = self.agencies[self.series[key]]
        place_en = f"{agency.place_name_en}, " if agency.place_name_en != agency.district_name_en else ""
        place = agency.place_name if agency.place_name != agency.district_name else ""
        return Words(f"{agency.district_name} {place}".strip(), f"{place_en}{agency.district_name_en}")

    def _link(self, key: str, row_id: str, column: str, label: Words, shown: Words) -> str:
        """The address of a figure's origin."""
        return self.origins.link(key, self.full_name(key), row_id, column, label, shown)

    def shown(
        self, key: str, row_id: str, column: str, label: Words, number: Decimal | int | None, shown: Words
    ) -> Shown:
        """A figure for a table; a missing one has no origin."""
        return Shown(shown, None if number is None else self._link(key, row_id, column, label, shown))

    def value(
        self,
        key: str,
        row_id: str,
        column: str,
        label: Words,
        number: Decimal | None,
        shown: Words,
        note: Words | None = None,
    ) -> Value:
        """A figure for a chart."""
        address = None if number is None else self._link(key, row_id, column, label, shown)
        return Value(self.series[key], self.name(key), number, shown, address, note)
