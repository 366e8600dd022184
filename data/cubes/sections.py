"""Cube `sections`: each run of an offering with its dates, seats, price and cost, and who started; no people."""

from datetime import date

import dataframely as dy
import polars as pl

from data.cubes import meetings, terms
from data.cubes.bands import NOT_KNOWN
from data.cubes.grains import UNASSIGNED

MELT_DAYS = 14
"""Melt is counted from so many days before the start."""
LOT = 100_000
"""Sections that are made at once where there are more."""


class Sections(dy.Schema):
    """One section. It holds no status: that depends on the as-of date (canceled from `decided_on` on, held from
    `starts_on` on, scheduled before), and `queries.cubes.sections` works it out.
    """

    section_id = dy.String(primary_key=True, description="The section, as the college names it.")
    offering_id = dy.String(description="The offering that is run.")
    field = dy.String(description="First two digits of the CIP code of the offering.")
    school = dy.String(description="The college's own unit that runs the offering.")
    modality = dy.String(nullable=True, description="How the offering is taught.")
    term = dy.String(description="Term as the college names it, or as it follows from the first day of instruction.")
    campus = dy.String(description="Where it meets; `not_known` where that is not stated.")
    meeting_days = dy.String(description="Days on which it meets, letters MTWRFSU; `not_known` where not stated.")
    time_of_day = dy.Enum(
        (*meetings.TIMES_OF_DAY, NOT_KNOWN), description="When its meetings start; `not_known` where not stated."
    )
    tags = dy.String(nullable=True, description="The college's own labels of it, separated by semicolons.")
    opens_on = dy.Date(description="First day on which a learner can register.")
    starts_on = dy.Date(description="First day of instruction.")
    ends_on = dy.Date(description="Last day of instruction.")
    capacity = dy.Int64(nullable=True, description="Seats; empty is unlimited.")
    minimum = dy.Int64(nullable=True, description="Net registrations below which it does not run.")
    decided_on = dy.Date(nullable=True, description="Day from which it is known to be canceled; empty for all others.")
    settled_on = dy.Date(
        nullable=True, description="Day after which nothing of its seats, its start or its cancellation becomes known."
    )
    price_cents = dy.Int64(nullable=True, description="List price of this run, US cents; else the offering's.")
    direct_cost_cents = dy.Int64(nullable=True, description="Instruction, room and materials, US cents.")
    variable_cost_cents = dy.Int64(nullable=True, description="Cost that each seat taken adds, US cents.")
    promotion_cost_cents = dy.Int64(nullable=True, description="Promotion spent on this run, US cents.")
    started = dy.Int64(
        nullable=True,
        description="Seats held at the end of the start day; empty where it has not begun or was canceled by then.",
    )
    paid_before_start = dy.Int64(
        nullable=True,
        description=f"Seats paid for and held {MELT_DAYS} days before the start; empty where `started` is.",
    )
    paid_and_started = dy.Int64(
        nullable=True, description="Those of them still held at the end of the start day; empty where `started` is."
    )


STARTERS = ("started", "paid_before_start", "paid_and_started")


_NO_MONTHS = pl.LazyFrame(schema={"section_id": pl.String, "last_known_on": pl.Date})


def build(
    starters: pl.DataFrame,
    sections: pl.LazyFrame,
    offerings: pl.LazyFrame,
    newest: date | None,
    months: pl.LazyFrame = _NO_MONTHS,
) -> pl.DataFrame:
    """The cube from the function `starters` and the facts of the other names; `newest`: last day of a registration or drop.

    `months`: the cube `section_months`. A section canceled without a day counts as canceled at its start.
    """
    of_offering = offerings.select(
        "offering_id",
        pl.col("cip_code").str.head(2).alias("field"),
        pl.col("school").cast(pl.String).fill_null(UNASSIGNED),
        pl.col("modality").cast(pl.String),
        list_price="price_usd",
    )
    is_cancelled = pl.col("status").cast(pl.String) == "cancelled"
    decided_on = pl.when(is_cancelled).then(pl.coalesce("decided_on", "starts_on"))
    # Who cancels after the start has had starters.
    has_started = decided_on.is_null() | (decided_on > pl.col("starts_on"))
    has_started &= pl.col("starts_on") <= (newest or date.min)
    last_known = months.group_by("section_id").agg(pl.col("last_known_on").max())
    frame = (
        sections.join(of_offering, on="offering_id")
        .join(starters.lazy(), on="section_id", how="left")
        .join(last_known, on="section_id", how="left")
        .with_columns(
            _cents(pl.coalesce("price_usd", "list_price")).alias("price_cents"),
            *(_cents(pl.col(f"{c}_cost_usd")).alias(f"{c}_cost_cents") for c in ("direct", "variable", "promotion")),
            *(pl.when(has_started).then(pl.col(c).fill_null(0)).alias(c) for c in STARTERS),
            decided_on=decided_on,
            settled_on=pl.max_horizontal("opens_on", decided_on.fill_null(pl.col("starts_on")), "last_known_on"),
            term=terms.named(),
            campus=meetings.campus(),
            meeting_days=meetings.meeting_days(),
            time_of_day=meetings.time_of_day(),
        )
        .select(Sections.column_names())
        .sort("section_id")
    )
    return Sections.cast(frame.collect())


def starters(seats: pl.DataFrame, sections: pl.LazyFrame) -> pl.DataFrame:
    """Seats held at the start of each section, and how many of those paid for `MELT_DAYS` before were still held.

    `seats` in the order of the facts (see `data.cubes.seats.numbered`). By `section_id`; it adds up over parts of the seats.
    """
    starts = sections.select(
        "section_id", "starts_on", earlier=pl.col("starts_on").dt.offset_by(f"-{MELT_DAYS}d")
    ).collect()
    start, earlier = (pl.lit(starts[day]).gather(pl.col("section")) for day in ("starts_on", "earlier"))
    held = pl.col("dropped_on").is_null() | (pl.col("dropped_on") > start)
    paid = (pl.col("paid_on") <= earlier) & (pl.col("registered_on") <= earlier)
    paid &= pl.col("dropped_on").is_null() | (pl.col("dropped_on") > earlier)
    return (
        seats.lazy()
        .filter(pl.col("section").is_not_null())
        .select("section", held=held, came=held & (pl.col("registered_on") <= start), paid=paid)
        .group_by("section")
        .agg(
            pl.col("came").sum().cast(pl.Int64).alias("started"),
            pl.col("paid").sum().cast(pl.Int64).alias("paid_before_start"),
            (pl.col("paid") & pl.col("held")).sum().cast(pl.Int64).alias("paid_and_started"),
        )
        .join(starts.lazy().select("section_id").with_row_index("section"), on="section")
        .drop("section")
        .collect()
    )


def _cents(money: pl.Expr) -> pl.Expr:
    return (money * 100).round().cast(pl.Int64)
