"""How wrong forecasts have been by how far ahead they looked, beside two naive forecasts."""

import polars as pl

from dashboard.charts.card import ACCENT, MUTED, TEAL
from dashboard.charts.scores import coverage_by_lead, error_by_lead
from tests.dashboard.charts.drawing import SCOPE, axis, colors, fields, layer, rows, scale

SCORES = pl.DataFrame(
    [
        # lead, calls, missed by, last value, same time last year, inside 80%, inside 95%
        (1, 24, 0.08, 0.12, 0.10, 0.79, 0.96),
        (2, 23, 0.09, 0.15, None, 0.78, 0.95),  # no year before to repeat
    ],
    schema=["lead", "calls", "error_share", "naive_share", "seasonal_naive_share", "coverage_80", "coverage_95"],
    orient="row",
).with_columns(bias_share=0.01, value_added=0.2)


def test_a_line_per_forecast_and_baseline_without_points_that_are_not_known():
    card = error_by_lead.__wrapped__("Missed by", SCORES, SCOPE, "error")
    assert sorted(rows(card, "line", "lead", "share")) == [
        ("Forecast", 1, 0.08), ("Forecast", 2, 0.09),
        ("Last value", 1, 0.12), ("Last value", 2, 0.15),
        ("Last year", 1, 0.10),
    ]  # fmt: skip


def test_the_forecast_is_solid_and_each_baseline_has_a_dash_and_a_color_of_its_own():
    spec = error_by_lead.__wrapped__("Missed by", SCORES, SCOPE, "error").spec
    encoding = spec["encoding"]
    assert (encoding["x"]["field"], encoding["y"]["field"]) == ("lead", "share")
    assert encoding["color"]["scale"]["range"] == [ACCENT, MUTED, TEAL]
    dashes = encoding["strokeDash"]["scale"]["range"]
    assert dashes[0] == [1, 0]
    assert len({tuple(dash) for dash in dashes}) == 3
    assert encoding["y"]["axis"]["format"] == ".0%"


def test_bands_stand_beside_what_they_promised():
    card = coverage_by_lead.__wrapped__("Inside", SCORES, SCOPE, "coverage")
    assert fields(card, "rule") == {"y": "share", "color": "band"}
    assert rows(card, "share", "band")[:2] == [(0.8, "80% range"), (0.95, "95% range")]
    assert colors(card, "line") == {"80% range": ACCENT, "95% range": MUTED}
    assert scale(card, "line", "y")["domain"] == [0, 1]
    assert axis(card, "line", "x")["tickMinStep"] == 1  # no half months
    assert layer(card, "line")["mark"]["point"] is True


def test_the_unit_line_says_ahead_in_months_or_quarters():
    by_quarter = error_by_lead.__wrapped__("Missed by", SCORES, SCOPE, "error", frequency="quarter")
    assert "quarters ahead" in by_quarter.unit_line


def test_without_scores_nothing_is_drawn():
    assert error_by_lead.__wrapped__("Missed by", SCORES.clear(), SCOPE, "error").spec is None
    assert coverage_by_lead.__wrapped__("Inside", SCORES.clear(), SCOPE, "coverage").spec is None
