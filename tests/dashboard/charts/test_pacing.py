"""The curve of one open section over those of comparable past runs, with its projection at the end."""

from datetime import date

import polars as pl
import pytest

from dashboard.charts.card import ACCENT, MUTED
from dashboard.charts.pacing import curves
from tests.dashboard.charts.drawing import SCOPE, axis, fields, layer, rows

POINTS = pl.DataFrame(
    [
        ("past", -60.0, 2, False),  # a past run, sixty days before its start
        ("past", 0.0, 14, False),
        ("own", -60.0, 3, True),  # the section itself, thirty days are left
        ("own", -30.0, 6, True),
    ],
    schema=["run", "at", "net", "is_own"],
    orient="row",
)
BAND = pl.DataFrame({"at": [-60.0, 0.0], "low": [1.0, 10.0], "high": [4.0, 18.0], "mean": [2.0, 14.0]})
SECTION = {
    "net": 6, "comparable_net": 5.0, "projected": 13.0, "projected_low": 10.0, "projected_high": 16.0,
    "minimum": 8, "capacity": None, "opens_on": date(2026, 2, 1), "starts_on": date(2026, 4, 30),
}  # fmt: skip


def drawn(alignment: str = "days_to_start", band: pl.DataFrame = BAND, **section):
    return curves.__wrapped__(POINTS, band, SECTION | section, "Bookkeeping", alignment, SCOPE)


def test_past_runs_are_thin_and_gray_and_the_section_bold():
    past, own = layer(drawn(), "line", strokeWidth=1), layer(drawn(), "line", strokeWidth=3)
    assert (past["mark"]["color"], own["mark"]["color"]) == (MUTED, ACCENT)
    assert past["encoding"]["detail"]["field"] == "run"  # a line per run
    assert fields(drawn(), "area") == {"x": "at", "y": "low", "y2": "high"}


@pytest.mark.parametrize(
    ("alignment", "words", "end"),
    [
        ("days_to_start", "abs(datum.value)", 0.0),  # counted down to the start
        ("days_since_opening", "abs(datum.value)", 88.0),  # February 1 to April 30
        ("window_share", ".0%", 1.0),
    ],
)
def test_the_projection_stands_at_the_start_on_every_axis(alignment, words, end):
    card = drawn(alignment)
    assert words in axis(card, "line", "x", strokeWidth=3)["labelExpr"]
    assert rows(card, "at", "low", "high", "expected") == [(end, 10.0, 16.0, 13.0)]


def test_only_lines_that_are_stated_are_drawn():
    assert rows(drawn(), "name", "seats") == [("Minimum", 8)]  # no capacity on record
    assert rows(drawn(capacity=20), "name", "seats") == [("Minimum", 8), ("Capacity", 20)]


def test_without_comparable_runs_or_a_projection_the_section_stands_alone():
    card = drawn(band=BAND.clear(), projected=None, minimum=None)
    marks = [one["mark"]["type"] for one in card.spec["layer"]]
    assert marks == ["line", "line"]


def test_the_sentence_sets_seats_now_against_comparable_sections():
    assert "Bookkeeping" in drawn().summary
    assert "6" in drawn().summary
    assert "5" in drawn().summary
