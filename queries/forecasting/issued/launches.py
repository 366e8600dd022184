"""New offerings in the forecast of the whole: those of the last year at what they bring by now, and as many again to come.

The history of the whole holds the few months in which they sold. A model of it sees little of what they will bring in a
full year, and nothing of the launches to come.
"""

# Why: decision 151.

from dataclasses import dataclass

import numpy as np
import polars as pl

NEW_MONTHS = 12
"""An offering is new in its first so many months."""
FEWEST_MONTHS = 18
"""With a shorter history an offering that is as old as the data cannot be told from a new one."""
NEWEST_MONTHS = 6
"""Its share is that of its newest months, at most so many."""
MOST = 0.5
"""Where new offerings bring a larger share than this of what the others do, the whole is forecast as it is."""


@dataclass(frozen=True)
class Launches:
    """Of how many new offerings, the history without them, and what its forecast is multiplied by at each lead."""

    offerings: int
    others: tuple[float, ...]
    factors: tuple[float, ...]

    @property
    def note(self) -> str:
        """What a reader should know of it."""
        new = "1 offering" if self.offerings == 1 else f"{self.offerings} offerings"
        return f"The {new} of the last {NEW_MONTHS} months are added at what they bring by now, with as many launches to come."


def launches(by_offering: pl.DataFrame, horizon: int) -> Launches | None:
    """What new offerings add to the forecast of all others; None where there are none.

    `by_offering`: value, period, settled, a row per offering and month since its first. Launches to come bring over the
    year what those of the last one brought in it, rising from nothing.
    """
    wide = by_offering.pivot(on="value", index="period", values="settled").sort("period")
    months = wide.drop("period").fill_null(0.0).to_numpy()
    if len(months) < FEWEST_MONTHS:
        return None
    age = len(months) - np.where((months != 0).any(axis=0), (months != 0).argmax(axis=0), len(months))
    is_new = (age > 0) & (age <= NEW_MONTHS)
    others = months[:, ~is_new].sum(axis=1)
    newest = others[-NEW_MONTHS:]
    if not is_new.any() or newest.min() <= 0 or months[-NEW_MONTHS:, is_new].sum() > MOST * newest.sum():
        return None
    spans = [(place, min(int(age[place]), NEWEST_MONTHS)) for place in np.flatnonzero(is_new)]
    share = sum(months[-span:, place].sum() / others[-span:].sum() for place, span in spans)
    to_come = months[-NEW_MONTHS:, is_new].sum() / newest.sum() * np.arange(1, horizon + 1) / ((NEW_MONTHS + 1) / 2)
    factors = 1 + share + to_come
    return Launches(int(is_new.sum()), tuple(others.tolist()), tuple(np.maximum(factors, 1.0).tolist()))
