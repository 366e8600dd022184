"""Cube `new_learners`: who kept a seat for the first time, by channel and period, beside what the channel cost."""

# Why: decision 66.

from datetime import date, timedelta

import dataframely as dy
import polars as pl

from data.contracts import MarketingCosts
from data.cubes import fiscal
from data.cubes.funnel import UNKNOWN, WAYS
from data.cubes.seats import is_first
from data.reference.periods import STANDARD, Calendar

GRAINS = ("all", "channel")
KINDS = ("fiscal_year", "quarter", "month")
COUNTS = ("new_learners",)
STAFF = ("kept",)
"""What staff see exactly: the seats kept. There cannot be more new learners than that."""
KEY = ("grain", "value", "cohort", "period_kind", "period", "as_of")


class NewLearners(dy.Schema):
    """Learners whose first kept seat was taken in one period, as known at the end of a quarter.

    A month and a quarter have one row, at the end of the quarter; a fiscal year has one at the end of each of its
    quarters, with what it came to until then. A learner stays in the quarter that counted her, so no count ever
    changes later. Protected: a count that would reveal too few learners is null and says so. Rows of different grains
    and kinds are not added.
    """

    grain = dy.Enum(GRAINS, primary_key=True, description="What the row is for.")
    value = dy.String(primary_key=True, description="The channel, `not_known` where none is on record; `all` for all.")
    cohort = dy.Date(primary_key=True, description="First day of the fiscal year of the period.")
    period_kind = dy.Enum(KINDS, primary_key=True, description="Length of the period.")
    period = dy.Date(primary_key=True, description="First day of the period.")
    as_of = dy.Date(primary_key=True, description="Last day of the quarter at which it was known.")
    new_learners = dy.Int64(nullable=True, description="Learners whose first kept seat was taken in it until `as_of`.")
    is_hidden = dy.Bool(description="True where the count is hidden to protect learners.")
    marketing_cost_cents = dy.Int64(
        nullable=True, description="Stated cost of its months until `as_of`, US cents; null where none is stated."
    )
    is_costed = dy.Bool(
        description="Whether every month until `as_of` has a stated cost; for all channels, whether one of them has."
    )
    costed_cents = dy.Int64(
        description="The cost of the channels that are costed, US cents; 0 where `is_costed` is not."
    )


def count(
    seats: pl.LazyFrame,
    registrations: pl.LazyFrame,
    inquiries: pl.LazyFrame | None,
    seat_of: pl.Series,
    calendar: Calendar = STANDARD,
) -> pl.DataFrame:
    """Kept seats (`kept`) by month and channel, and how many are their learners' first (`n`); it adds up over parts of the learners.

    `seats` by learner is as from `data.cubes.seats`; registrations and inquiries are the facts, and `seat_of` says for every
    inquiry which registration, by position, it led to, null where to none.

    A kept seat was not dropped by the end of the quarter in which it was taken; of several taken on a learner's first
    day the one with the least id counts. The channel is that of the first inquiry which led to the seat, else the one
    recorded with it.
    """
    kept = _kept(seats, calendar).with_columns(is_new=is_first())
    way = pl.lit(_ways(registrations, inquiries, seat_of)).gather(pl.col("row"))
    by_day = kept.group_by("registered_on", way=way).agg(n=pl.col("is_new").sum(), kept=pl.len()).collect()
    days = by_day.with_columns(channel=pl.lit(pl.Series(WAYS)).gather(pl.col("way")))
    by_month = days.group_by("channel", month=pl.col("registered_on").dt.truncate("1mo"))
    return by_month.agg(pl.col("n", "kept").sum().cast(pl.Int64))


def build(counted: pl.DataFrame, newest: date | None, calendar: Calendar = STANDARD) -> pl.DataFrame:
    """The unprotected counts, columns of KEY, `new_learners` and `kept`, from what `count` has counted.

    Up to the last quarter that has ended by the `newest` day of any registration. A channel that was ever used has a row
    for every period, so that nobody and few look alike. `data.publish.new_learners` hides what must be hidden.
    """
    if newest is None:
        return _nobody()
    last = calendar.containing(newest, "quarter")
    until = last.end if last.end <= newest else last.start - timedelta(days=1)
    by_month = counted.filter(pl.col("month") <= until)
    if by_month.is_empty():
        return _nobody()
    months = pl.DataFrame(
        {"month": [p.start for p in calendar.between(by_month.select(pl.col("month").min()).item(), until, "month")]}
    )
    grid = months.join(by_month.select(pl.col("channel").unique().sort()), how="cross")
    cells = grid.join(by_month, on=["channel", "month"], how="left").with_columns(pl.col("n", "kept").fill_null(0))
    parts = [
        _cells(_with_quarter_ends(cells, kind, calendar), grain, kind, calendar) for kind in KINDS for grain in GRAINS
    ]
    return pl.concat(parts).select(*KEY, *COUNTS, *STAFF).sort(KEY)


