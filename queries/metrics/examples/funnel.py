"""Examples of the way from inquiry to the first day: what happened by the as-of date, by stage."""

from queries.metrics import funnel as metrics
from queries.semantic.column import Column
from queries.semantic.example import Example
from queries.semantic.metric import Metric
from queries.semantic.unit import COUNT, DAYS

_STAGE = Column("stage", "Stage")
_REACHED = Column("reached", "Inquiries that reached it", COUNT)
_WAITED = Column("waited_days", "Days waited, added up", DAYS)
_TIMED = Column("waited", "With both days on record", COUNT)


def _wait(metric: Metric, stage: str, other: str) -> Example:
    """The example of a mean of days, at one stage."""
    return Example(
        metric,
        "3 waited 6 days in all, 1 waited 10 days",
        4,
        (_STAGE, _WAITED, _TIMED),
        (
            (stage, 6, 3, "Three waited one, two and three days."),
            (stage, 10, 1, "One waited ten days."),
            (stage, 0, 0, "One has no day on record, and is left out."),
            (other, 90, 2, "Another stage: left out."),
        ),
    )


EXAMPLES = (
    Example(
        metrics.INQUIRIES,
        "5 inquiries in March and 3 in April",
        8,
        (_STAGE, _REACHED),
        (
            ("inquiry", 5, "Made in March."),
            ("inquiry", 3, "Made in April."),
            ("contacted", 6, "The same people a stage later: not counted again."),
        ),
    ),
    Example(
        metrics.INQUIRY_TO_CONTACTED,
        "10 inquiries, 8 contacted",
        0.8,
        (_STAGE, _REACHED),
        (
            ("inquiry", 10, "All that asked."),
            ("contacted", 5, "Got an answer on the same day."),
            ("contacted", 3, "Got an answer later."),
            ("applied", 4, "A stage further on: left out."),
        ),
    ),
    Example(
        metrics.CONTACTED_TO_APPLIED,
        "8 contacted, 4 applied",
        0.5,
        (_STAGE, _REACHED),
        (
            ("inquiry", 10, "A stage before: left out."),
            ("contacted", 8, "Got an answer."),
            ("applied", 3, "Applied in March."),
            ("applied", 1, "Applied in April."),
        ),
    ),
    Example(
        metrics.APPLIED_TO_REGISTERED,
        "4 applied, 3 registered",
        0.75,
        (_STAGE, _REACHED),
        (
            ("contacted", 8, "A stage before: left out."),
            ("applied", 4, "Applied."),
            ("registered", 3, "Registered."),
        ),
    ),
    Example(
        metrics.INQUIRY_TO_REGISTERED,
        "10 inquiries, 3 registered",
        0.3,
        (_STAGE, _REACHED),
        (
            ("inquiry", 10, "All that asked."),
            ("applied", 4, "A stage between: left out."),
            ("registered", 2, "Registered in March."),
            ("registered", 1, "Registered in April."),
        ),
    ),
    Example(
        metrics.REGISTERED_TO_PAID,
        "5 registered, 4 paid",
        0.8,
        (_STAGE, _REACHED),
        (
            ("registered", 5, "Registered."),
            ("paid", 4, "Paid for the seat."),
            ("started", 3, "A stage further on: left out."),
        ),
    ),
    Example(
        metrics.PAID_TO_STARTED,
        "4 paid, 3 started",
        0.75,
        (_STAGE, _REACHED),
        (
            ("registered", 5, "A stage before: left out."),
            ("paid", 4, "Paid, one of them for a section that has not begun."),
            ("started", 3, "Held the seat at the end of the first day."),
        ),
    ),
    _wait(metrics.DAYS_TO_CONTACT, "contacted", "applied"),
    _wait(metrics.DAYS_TO_APPLY, "applied", "contacted"),
    _wait(metrics.DAYS_TO_REGISTER, "registered", "applied"),
)
