"""While a page is read, its questions and charts about the other fields are made, and no page waits for that."""

import threading
from types import SimpleNamespace

import polars as pl
import pytest

from dashboard import ahead
from data.caches import held
from data.reference.periods import STANDARD
from queries.semantic.scope import Scope
from tests.dashboard.test_pages import opened


@pytest.fixture
def is_started(monkeypatch):
    """Pages are noted as under `dashboard serve`, but nothing is made until a test does it."""
    monkeypatch.setattr(ahead, "_is_started", threading.Event())
    ahead._is_started.set()
    ahead._read.clear()
    yield
    ahead._read.clear()


def scope_of(version: str, **where: str) -> Scope:
    return Scope(version, "demo", STANDARD.parse("FY2026"), STANDARD.parse("FY2026").end, tuple(where.items()))


@pytest.mark.parametrize("page", ["pages/strategy/overview.py", "pages/enrollment/enrollment.py"])
def test_another_field_asks_nothing_new_and_draws_no_new_chart(demo_version, is_started, page):
    held["answers"].clear()
    held["cards"].clear()
    app = opened(page)
    _, calls = ahead._read[-1]
    for _ in ahead.again(calls, "51"):
        pass
    made = len(held["answers"]), len(held["cards"])
    app.selectbox(key="field").set_value("51").run()
    assert not app.exception
    assert (len(held["answers"]), len(held["cards"])) == made


def test_it_is_about_every_other_field_and_about_all(demo_version):
    fields = ahead.others(scope_of(demo_version))
    assert None not in fields
    assert set(ahead.others(scope_of(demo_version, field=fields[0]))) == {None, *fields[1:]}


def test_a_result_is_taken_for_what_it_is_for_the_other_field():
    rows = {None: pl.DataFrame({"n": [9]}), "11": pl.DataFrame({"n": [2]})}
    drawn_of = []

    def ask(scope):
        return rows[dict(scope.where).get("field")]

    scope = scope_of("v")
    calls = [
        ahead.Call(ask, (scope,), ask(scope)),
        ahead.Call(lambda title, table: drawn_of.append((title, table)), ("Seats", rows[None]), None),
    ]
    assert len(list(ahead.again(calls, "11"))) == 2
    assert drawn_of == [("Seats", rows["11"])]


def test_what_fails_or_depends_on_what_is_not_known_is_left_out():
    made = []
    calls = [
        ahead.Call(lambda scope: 1 / 0, (scope_of("v"),), "nothing"),
        ahead.Call(made.append, (pl.DataFrame(),), None),  # worked out by the page itself
        ahead.Call(made.append, (scope_of("v"),), None),
    ]
    assert len(list(ahead.again(calls, "11"))) == 3
    assert made == [scope_of("v", field="11")]


def test_a_page_that_does_not_come_to_its_end_is_no_guide(is_started):
    with pytest.raises(RuntimeError), ahead.noted(scope_of("v")):
        raise RuntimeError
    assert not ahead._read
    with ahead.noted(scope_of("v")):
        ahead.note(max, (1, 2), 2)
    assert [call.function for call in ahead._read[-1][1]] == [max]


def test_nothing_is_noted_where_it_was_not_started(monkeypatch):
    monkeypatch.setattr(ahead, "_is_started", threading.Event())
    ahead._read.clear()
    with ahead.noted(scope_of("v")):
        ahead.note(max, (1, 2), 2)
    assert not ahead._read


@pytest.fixture
def clock(monkeypatch):
    """Time that passes only as it is slept."""
    now = SimpleNamespace(at=100.0)
    slept = SimpleNamespace(monotonic=lambda: now.at, sleep=lambda s: setattr(now, "at", now.at + s))
    monkeypatch.setattr(ahead, "time", slept)
    return now


def test_it_rests_while_pages_are_made(clock, monkeypatch):
    monkeypatch.setattr(ahead, "_made_at", clock.at)
    steps = []

    def step():
        for number in range(3):
            steps.append(clock.at)
            if number == 1:
                ahead._made_at = clock.at  # somebody changes a filter
            yield

    ahead._spend(step())
    assert steps == pytest.approx([100 + ahead.QUIET_SECONDS] * 2 + [100 + 2 * ahead.QUIET_SECONDS])


def test_its_patience_ends(clock, monkeypatch):
    monkeypatch.setattr(ahead, "_made_at", 0.0)
    steps = []

    def slow():
        while True:
            clock.at += 2
            steps.append(clock.at)
            yield

    ahead._spend(slow())
    assert len(steps) == 2
