"""Cube `headcount`: distinct learners, exact at any as-of date, per published grain and period."""

# Why: decision 3.

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import dataframely as dy
import numpy as np
import polars as pl

from data.cubes.grains import GRAINS, values
from data.reference.periods import KINDS, STANDARD, Calendar


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
EPOCH = date(1970, 1, 1)
"""The day that dates are counted from."""
NEVER = 0xFFFF
"""Stands for the day on which a seat that was never dropped is dropped. Days are counted from the first one."""
SEATS_AT_ONCE = 5_000_000
"""Learners are taken in lots of about so many seats: bounds the memory, and smaller sorts are faster."""
MOST_TALLIED = 30_000_000
"""Cells of a table of all values and days, beyond which what is there is sorted instead."""
Starts = dict[str, pl.Series]
"""First day of the period of every day, by kind; of shorter periods first."""
Days = tuple[date | None, date | None]
"""A first and a last day; None where there is none."""
PeriodOf = list[np.ndarray]
"""Number of the first day of the period of every day, of each kind."""


# Arrays: a gap shows only in a running maximum within learner, value and period, and only integer sorts do that for
# twenty million seats, four grains and three kinds of period within seconds.
def build(seats: pl.LazyFrame, offerings: pl.LazyFrame, days: Days, calendar: Calendar = STANDARD) -> pl.DataFrame:
    """The cube from `seats` (see `data.cubes.seats`) and offerings. A seat dropped on the day it was taken counts nobody.

    `days`: the first and last on which any seat was taken or dropped. The cube adds up over parts of the learners, but for
    rows that sum to 0. Raises ValueError when the days lie more than 179 years apart.
    """

    def starts(days: list[date]) -> Starts:
        return {kind: pl.Series([calendar.containing(day, kind).start for day in days]) for kind in KINDS}

    rows = pl.concat([Headcount.create_empty(), *counted(seats, values(offerings), days, starts)])
    return rows.rechunk()  # so that the file of the cube is the same, whoever counted it


