"""Notes on offerings: what is contested and settled, and the class without what is contested."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from data.ingest.note_offering import note_offering
from data.store.store import Store
from queries.strategy import portfolio_notes
from tests.data.ingest.test_note_offering import NOW, ONE
from tests.queries.strategy.test_portfolio_verdict import RULE, SCOPE, judged


@pytest.fixture
def noted(tmp_path, monkeypatch):
    """The log of a version that holds these notes and no others, a minute apart."""
    homes = (tmp_path / str(number) for number in count())

    def made(*changed: dict):
        version, home = None, next(homes)
        monkeypatch.setenv("DASHBOARD_HOME", str(home))
        for minute, change in enumerate(changed):
            row = ONE | {"offering_id": "stays", "noted_at": NOW + timedelta(minutes=minute)} | change
            version = note_offering(Store(home), "college", row)
        assert version is not None
        return portfolio_notes.log(replace(SCOPE, version=version.id))

    return made


DECIDED = {"kind": "decided", "criterion": None, "decision": "sustain"}


def test_an_input_is_contested_until_it_is_settled(noted):
    table = judged()
    notes = noted({}, {"criterion": "fill"}, {"kind": "settled"})
    assert portfolio_notes.contested(notes, table, "stays") == {"fill": ONE["note"]}
    assert portfolio_notes.contested(notes, table, "grows") == {}
    again = noted({"kind": "settled"}, {})
    assert [*portfolio_notes.contested(again, table, "stays")] == ["completion"]


def test_the_class_without_what_is_contested_is_worked_out_anew(noted):
    table = judged(stays=(0.2, 0.9, 0.9, None, 60, 9, None))  # (0.4 + 1.8) / 4 = 0.55 is sustain
    notes = noted({"criterion": "margin"})
    # Without the margin (0.4 + 0.9) / 3 = 0.433 is left, and three of four of the weight known.
    assert portfolio_notes.without_contested(notes, table, "stays", RULE) == "transform"
    both = noted({"criterion": "margin"}, {"criterion": "completion"})
    assert portfolio_notes.without_contested(both, table, "stays", RULE) == "insufficient"
    assert portfolio_notes.without_contested(notes, table, "grows", RULE) is None


def test_the_newest_decision_holds_and_notes_of_later_numbers_are_not_known_yet(noted):
    table = judged()
    notes = noted(DECIDED, DECIDED | {"decision": "retire", "note": "The partner left."})
    found = portfolio_notes.decision(notes, table, "stays")
    assert found is not None
    assert (found["decision"], found["note"]) == ("retire", "The partner left.")
    assert portfolio_notes.decision(notes, table, "grows") is None
    assert noted({"as_of": date(2026, 4, 1)}).is_empty


def test_a_version_without_notes_has_none(demo_version):
    scope = replace(SCOPE, version=demo_version, college="demo")
    assert portfolio_notes.log(scope).is_empty
