"""The runs of every offering: when, how many seats, at what price and cost, and which are canceled."""

import numpy as np
import polars as pl

from data.contracts.vocabulary import SECTION_STATUSES
from data.demo.catalog import happening, lasted, list_prices, own, promises, touched
from data.demo.clock import AS_OF, FISCAL_YEARS, LAST_START, RECORDS_FROM, day_number, fiscal_year
from data.demo.columns import closed, dates, keys
from data.demo.curves import arrivals
from data.demo.fields import FIELDS

# Month and day around which sections start, with how many of them do. Nothing starts over the winter
# holidays.
TERMS = (
    (7, 8, 0.6),
    (8, 20, 1.3),
    (9, 17, 0.9),
    (10, 15, 0.8),
    (1, 10, 1.3),
    (2, 6, 0.8),
    (3, 6, 1.0),
    (4, 10, 0.7),
    (6, 3, 0.9),
)
WINDOW_DAYS = {"course": 45, "professional_development": 45, "digital_badge": 50, "credit_certificate": 84}
USUAL_WINDOW_DAYS = 64
MOVED_DAYS = 5
"""By how much registration opened late where it did; the start stayed."""
LATE_OPENING = "e12"
"""The event that says so."""

PLANNED_FILL, MINIMUM_FILL = 0.78, 0.54
DEMAND_SPREAD = 0.32
"""Standard deviation of log demand around the plan."""
NEW_FALLS_SHORT, TUNED_UP = 0.2, 0.05
"""By how much (log) new offerings miss their plan and repeats exceed it."""
USUAL_DISCOUNT, USUAL_DROPS = 0.09, 0.09


class Schedule:
    """One entry per section in every array; dates as day numbers.

    `arrivals` holds the relative registrations per section and day since opening. `demand` is the number of
    seats that would be taken by the start. `decided` is meaningful only where `cancelled`.
    """

    def __init__(self, sections: int, rng: np.random.Generator) -> None:
        self.offering, self.starts = _runs(sections, rng)
        catalog = own()
        self.ends = self.starts + np.maximum(catalog["weeks"].to_numpy()[self.offering] * 7 - 3, 1).astype(np.int64)
        self.opens = _opens(self.offering, self.starts, rng)
        launched = _days(catalog["launched_on"], 0)[self.offering]
        self.is_new = (launched > day_number(RECORDS_FROM)) & (self.starts - launched <= 365)
        self.price = list_prices(self.offering, self.opens)
        self.arrivals = arrivals(self.offering, self.opens, self.starts - self.opens, rng)
        self._plan(rng)

    @property
    def size(self) -> int:
        """Number of sections."""
        return self.offering.size

    def _plan(self, rng: np.random.Generator) -> None:
        """Seats, demand and the decision to run, still in units of a usual section."""
        catalog = own()
        # Event effects are scaled out of the seats: nobody plans for a flood.
        self.seats = catalog["seats"].to_numpy()[self.offering] * rng.choice([0.8, 1.0, 1.0, 1.2], self.size)
        growth = _growth(self.offering, self.starts) ** 0.4
        noise = rng.normal(0, DEMAND_SPREAD, self.size) + np.where(self.is_new, -NEW_FALLS_SHORT, TUNED_UP)
        self.demand = self.seats * PLANNED_FILL * growth * self.arrivals.sum(axis=1) * np.exp(noise)
        self.minimum_seats = self.seats * MINIMUM_FILL
        # Some thin classes run all the same: a teach-out, a promise to an employer.
        self.kept = rng.random(self.size) < 0.04
        self.cancelled = (self.demand * (1 - USUAL_DROPS) < self.minimum_seats) & ~self.kept
        self.decided = np.maximum(self.starts - rng.integers(4, 15, self.size), self.opens + 1)
        self.cancelled &= self.decided <= day_number(AS_OF)
        self.last_day = np.minimum(np.where(self.cancelled, self.decided - 1, self.starts), day_number(AS_OF))

    def arrival_shares(self) -> np.ndarray:
        """Arrivals per section and day as shares of its demand, 0 after the last day of sale."""
        days = self.opens[:, None] + np.arange(self.arrivals.shape[1])
        return self.arrivals * (days <= self.last_day[:, None]) / self.arrivals.sum(axis=1, keepdims=True)


