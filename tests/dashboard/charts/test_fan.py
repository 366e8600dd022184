"""A series with what is expected of it: history, bands, last year, goals and events, each only where it is known."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from dashboard.charts.card import ACCENT, LABEL, MUTED
from dashboard.charts.fan import BEFORE, EXPECTED, HISTORY, fan
from queries.forecasting.outlook import Outlook, Record, Series
from queries.metrics.enrollment import NET_REGISTRATIONS
from tests.dashboard.charts.drawing import SCOPE, axis, colors, layer, rows

JAN, FEB, MAR, APR, MAY = (date(2026, month, 1) for month in range(1, 6))
SEEN = Outlook(
    series=Series("net_registrations"),
    metric=NET_REGISTRATIONS,
    frequency="month",
    known_on=date(2026, 3, 31),
    history=pl.DataFrame({"period": [JAN, FEB, MAR], "y": [10.0, 12.0, 9.0], "is_settled": [True, True, False]}),
    ahead=pl.DataFrame(
        [
            (APR, 1, 10.0, 9.0, 11.0, 9.0, 13.0, 8.0, 14.0, "model"),
            (MAY, 2, 10.0, 9.0, 12.0, 9.0, 15.0, 7.0, 17.0, "model"),
        ],
        schema=[
            "target",
            "lead",
            "naive",
            "seasonal_naive",
            "point",
            "low_80",
            "high_80",
            "low_95",
            "high_95",
            "choice",
        ],
        orient="row",
    ).with_columns(
        known_on=date(2026, 3, 31),
        members=pl.lit("damped smoothing"),
        model_version=pl.lit("1"),
        cleaned=pl.lit(""),
        notes=pl.lit(""),
        widened_by=1.0,
        scaled_by=1.0,
    ),
    last_year=pl.DataFrame({"period": [MAR, APR, MAY], "y": [8.0, 9.0, 10.0]}),
    goal=pl.DataFrame({"period": [MAR, date(2027, 1, 1)], "goal": [10.0, 99.0]}),  # the second is not shown
    events=pl.DataFrame(schema={"on_date": pl.Date, "text": pl.String}),
    record=Record(calls=20, hits=16),
)


@pytest.fixture(scope="module")
def card():
    return fan.__wrapped__("Registrations", SEEN, SCOPE)


def test_what_is_expected_starts_where_the_history_ends_and_last_year_after_it(card):
    lines = rows(card, "what", "period", "y")
    months = {
        name: [str(period)[:7] for what, period, _ in lines if what == name] for name in (HISTORY, EXPECTED, BEFORE)
    }
    assert months[HISTORY] == ["2026-01", "2026-02", "2026-03"]
    assert months[EXPECTED] == ["2026-03", "2026-04", "2026-05"]
    assert months[BEFORE] == ["2026-04", "2026-05"]


def test_history_is_solid_and_what_is_expected_dashed_in_the_same_color(card):
    assert colors(card, "line") == {HISTORY: ACCENT, EXPECTED: ACCENT, BEFORE: MUTED}
    dashes = layer(card, "line")["encoding"]["strokeDash"]["scale"]["range"]
    assert dashes[0] == [1, 0]
    assert len({tuple(dash) for dash in dashes}) == 3


def test_the_wider_band_lies_below_the_narrower_one_and_is_lighter(card):
    wide, narrow = (one for one in card.spec["layer"] if one["mark"]["type"] == "area")
    assert (wide["encoding"]["y"]["field"], narrow["encoding"]["y"]["field"]) == ("low_95", "low_80")
    assert wide["mark"]["opacity"] < narrow["mark"]["opacity"]


def test_a_month_that_is_not_settled_is_hollow(card):
    assert layer(card, "point")["mark"]["filled"] is False
    assert [str(period)[:7] for period, _ in rows(card, "period", "is_settled")] == ["2026-03"]


def test_only_goals_of_the_periods_that_are_shown_have_a_mark(card):
    assert layer(card, "tick")["mark"]["color"] == LABEL
    assert [goal for (goal,) in rows(card, "goal")] == [10.0]


def test_the_axis_of_time_names_months(card):
    assert axis(card, "line", "x")["format"] == "%b %y"


def test_the_unit_line_explains_only_what_is_drawn(card):
    assert "hollow" in card.unit_line
    assert "goal" in card.unit_line


def test_without_history_there_is_no_card():
    assert fan.__wrapped__("Registrations", replace(SEEN, history=SEEN.history.clear()), SCOPE) is None
