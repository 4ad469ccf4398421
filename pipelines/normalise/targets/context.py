"""What stands around a value and may lend it a unit or a comparator."""

from __future__ import annotations

from typing import NamedTuple


class TargetContext(NamedTuple):
    """The cells beside a value, each as printed; None where the form has no such cell or it is blank.

    ``unit_cell``: the unit column (度量单位). ``comparator_cell``: 指标性质, 计算符号, 指标方向. ``form_unit``: the
    money unit of the form (万元), used for bare amounts of cost indicators only. ``dimension``: the contract's code.
    ``fiscal_year`` completes dates that are printed without a year.
    """

    indicator_name: str | None = None
    unit_cell: str | None = None
    comparator_cell: str | None = None
    form_unit: str | None = None
    dimension: str | None = None
    fiscal_year: int | None = None


class Refusal(NamedTuple):
    """Why a value is refused, to be kept. An error is not: it remembers all that was where it was raised."""

    reason: str
    code: str
    likely: str | None


class UnreadableError(ValueError):
    """Part of a value has no meaning here, so nothing is read from it. ``code`` is the rule, the text is Chinese."""

    def __init__(self, reason: str, code: str = "target_is_readable", likely: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code
        self.likely = likely

    @property
    def said(self) -> Refusal:
        """What the error says, without where it was raised."""
        return Refusal(self.reason, self.code, self.likely)


class AmountError(UnreadableError):
    """A money cell is not one whole amount (``amount_is_readable``), or no unit is known (``amount_unit_is_known``)."""
