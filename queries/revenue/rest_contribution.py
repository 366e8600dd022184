"""What the rest of a period may leave after direct cost, in the draws of `rest_of_year`.

Contribution is of sections that have started by the end of the period and were not canceled. An open section brings its
seats taken so far with the further ones, and the period's part of its direct cost. A section not open yet costs what
last year's did, as often as that is drawn. A section without a stated direct cost is left out, never free.
"""

# Why: decision 70.

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import polars as pl

from data.caches import kept
from data.reference.colleges import College
from data.reference.periods import Period
from data.store.store import scan
from queries.cubes import section_totals
from queries.revenue.rest_of_year import DRAWS, SEED, Rest, rest
from queries.semantic.scope import Scope

Further = Callable[[Rest], tuple[np.ndarray, np.ndarray]]
"""Seats and cents, rows × draws, that the rows of a `Rest` are taken to bring."""


@dataclass(frozen=True, eq=False)
class Costs:
    """Of every row of a `Rest`: what it holds already and what it costs; cents.

    `direct` is stated for the whole section, `is_costed` says whether it is. `counts` says whether the section will have
    started by the end of the period. `variable` is per seat, 0 where none is stated. `before` and `gross` are gross seats
    before the period and in it, by which an open section's direct cost is divided.
    """

    counts: np.ndarray
    is_costed: np.ndarray
    taken_seats: np.ndarray
    taken_cents: np.ndarray
    variable: np.ndarray
    direct: np.ndarray
    before: np.ndarray
    gross: np.ndarray

    def contribution(self, left: Rest, seats: np.ndarray, cents: np.ndarray, retired: str | None) -> np.ndarray:
        """Cents that every row (row) adds in every draw (column) with further `seats` and their `cents`."""
        # A section that takes no more registrations still runs; one that is never opened costs nothing.
        gone = (~left.is_open & (left.offering == retired))[:, None]
        held_seats, held_cents = self.taken_seats[:, None] + seats, self.taken_cents[:, None] + cents
        left_over = held_cents - self.variable[:, None] * held_seats - np.where(gone, 0, self._direct(left))
        return np.where((self.counts & self.is_costed)[:, None] & ~np.asarray(left.is_cancelled), left_over, 0)

    def _direct(self, left: Rest) -> np.ndarray:
        """The period's part of an open section's direct cost; last year's as often as the section comes again."""
        total = (self.before + self.gross)[:, None] + np.maximum(left.seats, 0)
        inside = np.where(total > 0, 1 - self.before[:, None] / np.maximum(total, 1), 1.0)
        return self.direct[:, None] * np.where(left.is_open[:, None], inside, np.asarray(left.moved))

    def sums(
        self, left: Rest, keep: np.ndarray, further: Further | None = None, retired: str | None = None
    ) -> np.ndarray:
        """Seats, cents and contribution (rows) of the kept sections in every draw; as they stand without `further`."""
        total = np.zeros((3, left.moved.shape[1]))
        for places in left.lots(keep):
            part, known = left.take(places), Costs(*(getattr(self, f.name)[places] for f in fields(self)))
            seats, cents = further(part) if further else (part.seats, part.cents)
            parts = (seats, cents, known.contribution(part, seats, cents, retired))
            total += [amount.sum(axis=0) for amount in parts]
        return total


def costs(scope: Scope, draws: int = DRAWS) -> Costs:
    """The costs of every row of `rest(scope, draws)`, whose filters are not applied."""
    return _costs(scope.version, scope.college, scope.period, scope.as_of, draws)


@kept("costs")
def _costs(version: str, college: College, period: Period, as_of: date, draws: int) -> Costs:
    scope = Scope(version, college, period, as_of)
    left = rest(scope, draws, SEED)
    # Where nothing is to come the names are an empty array, which says nothing of its type.
    ids = pl.Series("section_id", left.section.tolist(), dtype=pl.String)
    rows = pl.DataFrame([ids]).join(
        scan(version, college, "sections")
        .select("section_id", "starts_on", "decided_on", "direct_cost_cents", "variable_cost_cents")
        .join(pl.LazyFrame([ids]), on="section_id", how="semi")
        .collect(engine="streaming"),
        on="section_id",
        how="left",
        maintain_order="left",
    )
    rows = rows.join(
        _taken(scope, rows.lazy().select("section_id")), on="section_id", how="left", maintain_order="left"
    ).with_columns(pl.col("before", "seats", "gross", "cents").fill_null(0))
    is_open, last_year = left.is_open, scope.last_year().period.end
    held = (rows["starts_on"] <= last_year) & rows["decided_on"].is_null()
    counts = np.where(is_open, (rows["starts_on"] <= period.end).to_numpy(), held.to_numpy())
    return Costs(
        counts,
        rows["direct_cost_cents"].is_not_null().to_numpy(),
        np.where(is_open, rows["seats"].to_numpy(), 0),
        np.where(is_open, rows["cents"].to_numpy(), 0),
        *(
            rows[column].fill_null(0).to_numpy().astype(float)
            for column in ("variable_cost_cents", "direct_cost_cents", "before", "gross")
        ),
    )


def _taken(scope: Scope, sections: pl.LazyFrame) -> pl.DataFrame:
    """By section of those asked for: gross seats before the period, and inside it gross seats, net seats and net cents, as of the day."""
    inside = pl.col("month").is_between(scope.period.start, scope.period.end)
    net = pl.col("gross_cents") - pl.col("discount_cents") - pl.col("refund_cents")
    return (
        section_totals.as_known(scope.version, scope.college, scope.as_of)
        .join(sections, on="section_id", how="semi")
        .group_by("section_id")
        .agg(
            before=pl.col("gross_registrations").filter(pl.col("month") < scope.period.start).sum(),
            gross=pl.col("gross_registrations").filter(inside).sum(),
            seats=pl.col("net_registrations").filter(inside).sum(),
            cents=net.filter(inside).sum(),
        )
        .collect(engine="streaming")
    )
