"""Sections: how full, how often canceled, who melted away, and where the open ones will end."""

import polars as pl

from queries.cubes.board import LIKELY
from queries.cubes.pacing import PACING_CUBE
from queries.cubes.sections import SECTIONS_CUBE
from queries.semantic.metric import Metric, ratio
from queries.semantic.unit import COUNT, INDEX, SHARE, USD

_HELD = pl.col("decided_on").is_null()
_SEATS = pl.col("capacity").is_not_null()


def _sum_of_known(column: str) -> pl.Expr:
    """The sum over those for which it is known; null where it is known for none of several."""
    return pl.when(pl.col(column).is_not_null().any() | (pl.len() == 0)).then(pl.col(column).sum())


def _at_risk() -> pl.Expr:
    """The sum over sections that are not likely to run; null where no chance is known of several."""
    is_known = pl.col("at_risk_cents").is_not_null().any() | (pl.len() == 0)
    return pl.when(is_known).then(pl.col("at_risk_cents").filter(pl.col("chance_to_run") < LIKELY).sum())


SECTIONS_OFFERED = Metric(
    "sections_offered",
    "Sections offered",
    "Sections due to start in the period by the as-of date, held or canceled.",
    pl.len().cast(pl.Int64),
    COUNT,
    SECTIONS_CUBE,
    better="neither",
)
SEATS_OFFERED = Metric(
    "seats_offered",
    "Seats offered",
    "Capacity of the sections due to start in the period by the as-of date, held or canceled, where it is limited.",
    pl.col("capacity").sum(),
    COUNT,
    SECTIONS_CUBE,
    better="neither",
)
FILL_RATE = Metric(
    "fill_rate",
    "Fill of held sections",
    "Seats held on the start day divided by capacity, over the sections of the period that were held. It leaves out "
    "canceled sections, so it looks better than the fill of all sections offered.",
    ratio(pl.col("started").filter(_HELD & _SEATS).sum(), pl.col("capacity").filter(_HELD).sum()),
    SHARE,
    SECTIONS_CUBE,
)
FILL_RATE_OFFERED = Metric(
    "fill_rate_offered",
    "Fill of offered sections",
    "Seats held on the start day divided by capacity, over all sections of the period that were held or canceled. A "
    "canceled section has no seats taken.",
    ratio(pl.col("started").filter(_HELD & _SEATS).sum(), pl.col("capacity").sum()),
    SHARE,
    SECTIONS_CUBE,
)
CANCELLATION_RATE = Metric(
    "cancellation_rate",
    "Cancellation rate",
    "Sections canceled by the as-of date divided by the sections of the period that were held or canceled. Some "
    "canceling is healthy: about 10 to 14% of repeats and 20 to 50% of new offerings in continuing education.",
    ratio(pl.col("decided_on").is_not_null().sum(), pl.len()),
    SHARE,
    SECTIONS_CUBE,
    better="neither",
)
MELT = Metric(
    "melt",
    "Melt",
    "Of the seats paid for two weeks before the start, the share dropped by the end of the start day. It covers the "
    "sections of the period that were held.",
    ratio(
        pl.col("paid_before_start").sum() - pl.col("paid_and_started").sum(),
        pl.col("paid_before_start").sum(),
    ),
    SHARE,
    SECTIONS_CUBE,
    better="lower",
)
OPEN_SECTIONS = Metric(
    "open_sections",
    "Open sections",
    "Sections open for registration at the as-of date that have not started, in any period.",
    pl.len().cast(pl.Int64),
    COUNT,
    PACING_CUBE,
    better="neither",
)
PACE_INDEX = Metric(
    "pace_index",
    "Pace index",
    "Net registrations of open sections divided by the mean of comparable past sections the same number of days "
    "before their start. 1 is the usual pace.",
    ratio(
        pl.col("net").filter(pl.col("comparable_net").is_not_null()).sum(),
        pl.col("comparable_net").sum(),
    ),
    INDEX,
    PACING_CUBE,
)
PROJECTED_REGISTRATIONS = Metric(
    "projected_registrations",
    "Projected seats",
    "Net registrations that open sections are expected to have at their start, from comparable past sections.",
    _sum_of_known("projected"),
    COUNT,
    PACING_CUBE,
)
REVENUE_AT_RISK = Metric(
    "revenue_at_risk",
    "Revenue at risk",
    "Expected net revenue times the chance to miss the minimum, over open sections that are less than 70% likely to reach it. "
    "Canceling a section gives up less than that, since it avoids cost.",
    _at_risk() / 100,
    USD,
    PACING_CUBE,
    better="lower",
)
