"""Cube `headcount`: distinct learners, exact at any as-of date, per published grain and period."""

from collections.abc import Iterator
from datetime import date, timedelta

import dataframely as dy
import numpy as np
import polars as pl

from data.cubes.grains import GRAINS, values
from data.periods import KINDS, containing


class Headcount(dy.Schema):
    """Learners who became active (or stopped being active) on one day, in one period at one grain.

    A learner is active in a period on every day on which at least one registration made in it is held: from the day
    it was made until the day it is dropped. The sum up to a day is the number of distinct learners known on that day.
    Rows of different grains or different values must never be added.
    """

    grain = dy.Enum(GRAINS, primary_key=True, description="What the count is distinct within.")
    value = dy.String(primary_key=True, description="The school, field (two-digit CIP) or offering; `all` for all.")
    period_kind = dy.Enum(KINDS, primary_key=True, description="Month, quarter or fiscal year.")
    period = dy.Date(primary_key=True, description="First day of the period in which the seats were taken.")
    known_on = dy.Date(primary_key=True, description="Day on which it became known.")
    learners = dy.Int64(description="Learners who became active less learners who stopped being active.")


KEY = ("grain", "value", "period_kind", "period", "known_on")
NEVER = 0xFFFF
"""Stands for the day on which a seat that was never dropped is dropped. Days are counted from the first one."""
SEATS_AT_ONCE = 5_000_000
"""Learners are taken in lots of about so many seats: bounds the memory, and smaller sorts are faster."""


