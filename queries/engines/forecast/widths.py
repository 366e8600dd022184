"""Widths of bands at any level, from those that were fitted at two."""

from statistics import NormalDist

import numpy as np

from queries.engines.forecast.baseline import LEVELS


def at_level(inner: np.ndarray, outer: np.ndarray, level: float) -> np.ndarray:
    """Log width at any level: a straight line in the log of the normal quantile through the two fitted levels."""
    at, low, high = (np.log(NormalDist().inv_cdf(0.5 + p / 200)) for p in (level, *LEVELS))
    return inner + np.maximum(outer - inner, 0.05) * (at - low) / (high - low)
