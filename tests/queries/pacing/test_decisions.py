"""The log of decisions: what is still to be decided, and what became of the sections that were decided."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from data.contracts.decisions import Decisions
from data.ingest.decide import decide
from data.store.store import Store
from queries.enrollment import decisions, week
from tests.queries.pacing.conftest import OPENING
from tests.queries.pacing.test_week import TODAY, scope_of, thin

NOW = datetime(2026, 10, 23, 9, tzinfo=UTC).replace(tzinfo=None)


def decided(scope, section_id: str, decision: str, minutes: int = 0, **more):
    """The scope at the version that holds one more decision."""
    due = {row["section_id"]: row for row in week.due(scope).frame.to_dicts()}[section_id]
    row = dict.fromkeys(Decisions.column_names()) | {
        name: due[name] for name in due if name in Decisions.column_names()
    }
    row |= {"decided_at": NOW + timedelta(minutes=minutes), "as_of": scope.as_of, "data_version": scope.version}
    row |= {"decision": decision, **more}
    shown = decisions.taken(scope.version, scope.college)
    return replace(scope, version=decide(Store(), scope.college, [row], shown).id)


def still_to_decide(scope) -> list[str]:
    return decisions.undecided(scope).frame["section_id"].to_list()


@pytest.fixture
def scope(home):
    """Two sections of offerings of their own; by the later day one ran with 8 seats, the other was canceled."""
    ran = thin(offering="a", committed=100.0)
    return scope_of(
        home,
        {
            "ran": ran | {"takes": [*ran["takes"], 1030, 1031, 1032, 1033]},
            "gone": thin(offering="b", status="cancelled", decided=1035),
            "last": {"opens": 1030, "starts": 1050, "takes": [1045]},  # so that the days after are known
        },
    )


def test_what_is_decided_is_no_longer_due_until_it_is_taken_back(scope):
    assert still_to_decide(scope) == ["gone", "ran"]
    one = decided(scope, "ran", "run")
    assert still_to_decide(one) == ["gone"]
    back = decided(one, "ran", "taken_back", 1)
    assert still_to_decide(back) == ["gone", "ran"]
    assert decisions.log(back).frame.select("decision", "is_standing").rows() == [("taken_back", False), ("run", False)]


@pytest.mark.parametrize(("decision", "is_due_again"), [("wait", True), ("promote", True), ("run", False)])
def test_waiting_ends_on_the_decision_day(scope, decision, is_due_again):
    one = decided(scope, "ran", decision)
    assert "ran" not in still_to_decide(one)
    later = replace(one, as_of=OPENING + timedelta(days=1033))
    assert ("ran" in week.due(later).frame["section_id"]) is True
    assert ("ran" in still_to_decide(later)) is is_due_again


def test_the_log_says_what_became_of_each_section_and_what_it_brought(scope):
    both = decided(decided(scope, "ran", "run"), "gone", "cancel", 1)
    now = {row["section_id"]: row for row in decisions.log(both).frame.to_dicts()}
    assert {code: (row["became"], row["brought_cents"]) for code, row in now.items()} == {
        "ran": ("still_open", None),
        "gone": ("still_open", None),
    }
    later = {
        row["section_id"]: row
        for row in decisions.log(replace(both, as_of=OPENING + timedelta(days=1045))).frame.to_dicts()
    }
    assert [later[code]["became"] for code in ("ran", "gone")] == ["ran", "canceled"]
    assert later["ran"]["seats"] == 8
    assert later["ran"]["brought_cents"] == 8 * (100_00 - 10_00) - (500_00 - 100_00)  # canceling would have cost 100
    assert later["gone"]["brought_cents"] == 0


def test_a_decision_by_later_numbers_is_not_known_before(scope):
    one = decided(scope, "ran", "run")
    assert decisions.log(replace(one, as_of=TODAY - timedelta(days=1))).is_empty


def test_a_version_without_decisions_has_an_empty_log(scope):
    assert decisions.log(scope).is_empty
    assert decisions.taken(scope.version, scope.college).equals(Decisions.create_empty())


def test_the_log_is_cut_by_the_filters(scope):
    one = decided(scope, "ran", "run")
    logged = [decisions.log(one.narrowed(offering=offering)).frame.height for offering in ("a", "b")]
    assert logged == [1, 0]
    assert decisions.log(one).frame.schema["decided_at"] == pl.Datetime("us")


def test_outcomes_are_worked_out_of_decided_sections_alone(scope):
    one = decided(scope, "ran", "run")
    assert decisions._outcomes(one, pl.Series(["ran", "ran"]))["section_id"].to_list() == ["ran"]
    assert decisions._outcomes(one, pl.Series([], dtype=pl.String)).is_empty()
    assert decisions.log(scope).frame.is_empty()
