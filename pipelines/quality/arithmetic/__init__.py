"""Arithmetic read from forms: do quantities, standards, sources, weights and numbers agree with each other?

Pure functions over the numbers of one project (or of one unit's projects); no tables, no SQL. Money is yuan. Every
function returns equations with both sides, or none where the form does not print enough to make one. An outcome is
``contradicts`` only where no honest reading makes the two sides agree; where the form leaves room it is ``undecidable``
and says why.
"""

from pipelines.quality.arithmetic.equations import Amount, Equation, Form, Outcome, Quantity, compare, money
from pipelines.quality.arithmetic.numbering import Weighted, ordinals, weights
from pipelines.quality.arithmetic.sources import Source, cost_targets, funding_sources
from pipelines.quality.arithmetic.standards import months_named, quantity_times_standard, tariff
from pipelines.quality.arithmetic.unit_facts import coverage, same_facts

__all__ = [
    "Amount",
    "Equation",
    "Form",
    "Outcome",
    "Quantity",
    "Source",
    "Weighted",
    "compare",
    "cost_targets",
    "coverage",
    "funding_sources",
    "money",
    "months_named",
    "ordinals",
    "quantity_times_standard",
    "same_facts",
    "tariff",
    "weights",
]
