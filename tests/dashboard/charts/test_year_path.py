"""The path chart: names at the ends of lines, last year and expected told apart, and the top of the scale as a row."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import polars as pl
import pytest

from dashboard.charts.year_path import GAP, year_path
from data.reference.periods import STANDARD
from queries.revenue import year_path as queries
from queries.semantic.scope import Scope
from tests.dashboard.charts.drawing import colors, rows


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))


def card(scope: Scope):
    return year_path.__wrapped__("The year", queries.path("net_revenue", scope), scope)


def test_each_line_is_named_at_its_end_and_no_name_stands_on_another(scope):
    ends = rows(card(scope), "text", "at")
    assert [text.rsplit(" ", 1)[0] for text, _ in ends] == ["Goal", "Expected", "Last year"]
    places = [at for _, at in ends]
    assert all(after - before >= GAP - 1e-9 for before, after in pairwise(places))


def test_last_year_is_gray_and_solid_and_expected_blue_and_dashed(scope):
    drawn = card(scope)
    by_line = colors(drawn, "line")
    assert by_line["last_year"] != by_line["expected"] == by_line["actual"]
    (marks,) = [one for one in drawn.spec["layer"] if one["mark"]["type"] == "line"]
    dashes = marks["encoding"]["strokeDash"]["scale"]
    by_dash = dict(zip(dashes["domain"], dashes["range"], strict=True))
    assert by_dash["last_year"] == [1, 0] != by_dash["expected"]
    assert by_dash["unfinished"] != [1, 0]


def test_ahead_of_plan_and_yet_unlikely_is_said(scope):
    note = card(scope).note
    assert "ahead of the plan but only" in note
    assert "the plan expects" in note
    assert "the forecast" in note


def test_ahead_of_plan_and_likely_is_no_but_although_less_is_left_than_planned(scope):
    note = card(scope.narrowed(field="51")).note
    assert "ahead of the plan and more than 95% likely" in note


def test_a_choice_without_revenue_draws_nothing_and_a_period_to_come_has_no_card(scope):
    assert card(scope.narrowed(field="54")).spec is None
    assert card(replace(scope, period=STANDARD.parse("FY2027"))) is None


def test_the_top_of_the_scale_is_above_everything_that_is_drawn(scope):
    drawn = card(scope)
    tables = {name: pl.read_ipc_stream(data) for name, data in drawn.spec["datasets"].items()}
    assert tables["room"]["value"][0] > max(tables["lines"]["value"].max(), tables["band"]["high"].max())
