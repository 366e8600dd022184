"""Shares and probabilities in words."""

import math

from dashboard.wording.counts import NOTHING


def share(value: float | None) -> str:
    """A share as a whole percentage, without a metric."""
    return NOTHING if value is None or math.isnan(value) else f"{100 * value:.0f}%"


def chance(value: float | None) -> str:
    """A probability in a table or on a tile: beyond 5 and 95% the ends are not told apart."""
    if value is None or math.isnan(value):
        return NOTHING
    return "< 5%" if value < 0.05 else "> 95%" if value > 0.95 else f"{100 * value:.0f}%"


def chance_in_words(value: float) -> str:
    """A probability within a sentence: beyond 5 and 95% the ends are not told apart."""
    return "less than 5%" if value < 0.05 else "more than 95%" if value > 0.95 else f"{100 * value:.0f}%"


def percent(share: float) -> str:
    """A share as whole percent; one that is neither none nor all never reads as 0% or 100%."""
    if 0 < share < 0.005:
        return "less than 1%"
    if 0.995 < share < 1:
        return "more than 99%"
    return f"{100 * share:.0f}%"
