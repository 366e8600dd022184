"""The contract of `sections`."""

import dataframely as dy
import polars as pl

from data.contracts import meetings
from data.contracts.vocabulary import SECTION_STATUSES


class Sections(dy.Schema):
    """One run of an offering, with dates and seats."""

    section_id = dy.String(primary_key=True, min_length=1, description="The college's own key of the section.")
    offering_id = dy.String(min_length=1, description="The offering it teaches: a key of offerings.")
    term = dy.String(
        nullable=True,
        min_length=1,
        max_length=40,
        description="Term as the college names it; if empty, it follows from the first day.",
    )
    opens_on = dy.Date(description="First day on which a learner can register.")
    starts_on = dy.Date(description="First day of instruction.")
    ends_on = dy.Date(description="Last day of instruction.")
    capacity = dy.Int64(nullable=True, min=1, max=1_000_000, description="Seats; empty if unlimited.")
    minimum = dy.Int64(nullable=True, min=0, max=1_000_000, description="Net registrations it needs to run.")
    status = dy.Enum(
        SECTION_STATUSES, description="Scheduled until it starts, then held; or canceled (either spelling)."
    )
    decided_on = dy.Date(nullable=True, description="Day on which it was canceled; empty otherwise.")
    price_usd = dy.Float64(
        nullable=True, min=0, max=1_000_000, description="List price of this section; empty if it is the offering's."
    )
    direct_cost_usd = dy.Float64(nullable=True, min=0, description="Instruction, room and materials of this section.")
    variable_cost_usd = dy.Float64(nullable=True, min=0, description="Cost of each seat taken.")
    promotion_cost_usd = dy.Float64(nullable=True, min=0, description="Promotion spent on this section.")
    committed_cost_usd = dy.Float64(
        nullable=True,
        min=0,
        description="Part of the direct cost that is due even if it is canceled; empty if none is.",
    )
    commitment = dy.String(
        nullable=True,
        max_length=120,
        description="Why it must run, such as a teach-out or a promise to an employer; empty if it may be canceled.",
    )

    campus = dy.String(
        nullable=True, min_length=1, max_length=80, description="Campus, building or town in which it meets, or Online."
    )
    meeting_days = dy.String(
        nullable=True,
        min_length=1,
        regex=meetings.DAYS_PATTERN,
        description="Days on which it meets, of the letters MTWRFSU in this order (R is Thursday, U is Sunday), such as TR.",
    )
    start_time = dy.String(
        nullable=True,
        regex=meetings.TIME_PATTERN,
        description="Time of day at which its meetings start, such as 18:30 or 6:30 PM.",
    )
    tags = dy.String(
        nullable=True,
        max_length=200,
        description="The college's own labels of this section, separated by semicolons; none that says who teaches it.",
    )

    @dy.rule()
    def opens_before_it_starts(cls) -> pl.Expr:
        return pl.col("opens_on") <= pl.col("starts_on")

    @dy.rule()
    def starts_before_it_ends(cls) -> pl.Expr:
        return pl.col("starts_on") <= pl.col("ends_on")

    @dy.rule()
    def minimum_fits_capacity(cls) -> pl.Expr:
        return pl.col("minimum") <= pl.col("capacity")

    @dy.rule()
    def committed_is_part_of_direct_cost(cls) -> pl.Expr:
        return pl.col("committed_cost_usd") <= pl.col("direct_cost_usd")

    @dy.rule()
    def decided_only_if_cancelled(cls) -> pl.Expr:
        return pl.col("decided_on").is_null() | (pl.col("status") == "cancelled")
