"""Where the forecast ends beside each goal."""

import polars as pl

from dashboard import wording
from dashboard.charts.card import Card
from dashboard.charts.drawn import drawn
from dashboard.charts.intervals import CLOSED, intervals
from dashboard.passport import of_table
from dashboard.wording import revenue as revenue_words
from queries.revenue.goal_status import DEFAULT, Rule
from queries.revenue.goals import Standing
from queries.semantic.scope import Scope

COLUMNS = dict.fromkeys(("name", "text", "state"), pl.String) | dict.fromkeys(("value", "low", "high"), pl.Float64)
DEFINITION = (
    "The median forecast for the end of the period divided by the goal, with the range that holds 80% of the "
    "draws. The chance is the share of draws that reach the goal."
)


@drawn
def goals(standings: list[Standing], scope: Scope, rule: Rule = DEFAULT) -> Card | None:
    """A row per goal that has a forecast: its end as a share of the goal, so that all stand on one axis."""
    rows = [_row(standing) for standing in standings if standing.band is not None and standing.goal.target > 0]
    if not rows:
        return None
    return intervals(
        "Where each goal is heading",
        pl.DataFrame(rows, schema=COLUMNS),
        f"Forecast for the end of {scope.period.label()} as a share of the goal, with its 80% range · gray tick: the goal",
        of_table(revenue_words.goals_table(standings, scope, rule).with_notes(DEFINITION)),
        "goals-ahead",
        axis="goal",
    )


def _row(standing: Standing) -> dict:
    low, middle, high = (point / standing.goal.target for point in standing.band or (0.0, 0.0, 0.0))
    return {
        "name": revenue_words.goal_name(standing),
        "value": middle,
        "low": low,
        "high": high,
        "text": f"{100 * middle:.1f}% of goal, {wording.chance(standing.probability)} likely",
        "state": CLOSED,
    }
