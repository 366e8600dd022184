"""Examples of prices, lengths and ways of teaching: one row per program."""

from queries.metrics import offerings as metrics
from queries.semantic.column import Column
from queries.semantic.example import Example
from queries.semantic.metric import Metric
from queries.semantic.unit import CREDITS, HOURS, USD, WEEKS

_PROVIDER = Column("provider", "Provider")
_PRICE = Column("price_usd", "List price", USD)
_HOURS = Column("contact_hours", "Contact hours", HOURS)
_WEEKS = Column("weeks", "Length", WEEKS)
_CREDITS = Column("credit_hours", "Credit hours", CREDITS)
_TAUGHT = Column("modality", "Taught")

_LISTED = (
    ("Our college", 800, "One of our own."),
    ("Our college", 1_200, "Another of our own."),
    ("Code Camp", 9_000, "A competitor's."),
    ("City Center", None, "States no price."),
)
_PRICES = (
    (400, "The lowest of five prices."),
    (600, "A quarter of the way up."),
    (900, "The middle one."),
    (1_600, "Three quarters of the way up."),
    (9_000, "The highest, and does not move the others."),
    (None, "States no price and is left out."),
)
_PRICES_PER_HOUR = (
    (200, 40, "$5 an hour, the lowest."),
    (1_200, 120, "$10 an hour, a quarter of the way up."),
    (300, 20, "$15 an hour, the middle one."),
    (800, 40, "$20 an hour, three quarters of the way up."),
    (9_000, 300, "$30 an hour, the highest."),
    (500, None, "States no hours and is left out."),
)
_LENGTHS = (
    (2, "The shortest."),
    (4, "A quarter of the way up."),
    (8, "The middle one."),
    (12, "Three quarters of the way up."),
    (40, "The longest."),
    (None, "States no length and is left out."),
)
_CONTACT_HOURS = (
    (12, "The fewest hours."),
    (24, "A quarter of the way up."),
    (60, "The middle one."),
    (120, "Three quarters of the way up."),
    (480, "The most hours."),
    (None, "States no hours and is left out."),
)
_MODALITIES = (
    ("online", "Fully online."),
    ("online", "Fully online, too."),
    ("hybrid", "Partly online."),
    ("in_person", "In person."),
    (None, "Does not state how it is taught, and is left out."),
)


def _three(
    quartiles: tuple[Metric, Metric, Metric],
    of: str,
    answers: tuple[float, float, float],
    columns: tuple[Column, ...],
    rows: tuple[tuple[object, ...], ...],
) -> tuple[Example, ...]:
    """The examples of the first, second and third quartile of the same programs."""
    summary = f"5 programs by {of}, 1 that does not state it"
    return tuple(Example(q, summary, answer, columns, rows) for q, answer in zip(quartiles, answers, strict=True))


EXAMPLES = (
    Example(metrics.PROGRAMS, "4 programs of 3 providers", 4, (_PROVIDER, _PRICE), _LISTED),
    Example(metrics.PROVIDERS, "4 programs of 3 providers", 3, (_PROVIDER, _PRICE), _LISTED),
    *_three(
        (metrics.PRICE_Q1, metrics.MEDIAN_PRICE, metrics.PRICE_Q3), "list price", (600, 900, 1_600), (_PRICE,), _PRICES
    ),
    *_three(
        (metrics.PRICE_PER_HOUR_Q1, metrics.PRICE_PER_HOUR, metrics.PRICE_PER_HOUR_Q3),
        "price per hour",
        (10, 15, 20),
        (_PRICE, _HOURS),
        _PRICES_PER_HOUR,
    ),
    *_three((metrics.WEEKS_Q1, metrics.MEDIAN_WEEKS, metrics.WEEKS_Q3), "length", (4, 8, 12), (_WEEKS,), _LENGTHS),
    *_three(
        (metrics.HOURS_Q1, metrics.MEDIAN_HOURS, metrics.HOURS_Q3),
        "contact hours",
        (24, 60, 120),
        (_HOURS,),
        _CONTACT_HOURS,
    ),
    Example(metrics.PRICED_SHARE, "4 programs, 3 of them with a price", 0.75, (_PROVIDER, _PRICE), _LISTED),
    Example(
        metrics.CREDIT_SHARE,
        "2 programs state their credit hours, 1 of them has any",
        0.5,
        (_CREDITS,),
        (
            (3, "Carries three credit hours."),
            (0, "Says that it carries none."),
            (None, "Says nothing about credit, and is left out."),
        ),
    ),
    Example(metrics.ONLINE_SHARE, "2 of 4 programs are fully online", 0.5, (_TAUGHT,), _MODALITIES),
    Example(metrics.HYBRID_SHARE, "1 of 4 programs is partly online", 0.25, (_TAUGHT,), _MODALITIES),
    Example(metrics.IN_PERSON_SHARE, "1 of 4 programs is in person", 0.25, (_TAUGHT,), _MODALITIES),
)
