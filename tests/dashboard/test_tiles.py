"""Tiles: what is hidden is not said to be unknown, and on a phone two stand side by side."""

from datetime import date

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import screen, tiles
from data.periods import parse
from queries.answer import Answer
from queries.metrics.enrollment import NET_REGISTRATIONS
from queries.metrics.outcomes import COMPLETION_RATE
from queries.scope import Scope

SCOPE = Scope("v", "demo", parse("FY2026"), date(2026, 3, 31))
METRICS = (NET_REGISTRATIONS, COMPLETION_RATE)


def shown(monkeypatch, *, hidden: int, is_phone: bool = False) -> AppTest:
    """A tile of registrations and one of completion, neither of which can be said."""
    frame = pl.DataFrame(
        {metric.name: [None] for metric in METRICS}, schema=dict.fromkeys((m.name for m in METRICS), pl.Float64)
    )
    monkeypatch.setattr(tiles, "ask", lambda *_, scope: Answer(frame, METRICS, (), scope, hidden=hidden))
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


def two_tiles():
    from dashboard import tiles
    from tests.dashboard.test_tiles import METRICS, SCOPE

    tiles.row([metric.name for metric in METRICS], SCOPE)
