"""Awards of US institutions."""

import polars as pl

from queries.metric import Metric

AWARDS = Metric(
    "awards",
    "Awards",
    "Credentials conferred from July to June by institutions that report to IPEDS, first majors only. A learner with "
    "two awards counts twice; noncredit credentials are not in it.",
    pl.col("awards").sum(),
    "count",
    "awards",
    better="neither",
    privacy="public",
)
PROGRAMS_OFFERED = Metric(
    "programs_offered",
    "Programs offered",
    "Institution, six-digit CIP and award level combinations that were reported, with or without an award.",
    pl.col("programs_offered").sum(),
    "count",
    "awards",
    better="neither",
    privacy="public",
)
PROGRAMS_AWARDING = Metric(
    "programs_awarding",
    "Programs awarding",
    "Those of the programs offered with at least one award in the year.",
    pl.col("programs_awarding").sum(),
    "count",
    "awards",
    better="neither",
    privacy="public",
)
