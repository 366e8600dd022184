"""Registrations, people and money of a college's own sections."""

import polars as pl

from queries.cubes.enrollment import ENROLLMENT_CUBE
from queries.cubes.headcount import HEADCOUNT_CUBE
from queries.semantic.metric import Metric, ratio
from queries.semantic.unit import COUNT, SHARE, USD

_NET_CENTS = pl.col("gross_cents").sum() - pl.col("discount_cents").sum() - pl.col("refund_cents").sum()

GROSS_REGISTRATIONS = Metric(
    "gross_registrations",
    "Gross registrations",
    "All seats taken in the period, including those dropped later. It never falls.",
    pl.col("gross_registrations").sum(),
    COUNT,
    ENROLLMENT_CUBE,
)
NET_REGISTRATIONS = Metric(
    "net_registrations",
    "Net registrations",
    "Seats taken in the period and not dropped or refunded at the as-of date.",
    pl.col("net_registrations").sum(),
    COUNT,
    ENROLLMENT_CUBE,
)
DROPS = Metric(
    "drops",
    "Drops",
    "Seats taken in the period and dropped by the as-of date, by the learner or because the section was canceled.",
    pl.col("gross_registrations").sum() - pl.col("net_registrations").sum(),
    COUNT,
    ENROLLMENT_CUBE,
    better="lower",
)
NET_REVENUE = Metric(
    "net_revenue",
    "Net tuition revenue",
    "List price charged for the seats taken in the period, less discounts and the refunds paid by the as-of date.",
    _NET_CENTS / 100,
    USD,
    ENROLLMENT_CUBE,
)
GROSS_REVENUE = Metric(
    "gross_revenue",
    "Gross tuition",
    "List price charged for the seats taken in the period, before discounts and refunds.",
    pl.col("gross_cents").sum() / 100,
    USD,
    ENROLLMENT_CUBE,
    better="neither",
)
DISCOUNT_RATE = Metric(
    "discount_rate",
    "Discount rate",
    "Discounts given divided by list price charged, over the seats taken in the period.",
    ratio(pl.col("discount_cents").sum(), pl.col("gross_cents").sum()),
    SHARE,
    ENROLLMENT_CUBE,
    better="lower",
)
HEADCOUNT = Metric(
    "headcount",
    "Headcount",
    "Distinct learners with at least one seat taken in the period and not dropped at the as-of date. Headcounts of "
    "different programs or periods are never added.",
    pl.col("learners").sum(),
    COUNT,
    HEADCOUNT_CUBE,
)
