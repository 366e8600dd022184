"""Ranges that past forecasts gave for a sum, and what came: how far a range can be trusted, drawn."""

from dashboard import wording
from dashboard.charts.card import Card
from dashboard.charts.drawn import drawn
from dashboard.charts.intervals import intervals
from dashboard.passport import of_table
from dashboard.wording import past_sums as words
from queries.forecasting import tables as forecast_tables
from queries.forecasting.outlook import Outlook
from queries.semantic.scope import Scope


@drawn
def past_sums(outlook: Outlook, scope: Scope) -> Card | None:
    """A row per past forecast, newest first: the range it gave for the sum and the sum that came.

    Nothing before such a sum has come due.
    """
    past = outlook.record.past
    if not past:
        return None
    unit = f"{wording.metric_label(outlook.metric.name)} · point: what came, diamond: outside · line: {outlook.series.level}% range given before"
    passport = of_table(forecast_tables.past_sums(past, outlook.metric, outlook.frequency, scope))
    return intervals(words.TITLE, words.rows(outlook), unit, passport, "outlook-past-sums", axis=words.axis(outlook))
