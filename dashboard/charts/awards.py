"""Awards by field in the years to come: ranges without a most likely value, since no model is credible."""

from dashboard import wording
from dashboard.charts.card import Card, of_frame
from dashboard.charts.drawn import drawn
from dashboard.charts.intervals import intervals
from dashboard.passport import public_line
from dashboard.wording import forecast as words
from data.reference.sources import SOURCES
from queries.forecasting.awards import LEVEL, AwardRanges
from queries.semantic.scope import Scope


@drawn
def award_ranges(found: AwardRanges | None, scope: Scope) -> Card | None:
    """A row per field with its last year and the range of the next; of one chosen field, its years and the ranges ahead.

    Nothing where not even a range is known; the sentence beside it says so.
    """
    if found is None:
        return None
    field = dict(scope.where).get("field")
    unit = f"Awards a year, all levels · point: last value, line: {LEVEL}% range of {found.ahead['year'].min()}"
    if field:
        unit = f"Awards a year, all levels · lines: {LEVEL}% ranges for the years ahead"
    passport = of_frame(
        words.awards_table(found, field), scope, (words.why_a_range(found),), public_line(scope, SOURCES["ipeds"])
    )
    title = f"Awards of institutions, {wording.name('field', field) if field else 'by field'}"
    return intervals(title, words.awards_rows(found, field), unit, passport, "outlook-awards", axis="count")
