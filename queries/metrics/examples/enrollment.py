"""Examples of registrations, people and money: what changed day by day, added up to the as-of date."""

from queries.metrics import enrollment as metrics
from queries.semantic.column import Column
from queries.semantic.example import Example
from queries.semantic.unit import CENTS, COUNT

_TAKEN = Column("gross_registrations", "Seats taken", COUNT)
_HELD = Column("net_registrations", "Change in seats held", COUNT.signed)
_LISTED = Column("gross_cents", "List price", CENTS)
_DISCOUNTED = Column("discount_cents", "Discount", CENTS)
_REFUNDED = Column("refund_cents", "Refund", CENTS)

_SEATS = (
    (2, 2, "Two learners register in March."),
    (1, 1, "One registers in April."),
    (1, 1, "One registers in May."),
    (0, -1, "The learner of May drops in June."),
)
_MONEY = (
    (500_00, 0, 0, "Pays the list price of $500."),
    (500_00, 100_00, 0, "Has a scholarship of $100."),
    (500_00, 0, 0, "Pays the list price, and drops before the start."),
    (0, 0, 500_00, "The day on which that learner is paid back."),
)

EXAMPLES = (
    Example(metrics.GROSS_REGISTRATIONS, "4 seats taken, 1 dropped later", 4, (_TAKEN, _HELD), _SEATS),
    Example(metrics.NET_REGISTRATIONS, "4 seats taken, 1 dropped later", 3, (_TAKEN, _HELD), _SEATS),
    Example(metrics.DROPS, "4 seats taken, 1 dropped later", 1, (_TAKEN, _HELD), _SEATS),
    Example(
        metrics.NET_REVENUE,
        "3 seats at $500, a $100 scholarship and a $500 refund",
        900,
        (_LISTED, _DISCOUNTED, _REFUNDED),
        _MONEY,
    ),
    Example(
        metrics.GROSS_REVENUE,
        "3 seats at $500, a $100 scholarship and a $500 refund",
        1_500,
        (_LISTED, _DISCOUNTED, _REFUNDED),
        _MONEY,
    ),
    Example(
        metrics.DISCOUNT_RATE,
        "$300 of discounts on a list price of $2,000",
        0.15,
        (_LISTED, _DISCOUNTED),
        (
            (500_00, 0, "Has no discount, and counts in the list price."),
            (500_00, 200_00, "Has 40% off a short program."),
            (1_000_00, 100_00, "Has 10% off a long one, which weighs twice as much."),
        ),
    ),
    Example(
        metrics.HEADCOUNT,
        "5 seats taken by 4 learners, of whom 1 dropped",
        3,
        (Column("learners", "Change in learners", COUNT.signed),),
        (
            (2, "Two learners take a seat each."),
            (1, "A third one takes two seats and counts once."),
            (1, "A fourth one takes a seat."),
            (-1, "The fourth one drops, and holds no other seat."),
        ),
    ),
)
