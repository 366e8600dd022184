"""When people register: the shape of a registration window, day by day."""

import numpy as np

from data.demo.catalog import happenings, lasted, own, touched

# Printed by `python -m data.demo.calibrate registration/uc_san_diego_daily.parquet` (43 courses of one real
# term).
OPENING_DAYS = 3.5
OPENING_SHARE = 0.59
OPENING_SHARE_SPREAD = 0.205
WEEKDAY_WEIGHTS = (1.23, 1.23, 0.94, 1.48, 1.03, 0.63, 0.46)
DROPS_IN_LAST_WEEK = 0.375

# Assumed, not measured: the real courses belong to degree students with appointments on the first days, and
# nearly all fill up, so that their file shows no late surge. Continuing learners decide later.
MOVED_FROM_OPENING = 0.7
"""Share of the opening rush that registers later in the demo."""
MOVED_TO_LATE = 0.6
"""Share of those who wait for the last days; the others come at any time."""
LATE_DAYS = 9.0

EXPECTED = (
    OPENING_SHARE * (1 - MOVED_FROM_OPENING),
    1 - OPENING_SHARE * (1 - MOVED_FROM_OPENING * (1 - MOVED_TO_LATE)),
    OPENING_SHARE * MOVED_FROM_OPENING * MOVED_TO_LATE,
)
"""Mean shares of opening, steady and late registrations."""


def cumulative(days: np.ndarray, window: int | np.ndarray, scale: float) -> np.ndarray:
    """Share reached by the end of each day since opening, 1 on day `window`.

    A positive scale (days) fades out after the opening, a negative one swells toward the start, an
    infinite one is steady: (1 − e^(−t/s)) ÷ (1 − e^(−w/s)) with t and w counted in whole days.
    """
    reached, whole = days + 1.0, window + 1.0
    if np.isinf(scale):
        return reached / whole
    return np.expm1(-reached / scale) / np.expm1(-whole / scale) if scale > 0 else _late(reached, whole, -scale)


def _late(reached: np.ndarray, whole: float | np.ndarray, scale: float) -> np.ndarray:
    return (np.exp((reached - whole) / scale) - np.exp(-whole / scale)) / -np.expm1(-whole / scale)


def arrivals(offering: np.ndarray, opens: np.ndarray, window: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Relative arrivals per section (rows) and day since opening (columns), 0 after the start.

    Rows add up to 1 without events; an event makes that more or less, so the sum is also its effect on
    demand.
    """
    days = np.arange(int(window.max()) + 1)
    inside = days <= window[:, None]
    shares = _shares(offering, rng)
    density = np.zeros(inside.shape)
    for share, scale in zip(shares, (OPENING_DAYS, np.inf, -LATE_DAYS), strict=True):
        reached = cumulative(np.minimum(days, window[:, None]), window[:, None], scale)
        density += share[:, None] * np.diff(reached, axis=1, prepend=0.0)
    # Day 0 of the epoch was a Thursday.
    density *= np.array(WEEKDAY_WEIGHTS)[(opens[:, None] + days + 3) % 7] * inside
    density /= density.sum(axis=1, keepdims=True)
    for event in happenings().iter_rows(named=True):
        first, last = lasted(event)
        rows = np.flatnonzero(touched(event, own())[offering] & (opens <= last) & (opens + window >= first))
        day = opens[rows, None] + days
        density[rows] *= np.where((day >= first) & (day <= last), event["demand"], 1.0)
    return density


def _shares(offering: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Opening, steady and late share of each section: its offering's habit and its own spread."""
    habit = rng.normal(0, OPENING_SHARE_SPREAD / 3, size=(own().height, 2))
    spread = rng.normal(0, OPENING_SHARE_SPREAD / 3, size=(offering.size, 2))
    opening, late = (np.array([EXPECTED[0], EXPECTED[2]]) + habit[offering] + spread).T
    opening, late = np.clip(opening, 0.02, 0.6), np.clip(late, 0.02, 0.38)
    return opening, 1 - opening - late, late