# Arrays instead of narwhals: a gap shows only in a running maximum within learner, value and period, and only integer
# sorts do that for twenty million seats, four grains and three kinds of period within seconds.
def build(registrations: pl.LazyFrame, sections: pl.LazyFrame, offerings: pl.LazyFrame) -> pl.DataFrame:
    """The cube from the facts of the same names. A seat dropped on the day it was taken counts nobody.

    Raises ValueError when the days lie more than 179 years apart.
    """
    groups = values(offerings)
    first, last = _span(registrations)
    if first is None or last is None or groups.is_empty():
        return Headcount.create_empty()
    if (last - first).days >= NEVER:
        raise ValueError(f"Registrations from {first} to {last} cannot be counted: one of the days must be wrong.")
    seats = _seats(registrations, sections, groups["offering_id"], first)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    lots = 1 + max(seats.height // SEATS_AT_ONCE, seats.height * groups.height >> 32)
    frames: list[pl.DataFrame] = [Headcount.create_empty()]
    for lot in range(lots):
        frames += _count(seats.filter(pl.col("learner") % lots == lot).sort("learner"), groups, days)
    summed = pl.concat(frames).group_by(KEY).agg(pl.col("learners").sum())
    return summed.filter(pl.col("learners") != 0).sort(KEY)


def _span(registrations: pl.LazyFrame) -> tuple[date | None, date | None]:
    """First and last day in the registrations."""
    last = pl.max_horizontal(pl.col("registered_on").max(), pl.col("dropped_on").max())
    return registrations.select(pl.col("registered_on").min(), last.alias("last")).collect().row(0)


def _seats(registrations: pl.LazyFrame, sections: pl.LazyFrame, offerings: pl.Series, first: date) -> pl.DataFrame:
    """Every seat that outlived its day: learner, offering (its position), start and end (days since the first).

    A 64-bit hash stands for the learner: the odds that any two of ten million learners share one are 1 in 370,000.
    """
    position = pl.LazyFrame({"offering_id": offerings, "offering": np.arange(len(offerings), dtype=np.uint16)})
    offering_of = sections.select("section_id", "offering_id").join(position, on="offering_id").drop("offering_id")
    outlived = pl.col("dropped_on").is_null() | (pl.col("dropped_on") > pl.col("registered_on"))
    return (
        registrations.filter(outlived)
        .select(
            "section_id",
            pl.col("learner_id").hash().alias("learner"),
            (pl.col("registered_on") - first).dt.total_days().cast(pl.UInt16).alias("start"),
            (pl.col("dropped_on") - first).dt.total_days().cast(pl.UInt16).fill_null(NEVER).alias("end"),
        )
        .join(offering_of, on="section_id")
        .select("learner", "offering", "start", "end")
        .collect()
    )


def _count(seats: pl.DataFrame, groups: pl.DataFrame, days: list[date]) -> Iterator[pl.DataFrame]:
    """The cube of the learners of one lot; `seats` sorted by learner. One sort per grain serves all kinds of period."""
    number = (seats["learner"] != seats["learner"].shift()).fill_null(False).cum_sum().cast(pl.UInt64).to_numpy()
    stay = seats["start"].to_numpy().astype(np.uint64) << np.uint64(16) | seats["end"].to_numpy()
    offering = seats["offering"].to_numpy()
    dropper = np.zeros(len(number) + 1, dtype=bool)
    dropper[number[seats["end"].to_numpy() != NEVER]] = True
    # Most learners never drop: for them only the first seat in each period counts, which is quick to find.
    plain = ~dropper[number]
    starts = {kind: pl.Series([containing(day, kind).start for day in days]) for kind in KINDS}
    period_of = {kind: start.rank("dense").cast(pl.UInt16).to_numpy() for kind, start in starts.items()}
    for grain in GRAINS:
        names = groups[grain].unique().sort()
        value_of = groups[grain].replace_strict(names, np.arange(len(names)), return_dtype=pl.UInt64).to_numpy()
        keys = (number * np.uint64(len(names)) + value_of[offering]) << np.uint64(32) | stay
        found = [_first_seats(_sorted(keys[plain]), period_of, len(names))]
        gaps = _sorted(keys[~plain])
        found += [_stays(gaps, kind, period_of[kind], len(names)) for kind in KINDS]
        yield _named(pl.concat(found), grain, names, starts).with_columns(pl.col("known_on") + pl.lit(days[0]))


def _sorted(keys: np.ndarray) -> np.ndarray:
    return pl.Series(keys).sort().to_numpy()


def _first_seats(keys: np.ndarray, period_of: dict[str, np.ndarray], names: int) -> pl.DataFrame:
    """Sorted keys (learner × value, start, end) of seats never dropped: learners by value and day of their first seat.

    Columns as in `_stays`. A first seat in the fiscal year is the first in its quarter and month too, so that one
    count of how many kinds each seat is first in serves all three.
    """
    who, start = (keys >> np.uint64(32)).astype(np.uint32), (keys >> np.uint64(16)).astype(np.uint16)
    kinds = np.full(len(keys), len(KINDS), dtype=np.uint8)
    again = who[1:] == who[:-1]
    kinds[1:][again] = 0
    for kind in KINDS:
        period = period_of[kind][start]
        kinds[1:] += again & (period[1:] != period[:-1])
    days = len(period_of["month"])
    code = (who % np.uint32(names)).astype(np.int64) * days + start
    tally = np.bincount(code * 4 + kinds, minlength=names * days * 4).reshape(names, days, 4)
    frames: list[pl.DataFrame] = []
    for position, kind in enumerate(KINDS):
        learners = tally[:, :, position + 1 :].sum(axis=2)
        value, day = np.nonzero(learners)
        frames.append(_rows(kind, value, day, day, learners[value, day]))
    return pl.concat(frames)


def _stays(keys: np.ndarray, kind: str, period_of: np.ndarray, names: int) -> pl.DataFrame:
    """Where the learners of sorted keys (learner × value, start, end) become and stop being active, gaps included.

    Columns: period_kind, value (position), opened (a day inside the period), day, learners (+ or −).
    """
    who, start, end = keys >> np.uint64(32), (keys >> np.uint64(16)).astype(np.uint16), keys.astype(np.uint16)
    period = period_of[start]
    fresh = np.ones(len(keys), dtype=bool)
    fresh[1:] = (who[1:] != who[:-1]) | (period[1:] != period[:-1])
    # Numbered groups in the high bits make one running maximum restart in every group.
    held_until = np.maximum.accumulate(np.cumsum(fresh, dtype=np.uint64) << np.uint64(16) | end).astype(np.uint16)
    opens = fresh.copy()
    opens[1:] |= start[1:] > held_until[:-1]
    last = np.ones(len(keys), dtype=bool)
    last[:-1] = opens[1:]
    closes = last & (held_until != NEVER)
    value = who % np.uint64(names)
    came = _rows(kind, value[opens], start[opens], start[opens], np.ones(opens.sum(), dtype=np.int64))
    went = _rows(kind, value[closes], start[closes], held_until[closes], -np.ones(closes.sum(), dtype=np.int64))
    changes = pl.concat([came, went])
    return changes.group_by(changes.columns[:-1]).agg(pl.col("learners").sum())


def _rows(kind: str, value: np.ndarray, opened: np.ndarray, day: np.ndarray, learners: np.ndarray) -> pl.DataFrame:
    numbers = pl.DataFrame({"value": value, "opened": opened, "day": day, "learners": learners})
    return numbers.select(
        pl.lit(kind, pl.Enum(KINDS)).alias("period_kind"),
        pl.col("value").cast(pl.UInt32),
        pl.col("opened", "day").cast(pl.UInt16),
        "learners",
    )


def _named(found: pl.DataFrame, grain: str, names: pl.Series, starts: dict[str, pl.Series]) -> pl.DataFrame:
    """Positions turned into the cube's own columns; `known_on` is still the time since the first day."""
    calendar = pl.concat(
        pl.DataFrame({"period_kind": kind, "period": start}, schema_overrides={"period_kind": pl.Enum(KINDS)})
        .with_row_index("opened")
        .cast({"opened": pl.UInt16})
        for kind, start in starts.items()
    )
    value_names = pl.DataFrame({"name": names}).with_row_index("value")
    return (
        found.join(calendar, on=["period_kind", "opened"])
        .join(value_names, on="value")
        .select(
            pl.lit(grain, pl.Enum(GRAINS)).alias("grain"),
            pl.col("name").alias("value"),
            "period_kind",
            "period",
            pl.duration(days=pl.col("day")).alias("known_on"),
            "learners",
        )
    )
