"""Openings by occupation in their parts, and what the occupations pay."""

import polars as pl

from dashboard.charts.card import ACCENT, FALL, GREEN, MUTED
from dashboard.charts.openings import FEWER, openings, pay
from queries.semantic.table import Table
from tests.dashboard.charts.drawing import SCOPE, colors, fields, layer, rows, scale

COLUMNS = (
    "title", "part", "shared", "shared_exits", "shared_transfers", "shared_growth", "wage_p25", "wage_median", "wage_p75",
)  # fmt: skip
OCCUPATIONS = [
    ("Cooks", 0.5, 9_500.0, 4_000.0, 6_000.0, -500.0, 30_000, 35_000, 40_000),  # jobs go away
    ("Chefs", 1.0, 150.0, 40.0, 60.0, 50.0, None, None, None),  # wages are withheld
    ("Bakers", None, None, None, None, None, 28_000, 32_000, 36_000),  # nobody is awarded its programs
]


def table(occupations: list = OCCUPATIONS) -> Table:
    schema = {name: pl.String if name == "title" else pl.Float64 for name in COLUMNS}
    return Table(pl.DataFrame(occupations, schema=schema, orient="row", strict=False), (), SCOPE)


def drawn(occupations: list = OCCUPATIONS):
    return openings.__wrapped__("Openings", table(occupations))


def test_a_bar_has_its_parts_and_jobs_that_go_away_stand_left_of_zero():
    assert rows(drawn(), "title", "part", "value")[:2] == [("Cooks", "Leave work", 4_000), ("Chefs", "Leave work", 40)]
    assert ("Cooks", FEWER, -500) in rows(drawn(), "title", "part", "value")
    assert ("Chefs", "Growth", 50) in rows(drawn(), "title", "part", "value")
    assert drawn().spec["params"][0]["value"] == [-500, 10_000]  # to the end of the longest bar


def test_each_part_has_its_color_and_they_are_stacked():
    assert colors(drawn(), "bar") == {"Leave work": ACCENT, "Change occupation": MUTED, "Growth": GREEN, FEWER: FALL}
    assert fields(drawn(), "bar") == {"x": "value", "y": "title", "color": "part", "order": "order"}
    assert layer(drawn(), "bar")["encoding"]["x"]["stack"] == "zero"


def test_an_occupation_without_a_share_is_not_drawn():
    assert "Bakers" not in {name for (name,) in rows(drawn(), "title")}


def test_the_unit_line_names_red_only_where_jobs_go_away():
    assert "fewer jobs red" in drawn().unit_line
    assert "red" not in drawn(OCCUPATIONS[1:]).unit_line


def test_the_sentence_names_where_most_openings_are():
    assert drawn().summary == "Openings: most are about 9,500 for Cooks, then about 150 for Chefs."
    assert drawn(OCCUPATIONS[2:]).summary.endswith("no openings are counted for this choice.")
    assert drawn(OCCUPATIONS[2:]).spec is None


def test_pay_runs_over_the_middle_half_from_zero_with_the_median_as_a_tick():
    card = pay.__wrapped__("Pay", table(), "in Texas")
    assert fields(card, "bar") == {"x": "wage_p25", "x2": "wage_p75", "y": "title"}
    assert fields(card, "tick")["x"] == "wage_median"
    assert scale(card, "bar", "x") == {"zero": True}
    assert rows(card, "title", "text") == [("Cooks", "$35,000")]
    assert card.summary == "Pay: the median is $35,000 for Cooks."
    assert pay.__wrapped__("Pay", table(OCCUPATIONS[1:2]), "in Texas").spec is None
