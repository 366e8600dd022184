"""The usual shape of a year, believed only as far as the history supports it."""

# Why: decision 136.

import numpy as np

FULL_CYCLES = 3
"""From here on a moving average tells season from trend; before, a straight line has to do."""
MEMORY = 0.75
"""Weight of a year beside the year after it: the shape of a year moves, and the newest years show where to."""


def seasonal_factors(values: np.ndarray, season_length: int) -> np.ndarray:
    """What each place in the year adds to the level, shape (season_length,), summing to zero.

    Shrunk toward zero by the James–Stein rule of Miller and Williams (2003): the less a factor stands out from the
    noise around it, the less of it is kept. All zero when there is less than a year and two periods of history.
    """
    if season_length < 2 or len(values) < season_length + 2:
        return np.zeros(season_length)
    place = np.arange(len(values)) % season_length
    estimate = _around_average if len(values) >= FULL_CYCLES * season_length else _around_line
    factors, variance = estimate(values, season_length, place)
    spread = np.sum(factors**2) / (season_length - 1)
    if spread <= np.finfo(float).tiny:
        return np.zeros(season_length)
    caution = (season_length - 3) / (season_length - 1) if season_length > 3 else 0.5
    return factors * (1 - min(1.0, caution * variance / spread))


def centered_average(values: np.ndarray, season_length: int) -> tuple[slice, np.ndarray]:
    """The average over the year around each period, and the slice of the periods that have one."""
    window = np.ones(season_length) if season_length % 2 else np.r_[0.5, np.ones(season_length - 1), 0.5]
    half = len(window) // 2
    return slice(half, len(values) - half), np.convolve(values, window / season_length, "valid")


def _around_average(values, season_length, place):
    """Factors around a centred moving average, newer years first, and the variance of one of them."""
    inner, average = centered_average(values, season_length)
    detrended, places = values[inner] - average, place[inner]
    weight = MEMORY ** ((len(values) - 1 - np.arange(len(values))[inner]) // season_length)
    by_place = np.bincount(places, weight, minlength=season_length)
    factors = np.bincount(places, weight * detrended, minlength=season_length) / by_place
    factors -= factors.mean()
    rest = detrended - factors[places]
    spread = np.average((rest - np.average(rest, weights=weight)) ** 2, weights=weight)
    noise = spread * len(rest) / max(len(rest) - season_length, 1)
    # What a weighted mean knows is as much as so many equal values would tell.
    return factors, noise * np.mean(np.bincount(places, weight**2, minlength=season_length) / by_place**2)


def _around_line(values, season_length, place):
    """Factors around a straight line, fitted together with it, and the variance of one of them."""
    size = len(values)
    design = np.zeros((size, season_length + 1))
    design[:, 0] = (np.arange(size) - (size - 1) / 2) / size
    design[np.arange(size), 1 + place] = 1
    fitted = np.linalg.lstsq(design, values, rcond=None)[0]
    factors = fitted[1:] - fitted[1:].mean()
    noise = np.sum((values - design @ fitted) ** 2) / max(size - season_length - 1, 1)
    return factors, noise * np.mean(1 / np.bincount(place, minlength=season_length))
