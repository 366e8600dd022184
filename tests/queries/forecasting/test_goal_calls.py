"""Chances of reaching goals: from the forecast of the day, beside what the year brought."""

from datetime import date

import polars as pl
import pytest

from data.contracts import FACTS
from data.periods import containing
from data.store import Store
from queries.forecasting import goal_calls, published, publishing
from queries.forecasting.publishing import Plan
from queries.scope import Scope
from tests.queries.forecasting.conftest import monthly, seasonal

MONTHS = 45
AT = date(2025, 9, 30)
VALUES = seasonal(MONTHS)
FY2025 = sum(VALUES[30:42])
"""July 2024 to June 2025: the months numbered from January 2022."""


def goals(*targets: float) -> pl.DataFrame:
    rows = [
        {"goal_id": f"G{n}", "metric": "net_registrations", "scope": "all", "scope_value": None, "period": "FY2025",
         "target": target, "phasing": "flat", "monthly_shares": None, "owner": None}
        for n, target in enumerate(targets)
    ]  # fmt: skip
    return FACTS["goals"].cast(pl.DataFrame(rows, infer_schema_length=None))


@pytest.fixture
def scope(college, monkeypatch) -> Scope:
    monkeypatch.setattr(publishing, "PLANS", (Plan("all", 3, 5),))
    monkeypatch.setattr(publishing, "STANDARD", ("net_registrations",))
    college([*monthly({"web": VALUES}), ("web", date(2025, 9, 1), AT, 1)])
    with Store().draft("goals") as draft:
        draft.put("college", "cubes", "goals", goals(10, FY2025, 100 * FY2025))
    publishing.publish(draft.version.id, "college")
    return Scope(draft.version.id, "college", containing(AT, "fiscal_year"), AT)


def test_what_the_year_has_brought_so_far_is_counted_once(scope):
    made = published.forecasts(scope.version, "college", "all").filter(lead=1).sort("origin")
    so_far = dict(made.select("origin", "so_far").rows())
    assert so_far[date(2025, 3, 1)] == sum(VALUES[30:39])
    # The first target of a June origin opens a new year.
    assert so_far[date(2025, 6, 1)] == 0
    assert so_far[date(2024, 12, 1)] == sum(VALUES[30:36])


def test_a_goal_of_nothing_is_certain_and_one_out_of_reach_impossible(scope):
    stated = goal_calls.statements(scope, "net_registrations")
    assert stated["origin"].unique().sort().to_list() == [
        date(2024, 6, 1),
        date(2024, 9, 1),
        date(2024, 12, 1),
        date(2025, 3, 1),
    ]
    by_goal = [stated[start : start + 4] for start in (0, 4, 8)]
    assert set(by_goal[0]["probability"]) == {1.0}
    assert set(by_goal[2]["probability"]) == {0.0}
    assert [set(part["happened"]) for part in by_goal] == [{True}, {True}, {False}]
    assert all(0 < p < 1 for p in by_goal[1]["probability"])


def test_a_year_that_is_not_settled_makes_no_statement(scope):
    early = Scope(scope.version, "college", scope.period, date(2025, 8, 31))
    assert goal_calls.statements(early, "net_registrations").is_empty()


def test_counts_that_do_not_add_up_have_no_chance(scope):
    assert goal_calls.statements(scope, "headcount").is_empty()
    assert goal_calls.current(scope, "headcount", "all", "all") is None
