"""What promotion cost by channel: the money of the sections' promotion, by where it was spent."""

import numpy as np
import polars as pl

from data.demo.clock import AS_OF, RECORDS_FROM

SHARES = {"web": 0.16, "email": 0.05, "employer": 0.09, "partner": 0.07, "event": 0.11, "search": 0.29, "social": 0.23}
"""Of a month's promotion. Referral and walk-in are left out: nobody keeps a budget for them."""
SPREAD = 0.12
"""Standard deviation of the log of a channel's share from month to month."""


def table(sections: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The costs by channel and month; every month adds up to the promotion of the sections opened in it."""
    months = pl.date_range(RECORDS_FROM, AS_OF, "1mo", eager=True).alias("month")
    spent = (
        sections.filter(pl.col("opens_on") <= AS_OF)
        .group_by(month=pl.col("opens_on").dt.truncate("1mo"))
        .agg(cents=(pl.col("promotion_cost_usd").sum() * 100).round().cast(pl.Int64))
    )
    cents = (
        months.to_frame().join(spent, on="month", how="left", maintain_order="left")["cents"].fill_null(0).to_numpy()
    )
    parts = np.array(list(SHARES.values())) * np.exp(rng.normal(0, SPREAD, (months.len(), len(SHARES))))
    until = np.round(np.cumsum(parts, axis=1) / parts.sum(axis=1, keepdims=True) * cents[:, None]).astype(np.int64)
    return pl.DataFrame(
        {
            "channel": np.tile(list(SHARES), months.len()),
            "month": months.gather(np.repeat(np.arange(months.len()), len(SHARES))),
            "cost_usd": np.diff(until, prepend=0, axis=1).ravel() / 100,
        }
    )
