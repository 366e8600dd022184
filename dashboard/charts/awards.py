"""Awards by field in the years to come: ranges around the last value, as too few years carry a model."""

# Why: decision 65.

from dashboard import wording
from dashboard.charts.card import Card
from dashboard.charts.drawn import drawn
from dashboard.charts.intervals import intervals
from dashboard.passport import of_table
from dashboard.wording import award_ranges as words
from queries.forecasting import tables as forecast_tables
from queries.forecasting.awards import LEVEL, AwardRanges
from queries.semantic.scope import Scope


@drawn
def award_ranges(ranges: AwardRanges | None, scope: Scope) -> Card | None:
    """A row per field with its last year and the range of the next; of one chosen field, its years and the ranges ahead.

    Nothing where not even a range is known; the sentence beside it says so.
    """
    if ranges is None:
        return None
    field = dict(scope.where).get("field")
    unit = f"Awards a year, all levels · point: last value, line: {LEVEL}% range of {ranges.ahead['year'].min()}"
    if field:
        unit = f"Awards a year, all levels · lines: {LEVEL}% ranges for the years ahead"
    passport = of_table(forecast_tables.awards(ranges, field, scope, (words.why_a_range(ranges),)))
    title = f"Awards of institutions, {wording.name('field', field) if field else 'by field'}"
    return intervals(title, words.awards_rows(ranges, field), unit, passport, "outlook-awards", axis="count")
