"""The closed lists of the contract. Where a list has names in Chinese and English, they stand in reviewed tables."""

from __future__ import annotations

CATEGORIES = ("output", "cost", "benefit", "satisfaction")

DIMENSIONS = (
    "quantity",
    "quality",
    "timeliness",
    "cost",
    "economic_cost",
    "social_cost",
    "ecological_cost",
    "economic_benefit",
    "social_benefit",
    "ecological_benefit",
    "sustainable_impact",
    "beneficiary_satisfaction",
)

FUND_SOURCES = (
    "total",
    "fiscal_appropriation",
    "general_public_budget",
    "government_funds",
    "state_capital",
    "social_insurance_funds",
    "special_account",
    "unit_funds",
    "other_funds",
    "carry_over",
    "higher_level_transfer",
    "central",
    "region",
    "local",
    "prefecture_and_county",
    "prefecture",
    "county",
    "own_level",
    "business_income",
    "operating_income",
    "own_funds",
    "other_income",
)

SCOPES = ("own_level", "all_levels", "unstated", "annual", "whole_term", "mid_term", "initial", "adjusted", "executed")

FORM_TYPES = ("target_table", "approval_table", "application_form", "self_evaluation", "evaluation_report")

ACCEPTANCES = ("as_printed", "blank", "proposed", "disputed", "corrected", "unreadable")
"""How ``amount_accepted_yuan`` came to be: taken as printed; nothing printed; a repair is proposed and waits for a
reviewer (nothing accepted); printed but doubted (nothing accepted); a reviewed correction; could not be read."""

DOCUMENT_STATES = ("read", "partly_read", "refused", "duplicate", "withdrawn")

SEVERITIES = ("error", "warning", "info")
