"""How often what was called likely came true, published once and read as of any day."""

import shutil
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from data.reference import periods
from data.store.store import Store
from queries.answer import measure
from queries.metrics.enrollment import NET_REVENUE
from queries.revenue import goal_record
from queries.semantic.reliability import by_tenth
from queries.semantic.scope import Scope


@pytest.fixture(scope="module")
def published(demo_home, tmp_path_factory) -> Scope:
    """The demo college with its record of goals worked out, in a home of its own."""
    home = tmp_path_factory.mktemp("goals") / "home"
    shutil.copytree(demo_home, home, ignore=shutil.ignore_patterns("derived", "ledger"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_HOME", str(home))
        patch.setattr(goal_record, "DRAWS", 200)
        version = Store(home).current()
        assert version is not None
        scope = Scope(version.id, "demo", periods.STANDARD.parse("FY2026"), date(2026, 3, 31))
        assert goal_record.record(scope).is_empty()
        assert not goal_record.is_there(version.id, "demo")
        goal_record.publish_goal_record(version.id, "demo")
        yield scope


def test_sixty_percent_has_meant_sixty_percent(published):
    said = goal_record.record(published)
    ours, base = goal_record.brier(said)
    assert ours < base
    assert goal_record.quality(said).outcomes == 2 * 9  # two years of the college and of its eight fields
    for row in by_tenth(said).filter(pl.col("statements") >= 60).to_dicts():
        assert abs(row["stated"] - row["came_true"]) < 0.2


def test_what_came_true_is_what_the_year_brought(published):
    said = goal_record.record(published).filter(field="all", as_of=date(2025, 1, 31)).sort("threshold")
    year, before = (
        measure(
            NET_REVENUE,
            scope=replace(published, period=periods.STANDARD.parse(name), as_of=periods.STANDARD.parse(name).end),
        )
        for name in ("FY2025", "FY2024")
    )
    grown = year.value(NET_REVENUE) / before.value(NET_REVENUE)
    assert said["came_true"].to_list() == [grown >= threshold for threshold in goal_record.THRESHOLDS]
    # What is asked for more can only be less likely.
    assert said["probability"].to_list() == sorted(said["probability"], reverse=True)


def test_an_earlier_day_knows_only_the_years_that_were_over(published):
    everything = goal_record.record(published)
    assert set(everything["due_on"]) == {date(2024, 6, 30), date(2025, 6, 30)}
    earlier = goal_record.record(replace(published, as_of=date(2025, 6, 29)))
    assert set(earlier["due_on"]) == {date(2024, 6, 30)}
    assert goal_record.brier(goal_record.record(replace(published, as_of=date(2023, 6, 30)))) is None
