"""What the rest of a period may still bring, simulated section by section.

Two parts, in the same draws. Open sections end where the pacing board's projections end, and a draw that stays below
the minimum is canceled as often as such sections were. Sections that are not open yet are last year's sections that
opened after the same day. They are drawn again (weights vary half as much as by chance alone), scaled by growth, and
moved together by one swing. Nothing that became known after the as-of date is used, nor the list of sections planned
for later.
"""

# Why: decisions 49, 157 and 168.

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
import polars as pl

from data.caches import kept
from data.reference import periods
from data.reference.colleges import College
from data.reference.periods import Period
from data.store.store import scan
from queries.cubes import section_paths
from queries.cubes.section_money import section_money
from queries.engines.forecast.sums import CORRELATION
from queries.engines.lots import lots
from queries.enrollment.draws import affordable, projection_draws, seat_revenue
from queries.revenue.stacked import LOT, Moved, Stacked
from queries.semantic.scope import OWN_CUTS, Scope

DRAWS, SEED = 2000, 7
SWING = 0.08
"""Standard deviation of the log of what all sections not yet open bring together, about last year's calendar."""
GROWTH_KEPT = 0.75
"""Power to which the growth of the past year is raised, as what the next one keeps of it."""
RECURRENCE = 0.5
"""Variance of how often a section of last year comes again; 1 would be chance alone, and a calendar mostly recurs."""
USUAL_CANCELLING = 0.9
"""Share of sections below their minimum that are canceled, where fewer than 20 were seen."""


@dataclass(frozen=True, eq=False)
class Rest:
    """What each section (row) may still bring in each draw (column), with whose it is.

    `moved` of an open section are further net registrations. A row that is not open yet is last year's section, and
    `moved` says how often it comes again. Seats and cents are `seats_each` and `cents_each` times that: only one such
    table is kept, since a college of a million registrations has thousands of rows. `is_cancelled`: in that draw.
    """

    section: np.ndarray
    offering: np.ndarray
    field: np.ndarray
    school: np.ndarray
    is_open: np.ndarray
    seats_each: np.ndarray
    cents_each: np.ndarray
    moved: np.ndarray | Stacked
    is_cancelled: np.ndarray | Stacked

    @property
    def seats(self) -> np.ndarray:
        """Further net registrations, rows × draws; made when asked for."""
        return np.asarray(self.moved) * self.seats_each[:, None]

    @property
    def cents(self) -> np.ndarray:
        """Further net cents, rows × draws; made when asked for."""
        return np.asarray(self.moved) * self.cents_each[:, None]

    def total(self, each: np.ndarray, keep: np.ndarray) -> np.ndarray:
        """Sum over the kept rows in every draw, of `seats_each` or `cents_each`."""
        if keep.all():
            return each @ self.moved
        total = np.zeros(self.moved.shape[1])
        for places in self.lots(keep):  # a few rows are added up faster than all of them with zeros
            total += each[places] @ self.moved[places]
        return total

    def rows(self, where: tuple[tuple[str, str], ...]) -> np.ndarray:
        """Which rows a filter keeps, as booleans; a filter that is no column here keeps all."""
        keep = np.ones(self.offering.size, dtype=bool)
        for name, value in where:
            if name in OWN_CUTS:
                keep &= getattr(self, name) == value
        return keep

    def lots(self, keep: np.ndarray) -> Iterator[np.ndarray]:
        """Places of the kept rows, so few at a time that what is worked out of each draw takes little memory."""
        places = np.flatnonzero(keep)
        yield from (places[first : first + LOT] for first in range(0, places.size, LOT))

    def take(self, places: np.ndarray) -> "Rest":
        """The rows at these places."""
        return Rest(*(getattr(self, f.name)[places] for f in fields(self)))


def rest(scope: Scope, draws: int = DRAWS, seed: int = SEED) -> Rest:
    """What every section of the college may add until the end of the scope's period; the filters are not applied."""
    return _rest(scope.version, scope.college, scope.period, scope.as_of, draws, seed)


@kept("rests")
def _rest(version: str, college: College, period: Period, as_of: date, draws: int, seed: int) -> Rest:
    scope = Scope(version, college, period, as_of)
    rng = np.random.default_rng([seed, 1])
    later = _later(scope)
    draws = affordable(later.height + len(section_paths.known(version, college, as_of).open), draws)
    frame, seats, is_cancelled = _open(scope, draws, seed, rng)
    prices = frame["net_price_cents"].fill_null(0).to_numpy()
    total = prices @ seats
    score = (total - total.mean()) / total.std() if total.size and total.std() > 0 else np.zeros(draws)
    # Sections not yet open miss together with the open ones as the months of one forecast do.
    swing = CORRELATION * score + np.sqrt(1 - CORRELATION**2) * rng.standard_normal(draws)
    level = growth(scope) * np.exp(SWING * swing - SWING**2 / 2)
    # A small whole number per section and draw: as what it stands for, they would take eight times the memory.
    times = np.empty((later.height, draws), dtype=np.uint8)
    for first in range(0, later.height, LOT):
        lot = times[first : first + LOT]
        lot[:] = rng.poisson(1 / RECURRENCE, lot.shape)
    columns = {"section": "section_id", "offering": "offering", "field": "field", "school": "school"}
    names = {
        name: np.concatenate([_names(part[column]) for part in (frame, later)]) for name, column in columns.items()
    }
    return Rest(
        **names,
        is_open=np.arange(frame.height + later.height) < frame.height,
        seats_each=np.concatenate([np.ones(frame.height), later["net_registrations"].to_numpy()]),
        cents_each=np.concatenate([prices, later["net_cents"].to_numpy()]),
        moved=Stacked(seats, times, RECURRENCE * level),
        is_cancelled=Stacked(is_cancelled, np.broadcast_to(np.False_, times.shape), np.ones(draws, dtype=bool)),
    )


