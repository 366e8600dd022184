"""Counts by academic year: a line each, broken where years are missing, named at its end."""

import polars as pl
import pytest

from dashboard.charts.ends import APART
from dashboard.charts.years import MOST, cut_by_year, metrics_by_year
from queries.answer import Answer
from queries.metrics.market import AWARDS
from tests.dashboard.charts.drawing import SCOPE, axis, fields, layer, rows, scale


def by_field(*counted: tuple[int, str, int]):
    frame = pl.DataFrame(counted, schema={"year": pl.Int64, "field": pl.String, AWARDS.name: pl.Int64}, orient="row")
    return cut_by_year.__wrapped__("Awards", Answer(frame, (AWARDS,), ("year", "field"), SCOPE), "Awards a year")


TWO = [(2022, "11", 100), (2023, "11", 120), (2022, "51", 300), (2023, "51", 400)]


def test_a_line_per_value_named_at_its_end_with_its_newest_count():
    card = by_field(*TWO)
    assert fields(card, "line") == {"x": "year", "y": "value", "color": "line", "detail": "run"}
    texts = {text for (text,) in rows(card, "text")}
    assert texts == {"Computing 120", "Health 400"}


def test_a_gap_in_the_years_is_a_gap_in_the_line():
    card = by_field((2019, "11", 90), (2022, "11", 100), (2023, "11", 120))
    assert rows(card, "year", "run") == [(2019, 0), (2022, 1), (2023, 1)]


def test_the_axis_of_counts_starts_at_zero_and_that_of_years_names_whole_years():
    card = by_field(*TWO)
    assert scale(card, "line", "y")["domain"] == [0, pytest.approx(1.08 * 400)]
    assert axis(card, "line", "x")["format"] == "d"
    assert axis(card, "line", "x")["values"] == [2022, 2023]


def test_one_year_still_has_an_axis():
    first, last = scale(by_field((2023, "11", 5)), "line", "x")["domain"]
    assert (first, last) == (2023, 2024)


def test_labels_of_near_lines_are_moved_apart():
    card = by_field((2023, "11", 100), (2023, "51", 101))
    (low, _), (high, _) = sorted(rows(card, "value", "text"))
    assert high - low >= APART * 101 - 1e-9


def test_only_the_largest_of_the_newest_year_are_drawn():
    many = [(2023, f"{code:02}", code) for code in range(1, MOST + 3)]
    assert len(scale(by_field(*many), "line", "color")["domain"]) == MOST


def test_colors_follow_the_alphabet_so_that_counts_recolor_nothing():
    other = by_field(*((year, field, 1_000 - count) for year, field, count in TWO))
    assert scale(by_field(*TWO), "line", "color") == scale(other, "line", "color")


def test_the_sentence_says_from_where_to_where_each_line_went():
    assert "Computing from 100 in 2022 to 120 in 2023" in by_field(*TWO).summary


def test_metrics_of_one_answer_are_lines_of_their_own():
    frame = pl.DataFrame({"year": [2022, 2023], AWARDS.name: [1, 2]})
    card = metrics_by_year.__wrapped__("Awards", Answer(frame, (AWARDS,), ("year",), SCOPE), "Awards a year")
    assert scale(card, "line", "color")["domain"] == [AWARDS.label]
    assert layer(card, "line")["mark"]["point"] is True


def test_where_nothing_is_known_nothing_is_drawn():
    assert by_field().spec is None
