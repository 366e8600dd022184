"""What became of those who started."""

import polars as pl

from queries.cubes.completion import COMPLETION_CUBE
from queries.cubes.placement import PLACEMENT_CUBE
from queries.semantic.metric import Metric, ratio
from queries.semantic.unit import COUNT, SHARE

COMPLETION_RATE = Metric(
    "completion_rate",
    "Completion rate",
    "Registrations that completed divided by registrations that started, for sections that ended in the fiscal year. Only "
    "outcomes that are final at the end of the last full quarter count. Open registrations are left out.",
    ratio(pl.col("completed").sum(), pl.col("started").sum()),
    SHARE,
    COMPLETION_CUBE,
)
COMPLETIONS = Metric(
    "completions",
    "Completions",
    "Registrations that completed by the end of the last full quarter, for sections that ended in the fiscal year.",
    pl.col("completed").sum(),
    COUNT,
    COMPLETION_CUBE,
)


def _placed(measure: str) -> pl.Expr:
    # A hidden count is null and must not pass for nobody.
    mine = (pl.col("measure") == measure) & pl.col("placed").is_not_null()
    return ratio(pl.col("placed").filter(mine).sum(), pl.col("known").filter(mine).sum())


def _covered(measure: str) -> pl.Expr:
    mine = (pl.col("measure") == measure) & pl.col("known").is_not_null() & pl.col("completers").is_not_null()
    return ratio(pl.col("known").filter(mine).sum(), pl.col("completers").filter(mine).sum())


EMPLOYMENT_Q2 = Metric(
    "employment_q2_rate",
    "Employment in quarter 2",
    "Completers employed in the second quarter after the end divided by completers for whom that is known. It counts those "
    "who completed in the fiscal year and at least 180 days before the newest day of the data.",
    _placed("employed_q2"),
    SHARE,
    PLACEMENT_CUBE,
    caveats=("matched_only",),
)
IN_FIELD_180 = Metric(
    "in_field_180_rate",
    "In-field job within 180 days",
    "Completers working in their field within 180 days divided by completers for whom that is known. It counts those who "
    "completed in the fiscal year and at least 180 days before the newest day of the data.",
    _placed("in_field_180"),
    SHARE,
    PLACEMENT_CUBE,
    caveats=("matched_only",),
)
PLACEMENT_COVERAGE = Metric(
    "placement_coverage",
    "Coverage of employment",
    "Completers for whom employment in quarter 2 is known divided by all completers of the same cohort.",
    _covered("employed_q2"),
    SHARE,
    PLACEMENT_CUBE,
    better="neither",
)
