"""Counts in words."""

import math
from collections.abc import Sequence

from queries.semantic.unit import MISSING

NOTHING = MISSING


def number(value: float | None) -> str:
    """A count or a mean of counts, without a metric: whole numbers as they are, others to a tenth."""
    if value is None or math.isnan(value):
        return NOTHING
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


def counted(count: float, noun: str, plural: str | None = None) -> str:
    """A count with its noun in agreement: `1 section`, `1,240 sections`."""
    return f"{count:,.0f} {noun if count == 1 else plural or f'{noun}s'}"


def agreeing(count: float, one: str, many: str) -> str:
    """The form of a verb that agrees with a count: `is` or `are`."""
    return one if count == 1 else many


def listed(parts: Sequence[str]) -> str:
    """Parts in a sentence: `one`, `one and two`, `one, two and three`."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
