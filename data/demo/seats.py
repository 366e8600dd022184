"""Who sits where: how many seats of each section are taken on which day."""

import numpy as np

from data.demo.sections import Schedule, capacities

USUAL_REGISTRATIONS, USUAL_SECTIONS = 40_000, 2_700
FEWEST_SECTIONS, SMALLEST_SECTION = 24, 6


def sections_for(registrations: int) -> int:
    """Number of sections: grows with the square root, so that seats per section grow as well."""
    wanted = USUAL_SECTIONS * (registrations / USUAL_REGISTRATIONS) ** 0.5
    return max(FEWEST_SECTIONS, int(min(wanted, registrations / SMALLEST_SECTION)))


def sell(schedule: Schedule, registrations: int, rng: np.random.Generator) -> tuple[float, np.ndarray, np.ndarray]:
    """Scale of the sections, and section number and day number of every registration, by section and day.

    The number of registrations is exactly the one asked for. No section sells more seats than it has.
    """
    arrivals = schedule.arrival_shares()
    share = arrivals.sum(axis=1)
    scale = registrations / float((np.minimum(schedule.demand, schedule.seats) * share).sum())
    while (capacities(schedule, scale) * share).sum() < registrations:
        scale *= 1.05
    sold = _sold(schedule.demand * scale, capacities(schedule, scale), share, registrations)
    # Rounding the running sum up or down at a random point hands out whole seats and keeps the total.
    counts = np.diff(np.floor(np.cumsum(sold) + rng.random()), prepend=0).astype(np.int64)
    counts[-1 if share[-1] else int(np.flatnonzero(share)[-1])] += registrations - counts.sum()
    by_day = rng.multinomial(counts, arrivals / np.where(share > 0, share, 1)[:, None])
    sections, days = np.nonzero(by_day)
    per_day = by_day[sections, days]
    day = (schedule.opens[sections] + days).astype(np.int32)
    return scale, np.repeat(sections.astype(np.int32), per_day), np.repeat(day, per_day)


def _sold(demand: np.ndarray, seats: np.ndarray, share: np.ndarray, total: int) -> np.ndarray:
    """Seats sold so far: demand times one factor, at most the seats; bisection makes them the total."""
    low, high = 0.0, 1e6
    for _ in range(80):
        middle = (low + high) / 2
        if (np.minimum(demand * middle, seats) * share).sum() < total:
            low = middle
        else:
            high = middle
    return np.minimum(demand * high, seats) * share
