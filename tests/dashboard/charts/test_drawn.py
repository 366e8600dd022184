"""Cards are built once for what they show, also while many sessions ask and pandas is being loaded."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from dashboard.charts import drawn as module
from dashboard.charts.drawn import drawn

FRAME = pl.DataFrame({"value": [1]})


@pytest.fixture
def shown(monkeypatch) -> list:
    """The cards that were shown, in place of a page."""
    cards: list = []
    monkeypatch.setattr(module, "show", lambda card, call: cards.append(card))
    return cards


def counting(cards: list):
    """A builder of cards that notes each building, and takes long enough for others to ask meanwhile."""

    @drawn
    def build(title: str, frame: pl.DataFrame) -> object:
        time.sleep(0.02)
        cards.append(title)
        return title

    return build


def test_sessions_that_ask_at_once_share_one_building(shown):
    built: list = []
    draw, everybody = counting(built), threading.Barrier(8)

    def session(_: int) -> None:
        everybody.wait()
        draw("a", FRAME)

    with ThreadPoolExecutor(8) as sessions:
        list(sessions.map(session, range(8)))
    assert built == ["a"]
    assert shown == ["a"] * 8


@pytest.mark.parametrize("other", [("b", FRAME), ("a", FRAME.clone())], ids=["title", "frame"])
def test_other_arguments_are_another_card(shown, other):
    built: list = []
    draw = counting(built)
    draw("a", FRAME)
    draw(*other)
    assert built == ["a", other[0]]


def test_a_chart_that_met_half_loaded_pandas_is_built_again(shown):
    pytest.importorskip("pandas")
    failures = [AttributeError("partially initialized module 'pandas' has no attribute 'Timestamp'")]

    @drawn
    def build() -> object:
        if failures:
            raise failures.pop()
        return "whole"

    build()
    assert shown == ["whole"]


def test_a_builder_that_fails_fails(shown):
    @drawn
    def build() -> object:
        raise AttributeError("a mistake")

    with pytest.raises(AttributeError, match="a mistake"):
        build()
    assert not shown
