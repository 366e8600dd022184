"""Two people of one server, each shown a part of the college: neither finds anything of the other's, wherever they look."""

import time

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cells, export, passport, reader
from dashboard.access.roles import Action, Person
from dashboard.access.settings import load
from dashboard.ask import ask
from dashboard.navigation import PAGES
from data.reference.view import Part
from data.store.parts import OutOfPart
from data.store.store import scan
from queries import college
from queries.answer import Answer
from queries.semantic.scope import Scope, Unanswerable
from tests.attacks.test_payloads import payload
from tests.dashboard.access.test_entrance import APP, words
from tests.dashboard.access.test_roles import AUTH

ACCESS = """
[access]
[access.roles]
computing = { role = "viewer", field = "11" }
business = { role = "viewer", field = ["52"] }
technology = { role = "viewer", school = "Technology and Design" }
"""
NOT_OPEN = ("Data", "Log")
METRICS = ("net_registrations", "net_revenue", "headcount")


@pytest.fixture
def secrets(demo_version, tmp_path, monkeypatch):
    """A server on which everybody is shown a part of the demo college."""
    path = tmp_path / "secrets.toml"
    path.write_text(AUTH + ACCESS)
    monkeypatch.setenv("DASHBOARD_SECRETS", str(path))
    return path


def opened(page: str, group: str, **address: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.user = {"is_logged_in": True, "name": "Grace", "roles": [group], "exp": time.time() + 600}
    for key, value in address.items():
        app.query_params[key] = value
    return (app.run() if page == PAGES[0].file else app.switch_page(page)).run()


def person(*fields: str) -> Person:
    return Person("Grace", "viewer", part=Part("field", fields))


def scope_of(who: Person, version: str, **where: str) -> Scope:
    day = college.span(version, "demo")[1]
    period = college.calendar(version, "demo").containing(day, "fiscal_year")
    return Scope(who.view(version), "demo", period, day, tuple(where.items()))


def secret_codes(version: str, *fields: str) -> set[bytes]:
    """Ids of sections and offerings of other fields that are no words; every table that lists them holds them."""
    outside = scan(version, "demo", "sections").filter(~pl.col("field").is_in(fields))
    rows = outside.select("section_id", "offering_id").collect()
    return {code.encode() for code in {*rows["section_id"], *rows["offering_id"]} if any(map(str.isdigit, code))}


@pytest.mark.parametrize("page", [p.file for p in PAGES if p.title not in NOT_OPEN])
def test_pages_that_two_people_open_in_turn_hold_nothing_of_the_others(secrets, demo_version, page):
    for group, field in (("computing", "11"), ("business", "52"), ("computing", "11")):
        app = opened(page, group)
        assert not app.exception
        assert app.session_state["_scope"].where == (("field", field),)
        assert list(app.selectbox(key="field").options) == [app.selectbox(key="field").options[0]]
        sent = payload(app)
        assert [code for code in secret_codes(demo_version, field) if code in sent] == []


@pytest.mark.parametrize(
    "page", ["pages/enrollment/enrollment.py", "pages/revenue/margin.py", "pages/strategy/explore.py"]
)
def test_an_address_that_names_anothers_field_or_view_shows_ones_own(secrets, demo_version, page):
    for address in ({"field": "52"}, {"version": f"{demo_version}~field=52"}, {"version": demo_version}):
        app = opened(page, "computing", **address)
        assert not app.exception
        scope = app.session_state["_scope"]
        assert (scope.version, scope.where) == (f"{demo_version}~field=11", (("field", "11"),))


def test_whoever_is_shown_a_school_finds_its_fields_and_no_number_of_the_college(secrets, demo_version):
    app = opened("pages/enrollment/enrollment.py", "technology")
    assert app.session_state["_scope"].where == (("school", "Technology and Design"),)
    taught = scan(demo_version, "demo", "offerings").group_by(field=pl.col("cip_code").str.head(2))
    other = taught.agg(pl.col("school").ne_missing("Technology and Design").any()).filter("school").collect()["field"]
    for field in other:
        again = opened("pages/enrollment/enrollment.py", "technology", field=field)
        assert dict(again.session_state["_scope"].where).get("field") != field


def test_kept_answers_do_not_cross(demo_version):
    def seats(who: Person) -> Answer:
        return ask(*METRICS[:2], by=("offering",), scope=scope_of(who, demo_version))

    everything = seats(Person("Ada", "viewer")).frame
    mine, theirs, again = seats(person("11")).frame, seats(person("52")).frame, seats(person("11")).frame
    assert not set(mine["offering"]) & set(theirs["offering"])
    assert mine.equals(again)
    assert everything.filter(pl.col("offering").is_in(mine["offering"].to_list())).equals(mine)


@pytest.mark.parametrize(
    "metric", ["headcount", "completion_rate", "completions", "employment_q2_rate", "new_learners"]
)
def test_no_number_of_the_whole_college_is_answered(demo_version, metric):
    with pytest.raises((Unanswerable, OutOfPart), match="whole college"):
        ask(metric, scope=scope_of(person("11"), demo_version))


@pytest.mark.parametrize("by", ["field", "offering"])
@pytest.mark.parametrize("metric", ["net_registrations", "net_revenue", "headcount", "completions", "started_sections"])
def test_another_field_is_answered_with_nothing(demo_version, metric, by):
    try:
        frame = ask(metric, by=(by,), scope=scope_of(person("11"), demo_version, field="52")).frame
    except Unanswerable:
        return
    assert frame.is_empty()


def test_downloads_hold_ones_own_part(demo_version):
    answer = ask("net_registrations", "net_revenue", by=("offering",), scope=scope_of(person("11"), demo_version))
    known = passport.of_answer(answer)
    files = (export.file(known) + cells.in_words(known.table).write_csv()).encode()
    assert [code for code in secret_codes(demo_version, "11") if code in files] == []
    assert demo_version.encode() in files
    assert b"~" not in files


def test_the_data_page_and_everything_that_writes_stay_closed(secrets, monkeypatch):
    app = opened("pages/trust/data.py", "computing")
    assert "Data is not open to you" in words(app)
    assert len(app.dataframe) == 0
    monkeypatch.setattr(reader, "person", lambda: person("11"))
    for action in (Action.PLAN, Action.DECIDE, Action.IMPORT, Action.ADMINISTER):
        with pytest.raises(reader.NotAllowed):
            reader.store(action)


def test_the_log_names_the_part_of_each_role(secrets):
    assert load().roles["computing"] == "viewer, field 11"
