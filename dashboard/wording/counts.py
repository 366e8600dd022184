"""Counts in words."""

import math

from queries.semantic.unit import MISSING

NOTHING = MISSING


def number(value: float | None) -> str:
    """A count or a mean of counts, without a metric: whole numbers as they are, others to a tenth."""
    if value is None or math.isnan(value):
        return NOTHING
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"
