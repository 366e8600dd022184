"""A manager of one field changes what is of it, and cannot change, undo or see anything else, whatever they send."""

import shutil
import time
from collections.abc import Callable
from datetime import date, datetime

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import reader
from dashboard.access.roles import Action, Person
from dashboard.editing import goals as goal_editor
from dashboard.navigation import PAGES
from data.contracts.decisions import Decisions
from data.ingest import edit_goals, ingest
from data.ingest.decide import decide
from data.ingest.note_offering import note_offering
from data.ingest.saved import BRIEFS, SCENARIOS, VIEWS
from data.reference.periods import STANDARD
from data.reference.view import Part, View
from data.store.parts import OutOfPart
from data.store.store import Store, scan
from queries.revenue import goal_changes
from queries.semantic.scope import Scope
from tests import small_college
from tests.attacks.test_parts import NOT_OPEN, secret_codes
from tests.attacks.test_payloads import payload
from tests.dashboard.access.test_entrance import APP, words
from tests.dashboard.access.test_roles import AUTH

MINE, PERIOD = Part("field", ("11",)), "FY2026"
ACCESS = """
[access]
[access.roles]
computing = { role = "manager", field = "11" }
"""
NOW = datetime(2026, 4, 1, 9)
SCENARIO = {
    "saved_on": NOW.date(), "period": PERIOD, "as_of": date(2026, 3, 31), "field": "11", "price": 0.05, "volume": 0.0,
    "discount": 0.0, "retired": None, "launched_seats": 0, "launched_price_usd": 0.0, "lost_per_tenth": None,
    "launched_cost_usd": None,
}  # fmt: skip
NOTE = {
    "noted_at": NOW, "noted_by": "Grace", "as_of": date(2026, 3, 31), "data_version": "v", "kind": "contested",
    "criterion": "completion", "decision": None, "note": "Wait for spring.", "judged_as": "transform", "holds": 0.6,
}  # fmt: skip
VIEW = {
    "saved_on": NOW.date(), "period": PERIOD, "as_of": date(2026, 3, 31), "filters": "[]", "question": "{}",
    "form": "bars", "is_pinned": True, "rule": None, "low": None, "high": None,
}  # fmt: skip


