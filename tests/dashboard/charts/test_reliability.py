"""Whether what was called likely happened as often as it was said: dots against the line of equality."""

from datetime import date

import polars as pl
import pytest

from dashboard.charts.card import MUTED
from dashboard.charts.reliability import chances_to_run, reliability
from dashboard.wording.sections import sentence_of_chances
from tests.dashboard.charts.drawing import SCOPE, axis, fields, layer, rows, scale

SAID = pl.DataFrame(
    [
        (0.12, False),  # two of the second tenth: 15% on average, none came true
        (0.18, False),
        (0.85, True),  # one of the ninth tenth
    ],
    schema=["probability", "came_true"],
    orient="row",
).with_columns(field=None, threshold=1.0, as_of=date(2025, 1, 31), due_on=date(2025, 6, 30))


def test_a_dot_per_tenth_of_what_was_stated_sized_by_how_often():
    card = reliability.__wrapped__(SAID, SCOPE)
    assert rows(card, "stated", "came_true", "statements") == [
        (pytest.approx(0.15), 0.0, 2),
        (0.85, 1.0, 1),
    ]
    assert fields(card, "point") == {"x": "stated", "y": "came_true", "size": "statements"}


def test_the_dashed_line_is_where_both_are_equal_on_axes_from_0_to_100_percent():
    card = reliability.__wrapped__(SAID, SCOPE)
    line = layer(card, "line")["mark"]
    assert (line["color"], bool(line["strokeDash"])) == (MUTED, True)
    assert rows(card, "x", "y") == [(0.0, 0.0), (1.0, 1.0)]
    for channel in ("x", "y"):
        assert scale(card, "line", channel)["domain"] == [0, 1]
        assert axis(card, "line", channel)["format"] == ".0%"


def test_without_statements_nothing_is_drawn():
    assert reliability.__wrapped__(SAID.clear(), SCOPE).spec is None


RAN = pl.DataFrame({"chance": [0.15, 0.75], "ran_share": [0.25, 0.8], "sections": [4, 30]})


def test_chances_to_run_are_drawn_the_same_way_with_their_own_words():
    card = chances_to_run.__wrapped__(RAN, SCOPE)
    assert rows(card, "stated", "came_true", "statements") == [(0.15, 0.25, 4), (0.75, 0.8, 30)]
    assert [axis(card, "line", channel)["title"] for channel in ("x", "y")] == ["Chance to run", "Ran"]
    assert (
        card.summary
        == "30 past sections had a chance to run between 70% and 80%, as of 14 days before the start. 80% of them ran."
    )
    assert chances_to_run.__wrapped__(RAN.clear(), SCOPE).spec is None


def test_few_sections_are_no_record():
    assert "Too few past sections" in sentence_of_chances(RAN.with_columns(pl.lit(19).alias("sections")))
    assert "Too few past sections" in sentence_of_chances(RAN.head(1))
    assert "have no record yet" in sentence_of_chances(RAN.clear())
