"""Awards in the years to come: a range and the last value, never a most likely value."""

import polars as pl

from dashboard.charts.awards import award_ranges
from queries.forecasting.awards import AwardRanges
from tests.dashboard.charts.drawing import SCOPE, layer, parameters, rows

HISTORY = [
    ("11", 2022, 800.0),
    ("11", 2023, 1000.0),  # computing, newest
    ("51", 2022, 400.0),
    ("51", 2023, 500.0),  # health, newest
]
AHEAD = [
    ("11", 2024, 1, 1000.0, 900.0, 1100.0),
    ("11", 2025, 2, 1000.0, 800.0, 1200.0),
    ("51", 2024, 1, 500.0, 450.0, 550.0),
    ("51", 2025, 2, 500.0, 400.0, 600.0),
]
RANGES = AwardRanges(
    pl.DataFrame(HISTORY, schema=["field", "year", "awards"], orient="row"),
    pl.DataFrame(AHEAD, schema=["field", "year", "lead", "awards", "low", "high"], orient="row"),
    down_share=-0.1,
    up_share=0.1,
    changes=2,
)


def test_every_field_has_its_last_value_as_a_point_and_the_range_of_the_next_year():
    card = award_ranges.__wrapped__(RANGES, SCOPE)
    assert rows(card, "value", "low", "high") == [(1000.0, 900.0, 1100.0), (500.0, 450.0, 550.0)]
    assert "2024" in card.unit_line


def test_a_chosen_field_has_points_for_its_years_and_no_point_in_the_years_ahead():
    card = award_ranges.__wrapped__(RANGES, SCOPE.narrowed(field="11"))
    assert rows(card, "value", "state") == [(800.0, "closed"), (1000.0, "closed"), (1000.0, "range"), (1000.0, "range")]
    assert layer(card, "point")["transform"] == [{"filter": "datum.state != 'range'"}]
    assert "Computing" in card.title


def test_the_axis_starts_at_zero():
    assert parameters(award_ranges.__wrapped__(RANGES, SCOPE))["least"] == 0


def test_the_sentence_names_each_field_with_its_range():
    summary = award_ranges.__wrapped__(RANGES, SCOPE).summary
    assert "Computing 900 to 1,100" in summary
    assert "Health 450 to 550" in summary


def test_without_three_years_there_is_no_card():
    assert award_ranges.__wrapped__(None, SCOPE) is None
