"""Tiles: what is hidden is not said to be unknown, no change has no direction, and on a phone two stand side by side."""

from datetime import date

import polars as pl
import pytest
from streamlit.proto.Metric_pb2 import Metric as Shown
from streamlit.testing.v1 import AppTest

from dashboard import screen, tiles
from data.reference.periods import parse
from queries.answer import Answer
from queries.metrics.enrollment import NET_REGISTRATIONS
from queries.metrics.outcomes import COMPLETION_RATE
from queries.semantic.scope import Scope

SCOPE = Scope("v", "demo", parse("FY2026"), date(2026, 3, 31))
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
    app = AppTest.from_function(two_tiles).run()
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
