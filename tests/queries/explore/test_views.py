"""Saved views are the questions that they were, and a rule holds for the groups for which it does."""

from dataclasses import replace
from datetime import date

import pytest

from data.ingest.saved import VIEWS
from data.reference import periods
from data.store.store import Store
from queries.answer import find_metrics, measure
from queries.explore import views
from queries.explore.question import Question
from queries.explore.views import View, Watch
from queries.revenue import goals
from queries.semantic.scope import Scope

BY_FIELD = Question(
    ("net_revenue", "discount_rate"),
    ("field",),
    ("modality",),
    (("modality", "online"),),
    (("field", "52"),),
    ("plan",),
)


@pytest.fixture
def scope(demo_version) -> Scope:
    return Scope(demo_version, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))


def view(*metrics: str, rows: tuple[str, ...] = (), watch: Watch | None = None, **parts) -> View:
    return View("Mine", Question(metrics, rows, **parts), "automatic", "FY2026", "2026-03-31", watch=watch)


@pytest.fixture
def raised(scope, monkeypatch):
    """The alarm of a view in the scope, None where its rule does not hold."""

    def of(saved: View) -> views.Alarm | None:
        monkeypatch.setattr(views, "saved", lambda version, college: (saved,))
        found = views.alarms(scope)
        return found[0] if found else None

    return of


def test_a_saved_view_is_the_question_it_was(demo_home, scope):
    store = Store(demo_home)
    kept = View("Mine", BY_FIELD, "heat", "FY2026", "2026-03-31", (("field", "11"),), True, Watch("outside", 1.0, 2.0))
    assert views.saved(scope.version, "demo") == ()
    row = views.row_of(kept) | {"saved_on": date(2026, 4, 1), "as_of": scope.as_of}
    try:
        version = VIEWS.save(store, "demo", kept.name, [row])
        assert views.saved(version.id, "demo") == (kept,)
        deleted = VIEWS.delete(store, "demo", kept.name)
        assert views.saved(deleted.id, "demo") == ()
    finally:
        store.rollback(scope.version)


def test_groups_that_are_so_far_below_last_year_are_found_the_farthest_first(scope, raised):
    metric = find_metrics("net_revenue")
    now, then = (dict(measure(*metric, by=("field",), scope=one).frame.rows()) for one in (scope, scope.last_year()))
    shares = {field: now[field] / then[field] for field in now}
    below = sorted((field for field in shares if shares[field] <= 0.95), key=lambda field: shares[field])
    assert below
    alarm = raised(view("net_revenue", rows=("field",), watch=Watch("below_last_year", 0.05)))
    assert [key for (key,) in alarm.keys] == below
    assert (alarm.value, alarm.against) == (pytest.approx(now[below[0]]), pytest.approx(then[below[0]]))
    assert raised(view("net_revenue", watch=Watch("below_last_year", 0.05))) is None  # all together are above


def test_a_chance_under_its_limit_is_found(scope, raised):
    _, chance = goals.progress(scope, "net_revenue")
    assert chance is not None
    alarm = raised(view("net_revenue", watch=Watch("chance_under", chance + 0.01)))
    assert (alarm.value, alarm.keys) == (chance, ())
    assert raised(view("net_revenue", watch=Watch("chance_under", chance))) is None
    narrowed = view("net_revenue", watch=Watch("chance_under", 1.0), only=(("modality", "online"),))
    assert raised(narrowed) is None  # no goal is set for a modality


def test_what_is_under_or_over_its_range_is_found(scope, raised):
    values = dict(measure(*find_metrics("net_registrations"), by=("modality",), scope=scope).frame.rows())
    low, high = sorted(values.values())[0] + 1, sorted(values.values())[-1]
    alarm = raised(view("net_registrations", rows=("modality",), watch=Watch("outside", low, high)))
    assert (alarm.value, alarm.against, len(alarm.keys)) == (low - 1, low, 1)
    assert raised(view("net_registrations", rows=("modality",), watch=Watch("outside", None, high))) is None


def test_a_view_without_an_answer_or_a_rule_raises_nothing(scope, raised):
    assert raised(view("net_revenue", rows=("nothing",), watch=Watch("outside", 1e12))) is None
    assert raised(replace(view("net_revenue"), is_pinned=True)) is None
