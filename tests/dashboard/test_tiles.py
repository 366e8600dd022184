"""Tiles: what is hidden is not said to be unknown, no change has no direction, and on a phone two stand side by side."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from streamlit.proto.Metric_pb2 import Metric as Shown
from streamlit.testing.v1 import AppTest

from dashboard import screen, tiles
from data.reference.periods import STANDARD
from queries.answer import Answer
from queries.metrics.enrollment import NET_REGISTRATIONS
from queries.metrics.outcomes import COMPLETION_RATE
from queries.outcomes import cohort_years
from queries.semantic.scope import Scope

SCOPE = Scope("v", "demo", STANDARD.parse("FY2026"), date(2026, 3, 31))
METRICS = (NET_REGISTRATIONS, COMPLETION_RATE)


NOBODY = {metric.name: [None] for metric in METRICS}
NOW, LAST_YEAR = SCOPE, SCOPE.last_year()


def shown(
    monkeypatch, *, hidden: int = 0, is_phone: bool = False, now: dict = NOBODY, before: dict = NOBODY
) -> AppTest:
    """A tile of registrations and one of completion; without values neither can be said."""

    def answered(*names: str, scope: Scope) -> Answer:
        schema = dict.fromkeys((m.name for m in METRICS), pl.Float64)
        return Answer(pl.DataFrame(now if scope == NOW else before, schema=schema), METRICS, (), scope, hidden=hidden)

    monkeypatch.setattr(tiles, "ask", answered)
    monkeypatch.setattr(tiles, "recall", lambda *_: None)
    monkeypatch.setattr(screen, "is_phone", lambda: is_phone)
    app = AppTest.from_function(two_tiles, default_timeout=60).run()
    assert not app.exception
    return app


@pytest.mark.parametrize(("hidden", "said"), [(1, "hidden to protect learners"), (0, "not known for this choice")])
def test_what_is_hidden_is_not_said_to_be_unknown(monkeypatch, hidden, said):
    registrations, completion = shown(monkeypatch, hidden=hidden).metric
    assert completion.proto.delta_description == said
    assert registrations.proto.delta_description == "not known for this choice"  # operational numbers are never hidden


@pytest.mark.parametrize(("is_phone", "wraps"), [(True, False), (False, True)])
def test_tiles_stand_side_by_side_on_a_phone_too(monkeypatch, is_phone, wraps):
    app = shown(monkeypatch, hidden=0, is_phone=is_phone)
    first, second = app.columns
    assert first.weight == second.weight
    assert app.main.children[0].proto.flex_container.wrap is wraps


@pytest.mark.parametrize(
    ("rate", "said", "color"),
    [(0.7304, "0.0 points", Shown.GRAY), (0.7296, "0.0 points", Shown.GRAY), (0.74, "+1.0 points", Shown.GREEN)],
)
def test_a_change_that_rounds_to_nothing_has_no_direction_and_no_color(monkeypatch, rate, said, color):
    values = {"net_registrations": [100.0], "completion_rate": [0.73]}
    _, completion = shown(monkeypatch, now=values | {"completion_rate": [rate]}, before=values).metric
    assert completion.delta == said
    assert completion.proto.color == color
    assert (completion.proto.direction == Shown.NONE) == (color == Shown.GRAY)


def two_tiles():
    from dashboard import tiles
    from tests.dashboard.test_tiles import METRICS, SCOPE

    tiles.row([metric.name for metric in METRICS], SCOPE)


def completion_tile(monkeypatch, *, period: str, still_open: float | None) -> Shown:
    """The tile of a completion rate that went down by ten points."""
    scope = replace(SCOPE, period=STANDARD.parse(period))

    def answered(*names: str, scope: Scope) -> Answer:
        rate = 0.6 if scope.as_of == SCOPE.as_of else 0.7
        return Answer(pl.DataFrame({COMPLETION_RATE.name: [rate]}), (COMPLETION_RATE,), (), scope)

    monkeypatch.setattr(tiles, "ask", answered)
    monkeypatch.setattr(
        tiles, "recall", lambda question, *_: still_open if question is cohort_years.still_open else None
    )

    def one_tile(scope) -> None:
        from dashboard import tiles

        tiles.row(["completion_rate"], scope)

    (shown_tile,) = AppTest.from_function(one_tile, args=(scope,), default_timeout=60).run().metric
    return shown_tile.proto


def test_a_completion_of_a_quarter_is_a_dash_that_names_the_year(monkeypatch):
    tile = completion_tile(monkeypatch, period="2026-Q1", still_open=None)
    assert (tile.body, tile.delta, tile.delta_description) == ("–", "", "by fiscal year: choose FY2026")


def test_a_cohort_that_is_not_final_says_so_and_its_change_is_not_red(monkeypatch):
    tile = completion_tile(monkeypatch, period="FY2026", still_open=0.3)
    assert (tile.delta_description, tile.color) == ("30% of it still open", Shown.GRAY)
    assert completion_tile(monkeypatch, period="FY2026", still_open=None).color == Shown.RED
