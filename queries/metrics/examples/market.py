"""Examples of awards: what institutions reported, by award level and year."""

from queries.metrics import market as metrics
from queries.semantic.column import Column
from queries.semantic.example import Example
from queries.semantic.unit import COUNT

_LEVEL = Column("level", "Award level")
_AWARDS = Column("awards", "Awards", COUNT)
_OFFERED = Column("programs_offered", "Programs offered", COUNT)
_AWARDING = Column("programs_awarding", "Programs awarding", COUNT)
_AGE = Column("years_ago", "Years before the newest", COUNT)

_LEVELS = (
    ("certificate_under_1_year", 50, "A short certificate."),
    ("certificate_1_to_2_years", 30, "A longer one, counted with it."),
    ("associate", 40, "No certificate, but below the bachelor's degree."),
    ("bachelor", 200, "Neither."),
)
_PROGRAMS = (
    (5, 4, "One college reports five programs; one of them had no graduate."),
    (3, 3, "Another reports three, all with graduates."),
    (2, 0, "A third reports two new ones, without graduates yet."),
)

EXAMPLES = (
    Example(
        metrics.AWARDS, "80 certificates, 40 associate and 200 bachelor's degrees", 320, (_LEVEL, _AWARDS), _LEVELS
    ),
    Example(metrics.PROGRAMS_OFFERED, "10 programs reported, 7 with a graduate", 10, (_OFFERED, _AWARDING), _PROGRAMS),
    Example(metrics.PROGRAMS_AWARDING, "10 programs reported, 7 with a graduate", 7, (_OFFERED, _AWARDING), _PROGRAMS),
    Example(
        metrics.CERTIFICATES,
        "80 certificates, 40 associate and 200 bachelor's degrees",
        80,
        (_LEVEL, _AWARDS),
        _LEVELS,
    ),
    Example(
        metrics.ASSOCIATE_DEGREES,
        "80 certificates, 40 associate and 200 bachelor's degrees",
        40,
        (_LEVEL, _AWARDS),
        _LEVELS,
    ),
    Example(
        metrics.SHORT_AWARDS,
        "80 certificates, 40 associate and 200 bachelor's degrees",
        120,
        (_LEVEL, _AWARDS),
        _LEVELS,
    ),
    Example(
        metrics.AWARD_GROWTH,
        "120 awards after 100",
        0.2,
        (_AGE, _AWARDS),
        (
            (0, 70, "The newest year, one state."),
            (0, 50, "The newest year, another state."),
            (1, 100, "The prior year, both states."),
            (2, 10, "An older year is left out."),
        ),
    ),
    Example(
        metrics.CERTIFICATE_GROWTH,
        "150 certificates, 200 three years before",
        -0.25,
        (_AGE, _LEVEL, _AWARDS),
        (
            (0, "certificate_under_1_year", 150, "The newest year."),
            (1, "certificate_under_1_year", 180, "A year between is left out."),
            (3, "certificate_under_1_year", 200, "Three years before."),
            (3, "associate", 90, "A degree is left out."),
        ),
    ),
)
