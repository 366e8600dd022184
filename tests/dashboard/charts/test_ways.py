"""The map of ways: from the left to the right, no two names in one place, and no line through a name."""

from dataclasses import replace

import polars as pl
import pytest

from dashboard.charts.ways import Place, end_of, placed, ways
from queries.outcomes.pathways import AGREED, ANY, ENDING, LISTED, RECOMMENDED, Pathways, Way
from tests.dashboard.charts.drawing import SCOPE, colors, fields, layer


def way(start: str, end: str, state: str = AGREED, *, is_ours: bool = True, is_degree: bool = False) -> Way:
    return Way(
        start=start, start_title=start.upper(), is_ours=is_ours, provider=None if is_ours else "Partner", end=end,
        end_title=end.upper(), is_degree=is_degree, state=state, institution=None, recommended_by=None, credit_hours=3,
        until=None,
    )  # fmt: skip


CHAIN = (
    way("a", "b", LISTED),
    way("b", "c", ENDING),
    way("a", "degree", is_degree=True),  # passes b and c
    way("c", "degree", is_degree=True),
    way("p", "b", is_ours=False),
    way("x", ANY, RECOMMENDED, is_degree=True),
    way("y", ANY, RECOMMENDED, is_degree=True),
)


def test_each_way_goes_from_the_left_to_the_right():
    places, _ = placed(CHAIN)
    assert all(places[one.start].column < places[end_of(one)].column for one in CHAIN)
    assert [places[node].column for node in ("a", "p", "b", "c", "degree")] == [0, 0, 1, 2, 3]


def test_no_two_names_stand_in_one_place_and_no_line_passes_one():
    places, passing = placed(CHAIN)
    taken = [*places.values(), *(place for free in passing.values() for place in free)]
    assert len(set(taken)) == len(taken)
    assert [place.column for place in passing[2]] == [1, 2]


def test_recommendations_to_any_college_do_not_meet():
    places, _ = placed(CHAIN)
    assert places["x to any"].row == places["x"].row != places["y"].row


def test_ways_in_a_circle_have_places_too():
    places, _ = placed((way("a", "b"), way("b", "a")))
    assert {*places} == {"a", "b"}
    assert isinstance(places["a"], Place)


def test_a_line_begins_behind_a_name_and_its_state_has_a_color_and_a_dash():
    card = ways.__wrapped__("Map", Pathways(CHAIN, ()), SCOPE)
    assert fields(card, "line") == {
        "x": "x", "y": "y", "order": "order", "detail": "way", "color": "state", "strokeDash": "state",
    }  # fmt: skip
    assert len({*colors(card, "line").values()}) == 4
    assert layer(card, "line")["encoding"]["strokeDash"]["scale"]["domain"] == [*colors(card, "line")]
    lines = pl.read_ipc_stream(card.spec["datasets"]["lines"])
    assert lines.filter(pl.col("way") == "2").select("x").to_series().to_list() == pytest.approx(
        [0.82, 1, 1.82, 2, 2.82, 3]
    )
    assert "7 ways from one credential to the next: 3 agreed" in card.summary


def test_the_share_that_went_on_stands_on_a_way_where_it_is_shown():
    shown = replace(way("a", "b"), completed=40, went_on=10)
    hidden = replace(way("b", "c"), is_hidden=True)
    card = ways.__wrapped__("Map", Pathways((shown, hidden), ()), SCOPE)
    shares = pl.read_ipc_stream(card.spec["datasets"]["shares"])
    assert shares.rows() == [(pytest.approx(0.91), 0.0, "25%")]


def test_no_way_is_no_map():
    assert ways.__wrapped__("Map", Pathways((), ()), SCOPE).spec is None


def test_a_name_is_broken_into_lines_that_fit_its_column_on_a_phone():
    long = replace(way("p", "b", is_ours=False), start_title="Data Analyst Career Certificate", provider="Openladder")
    card = ways.__wrapped__("Map", Pathways((*CHAIN, long), ()), SCOPE)
    rows = {row["name"]: row for row in pl.read_ipc_stream(card.spec["datasets"]["nodes"]).to_dicts()}
    row = rows["Data Analyst Career Certificate, Openladder"]
    assert row["narrow"] == "Data Analyst\nCareer\nCertificate"  # four columns, and no provider
    assert row["lines"] == 3
    short = ways.__wrapped__("Map", Pathways(CHAIN, ()), SCOPE)
    assert card.spec["height"] > short.spec["height"]  # three lines of a name need more than a row of one


def test_ways_of_fewer_columns_share_the_whole_width():
    card = ways.__wrapped__("Map", Pathways(CHAIN, ()), SCOPE)
    rows = {row["name"]: row for row in pl.read_ipc_stream(card.spec["datasets"]["nodes"]).to_dicts()}
    assert rows["DEGREE"]["x"] == 3.0  # the last of four
    assert rows["X"]["wide"] == 2.0
    assert rows["X"]["narrow"] == "X"
