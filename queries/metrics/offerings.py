"""What programs cost, how long they are and how they are taught."""

import polars as pl

from queries.metric import Metric, ratio

PROGRAMS = Metric(
    "programs",
    "Programs",
    "Credentials listed by any provider, the college's own included.",
    pl.len().cast(pl.Int64),
    "count",
    "programs",
    better="neither",
    privacy="public",
)
PROVIDERS = Metric(
    "providers",
    "Providers",
    "Distinct providers with at least one program listed.",
    pl.col("provider").n_unique().cast(pl.Int64),
    "count",
    "programs",
    better="neither",
    privacy="public",
)
MEDIAN_PRICE = Metric(
    "median_price",
    "Median list price",
    "Median list price per program, each program counted once and not weighted by learners.",
    pl.col("price_usd").median(),
    "usd",
    "programs",
    better="neither",
    privacy="public",
)
PRICE_PER_HOUR = Metric(
    "price_per_contact_hour",
    "Median price per contact hour",
    "Median over programs of list price divided by contact hours, where both are known.",
    (pl.col("price_usd") / pl.col("contact_hours")).median(),
    "usd",
    "programs",
    better="neither",
    privacy="public",
)
MEDIAN_WEEKS = Metric(
    "median_weeks",
    "Median length",
    "Median length of the programs from first to last day, in weeks.",
    pl.col("weeks").median(),
    "weeks",
    "programs",
    better="neither",
    privacy="public",
)
MEDIAN_HOURS = Metric(
    "median_contact_hours",
    "Median contact hours",
    "Median scheduled hours of instruction over the programs that state them.",
    pl.col("contact_hours").median(),
    "hours",
    "programs",
    better="neither",
    privacy="public",
)
CREDIT_SHARE = Metric(
    "credit_share",
    "Share for credit",
    "Programs that carry credit hours divided by programs that state their credit hours.",
    ratio((pl.col("credit_hours") > 0).sum(), pl.col("credit_hours").count()),
    "share",
    "programs",
    better="neither",
    privacy="public",
)
ONLINE_SHARE = Metric(
    "online_share",
    "Share online",
    "Programs taught fully online divided by programs that state how they are taught.",
    ratio((pl.col("modality") == "online").sum(), pl.col("modality").count()),
    "share",
    "programs",
    better="neither",
    privacy="public",
)
