"""The grammar of target values (指标值): a printed text to a Target, exactly, or a refusal.

characters (one form for every character) → tokens (one compiled scanner) → grammar, dates, wording (structure) →
reading (what the value is), and a module each for the Target of a quantity, of a date, of what holds no number. Words
are data: ``pipelines/normalise/reference``. Pure functions over strings; knows nothing of cells, layouts and forms. The
codes of ``per`` are those of units.yml (``year``, ``person``, ``mu``…), and ``count:<word>`` for what is
counted (``count:个``, ``count:村``); a size stands before it (``100000 hectare``).
"""

from pipelines.normalise.targets.amounts import Amount, parse_amount
from pipelines.normalise.targets.columns import (
    is_comparator,
    is_number,
    is_unit,
    looks_like_target,
    split_trailing_target,
)
from pipelines.normalise.targets.context import AmountError, TargetContext, UnreadableError
from pipelines.normalise.targets.reading import parse_target, read_target
from pipelines.normalise.targets.surroundings import read_comparator, read_unit
from pipelines.normalise.targets.writing import written

__all__ = [
    "Amount",
    "AmountError",
    "TargetContext",
    "UnreadableError",
    "is_comparator",
    "is_number",
    "is_unit",
    "looks_like_target",
    "parse_amount",
    "parse_target",
    "read_comparator",
    "read_target",
    "read_unit",
    "split_trailing_target",
    "written",
]
