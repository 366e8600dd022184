"""The way of every section to its start, as arrays: which are finished, which are open, and where.

Canceled sections are history too. Whoever learns from held ones alone learns from survivors, and finds too rosy a
chance for thin sections.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from queries.engines.pacing.projection import Points, Projection, fit, project

ALIGNMENTS = ("days_to_start", "days_since_opening", "window_share")
"""What makes two sections be at the same point of their way."""


@dataclass(frozen=True, eq=False)
class Paths:
    """Sections and their curves, one row of every array each.

    `frame`: at least section_id, offering_id, kind, starts_on and `status` (`held`, `cancelled`, `scheduled`: open). `net`
    holds the seats at the end of each day since opening (see `seats`), NaN where unknown; `capacity` likewise (infinite: unlimited);
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

    def row(self, section_id: str) -> int | None:
        """The row of an open section; None where it is not open."""
        row = self.frame["section_id"].index_of(section_id)
        return None if row is None or self.frame["status"][row] != "scheduled" else row

    def place(self, section_id: str) -> int | None:
        """The place of an open section in `open`; None where it is not open."""
        row = self.row(section_id)
        return None if row is None else int(np.searchsorted(self.open, row))

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

    def seats(self, rows: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Seats at the end of a day since the opening of each section, as numbers that can be added up."""
        return self.net[rows, day].astype(float)

    def points(self, rows: np.ndarray, day: np.ndarray) -> Points:
        """Where sections stood at the end of a day since their opening."""
        offering, kind = self.groups
        return Points(
            self.seats(rows, day), self.capacity[rows, day], offering[rows], kind[rows], self.waiting[rows, day]
        )

    def now(self, rows: np.ndarray, alignment: str) -> np.ndarray:
        """The point at which open sections are at the as-of date; window shares in hundredths."""
        if alignment == "days_to_start":
            return (self.window - self.last)[rows]
        if alignment == "days_since_opening":
            return self.last[rows]
        return np.round(self.last[rows] / np.maximum(self.window[rows], 1), 2)


def by_point(paths: Paths, rows: np.ndarray, alignment: str) -> list[tuple[float, np.ndarray]]:
    """The given sections by the point at which they are."""
    now = paths.now(rows, alignment)
    return [(float(point), rows[now == point]) for point in np.unique(now)]


def at_point(paths: Paths, point: float, alignment: str) -> tuple[np.ndarray, np.ndarray]:
    """Finished sections that were at a point of their way, and their days since opening then."""
    rows = paths.finished
    day = paths.day(rows, alignment, point)
    is_there = day >= 0
    is_there[is_there] = ~np.isnan(paths.net[rows[is_there], day[is_there]])
    return rows[is_there], day[is_there]


def projected(paths: Paths, point: float, rows: np.ndarray, alignment: str) -> Projection | None:
    """Where open sections that are at one point will end; None where too few finished ones are comparable."""
    past, day = at_point(paths, point, alignment)
    learned = fit(paths.points(past, day), paths.final[past])
    return None if learned is None else project(learned, paths.points(rows, paths.last[rows]))
