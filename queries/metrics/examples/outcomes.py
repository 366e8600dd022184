"""Examples of what became of learners: made-up groups, large enough to be shown."""

from queries.metrics import outcomes as metrics
from queries.semantic.column import Column
from queries.semantic.example import Example
from queries.semantic.unit import COUNT

_STARTED = Column("started", "Started, outcome final", COUNT)
_COMPLETED = Column("completed", "Completed", COUNT)
_MEASURE = Column("measure", "Measure")
_COMPLETERS = Column("completers", "Completers", COUNT)
_KNOWN = Column("known", "Outcome known", COUNT)
_PLACED = Column("placed", "Yes", COUNT)

_FIELDS = (
    (100, 60, "A large field: 60%."),
    (20, 18, "A small one: 90%. It weighs by its people."),
    (40, 34, "Another: 85%. The mean of the three rates would be 78.3%."),
)
_EMPLOYED = (
    ("employed_q2", 50, 40, 30, "One field: 30 of the 40 whose job is known."),
    ("employed_q2", 50, 40, 34, "Another field: 34 of 40."),
    ("in_field_180", 50, 20, 15, "Another measure: left out."),
)

EXAMPLES = (
    Example(metrics.COMPLETION_RATE, "112 of 160 registrations completed", 0.7, (_STARTED, _COMPLETED), _FIELDS),
    Example(metrics.COMPLETIONS, "112 of 160 registrations completed", 112, (_STARTED, _COMPLETED), _FIELDS),
    Example(
        metrics.EMPLOYMENT_Q2,
        "64 of the 80 completers whose job is known had one",
        0.8,
        (_MEASURE, _COMPLETERS, _KNOWN, _PLACED),
        _EMPLOYED,
    ),
    Example(
        metrics.IN_FIELD_180,
        "27 of the 45 completers whose job is known worked in their field",
        0.6,
        (_MEASURE, _COMPLETERS, _KNOWN, _PLACED),
        (
            ("in_field_180", 50, 20, 15, "One field: 15 of the 20 whose job is known."),
            ("in_field_180", 50, 25, 12, "Another field: 12 of 25."),
            ("employed_q2", 50, 40, 34, "Another measure: left out."),
        ),
    ),
    Example(
        metrics.PLACEMENT_COVERAGE,
        "100 completers, a job known of 80",
        0.8,
        (_MEASURE, _COMPLETERS, _KNOWN, _PLACED),
        _EMPLOYED,
    ),
)
