"""This week: decisions that are checked are saved together, shown as decided, taken back, and never overtaken unseen."""

import re
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import reader
from dashboard.cards import week as cards
from data.contracts.decisions import Decisions
from data.store.store import Store
from queries.enrollment import decisions, week
from tests.dashboard.test_enrollment_pages import opened, text

CHECKED = 5


@pytest.fixture
def store(demo_version):
    """The demo's home, which is again as it was when the test has ended."""
    yield Store()
    Store().rollback(demo_version)


def decided(app: AppTest, many: int) -> AppTest:
    """The page after so many of its sections were checked and saved with a note."""
    for box in app.checkbox[:many]:
        box.check()
    app.text_input[-1].set_value("Talked to the deans.")
    return press(app, "Save the checked decisions")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def taken(store: Store):
    return decisions.taken(store.current().id, "demo")


def test_it_says_what_is_due_and_what_the_advice_adds(demo_version):
    app = opened("this_week")
    assert not app.exception
    said = re.search(r"(\d+) sections need a decision by Apr 12\. Following the advice adds \\\$([\d,]+)", text(app))
    assert int(said[1]) == len(app.checkbox) == 10
    assert "Promised to the Three Rivers School Consortium" in " ".join(c.value for c in app.caption)


def test_several_sections_are_decided_at_once_and_taken_back(store):
    app = decided(opened("this_week"), CHECKED)
    kept = taken(store)
    assert kept.height == CHECKED + 1  # one of those checked merges with a sixth
    assert set(kept["note"]) == {"Talked to the deans."}
    assert kept["decision"].cast(str).to_list() == kept["advice"].cast(str).to_list()
    assert len(app.checkbox) == 4
    assert "6 of 6 decisions followed the advice. Of these sections, 6 are still open." in text(app)
    assert app.selectbox(key="version").value == store.current().id
    app.multiselect[0].select(next(row["section_id"] for row in kept.to_dicts() if row["merge_with"] is None))
    press(app, "Take back")
    assert taken(store).height == CHECKED + 2
    assert len(app.checkbox) == 5
    assert "5 of 5 decisions followed the advice" in text(app)


def test_a_merger_decides_both_sections(store):
    app = opened("this_week")
    app.checkbox[1].check()  # Bookkeeping, to be merged with another one that is due
    press(app, "Save the checked decisions")
    kept = taken(store)
    assert kept["merge_with"].to_list() == kept["section_id"].to_list()[::-1]
    assert kept["value_cents"].to_list() != [0, 0]
    assert 0 in kept["value_cents"].to_list()  # the one that closes


def test_half_a_merger_is_refused(store):
    app = opened("this_week")
    app.checkbox[1].check()
    app.checkbox[5].check()
    next(box for box in app.selectbox if box.label.startswith("Decision on") and box.key.endswith("S00002552")).select(
        "run"
    )
    press(app, "Save the checked decisions")
    assert "cannot merge with" in app.error[0].value
    assert taken(store).equals(Decisions.create_empty())


def test_nothing_checked_is_refused(demo_version):
    app = press(opened("this_week"), "Save the checked decisions")
    assert "Check at least one section" in app.error[0].value
    assert Store().current().id == demo_version


def test_two_open_pages_do_not_overtake_each_other(store):
    one, other = opened("this_week"), opened("this_week")
    decided(one, 2)
    first = taken(store)
    decided(other, 1)
    assert f"Meanwhile version {store.current().id} has another decision" in other.error[0].value
    assert taken(store).equals(first)


def test_past_decisions_say_what_became_of_their_sections(store):
    app = decided(opened("this_week", as_of="2026-02-28"), CHECKED)
    later = opened("this_week", as_of="2026-03-31", version=store.current().id)
    assert not later.exception
    said = re.search(r"6 of 6 decisions followed the advice\. Of these sections, ([^.]+)\.", text(later))
    assert "still open" not in said[1]  # five were checked, one of which merges with a sixth
    assert "ran" in said[1]
    assert "of contribution;" in text(later)
    assert "still open" in text(app)


def test_a_quiet_week_says_when_the_next_decision_is(demo_version, monkeypatch):
    monkeypatch.setattr(week, "DUE_WITHIN", week.DUE_WITHIN - week.DUE_WITHIN)
    app = opened("this_week", as_of="2026-03-30")  # a day that no other test has asked for: answers are kept
    assert not app.exception
    assert re.search(r"No section needs a decision in the next \d+ days; the next is .+ on Apr 4", text(app))
    assert not app.checkbox


def test_a_link_carries_the_section_to_the_simulator(demo_version):
    link = next(one for one in opened("this_week").get("page_link") if one.proto.label == "Try it out")
    assert "sections_section=S00002527" in link.proto.query_string
    assert "as_of=2026-03-31" in link.proto.query_string


def test_a_long_list_shows_those_first_that_are_to_be_decided_first(demo_version, monkeypatch):
    monkeypatch.setattr(cards, "ROWS_SHOWN", 2)
    assert [box.label[-8:] for box in opened("this_week").checkbox] == ["by Apr 4", "by Apr 5"]
    assert len(opened("this_week", week_all="true").checkbox) == 10


@pytest.mark.parametrize(
    ("setting", "headers", "name"),
    [
        ("", {"X-User": "dean"}, None),  # no header is believed unless it is named
        ("X-User", {"X-User": "dean"}, "dean"),
        ("X-User", {}, None),
    ],
)
def test_the_log_keeps_who_is_signed_in_where_that_is_known(monkeypatch, setting, headers, name):
    monkeypatch.setenv("DASHBOARD_USER_HEADER", setting)
    monkeypatch.setattr(reader.st, "context", SimpleNamespace(headers=headers))
    monkeypatch.setattr(reader.st, "user", SimpleNamespace(to_dict=dict))
    assert reader.signed_in() == name
    monkeypatch.setattr(reader.st, "user", SimpleNamespace(to_dict=lambda: {"name": "Ada"}))
    assert reader.signed_in() == "Ada"