def table(schedule: Schedule, scale: float, rng: np.random.Generator) -> pl.DataFrame:
    """The sections as in the contract, without places, meetings and tags; `scale` is their size relative to the catalog's."""
    capacity = capacities(schedule, scale)
    minimum = np.minimum(np.maximum(np.round(schedule.minimum_seats * scale), 1), capacity).astype(np.int64)
    net_price = schedule.price * (1 - USUAL_DISCOUNT)
    variable = np.round(schedule.price * rng.uniform(0.06, 0.12, schedule.size), 2)
    # The minimum is where a section pays for itself, give or take what the planner could not know.
    direct = np.round(minimum * (net_price - variable) * rng.uniform(0.8, 1.08, schedule.size), 2)
    promotion = np.round(net_price * capacity * rng.uniform(0.01, 0.05, schedule.size), 2)
    started = schedule.starts <= day_number(AS_OF)
    status = np.where(schedule.cancelled, 2, np.where(started, 1, 0)).astype(np.uint8)
    return pl.DataFrame(
        {
            "section_id": keys("S", np.arange(schedule.size)),
            "offering_id": own()["offering_id"].gather(schedule.offering),
            "term": pl.repeat(None, schedule.size, dtype=pl.String, eager=True),  # it follows from the first day
            "opens_on": dates(schedule.opens),
            "starts_on": dates(schedule.starts),
            "ends_on": dates(schedule.ends),
            "capacity": capacity,
            "minimum": minimum,
            "status": closed(status, SECTION_STATUSES),
            "decided_on": dates(schedule.decided, schedule.cancelled),
            "price_usd": schedule.price,
            "direct_cost_usd": direct,
            "variable_cost_usd": variable,
            "promotion_cost_usd": promotion,
            "committed_cost_usd": pl.repeat(None, schedule.size, dtype=pl.Float64, eager=True),
            "commitment": _commitments(schedule),
        }
    )


def _commitments(schedule: Schedule) -> pl.Series:
    """Why some sections must run: a promise that is made every year, or one to those who had enrolled in a thin class."""
    month = dates(schedule.starts).dt.month()
    runs = pl.DataFrame({"offering_id": own()["offering_id"].gather(schedule.offering), "month": month})
    promised = runs.join(promises(), on=["offering_id", "month"], how="left", maintain_order="left")["commitment"]
    enrolled = pl.when(pl.Series(schedule.kept)).then(pl.lit("Promised to those who had enrolled"))
    return pl.select(pl.coalesce(promised, enrolled)).to_series()


def capacities(schedule: Schedule, scale: float) -> np.ndarray:
    """Seats of each section at that scale, at least one."""
    return np.maximum(np.round(schedule.seats * scale), 1).astype(np.int64)


def _runs(sections: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Own offering (row number) and start of about that many sections, in order of start."""
    first, last = day_number(RECORDS_FROM) + 45, day_number(LAST_START)
    anchors = np.array([_anchor(year, *term[:2]) for year in FISCAL_YEARS for term in TERMS])
    weights = np.array([term[2] for _ in FISCAL_YEARS for term in TERMS])
    catalog = own()
    offering = np.repeat(np.arange(catalog.height), anchors.size)
    anchor = np.tile(anchors, catalog.height)
    expected = catalog["popularity"].to_numpy()[offering] * np.tile(weights, catalog.height)
    expected *= _growth(offering, anchor) ** 0.6
    expected[~_runs_on(offering, anchor) | (anchor < first) | (anchor + 12 > last)] = 0
    # Rounding the running sum keeps the total and leaves no offering without its share over the years.
    steps = np.floor(np.cumsum(expected / expected.sum() * sections) + rng.random())
    rows = np.repeat(np.arange(offering.size), np.diff(steps, prepend=0).astype(np.int64))
    starts = anchor[rows] + rng.integers(0, 12, rows.size)
    starts += (starts + 3) % 7 == 6  # never on a Sunday
    order = np.lexsort((offering[rows], starts))
    return offering[rows][order], starts[order]


def _anchor(year: int, month: int, day: int) -> int:
    calendar_year = year - 1 if month >= 7 else year
    return int((np.datetime64(f"{calendar_year}-{month:02}-{day:02}") - np.datetime64("1970-01-01")).astype(int))


def _runs_on(offering: np.ndarray, starts: np.ndarray) -> np.ndarray:
    catalog = own()
    launched = _days(catalog["launched_on"], 0)[offering]
    retired = _days(catalog["retired_on"], 2**30)[offering]
    return (starts >= launched + 28) & (starts + 13 <= retired)


def _opens(offering: np.ndarray, starts: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """First day of registration: the usual window of the credential, moved by five days for some."""
    catalog = own()
    usual = catalog["credential_type"].replace_strict(WINDOW_DAYS, default=USUAL_WINDOW_DAYS).to_numpy()
    opens = starts - usual[offering] - rng.integers(-6, 7, starts.size)
    late = happening(LATE_OPENING)
    first, last = lasted(late)
    announced = touched(late, catalog)[offering] & (opens >= first) & (opens <= last)
    opens += MOVED_DAYS * (announced | (rng.random(starts.size) < 0.03))
    launched = _days(catalog["launched_on"], 0)[offering]
    return np.maximum(opens, np.maximum(launched, day_number(RECORDS_FROM)))


def _growth(offering: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Demand of each offering's field in the fiscal year of each day, relative to FY2023."""
    growth = np.array([FIELDS[field].growth for field in own()["field"]])
    return growth[offering, np.clip(fiscal_year(days) - FISCAL_YEARS[0], 0, len(FISCAL_YEARS) - 1)]


def _days(column: pl.Series, empty: int) -> np.ndarray:
    return column.cast(pl.Int32).fill_null(empty).to_numpy().astype(np.int64)
