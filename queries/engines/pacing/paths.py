"""The way of every section to its start, cut at the as-of date: which are finished, which are open, and where.

Nothing that became known after the as-of date is in here: curves end with it, a section counts as canceled only from
the day on which that was decided, and only sections that had started by then have a final count.

Canceled sections are history too. Whoever learns from held ones alone learns from survivors, and finds too rosy a
chance for thin sections. A canceled section is taken up to the eve of its decision, and its final is what it would
have been: its seats on that eve over the share that held sections had reached so many days before their start.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
import polars as pl

from data.store.store import scan
from queries.cubes import sections
from queries.engines.pacing.projection import Points

ALIGNMENTS = ("days_to_start", "days_since_opening", "window_share")
"""What makes two sections be at the same point of their way."""
RUNS_KEPT = 60
"""The newest finished runs of each offering serve as history; older ones say little and cost time."""


@dataclass(frozen=True, eq=False)
class Paths:
    """Sections and their curves, one row of every array each.

    `frame`: at least section_id, offering_id, kind, starts_on and `status` (`held`, `cancelled`, `scheduled`: open). `net`
    holds the seats at the end of each day since opening, NaN where unknown; `capacity` likewise (infinite: unlimited);
    `waiting` likewise, zeros where no list is kept. `window` is the days from opening to start, `last` the last day
    since opening that is known: the start, the eve of a cancellation or the as-of date. `final` holds the seats at the
    end of the start day, NaN for open sections.
    """

    frame: pl.DataFrame
    net: np.ndarray
    capacity: np.ndarray
    waiting: np.ndarray
    window: np.ndarray
    last: np.ndarray
    final: np.ndarray

    @cached_property
    def minimum(self) -> np.ndarray:
        """Net registrations below which a section does not run; NaN where none is set."""
        return self.frame["minimum"].cast(pl.Float64).fill_null(np.nan).to_numpy()

    @cached_property
    def held(self) -> np.ndarray:
        """Mask of sections that started."""
        return (self.frame["status"] == "held").to_numpy()

    @cached_property
    def finished(self) -> np.ndarray:
        """Rows of sections whose final count is known, or would have been."""
        return np.flatnonzero(~np.isnan(self.final))

    @cached_property
    def open(self) -> np.ndarray:
        """Rows of sections that can be registered for and have not started."""
        return np.flatnonzero((self.frame["status"] == "scheduled").to_numpy())

    @cached_property
    def groups(self) -> tuple[np.ndarray, np.ndarray]:
        """Numbers of each section's offering and of its field and modality."""
        return self._numbered("offering_id"), self._numbered("kind")

    def _numbered(self, column: str) -> np.ndarray:
        return self.frame[column].rank("dense").to_numpy().astype(np.int64) - 1

    def day(self, rows: np.ndarray, alignment: str, point: float) -> np.ndarray:
        """Days since opening at which sections are at a point; −1 where that is not known of them."""
        window = self.window[rows]
        if alignment == "days_to_start":
            day = window - int(point)
        elif alignment == "days_since_opening":
            day = np.full(len(rows), int(point))
        else:
            day = np.round(point * window).astype(np.int64)
        return np.where((day >= 0) & (day <= self.last[rows]), day, -1)

    def points(self, rows: np.ndarray, day: np.ndarray) -> Points:
        """Where sections stood at the end of a day since their opening."""
        offering, kind = self.groups
        return Points(
            self.net[rows, day], self.capacity[rows, day], offering[rows], kind[rows], self.waiting[rows, day]
        )

    def now(self, rows: np.ndarray, alignment: str) -> np.ndarray:
        """The point at which open sections are at the as-of date; window shares in hundredths."""
        if alignment == "days_to_start":
            return (self.window - self.last)[rows]
        if alignment == "days_since_opening":
            return self.last[rows]
        return np.round(self.last[rows] / np.maximum(self.window[rows], 1), 2)


@lru_cache(maxsize=8)
def known(version: str, college: str, as_of: date) -> Paths:
    """Every open section of a college and the newest finished ones of each offering, as known on a day."""
    frame = (
        sections.at(version, college, as_of)
        .filter(pl.col("opens_on") <= as_of)
        .filter(
            (pl.col("starts_on").rank("ordinal", descending=True).over("offering_id", "status") <= RUNS_KEPT)
            | (pl.col("status") == "scheduled")
        )
        .with_columns(kind=pl.col("field") + "/" + pl.col("modality").fill_null("not stated"))
        .join(scan(version, college, "section_curves").select("section_id", "net"), on="section_id", how="left")
        .sort("starts_on", "section_id")
        .collect()
    )
    until = pl.min_horizontal("starts_on", pl.col("decided_on").dt.offset_by("-1d"), pl.lit(as_of))
    last, window = (
        frame.select((day - pl.col("opens_on")).dt.total_days()).to_series().to_numpy()
        for day in (until, pl.col("starts_on"))
    )
    net = _padded(frame["net"], last + 1, int(window.max(initial=0)) + 1)
    seats = frame["capacity"].cast(pl.Float64).fill_null(np.inf).to_numpy()
    final = _finals(frame["status"], net, seats, window, last)
    capacity, waiting = (np.broadcast_to(one, net.shape) for one in (seats[:, None], 0.0))
    return Paths(frame.drop("net"), net, capacity, waiting, window, last, final)


def _finals(status: pl.Series, net: np.ndarray, seats: np.ndarray, window: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Final seats of held sections, and what those of the canceled ones would have been."""
    final = np.full(len(status), np.nan)
    held = np.flatnonzero((status == "held").to_numpy())
    final[held] = net[held, window[held]]
    cancelled = np.flatnonzero((status == "cancelled").to_numpy() & (last >= 0))
    left = window - last
    for days in np.unique(left[cancelled]):
        past = held[window[held] >= days]
        reached = net[past, window[past] - days].sum()
        if reached > 0:
            some = cancelled[left[cancelled] == days]
            would_be = net[some, last[some]] * final[past].sum() / reached
            final[some] = np.round(np.minimum(would_be, seats[some]))
    return final


def _padded(lists: pl.Series, lengths: np.ndarray, width: int) -> np.ndarray:
    """Lists as rows of one array, cut to their lengths, NaN after them.

    A list that ends earlier holds its last value, since nothing has become known after it; no list is no seat.
    """
    filled = lists.fill_null(pl.Series([[0]], dtype=lists.dtype))
    held = filled.list.len().cast(pl.Int64).to_numpy()
    values = filled.explode().to_numpy()
    place = np.arange(width)
    found = values[(np.cumsum(held) - held)[:, None] + np.minimum(place, held[:, None] - 1)] if len(held) else place
    return np.where(place < lengths[:, None], found, np.nan)
