"""Who explains a change: bars for the largest, a sentence for everyone else."""

import polars as pl

from dashboard.charts.card import ACCENT, FALL
from dashboard.charts.contributions import contributions
from tests.dashboard.charts.drawing import PASSPORT, colors, fields, rows, scale


def test_everyone_else_is_a_sentence_and_no_bar():
    # Thousands of others sum to far more than any one: as a bar they would leave nothing to see of the rest.
    frame = pl.DataFrame({"name": ["A", "B", "C", "D"], "change": [50, -30, 9, 2_000]})
    card = contributions("Who explains it", frame, "Certificates", PASSPORT, most=2)
    assert card.unit_line == "Certificates · the other 2 together +2,009"
    assert card.unit_line in card.summary
    assert card.spec is not None
    drawn = pl.concat(pl.read_ipc_stream(data) for data in card.spec["datasets"].values())
    assert drawn.select("name", "change").rows() == [("A", 50), ("B", -30)]


def test_without_others_nothing_is_said_of_them():
    frame = pl.DataFrame({"name": ["A"], "change": [50]})
    assert contributions("Who explains it", frame, "Certificates", PASSPORT).unit_line == "Certificates"


FRAME = pl.DataFrame({"name": ["A", "B"], "change": [50, -30]})


def test_a_rise_runs_right_and_a_fall_left_of_zero_in_colors_of_their_own():
    card = contributions("Who explains it", FRAME, "Certificates", PASSPORT)
    assert fields(card, "bar") == {"x": "change", "x2": "zero", "y": "name", "color": "kind"}
    assert colors(card, "bar") == {"rise": ACCENT, "fall": FALL}
    assert scale(card, "bar", "x")["domain"] == [-30, 50]
    assert rows(card, "text") == [("+50",), ("-30",)]


def test_where_all_rise_the_axis_starts_at_zero():
    card = contributions("Who explains it", FRAME.head(1), "Certificates", PASSPORT)
    assert scale(card, "bar", "x")["domain"] == [0, 50]


def test_the_sentence_names_the_largest_and_an_empty_frame_draws_nothing():
    assert "A with +50" in contributions("Who explains it", FRAME, "Certificates", PASSPORT).summary
    assert contributions("Who explains it", FRAME.clear(), "Certificates", PASSPORT).spec is None
