"""The error a person can act on. Commands print its message as it is; everything else is a defect of ours."""

from __future__ import annotations


class PlainError(Exception):
    """One or two lines in English that say what is wrong, where, and what to do."""
