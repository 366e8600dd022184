"""Examples of what sections bring and cost: one row per section."""

from queries.metrics import revenue as metrics
from queries.semantic.column import Column
from queries.semantic.example import Example
from queries.semantic.unit import CENTS

_STATE = Column("state", "Section")
_LISTED = Column("gross_cents", "List price", CENTS)
_DISCOUNTED = Column("discount_cents", "Discounts", CENTS)
_REFUNDED = Column("refund_cents", "Refunds", CENTS)
_NET = Column("net_cents", "Net tuition revenue", CENTS)
_DIRECT = Column("direct_cost_cents", "Direct cost", CENTS)
_PER_SEAT = Column("variable_cost_cents", "Cost of the seats", CENTS)
_PROMOTED = Column("promotion_cost_cents", "Promotion", CENTS)

_CHARGED = (
    ("held", 8_000_00, 500_00, 0, 7_500_00, "Ran with some scholarships."),
    ("held", 2_000_00, 0, 200_00, 1_800_00, "Ran; one learner dropped and was paid back."),
    ("cancelled", 1_000_00, 0, 1_000_00, 0, "Was canceled, and all learners were paid back."),
    ("scheduled", 1_000_00, 100_00, 0, 900_00, "Has not started, but its seats are sold."),
)
_COSTED = (
    ("held", 7_500_00, 4_000_00, 500_00, "Ran with stated costs: $3,000 remain."),
    ("held", 2_500_00, 3_000_00, None, "Ran without a cost per seat: $500 short."),
    ("held", 2_500_00, None, None, "Ran, but its cost is not stated."),
    ("scheduled", 900_00, 2_000_00, 0, "Has not started: left out."),
)
_MONEY = (_STATE, _LISTED, _DISCOUNTED, _REFUNDED, _NET)
_COSTS = (_STATE, _NET, _DIRECT, _PER_SEAT)

EXAMPLES = (
    Example(metrics.DISCOUNTS, "$500 and $100 taken off the list price", 600, _MONEY, _CHARGED),
    Example(metrics.REFUNDS, "$200 paid back for a drop, $1,000 for a canceled section", 1_200, _MONEY, _CHARGED),
    Example(metrics.PRICE_REALIZATION, "$10,200 remain of a list price of $12,000", 0.85, _MONEY, _CHARGED),
    Example(metrics.STARTED_REVENUE, "$7,500 and $1,800 in two sections that ran", 9_300, _MONEY, _CHARGED),
    Example(metrics.DIRECT_COST, "$4,500 and $3,000 for two sections that ran", 7_500, _COSTS, _COSTED),
    Example(metrics.CONTRIBUTION, "$10,000 of revenue less $7,500 of direct cost", 2_500, _COSTS, _COSTED),
    Example(metrics.CONTRIBUTION_MARGIN, "$2,500 of $10,000 remain after direct cost", 0.25, _COSTS, _COSTED),
    Example(
        metrics.PROMOTION,
        "$300 and $200 spent on two sections",
        500,
        (_STATE, _PROMOTED),
        (
            ("held", 300_00, "Was promoted and ran."),
            ("cancelled", 200_00, "Was promoted and canceled: the money is spent."),
            ("held", None, "Does not state what was spent."),
        ),
    ),
    Example(metrics.COST_COVERAGE, "The cost is stated for $10,000 of $12,500", 0.8, _COSTS, _COSTED),
)
