"""A value of a metric in words."""

from queries.semantic.metric import Metric


def value(metric: Metric, number: float | None, *, short: bool = False) -> str:
    """A number as it stands on screen; short on tiles and in sentences, exact in tables."""
    unit = metric.unit
    return unit.short(number) if short else unit.exact(number)
