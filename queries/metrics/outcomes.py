"""What became of those who started."""

import polars as pl

from queries.metric import Metric, ratio

COMPLETION_RATE = Metric(
    "completion_rate",
    "Completion rate",
    "Registrations that completed divided by registrations that started and whose outcome is final at the end of the "
    "last full quarter, for sections that ended in the fiscal year. Still open ones are left out.",
    ratio(pl.col("completed").sum(), pl.col("started").sum()),
    "share",
    "completion",
    min_base=10,
    privacy="people",
)
COMPLETIONS = Metric(
    "completions",
    "Completions",
    "Registrations that completed by the end of the last full quarter, for sections that ended in the fiscal year.",
    pl.col("completed").sum(),
    "count",
    "completion",
    privacy="people",
)