def beside_costs(shown: pl.DataFrame, costs: pl.LazyFrame | None, calendar: Calendar = STANDARD) -> pl.DataFrame:
    """The protected counts (KEY, new_learners, is_hidden) as the cube, with `marketing_costs` beside them.

    The stated cost of all channels is the sum of what is stated. A channel one of whose months is not stated is not
    costed: its cost per new learner would be too low.
    """
    stated = (MarketingCosts.create_empty().lazy() if costs is None else costs).select(
        "month", channel=pl.col("channel").cast(pl.String), cents=(pl.col("cost_usd") * 100).round().cast(pl.Int64)
    )
    months = shown.filter(pl.col("period_kind").cast(pl.String) == "month").select(month="period").unique()
    expected = months.join(pl.DataFrame({"channel": pl.Series(_channels(shown), dtype=pl.String)}), how="cross")
    held = expected.join(stated.collect(), on=["month", "channel"], how="left")
    parts = [
        _with_quarter_ends(held, kind, calendar).with_columns(
            period=_first_day(kind, calendar), period_kind=pl.lit(kind, _KIND)
        )
        for kind in KINDS
    ]
    by_channel = (
        pl.concat(parts)
        .group_by("channel", "period_kind", "period", "as_of")
        .agg(
            cents=pl.when(pl.col("cents").count() > 0).then(pl.col("cents").sum()),
            full=pl.col("cents").is_not_null().all(),
        )
    )
    on = ["value", "period_kind", "period", "as_of"]
    each = by_channel.rename({"channel": "value"})
    every = by_channel.with_columns(value=pl.lit("all"))
    money = (
        pl.concat([each.select(*on, "cents", "full"), every.select(*on, "cents", "full")])
        .group_by(on)
        .agg(
            marketing_cost_cents=pl.when(pl.col("cents").count() > 0).then(pl.col("cents").sum()),
            costed_cents=pl.col("cents").filter("full").sum(),
            is_costed=pl.col("full").any(),
        )
    )
    beside = shown.join(money, on=on, how="left", maintain_order="left")
    beside = beside.with_columns(pl.col("costed_cents").fill_null(0), pl.col("is_costed").fill_null(False))
    return NewLearners.cast(beside.select(NewLearners.column_names()))


def _nobody() -> pl.DataFrame:
    return NewLearners.create_empty().select(*KEY, *COUNTS, pl.lit(0, pl.Int64).alias(*STAFF))


_KIND, _GRAIN, _WAY = pl.Enum(KINDS), pl.Enum(GRAINS), pl.Enum(WAYS)


def _first_day(kind: str, calendar: Calendar) -> pl.Expr:
    """First day of the period of that kind in which a month lies."""
    if kind == "fiscal_year":
        return fiscal.start(pl.col("month"), calendar)
    if kind == "quarter":
        return fiscal.quarter_start(fiscal.quarter(pl.col("month"), calendar), calendar)
    return pl.col("month")


def _kept(seats: pl.LazyFrame, calendar: Calendar) -> pl.LazyFrame:
    """Every kept seat: its learner, its `row` in the registrations and its day."""
    day, dropped = (fiscal.quarter(pl.col(c), calendar) for c in ("registered_on", "dropped_on"))
    return seats.filter(pl.col("dropped_on").is_null() | (dropped > day)).select("learner", "registered_on", "row")


def _ways(registrations: pl.LazyFrame, inquiries: pl.LazyFrame | None, seat_of: pl.Series) -> pl.Series:
    """The channel of every registration, in their order: of the first inquiry that led to it, else as recorded."""
    recorded = registrations.select(pl.col("channel").cast(_WAY).fill_null(UNKNOWN).to_physical()).collect().to_series()
    if inquiries is None:
        return recorded
    asked = inquiries.select(
        "inquired_on", "inquiry_id", pl.col("channel").cast(_WAY).to_physical(), row=pl.lit(seat_of)
    )
    led = asked.filter(pl.col("row").is_not_null()).collect()
    led = led.with_columns(is_one_of_several=pl.col("row").is_duplicated())
    # Few seats have several: only those are sorted.
    several = led.filter("is_one_of_several").sort("inquired_on", "inquiry_id")
    firsts = several.unique("row", keep="first", maintain_order=True)
    from_inquiries = pl.concat([led.filter(~pl.col("is_one_of_several")), firsts]).drop_nulls("channel")
    return recorded.scatter(from_inquiries["row"], from_inquiries["channel"])


def _with_quarter_ends(months: pl.DataFrame, kind: str, calendar: Calendar) -> pl.DataFrame:
    """The months with the ends of quarters at which a period of the kind is known; for a year each one from then on."""
    own = months.with_columns(as_of=fiscal.quarter_end(fiscal.quarter(pl.col("month"), calendar), calendar))
    if kind != "fiscal_year":
        return own
    ends = own.select("as_of").unique().rename({"as_of": "end"})
    year = fiscal.start(pl.col("month"), calendar)
    later = own.join(ends, how="cross").filter(
        pl.col("end") >= pl.col("as_of"), fiscal.start(pl.col("end"), calendar) == year
    )
    return later.with_columns(as_of="end").drop("end")


def _cells(months: pl.DataFrame, grain: str, kind: str, calendar: Calendar) -> pl.DataFrame:
    return months.group_by(
        "as_of",
        grain=pl.lit(grain, _GRAIN),
        value=pl.lit("all") if grain == "all" else pl.col("channel"),
        cohort=fiscal.start(pl.col("month"), calendar),
        period_kind=pl.lit(kind, _KIND),
        period=_first_day(kind, calendar),
    ).agg(new_learners=pl.col("n").sum(), kept=pl.col("kept").sum())


def _channels(shown: pl.DataFrame) -> list[str]:
    return shown.filter(pl.col("grain").cast(pl.String) == "channel")["value"].unique().sort().to_list()
