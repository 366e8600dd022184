"""Every metric once: its words, its formula over one cube, its unit and what is good."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, eq=False)
class Metric:
    """A number that may stand on a page. `formula` reads columns of `cube` only."""

    name: str
    label: str
    definition: str
    formula: pl.Expr
    unit: str
    cube: str
    better: str = "higher"
    min_base: int = 0


UNITS = ("count", "usd", "share", "weeks", "hours")


def ratio(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """A ratio of sums; null when the base is zero."""
    return pl.when(denominator != 0).then(numerator / denominator)


def _usd(cents: pl.Expr) -> pl.Expr:
    return cents / 100


_NET_CENTS = pl.col("gross_cents").sum() - pl.col("discount_cents").sum() - pl.col("refund_cents").sum()

GROSS_REGISTRATIONS = Metric(
    "gross_registrations",
    "Gross registrations",
    "Seats ever taken in the period, whether or not they were dropped later; it never falls.",
    pl.col("gross_registrations").sum(),
    "count",
    "enrollment",
)
NET_REGISTRATIONS = Metric(
    "net_registrations",
    "Net registrations",
    "Seats taken in the period and not dropped or refunded at the as-of date.",
    pl.col("net_registrations").sum(),
    "count",
    "enrollment",
)
NET_REVENUE = Metric(
    "net_revenue",
    "Net tuition revenue",
    "List price charged for the seats taken in the period, less discounts and the refunds paid by the as-of date.",
    _usd(_NET_CENTS),
    "usd",
    "enrollment",
)
GROSS_REVENUE = Metric(
    "gross_revenue",
    "Gross tuition",
    "List price charged for the seats taken in the period, before discounts and refunds.",
    _usd(pl.col("gross_cents").sum()),
    "usd",
    "enrollment",
    better="neither",
)
DISCOUNT_RATE = Metric(
    "discount_rate",
    "Discount rate",
    "Discounts given divided by list price charged, over the seats taken in the period.",
    ratio(pl.col("discount_cents").sum(), pl.col("gross_cents").sum()),
    "share",
    "enrollment",
    better="lower",
)
HEADCOUNT = Metric(
    "headcount",
    "Headcount",
    "Distinct learners with at least one seat taken in the period and not dropped at the as-of date. Headcounts of "
    "different programs or periods are never added.",
    pl.col("learners").sum(),
    "count",
    "headcount",
)
COMPLETION_RATE = Metric(
    "completion_rate",
    "Completion rate",
    "Registrations that completed divided by registrations that started and whose outcome is final at the end of the "
    "last full quarter, for sections that ended in the fiscal year. Still open ones are left out.",
    ratio(pl.col("completed").sum(), pl.col("started").sum()),
    "share",
    "completion",
    min_base=10,
)
PROGRAMS = Metric(
    "programs",
    "Programs",
    "Credentials listed by any provider, the college's own included.",
    pl.len().cast(pl.Int64),
    "count",
    "programs",
    better="neither",
)
PROVIDERS = Metric(
    "providers",
    "Providers",
    "Distinct providers with at least one program listed.",
    pl.col("provider").n_unique().cast(pl.Int64),
    "count",
    "programs",
    better="neither",
)
MEDIAN_PRICE = Metric(
    "median_price",
    "Median list price",
    "Median list price per program, each program counted once and not weighted by learners.",
    pl.col("price_usd").median(),
    "usd",
    "programs",
    better="neither",
)
PRICE_PER_HOUR = Metric(
    "price_per_contact_hour",
    "Median price per contact hour",
    "Median over programs of list price divided by contact hours, where both are known.",
    (pl.col("price_usd") / pl.col("contact_hours")).median(),
    "usd",
    "programs",
    better="neither",
)
MEDIAN_WEEKS = Metric(
    "median_weeks",
    "Median length",
    "Median length of the programs from first to last day, in weeks.",
    pl.col("weeks").median(),
    "weeks",
    "programs",
    better="neither",
)
MEDIAN_HOURS = Metric(
    "median_contact_hours",
    "Median contact hours",
    "Median scheduled hours of instruction over the programs that state them.",
    pl.col("contact_hours").median(),
    "hours",
    "programs",
    better="neither",
)
CREDIT_SHARE = Metric(
    "credit_share",
    "Share for credit",
    "Programs that carry credit hours divided by programs that state their credit hours.",
    ratio((pl.col("credit_hours") > 0).sum(), pl.col("credit_hours").count()),
    "share",
    "programs",
    better="neither",
)
ONLINE_SHARE = Metric(
    "online_share",
    "Share online",
    "Programs taught fully online divided by programs that state how they are taught.",
    ratio((pl.col("modality") == "online").sum(), pl.col("modality").count()),
    "share",
    "programs",
    better="neither",
)

AWARDS = Metric(
    "awards",
    "Awards",
    "Credentials conferred from July to June by institutions that report to IPEDS, first majors only. A learner with "
    "two awards counts twice; noncredit credentials are not in it.",
    pl.col("awards").sum(),
    "count",
    "awards",
    better="neither",
)
PROGRAMS_OFFERED = Metric(
    "programs_offered",
    "Programs offered",
    "Institution, six-digit CIP and award level combinations that were reported, with or without an award.",
    pl.col("programs_offered").sum(),
    "count",
    "awards",
    better="neither",
)
PROGRAMS_AWARDING = Metric(
    "programs_awarding",
    "Programs awarding",
    "Those of the programs offered with at least one award in the year.",
    pl.col("programs_awarding").sum(),
    "count",
    "awards",
    better="neither",
)

METRICS = {m.name: m for m in list(globals().values()) if isinstance(m, Metric)}