def counted(
    seats: pl.LazyFrame, groups: pl.DataFrame, span: Days, starts: Callable[[list[date]], Starts]
) -> Iterator[pl.DataFrame]:
    """The rows of every grain, with the columns of the cube; `period_kind` is an Enum of the kinds of `starts`.

    `offering` of the seats is a position in `groups`, which says its value at each grain. `starts`: from every day to the
    first day of its period, by kind.
    """
    first, last = span
    if first is None or last is None or groups.is_empty():
        return
    if (last - first).days >= NEVER:
        raise ValueError(f"Registrations from {first} to {last} cannot be counted: one of the days must be wrong.")
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    held = _outlived(seats, first)
    # Most learners have one seat: those are counted at once, and only who has several is sorted.
    alone = _counted(held.lazy().filter("is_alone"))
    several = held.filter(~pl.col("is_alone"))
    lots = 1 + max(several.height // SEATS_AT_ONCE, several.height * groups.height >> 32)
    parts = [several.filter(pl.col("learner") % lots == lot) for lot in range(lots)]
    count = _Count(alone, [_Lot(part) for part in parts], groups, days, starts(days))
    # Arrays keep one processor busy each.
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(count.by, GRAINS)


def _outlived(seats: pl.LazyFrame, first: date) -> pl.DataFrame:
    """Every seat that outlived its day: learner, offering, start and end (days since the first), sorted by learner.

    `is_alone` where the learner has no other one.
    """
    start, end = (pl.col(day).to_physical() - (first - EPOCH).days for day in ("registered_on", "dropped_on"))
    same = pl.col("learner") == pl.col("learner").shift()
    return (
        seats.filter(pl.col("offering").is_not_null(), pl.col("dropped_on").is_null() | (end > start))
        .select("learner", "offering", start=start.cast(pl.UInt16), end=end.cast(pl.UInt16).fill_null(NEVER))
        .with_columns(is_alone=~(same.fill_null(False) | same.shift(-1).fill_null(False)))
        .collect()
    )


def _counted(seats: pl.LazyFrame) -> pl.DataFrame:
    """How many `learners` by offering, start and end, of learners with one seat each."""
    offering, start, end = (pl.col(column).cast(pl.UInt64) for column in ("offering", "start", "end"))
    # One number to count by takes a fifth of the time of three columns.
    counted = seats.select(key=(offering * 2**16 + start) * 2**16 + end).group_by("key").agg(learners=pl.len())
    return counted.select(
        offering=(pl.col("key") // 2**32).cast(pl.UInt32),
        start=(pl.col("key") // 2**16 % 2**16).cast(pl.UInt16),
        end=(pl.col("key") % 2**16).cast(pl.UInt16),
        learners=pl.col("learners").cast(pl.Int64),
    ).collect()


class _Count:
    """The cube by grain: of who has one seat (`alone`: how many by offering, start and end), and of the lots of who has more."""

    def __init__(
        self, alone: pl.DataFrame, lots: list["_Lot"], groups: pl.DataFrame, days: list[date], starts: Starts
    ) -> None:
        self.alone, self.lots, self.groups = alone, lots, groups
        self.days = pl.Series(days)
        self.starts = starts
        # A period goes by the number of its first day.
        self.period_of = [start.search_sorted(start).cast(pl.UInt16).to_numpy() for start in starts.values()]

    def by(self, grain: str) -> pl.DataFrame:
        """The rows of one grain."""
        names = self.groups[grain].unique().sort()
        value_of = self.groups[grain].replace_strict(names, np.arange(len(names)), return_dtype=pl.UInt64)
        changes = [_alone(self.alone.with_columns(value=value_of.gather(self.alone["offering"])), self.period_of)]
        for lot in self.lots:
            changes += lot.changes(value_of.to_numpy(), len(names), self.period_of)
        return _as_rows(pl.concat(changes), grain, names, self.days, self.starts)


class _Lot:
    """Some learners with all their seats, sorted by learner. One sort per grain serves all kinds of period."""

    def __init__(self, seats: pl.DataFrame) -> None:
        changes = (seats["learner"] != seats["learner"].shift()).fill_null(False)
        self.number = changes.cum_sum().cast(pl.UInt64).to_numpy()
        self.offering = seats["offering"].to_numpy()
        end = seats["end"].to_numpy()
        self.stay = seats["start"].to_numpy().astype(np.uint64) << np.uint64(16) | end
        dropper = np.zeros(len(end) + 1, dtype=bool)
        dropper[self.number[end != NEVER]] = True
        # Most learners never drop: for them only the first seat in each period counts, which is quick to find.
        self.is_plain = ~dropper[self.number]

    def changes(self, value_of: np.ndarray, names: int, period_of: PeriodOf) -> list[pl.DataFrame]:
        """Where its learners become and stop being active, by key as in `_stays`."""
        keys = (self.number * np.uint64(names) + value_of[self.offering]) << np.uint64(32) | self.stay
        if names * len(period_of[0]) * (len(period_of) + 1) > MOST_TALLIED:
            gaps, plain = _sorted(keys), []
        else:
            gaps, plain = _sorted(keys[~self.is_plain]), [_first_seats(_sorted(keys[self.is_plain]), period_of, names)]
        return plain + [_stays(gaps, kind, period_of, names) for kind in range(len(period_of))]


def _alone(seats: pl.DataFrame, period_of: PeriodOf) -> pl.DataFrame:
    """The changes by learners with one seat, by key; `seats` by value, start and end."""
    came = seats.lazy().group_by("value", "start").agg(pl.col("learners").sum()).collect()
    gone = seats.filter(pl.col("end") != NEVER)
    frames = []
    for kind, period in enumerate(period_of):
        for changes, day, sign in ((came, "start", 1), (gone, "end", -1)):
            value, start, known = (changes[column].to_numpy() for column in ("value", "start", day))
            frames.append(
                pl.DataFrame(
                    {
                        "key": _key(kind, len(period_of), value, period[start], known),
                        "learners": changes["learners"] * sign,
                    }
                )
            )
    return pl.concat(frames)


def _key(kind: int, kinds: int, value: np.ndarray, period: np.ndarray, day: np.ndarray) -> np.ndarray:
    """One number for kind of period, of so many, value (position), period (its first day) and day; it sorts as KEY within a grain."""
    cell = value.astype(np.uint64) * np.uint64(kinds) + np.uint64(kind)
    return (cell << np.uint64(16) | period) << np.uint64(16) | day


def _sorted(keys: np.ndarray) -> np.ndarray:
    return pl.Series(keys).sort().to_numpy()


def _first_seats(keys: np.ndarray, period_of: PeriodOf, names: int) -> pl.DataFrame:
    """Sorted keys (learner × value, start, end) of seats never dropped: learners by value and day of their first seat.

    By key, as in `_stays`. A first seat in a longer kind of period is the first in the shorter ones too, so that one
    count of how many kinds each seat is first in serves all of them.
    """
    who, start = (keys >> np.uint64(32)).astype(np.uint32), (keys >> np.uint64(16)).astype(np.uint16)
    kinds = np.full(len(keys), len(period_of), dtype=np.uint8)
    again = who[1:] == who[:-1]
    kinds[1:][again] = 0
    for starts in period_of:
        period = starts[start]
        kinds[1:] += again & (period[1:] != period[:-1])
    days, width = len(period_of[0]), len(period_of) + 1
    code = (who % np.uint32(names)).astype(np.int64) * days + start
    tally = np.bincount(code * width + kinds, minlength=names * days * width).reshape(names, days, width)
    frames: list[pl.DataFrame] = []
    for position, starts in enumerate(period_of):
        learners = tally[:, :, position + 1 :].sum(axis=2)
        value, day = np.nonzero(learners)
        key = _key(position, len(period_of), value, starts[day], day.astype(np.uint64))
        frames.append(pl.DataFrame({"key": key, "learners": learners[value, day]}))
    return pl.concat(frames)


def _stays(keys: np.ndarray, kind: int, period_of: PeriodOf, names: int) -> pl.DataFrame:
    """Where the learners of sorted keys (learner × value, start, end) become and stop being active, gaps included.

    Columns: key (see `_key`), learners (+ or −).
    """
    who, start, end = keys >> np.uint64(32), (keys >> np.uint64(16)).astype(np.uint16), keys.astype(np.uint16)
    period = period_of[kind][start]
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
    came = _key(kind, len(period_of), value[opens], period[opens], start[opens])
    went = _key(kind, len(period_of), value[closes], period[closes], held_until[closes])
    return pl.concat([_tallied(came, 1), _tallied(went, -1)])


def _tallied(keys: np.ndarray, sign: int) -> pl.DataFrame:
    """How often each key is there, times a sign."""
    counted = pl.Series(keys).sort().rle().struct.unnest()
    return counted.select(key="value", learners=pl.col("len").cast(pl.Int64) * sign)


def _as_rows(changes: pl.DataFrame, grain: str, names: pl.Series, days: pl.Series, starts: Starts) -> pl.DataFrame:
    """Changes by key summed, as rows of the cube; `starts`: by kind the first day of the period of each day."""
    summed = changes.lazy().group_by("key").agg(pl.col("learners").sum()).collect(engine="streaming")
    summed = summed.filter(pl.col("learners") != 0).sort("key")
    cell, kind = pl.col("key") // 2**32 // len(starts), pl.col("key") // 2**32 % len(starts)
    period = kind * len(days) + pl.col("key") // 2**16 % 2**16
    return summed.select(
        pl.lit(grain, pl.Enum(GRAINS)).alias("grain"),
        pl.lit(names).gather(cell).alias("value"),
        pl.lit(pl.Series([*starts], dtype=pl.Enum([*starts]))).gather(kind).alias("period_kind"),
        pl.lit(pl.concat([*starts.values()])).gather(period).alias("period"),
        pl.lit(days).gather(pl.col("key") % 2**16).alias("known_on"),
        "learners",
    )
