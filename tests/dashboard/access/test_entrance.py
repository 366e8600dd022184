"""What each role finds on the screen: which pages open, what can be changed, and which numbers the public gets."""

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import reader
from dashboard.access.roles import Action, Person
from dashboard.ask import recall
from dashboard.navigation import PAGES, titled
from dashboard.page import sections
from data.store import log
from data.store.store import Store
from queries import college
from queries.answer import Answer, find_metrics, measure
from queries.semantic.scope import Scope, Unanswerable
from tests.dashboard.access.test_roles import AUTH

APP = str(Path(__file__).parents[3] / "streamlit_app.py")
ACCESS = """
[access]
visitors = true
[access.roles]
staff = "viewer"
deans = "manager"
data = "data steward"
chiefs = "administrator"
"""
STAFF = ("Overview", "Enrollment", "Goals", "Scenario", "This week", "Brief")


@pytest.fixture
def secrets(demo_version, tmp_path, monkeypatch):
    """A server on which people sign in, with the demo."""
    path = tmp_path / "secrets.toml"
    path.write_text(AUTH + ACCESS)
    monkeypatch.setenv("DASHBOARD_SECRETS", str(path))
    return path


def opened(page: str, role: str | None, **claims) -> AppTest:
    """A page as somebody with a claim sees it, None for who has not signed in."""
    app = AppTest.from_file(APP, default_timeout=60)
    if role is not None:
        app.user = {"is_logged_in": True, "name": "Grace", "roles": [role], "exp": time.time() + 60} | claims
    else:
        app.user = {"is_logged_in": False}
    app.switch_page(titled(page).file)
    return app.run()


def words(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.markdown, *app.info, *app.caption, *app.error))


def buttons(app: AppTest) -> set[str]:
    return {one.label for one in app.button}


@pytest.mark.parametrize("page", STAFF)
def test_who_has_not_signed_in_is_asked_to_and_gets_nothing_of_the_page(secrets, page):
    app = opened(page, None)
    assert not app.exception
    assert f"Sign in with your college's account to open {page}." in words(app)
    assert (len(app.selectbox), len(app.get("vega_lite_chart")), len(app.dataframe)) == (0, 0, 0)


def test_a_page_for_everybody_opens_without_signing_in_and_shows_what_the_public_may_see(secrets):
    app = opened("Completion", None)
    assert not app.exception
    assert "Sign in for more" in buttons(app)
    assert app.session_state["_scope"].audience == "public"
    assert not any("Fall" in str(option) for option in app.selectbox(key="period").options)


@pytest.mark.parametrize("page", ["Sources", "Metrics"])
@pytest.mark.parametrize("role", [None, "staff"])
def test_pages_about_the_data_open_for_everybody(secrets, page, role):
    assert not opened(page, role).exception


def test_what_the_college_shows_to_nobody_is_shown_to_nobody(secrets):
    secrets.write_text(AUTH + ACCESS.replace("visitors = true", ""))
    app = opened("Completion", None)
    assert "Sign in with your college's account to open Completion." in words(app)
    assert len(app.selectbox) == 0


@pytest.mark.parametrize(
    ("role", "page"), [("staff", "Data"), ("deans", "Data"), ("data", "Log"), ("students", "Enrollment")]
)
def test_a_page_beyond_a_role_says_so_and_shows_nothing(secrets, role, page):
    app = opened(page, role)
    assert f"{page} is not open to you" in words(app)
    assert (len(app.selectbox), len(app.dataframe)) == (0, 0)


def test_a_sign_in_that_ran_out_has_to_be_made_again(secrets):
    app = opened("Enrollment", "staff", exp=time.time() - 1)
    assert "Your sign-in has run out" in words(app)
    assert len(app.selectbox) == 0


@pytest.mark.parametrize(
    ("page", "action", "role", "has_it"),
    [
        ("Goals", "Save as a new version", "deans", True),
        ("Goals", "Save as a new version", "staff", False),
        ("Goals", "Save the rule as a new version", "staff", False),
        ("Scenario", "Save this scenario", "deans", True),
        ("Scenario", "Save this scenario", "staff", False),
        ("This week", "Save the checked decisions", "deans", True),
        ("This week", "Save the checked decisions", "staff", False),
    ],
)
def test_only_who_may_change_something_finds_the_button(secrets, page, action, role, has_it):
    app = opened(page, role)
    assert not app.exception
    assert (action in buttons(app)) == has_it
    assert "Sign out" in buttons(app)


def test_a_steward_gets_to_the_data(secrets):
    app = opened("Data", "data")
    assert not app.exception
    assert "data_version" in {one.key for one in app.selectbox} or "There is one version" in words(app)


def test_an_administrator_reads_who_did_what(secrets):
    log.write(Store().home, "Grace", "Goals changed.", "20260101-abcdef")
    app = opened("Log", "chiefs")
    assert not app.exception
    assert app.dataframe[0].value["Who"].to_list()[0] == "Grace"
    assert "carries the hash of the one before it" in words(app)


def test_what_writes_asks_again_whatever_the_page_showed(monkeypatch):
    monkeypatch.setattr(reader, "person", lambda: Person("Grace", "viewer"))
    with pytest.raises(reader.NotAllowed, match="Your role, viewer, does not let you set goals"):
        reader.store(Action.PLAN)
    monkeypatch.setattr(reader, "person", lambda: Person("Grace", "manager"))
    assert reader.store(Action.PLAN).who == "Grace"
    with pytest.raises(reader.NotAllowed):
        reader.store(Action.IMPORT)


def test_settings_that_leave_open_who_may_do_what_let_nobody_in(secrets):
    secrets.write_text(AUTH.replace("client_id", "client"))
    app = opened("Enrollment", "staff")
    assert "Nobody can come in." in app.error[0].value
    assert len(app.selectbox) == 0


def test_the_menu_names_what_opens_and_other_addresses_lead_to_the_sign_in():
    menu = {
        p.title for pages in sections(Person("Grace", "manager")).values() for p in pages if p.visibility == "visible"
    }
    assert menu == {page.title for page in PAGES} - {"Data", "Log"}
    every = {p.title for pages in sections(Person(None, "nobody", is_known=False)).values() for p in pages}
    assert every == {page.title for page in PAGES}


def seats_by_offering(scope: Scope) -> Answer:
    return measure(*find_metrics("net_registrations"), by=["offering"], scope=scope)


def test_the_public_and_the_staff_are_answered_apart(demo_version):
    """The same question on the same data: what one was answered, the other is not given."""
    calendar = college.calendar(demo_version, "demo")
    day = college.span(demo_version, "demo")[1]

    def scope(who: Person) -> Scope:
        period = calendar.containing(day, "fiscal_year")
        return Scope(who.view(demo_version), "demo", period, day)

    def seats(one: Scope) -> Answer:
        return recall(seats_by_offering, one)

    assert seats(scope(Person("Grace", "viewer"))).frame.height > 1
    with pytest.raises(Unanswerable, match="public audience"):
        seats(scope(Person(None, "visitor")))
