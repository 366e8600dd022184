"""Examples of new learners and what it cost to bring them: one row per month."""

from queries.metrics import new_learners as metrics
from queries.semantic.column import Column
from queries.semantic.example import Example
from queries.semantic.unit import CENTS, COUNT

_NEW = Column("new_learners", "New learners", COUNT)
_COST = Column("marketing_cost_cents", "Marketing cost", CENTS)
_IS_COSTED = Column("is_costed", "Cost stated")
_COSTED = Column("costed_cents", "Cost used", CENTS)

EXAMPLES = (
    Example(
        metrics.NEW_LEARNERS,
        "20, 30 and 10 learners came for the first time",
        60,
        (_NEW,),
        (
            (20, "January."),
            (30, "February: learners of January who come again do not count."),
            (10, "March."),
        ),
    ),
    Example(
        metrics.MARKETING_COST,
        "$1,500 in January and $2,000 in March",
        3_500,
        (_COST,),
        (
            (1_500_00, "January."),
            (None, "February: the cost is not stated."),
            (2_000_00, "March."),
        ),
    ),
    Example(
        metrics.CAC,
        "$4,500 spent, 60 new learners",
        75,
        (_NEW, _IS_COSTED, _COSTED),
        (
            (20, True, 1_500_00, "January: $75 each."),
            (30, True, 1_000_00, "February: $33.33 each."),
            (10, True, 2_000_00, "March: $200 each. The mean of the months would be $102.78."),
        ),
    ),
)