def _names(column: pl.Series) -> np.ndarray:
    """The values of a column of names, each name held once however many rows have it."""
    different = column.unique().sort(nulls_last=True)
    places = column.rank("dense").cast(pl.Int64).fill_null(different.len()) - 1
    return different.to_numpy()[places.to_numpy()]


def _open(scope: Scope, draws: int, seed: int, rng: np.random.Generator) -> tuple[pl.DataFrame, Moved, np.ndarray]:
    """The open sections, their further seats until the end of the period, and where they give all back as canceled."""
    ids, finals = projection_draws(scope, draws, seed)
    minimums = section_paths.known(scope.version, scope.college, scope.as_of).frame.select("section_id", "minimum")
    frame = seat_revenue(scope).join(minimums, on="section_id", how="left", maintain_order="left") if ids else _EMPTY
    # Without a projection a section stays at the seats it has, which says nothing of where it will end.
    may_fail = (frame["projected"].is_not_null() & (frame["starts_on"] <= scope.period.end)).to_numpy()[:, None]
    needed, is_cancelled = frame["minimum"].fill_null(0).to_numpy()[:, None], np.zeros(finals.shape, dtype=bool)
    often = cancelling(scope)
    for lot in lots(*finals.shape):
        by_chance = rng.random(finals[lot].shape) < often
        is_cancelled[lot] = may_fail[lot] & (finals[lot] < needed[lot]) & by_chance
    ahead = (frame["starts_on"] - scope.as_of).dt.total_days().to_numpy()
    share = np.clip((scope.period.end - scope.as_of).days / np.maximum(ahead, 1), 0, 1)
    net = frame["net"].fill_null(0).to_numpy().astype(float)
    return frame, Moved(finals, net, share, is_cancelled), is_cancelled


_EMPTY = pl.DataFrame(
    schema=dict.fromkeys(("section_id", "offering", "field", "school"), pl.String)
    | dict.fromkeys(("net", "projected", "minimum", "net_price_cents"), pl.Float64)
    | {"starts_on": pl.Date}
)


def _later(scope: Scope) -> pl.DataFrame:
    """Last year's sections that opened after the same day, with what they brought by the end of that period."""
    before = scope.last_year()
    ended = replace(before, as_of=min(before.period.end, scope.as_of))
    source = section_money(ended, pl.col("opens_on") > before.as_of)
    running = scan(scope.version, scope.college, "offerings").filter(
        pl.col("retired_on").is_null() | (pl.col("retired_on") > scope.as_of)
    )
    return (
        source.join(running.select(offering="offering_id"), on="offering", how="semi")
        .group_by("section_id", "offering", "field", "school")
        .agg(pl.col("net_registrations").sum(), pl.col("net_cents").sum())
        .sort("section_id")
        .collect(engine="streaming")
    )


def growth(scope: Scope) -> float:
    """Net revenue of the twelve months to the as-of date against the twelve before, a quarter of it held back; 0.8–1.25.

    Each year as known at its own end. 1 where the records do not reach back two years.
    """
    days = scan(scope.version, scope.college, "enrollment")
    net = pl.col("gross_cents") - pl.col("discount_cents") - pl.col("refund_cents")
    year = periods.same_day_last_year(scope.as_of)
    two = periods.same_day_last_year(year)
    first, now, before = (
        days.select(
            pl.col("known_on").min(),
            net.filter(pl.col("known_on").is_between(year, scope.as_of, closed="right")).sum().alias("now"),
            net.filter(pl.col("known_on").is_between(two, year, closed="right")).sum().alias("before"),
        )
        .collect()
        .row(0)
    )
    if first is None or first > two or now <= 0 or before <= 0:
        return 1.0
    return float(np.clip((now / before) ** GROWTH_KEPT, 0.8, 1.25))


def cancelling(scope: Scope) -> float:
    """Share of the sections that stayed below their minimum by their start which were canceled."""
    sections = scan(scope.version, scope.college, "sections").filter(pl.col("starts_on") <= scope.as_of)
    cancelled = pl.col("decided_on") <= scope.as_of
    is_thin = pl.col("decided_on").is_null() & (pl.col("started") < pl.col("minimum"))
    gone, kept = sections.select(cancelled.sum().alias("gone"), is_thin.sum().alias("kept")).collect().row(0)
    return gone / (gone + kept) if gone + kept >= 20 else USUAL_CANCELLING
