"""Programs of both sides back to back over steps that grow: shares of each side, a dashed rule at each median."""

import polars as pl
import pytest

from dashboard.charts.card import ALTERNATIVE, INSTITUTION
from dashboard.charts.distribution import distribution
from queries.metrics.offerings import MEDIAN_PRICE
from tests.dashboard.charts.drawing import SCOPE, colors, fields, parameters, rows, scale

STEPS = pl.DataFrame(
    [
        ("institution", 100.0, 150.0, 30, 0.75, "under"),  # 30 of 40
        ("institution", 150.0, 225.0, 10, 0.25, ""),  # 10 of 40
        ("alternative", 150.0, 225.0, 8, 0.8, ""),  # 8 of 10
        ("alternative", 225.0, 340.0, 2, 0.2, "over"),  # 2 of 10
    ],
    schema=["side", "low", "high", "programs", "share", "is_open"],
    orient="row",
)
MEDIANS = {"institution": 120.0, "alternative": 200.0}


def drawn(frame: pl.DataFrame = STEPS, medians: dict = MEDIANS):
    return distribution.__wrapped__("What programs cost", frame, medians, MEDIAN_PRICE, SCOPE)


def test_institutions_stand_up_and_alternatives_hang_down():
    assert rows(drawn(), "side", "height") == [
        ("institution", 0.75), ("institution", 0.25), ("alternative", -0.8), ("alternative", -0.2),
    ]  # fmt: skip
    assert colors(drawn(), "bar") == {"institution": INSTITUTION, "alternative": ALTERNATIVE}


def test_steps_that_grow_stand_on_a_logarithmic_axis_from_the_least_to_the_most():
    card = drawn()
    assert fields(card, "bar") == {"x": "low", "x2": "high", "y": "height", "y2": "foot", "color": "side"}
    assert scale(card, "bar", "x")["type"] == "log"
    assert (parameters(card)["least"], parameters(card)["most"]) == (100.0, 340.0)


def test_both_sides_have_the_same_room():
    domain = scale(drawn(), "bar", "y")["domain"]
    assert [end["expr"] for end in domain] == ["-top", "top"]
    assert parameters(drawn())["top"] == pytest.approx(1.25 * 0.8)


def test_a_median_that_is_not_known_has_no_rule():
    card = drawn(medians={"institution": 120.0, "alternative": None})
    assert [low for low, *_ in rows(card, "low", "height", "foot")[:1]] == [100.0]  # the steps
    assert fields(card, "rule") == {"x": "low", "y": "height", "y2": "foot"}


def test_the_first_and_the_last_step_are_open_in_words():
    assert [text for (text,) in rows(drawn(), "step")] == [
        "Under $150",
        "$150 to $225",
        "$150 to $225",
        "$225 and more",
    ]


def test_the_sentence_counts_the_programs_of_each_side_and_gives_both_medians():
    summary = drawn().summary
    assert "40 programs, median $120" in summary
    assert "10 programs, median $200" in summary


def test_without_programs_nothing_is_drawn():
    assert drawn(STEPS.clear(), {}).spec is None
