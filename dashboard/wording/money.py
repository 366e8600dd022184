"""Amounts of money in words."""

from dashboard.wording.counts import NOTHING
from queries.semantic.unit import USD


def cents(value: float | None) -> str:
    """US cents that are expected, not counted, as whole dollars, short where large."""
    return NOTHING if value is None else USD.whole.short(round(value / 100))
