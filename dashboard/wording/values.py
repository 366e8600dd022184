"""A value of a metric in words."""

import math

from dashboard.wording.counts import NOTHING
from dashboard.wording.money import dollars
from queries.semantic.metric import Metric


def value(metric: Metric, number: float | None, *, short: bool = False) -> str:
    """A number as it stands on screen; short on tiles and in sentences, exact in tables."""
    if number is None or math.isnan(number):
        return NOTHING
    if metric.unit == "usd":
        return dollars(number, short=short)
    if metric.unit == "share":
        return f"{100 * number:.1f}%"
    if metric.unit == "count":
        return f"{number:,.0f}"
    if metric.unit == "index":
        return f"{number:,.2f}"
    if number == round(number):
        return f"{number:,.0f} {metric.unit.removesuffix('s') if short and number == 1 else metric.unit}"
    return f"{number:,.1f} {metric.unit}"