@pytest.fixture
def home(demo_home, tmp_path, monkeypatch):
    """A home of its own with the demo college."""
    shutil.copytree(demo_home, tmp_path / "home")
    monkeypatch.setenv("DASHBOARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def store(home) -> Store:
    """The store as a manager of the field 11 may write it."""
    return Store(home, who="Grace", part=MINE)


@pytest.fixture
def whole(home) -> Store:
    """The store as somebody may write it who is shown the whole college."""
    return Store(home, who="Ada")


def seen(store: Store, table: str, *fields: str) -> pl.DataFrame:
    """A table of the newest version as people of these fields are shown it; of nobody's in particular without any."""
    version = store.current()
    assert version is not None
    part = Part("field", fields) if fields else None
    return scan(View(version.id, part=part).id, "demo", table).collect()


def goals(store: Store, *fields: str) -> pl.DataFrame:
    """Goals of the period as the editor has them."""
    rows = seen(store, "goals", *fields).filter(period=PERIOD)
    return rows.with_columns(pl.col("scope", "phasing").cast(pl.String)).drop("goal_id", "period")


def goal(scope: str, value: str | None, target: float = 5.0) -> pl.DataFrame:
    row = {
        "metric": "net_revenue", "scope": scope, "scope_value": value, "target": target, "phasing": "flat",
        "monthly_shares": None, "owner": "Grace", "note": None,
    }  # fmt: skip
    return pl.DataFrame([row], schema_overrides=dict.fromkeys(("scope_value", "monthly_shares", "note"), pl.String))


def sections(store: Store, *, are_mine: bool) -> list[tuple[str, str]]:
    """Sections with their offerings, of the field or of all others."""
    rows = seen(store, "sections").filter((pl.col("field") == "11") == are_mine).sort("section_id")
    return rows.select("section_id", "offering_id").rows()


def decision(section: str, offering: str, **changed: object) -> dict:
    return {
        "section_id": section, "decided_at": NOW, "decided_by": "Grace", "as_of": date(2026, 3, 31), "data_version": "v",
        "offering": offering, "starts_on": date(2026, 4, 16), "decide_by": date(2026, 4, 7), "decision": "cancel",
        "advice": "cancel", "merge_with": None, "note": None, "chance_to_run": 0.2, "projected": 7.4, "value_cents": 0,
    } | changed  # fmt: skip


def decided(store: Store, *rows: dict) -> None:
    decide(store, "demo", list(rows), Decisions.create_empty())


def offering(store: Store, *, is_mine: bool) -> str:
    return sections(store, are_mine=is_mine)[0][1]


def _goal_of_all(store: Store) -> None:
    edit_goals.replace(store, "demo", PERIOD, pl.concat([goals(store, "11"), goal("all", None)]), goals(store, "11"))


def _goal_of_another_field(store: Store) -> None:
    edit_goals.replace(store, "demo", PERIOD, goal("field", "52"), goals(store, "11"))


def _goal_of_anothers_offering(store: Store) -> None:
    theirs = goal("offering", offering(store, is_mine=False))
    edit_goals.replace(store, "demo", PERIOD, theirs, goals(store, "11"))


def _rule(store: Store) -> None:
    edit_goals.set_rule(store, "demo", 0.9, 0.1, NOW.date(), "Grace")


def _decision_on_anothers_section(store: Store) -> None:
    decided(store, decision(*sections(store, are_mine=False)[0]))


def _decision_beside_ones_own(store: Store) -> None:
    decided(store, *(decision(*sections(store, are_mine=are_mine)[0]) for are_mine in (True, False)))


def _merger_with_anothers_section(store: Store) -> None:
    other = sections(store, are_mine=False)[0][0]
    decided(store, decision(*sections(store, are_mine=True)[0], decision="merge", merge_with=other))


def _section_said_to_be_of_anothers_offering(store: Store) -> None:
    decided(store, decision(sections(store, are_mine=True)[0][0], offering(store, is_mine=False)))


def _note_on_anothers_offering(store: Store) -> None:
    note_offering(store, "demo", NOTE | {"offering_id": offering(store, is_mine=False)})


def _scenario_of_all(store: Store) -> None:
    SCENARIOS.save(store, "demo", "Mine", [SCENARIO | {"field": None}])


def _scenario_of_another_field(store: Store) -> None:
    SCENARIOS.save(store, "demo", "Mine", [SCENARIO | {"field": "52"}])


def _scenario_that_ends_anothers_offering(store: Store) -> None:
    SCENARIOS.save(store, "demo", "Mine", [SCENARIO | {"retired": offering(store, is_mine=False)}])


def _scenario_in_place_of_anothers(store: Store) -> None:
    SCENARIOS.save(store, "demo", "Theirs", [SCENARIO])


def _anothers_scenario_deleted(store: Store) -> None:
    SCENARIOS.delete(store, "demo", "Theirs")


def _view(store: Store) -> None:
    VIEWS.save(store, "demo", "Mine", [VIEW])


def _brief_deleted(store: Store) -> None:
    with store.draft("A brief deleted") as draft:
        draft.drop("demo", "cubes", "briefs")


def _offering_moved_into_the_field(store: Store) -> None:
    with store.draft("An offering moved") as draft:
        offerings = draft.table("demo", "cubes", "offerings")
        assert offerings is not None
        draft.put("demo", "cubes", "offerings", offerings.with_columns(cip_code=pl.lit("11.0201")).collect())


def _import(store: Store) -> None:
    ingest.run(small_college.files(), store)


def _public_table(store: Store) -> None:
    with store.draft("Awards changed") as draft:
        awards = draft.table("market", "cubes", "awards")
        assert awards is not None
        draft.put("market", "cubes", "awards", awards.head(1).collect())


def _way_back(store: Store) -> None:
    store.rollback(store.versions()[0].id)


ATTACKS: list[Callable[[Store], None]] = [
    _goal_of_all,
    _goal_of_another_field,
    _goal_of_anothers_offering,
    _rule,
    _decision_on_anothers_section,
    _decision_beside_ones_own,
    _merger_with_anothers_section,
    _section_said_to_be_of_anothers_offering,
    _note_on_anothers_offering,
    _scenario_of_all,
    _scenario_of_another_field,
    _scenario_that_ends_anothers_offering,
    _scenario_in_place_of_anothers,
    _anothers_scenario_deleted,
    _view,
    _brief_deleted,
    _offering_moved_into_the_field,
    _import,
    _public_table,
    _way_back,
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__.strip("_"))
def test_what_is_of_more_than_the_part_is_refused_and_makes_no_version(store, whole, attack):
    SCENARIOS.save(whole, "demo", "Theirs", [SCENARIO | {"field": "52"}])
    with whole.draft("Briefs") as draft:
        draft.put("demo", "cubes", "briefs", BRIEFS.contract.create_empty())
    before = [version.id for version in whole.versions()]
    with pytest.raises(OutOfPart, match="field 11 alone"):
        attack(store)
    assert [version.id for version in whole.versions()] == before
    assert whole.current().id == before[-1]


def test_goals_of_the_part_are_changed_and_all_others_stay(store, whole):
    others = goals(whole).join(goals(whole, "11"), on=["metric", "scope", "scope_value"], how="anti", nulls_equal=True)
    assert others.height > 1
    edit_goals.replace(store, "demo", PERIOD, goal("field", "11"), goals(store, "11"), "Grace")
    assert goals(whole, "11")["target"].to_list() == [5.0]
    now = goals(whole)
    assert now.height == others.height + 1
    assert now.join(others, on=others.columns, how="semi", nulls_equal=True).height == others.height
    assert not seen(whole, "goals")["goal_id"].is_duplicated().any()


def test_somebody_who_sends_the_whole_colleges_goals_as_shown_is_not_believed(store, whole):
    with pytest.raises(edit_goals.Outdated):
        edit_goals.replace(store, "demo", PERIOD, goals(whole).clear(), goals(whole))
    assert goals(whole).height > 1


def test_what_is_of_the_part_is_kept_and_shown_to_people_of_the_part_alone(store, whole):
    section, its_offering = sections(store, are_mine=True)[0]
    decided(store, decision(section, its_offering))
    note_offering(store, "demo", NOTE | {"offering_id": its_offering})
    SCENARIOS.save(store, "demo", "Mine", [SCENARIO | {"retired": its_offering}])
    for table in ("decisions", "portfolio_notes", "scenarios"):
        assert (seen(whole, table, "11").height, seen(whole, table, "52").height) == (1, 0), table
    SCENARIOS.delete(store, "demo", "Mine")
    assert seen(whole, "scenarios").is_empty()


def test_the_store_of_a_reader_is_that_of_their_part(home, monkeypatch):
    monkeypatch.setattr(reader, "person", lambda: Person("Grace", "manager", part=MINE))
    for action in (Action.PLAN, Action.DECIDE):
        assert reader.store(action).part == MINE
    for action in (Action.IMPORT, Action.ADMINISTER):
        with pytest.raises(reader.NotAllowed):
            reader.store(action)


@pytest.fixture
def secrets(home, tmp_path, monkeypatch):
    """A server on which a group manages one field."""
    (tmp_path / "secrets.toml").write_text(AUTH + ACCESS)
    monkeypatch.setenv("DASHBOARD_SECRETS", str(tmp_path / "secrets.toml"))


def opened(page: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.user = {"is_logged_in": True, "name": "Grace", "roles": ["computing"], "exp": time.time() + 600}
    return (app.run() if page == PAGES[0].file else app.switch_page(page)).run()


WRITING = ("Goals", "Scenario", "This week", "Portfolio", "Explore", "Brief")


@pytest.mark.parametrize("page", [p.file for p in PAGES if p.title in WRITING])
def test_pages_on_which_a_manager_writes_hold_nothing_of_other_fields(secrets, whole, page):
    SCENARIOS.save(whole, "demo", "Theirs", [SCENARIO | {"field": "52"}])
    app = opened(page)
    assert not app.exception
    sent = payload(app)
    assert [code for code in secret_codes(whole.current().id, "11") if code in sent] == []
    assert b"Theirs" not in sent


@pytest.mark.parametrize("title", NOT_OPEN)
def test_data_and_log_stay_closed_to_a_manager_of_a_part(secrets, title):
    app = opened(next(p.file for p in PAGES if p.title == title))
    assert f"{title} is not open to you" in words(app)


def test_a_manager_saves_the_goals_of_their_field_on_the_page_and_never_meets_the_others(secrets, whole, monkeypatch):
    others, base = goals(whole).height - goals(whole, "11").height, []
    own = {offering for _, offering in sections(whole, are_mine=True)}

    def typed(shown, **_) -> pl.DataFrame:
        return shown.clear().extend(goal("field", "11", 7.0).select(shown.columns).cast(dict(shown.schema)))

    def changes(before, after):
        base.append(before)
        return []

    monkeypatch.setattr(goal_editor.st, "data_editor", typed)
    monkeypatch.setattr(goal_changes, "changes", changes)
    app = opened("pages/revenue/goals.py")
    for _ in range(2):  # the second time it builds on the version that was saved from the page
        app.button(key="goals_save").click().run()
        assert not app.error
    assert goals(whole, "11")["target"].to_list() == [7.0]
    assert goals(whole).height == others + 1
    assert {value for frame in base for value in frame["scope_value"]} <= {"11", *own}
    assert base[-1]["target"].to_list() == [7.0]
    said = words(app) + "".join(one.value for one in app.success)
    assert "~" not in said
    assert whole.current().id in said


def test_a_scope_names_the_version_itself_to_people():
    scope = Scope(View("20260101-abcdef", part=MINE).id, "demo", STANDARD.parse(PERIOD), NOW.date())
    assert (scope.version, scope.data_version) == ("20260101-abcdef~field=11", "20260101-abcdef")
