"""Runs of the fictional college's offerings over four fiscal years."""

import math
from datetime import date

import numpy as np
import polars as pl

from data.demo.catalogue import PRICE_RISE

TERM_STARTS = ((9, 8), (11, 3), (1, 12), (3, 23), (6, 8))
"""Month and day on which a term starts, in the order of the fiscal year."""


def schedule(rng: np.random.Generator, offerings: pl.DataFrame, drivers: pl.DataFrame, total: int) -> pl.DataFrame:
    """One row per section with the columns of the contract (but status) and `expected` registrations.

    `total` is the number of registrations to expect over all sections. Sections and seats grow with its square root.
    """
    runs = max(1, round(2 * math.sqrt(total / 40_000)))
    ours = offerings.join(drivers, on="offering_id")
    frames = []
    for year in range(2023, 2027):
        for term, (month, day) in enumerate(TERM_STARTS):
            starts = date(year if month < 7 else year - 1, month, day)
            open_now = ours.filter(
                (pl.col("launched_on") <= starts) & (pl.col("retired_on").is_null() | (pl.col("retired_on") >= starts))
            )
            frames.append(_term(open_now, starts, year, term, runs))
    frame = pl.concat(frames)
    noise = pl.Series(rng.lognormal(0, 0.45, frame.height))
    frame = frame.with_columns(expected=pl.col("demand") * noise).with_columns(
        expected=pl.col("expected") / pl.col("expected").sum() * total
    )
    # Seats follow what past runs filled, so most sections end below capacity and some are full.
    return frame.with_columns(
        capacity=(pl.col("expected") / noise * 1.35).ceil().cast(pl.Int64).clip(4),
        minimum=(pl.col("expected") / noise * 0.45).floor().cast(pl.Int64).clip(2),
        direct_cost_usd=(1200 + 32 * pl.col("contact_hours")).round(2),
        variable_cost_usd=pl.lit(45.0),
        promotion_cost_usd=pl.Series(rng.uniform(100, 700, frame.height)).round(2),
    ).with_columns(minimum=pl.min_horizontal("minimum", "capacity"))


def _term(ours: pl.DataFrame, starts: date, year: int, term: int, runs: int) -> pl.DataFrame:
    grown = (1 + pl.col("growth")) ** (year - 2023)
    season = (1.15, 0.8, 1.2, 0.95, 0.7)[term]
    start = pl.lit(starts) + pl.duration(days=7 * pl.col("run") + pl.lit(0))
    return (
        ours.join(pl.DataFrame({"run": range(runs)}).with_columns(pl.col("run") % 4, number=pl.col("run")), how="cross")
        .with_columns(starts_on=start.cast(pl.Date), demand=pl.col("weight") * grown * season)
        .select(
            section_id=pl.format("{}-{}T{}-{}", "offering_id", pl.lit(year), pl.lit(term + 1), pl.col("number") + 1),
            offering_id="offering_id",
            opens_on=pl.col("starts_on").dt.offset_by("-80d"),
            starts_on="starts_on",
            ends_on=(pl.col("starts_on") + pl.duration(days=(pl.col("weeks") * 7).cast(pl.Int64))).cast(pl.Date),
            price_usd=(pl.col("price_usd") * (1 + PRICE_RISE) ** (year - 2026)).round(0),
            contact_hours="contact_hours",
            completion="completion",
            demand="demand",
        )
    )
