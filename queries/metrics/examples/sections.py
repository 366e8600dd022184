"""Examples of sections: one row per section."""

from datetime import date

from queries.metrics import sections as metrics
from queries.semantic.column import Column
from queries.semantic.example import Example
from queries.semantic.unit import CENTS, CHANCE, COUNT, DAY, MEAN

_CANCELED = Column("decided_on", "Canceled on", DAY)
_SEATS = Column("capacity", "Seats", COUNT)
_STARTED = Column("started", "Seats held at the start", COUNT)
_PAID = Column("paid_before_start", "Paid for two weeks before", COUNT)
_KEPT = Column("paid_and_started", "Of these, held at the start", COUNT)
_NET = Column("net", "Net registrations", COUNT)
_COMPARABLE = Column("comparable_net", "Usual by now", MEAN)
_PROJECTED = Column("projected", "Expected at the start", MEAN)
_CHANCE = Column("chance_to_run", "Chance to run", CHANCE)
_AT_RISK = Column("at_risk_cents", "At risk", CENTS)

_ALL = (
    (None, 20, 18, "Was held with 18 of 20 seats taken."),
    (None, 30, 12, "Was held with 12 of 30 seats taken."),
    (None, None, 25, "Was held without a limit of seats, and has no fill."),
    (date(2026, 2, 20), 10, None, "Was canceled before its start."),
)
_OPEN = (
    (12, 10.0, 17.0, 0, "Is ahead of the usual, and sure to run."),
    (6, 10.0, 9.0, 1_800_00, "Is behind: 40% likely to miss its minimum, with $4,500 expected."),
    (5, None, None, None, "Is the first of its kind and has nothing to compare with."),
)

EXAMPLES = (
    Example(metrics.SECTIONS_OFFERED, "3 sections held, 1 canceled", 4, (_CANCELED, _SEATS, _STARTED), _ALL),
    Example(
        metrics.SEATS_OFFERED,
        "60 seats in 3 sections, and 1 section without a limit",
        60,
        (_CANCELED, _SEATS, _STARTED),
        _ALL,
    ),
    Example(metrics.FILL_RATE, "30 of 50 seats of held sections taken", 0.6, (_CANCELED, _SEATS, _STARTED), _ALL),
    Example(
        metrics.FILL_RATE_OFFERED,
        "30 of 60 seats taken, 10 of them in a canceled section",
        0.5,
        (_CANCELED, _SEATS, _STARTED),
        _ALL,
    ),
    Example(metrics.CANCELLATION_RATE, "1 of 4 sections canceled", 0.25, (_CANCELED, _SEATS, _STARTED), _ALL),
    Example(
        metrics.MELT,
        "25 seats paid for two weeks before the start, 3 of them dropped",
        0.12,
        (_PAID, _KEPT),
        (
            (10, 8, "Two of ten drop at the last moment."),
            (15, 14, "One of fifteen drops."),
            (0, 0, "Nobody had paid two weeks before, so nobody can melt away."),
            (None, None, "Was canceled and is left out."),
        ),
    ),
    Example(
        metrics.OPEN_SECTIONS, "3 sections open for registration", 3, (_NET, _COMPARABLE, _PROJECTED, _AT_RISK), _OPEN
    ),
    Example(
        metrics.PACE_INDEX,
        "18 registrations where 20 are usual",
        0.9,
        (_NET, _COMPARABLE, _PROJECTED, _AT_RISK),
        _OPEN,
    ),
    Example(
        metrics.PROJECTED_REGISTRATIONS,
        "17 and 9 registrations expected, and 1 section without a forecast",
        26,
        (_NET, _COMPARABLE, _PROJECTED, _AT_RISK),
        _OPEN,
    ),
    Example(
        metrics.REVENUE_AT_RISK,
        "$4,500 expected in a section that is 60% likely to run; the other one is likely to run",
        1_800,
        (_CHANCE, _AT_RISK),
        (
            (0.9, 450_00, "Is likely to run, and does not count."),
            (0.6, 1_800_00, "Is 40% likely to miss its minimum, with $4,500 expected."),
            (None, None, "States no minimum."),
        ),
    ),
)
