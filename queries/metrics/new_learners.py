"""Who came for the first time, and what it cost to bring them."""

import polars as pl

from queries.cubes.new_learners import NEW_LEARNERS_CUBE
from queries.semantic.metric import Metric, ratio
from queries.semantic.unit import COUNT, USD

NEW_LEARNERS = Metric(
    "new_learners",
    "New learners",
    "Distinct learners whose first seat on record was taken in the period and kept to the end of its quarter. It counts "
    "what is known at the end of the last full quarter. Learners who came before the records begin count as new.",
    pl.col("new_learners").sum(),
    COUNT,
    NEW_LEARNERS_CUBE,
    caveats=("one_channel_per_learner",),
)
MARKETING_COST = Metric(
    "marketing_cost",
    "Marketing cost",
    "What the college spent on its channels in the months of the period, to the end of the last full quarter. It "
    "may be the same money as the promotion of sections, so the two are never added.",
    pl.when(pl.col("marketing_cost_cents").is_not_null().any()).then(pl.col("marketing_cost_cents").sum() / 100),
    USD,
    NEW_LEARNERS_CUBE,
    better="lower",
)
CAC = Metric(
    "cac",
    "Cost per new learner",
    "Marketing cost divided by new learners (customer acquisition cost) of the same months, where the cost of every month "
    "is stated. Over all channels it is the cost of those channels divided by all new learners.",
    pl.when(pl.col("is_costed").all()).then(ratio(pl.col("costed_cents").sum() / 100, pl.col("new_learners").sum())),
    USD,
    NEW_LEARNERS_CUBE,
    better="lower",
    caveats=("one_channel_per_learner",),
)
